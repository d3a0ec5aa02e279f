"""Joins notes that one number explains: a slip in one cell breaks its row, its column and the next table at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from site_builder.checks.note import Equation, Note
from site_builder.checks.places import cited, plain
from site_builder.model.report import Fact
from site_builder.model.value import YUAN_PER_UNIT

SHOWN = 3
TRIES = 8
"""How many numbers of one report are supposed to be others at most."""
Named = tuple[str, Note]
"""The check's name and what it yields."""
Rerun = Callable[[Fact, Decimal], Sequence[Named]]


@dataclass(frozen=True, slots=True)
class Cause:
    """A number that, changed by `correction`, makes all of these notes' sums hold."""

    fact: Fact
    members: tuple[int, ...]
    correction: Decimal


def join_causes(named: Sequence[Named]) -> list[Named]:
    """Return the notes with those of one cause joined, each in the place of its first."""
    groups: dict[Hashable, list[int]] = {}
    for index, (_, note) in enumerate(named):
        if note.equation is not None:
            groups.setdefault((note.severity, note.certain), []).append(index)
    kept: dict[int, Named] = dict(enumerate(named))
    for members in groups.values():
        open_ = set(members)
        while cause := _best_cause(named, sorted(open_)):
            first = min(cause.members)
            notes = [named[index][1] for index in cause.members]
            for index in cause.members:
                del kept[index]
            kept[first] = (named[first][0], _joined(cause, notes))
            open_ -= set(cause.members)
    return _join_columns([kept[index] for index in sorted(kept)])


def _join_columns(named: Sequence[Named]) -> list[Named]:
    """Join notes about several columns of one row that differ by the same: a line is missing, or one too many."""
    found: dict[Hashable, Named] = {}
    for place, (name, note) in enumerate(named):
        equation = note.equation
        key: Hashable = place
        if equation is not None:
            key = (name, note.subject, abs(equation.gap), note.severity, note.certain)
        first = found.get(key)
        if first is None or equation is None:
            found[key] = (name, note)
            continue
        told = first[1]
        found[key] = (
            name,
            replace(
                told,
                locators=(*told.locators, *note.locators),
                facts=(*told.facts, *note.facts),
                message=f"{told.message[:-1]}；“{equation.total.item}”一栏同样相差这么多。",
            ),
        )
    return list(found.values())


def _best_cause(named: Sequence[Named], members: Sequence[int]) -> Cause | None:
    """The number that explains the most of the open notes; None when none explains two, or two explain the same."""
    corrections: dict[str, list[tuple[int, Decimal, Decimal]]] = {}
    facts: dict[str, Fact] = {}
    for index in members:
        equation = named[index][1].equation
        for fact in _facts(equation) if equation else ():
            found = equation.correction(fact) if equation else None
            if found is not None and equation is not None:
                facts[fact.id] = fact
                corrections.setdefault(fact.id, []).append((index, found, equation.room))
    causes = [Cause(facts[key], *_agreed(found)) for key, found in corrections.items() if len(found) > 1]
    causes = [cause for cause in causes if len(cause.members) > 1]
    if not causes:
        return None
    most = max(len(cause.members) for cause in causes)
    best = [cause for cause in causes if len(cause.members) == most]
    for cause in best:
        if not any(other is not cause and other.members == cause.members for other in best):
            return cause
    return None


def _facts(equation: Equation) -> Iterator[Fact]:
    yield from (equation.total, *equation.parts, *equation.less)


def _agreed(found: Sequence[tuple[int, Decimal, Decimal]]) -> tuple[tuple[int, ...], Decimal]:
    """The notes that ask for the same correction, as many as agree within the room of rounding."""
    best: tuple[tuple[int, ...], Decimal] = ((), Decimal(0))
    for _, wanted, room in found:
        same = tuple(index for index, other, own in found if abs(other - wanted) <= room + own)
        if len(same) > len(best[0]):
            best = (same, wanted)
    return best


def _joined(cause: Cause, notes: Sequence[Note]) -> Note:
    fact, first = cause.fact, notes[0]
    unit = fact.value.unit
    change = cause.correction / YUAN_PER_UNIT.get(unit, Decimal(1))
    right = (fact.value.number or Decimal(0)) + change
    formulas = [_within(note.equation.formula, fact) for note in notes if note.equation]
    more = f"等{len(formulas)}处" if len(formulas) > SHOWN else ""
    where = fact.table or "文字"
    name = f"“{fact.subject.strip()}”{fact.item}" if fact.subject != fact.item else f"“{fact.item}”"
    message = (
        f"数字不一致：{where}{name}印为{cited(fact)}，与{len(formulas)}处对不上（{'；'.join(formulas[:SHOWN])}{more}），"
        f"都相差{plain(abs(change))}{unit}。"
    )
    return replace(
        first,
        locators=(fact.locator, *(place for note in notes for place in note.locators)),
        message=message,
        expected=plain(right),
        actual=fact.value.text,
        difference=plain(-change),
        facts=(fact.id, *(item for note in notes for item in note.facts)),
        proposal=f"如果是{plain(right)}{unit}，这{len(formulas)}处都能对上；仅供核对，未作修改。",
        equation=None,
        suspect=(fact, right),
    )


def _within(formula: str, fact: Fact) -> str:
    """A formula without the name of the table or form that the number stands in."""
    own = re.compile(rf"^(?:{re.escape(fact.table)}(?:《[^》]*》)?|“{re.escape(fact.subject)}”自评表)")
    return own.sub("", formula) if fact.table else formula


def join_consequences(named: Sequence[Named], rerun: Rerun, title: Callable[[str], str]) -> list[Named]:
    """Return the notes with those joined to a suspect number that are gone once it is what it should be.

    `rerun` runs all checks with one number supposed to be another; `title` gives a check's public words.
    """
    kept = dict(enumerate(named))
    tries = 0
    for index, (name, note) in enumerate(named):
        if index not in kept or note.suspect is None or tries == TRIES:
            continue
        near = [other for other in kept if other != index and _touches(kept[other][1], note.suspect[0])]
        if not near:
            continue
        tries += 1
        left = {(other, frozenset(found.locators)) for other, found in rerun(*note.suspect)}
        gone = [other for other in near if (kept[other][0], frozenset(kept[other][1].locators)) not in left]
        if gone:
            notes = [kept.pop(other) for other in gone]
            kept[index] = (name, _with_consequences(note, notes, title))
    return [kept[index] for index in sorted(kept)]


def _touches(note: Note, fact: Fact) -> bool:
    return fact.id in note.facts or fact.locator in note.locators


def _with_consequences(note: Note, others: Sequence[Named], title: Callable[[str], str]) -> Note:
    titles = list(dict.fromkeys(title(name) for name, _ in others))
    words = "；".join(titles[:SHOWN])
    return replace(
        note,
        locators=(*note.locators, *(place for _, other in others for place in other.locators)),
        message=f"{note.message[:-1]}；由此另有{len(others)}处不符（{words}）。",
        facts=(*note.facts, *(fact for _, other in others for fact in other.facts)),
    )
