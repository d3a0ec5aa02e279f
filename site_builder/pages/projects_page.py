"""Execution against self-grade: all projects in one chart and table; by region when they are many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from site_builder.model.chart import DrawnCharts
from site_builder.model.config import SiteConfig
from site_builder.model.output import Page, PagePlan
from site_builder.model.report import Fact
from site_builder.model.site import DepartmentOutline, DepartmentSummary, SiteSummary
from site_builder.pages.chart_views import ChartView, chart_views
from site_builder.pages.layout import Layout, Link, build_layout
from site_builder.pages.project_rows import ProjectRow, by_money, project_rows
from site_builder.pages.regions import Share, every_share, part_links, split_departments
from site_builder.pages.search_entries import plain_entry
from site_builder.pages.values import FactPlaces, FactShower

MOST_ROWS = 600
"""Rows of one table: about 55 KB compressed."""


@dataclass(frozen=True, slots=True)
class ProjectsPage:
    """The context of projects_page.html: `parts` lead to regions when one table would be too long."""

    layout: Layout
    heading: str
    count: int
    charts: tuple[ChartView, ...]
    projects: tuple[ProjectRow, ...]
    years: tuple[str, ...]
    grades: tuple[str, ...]
    parts: tuple[Link, ...]


def projects_pages(summary: SiteSummary, charts: DrawnCharts, config: SiteConfig) -> Iterator[Page | PagePlan]:
    """Yield projects/index.html and, when there are many projects, a page for each region."""
    path = "projects/index.html"
    shares = split_departments(summary.outlines, MOST_ROWS, count_projects, pack=True)
    split = bool(shares[0].folder)
    parts = part_links(path, "projects/", shares, _note) if split else ()
    drawn = charts.of("")
    places = FactPlaces(path, _project_facts(summary)) if drawn else FactPlaces(path, ())
    rows = () if split else _rows(path, summary.departments)
    layout = _layout(path, "项目成效", config, (), charts=bool(drawn))
    page = _context(layout, _count(summary.outlines), chart_views(drawn, path, places), rows, parts)
    yield Page(path, "projects_page.html", page, plain_entry(path, "项目成效"))
    if split:
        yield from (_share_plan(share, summary, config) for share in every_share(shares))


def _share_plan(share: Share, summary: SiteSummary, config: SiteConfig) -> PagePlan:
    path = f"projects/{share.folder}index.html"

    def make() -> Page:
        crumbs = share.crumbs("projects/", "项目成效")
        layout = _layout(path, f"项目成效：{share.title}", config, crumbs, charts=False)
        rows = () if share.parts else _rows(path, summary.of(share.departments))
        links = part_links(path, "projects/", share.parts, _note)
        return Page(path, "projects_page.html", _context(layout, _count(share.departments), (), rows, links))

    return PagePlan(path, (str(_count(share.departments)), *share.versions), make)


def _note(share: Share) -> str:
    return f"{_count(share.departments)} 个项目"


def _layout(path: str, title: str, config: SiteConfig, crumbs: tuple[tuple[str, str], ...], *, charts: bool) -> Layout:
    return build_layout(
        path,
        title,
        config,
        section="projects",
        description="每个项目的预算、实际支出、执行率和自评得分放在一起看",
        crumbs=crumbs,
        charts=charts,
    )


def _context(
    layout: Layout, count: int, charts: tuple[ChartView, ...], rows: tuple[ProjectRow, ...], parts: tuple[Link, ...]
) -> ProjectsPage:
    return ProjectsPage(
        layout=layout,
        heading=layout.title,
        count=count,
        charts=charts,
        projects=rows,
        years=tuple(sorted({row.year for row in rows if row.year}, reverse=True)),
        grades=tuple(dict.fromkeys(row.grade_text for row in rows if row.grade_text)),
        parts=parts,
    )


def count_projects(department: DepartmentOutline) -> int:
    """Return how many projects a department's reports list."""
    return department.projects


def _count(departments: Iterable[DepartmentOutline]) -> int:
    return sum(map(count_projects, departments))


def _rows(path: str, departments: Iterable[DepartmentSummary]) -> tuple[ProjectRow, ...]:
    """Return all projects, those with most money first."""
    rows = (
        row
        for department in departments
        for report in department.reports
        for shower in (FactShower(path, report.source_path),)
        for row in project_rows(path, ((project, shower) for project in report.projects), department)
    )
    return tuple(by_money(tuple(rows)))


def _project_facts(summary: SiteSummary) -> Iterator[tuple[str, tuple[Fact, ...]]]:
    for department in summary.of(outline for outline in summary.outlines if outline.projects):
        for report in department.reports:
            for project in report.projects:
                fields = (project.budget, project.executed, project.execution_rate, project.score)
                yield report.source_path, tuple(fact for fact in fields if fact)
