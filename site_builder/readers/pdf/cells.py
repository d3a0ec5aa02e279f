"""Filling of ruled cells with the characters that stand in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from site_builder.model.document import Cell
from site_builder.readers.flow import join_paragraphs, join_wrapped
from site_builder.readers.grid import Box, squeeze
from site_builder.readers.pdf.geometry import Glyph, TextLine, cluster_lines
from site_builder.readers.pdf.ruled import GridCell, RuledGrid

_NO_START = frozenset("，。、；：！？）》〉】〕”’,.;:!?)]}%％")
_UNIT_SIGNS = frozenset("万亿元%％")
_TOKEN = re.compile(r"[\d.,%A-Za-z]")
_PADDING = 12.0
"""Points of a cell's width that text does not use: Word's default margins are 5.4 on each side."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How a text fills its cell: the points left over on its last line, those that the first piece of its first line
    takes, and how many lines there are."""

    left: float
    needed: float
    lines: int


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table or the part of one that stands on one page. `xs` are its column borders, in points.

    `fits` holds for each (row, column) with text what a cell broken by the end of the page goes by.
    """

    page: int
    locator: str
    cells: tuple[Cell, ...]
    nrows: int
    xs: tuple[float, ...]
    y0: float
    y1: float
    certain: bool = True
    fits: Mapping[tuple[int, int], Fit] = field(default_factory=dict)

    @property
    def ncols(self) -> int:
        """The number of columns."""
        return len(self.xs) - 1


def fill_grid(grid: RuledGrid, glyphs: Iterable[Glyph], page: int, index: int) -> PageTable | None:
    """Return the table of a grid, None when it holds no text. `glyphs` come in the order in which the page draws them."""
    held: list[list[Glyph]] = [[] for _ in grid.cells]
    for place, inside in _runs(grid, glyphs):
        held[place].extend(inside)
    if not any(held):
        return None
    boxes: list[Box] = []
    confidences: dict[tuple[int, int], float] = {}
    fits: dict[tuple[int, int], Fit] = {}
    for cell, inside in zip(grid.cells, held, strict=True):
        lines = cluster_lines(inside)
        text, raw = cell_text(lines, cell)
        if lines:
            left = _room(cell) - lines[-1].x1 + lines[-1].x0
            fits[(cell.row, cell.col)] = Fit(left, first_token_width(lines[0]), len(lines))
        boxes.append(Box(cell.row, cell.col, cell.rowspan, cell.colspan, text, raw))
        known = [glyph.confidence for glyph in inside if glyph.confidence is not None]
        if known:
            confidences[(cell.row, cell.col)] = min(known)
    return _page_table(grid, boxes, confidences, fits, page, index)


def _runs(grid: RuledGrid, glyphs: Iterable[Glyph]) -> list[tuple[int, list[Glyph]]]:
    """Return what is drawn in one cell after another: a glyph belongs to the cell of its centre.

    A text too long for its cell runs over into the one below, which then is drawn in twice: it is put back.
    """
    runs: list[tuple[int, list[Glyph]]] = []
    visits: Counter[int] = Counter()
    for glyph in glyphs:
        place = grid.cell_at(glyph.cx, glyph.cy)
        if place is None:
            continue
        if not runs or runs[-1][0] != place:
            runs.append((place, []))
            visits[place] += 1
        runs[-1][1].append(glyph)
    return [
        (
            runs[index - 1][0] if index and visits[place] > 1 and _runs_over(grid, runs[index - 1], run) else place,
            run[1],
        )
        for index, run in enumerate(runs)
        for place in [run[0]]
    ]


def _runs_over(grid: RuledGrid, upper: tuple[int, list[Glyph]], lower: tuple[int, list[Glyph]]) -> bool:
    """Whether what is drawn next, in the cell below, is the last line of the text of the cell above."""
    above, below = grid.cells[upper[0]], grid.cells[lower[0]]
    if (above.col, above.colspan, above.row + above.rowspan) != (below.col, below.colspan, below.row):
        return False
    first, last = cluster_lines(lower[1]), cluster_lines(upper[1])[-1]
    full = last.x1 - last.x0 + first_token_width(first[0]) > _room(above)
    return len(first) == 1 and full and first[0].y0 - last.y1 < 0.5 * last.height


def _page_table(
    grid: RuledGrid,
    boxes: list[Box],
    confidences: dict[tuple[int, int], float],
    fits: dict[tuple[int, int], Fit],
    page: int,
    index: int,
) -> PageTable:
    starts_x = sorted({box.col for box in boxes})
    placed, nrows, _ncols = squeeze(boxes, len(grid.ys) - 1)
    locator = f"p{page}t{index}"
    cells = tuple(
        Cell(
            new.text, new.row, new.col, f"{locator}r{new.row + 1}c{new.col + 1}", new.raw, new.rowspan, new.colspan,
            confidences.get((old.row, old.col)),
        )
        for old, new in zip(boxes, placed, strict=True)
    )  # fmt: skip
    xs = (*(grid.xs[col] for col in starts_x), grid.xs[-1])
    moved = {
        (new.row, new.col): fits[(old.row, old.col)]
        for old, new in zip(boxes, placed, strict=True)
        if (old.row, old.col) in fits
    }
    return PageTable(page, locator, cells, nrows, xs, grid.ys[0], grid.ys[-1], fits=moved)


def _room(cell: GridCell) -> float:
    """Return the width that text has in a cell."""
    return cell.x1 - cell.x0 - _PADDING


def cell_text(lines: Sequence[TextLine], cell: GridCell) -> tuple[str, str]:
    """Return a cell's text with wrapped lines rejoined, and its lines as printed."""
    if not lines:
        return "", ""
    room = _room(cell)
    paragraphs: list[list[str]] = [[lines[0].text]]
    for above, line in pairwise(lines):
        if above.x1 - above.x0 + first_token_width(line) > room:
            paragraphs[-1].append(line.text)
        else:
            paragraphs.append([line.text])
    return join_paragraphs(join_wrapped(part) for part in paragraphs), "\n".join(line.text for line in lines)


def first_token_width(line: TextLine) -> float:
    """Return the width of what could not be broken at the start of a line: a number with its unit, a word, one
    character; and the marks behind it that begin no line."""
    first = last = line.glyphs[0]
    in_token = bool(_TOKEN.match(first.text))
    for glyph in line.glyphs[1:]:
        if glyph.spaced:
            break
        if in_token and not _TOKEN.match(glyph.text):
            in_token = False
            if glyph.text not in _UNIT_SIGNS and glyph.text not in _NO_START:
                break
        elif not in_token and glyph.text not in _NO_START:
            break
        last = glyph
    return last.x1 - first.x0


def shifted(table: PageTable, rows: int, columns: dict[int, int]) -> list[Cell]:
    """Return the table's cells moved down by `rows`, their columns mapped by `columns`."""
    last = table.ncols
    return [
        replace(
            cell,
            row=cell.row + rows,
            col=columns[cell.col],
            colspan=columns[min(cell.col + cell.colspan, last)] - columns[cell.col],
        )
        for cell in table.cells
    ]
