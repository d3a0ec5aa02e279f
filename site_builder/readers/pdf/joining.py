"""Joining of a table's parts over pages, by the positions of their columns."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from site_builder.model.document import Cell, Table
from site_builder.readers.pdf.cells import PageTable, shifted
from site_builder.text import fold

_SAME = 4.0
"""Points by which a column's border may move between two pages."""
MAX_HEADER = 8


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
    for part in parts:
        header = repeated_header_rows(parts, part) if part is not first else 0
        columns = {index: _nearest(xs, x) for index, x in enumerate(part.xs)}
        cells.extend(_below(shifted(part, rows - header, columns), rows, header))
        rows += part.nrows - header
    return Table(tuple(cells), rows, len(xs) - 1, first.locator, certain=all(part.certain for part in parts))


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
