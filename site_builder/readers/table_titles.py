"""Titles that a table prints in its own first rows (pages saved from a sheet), taken out as lines before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from site_builder.model.document import Block, Cell, Heading, Paragraph, Table
from site_builder.readers.headings import is_table_number
from site_builder.readers.sheets import META
from site_builder.readers.titles import is_title_of_table
from site_builder.text import fold

_LEVEL = 2
_MOST = 6
"""Rows above a table's head at most: number, title, year, office, unit."""


def lift_titles(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return `blocks` with title, year, office and unit of a table as headings and lines, never as its rows."""
    return tuple(part for block in blocks for part in (_apart(block) if isinstance(block, Table) else (block,)))


def _apart(table: Table) -> Iterator[Block]:
    lines = _lines_above(table)
    if not any(_is_title(cell) for cell in lines):
        yield table
        return
    for cell in lines:
        title = _is_title(cell)
        yield (
            Heading(cell.text, cell.locator, _LEVEL, cell.raw)
            if title
            else Paragraph(cell.text, cell.locator, cell.raw)
        )
    first = lines[-1].row + 1
    below = tuple(replace(cell, row=cell.row - first) for cell in table.cells if cell.row >= first)
    yield replace(table, cells=below, nrows=table.nrows - first)


def _lines_above(table: Table) -> list[Cell]:
    """The filled cells of the rows above the table's head; none when its first row is no such line."""
    lines: list[Cell] = []
    row: list[Cell] = []
    for cell in table.cells:
        if not cell.text:
            continue
        if row and cell.row != row[0].row:
            if not _is_line(row) or cell.row > _MOST:
                return lines
            lines += row
            row = []
        row.append(cell)
        if len(row) > 1 and not _is_meta(cell):
            return lines
    return []


def _is_line(row: list[Cell]) -> bool:
    if any(cell.rowspan > 1 for cell in row):
        return False
    return all(_is_meta(cell) for cell in row) or (len(row) == 1 and _is_title(row[0]))


def _is_meta(cell: Cell) -> bool:
    text = fold(cell.text)
    return is_table_number(text) or bool(META.match(text))


def _is_title(cell: Cell) -> bool:
    return is_title_of_table(cell.text)
