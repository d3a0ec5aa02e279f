"""Amounts of single projects against the stated total and against their own sources (F15, F16)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from site_builder.checks.arithmetic import operand, operands
from site_builder.checks.audit import Audit
from site_builder.checks.counts import project_forms, stated_numbers
from site_builder.checks.form_fields import total_money
from site_builder.checks.places import cited, place, plain
from site_builder.checks.registry import Category, Note, check
from site_builder.checks.sums import sum_note
from site_builder.figures import label_of
from site_builder.model.finding import Severity
from site_builder.model.report import Fact, Project
from site_builder.text import fold

AMOUNT_ITEMS = re.compile(
    r"^(?:项目资金|项目支出|支出|资金|金额|项目金额|预算资金|预算数|全年预算数|实际支出|支出决算)$"
)
TOTAL_ITEMS = frozenset({"项目资金", "项目支出", "项目支出总计"})
MIN_NAME = 8
_SOURCE = re.compile(r"(?:中央|省级|市级|县级|区级|上级|本级|地方)(?:财政)?(?:配套)?(?:资金|补助|配套)?$")
_LEVEL = re.compile(r"^(?:中央|省级|市级|县级|区级|上级|本级)(?:财政)?(?:配套|补助)资金$")


@check(name="project-amounts-differ-from-total", severity=Severity.ERROR, category=Category.COUNTS)
def amounts_make_total(audit: Audit) -> Iterator[Note]:
    """各项目金额相加应等于文字写明的项目资金总额.

    列出的项目（或自评表的全年执行数）之和应等于总额；有项目没有列出、没有写明金额或自评表损坏时只作提醒。
    """
    total = _stated_total(audit)
    amounts = _executed(audit) or [fact for project in audit.report.projects if (fact := told_amount(audit, project))]
    known = operands(amounts)
    whole = operand(total)
    listed = len(project_forms(audit)) or len(audit.report.projects)
    if whole is None or total is None or len(known) < 3 or len(known) * 4 < listed * 3:
        return
    computed = sum((item.number for item in known), Decimal(0))
    if abs(whole.number - computed) <= whole.room + sum((item.room for item in known), Decimal(0)):
        return
    factor = whole.number / total.value.number if total.value.number else Decimal(1)
    gap, unit = (whole.number - computed) / factor, total.value.unit
    whole_list = not project_forms(audit) and len(known) == listed and total.locator in _count_places(audit, listed)
    hint = "" if whole_list else "；可能有项目没有列出、没有写明金额或自评表已损坏"
    message = (
        f"数字不一致：文字写项目资金{cited(total)}，{len(known)}个项目的金额相加为{plain(computed / factor)}{unit}，"
        f"相差{plain(abs(gap))}{unit}{hint}。"
    )
    yield Note(
        (total.locator, *(item.fact.locator for item in known)),
        audit.report.department,
        message,
        expected=plain(computed / factor),
        actual=total.value.text,
        difference=plain(gap),
        facts=(total.id, *(item.fact.id for item in known)),
        severity=None if whole_list else Severity.WARNING,
    )


def _stated_total(audit: Audit) -> Fact | None:
    """The total of the projects' funds: beside the number of projects where it stands there."""
    wanted = [fact for fact in audit.report.summary if fact.item in TOTAL_ITEMS and fact.value.number]
    beside = _count_places(audit)
    return next((fact for fact in wanted if fact.locator in beside), None) or next(iter(wanted), None)


def _count_places(audit: Audit, number: int | None = None) -> set[str]:
    """Where the text states how many projects there are (that number of them, when given)."""
    return {fact.locator for told, facts, _ in stated_numbers(audit) if number in (None, told) for fact in facts}


def _executed(audit: Audit) -> list[Fact]:
    rows = [total_money(form) for form in project_forms(audit)]
    return [fact for row in rows if row is not None and (fact := row.get("executed")) is not None]


def main_amount(project: Project) -> Fact | None:
    """Return a prose project's own amount of money, not a standard per head nor the total of several projects."""
    own = [fact for fact in project.money if AMOUNT_ITEMS.match(label_of(fact.item)) and fact.value.number]
    return own[0] if own else None


