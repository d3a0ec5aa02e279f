"""Execution rate of each project: how much of its budget was spent."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from site_builder.charts.bars import Bar, Bars, bar_chart
from site_builder.charts.registry import report_chart
from site_builder.charts.words import derived_cell, number_of, plot_text, rate_text
from site_builder.figures import Derived, project_rate
from site_builder.model.chart import Chart, ChartCell
from site_builder.model.report import Fact, Project, Report

DRAWN = 15
FULL = Decimal(100)
HALF = Decimal(50)
Rated = tuple[Project, Fact | Derived, Decimal]


@report_chart
def execution_rate(report: Report) -> Iterator[Chart]:
    """Yield the chart of project execution rates, lowest first."""
    rated = sorted(rated_projects(report), key=lambda item: item[2])
    if len(rated) < 2:
        return
    drawn = rated[:DRAWN]
    bars = Bars(
        tuple(project.name for project, _, _ in drawn),
        (("执行率", tuple(Bar(number, _label(value, number)) for _, value, number in drawn)),),
        mark=FULL,
        axis_suffix="%",
    )
    year = f"{report.year} 年" if report.year else ""
    yield bar_chart(
        "execution-rate",
        f"{year}各项目预算执行率（%）",
        _sentence(rated),
        bars,
        ("项目", "执行率（%）", "怎么来的"),
        tuple((ChartCell(project.name), derived_cell(value, "%"), _origin(value)) for project, value, _ in rated),
        _note(rated),
    )


def rated_projects(report: Report) -> list[Rated]:
    """Return the projects with an execution rate, published or computed, with its number in percent."""
    found = ((project, project_rate(project)) for project in report.projects)
    pairs = ((project, value, number_of(value)) for project, value in found if value is not None)
    return [(project, value, number) for project, value, number in pairs if number is not None]


def _label(value: Fact | Derived, number: Decimal) -> str:
    return plot_text(rate_text(number) + ("" if value.certain else "?"))


def _origin(value: Fact | Derived) -> ChartCell:
    return ChartCell(value.formula if isinstance(value, Derived) else "原文公布")


def _sentence(rated: list[Rated]) -> str:
    full = sum(1 for _, _, number in rated if number >= FULL)
    low = sum(1 for _, _, number in rated if number < HALF)
    text = f"{len(rated)} 个项目有执行率，其中 {full} 个用完了预算，{low} 个不到一半"
    project, _, number = rated[0]
    return f"{text}；最低的是“{project.name}”，{rate_text(number)}。"


def _note(rated: list[Rated]) -> str:
    mark = "虚线是 100%。" if any(number > FULL for _, _, number in rated[:DRAWN]) else ""
    more = f"图中只画执行率最低的 {DRAWN} 个，全部 {len(rated)} 个项目见数据表。" if len(rated) > DRAWN else ""
    return mark + more
