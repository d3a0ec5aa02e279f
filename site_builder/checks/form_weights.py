"""Weights of self-evaluation forms: all make 100, a group makes what its head states (F14)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from site_builder.checks.arithmetic import certain, is_number
from site_builder.checks.audit import Audit
from site_builder.checks.form_fields import form_name, is_torn, total_money
from site_builder.checks.places import cited, place, plain, row_of
from site_builder.checks.registry import Category, Note, check
from site_builder.model.finding import Severity
from site_builder.model.report import Fact, Indicator, SelfEvalForm
from site_builder.text import fold

FULL_WEIGHT = Decimal(100)
EXECUTION_WEIGHT = Decimal(10)
OTHER_WEIGHTS = tuple(map(Decimal, (10, 5, 15, 20, 30)))
FULL_MARK = ("总分",)
_STATED_WEIGHT = re.compile(r"^(?P<name>(?:产出|效益|满意度|成本)指标)[(（](?P<number>\d{1,3})分[)）]$")


def _weights(form: SelfEvalForm) -> list[Fact]:
    found = [row.weight for row in form.indicators if row.weight is not None and is_number(row.weight)]
    row = total_money(form)
    weight = row.get("weight") if row else None
    return [*found, weight] if weight is not None and is_number(weight) else found


def _sum(facts: Iterable[Fact | None]) -> Decimal:
    return sum((fact.value.number or Decimal(0) for fact in facts if fact is not None), Decimal(0))


@check(name="weights-differ-from-hundred", severity=Severity.ERROR, category=Category.FORMS)
def weights_make_hundred(audit: Audit) -> Iterator[Note]:
    """各项指标分值之和应为100分.

    财预〔2020〕10号：自评满分100分，预算执行率10分由资金栏给出的，指标分值合计90分。总分一行印有满分的，满分也应是100分。
    """
    for form in audit.report.forms:
        weights = _weights(form)
        if is_torn(form) or any((fact.value.number or 0) > FULL_WEIGHT for fact in weights):
            continue  # amounts that stand in the column of weights are none
        full = _printed_full(audit, form)
        if full is not None and full.value.number != FULL_WEIGHT and weights:
            message = f"{form_name(form)}总分一行的满分印为{cited(full)}，各项分值相加为{plain(_sum(weights))}分，满分应为100分。"
            yield _weight_note(form, message, full.value.text, [full, *weights])
        listed = [row for row in form.indicators if row.score is not None and is_number(row.score)]
        if not weights or len(weights) < len(listed) or not form.certain or _weights_fit(form):
            continue
        if any(row.weight is None and row.name for row in form.indicators):
            continue
        due = _due(form)
        apart = f"（预算执行率另占{plain(FULL_WEIGHT - due)}分）" if due != FULL_WEIGHT else ""
        message = f"{form_name(form)}各项分值相加为{plain(_sum(weights))}分，应为{plain(due)}分{apart}。"
        yield _weight_note(form, message, plain(_sum(weights)), weights, due)


def _weight_note(
    form: SelfEvalForm, message: str, actual: str, weights: Sequence[Fact], due: Decimal = FULL_WEIGHT
) -> Note:
    return Note(
        tuple(fact.locator for fact in weights),
        form_name(form),
        message,
        expected=plain(due),
        actual=actual,
        difference=plain(Decimal(actual) - due),
        facts=tuple(fact.id for fact in weights),
        certain=certain(weights),
    )


def _printed_full(audit: Audit, form: SelfEvalForm) -> Fact | None:
    """The full mark that the row of the total prints beside the score."""
    if form.total is None:
        return None
    found = [fact for fact in audit.report.facts if fact.path == FULL_MARK and fact.table == form.total.table]
    same = [fact for fact in found if fact.subject == form.total.subject and is_number(fact)]
    return next((fact for fact in same if row_of(fact.locator) == row_of(form.total.locator)), None)


def _due(form: SelfEvalForm) -> Decimal:
    """What the printed weights should make: less than 100 where the execution rate is scored without a weight."""
    row = total_money(form)
    score = row.get("score") if row else None
    weight = row.get("weight") if row else None
    if score is None or not is_number(score) or (weight is not None and weight.value.number):
        return FULL_WEIGHT
    return FULL_WEIGHT - _implied_weight(score, row.get("execution_rate") if row else None)


def _weights_fit(form: SelfEvalForm) -> bool:
    """Whether the weights make 100, with the execution rate's where it is weighed apart from the indicators."""
    inner, row = _sum(item.weight for item in form.indicators), total_money(form)
    apart = row.get("weight") if row else None
    inside = any("执行率" in part for item in form.indicators for part in (item.name, *item.path))
    if apart is not None and apart.value.number:
        return inner + apart.value.number == FULL_WEIGHT or (inside and inner == FULL_WEIGHT)
    score = row.get("score") if row else None
    if score is None or not is_number(score):
        return inner in (FULL_WEIGHT, FULL_WEIGHT - EXECUTION_WEIGHT)
    alone = (
        bool(score.value.number)
        and form.total is not None
        and form.total.value.number == _sum(item.score for item in form.indicators)
    )
    rate = row.get("execution_rate") if row else None
    usual = {FULL_WEIGHT - EXECUTION_WEIGHT, FULL_WEIGHT - _implied_weight(score, rate)}
    return inner in usual or (inner == FULL_WEIGHT and (alone or inside))


