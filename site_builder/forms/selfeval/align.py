"""Alignment of a row's filled cells to a form's columns by meaning, with position as the lesser witness."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from site_builder.forms.selfeval.tokens import Kind, Row

_FORBIDDEN = -100.0
_WORD = {Kind.SHORT: 3.0, Kind.LONG: 3.0, Kind.LEVEL1: 1.0, Kind.LEVEL2: 1.0, Kind.LEVEL_ANY: 1.0, Kind.QUANTITY: 0.2}
_TARGET = {
    Kind.CONDITION: 3.0, Kind.QUANTITY: 3.0, Kind.NUMBER: 2.0, Kind.SHORT: 3.0, Kind.LONG: 1.0, Kind.DONE: 1.0,
    Kind.BARE: 1.0, Kind.POINTS: 1.0, Kind.ABSENT: 1.0, Kind.COMPARATOR: 0.5, Kind.UNIT: 0.5,
}  # fmt: skip
_POINTS = {Kind.NUMBER: 4.0, Kind.POINTS: 4.0, Kind.QUANTITY: 1.5, Kind.ABSENT: 1.0}
_REMARK = {Kind.LONG: 4.0, Kind.SHORT: 2.0, Kind.ABSENT: 0.5, Kind.DONE: 0.2}

FIT: dict[str, dict[Kind, float]] = {
    "level1": {Kind.LEVEL1: 4.0, Kind.LEVEL_ANY: 3.0, Kind.LEVEL2: 1.0, Kind.SHORT: 0.3},
    "level2": {Kind.LEVEL2: 4.0, Kind.LEVEL_ANY: 3.5, Kind.LEVEL1: 0.5, Kind.SHORT: 0.5, Kind.LONG: 0.2},
    "level3": _WORD | {Kind.DONE: 0.2, Kind.NUMBER: 0.1},
    "nature": {Kind.COMPARATOR: 5.0, Kind.SHORT: 0.5, Kind.ABSENT: 0.5},
    "unit": {Kind.UNIT: 5.0, Kind.SHORT: 0.5, Kind.COMPARATOR: 0.2, Kind.ABSENT: 0.5},
    "initial_target": _TARGET | {Kind.BARE: 4.0, Kind.SHORT: 1.0, Kind.DONE: 0.1, Kind.UNIT: 4.0},
    "adjusted_target": _TARGET,
    "target": _TARGET,
    "actual": _TARGET | {Kind.DONE: 4.0},
    "explanation": {Kind.SHORT: 0.5, Kind.LONG: 1.5, Kind.ABSENT: 0.5, Kind.DONE: 0.5},
    "coefficient": {Kind.NUMBER: 4.0, Kind.QUANTITY: 4.0, Kind.ABSENT: 1.0},
    "weight": _POINTS,
    "score": _POINTS,
    "core": {Kind.SHORT: 2.0, Kind.ABSENT: 0.5},
    "reason": _REMARK,
    "content": _REMARK,
    "project": _WORD,
    "goal": _WORD,
    "bureau": _WORD | {Kind.SHORT: 2.9, Kind.LONG: 2.9},
    "budget": {Kind.NUMBER: 4.0, Kind.QUANTITY: 1.5, Kind.ABSENT: 1.0},
}
"""How well each kind of text fits each column; what is not named does not fit at all."""

_IN_PLACE = 1.5
"""What a cell gains by standing under its own heading: less than any difference of meaning."""
_NAMED = 6.0
"""What a row gains by having a third-level name: a row without one is no indicator."""
_SCORE_ALONE = -2.0
"""A score printed without its weight is less likely than a weight whose score was left blank."""


@dataclass(frozen=True)
class Columns:
    """The columns of a block in order, with the grid position of each heading (None where it is not printed)."""

    names: tuple[str, ...]
    positions: tuple[int | None, ...]

    @cached_property
    def good(self) -> dict[tuple[int, Kind], int]:
        """For each grid column the kinds that fit no other column better; a name is worth most as a name."""
        good: dict[tuple[int, Kind], int] = {}
        for kind in Kind:
            best = max(FIT[name].get(kind, _FORBIDDEN) for name in self.names)
            for index, (name, position) in enumerate(zip(self.names, self.positions, strict=True)):
                least = _WORD[Kind.SHORT] if name == "level3" else best
                if position is not None and FIT[name].get(kind, _FORBIDDEN) >= least:
                    good[position, kind] = index
        return good


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which column each cell of a row belongs to; `certain` is False when another reading is as good."""

    places: tuple[int, ...]
    score: float
    certain: bool


