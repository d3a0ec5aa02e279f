"""Grids of the rows found: values put under their columns, heads written above them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from site_builder.model.document import Cell
from site_builder.readers.packed.assign import MOST_STEPS, Way, agreeing, number_of, told, ways_of
from site_builder.readers.packed.layouts import ALONE, COLUMNS, Layout, fitting, layout
from site_builder.readers.packed.rows import Packed, PackedRow, bare_rows, coded_rows, is_total
from site_builder.readers.packed.tokens import Token
from site_builder.spellings import UNPLACED

Made = tuple[tuple[Cell, ...], int, int, int]
"""The cells of a table, its rows and columns, and the index of the text behind it."""

_AMOUNT = re.compile(r"决算数|预算数|金额|执行数")
_FEWEST = 2


@dataclass(slots=True)
class Grid:
    """Cells by row and column."""

    cells: list[Cell]
    height: int = 0

    def put(self, row: int, col: int, text: str, locator: str, rows: int = 1, cols: int = 1) -> None:
        """Write a cell down."""
        self.cells.append(Cell(text, row, col, locator, text, rows, cols))
        self.height = max(self.height, row + rows)

    def made(self, width: int, lines: int) -> Made:
        """Return the finished grid."""
        return tuple(sorted(self.cells, key=lambda cell: (cell.row, cell.col))), self.height, width, lines


def coded_table(found: Sequence[Token], nothing: frozenset[str] = frozenset(), said: str = "") -> Made | None:
    """Return the grid of a table by account; columns of kinds of income of which there is `nothing` stay blank.

    What the explanations have `said` of the total tells its columns where its sums leave a choice.
    """
    packed = coded_rows(found)
    rows = [row for row in packed.rows if row.values]
    if len(rows) < _FEWEST or not all(row.label for row in packed.rows):
        return None
    for each in _layouts(COLUMNS, packed):
        placed = _by_account(packed.rows, each, nothing, said)
        if placed is not None:
            return _coded_grid(packed, each, placed)
    return None


def _layouts(known: Sequence[Layout], packed: Packed) -> Sequence[Layout]:
    if packed.width == 1:
        return (single(packed),)
    return tuple(fitting(known, packed.head_words, packed.width))


def single(packed: Packed) -> Layout:
    """Return the layout of a table of one value a row."""
    amount = _AMOUNT.search(packed.head_text)
    return layout(amount[0] if amount else "金额")


def _by_account(
    rows: Sequence[PackedRow], each: Layout, nothing: frozenset[str], said: str
) -> list[list[int | None]] | None:
    """Return the columns of every row's values; those of accounts add up to the one above them, and all to the total."""
    everywhere = frozenset(column for column, path in enumerate(each.heads) if path[-1] not in nothing)
    numbers = [numbers_of(row) for row in rows]
    ways: list[list[Way]] = [ways_of(row, each, everywhere) if row else [()] for row in numbers]
    if not all(ways):
        return None
    codes = [row.code.text if row.code else "" for row in rows]
    left = MOST_STEPS
    parents = [index for index, row in enumerate(rows) if row.code or is_total(row.name)]
    for parent in sorted(parents, key=lambda index: len(codes[index])):
        if not codes[parent] and len(ways[parent]) > 1:
            ways[parent] = _as_said(rows[parent], ways[parent], each, said)
        children = _below(codes, codes[parent])
        if len(ways[parent]) > 1 or not children or not numbers[parent]:
            continue
        whole = dict(zip(ways[parent][0], numbers[parent], strict=True))
        kept, steps = agreeing(whole, [numbers[child] for child in children], [ways[child] for child in children], left)
        left -= steps
        for child, each_way in zip(children, kept, strict=True):
            ways[child] = each_way
    return [list(told(each)) for each in ways]


def numbers_of(row: PackedRow) -> tuple[Decimal, ...]:
    """Return the numbers of a row's values."""
    return tuple(number_of(token.text) for token in row.values)