def told_amount(audit: Audit, project: Project) -> Fact | None:
    """Return a project's amount, from where the text describes it again under nearly its name if not in its own place."""
    own = main_amount(project)
    if own is not None or project.form is not None:
        return own
    others = {other.name for other in audit.report.projects}
    elsewhere = (
        fact
        for fact in audit.report.facts
        if AMOUNT_ITEMS.match(label_of(fact.item)) and fact.value.number and fact.subject not in others
    )
    return next((fact for fact in elsewhere if _same_name(fact.subject, project.name)), None)


def _same_name(one: str, other: str) -> bool:
    """Whether one name is the other with a word more (…农房保险 and …农房保险服务)."""
    first, second = sorted((fold(one), fold(other)), key=len)
    return len(first) >= MIN_NAME and second.startswith(first)


@check(name="project-without-amount", severity=Severity.WARNING, category=Category.COUNTS)
def projects_have_amounts(audit: Audit) -> Iterator[Note]:
    """逐项列出的项目应写明金额.

    多数项目写明了资金，少数没有写明的，列出来供补充。
    """
    projects = [project for project in audit.report.projects if project.form is None]
    without = [project for project in projects if told_amount(audit, project) is None]
    if len(projects) < 3 or len(without) * 2 >= len(projects):
        return
    for project in without:
        message = (
            f"项目“{project.name}”（{place(project.locator)}）没有写明金额；同一报告{len(projects)}个项目中有"
            f"{len(projects) - len(without)}个写明了金额。"
        )
        yield Note((project.locator,), project.name, message)


@check(name="funding-sources-differ-from-project-total", severity=Severity.ERROR, category=Category.COUNTS)
def sources_make_project_total(audit: Audit) -> Iterator[Note]:
    """同一项目各级资金之和应等于项目总资金.

    同一项目按中央、省、市、县资金分列，又写明项目总资金的，各级之和应等于总资金。
    """
    groups: dict[str, list[Project]] = {}
    for project in audit.report.projects:
        groups.setdefault(_SOURCE.sub("", project.name), []).append(project)
    for name, members in groups.items():
        note = _sources_note(name, members)
        if note:
            yield note


def _sources_note(name: str, members: Sequence[Project]) -> Note | None:
    totals = [fact for member in members for fact in member.money if label_of(fact.item) == "项目总资金"]
    parts = [fact for member in members if (fact := main_amount(member))]
    if len(members) < 2 or len(parts) != len(members) or not totals:
        return None
    if len({fact.value.number for fact in totals}) != 1:
        return None
    total, known = operand(totals[0]), operands(parts)
    computed = sum((item.number for item in known), Decimal(0))
    if total is None or abs(total.number - computed) <= total.room + sum((item.room for item in known), Decimal(0)):
        return None
    factor = total.number / (totals[0].value.number or Decimal(1))
    listed = "、".join(cited(fact) for fact in parts)
    message = (
        f"数字不一致：“{name}”项目总资金为{cited(totals[0])}，各级资金{listed}相加为{plain(computed / factor)}"
        f"{totals[0].value.unit}，相差{plain(abs(total.number - computed) / factor)}{totals[0].value.unit}。"
    )
    return Note(
        tuple(fact.locator for fact in (*totals, *parts)),
        name,
        message,
        expected=plain(computed / factor),
        actual=totals[0].value.text,
        difference=plain((total.number - computed) / factor),
        facts=tuple(fact.id for fact in (*totals, *parts)),
    )


@check(name="project-funding-differs", severity=Severity.ERROR, category=Category.COUNTS)
def levels_make_project_funds(audit: Audit) -> Iterator[Note]:
    """项目资金应等于上级和本级资金之和.

    同一项目的说明写明上级配套和本级配套的，两者之和应等于项目资金。
    """
    for project in audit.report.projects:
        parts = {label_of(fact.item): fact for fact in project.money if _LEVEL.match(label_of(fact.item))}
        total = main_amount(project)
        if project.form is None and len(parts) > 1 and total is not None and label_of(total.item) == "项目资金":
            note = sum_note(project.name, total, list(parts.values()), f"“{project.name}”项目资金应等于各级资金之和")
            if note:
                yield note
