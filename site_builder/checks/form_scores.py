"""Scores and grade of self-evaluation forms (F14)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from site_builder.checks.arithmetic import HALF, Operand, certain, is_number, operand, operands
from site_builder.checks.audit import Audit
from site_builder.checks.form_fields import form_name, is_torn, total_money
from site_builder.checks.places import cited, plain
from site_builder.checks.registry import Category, Note, check
from site_builder.figures import label_of
from site_builder.model.finding import Severity
from site_builder.model.report import Fact, GradeBand, GradeScale, Indicator, SelfEvalForm

KNOWN_SCALES: tuple[tuple[frozenset[str], tuple[GradeBand, ...]], ...] = (
    (
        frozenset("优良中差"),
        (
            GradeBand("优", "90", "100"),
            GradeBand("良", "80", "90"),
            GradeBand("中", "60", "80"),
            GradeBand("差", "0", "60"),
        ),
    ),
)
"""Bands of 财预〔2020〕10号; other words have no bounds unless the report states them (handbook §3)."""


@check(name="scores-differ-from-total", severity=Severity.ERROR, category=Category.FORMS)
def scores_make_total(audit: Audit) -> Iterator[Note]:
    """各项得分之和应等于总分.

    总分＝预算执行率得分＋各项指标得分。
    """
    for form in audit.report.forms:
        note = None if is_torn(form) else _total_note(form)
        if note:
            yield note


def _score_facts(form: SelfEvalForm) -> list[Fact]:
    row = total_money(form)
    money = row.get("score") if row else None
    scores = [item.score for item in form.indicators if item.score is not None]
    return [fact for fact in (money, *scores) if fact is not None]


def _total_note(form: SelfEvalForm) -> Note | None:
    total = operand(form.total)
    facts = _score_facts(form)
    scores = operands(facts)
    if total is None or form.total is None or len(scores) < 2:
        return None
    computed = sum((score.number for score in scores), Decimal(0))
    inner = sum((item.score.value.number or Decimal(0) for item in form.indicators if item.score), Decimal(0))
    room = _score_room([total, *scores])
    if min(abs(total.number - computed), abs(total.number - inner)) <= room:
        return None
    missing = [row for row in form.indicators if row.name and (row.score is None or not is_number(row.score))]
    message = (
        f"数字不一致：{form_name(form)}总分为{cited(form.total)}，各项得分相加为{plain(computed)}分，相差"
        f"{plain(abs(total.number - computed))}分{'（有指标的得分空白或无法辨认）' if missing else ''}。"
    )
    return Note(
        (form.total.locator, *(fact.locator for fact in facts)),
        form_name(form),
        message,
        expected=plain(computed),
        actual=form.total.value.text,
        difference=plain(total.number - computed),
        facts=(form.total.id, *(fact.id for fact in facts)),
        certain=certain([form.total, *facts]) and not missing and form.certain,
    )


def _score_room(found: Sequence[Operand]) -> Decimal:
    """Points are given, not rounded: only those with decimals leave room, half of the finest digit printed."""
    broken = [item for item in found if item.fact.value.decimals()]
    finest = max((item.fact.value.decimals() for item in broken), default=0)
    return HALF * Decimal(1).scaleb(-finest) * len(broken)


@check(name="score-above-weight", severity=Severity.ERROR, category=Category.FORMS)
def score_within_weight(audit: Audit) -> Iterator[Note]:
    """指标得分不应超过分值.

    自评得分最高为该项的分值，预算执行率得分最高为其分值。
    """
    for form in audit.report.forms:
        pairs = [(f"指标“{row.name}”", row.weight, row.score, row.certain) for row in form.indicators]
        money = [(f"“{row.label}”预算执行率", row.get("weight"), row.get("score"), True) for row in form.money]
        for name, weight_fact, score_fact, sure in (*money, *pairs):
            weight, score = operand(weight_fact), operand(score_fact)
            if weight and score and score.number > weight.number:
                message = f"{form_name(form)}{name}得分{cited(score.fact)}超过分值{cited(weight.fact)}。"
                yield Note(
                    (score.fact.locator, weight.fact.locator),
                    form_name(form),
                    message,
                    expected=f"≤{plain(weight.number)}",
                    actual=score.fact.value.text,
                    facts=(score.fact.id, weight.fact.id),
                    certain=certain([score.fact, weight.fact]) and sure,
                )


@check(name="score-left-blank", severity=Severity.WARNING, category=Category.FORMS)
def score_is_filled(audit: Audit) -> Iterator[Note]:
    """有分值的指标应填写得分.

    自评表填报要求：每项指标按完成情况逐项打分。
    """
    for form in audit.report.forms:
        scored = [row for row in form.indicators if row.score is not None and is_number(row.score)]
        for row in form.indicators:
            if (
                scored
                and row.weight is not None
                and is_number(row.weight)
                and (row.score is None or not row.score.value.text)
                and not _is_shifted(row)
            ):
                message = f"{form_name(form)}指标“{row.name}”分值为{cited(row.weight)}，得分没有填写。"
                yield Note((row.locator, row.weight.locator), form_name(form), message, facts=(row.weight.id,))


def _is_shifted(row: Indicator) -> bool:
    """Whether a row lost its blank cell and every value stands one column to the left: 3 | 9.3 | 9.3 of 目标, 分值, 得分."""
    actual, target, weight = (fact.value.number if fact else None for fact in (row.actual, row.target, row.weight))
    return actual is not None and actual == weight and actual != target


@check(name="grade-outside-band", severity=Severity.ERROR, category=Category.FORMS)
def grade_fits_score(audit: Audit) -> Iterator[Note]:
    """评价等级应与总分所在的等级区间一致.

    报告自己写明等级区间的按报告；只用“优、良、中、差”的按财预〔2020〕10号（90、80、60分）；其他等级没有公认区间，不核对。
    """
    for form in audit.report.forms:
        total, grade = operand(form.total), form.grade
        if total is None or form.total is None or grade is None or not grade.value.text:
            continue
        bands = _bands(audit.report.grade_scale, label_of(grade.value.text))
        band = next((band for band in bands if band.name == label_of(grade.value.text)), None)
        if band is None or _inside(total.number, band, bands):
            continue
        message = f"{form_name(form)}总分为{cited(form.total)}，等级为“{grade.value.text}”，该等级的区间是{band.low}至{band.high}分。"
        yield Note(
            (form.total.locator, grade.locator),
            form_name(form),
            message,
            expected=f"{band.low}—{band.high}",
            actual=form.total.value.text,
            facts=(form.total.id, grade.id),
            certain=certain([form.total, grade]),
        )


def _bands(scale: GradeScale | None, grade: str) -> tuple[GradeBand, ...]:
    return scale.bands if scale else next((known for names, known in KNOWN_SCALES if grade in names), ())


def _inside(number: Decimal, band: GradeBand, bands: Sequence[GradeBand]) -> bool:
    """A score on the border of two bands belongs to the higher one."""
    high = Decimal(band.high or "100")
    shared = any(Decimal(other.low) == high for other in bands if other is not band)
    return Decimal(band.low) <= number < high or (number == high and not shared)
