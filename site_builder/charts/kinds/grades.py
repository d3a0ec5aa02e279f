"""Distribution of self-evaluation grades: as the report states it, else counted from its forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from site_builder.charts.bars import Bar, Bars, bar_chart
from site_builder.charts.registry import report_chart
from site_builder.charts.words import cell, plot_text
from site_builder.figures import is_number
from site_builder.model.chart import Chart, ChartCell
from site_builder.model.report import Fact, Report
from site_builder.model.value import Status
from site_builder.numbers import find_numbers

WORDS = ("优秀", "优", "良好", "良", "合格", "中", "一般", "不合格", "较差", "差")
"""Grades from best to worst over the known scales (handbook §3); bands and unknown words keep the report's order."""
_PREFIX = re.compile(r"^(?:等级|分数|得分|评价)?(?:分布|数量|个数|等级)[::：]?")


@dataclass(frozen=True, slots=True)
class Count:
    """How many projects have a grade; `fact` when the report itself states it."""

    grade: str
    number: Decimal
    fact: Fact | None = None


@report_chart
def grades(report: Report) -> Iterator[Chart]:
    """Yield the chart of grades when at least one project has one."""
    counts = _stated(report) or _counted(report)
    total = sum((count.number for count in counts), Decimal(0))
    if total < 2:
        return
    stated = counts[0].fact is not None
    bars = Bars(
        tuple(count.grade for count in counts),
        (("项目数", tuple(Bar(count.number, f"{count.number:f}") for count in counts)),),
        whole=True,
    )
    yield bar_chart(
        "grades",
        f"{f'{report.year} 年' if report.year else ''}自评等级分布（项目个数）",
        _sentence(counts, total, stated),
        bars,
        ("等级", "项目个数"),
        tuple((ChartCell(count.grade), _cell(count)) for count in counts),
        "" if stated else "个数由本站按各项目的自评等级数出。",
    )


def _stated(report: Report) -> list[Count]:
    facts = [fact for fact in report.grade_counts if is_number(fact) and fact.value.number is not None]
    counts = {_grade(fact): Count(_grade(fact), fact.value.number or Decimal(0), fact) for fact in reversed(facts)}
    return _in_order(list(reversed(counts.values())))


def _grade(fact: Fact) -> str:
    return _PREFIX.sub("", fact.item) or fact.subject


def _counted(report: Report) -> list[Count]:
    counts: dict[str, int] = {}
    for project in report.projects:
        if project.grade is not None and project.grade.value.status is Status.TEXT:
            word = plot_text(project.grade.value.text)
            counts[word] = counts.get(word, 0) + 1
    return _in_order([Count(word, Decimal(number)) for word, number in counts.items()])


def _in_order(counts: list[Count]) -> list[Count]:
    return sorted(counts, key=lambda count: _rank(count.grade))


def _rank(grade: str) -> tuple[int, Decimal]:
    """Words from best to worst; score bands (90分以上, 60至90分, 60分以下) from high to low."""
    if grade in WORDS:
        return WORDS.index(grade), Decimal(0)
    bounds = [found.number for found in find_numbers(grade)]
    if not bounds:
        return len(WORDS), Decimal(0)
    below = any(word in grade for word in ("以下", "低于", "不足", "小于"))
    return len(WORDS), -(min(bounds) - (Decimal("0.5") if below else 0))


def _cell(count: Count) -> ChartCell:
    return cell(count.fact, count.fact.value.unit) if count.fact else ChartCell(f"{count.number:f}", numeric=True)


def _sentence(counts: list[Count], total: Decimal, stated: bool) -> str:
    parts = "，".join(f"{count.grade} {count.number:f} 个" for count in counts)
    who = "报告写明，" if stated else ""
    return f"{who}{total:f} 个项目的自评结果：{parts}。"
