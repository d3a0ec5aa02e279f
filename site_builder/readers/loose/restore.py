"""Finding of forms that stand in running text, and their tables in place of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from site_builder.model.document import Block, Cell, Heading, Paragraph, Table
from site_builder.readers.headings import NOTE, number_level
from site_builder.readers.loose.glued import cut_glued, is_glued
from site_builder.readers.loose.pieces import Dialect, cut_blocks, dialect_of, fold
from site_builder.readers.loose.rows import FormGrid, Placed
from site_builder.readers.loose.words import head_label, is_label

_TITLE = re.compile(
    r"[^\s|。，,；;：:、》《]{0,60}?(?:自评(?:价)?(?:情况|结果)?表|绩效(?:评价|目标)(?:申报|批复)?表)(?=[\s(（|]|$)"
)
_TITLE_LINE = re.compile(
    r"[^。；;]{0,60}(?:自评(?:价)?(?:情况|结果)?表|绩效(?:评价|目标)(?:申报|批复)?表)(?:[(（].{0,12}[)）])?"
)
_GLUED_TITLE = re.compile(
    r"(?:20\d\d年度?[\u4e00-\u9fff]{0,24}?)?(?:部门|市直|预算|整体支出|项目支出|项目)*绩效(?:目标)?(?:自评)?表(?:[(（]20\d\d年度?[)）])?"
    r"(?=(?:项目|专项资金)名称|填报|单位名称|主管部门)|20\d\d年度?[\u4e00-\u9fff]{2,24}?项目自评表(?=单位名称)"
)
_NOTE_WITHIN = re.compile(r"(?<=[\d\s优良中差…])(?:备?注|说明)[:：]\s?1\s?[.、．]")
_YEAR = re.compile(r"\s*[(（]\s*20\d\d\s*年?度?\s*[)）]\s*")
_HEADS = ("二级指标", "三级指标")
_PROSE = 600
_BACK, _AHEAD = 120, 900
"""Blocks of a form before and behind its indicator heading at most, where every cell is a block."""


def restore_forms(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return `blocks` with the forms in running text as tables (`certain` is False); others stay as they are."""
    if not any(_heads_indicators(block) or _is_torn(blocks, here) for here, block in enumerate(blocks)):
        return blocks
    restored: list[Block] = []
    parts = [part for block in blocks for part in _at_titles(block)]
    done = 0
    for here, block in enumerate(parts):
        if here < done or not (_heads_indicators(block) or _is_torn(parts, here)):
            continue
        start, end = _start(parts, here, done), _end(parts, here)
        form = _restore(parts[start:end])
        if form:
            restored += [*parts[done:start], *form]
            done = end
    return (*restored, *parts[done:]) if restored else blocks


def _heads_indicators(block: Block) -> bool:
    """Whether a block names a level as a cell of its own does; running text has more behind it (三级指标12个)."""
    if isinstance(block, Table) or "级" not in block.text or "指标" not in block.text:
        return False
    return is_glued(block.text) or any(fold(word) in _HEADS for word in re.split(r"[\s|]+", block.text))


def _is_torn(parts: Sequence[Block], here: int) -> bool:
    """Whether a table of pipes is the end of a form only, whose first rows are lines with pipes before it.

    A cell over several lines tears a form between pipes, and the rest looks like a table of its own.
    """
    block = parts[here]
    if not isinstance(block, Table) or not here or not any(fold(cell.text) in _HEADS for cell in block.cells):
        return False
    before = _text(parts[here - 1]).strip()
    return "|" in (before[:1], before[-1:]) and any(is_label(fold(cell)) for cell in before.split("|"))


def _at_titles(block: Block) -> Iterator[Block]:
    """Part a paragraph that runs several things together before each title of a form and behind it."""
    if isinstance(block, Table | Heading) or not _heads_indicators(block) or len(block.text) < 60:
        yield block
        return
    done = 0
    title = _GLUED_TITLE if is_glued(block.text) else _TITLE
    for match in title.finditer(block.text):
        year = _YEAR.match(block.text, match.end())
        yield from _cut(block, done, match.start())
        yield Heading(match[0].strip(), block.locator_at(match.start()), 2, match[0])
        done = match.end()
        if year:
            yield from _cut(block, done, year.end())
            done = year.end()
    note = _NOTE_WITHIN.search(block.text, done)
    if note:
        yield from _cut(block, done, note.start())
        done = note.start()
    yield from _cut(block, done, len(block.text)) if done else [block]


