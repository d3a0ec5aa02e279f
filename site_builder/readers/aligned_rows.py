"""Tables whose columns are aligned with spaces, as PDF viewers and old programs export them; less certain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from site_builder.model.document import Cell
from site_builder.readers.cleaning import clean_text
from site_builder.readers.headings import ends_table

_SEGMENT = re.compile(r"[^ \u3000]+(?:[ \u3000][^ \u3000]+)*")
_GAP = re.compile(r"(?<=[^ \u3000])[ \u3000]{2,}(?=[^ \u3000])")
_WIDE = re.compile(r"[\u1100-\u115f\u2014\u2018-\u201d\u2026\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]")  # fmt: skip
_NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?%?|—+|-+")
_MAX_LINE = 2000
_MIN_ROWS = 3


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a line between gaps; `left` and `right` are display columns, a Chinese character takes two."""

    text: str
    left: int
    right: int


def may_open(line: str) -> bool:
    """Tell whether a line has pieces parted by wide gaps."""
    return ("  " in line or "\u3000" in line) and len(line) < _MAX_LINE and bool(_GAP.search(line.strip()))


def read_aligned(lines: Sequence[str], start: int) -> tuple[list[tuple[int, list[Segment]]], int]:
    """Return the rows from `start` (line counted from 0, pieces) and the line behind; no rows when it is no table."""
    rows: list[tuple[int, list[Segment]]] = []
    here = end = start
    while here < len(lines) and here - end <= 1:
        line = lines[here]
        if line.strip():
            if "\t" in line or not may_open(line) or (rows and ends_table(clean_text(line))):
                break
            rows.append((here, cut(line)))
            end = here + 1
        here += 1
    return (rows if _is_table(rows) else []), end


def cut(line: str) -> list[Segment]:
    """Return the pieces of a line with their display columns."""
    segments: list[Segment] = []
    column = offset = 0
    for match in _SEGMENT.finditer(line):
        column += _width(line[offset : match.start()])
        width = _width(match[0])
        segments.append(Segment(match[0], column, column + width))
        column += width
        offset = match.end()
    return segments


def _width(text: str) -> int:
    return len(text) + len(_WIDE.findall(text)) + text.count("\u3000")


def _is_table(rows: list[tuple[int, list[Segment]]]) -> bool:
    """At least three rows, most with three pieces, or with two of which one is a number."""
    good = sum(
        len(segments) >= 3 or (len(segments) == 2 and bool(_NUMBER.fullmatch(segments[1].text))) for _, segments in rows
    )
    return len(rows) >= _MIN_ROWS and good * 2 > len(rows)


def find_columns(rows: list[tuple[int, list[Segment]]]) -> list[tuple[int, int]]:
    """Return the display ranges of the columns, from the rows with most pieces."""
    most = max(len(segments) for _, segments in rows)
    spans = sorted((s.left, s.right) for _, segments in rows if len(segments) == most for s in segments)
    columns = [spans[0]]
    for left, right in spans[1:]:
        if left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def build_cells(rows: list[tuple[int, list[Segment]]], columns: list[tuple[int, int]]) -> tuple[Cell, ...]:
    """Return the cells, each in the column it overlaps most; two pieces in one column become one cell."""
    cells: list[Cell] = []
    for index, (line, segments) in enumerate(rows):
        texts = [""] * len(columns)
        for segment in segments:
            col = _column_of(segment, columns)
            texts[col] = f"{texts[col]}  {segment.text}" if texts[col] else segment.text
        cells += [Cell(clean_text(raw), index, col, f"L{line + 1}", raw) for col, raw in enumerate(texts)]
    return tuple(cells)


def _column_of(segment: Segment, columns: list[tuple[int, int]]) -> int:
    """Return the column with the largest overlap, the nearest one when there is none."""
    return max(
        range(len(columns)),
        key=lambda col: min(segment.right, columns[col][1]) - max(segment.left, columns[col][0]),
    )
