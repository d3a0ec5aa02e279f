"""Tables without rules: lines whose pieces stand in the same columns; marked as less certain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from statistics import median

from site_builder.model.document import Cell
from site_builder.readers.flow import join_wrapped
from site_builder.readers.pdf.aligned_columns import Columns, find_columns, split_line
from site_builder.readers.pdf.cells import PageTable
from site_builder.readers.pdf.geometry import Rule, TextLine
from site_builder.readers.titles import is_title_of_table
from site_builder.text import clean, fold

MIN_LINES = 3
MIN_COLUMNS = 3
_NEAR = 2.5
"""Line heights between two lines of one table."""
_WRAPPED, _PITCH = 0.8, 0.7
"""Line heights, and share of the distance of two rows, between the middles of a label's lines and its amounts."""
_NUMBER = re.compile(r"^[-(（]?\d[\d,，.]*%?[)）]?$|^[—-]{1,3}$")
_LEADERS = re.compile(r"[.．…·]{4,}")
_SENTENCE = re.compile(r"[。；]|：$")

_NO_HEAD = re.compile(r"[\d。；：:]|表$")
_HEAD_LINES = 5

Box = tuple[float, float, float, float]
Pieces = list[TextLine]


def find_aligned(
    lines: Sequence[TextLine], rules: Sequence[Rule], page: int, index: int, taken: Sequence[Box]
) -> tuple[list[PageTable], list[TextLine]]:
    """Return the tables found by alignment, numbered from `index`, and the lines that remain text.

    Only runs of lines with three and more columns, most of them holding numbers, count: prose never does. `rules`
    part the rows where a table has them between its rows only.
    """
    tables: list[PageTable] = []
    rest: list[TextLine] = []
    at = 0
    while at < len(lines):
        end = _run_end(lines, at, taken)
        head = _head_start(rest, lines[at:end], taken) if end - at >= MIN_LINES else 0
        run = [*rest[head:], *lines[at:end]]
        table = _aligned(run, rules, page, index + len(tables)) if end - at >= MIN_LINES else None
        if table is not None:
            del rest[head:]
            tables.append(table)
            at = end
        else:
            stop = max(at + 1, end if end - at < MIN_LINES else at + 1)
            rest.extend(lines[at:stop])
            at = stop
    return tables, rest


def _head_start(rest: Sequence[TextLine], run: Sequence[TextLine], taken: Sequence[Box]) -> int:
    """Return from which of the lines before a run its head begins: words alone, close above, no title and no unit."""
    below, start = run[0], len(rest)
    for at in range(len(rest) - 1, max(-1, len(rest) - _HEAD_LINES - 1), -1):
        line, text = rest[at], fold(rest[at].text)
        apart = below.y0 - line.y1 > _NEAR * below.height or any(line.y1 <= box[1] <= below.y0 for box in taken)
        if apart or line.height > 1.2 * below.height or _NO_HEAD.search(text) or is_title_of_table(text):
            break
        below, start = line, at
    return start


def _run_end(lines: Sequence[TextLine], start: int, taken: Sequence[Box]) -> int:
    """Return the line behind the run of columns that begins at `start`; single pieces within it are parts of rows."""
    if len(split_line(lines[start])) < MIN_COLUMNS - 1:
        return start
    end = start + 1
    for at in range(start + 1, len(lines)):
        above, line = lines[at - 1], lines[at]
        apart = line.y0 - above.y1 > _NEAR * line.height or any(above.y1 <= box[1] <= line.y0 for box in taken)
        if apart or _SENTENCE.search(line.text) or at - end > 3:
            break
        if len(split_line(line)) >= MIN_COLUMNS - 1:
            end = at + 1
    return end


