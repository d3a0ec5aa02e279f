"""Tables of an office's units and their posts that were copied as running text: 单位名称 经费性质 人员编制数 在职人数 …."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.model.document import Block, Cell, Paragraph, Table

_HEADS = re.compile(
    r"(?P<name>单位名称)\s*(?P<money>经费(?:性质|来源|保障形式))\s*(?P<posts>(?:人员)?编制(?:人)?数)\s*(?P<staff>(?:在职|实有|在编)(?:人员|人)?数)\s*"
)
_ROW = re.compile(
    r"(?P<name>[\u4e00-\u9fff（）()、]{2,40}?)(?:\s+(?P<money>[\u4e00-\u9fff]{2,8})|(?P<glued>财政[\u4e00-\u9fff]{0,2}(?:拨款|核拨|核补|补助)|[全差]额拨款|自收自支))"
    r"\s*(?P<posts>\d{1,5})人?\s+(?P<staff>\d{1,5})人?(?!\d)\s*"
)
_COLUMNS = ("name", "money", "posts", "staff")


def restore_staff(block: Block) -> Iterator[Block]:
    """Yield a block, or its text before and behind such a table with the table between."""
    heads = None if isinstance(block, Table) or "编制" not in block.text else _HEADS.search(block.text)
    if heads is None or not isinstance(block, Paragraph):
        yield block
        return
    rows = []
    end = heads.end()
    while row := _ROW.match(block.text, end):
        rows.append(row)
        end = row.end()
    if not rows:
        yield block
        return
    yield from _part(block, 0, heads.start())
    cells = tuple(
        Cell(match[name], row, col, block.locator_at(match.start(name)), match[name])
        for row, match in enumerate((heads, *rows))
        for col, column in enumerate(_COLUMNS)
        for name in ("glued" if column == "money" and not match[column] else column,)
    )
    yield Table(cells, 1 + len(rows), len(_COLUMNS), cells[0].locator, certain=False)
    yield from _part(block, end, len(block.text))


def _part(block: Paragraph, start: int, end: int) -> Iterator[Paragraph]:
    text = block.text[start:end]
    if text.strip():
        parts = tuple((at - start, place) for at, place in block.parts if start < at < end)
        yield Paragraph(text.strip(), block.locator_at(start), text, parts)
