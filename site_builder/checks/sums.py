"""Findings about sums and equalities, in one wording."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from site_builder.checks.arithmetic import (
    Difference,
    certain,
    equal_differs,
    is_number,
    operands,
    sum_differs,
    with_table_digits,
)
from site_builder.checks.note import Equation, Note
from site_builder.checks.places import cited, plain, shown
from site_builder.model.finding import Severity
from site_builder.model.report import Fact
from site_builder.model.value import YUAN_PER_UNIT

SHOWN_PARTS = 6


def sum_note(
    subject: str,
    total: Fact | None,
    parts: Sequence[Fact | None],
    formula: str,
    less: Sequence[Fact | None] = (),
) -> Note | None:
    """Return a note when `total` differs from the sum of `parts` minus `less`; `formula` says which in words."""
    found = sum_differs(total, parts, less)
    if found is None or total is None:
        return None
    unit = total.value.unit
    message = (
        f"数字不一致：{formula}，印出的是{cited(total)}，{_listed(total, parts, less, plain(found.computed) + unit)}，"
        f"相差{plain(abs(found.gap))}{unit}。"
    )
    return _note(subject, _Sum(formula, total, parts, less), message, found)


def _listed(total: Fact, parts: Sequence[Fact | None], less: Sequence[Fact | None], computed: str) -> str:
    """The terms in words: 甲1.00万元、乙2.00万元相加为3万元; 甲3.00万元减乙1.00万元为2万元; 所列的是甲1.00万元."""
    added, taken = (_named(total, facts) for facts in (parts, less))
    if not added:
        return f"各项计算为{computed}"
    if len(added) == 1 and not taken:
        return f"所列的是{added[0]}"
    words = "、".join(added[:SHOWN_PARTS]) + (f"等{len(added)}项" if len(added) > SHOWN_PARTS else "")
    words += "相加" if len(added) > 1 else ""
    return words + (f"减{'、'.join(taken)}" if taken else "") + f"为{computed}"


def _named(total: Fact, facts: Sequence[Fact | None]) -> list[str]:
    printed = [fact for fact in facts if fact is not None and is_number(fact)]
    return [(fact.item if fact.subject == total.subject else fact.subject).strip() + shown(fact) for fact in printed]


def equal_note(subject: str, one: Fact | None, other: Fact | None, formula: str) -> Note | None:
    """Return a note when two printed amounts that must be the same differ.

    A difference that rounding allows is only told, and only where both print the same digits of the same unit.
    """
    found = equal_differs(one, other)
    if one is None or other is None or (found is None and not _last_digit_differs(one, other)):
        return None
    if found is None:
        found = Difference(
            other.value.number or Decimal(0), (one.value.number or Decimal(0)) - (other.value.number or 0)
        )
        message = f"{formula}，一处为{cited(one)}，另一处为{cited(other)}，末位相差{plain(abs(found.gap))}{one.value.unit}，可能是四舍五入。"
        return replace(_note(subject, _Sum(formula, one, [other]), message, found), severity=Severity.INFO)
    message = (
        f"数字不一致：{formula}，一处为{cited(one)}，另一处为{cited(other)}，"
        f"相差{plain(abs(found.gap))}{one.value.unit}。"
    )
    return _note(subject, _Sum(formula, one, [other]), message, found)


def _last_digit_differs(one: Fact, other: Fact) -> bool:
    first, second = one.value, other.value
    same_print = first.unit == second.unit and first.decimals() == second.decimals()
    return is_number(one) and is_number(other) and same_print and first.number != second.number


@dataclass(frozen=True, slots=True)
class _Sum:
    formula: str
    total: Fact
    parts: Sequence[Fact | None]
    less: Sequence[Fact | None] = ()

    def equation(self, found: Difference) -> Equation:
        """The sum with its numbers only, in yuan where it is money."""
        parts, less = (tuple(fact for fact in facts if fact and is_number(fact)) for facts in (self.parts, self.less))
        room = sum((item.room for item in with_table_digits(operands([self.total, *parts, *less]))), Decimal(0))
        factor = YUAN_PER_UNIT.get(self.total.value.unit, Decimal(1))
        return Equation(self.formula, self.total, parts, less, found.gap * factor, room)


def _note(subject: str, made: _Sum, message: str, found: Difference) -> Note:
    equation = made.equation(found)
    numeric = (equation.total, *equation.parts, *equation.less)
    return Note(
        locators=tuple(fact.locator for fact in numeric),
        subject=subject,
        message=message,
        expected=plain(found.computed),
        actual=made.total.value.text,
        difference=plain(found.gap),
        facts=tuple(fact.id for fact in numeric),
        certain=certain([made.total, *made.parts, *made.less]),
        equation=equation,
    )


def merged(notes: Iterable[Note]) -> list[Note]:
    """Join notes with the same numbers: a total and its only source print the same slip twice."""
    found: dict[tuple[str, str], Note] = {}
    for note in notes:
        key = (note.expected, note.actual)
        first = found.get(key)
        if first is None:
            found[key] = note
        else:
            locators = tuple(dict.fromkeys((*first.locators, *note.locators)))
            found[key] = replace(first, locators=locators, facts=(*first.facts, *note.facts))
    return list(found.values())
