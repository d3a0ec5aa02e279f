"""Which columns the values of a row stand in whose blank cells are gone: told by the sums that must hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import combinations
from math import comb

from site_builder.numbers import parse_value
from site_builder.readers.packed.layouts import Layout, Sum

Way = tuple[int, ...]
"""The column of each value of a row."""

MOST_WAYS = 1_000
MOST_STEPS = 100_000
"""Ways tried for one table: its time must be bounded whatever it holds."""


def number_of(text: str) -> Decimal:
    """Return a printed value's number, nought for a dash."""
    return parse_value(text).number or Decimal(0)


def step_of(numbers: Sequence[Decimal]) -> Decimal:
    """Return one unit of the last printed digit."""
    return Decimal(1).scaleb(min((int(number.as_tuple().exponent) for number in numbers), default=0))


@lru_cache(maxsize=4096)
def ways_of(numbers: tuple[Decimal, ...], layout: Layout, allowed: frozenset[int]) -> list[Way]:
    """Return every way to put the values of a row into the allowed columns that the row's own sums permit."""
    columns = sorted(allowed)
    if len(numbers) == len(layout.heads):
        columns = list(range(len(layout.heads)))
    if len(numbers) > len(columns) or comb(len(columns), len(numbers)) > MOST_WAYS:
        return []
    step = step_of(numbers)
    found = []
    for way in combinations(columns, len(numbers)):
        row = dict(zip(way, numbers, strict=True))
        if all(_holds(row, each, step) for each in layout.sums):
            found.append(way)
    balanced = [way for way in found if _balances(dict(zip(way, numbers, strict=True)), layout, step)]
    return balanced or found


def _holds(row: dict[int, Decimal], each: Sum, step: Decimal) -> bool:
    """Whether a total is the sum of its parts, each rounded on its own."""
    total, parts = each
    present = [row[part] for part in parts if part in row]
    whole = row.get(total)
    if whole is None:
        return not any(present)
    if not present:
        return whole == 0
    return abs(sum(present) - whole) <= step * ((len(present) + 2) // 2)


def _balances(row: dict[int, Decimal], layout: Layout, step: Decimal) -> bool:
    """Whether what came in is what went out and what is left; not every office's does."""
    if not layout.flow:
        return True
    first, income, spent, left = (row.get(column, Decimal(0)) for column in layout.flow)
    return abs(first + income - spent - left) <= 2 * step


def agreeing(
    parent: dict[int, Decimal], children: Sequence[Sequence[Decimal]], ways: Sequence[Sequence[Way]], limit: int
) -> tuple[list[list[Way]], int]:
    """Return for each child the ways that add up to the parent with some way of the others, column by column.

    Where nothing adds up, or it cannot be told in `limit` steps, all ways stay. The steps taken are returned too.
    """
    step = step_of([*parent.values(), *(number for child in children for number in child)])
    search = _Search(parent, children, ways, step * (len(children) + 2), limit)
    kept = search.run()
    return [sorted(each) for each in kept or ways], search.steps


class _Search:
    """Tries the ways of one child after the other, as long as no column holds more than the parent's."""

    def __init__(
        self,
        parent: dict[int, Decimal],
        children: Sequence[Sequence[Decimal]],
        ways: Sequence[Sequence[Way]],
        tolerance: Decimal,
        limit: int,
    ) -> None:
        self.steps = 0
        self._limit = limit
        self._children = children
        self._ways = ways
        self._tolerance = tolerance
        self._rest = dict(parent)
        self._chosen: list[Way] = []
        self._kept: list[set[Way]] = [set() for _ in children]
        self._signed = any(number < 0 for child in children for number in child)

    def run(self) -> list[set[Way]] | None:
        self._try(0)
        return self._kept if self.steps < self._limit and all(self._kept) else None

    def _try(self, index: int) -> None:
        if self.steps >= self._limit:
            return
        if index == len(self._children):
            if all(abs(rest) <= self._tolerance for rest in self._rest.values()):
                for kept, way in zip(self._kept, self._chosen, strict=True):
                    kept.add(way)
            return
        for way in self._ways[index]:
            self.steps += 1
            if self._fits(index, way):
                self._take(index, way, -1)
                self._chosen.append(way)
                self._try(index + 1)
                self._chosen.pop()
                self._take(index, way, 1)

    def _fits(self, index: int, way: Way) -> bool:
        pairs = zip(way, self._children[index], strict=True)
        return all(
            self._signed or number <= self._rest.get(column, Decimal(0)) + self._tolerance for column, number in pairs
        )

    def _take(self, index: int, way: Way, sign: int) -> None:
        for column, number in zip(way, self._children[index], strict=True):
            self._rest[column] = self._rest.get(column, Decimal(0)) + sign * number


def told(ways: Sequence[Way]) -> Iterator[int | None]:
    """Yield the column of each value, None where it could stand in several."""
    for columns in zip(*ways, strict=True):
        yield columns[0] if len(set(columns)) == 1 else None
