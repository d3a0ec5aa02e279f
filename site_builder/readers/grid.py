"""Building of a Table from cells that are placed or that flow row by row with spans."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from site_builder.model.document import Cell, Table

MAX_GRID = 2_000_000
"""Positions in one table, spans counted out; the largest real table met has some 40,000."""
MAX_SPAN_COLS = 1_000
MAX_SPAN_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Box:
    """A cell before it has a locator: zero-based place, spans, cleaned and raw text."""

    row: int
    col: int
    rowspan: int
    colspan: int
    text: str
    raw: str


class RowFlow:
    """Places cells as a browser does: left to right, past positions held by spans from above."""

    def __init__(self) -> None:
        self.boxes: list[Box] = []
        self._busy: list[int] = []
        self._row = -1
        self._col = 0

    def start_row(self) -> None:
        """Begin the next row."""
        self._row += 1
        self._col = 0

    def skip(self, cols: int) -> None:
        """Leave columns free (Word's gridBefore)."""
        self._col += min(cols, MAX_SPAN_COLS)

    def add(self, text: str, raw: str, rowspan: int = 1, colspan: int = 1) -> None:
        """Place the next cell of the row."""
        rowspan = max(1, min(rowspan, MAX_SPAN_ROWS))
        colspan = max(1, min(colspan, MAX_SPAN_COLS))
        while self._col < len(self._busy) and self._busy[self._col] > self._row:
            self._col += 1
        end = self._col + colspan
        self._busy.extend([0] * (end - len(self._busy)))
        for col in range(self._col, end):
            self._busy[col] = max(self._busy[col], self._row + rowspan)
        self.boxes.append(Box(self._row, self._col, rowspan, colspan, text, raw))
        self._col = end

    @property
    def nrows(self) -> int:
        """Rows begun so far; spans that reach beyond are cut by `squeeze`."""
        return self._row + 1


def squeeze(boxes: Sequence[Box], nrows: int) -> tuple[list[Box], int, int]:
    """Cut spans at the last row, and drop columns and rows in which no cell begins.

    Office suites write such columns for borders that differ by a hair; they hold nothing. Returns boxes,
    rows and columns.
    """
    boxes = [box for box in boxes if box.row < nrows]
    cols = {col: index for index, col in enumerate(sorted({box.col for box in boxes}))}
    rows = {row: index for index, row in enumerate(sorted({box.row for box in boxes}))}
    col_starts, row_starts = sorted(cols), sorted(rows)
    squeezed = [
        Box(
            rows[box.row],
            cols[box.col],
            _count_between(row_starts, box.row, box.row + box.rowspan),
            _count_between(col_starts, box.col, box.col + box.colspan),
            box.text,
            box.raw,
        )
        for box in boxes
    ]
    return squeezed, len(rows), len(cols)


def _count_between(starts: list[int], low: int, high: int) -> int:
    return max(1, bisect_left(starts, high) - bisect_left(starts, low))


def flowed_table(boxes: Sequence[Box], nrows: int, locator: str) -> Table | None:
    """Return the table of `boxes` with locators `t2r3c4`, None when it holds no text or is absurdly large."""
    placed, rows, cols = squeeze(boxes, nrows)
    if rows * cols > MAX_GRID or not any(box.text for box in placed):
        return None
    cells = tuple(
        Cell(
            box.text,
            box.row,
            box.col,
            f"{locator}r{box.row + 1}c{box.col + 1}",
            box.raw,
            box.rowspan,
            box.colspan,
        )
        for box in placed
    )
    return Table(cells, rows, cols, locator)
