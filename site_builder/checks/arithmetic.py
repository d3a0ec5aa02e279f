"""Exact comparing of published numbers, with the tolerance that their printed digits allow (handbook §5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from site_builder.model.report import Fact
from site_builder.model.value import YUAN_PER_UNIT, Status
from site_builder.numbers import rounded

HALF = Decimal("0.5")
HUNDRED = Decimal(100)
COUNTED = frozenset({"人", "名", "个", "辆", "家", "次", "人次", "台", "套", "台套", "台(套)", "项", "户", "件", "部"})
"""Units of things that are counted, not rounded."""
TABLE_DIGITS = 2
"""Decimals that a table prints unless none of the numbers compared has so many."""
SURE = 0.9
"""Below this confidence of a recognised character string a finding says that it needs a look."""


@dataclass(frozen=True, slots=True)
class Operand:
    """A number in a base unit (yuan for money) with half of its last printed digit as the room it leaves."""

    number: Decimal
    room: Decimal
    fact: Fact


def is_number(fact: Fact | None) -> bool:
    """Return whether a fact holds a number; blank, ——, text and unreadable do not."""
    return fact is not None and fact.value.number is not None and fact.value.status in (Status.NUMERIC, Status.ZERO)


def operand(fact: Fact | None) -> Operand | None:
    """Return a fact as an operand, None when it holds no number."""
    if fact is None or fact.value.number is None:
        return None
    factor = YUAN_PER_UNIT.get(fact.value.unit, Decimal(1))
    counted = fact.value.unit in COUNTED and not fact.value.decimals()
    room = Decimal(0) if counted else HALF * Decimal(1).scaleb(-fact.value.decimals()) * factor
    return Operand(fact.value.number * factor, room, fact)


def operands(facts: Iterable[Fact | None]) -> list[Operand]:
    """Return the numbers among the facts; blanks are left out, for blank is not zero."""
    return [found for fact in facts if (found := operand(fact)) is not None]


def with_table_digits(found: Sequence[Operand]) -> list[Operand]:
    """Return operands of one table and unit with the digits that they print in common.

    Spreadsheets drop zeros at the end: 62 beside 58.50 is 62.00 and leaves no room of half a unit.
    """
    units = {item.fact.value.unit for item in found}
    if len(units) != 1 or not all(item.fact.table for item in found):
        return list(found)
    digits = min(TABLE_DIGITS, max(item.fact.value.decimals() for item in found))
    factor = YUAN_PER_UNIT.get(next(iter(units)), Decimal(1))
    most = HALF * Decimal(1).scaleb(-digits) * factor
    return [replace(item, room=min(item.room, most)) for item in found]


def certain(facts: Iterable[Fact | None]) -> bool:
    """Return whether no operand is unreadable, guessed, or recognised with little confidence."""
    return all(
        fact is None or (fact.certain and fact.value.status is not Status.UNREADABLE and (fact.confidence or 1) >= SURE)
        for fact in facts
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """A total that its parts do not give: `computed` and `gap` in the total's own unit."""

    computed: Decimal
    gap: Decimal


def compare(total: Operand, computed: Decimal, room: Decimal) -> Difference | None:
    """Return the difference when it exceeds the room that rounding leaves."""
    if abs(total.number - computed) <= total.room + room:
        return None
    factor = YUAN_PER_UNIT.get(total.fact.value.unit, Decimal(1))
    return Difference(computed / factor, (total.number - computed) / factor)


def sum_differs(
    total: Fact | None, parts: Sequence[Fact | None], less: Sequence[Fact | None] = ()
) -> Difference | None:
    """Compare a total with the sum of `parts` minus `less`; None when missing or equal within rounding.

    Tolerance 0.5 x 10^-d x (n + 1): half the last printed digit of the total and of each of the n terms. A printed
    zero is nothing, not something rounded away, and is no term.
    """
    whole = operand(total)
    terms, minus = operands(parts), operands(less)
    if whole is None or not terms or not _same_kind([whole, *terms, *minus]):
        return None
    whole, *others = with_table_digits([whole, *terms, *minus])
    computed = sum((t.number for t in terms), Decimal(0)) - sum((t.number for t in minus), Decimal(0))
    return compare(whole, computed, sum((t.room for t in others if t.number), Decimal(0)))


def _same_kind(all_operands: Sequence[Operand]) -> bool:
    """Money is only added to money."""
    return len({item.fact.value.unit in YUAN_PER_UNIT for item in all_operands}) == 1


def equal_differs(one: Fact | None, other: Fact | None) -> Difference | None:
    """Compare two printed totals, in yuan where both are money."""
    return sum_differs(one, [other])


def ratio_differs(rate: Fact | None, part: Fact | None, whole: Fact | None) -> Difference | None:
    """Compare a printed percentage with part / whole; half its last digit plus the effect of rounded inputs."""
    stated, above, below = operand(rate), operand(part), operand(whole)
    if stated is None or above is None or below is None:
        return None
    above, below = with_table_digits([above, below])
    if below.number - below.room <= 0:
        return None
    computed = above.number / below.number * HUNDRED
    highest = (above.number + above.room) / (below.number - below.room) * HUNDRED
    lowest = (above.number - above.room) / (below.number + below.room) * HUNDRED
    if lowest - stated.room <= stated.number <= highest + stated.room:
        return None
    return Difference(rounded(computed), stated.number - computed)
