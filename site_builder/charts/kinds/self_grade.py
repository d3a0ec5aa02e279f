"""Execution against self-evaluation: two published facts a project, side by side, without a conclusion."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from site_builder.charts import style
from site_builder.charts.registry import department_chart, report_chart, site_chart
from site_builder.charts.scatter import HEIGHT, MOST_MARKS, NARROW_HEIGHT, lowest_score, scatter_option
from site_builder.charts.words import cell as fact_cell
from site_builder.charts.words import derived_cell, number_of
from site_builder.figures import Derived, derive_rate, is_number, project_rate
from site_builder.model.chart import Chart, ChartCell
from site_builder.model.report import Fact, Report
from site_builder.model.site import Department, ProjectSummary, SiteSummary

HIGH_SCORE = Decimal(90)
LOW_RATE = Decimal(50)
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Graded:
    """A project with both numbers."""

    name: str
    department: str
    year: int | None
    rate: Fact | Derived
    score: Fact


@report_chart
def of_report(report: Report) -> Iterator[Chart]:
    """Yield the chart of one report's projects."""
    found = ((project, project_rate(project)) for project in report.projects)
    graded = [
        Graded(project.name, report.department, report.year, rate, project.score)
        for project, rate in found
        if rate is not None and project.score is not None and is_number(project.score)
    ]
    yield from _chart(graded, f"{report.year} 年" if report.year else "", departments=False)


@department_chart
def of_department(department: Department) -> Iterator[Chart]:
    """Yield the chart of all projects of a department, over its years."""
    projects = [project for report in department.summary.reports for project in report.projects]
    yield from _chart(_graded(projects), _years(projects), departments=False)


@site_chart
def of_site(summary: SiteSummary) -> Iterator[Chart]:
    """Yield the chart of all projects of the site."""
    reports = (report for department in summary.departments for report in department.reports)
    projects = [project for report in reports for project in report.projects]
    yield from _chart(_graded(projects), _years(projects), departments=True)


def _graded(projects: Iterable[ProjectSummary]) -> list[Graded]:
    found = []
    for project in projects:
        rate = project.execution_rate if is_number(project.execution_rate) else None
        value = rate or derive_rate(project.budget, project.executed)
        if value is not None and project.score is not None and is_number(project.score):
            found.append(Graded(project.name, project.department, project.year, value, project.score))
    return found


def _years(projects: list[ProjectSummary]) -> str:
    years = sorted({project.year for project in projects if project.year})
    if not years:
        return ""
    return f"{years[0]} 年" if len(years) == 1 else f"{years[0]}—{years[-1]} 年"


def _chart(graded: list[Graded], years: str, *, departments: bool) -> Iterator[Chart]:
    points = [(item.name, _number(item.rate), _number(item.score)) for item in graded]
    if len(points) < FEWEST:
        return
    heads = (("部门",) if departments else ()) + ("执行率（%）", "自评得分（分）")
    many = len(points) > MOST_MARKS
    yield Chart(
        name="self-grade",
        title=f"{years}项目预算执行率（%）与自评得分（分）",
        summary=_sentence(points),
        option=scatter_option(points, narrow=False),
        columns=("执行率区间", "项目个数") if many else ("项目", *heads),
        rows=_bands(points) if many else tuple(_row(item, departments) for item in graded),
        narrow_option=scatter_option(points, narrow=True),
        width=style.WIDE,
        height=HEIGHT,
        narrow_height=NARROW_HEIGHT,
        note=_note(many, lowest_score(points)),
    )


def _note(many: bool, lowest: int) -> str:
    marks = "圆越大，项目越多" if many else "每个点是一个项目，两个数都相同的合成一个并标出个数"
    start = f"；纵轴从 {lowest} 分起" if lowest else ""
    return f"{marks}{start}；得分由各部门自己评定。"


def _number(value: Fact | Derived) -> Decimal:
    return number_of(value) or Decimal(0)


def _row(item: Graded, departments: bool) -> tuple[ChartCell, ...]:
    place = (ChartCell(item.department),) if departments else ()
    return (ChartCell(item.name), *place, derived_cell(item.rate, "%"), fact_cell(item.score, "分"))


def _bands(points: list[tuple[str, Decimal, Decimal]]) -> tuple[tuple[ChartCell, ...], ...]:
    counts: dict[int, int] = {}
    for _, rate, _ in points:
        band = min(int(rate) // 10 * 10, 100)
        counts[band] = counts.get(band, 0) + 1
    return tuple(
        (ChartCell("100% 及以上" if band == 100 else f"{band}%—{band + 10}%"), ChartCell(str(count), numeric=True))
        for band, count in sorted(counts.items())
    )


def _sentence(points: list[tuple[str, Decimal, Decimal]]) -> str:
    high = sum(1 for _, _, score in points if score >= HIGH_SCORE)
    low = sum(1 for _, rate, _ in points if rate < LOW_RATE)
    both = sum(1 for _, rate, score in points if rate < LOW_RATE and score >= HIGH_SCORE)
    return (
        f"{len(points)} 个项目同时公布了执行率和自评得分：{high} 个得分在 90 分以上，{low} 个执行率不到 50%，"
        f"{both} 个两样都是。"
    )
