"""Findings about sums and equalities, in one wording."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from site_builder.checks.arithmetic import Difference, certain, equal_differs, is_number, sum_differs
from site_builder.checks.places import cited, plain, shown
from site_builder.checks.registry import Note
from site_builder.model.finding import Severity
from site_builder.model.report import Fact

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
    printed = [fact for fact in (*parts, *less) if fact is not None and is_number(fact)]
    named = (fact.item if fact.subject == total.subject else fact.subject for fact in printed)
    listed = "、".join(f"{name}{shown(fact)}" for name, fact in zip(named, printed[:SHOWN_PARTS], strict=False))
    listed += f"等{len(printed)}项" if len(printed) > SHOWN_PARTS else ""
    message = (
        f"数字不一致：{formula}，印出的是{cited(total)}，按各项计算（{listed}）应为"
        f"{plain(found.computed)}{total.value.unit}，相差{plain(abs(found.gap))}{total.value.unit}。"
    )
    return _note(subject, total, [fact for fact in (*parts, *less) if fact is not None], message, found)


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
        return replace(_note(subject, one, [other], message, found), severity=Severity.INFO)
    message = (
        f"数字不一致：{formula}，一处为{cited(one)}，另一处为{cited(other)}，"
        f"相差{plain(abs(found.gap))}{one.value.unit}。"
    )
    return _note(subject, one, [other], message, found)


def _last_digit_differs(one: Fact, other: Fact) -> bool:
    first, second = one.value, other.value
    same_print = first.unit == second.unit and first.decimals() == second.decimals()
    return is_number(one) and is_number(other) and same_print and first.number != second.number


def _note(subject: str, total: Fact, parts: Sequence[Fact], message: str, found: Difference) -> Note:
    numeric = [fact for fact in parts if is_number(fact)]
    return Note(
        locators=(total.locator, *(fact.locator for fact in numeric)),
        subject=subject,
        message=message,
        expected=plain(found.computed),
        actual=total.value.text,
        difference=plain(found.gap),
        facts=(total.id, *(fact.id for fact in numeric)),
        certain=certain([total, *parts]),
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
