"""From ruled lines to cells: lines that cross form a table, missing separators join cells."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from site_builder.readers.pdf.geometry import Rule

TOLERANCE = 2.5
"""Points within which two lines are the same or meet. Office suites miss by up to 1.5."""
MAX_LINES = 4_000
MAX_CELLS = 60_000


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: zero-based place, spans, and its box."""

    row: int
    col: int
    rowspan: int
    colspan: int
    x0: float
    y0: float
    x1: float
    y1: float


class RuledGrid:
    """One ruled table: column borders `xs`, row borders `ys`, and the cells between them."""

    def __init__(self, xs: Sequence[float], ys: Sequence[float], cells: Sequence[GridCell]) -> None:
        self.xs, self.ys, self.cells = list(xs), list(ys), list(cells)
        self._owner: dict[tuple[int, int], int] = {}
        for index, cell in enumerate(self.cells):
            for row in range(cell.row, cell.row + cell.rowspan):
                for col in range(cell.col, cell.col + cell.colspan):
                    self._owner[(row, col)] = index

    @property
    def box(self) -> tuple[float, float, float, float]:
        """x0, y0, x1, y1."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def cell_at(self, x: float, y: float) -> int | None:
        """Return the index of the cell that holds a point, None outside the table."""
        if not (self.xs[0] - 1 <= x <= self.xs[-1] + 1 and self.ys[0] - 1 <= y <= self.ys[-1] + 1):
            return None
        col = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        return self._owner.get((row, col))


def merge_rules(rules: Iterable[Rule], gap: float = TOLERANCE) -> list[Rule]:
    """Join collinear pieces (dashes, one piece a cell) and drop doubles."""
    merged: list[Rule] = []
    for horizontal in (True, False):
        same = sorted((rule for rule in rules if rule.horizontal is horizontal), key=lambda rule: rule.at)
        for group in _groups(same):
            at = sum(rule.at for rule in group) / len(group)
            merged.extend(Rule(horizontal, at, start, end) for start, end in _union(group, gap))
    return merged


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    groups: list[list[Rule]] = []
    for rule in rules:
        if groups and rule.at - groups[-1][0].at <= TOLERANCE:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def _union(rules: Sequence[Rule], gap: float) -> list[tuple[float, float]]:
    spans: list[tuple[float, float]] = []
    for rule in sorted(rules, key=lambda rule: rule.start):
        if spans and rule.start <= spans[-1][1] + gap:
            spans[-1] = (spans[-1][0], max(spans[-1][1], rule.end))
        else:
            spans.append((rule.start, rule.end))
    return spans


def find_grids(rules: Sequence[Rule]) -> list[RuledGrid]:
    """Return the ruled tables of a page from top to bottom."""
    lines = [rule for rule in merge_rules(rules) if rule.end - rule.start > TOLERANCE * 2]
    if len(lines) > MAX_LINES:
        lines = sorted(lines, key=lambda rule: rule.start - rule.end)[:MAX_LINES]
    grids = [grid for group in _connected(lines) if (grid := _grid(group)) is not None]
    grids = [grid for grid in grids if not any(_inside(grid, other) for other in grids if other is not grid)]
    return sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _inside(grid: RuledGrid, other: RuledGrid) -> bool:
    """A frame drawn within a cell is no table of its own."""
    x0, y0, x1, y1 = grid.box
    a0, b0, a1, b1 = other.box
    return a0 <= x0 and b0 <= y0 and x1 <= a1 and y1 <= b1 and (a1 - a0) * (b1 - b0) > (x1 - x0) * (y1 - y0)


def _connected(lines: Sequence[Rule]) -> list[list[Rule]]:
    """Group lines that touch: union-find over crossings."""
    parents = list(range(len(lines)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    verticals = sorted((line.at, index) for index, line in enumerate(lines) if not line.horizontal)
    places = [at for at, _ in verticals]
    for index, line in enumerate(lines):
        if not line.horizontal:
            continue
        low = bisect_right(places, line.start - TOLERANCE * 2)
        high = bisect_right(places, line.end + TOLERANCE * 2)
        for _, other in verticals[low:high]:
            if lines[other].start - TOLERANCE * 2 <= line.at <= lines[other].end + TOLERANCE * 2:
                parents[root(other)] = root(index)
    groups: dict[int, list[Rule]] = defaultdict(list)
    for index, line in enumerate(lines):
        groups[root(index)].append(line)
    return list(groups.values())


def _grid(lines: Sequence[Rule]) -> RuledGrid | None:
    across = [line for line in lines if line.horizontal]
    down = [line for line in lines if not line.horizontal]
    if len(across) < 2 or not down:
        return None
    xs = _borders([line.at for line in down], [x for line in across for x in (line.start, line.end)])
    ys = _borders([line.at for line in across], [y for line in down for y in (line.start, line.end)])
    if (len(xs) < 3 and len(ys) < 3) or len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > MAX_CELLS:
        return None
    cells = _cells(xs, ys, across, down)
    return RuledGrid(xs, ys, cells) if len(cells) > 1 else None


def _borders(places: Sequence[float], ends: Sequence[float]) -> list[float]:
    """Return the distinct border positions; a table open at its sides ends where its lines end."""
    borders: list[float] = []
    for place in sorted(places):
        if not borders or place - borders[-1] > TOLERANCE:
            borders.append(place)
    if ends and min(ends) < borders[0] - TOLERANCE * 3:
        borders.insert(0, min(ends))
    if ends and max(ends) > borders[-1] + TOLERANCE * 3:
        borders.append(max(ends))
    return borders


class _Marks:
    """Which stretches between borders carry a line."""

    def __init__(self, lines: Sequence[Rule], places: Sequence[float], stops: Sequence[float]) -> None:
        self._drawn: set[tuple[int, int]] = set()
        for line in lines:
            index = _nearest(places, line.at)
            for step in range(len(stops) - 1):
                low, high = stops[step], stops[step + 1]
                covered = min(line.end, high) - max(line.start, low)
                if covered >= (high - low) * 0.6:
                    self._drawn.add((index, step))

    def has(self, border: int, step: int) -> bool:
        """Whether the border is drawn along that step."""
        return (border, step) in self._drawn


def _nearest(places: Sequence[float], at: float) -> int:
    index = bisect_right(places, at)
    candidates = [i for i in (index - 1, index) if 0 <= i < len(places)]
    return min(candidates, key=lambda i: abs(places[i] - at))


def _cells(xs: Sequence[float], ys: Sequence[float], across: Sequence[Rule], down: Sequence[Rule]) -> list[GridCell]:
    """Join neighbours that no line separates; a group that is no rectangle falls back to its rows."""
    rows, cols = len(ys) - 1, len(xs) - 1
    horizontal, vertical = _Marks(across, ys, xs), _Marks(down, xs, ys)
    group = [[-1] * cols for _ in range(rows)]
    cells: list[GridCell] = []
    for row in range(rows):
        for col in range(cols):
            if group[row][col] >= 0:
                continue
            width = _width(group, vertical, row, col, cols)
            height = _height(group, horizontal, vertical, row, col, width, rows)
            for r in range(row, row + height):
                group[r][col : col + width] = [len(cells)] * width
            cells.append(GridCell(row, col, height, width, xs[col], ys[row], xs[col + width], ys[row + height]))
    return cells


def _width(group: list[list[int]], vertical: _Marks, row: int, col: int, cols: int) -> int:
    width = 1
    while col + width < cols and group[row][col + width] < 0 and not vertical.has(col + width, row):
        width += 1
    return width


def _height(
    group: list[list[int]], horizontal: _Marks, vertical: _Marks, row: int, col: int, width: int, rows: int
) -> int:
    """Grow downwards while the whole width is free below and unbroken by vertical lines."""
    height = 1
    while row + height < rows:
        below = row + height
        span = range(col, col + width)
        if any(horizontal.has(below, c) or group[below][c] >= 0 for c in span):
            break
        if any(vertical.has(c, below) for c in range(col + 1, col + width)):
            break
        height += 1
    return height