def align(row: Row, columns: Columns) -> Alignment | None:
    """Return the best order-keeping assignment of the row's cells to columns, None when there is none with a name.

    The row may stand some columns to the left or right of the heading as a whole; each such shift is tried.
    """
    if not row or len(row) > len(columns.names):
        return None
    for shift in (0, -1, 1, -2, 2):
        places = _in_place(row, columns, shift)
        if places is not None:
            return Alignment(places, float("inf"), True)
    if _ends_in_nought(row, columns):
        found = align(row[:-1], columns)
        return found and Alignment((*found.places, columns.names.index("reason")), found.score, found.certain)
    kinds = tuple(token.kind for token in row)
    best: Alignment | None = None
    for shift in _shifts(row, columns):
        here = tuple(token.col - shift for token in row)
        found = _assign(kinds, here, columns)
        if found is None:
            continue
        found = Alignment(found.places, found.score - 0.3 * abs(shift), found.certain)
        if best is None or found.score > best.score + 1e-9:
            best = found
        elif found.score > best.score - 0.2 and found.places != best.places:
            best = Alignment(best.places, best.score, False)
    return best


def _ends_in_nought(row: Row, columns: Columns) -> bool:
    """Whether the reason at the end is the 0 that an export writes for an empty cell."""
    if "reason" not in columns.names or len(row) < 2 or row[-1].folded != "0":
        return False
    return columns.positions[columns.names.index("reason")] == row[-1].col


def _in_place(row: Row, columns: Columns, shift: int) -> tuple[int, ...] | None:
    """The reading by position, where no other can be better: every cell under a heading that fits it best."""
    good = columns.good
    places: list[int] = []
    for token in row:
        index = good.get((token.cell.col - shift, token.kind))
        if index is None:
            return None
        places.append(index)
    names = [columns.names[index] for index in places]
    alone = "score" in names and "weight" in columns.names and "weight" not in names
    if alone or "level3" not in names or places != sorted(set(places)):
        return None
    return tuple(places)


def under_headings(row: Row, columns: Columns) -> tuple[int, ...] | None:
    """Return the reading by position alone, None where a cell has no heading above it or cannot stand below it."""
    at = {position: index for index, position in enumerate(columns.positions) if position is not None}
    places = [at.get(token.col, -1) for token in row]
    if -1 in places or columns.names.index("level3") not in places:
        return None
    if any(token.kind not in FIT[columns.names[index]] for index, token in zip(places, row, strict=True)):
        return None
    return tuple(places)


def _shifts(row: Row, columns: Columns) -> tuple[int, ...]:
    """No shift, and the shift that brings the most cells under headings."""
    known = {position for position in columns.positions if position is not None}
    counts = [(sum(token.cell.col - s in known for token in row), -abs(s), s) for s in (-1, 1, -2, 2)]
    count, _, shift = max(counts)
    return (0, shift) if count > 1 else (0,)


State = tuple[float, int, tuple[int, ...]]
"""A reading so far: its score, how many readings reach it, and the columns chosen."""
_NO_READING: State = (_FORBIDDEN, 0, ())


@lru_cache(maxsize=8192)
def _assign(kinds: tuple[Kind, ...], cols: tuple[int, ...], columns: Columns) -> Alignment | None:
    width = len(columns.names)
    previous: list[State] = [(0.0, 1, ()), *[_NO_READING] * width]
    for kind, col in zip(kinds, cols, strict=True):
        previous = _extend(kind, col, previous, columns)
    score, _, places = max(previous, key=lambda state: state[0])
    if score <= _FORBIDDEN / 2 or columns.names.index("level3") not in places:
        return None
    ways = sum(state[1] for state in previous if abs(state[0] - score) <= 1e-9)
    return Alignment(places, score, ways == 1)


def _extend(kind: Kind, col: int, previous: list[State], columns: Columns) -> list[State]:
    """Place one more cell: entry j+1 is the best reading that puts it into column j."""
    current = [_NO_READING] * len(previous)
    best, ways, places = previous[0]
    for index, name in enumerate(columns.names):
        fit = FIT[name].get(kind)
        if fit is not None and best > _FORBIDDEN / 2:
            gain = fit + _bonus(name, columns.positions[index] == col, places, columns.names)
            current[index + 1] = (best + gain, ways, (*places, index))
        rival, rival_ways, rival_places = previous[index + 1]
        if rival > best + 1e-9:
            best, ways, places = rival, rival_ways, rival_places
        elif abs(rival - best) <= 1e-9:
            ways += rival_ways
    return current


def _bonus(name: str, in_place: bool, places: tuple[int, ...], names: tuple[str, ...]) -> float:
    bonus = _IN_PLACE if in_place else 0.0
    if name == "level3":
        bonus += _NAMED
    if name == "score" and "weight" in names and not (places and names[places[-1]] == "weight"):
        bonus += _SCORE_ALONE
    return bonus
