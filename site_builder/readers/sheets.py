"""From a sheet's cells to blocks: titles and notes around a form become text, each form a table of its own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from site_builder.model.document import Block, Cell, Heading, Paragraph, Problem, Table
from site_builder.readers.flow import join_paragraphs
from site_builder.readers.titles import is_title_of_table, title_level
from site_builder.text import fold

MAX_CELLS = 400_000
"""Filled cells of one sheet."""
_GAP = 20
"""Blank rows or columns after which a sheet's cells no longer belong together (one far cell)."""
META = re.compile(
    r"^(?:(?:编制|填报|公开|填表|申报|预算|主管)?(?:部门|单位)(?:名称)?[:].*|(?:20\d\d年度?)?(?:金额)?单位[:].*元.*|单位[:]?万?元|公开\d{1,2}表|"
    r"(?:财决|预算|表|附表|附件)[\d一二三四五六七八九十.-]{1,6}表?[:]?|[(]?20\d\d年?度?[)]?|\d[.]\d{1,2}|"
    r"(?:填报|填表|编制)?(?:日期|时间)[:].*)$"
)
_NOTE = re.compile(r"^(?:注|备注|说明|注释|填表说明|填报人|联系人|联系电话)[\d一二三]?[:、.]")


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell that shows something: zero-based place in the sheet, the text as displayed and as stored."""

    row: int
    col: int
    text: str
    raw: str


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range: zero-based first row and column, last row and column included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as displayed. Hidden rows and columns are zero-based."""

    name: str
    cells: Sequence[SheetCell]
    merges: Sequence[Merge] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_cols: frozenset[int] = frozenset()
    hidden: bool = False


def column_name(col: int) -> str:
    """Return the letters of a zero-based column: 0 is A, 26 is AA."""
    letters = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def sheet_blocks(sheet: Sheet) -> tuple[list[Block], list[Problem]]:
    """Return the blocks of a sheet in reading order, and what was not read."""
    if not sheet.cells:
        return [], []
    if sheet.hidden:
        message = f"工作表“{sheet.name}”是隐藏的，没有读取；如需公开请取消隐藏，否则公开前请删除。"
        return [], [Problem("hidden-sheet", message, f"{sheet.name}!A1")]
    cells, problems = _visible(sheet)
    if len(cells) > MAX_CELLS:
        problems.append(Problem("sheet-too-large", f"工作表“{sheet.name}”超过 {MAX_CELLS} 个单元格，后面的没有读取。"))
        cells = cells[:MAX_CELLS]
    blocks: list[Block] = []
    regions = _regions(cells)
    if len(regions) > 1:
        message = f"工作表“{sheet.name}”里有相隔很远的单元格，按 {len(regions)} 块分别读取。"
        problems.append(Problem("far-cells", message, severity="info"))
    for region in regions:
        blocks.extend(_Region(sheet, region).blocks())
    return blocks, problems


def _visible(sheet: Sheet) -> tuple[list[SheetCell], list[Problem]]:
    """Leave out what is hidden: it is not on the paper. A merged range over hidden rows keeps its first cell."""
    kept, lost_rows, lost_cols = [], set(), set()
    for cell in sorted(sheet.cells, key=lambda cell: (cell.row, cell.col)):
        if cell.row in sheet.hidden_rows:
            lost_rows.add(cell.row)
        elif cell.col in sheet.hidden_cols:
            lost_cols.add(cell.col)
        else:
            kept.append(cell)
    problems = []
    if lost_rows:
        places = "、".join(str(row + 1) for row in sorted(lost_rows)[:12]) + ("等" if len(lost_rows) > 12 else "")
        message = f"工作表“{sheet.name}”第 {places} 行是隐藏的，没有读取。"
        problems.append(Problem("hidden-rows", message, f"{sheet.name}!A{min(lost_rows) + 1}"))
    if lost_cols:
        places = "、".join(column_name(col) for col in sorted(lost_cols)[:12]) + ("等" if len(lost_cols) > 12 else "")
        message = f"工作表“{sheet.name}”第 {places} 列是隐藏的，没有读取。"
        problems.append(Problem("hidden-columns", message, f"{sheet.name}!{column_name(min(lost_cols))}1"))
    return kept, problems


