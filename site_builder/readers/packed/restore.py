"""Finding of official tables that were copied as running text, and their grids in place of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from site_builder.model.document import Block, Paragraph, Table
from site_builder.readers.headings import NOTE, is_report_title, is_table_number
from site_builder.readers.packed.grids import bare_table, coded_table
from site_builder.readers.packed.listed import listed_table, without_value
from site_builder.readers.packed.rows import is_total
from site_builder.readers.packed.staff import restore_staff
from site_builder.readers.packed.tokens import Kind, Token, tokens
from site_builder.readers.titles import is_title_of_table, plain_title

_STATEMENT = re.compile(r"收支|收入|支出|三公|预算|决算")
_NOT_STATEMENT = re.compile(r"绩效|自评|目标|采购|资产|清单|目录")
_UNIT = re.compile(r"单位\s?[：:]\s?(?:人民币)?\s?[万亿千]?元")
_OFFICE = re.compile(r"\S{0,4}(?:部门|单位)(?:[（(]\S{1,4}[)）])?\s?[：:]")
_FRAME_TITLE = re.compile(r"当前位置.*\s(?P<title>\S{4,60}表)\s时间[：:]")
_PAGE = re.compile(r"[-—－\s]*\d{1,3}[-—－\s]*|第\s?\d{1,3}\s?页.{0,12}")
_SENTENCE = re.compile(r"[。；！？]")
# Heads whose letters are spread, and that nothing parts from the first label: 项 目 金 额备注年初结转和结余.
_PARTED = re.compile(r"项\s+目")
_GLUED_HEAD = re.compile(r"金\s*额\s*备注(?=[\u4e00-\u9fff])")
_META_LINES = 4
_MOST_LINES = 600
_FEWEST_VALUES = 3


def restore_statements(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return `blocks` with the tables in running text as tables (`certain` is False); others stay as they are."""
    blocks = tuple(part for block in blocks for part in restore_staff(block))
    restored: list[Block] = []
    nothing: frozenset[str] = frozenset()
    said = ""
    here = 0
    while here < len(blocks):
        unit = _unit_end(blocks, here)
        if unit is None:
            restored.append(blocks[here])
            here += 1
            continue
        found = list(_tokens(blocks, here, unit, _end(blocks, here + 1)))
        listed = _is_listed(found)
        said = said or _said(blocks)
        table = _restore(blocks, here, unit, found, nothing, said)
        if table is None:
            restored.append(blocks[here])
            here += 1
            continue
        placed, here = table
        restored += placed
        nothing = without_value(found) if listed else nothing
    return tuple(restored)


def _unit_end(blocks: Sequence[Block], here: int) -> int | None:
    """Return where the line with the unit ends that stands between a statement's title and its table."""
    block = blocks[here]
    if isinstance(block, Table):
        return None
    unit = _UNIT.search(block.text, 0, 160)
    if unit:
        return unit.end() if _title(blocks, here) else None
    if len(block.text) < 60 and _OFFICE.match(block.text):
        return len(block.text) if _frame_title(blocks, here) else None
    return 0 if _frame_title(blocks, here) else None


def _title(blocks: Sequence[Block], here: int) -> bool:
    for at in range(here - 1, max(-1, here - 1 - _META_LINES), -1):
        block = blocks[at]
        if isinstance(block, Table) or _SENTENCE.search(block.text):
            return False
        if is_title_of_table(block.text):
            title = plain_title(block.text)
            return bool(_STATEMENT.search(title)) and not _NOT_STATEMENT.search(title)
    return bool(_frame_title(blocks, here))


def _frame_title(blocks: Sequence[Block], here: int) -> str:
    """Return the title of a web page that has a table for its text: it stands in the page's frame only."""
    for at in range(here - 1, max(-1, here - 3), -1):
        block = blocks[at]
        match = _FRAME_TITLE.match(block.text) if isinstance(block, Paragraph) else None
        if match:
            title = match["title"]
            return title if _STATEMENT.search(title) and not _NOT_STATEMENT.search(title) else ""
    return ""


def _end(blocks: Sequence[Block], start: int) -> int:
    """Return where the table's text ends at the latest."""
    for at in range(start, min(len(blocks), start + _MOST_LINES)):
        block = blocks[at]
        if isinstance(block, Table):
            return at
        text = block.text
        if is_title_of_table(text) or is_report_title(text) or is_table_number(text) or NOTE.match(text):
            return at
        if _SENTENCE.search(text) or text.startswith(("第", "来源：")):
            return at
    return min(len(blocks), start + _MOST_LINES)


def _restore(
    blocks: Sequence[Block], here: int, unit: int, found: Sequence[Token], nothing: frozenset[str], said: str
) -> tuple[list[Block], int] | None:
    """Return the line with the unit and the table, with the index of the text behind them."""
    if sum(token.kind is Kind.NUMBER for token in found) < _FEWEST_VALUES:
        return None
    if any(token.kind is Kind.CODE for token in found):
        made = coded_table(found, nothing, said)
    else:
        made = listed_table(found) if _is_listed(found) else bare_table(found)
    if made is None:
        return None
    cells, height, width, lines = made
    table = Table(cells, height, width, cells[0].locator, _frame_title(blocks, here), certain=False)
    return [*_before(blocks[here], unit), table], max(lines, here + 1)


def _said(blocks: Sequence[Block]) -> str:
    """Return what the sentences of a document say, without blanks and with plain numbers."""
    sentences = [block.text for block in blocks if isinstance(block, Paragraph) and re.search(r"元", block.text)]
    return re.sub(r"(?<=\d)[,，](?=\d{3})|\s|为|共计", "", "".join(sentences))


def _is_listed(found: Sequence[Token]) -> bool:
    """Whether the table is one of items: it has a total of income or expenditure, and no codes."""
    if any(token.kind is Kind.CODE for token in found):
        return False
    return any(
        token.kind is Kind.WORD and is_total(token.text) and token.text not in ("合计", "小计") for token in found
    )


def _tokens(blocks: Sequence[Block], here: int, unit: int, end: int) -> Iterator[Token]:
    for at in range(here, end):
        block = blocks[at]
        assert not isinstance(block, Table)
        text = block.text[unit:] if at == here else block.text
        text = _PARTED.sub("项目", _GLUED_HEAD.sub("金额 备注 ", text))
        if not _PAGE.fullmatch(text):
            yield from tokens(text, block.locator, at)


def _before(block: Block, unit: int) -> list[Block]:
    """Return the part of a text up to the unit of the table behind it."""
    assert not isinstance(block, Table)
    text = block.text[:unit].strip()
    if not text:
        return []
    return [block if unit >= len(block.text) else Paragraph(text, block.locator, text)]