def _aligned(lines: Sequence[TextLine], rules: Sequence[Rule], page: int, index: int) -> PageTable | None:
    pieces = [split_line(line) for line in lines]
    wide = [len(parts) >= MIN_COLUMNS for parts in pieces]
    numbers = [any(_NUMBER.match(clean(piece.text)) for piece in parts) for parts in pieces]
    if sum(wide) < MIN_LINES or not any(numbers) or any(_LEADERS.search(line.text) for line in lines):
        return None
    first = numbers.index(True)
    if sum(numbers) * 2 < sum(wide[first:]):
        return None
    columns = find_columns(lines[:first], pieces[first:], _NUMBER)
    if len(columns.spans) < MIN_COLUMNS:
        return None
    locator = f"p{page}t{index}"
    cells = _head_cells(columns, locator)
    heads = max((cell.row + cell.rowspan for cell in cells), default=0)
    rows = _rows(lines[first:], pieces[first:], numbers[first:], rules)
    for row, parts in enumerate(rows, heads):
        cells.extend(_row_cells(parts, columns, row, locator))
    cells.extend(_blanks(cells, heads, len(columns.spans), locator))
    return PageTable(
        page, locator, tuple(cells), heads + len(rows), columns.borders, lines[0].y0, lines[-1].y1, certain=False
    )


def _rows(
    lines: Sequence[TextLine], pieces: Sequence[Pieces], numbers: Sequence[bool], rules: Sequence[Rule]
) -> list[list[Pieces]]:
    """Return the pieces of each row's lines: rows are parted by rules, else a label's lines go to the nearest amounts."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    cuts = sorted(
        rule.at
        for rule in rules
        if rule.horizontal and rule.end - rule.start > 0.7 * (right - left) and rule.start < right
    )
    owner = list(range(len(lines)))
    if sum(lines[0].y0 < cut < lines[-1].y1 for cut in cuts) * 2 >= sum(numbers):
        bands = [sum(cut < (line.y0 + line.y1) / 2 for cut in cuts) for line in lines]
        owner = [bands.index(band) for band in bands]
    else:
        middles = [(line.y0 + line.y1) / 2 for line in lines]
        rows = [middle for middle, counted in zip(middles, numbers, strict=True) if counted]
        pitch = median(below - above for above, below in pairwise(rows)) if len(rows) > 1 else 0.0
        near = max(_WRAPPED * lines[0].height, _PITCH * pitch)
        owner = [at if numbers[at] else _nearest_amounts(middles, numbers, at, near) for at in owner]
    return [[pieces[i] for i in range(len(lines)) if owner[i] == at] for at in sorted(set(owner))]


def _nearest_amounts(middles: Sequence[float], numbers: Sequence[bool], at: int, near: float) -> int:
    """Return the line next to `at` whose amounts its words belong to, `at` itself when it is a row left blank."""
    beside = [i for i in (at - 1, at + 1) if 0 <= i < len(middles) and numbers[i]]
    nearest = min(beside, key=lambda i: abs(middles[i] - middles[at]), default=at)
    return nearest if abs(middles[nearest] - middles[at]) < near else at


def _head_cells(columns: Columns, locator: str) -> list[Cell]:
    return [
        Cell(
            join_wrapped(head.lines), head.row, head.col, f"{locator}r{head.row + 1}c{head.col + 1}",
            "\n".join(head.lines), head.rowspan, head.colspan,
        )
        for head in columns.heads
    ]  # fmt: skip


def _row_cells(parts: Sequence[Pieces], columns: Columns, row: int, locator: str) -> list[Cell]:
    """Return a row's cells: the lines of a label run on, two pieces of one line stay two."""
    held: dict[int, list[Pieces]] = {}
    for pieces in parts:
        for col, group in groupby(pieces, columns.of):
            held.setdefault(col, []).append(list(group))
    cells: list[Cell] = []
    for col in range(len(columns.spans)):
        lines = held.get(col, [])
        texts = [" ".join(piece.text for piece in line) for line in lines]
        known = [g.confidence for line in lines for p in line for g in p.glyphs if g.confidence is not None]
        place = f"{locator}r{row + 1}c{col + 1}"
        cells.append(Cell(join_wrapped(texts), row, col, place, "\n".join(texts), confidence=min(known, default=None)))
    return cells


def _blanks(cells: Sequence[Cell], rows: int, ncols: int, locator: str) -> list[Cell]:
    """Return blank cells for the places of the head that no text takes."""
    taken = {
        (cell.row + down, cell.col + right)
        for cell in cells
        for down in range(cell.rowspan)
        for right in range(cell.colspan)
    }
    return [
        Cell("", row, col, f"{locator}r{row + 1}c{col + 1}")
        for row in range(rows)
        for col in range(ncols)
        if (row, col) not in taken
    ]
