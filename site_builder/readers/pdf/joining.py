"""Joining of a table's parts over pages, by the positions of their columns."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from site_builder.model.document import Cell, Table
from site_builder.readers.flow import join_wrapped
from site_builder.readers.headings import number_level
from site_builder.readers.pdf.cells import PageTable, shifted
from site_builder.text import fold

_SAME = 4.0
"""Points by which a column's border may move between two pages."""
MAX_HEADER = 8
_LONG = 6
"""Lines of a cell that holds running text."""


def same_columns(one: PageTable, two: PageTable) -> bool:
    """Return whether two parts share their outer borders and every border of the one with fewer columns."""
    if abs(one.xs[0] - two.xs[0]) > _SAME or abs(one.xs[-1] - two.xs[-1]) > _SAME:
        return False
    few, many = sorted((one.xs, two.xs), key=len)
    if len(few) == len(many):
        return all(abs(a - b) <= _SAME for a, b in zip(few, many, strict=True))
    return len(few) > 2 and all(min(abs(x - other) for other in many) <= _SAME for x in few)


def repeated_header_rows(first: Sequence[PageTable], part: PageTable) -> int:
    """Return how many rows at the part's top repeat the first rows of the table it continues."""
    wanted, found = _row_texts(first[0]), _row_texts(part)
    count = 0
    while count < min(len(wanted), len(found), MAX_HEADER):
        if wanted[count] != found[count] or not any(wanted[count]):
            break
        count += 1
    return count


def _row_texts(table: PageTable) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(table.nrows)]
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)):
        if cell.text:
            rows[cell.row].append(fold(cell.text))
    return rows[:MAX_HEADER]


def join_parts(parts: Sequence[PageTable]) -> Table:
    """Return one table of all parts; repeated headers are left out, every cell keeps its page's locator."""
    first = parts[0]
    xs = _all_borders(parts)
    cells: list[Cell] = []
    rows = 0
    for before, part in zip([None, *parts], parts, strict=False):
        header = repeated_header_rows(parts, part) if before else 0
        columns = {index: _nearest(xs, x) for index, x in enumerate(part.xs)}
        rest = broken_row(before, part, header) if before else []
        if rest:
            cells = _completed(cells, rows - 1, {columns[cell.col]: cell for cell in rest})
        header += bool(rest)
        cells.extend(_below(shifted(part, rows - header, columns), rows, header))
        rows += part.nrows - header
    return Table(tuple(cells), rows, len(xs) - 1, first.locator, certain=all(part.certain for part in parts))


def broken_row(before: PageTable, part: PageTable, header: int) -> list[Cell]:
    """Return the cells of a part's first row when they go on with the texts of the last row before it, else none.

    A row that the end of the page broke has text only below cells that were full, begins no new item, and has more
    on the page before: where only a label stands there, the next may as well be that of a row left blank.
    """
    last = [cell for cell in before.cells if cell.row == before.nrows - 1]
    rest = [cell for cell in part.cells if cell.row == header and cell.text]
    above = [next((cell for cell in last if _same_place(before, cell, part, half)), None) for half in rest]
    more = any(cell.text for cell in last if cell not in above)
    if not more or part.nrows <= header + 1 or any(half.rowspan > 1 for half in rest):
        return []
    broken = all(cell and _goes_on(before, part, cell, half) for cell, half in zip(above, rest, strict=True))
    return rest if broken else []


def _same_place(before: PageTable, cell: Cell, part: PageTable, half: Cell) -> bool:
    """Whether two cells stand between the same borders."""
    left = abs(before.xs[cell.col] - part.xs[half.col])
    right = abs(before.xs[cell.col + cell.colspan] - part.xs[half.col + half.colspan])
    return left <= _SAME and right <= _SAME


def _goes_on(before: PageTable, part: PageTable, above: Cell, cell: Cell) -> bool:
    """Whether a text goes on: its last line was full, or it was long (paragraphs may end where the page does)."""
    upper, lower = before.fits.get((above.row, above.col)), part.fits.get((cell.row, cell.col))
    if not upper or not lower or (above.text[-1].isdigit() and cell.text[0].isdigit()):
        return False
    return upper.lines >= _LONG or (lower.needed > upper.left and number_level(cell.text) is None)


def _completed(cells: list[Cell], row: int, rest: dict[int, Cell]) -> list[Cell]:
    """Add the second halves of broken texts to the cells of `row`."""
    done: list[Cell] = []
    for cell in cells:
        half = rest.get(cell.col) if cell.row == row else None
        if half:
            text, raw = join_wrapped([cell.text, half.text]), f"{cell.raw}\n{half.raw}"
            cell = replace(cell, text=text, raw=raw)
        done.append(cell)
    return done


def _below(cells: list[Cell], rows: int, header: int) -> list[Cell]:
    """Leave out cells of the repeated header; a label that reaches below it keeps its lower part."""
    kept: list[Cell] = []
    for cell in cells:
        if cell.row >= rows:
            kept.append(cell)
        elif cell.row + cell.rowspan > rows and header:
            kept.append(replace(cell, row=rows, rowspan=cell.row + cell.rowspan - rows, text="", raw=""))
    return kept


def _all_borders(parts: Sequence[PageTable]) -> list[float]:
    borders: list[float] = []
    for x in sorted(x for part in parts for x in part.xs):
        if not borders or x - borders[-1] > _SAME:
            borders.append(x)
    return borders


def _nearest(borders: Sequence[float], x: float) -> int:
    index = bisect_left(borders, x)
    candidates = [i for i in (index - 1, index) if 0 <= i < len(borders)]
    return min(candidates, key=lambda i: abs(borders[i] - x))