def _cut(block: Paragraph, start: int, end: int) -> Iterator[Paragraph]:
    text = block.text[start:end]
    if text.strip():
        parts = tuple((at - start, place) for at, place in block.parts if start < at < end)
        yield Paragraph(text.strip(), block.locator_at(start), text, parts)


def _start(parts: Sequence[Block], anchor: int, floor: int) -> int:
    """Return where the form begins whose indicators are headed at `anchor`: behind its title, at its first label.

    Between pipes the title is a cell of the form.
    """
    start = anchor
    for at in range(anchor, max(floor, anchor - _BACK) - 1, -1):
        block = parts[at]
        if isinstance(block, Table):
            if _is_torn(parts, anchor):
                continue
            break
        text = block.text.strip("| ")
        piped = "|" in block.text or "|" in _text(parts[min(at + 1, anchor)])
        titled = not _is_value(parts, at)
        if titled and _TITLE_LINE.fullmatch(fold(text)):
            return at if piped else start
        if titled and piped and any(_TITLE_LINE.fullmatch(fold(cell)) for cell in text.split("|")):
            return at
        if at < anchor and (len(text) > _PROSE or re.match(r"第[一二三四五六七八九十]部分", text)):
            break
        if _YEAR.fullmatch(text):
            start = at + (not piped)
        elif any(is_label(word) or head_label(word) for word in map(fold, re.split(r"[\s|]+", text[:200]))):
            start = at
    return start


def _is_value(parts: Sequence[Block], at: int) -> bool:
    """Whether a text between pipes has a label for itself before it (项目名称 | …自评表)."""
    before = _text(parts[at - 1]).strip() if at else ""
    return before.endswith("|") and bool(head_label(fold(before.strip("| ").split("|")[-1])))


def _text(block: Block) -> str:
    return "" if isinstance(block, Table) else block.text


def _end(parts: Sequence[Block], anchor: int) -> int:
    """Return where the form ends: before its notes, the next form, the next chapter, or a table of its own."""
    heading = parts[anchor]
    piped = isinstance(heading, Table) or "|" in heading.text
    for at in range(anchor + 1, min(len(parts), anchor + _AHEAD)):
        block = parts[at]
        if isinstance(block, Table):
            if not piped:
                return at
            continue
        text = block.text.strip()
        if NOTE.match(text.lstrip("| ")) or _TITLE_LINE.fullmatch(fold(text.strip("| "))):
            return at
        if "|" not in text and number_level(text) is not None and not re.match(r"\d", text):
            return at
    return min(len(parts), anchor + _AHEAD)


def _restore(parts: Sequence[Block]) -> list[Block]:
    """Return the form's table and what stands behind it, nothing when no indicator row could be put together."""
    glued = [part for part in parts if isinstance(part, Paragraph) and is_glued(part.text)]
    dialect = Dialect.NOTHING if glued else dialect_of(parts)
    pieces = cut_glued([part for part in parts if isinstance(part, Paragraph)]) if glued else cut_blocks(parts, dialect)
    grid = FormGrid(pieces, dialect)
    rows = [row for row in grid.build() if row]
    if not grid.indicators:
        return []
    title = next((row[0][1] for row in rows[:3] if _TITLE_LINE.fullmatch(row[0][1].folded)), None)
    heading = [Heading(title.text, title.locator, 2, title.text)] if title else []
    rows = [left for row in rows if (left := [(col, piece) for col, piece in row if piece is not title])]
    return [*heading, _table(rows), *grid.left_over()]


def _table(rows: Sequence[Placed]) -> Table:
    cells = tuple(
        Cell(piece.text, row, col, piece.locator, piece.text)
        for row, placed in enumerate(rows)
        for col, piece in placed
    )
    return Table(cells, len(rows), max(cell.col for cell in cells) + 1, cells[0].locator, certain=False)
