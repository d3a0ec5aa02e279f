"""Tables without rules: lines whose pieces stand in the same columns; marked as less certain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from site_builder.model.document import Cell
from site_builder.readers.pdf.cells import PageTable
from site_builder.readers.pdf.geometry import Glyph, TextLine, line_of, spaced_text
from site_builder.text import clean

MIN_LINES = 3
MIN_COLUMNS = 3
_GAP = 1.6
"""Gaps wider than this many line heights part two cells."""
_NUMBER = re.compile(r"^[-(（]?\d[\d,，.]*%?[)）]?$|^[—-]{1,3}$")
_LEADERS = re.compile(r"[.．…·]{4,}")

Box = tuple[float, float, float, float]


def find_aligned(
    lines: Sequence[TextLine], page: int, index: int, taken: Sequence[Box]
) -> tuple[list[PageTable], list[TextLine]]:
    """Return the tables found by alignment, numbered from `index`, and the lines that remain text.

    Only runs of lines with three and more columns, most of them holding numbers, count: prose never does.
    """
    tables: list[PageTable] = []
    rest: list[TextLine] = []
    run: list[tuple[TextLine, list[TextLine]]] = []
    for line in [*lines, None]:
        pieces = split_line(line) if line is not None else []
        if line is not None and len(pieces) >= MIN_COLUMNS - (1 if run else 0) and _near(run, line, taken):
            run.append((line, pieces))
            continue
        table = _aligned(run, page, index + len(tables))
        if table is not None:
            tables.append(table)
        else:
            rest.extend(each for each, _ in run)
        run = []
        if line is not None and len(pieces) >= MIN_COLUMNS:
            run.append((line, pieces))
        elif line is not None:
            rest.append(line)
    return tables, rest


def split_line(line: TextLine) -> list[TextLine]:
    """Cut a line at its wide gaps."""
    pieces: list[list[Glyph]] = [[line.glyphs[0]]]
    for left, right in pairwise(line.glyphs):
        if right.x0 - left.x1 > _GAP * max(left.height, right.height):
            pieces.append([])
        pieces[-1].append(right)
    return [line_of(piece) for piece in pieces]


def _near(run: Sequence[tuple[TextLine, list[TextLine]]], line: TextLine, taken: Sequence[Box]) -> bool:
    if not run:
        return True
    above = run[-1][0]
    return line.y0 - above.y1 < 2.5 * line.height and not any(above.y1 <= box[1] <= line.y0 for box in taken)


def _aligned(run: Sequence[tuple[TextLine, list[TextLine]]], page: int, index: int) -> PageTable | None:
    if len(run) < MIN_LINES or any(_LEADERS.search(line.text) for line, _ in run):
        return None
    numbers = sum(any(_NUMBER.match(clean(piece.text)) for piece in pieces) for _, pieces in run)
    if numbers * 2 < len(run):
        return None
    columns = _columns([piece for _, pieces in run for piece in pieces])
    if len(columns) < MIN_COLUMNS:
        return None
    return _table(run, columns, page, index)


def _columns(pieces: Sequence[TextLine]) -> list[tuple[float, float]]:
    """Return the columns as unions of overlapping pieces; a heading across several columns does not join them."""
    columns: list[tuple[float, float]] = []
    for piece in sorted(pieces, key=lambda piece: piece.x1 - piece.x0):
        touching = [span for span in columns if span[0] < piece.x1 and piece.x0 < span[1]]
        if len(touching) > 1:
            continue
        low = min([piece.x0, *(span[0] for span in touching)])
        high = max([piece.x1, *(span[1] for span in touching)])
        columns = sorted([span for span in columns if span not in touching] + [(low, high)])
    return columns


def _table(
    run: Sequence[tuple[TextLine, list[TextLine]]], columns: Sequence[tuple[float, float]], page: int, index: int
) -> PageTable:
    locator = f"p{page}t{index}"
    cells: list[Cell] = []
    for row, (_, pieces) in enumerate(run):
        held: dict[int, list[Glyph]] = {}
        for piece in pieces:
            held.setdefault(_column_of(piece, columns), []).extend(piece.glyphs)
        for col in range(len(columns)):
            glyphs = held.get(col, [])
            raw, place = spaced_text(glyphs), f"{locator}r{row + 1}c{col + 1}"
            cells.append(Cell(clean(raw), row, col, place, raw, confidence=_worst(glyphs)))
    xs = (columns[0][0], *((left[1] + right[0]) / 2 for left, right in pairwise(columns)), columns[-1][1])
    return PageTable(page, locator, tuple(cells), len(run), xs, run[0][0].y0, run[-1][0].y1, False)


def _column_of(piece: TextLine, columns: Sequence[tuple[float, float]]) -> int:
    """Return the column that overlaps the piece most."""
    return max(range(len(columns)), key=lambda i: min(piece.x1, columns[i][1]) - max(piece.x0, columns[i][0]))


def _worst(glyphs: Sequence[Glyph]) -> float | None:
    return min((glyph.confidence for glyph in glyphs if glyph.confidence is not None), default=None)