def _regions(cells: list[SheetCell]) -> list[list[SheetCell]]:
    """Split at wide blank gaps, first between rows, then between columns."""
    return [
        part
        for rows in _split_at_gaps(cells, lambda cell: cell.row)
        for part in _split_at_gaps(rows, lambda cell: cell.col)
    ]


def _split_at_gaps(cells: list[SheetCell], position: object) -> list[list[SheetCell]]:
    place = position if callable(position) else (lambda cell: 0)
    parts: list[list[SheetCell]] = []
    last: int | None = None
    for cell in sorted(cells, key=place):
        here = place(cell)
        if last is None or here - last > _GAP:
            parts.append([])
        parts[-1].append(cell)
        last = here
    return parts


@dataclass(slots=True)
class _Placed:
    """A visible cell in the region's own grid."""

    cell: SheetCell | None
    row: int
    col: int
    rowspan: int
    colspan: int
    locator: str


class _Region:
    """A rectangle of cells that belong together; rows and columns renumbered without the hidden ones."""

    def __init__(self, sheet: Sheet, cells: list[SheetCell]) -> None:
        self.name = sheet.name
        self._merges = {(merge.top, merge.left): merge for merge in sheet.merges}
        top, bottom = min(cell.row for cell in cells), max(cell.row for cell in cells)
        left, right = min(cell.col for cell in cells), max(cell.col for cell in cells)
        inside = [m for m in sheet.merges if top <= m.top <= bottom and left <= m.left <= right]
        filled = {(cell.row, cell.col): cell for cell in cells}
        right = max([right, *(min(m.right, right + _GAP) for m in inside if (m.top, m.left) in filled)])
        bottom = max([bottom, *(min(m.bottom, bottom + _GAP) for m in inside if (m.top, m.left) in filled)])
        self._rows = [row for row in range(top, bottom + 1) if row not in sheet.hidden_rows]
        self._cols = [col for col in range(left, right + 1) if col not in sheet.hidden_cols]
        self._by_row: list[list[_Placed]] = [[] for _ in self._rows]
        self._place(filled, inside)

    def _place(self, filled: dict[tuple[int, int], SheetCell], merges: list[Merge]) -> None:
        covered = self._covered(merges)
        for index, row in enumerate(self._rows):
            for position, col in enumerate(self._cols):
                if (row, col) in covered:
                    continue
                merge = self._merges.get((row, col))
                rowspan = bisect_left(self._rows, merge.bottom + 1) - index if merge else 1
                colspan = bisect_left(self._cols, merge.right + 1) - position if merge else 1
                locator = f"{self.name}!{column_name(col)}{row + 1}"
                placed = _Placed(filled.get((row, col)), index, position, max(1, rowspan), max(1, colspan), locator)
                self._by_row[index].append(placed)

    def _covered(self, merges: list[Merge]) -> set[tuple[int, int]]:
        """Positions under a merged range other than its first cell."""
        covered: set[tuple[int, int]] = set()
        last_row, last_col = self._rows[-1], self._cols[-1]
        for merge in merges:
            for row in range(merge.top, min(merge.bottom, last_row) + 1):
                covered.update((row, col) for col in range(merge.left, min(merge.right, last_col) + 1))
            covered.discard((merge.top, merge.left))
        return covered

    def blocks(self) -> list[Block]:
        """Return titles, tables and notes."""
        blocks: list[Block] = []
        for first, last in self._forms():
            body_first, body_last = self._trim(first, last)
            blocks.extend(self._texts(range(first, body_first)))
            if body_first < body_last:
                blocks.append(self._table(body_first, body_last))
            blocks.extend(self._texts(range(body_last, last)))
        return blocks

    def _own(self, row: int) -> list[_Placed]:
        return [placed for placed in self._by_row[row] if placed.cell is not None]

    def _forms(self) -> list[tuple[int, int]]:
        """Split where a new form's title stands below a form that has ended."""
        starts = [0]
        seen_body = False
        for row in range(len(self._rows)):
            if seen_body and self._is_title(row) and self._body_follows(row):
                starts.append(self._with_tag_above(row))
                seen_body = False
            elif len(self._own(row)) > 1 and not self._is_text_row(row):
                seen_body = True
        return list(zip(starts, [*starts[1:], len(self._rows)], strict=True))

    def _with_tag_above(self, row: int) -> int:
        """公开02表 or 附件2 often stands one row above its title."""
        above = self._own(row - 1)
        return row - 1 if above and all(META.match(fold(placed.cell.text)) for placed in above if placed.cell) else row

    def _is_title(self, row: int) -> bool:
        own = self._own(row)
        if len(own) != 1 or own[0].cell is None:
            return False
        wide = own[0].colspan * 2 > len(self._cols) or not self._own(row - 1) or own[0].colspan == 1
        return wide and own[0].rowspan < 4 and is_title_of_table(own[0].cell.text)

    def _body_follows(self, row: int) -> bool:
        return any(len(self._own(below)) > 1 for below in range(row + 1, min(row + 6, len(self._rows))))

    def _is_text_row(self, row: int) -> bool:
        """A row of the sheet that belongs to no form: title, 部门 and 单位 line, note."""
        own = self._own(row)
        if not own:
            return True
        texts = [fold(placed.cell.text) for placed in own if placed.cell]
        if all(META.match(text) for text in texts):
            return True
        if len(own) > 1:
            return False
        return own[0].colspan * 2 > len(self._cols) or bool(_NOTE.match(texts[0])) or title_level(texts[0]) is not None

    def _trim(self, first: int, last: int) -> tuple[int, int]:
        """Return the rows of the form itself within its part of the sheet."""
        top, bottom = first, last
        while top < last and self._is_text_row(top):
            top += 1
        while bottom > top and (not self._own(bottom - 1) or self._is_note_row(bottom - 1)):
            bottom -= 1
        reach = [p.row + p.rowspan for row in range(top, bottom) for p in self._by_row[row] if p.cell]
        return top, min(last, max([bottom, *reach]))

    def _is_note_row(self, row: int) -> bool:
        own = self._own(row)
        return len(own) == 1 and own[0].cell is not None and bool(_NOTE.match(fold(own[0].cell.text)))

    def _texts(self, rows: range) -> list[Block]:
        blocks: list[Block] = []
        for row in rows:
            for placed in self._own(row):
                if placed.cell is None:
                    continue
                text = join_paragraphs(placed.cell.text.split("\n"))
                level = title_level(text)
                if level:
                    blocks.append(Heading(text, placed.locator, level, placed.cell.raw))
                elif text:
                    blocks.append(Paragraph(text, placed.locator, placed.cell.raw))
        return blocks

    def _table(self, first: int, last: int) -> Table:
        """Return the table of rows first to last, without the columns at its sides that hold nothing."""
        placed = [item for row in range(first, last) for item in self._by_row[row]]
        used = [item for item in placed if item.cell]
        left, right = min(item.col for item in used), max(item.col + item.colspan for item in used)
        cells = tuple(
            Cell(
                join_paragraphs(item.cell.text.split("\n")) if item.cell else "",
                item.row - first,
                item.col - left,
                item.locator,
                item.cell.raw if item.cell else "",
                min(item.rowspan, last - item.row),
                min(item.colspan, right - item.col),
            )
            for item in placed
            if left <= item.col < right
        )
        return Table(cells, last - first, right - left, placed[0].locator, self.name)