def _implied_weight(score: Fact, rate: Fact | None) -> Decimal:
    """The weight of execution where a form prints only its score: 10, or what score by rate gives (20 in some places)."""
    if rate is None or not rate.value.number or not score.value.number:
        return EXECUTION_WEIGHT
    given = score.value.number / rate.value.number * FULL_WEIGHT
    return min(OTHER_WEIGHTS, key=lambda weight: abs(weight - given))


@check(name="group-weight-differs", severity=Severity.ERROR, category=Category.FORMS)
def group_weights_add_up(audit: Audit) -> Iterator[Note]:
    """一级指标写明的分值应等于所列各项指标分值之和.

    “产出指标（50分）”之下各项三级指标的分值相加应为50分。
    """
    for form, stated, place_of, rows in _weight_groups(audit):
        weights = [row.weight for row in rows if row.weight is not None and is_number(row.weight)]
        if len(weights) < len(rows) or _sum(weights) == stated.number:
            continue
        message = (
            f"数字不一致：{form_name(form)}“{stated.name}”写明{plain(stated.number)}分（{place(place_of)}），"
            f"所列{len(rows)}项指标的分值相加为{plain(_sum(weights))}分，相差{plain(abs(_sum(weights) - stated.number))}分。"
        )
        yield Note(
            (place_of, *(fact.locator for fact in weights)),
            form_name(form),
            message,
            expected=plain(_sum(weights)),
            actual=plain(stated.number),
            difference=plain(stated.number - _sum(weights)),
            facts=tuple(fact.id for fact in weights),
            certain=certain(weights) and all(row.certain for row in rows),
        )


@dataclass(frozen=True, slots=True)
class _Stated:
    name: str
    number: Decimal


Group = tuple[SelfEvalForm, _Stated, str, list[Indicator]]


def _weight_groups(audit: Audit) -> Iterator[Group]:
    """Indicators from one first level that states its weight to the next, in reading order."""
    owners = {row.locator: (form, row) for form in audit.report.forms for row in form.indicators}
    group: Group | None = None
    stated: tuple[_Stated, str] | None = None
    for table in audit.document.tables():
        for cell in table.cells:
            match = _STATED_WEIGHT.match(fold(cell.text))
            if match:
                if group:
                    yield group
                group, stated = None, (_Stated(match["name"], Decimal(match["number"])), cell.locator)
            found = owners.pop(cell.locator, None)
            if found and stated and (group is None or found[0] is group[0]):
                group = group or (found[0], *stated, [])
                group[3].append(found[1])
    if group:
        yield group
