"""Execution against self-evaluation: two published facts a project, side by side, without a conclusion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from site_builder.charts import style
from site_builder.charts.registry import department_chart, report_chart, site_chart
from site_builder.charts.scatter import (
    HEIGHT,
    MOST_MARKS,
    NARROW_HEIGHT,
    Counts,
    Point,
    count_points,
    lowest_score,
    scatter_option,
)
from site_builder.charts.words import cell as fact_cell
from site_builder.charts.words import derived_cell, number_of
from site_builder.figures import Derived, derive_rate, is_number, project_rate
from site_builder.model.chart import Chart, ChartCell
from site_builder.model.report import Fact, Report
from site_builder.model.site import Department, DepartmentSummary, ProjectSummary, SiteSummary

HIGH_SCORE = 90
LOW_RATE = 50
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
    """Yield the chart of all projects of the site; many are known by their counts only."""
    counts: Counts = Counter({(rate, score): number for rate, score, number in summary.marks})
    if counts.total() > MOST_MARKS:
        years = sorted({year for outline in summary.outlines if outline.projects for year in outline.years})
        yield _many(counts, _span(years))
        return
    if summary.given_outlines is not None and counts.total() < FEWEST:
        return
    departments = summary.of(outline for outline in summary.outlines if outline.projects)
    reports = (report for department in departments for report in department.reports)
    projects = [project for report in reports for project in report.projects]
    yield from _chart(_graded(projects), _years(projects), departments=True)


def project_marks(department: DepartmentSummary) -> Counts:
    """Return how many projects of a department have which execution rate and score, both whole."""
    graded = _graded(project for report in department.reports for project in report.projects)
    return count_points([_point(item) for item in graded])


def _graded(projects: Iterable[ProjectSummary]) -> list[Graded]:
    found = []
    for project in projects:
        rate = project.execution_rate if is_number(project.execution_rate) else None
        value = rate or derive_rate(project.budget, project.executed)
        if value is not None and project.score is not None and is_number(project.score):
            found.append(Graded(project.name, project.department, project.year, value, project.score))
    return found


def _years(projects: list[ProjectSummary]) -> str:
    return _span(sorted({project.year for project in projects if project.year}))


def _span(years: list[int]) -> str:
    if not years:
        return ""
    return f"{years[0]} 年" if len(years) == 1 else f"{years[0]}—{years[-1]} 年"


def _chart(graded: list[Graded], years: str, *, departments: bool) -> Iterator[Chart]:
    points = [_point(item) for item in graded]
    if len(points) < FEWEST:
        return
    counts = count_points(points)
    if len(points) > MOST_MARKS:
        yield _many(counts, years)
        return
    heads = (("部门",) if departments else ()) + ("执行率（%）", "自评得分（分）")
    table = ("项目", *heads), tuple(_row(item, departments) for item in graded)
    yield _drawn(points, counts, years, table, "每个点是一个项目，两个数都相同的合成一个并标出个数")


def _many(counts: Counts, years: str) -> Chart:
    return _drawn([], counts, years, (("执行率区间", "项目个数"), _bands(counts)), "圆越大，项目越多")


Rows = tuple[tuple[ChartCell, ...], ...]


def _drawn(points: list[Point], counts: Counts, years: str, table: tuple[tuple[str, ...], Rows], note: str) -> Chart:
    columns, rows = table
    return Chart(
        name="self-grade",
        title=f"{years}项目预算执行率（%）与自评得分（分）",
        summary=_sentence(counts),
        option=scatter_option(points, counts, narrow=False),
        columns=columns,
        rows=rows,
        narrow_option=scatter_option(points, counts, narrow=True),
        width=style.WIDE,
        height=HEIGHT,
        narrow_height=NARROW_HEIGHT,
        note=f"{note}{_start(counts)}；得分由各部门自己评定。",
    )


def _start(counts: Counts) -> str:
    lowest = lowest_score(counts)
    return f"；纵轴从 {lowest} 分起" if lowest else ""


def _point(item: Graded) -> Point:
    return item.name, _number(item.rate), _number(item.score)


def _number(value: Fact | Derived) -> Decimal:
    return number_of(value) or Decimal(0)


def _row(item: Graded, departments: bool) -> tuple[ChartCell, ...]:
    place = (ChartCell(item.department),) if departments else ()
    return (ChartCell(item.name), *place, derived_cell(item.rate, "%"), fact_cell(item.score, "分"))


def _bands(counts: Counts) -> Rows:
    bands: Counter[int] = Counter()
    for (rate, _), number in counts.items():
        bands[min(rate // 10 * 10, 100)] += number
    return tuple(
        (ChartCell("100% 及以上" if band == 100 else f"{band}%—{band + 10}%"), ChartCell(str(count), numeric=True))
        for band, count in sorted(bands.items())
    )


def _sentence(counts: Counts) -> str:
    high = sum(number for (_, score), number in counts.items() if score >= HIGH_SCORE)
    low = sum(number for (rate, _), number in counts.items() if rate < LOW_RATE)
    both = sum(number for (rate, score), number in counts.items() if rate < LOW_RATE and score >= HIGH_SCORE)
    return (
        f"{counts.total():,} 个项目同时公布了执行率和自评得分：{high:,} 个得分在 90 分以上，{low:,} 个执行率不到 50%，"
        f"{both:,} 个两样都是。"
    )