def _as_said(row: PackedRow, ways: list[Way], each: Layout, said: str) -> list[Way]:
    """Return the ways that the explanations bear out most often (基本支出105.58万元); all when they say nothing."""

    def borne_out(way: Way) -> int:
        return sum(
            f"{each.heads[column][-1]}{_plain(token.text)}" in said
            for token, column in zip(row.values, way, strict=True)
        )

    scores = [borne_out(way) for way in ways]
    return [way for way, score in zip(ways, scores, strict=True) if score == max(scores)]


def _plain(text: str) -> str:
    return re.sub(r"[,，]", "", text)


def _below(codes: Sequence[str], code: str) -> list[int]:
    """Return the rows of the accounts next below one; below the total those of the highest level printed."""
    lower = [len(other) for other in codes if len(other) > len(code) and other.startswith(code)]
    return [index for index, other in enumerate(codes) if other.startswith(code) and lower and len(other) == min(lower)]


def _coded_grid(packed: Packed, each: Layout, placed: Sequence[Sequence[int | None]]) -> Made:
    grid = Grid([])
    place = packed.head[0].locator if packed.head else packed.rows[0].first.locator
    unplaced = any(None in columns for columns in placed)
    put_label_heads(grid, place, ("科目编码", "科目名称"), 0, each.depth)
    put_heads(grid, place, each, 2, unplaced)
    for index, (row, columns) in enumerate(zip(packed.rows, placed, strict=True), each.depth):
        if row.code:
            grid.put(index, 0, row.code.text, row.code.locator)
        grid.put(index, 1, row.name, row.label[0].locator)
        put_values(grid, index, 2, row.values, columns, each)
    return grid.made(2 + len(each.heads) + unplaced, packed.lines)


def bare_table(found: Sequence[Token]) -> Made | None:
    """Return the grid of a table without labels, whose columns name what the values are."""
    packed = bare_rows(found)
    for each in fitting(ALONE, packed.head_words, packed.width) if packed.rows else ():
        everywhere = frozenset(range(len(each.heads)))
        ways: list[list[Way]] = [ways_of(numbers_of(row), each, everywhere) for row in packed.rows]
        if not all(ways):
            continue
        placed = [list(told(way)) for way in ways]
        grid = Grid([])
        unplaced = any(None in columns for columns in placed)
        put_heads(grid, packed.head[0].locator, each, 0, unplaced)
        for index, (row, columns) in enumerate(zip(packed.rows, placed, strict=True), each.depth):
            put_values(grid, index, 0, row.values, columns, each)
        return grid.made(len(each.heads) + unplaced, packed.lines)
    return None


def put_label_heads(grid: Grid, place: str, texts: Sequence[str], col: int, depth: int, row: int = 0) -> None:
    """Write the heads of codes and labels."""
    for offset, text in enumerate(texts):
        grid.put(row, col + offset, text, place, depth)


def put_heads(grid: Grid, place: str, each: Layout, col: int, unplaced: bool, row: int = 0, depth: int = 0) -> None:
    """Write the heads of the value columns; equal heads side by side below one parent are one cell."""
    depth = depth or each.depth
    for level in range(each.depth):
        start = 0
        while start < len(each.heads):
            path = each.heads[start]
            stop = start + 1
            while stop < len(each.heads) and each.heads[stop][: level + 1] == path[: level + 1]:
                stop += 1
            if level < len(path):
                rows = depth - level if level == len(path) - 1 else 1
                grid.put(row + level, col + start, path[level], place, rows, stop - start)
            start = stop
    if unplaced:
        grid.put(row, col + len(each.heads), UNPLACED, place, depth)


def put_values(
    grid: Grid, row: int, col: int, values: Sequence[Token], columns: Sequence[int | None], each: Layout
) -> None:
    """Write a row\'s values below their heads, and those of no certain column behind them."""
    left = [token for token, column in zip(values, columns, strict=True) if column is None]
    for token, column in zip(values, columns, strict=True):
        if column is not None:
            grid.put(row, col + column, token.text, token.locator)
    if left:
        grid.put(row, col + len(each.heads), " ".join(token.text for token in left), left[0].locator)
