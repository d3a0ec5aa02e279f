"""Indicators whose target points the wrong way, and units unlike their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from site_builder.checks.audit import Audit
from site_builder.checks.form_fields import form_name, goal_value
from site_builder.checks.places import cited
from site_builder.checks.registry import Category, Note, check
from site_builder.model.finding import Severity
from site_builder.model.report import Fact, Indicator
from site_builder.text import fold

FULL = Decimal(100)
HALF = Decimal(50)
_FEWER = re.compile(r"(?:下降|降低|减少|压减|节约)率$")
_BAD = re.compile(
    r"(?:事故|事故发生|出险|死亡|伤亡|投诉|差错|失误|返工|逾期|违约|流失|复发|发案|故障|差评|不合格|事故率)率$"
)
_GOOD = re.compile(r"(?:完成|合格|达标|覆盖|及时|知晓|整改|到位|准确|通过|验收|满意|成活|就业|巩固)(?:率|度)$")
_UNLIKE = (
    (re.compile(r"(?:次数|场次|频次)$"), frozenset({"人", "家", "户", "%", "元", "万元", "平方米"})),
    (re.compile(r"(?:人数|人员数量)$"), frozenset({"次", "家", "%", "元", "万元", "公里", "台"})),
    (re.compile(r"(?:户数|家数)$"), frozenset({"次", "人", "%", "元", "万元"})),
    (re.compile(r"(?:个数|数量|台数|人次)$"), frozenset({"%"})),
)


def _indicators(audit: Audit) -> Iterator[tuple[str, Indicator]]:
    """Yield how messages call the owner, and its indicator: those of forms and of projects told in prose."""
    for form in audit.report.forms:
        yield from ((form_name(form), row) for row in form.indicators)
    for project in audit.report.projects:
        if project.form is None:
            yield from ((f"项目“{project.name}”", row) for row in project.indicators)


@check(name="target-direction-reversed", severity=Severity.WARNING, category=Category.SENSE)
def targets_point_the_right_way(audit: Audit) -> Iterator[Note]:
    """指标的目标应与指标的好坏方向一致.

    “下降率在10%以内”“投诉率达到90%”一类的目标，方向写反时越差越达标。
    """
    for owner, row in _indicators(audit):
        goal = goal_value(row)
        words = _reversed(fold(row.name), goal) if goal is not None and goal.value.unit == "%" else ""
        if goal is not None and words:
            message = f"{owner}指标“{row.name}”的目标写成{cited(goal)}，{words}，需要核对方向。"
            yield Note((row.locator, goal.locator), owner, message, "", goal.value.text, facts=(goal.id,))


def _reversed(name: str, goal: Fact) -> str:
    number, sign = goal.value.number or Decimal(0), goal.value.comparator
    if _FEWER.search(name) and sign in ("≤", "<"):
        return "下降越少越达标"
    if _BAD.search(name) and (sign in ("≥", ">") or (sign in ("", "=") and number >= HALF)):
        return "该类比率一般越低越好"
    if _GOOD.search(name) and sign in ("≤", "<") and number < FULL:
        return "该类比率一般越高越好"
    return ""


@check(name="unit-unlike-name", severity=Severity.ERROR, category=Category.SENSE)
def units_fit_names(audit: Audit) -> Iterator[Note]:
    """指标的计量单位应与指标名称相符.

    人数、次数、数量等指标不应以百分比计量，次数不应以“人”计量；可能是相邻行的数值错位。
    """
    for owner, row in _indicators(audit):
        goal = goal_value(row)
        name = fold(row.name)
        if goal is None or name in ("数量", "个数"):
            continue
        unlike = any(pattern.search(name) and goal.value.unit in units for pattern, units in _UNLIKE)
        if unlike:
            unit = "百分比" if goal.value.unit == "%" else f"“{goal.value.unit}”"
            message = f"{owner}指标“{row.name}”以{unit}计量：目标{cited(goal)}，名称与单位不符。"
            yield Note((row.locator, goal.locator), owner, message, "", goal.value.text, facts=(goal.id,))
