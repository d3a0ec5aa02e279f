"""The page of one department, in the order of a citizen's questions."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from site_builder.model.chart import DrawnChart, DrawnCharts
from site_builder.model.config import SiteConfig
from site_builder.model.output import Page, PageExtras
from site_builder.model.site import Department, DepartmentSummary, ReportAnalysis, ReportSummary
from site_builder.pages.chart_views import ChartView, chart_views
from site_builder.pages.downloads import DownloadView, download_views
from site_builder.pages.findings import (
    MISSING_CHECK,
    ChecklistView,
    FindingView,
    RuleLinks,
    checklist_views,
    counts_text,
    finding_view,
    sort_findings,
)
from site_builder.pages.key_figures import KeyFigureView, is_plan, key_figure_views
from site_builder.pages.layout import Layout, Link, build_layout
from site_builder.pages.project_rows import ProjectRow, by_money, project_rows
from site_builder.pages.search_entries import department_entry
from site_builder.pages.summary import Answer, answers, audit_sentence, findings_of_files, largest_in_chart
from site_builder.pages.values import FactPlaces, FactShower
from site_builder.pages.year_tables import YearTable, year_tables
from site_builder.paths import relative

SHOWN_FINDINGS = 6
SHOWN_MISSING = 8
MOST_FIGURES = 6
PROJECT_CHARTS = frozenset({"budget-execution", "execution-rate", "grades", "self-grade"})
"""Charts that answer how the projects did; the others say where money came from and went."""


@dataclass(frozen=True, slots=True)
class ReportCard:
    """One report as the department's page lists it."""

    title: str
    href: str
    kind: str
    year: str
    scope: str
    date: str
    source_href: str
    findings: str


@dataclass(frozen=True, slots=True)
class ReportChecklist:
    """The completeness of one report: `done` of `due` required items are there."""

    title: str
    href: str
    done: int
    due: int
    items: tuple[ChecklistView, ...]
    missing: str


@dataclass(frozen=True, slots=True)
class DepartmentPage:
    """The context of department_page.html; `latest` is the year that the answers on top are about."""

    layout: Layout
    heading: str
    region: str
    latest: str
    answers: tuple[Answer, ...]
    sources: tuple[Link, ...]
    audit: str
    key_figures: tuple[tuple[str, bool, tuple[KeyFigureView, ...]], ...]
    charts: tuple[ChartView, ...]
    project_charts: tuple[ChartView, ...]
    year_charts: tuple[ChartView, ...]
    projects: tuple[ProjectRow, ...]
    grades: tuple[str, ...]
    project_years: tuple[str, ...]
    findings: tuple[FindingView, ...]
    more_findings: tuple[Link, ...]
    checklists: tuple[ReportChecklist, ...]
    years: tuple[YearTable, ...]
    reports: tuple[ReportCard, ...]
    downloads: tuple[DownloadView, ...]


def department_page(
    department: Department,
    analyses: tuple[tuple[ReportAnalysis, ReportSummary], ...],
    charts: DrawnCharts,
    config: SiteConfig,
    extras: PageExtras,
) -> Page:
    """Return the department's page; `analyses` are its reports, the newest first."""
    about = department.summary
    path = f"{about.path}index.html"
    latest = about.years[0] if about.years else None
    newest = tuple(pair for pair in analyses if pair[1].year == latest)
    drawn = _charts(about, newest, charts)
    layout = _layout(path, about, latest, config, extras.json_ld_of(about.path), bool(drawn))
    views = chart_views(drawn, path, FactPlaces(path, ((s.source_path, a.report.facts) for a, s in analyses)))
    findings, more = _findings(path, analyses, RuleLinks(layout.root, extras.rules))
    rows = _projects(path, analyses)
    page = DepartmentPage(
        layout=layout,
        heading=about.name,
        region=" · ".join(part for part in about.region if part),
        latest=str(latest or ""),
        answers=answers(_told(path, report, analysis, charts) for analysis, report in newest),
        sources=tuple(_source_link(path, report) for _, report in newest),
        audit=audit_sentence(
            (finding for analysis, _ in newest for finding in analysis.findings),
            findings_of_files(department.sources, (report.source for _, report in newest)),
        ),
        key_figures=_key_figures(path, newest),
        charts=tuple(view for view in views if view.name not in PROJECT_CHARTS and not _is_of_years(view)),
        year_charts=tuple(view for view in views if _is_of_years(view)),
        project_charts=tuple(view for view in views if view.name in PROJECT_CHARTS),
        projects=rows,
        grades=tuple(dict.fromkeys(row.grade_text for row in rows if row.grade_text)),
        project_years=tuple(dict.fromkeys(row.year for row in rows if row.year)),
        findings=findings,
        more_findings=more,
        checklists=tuple(_checklist(path, analysis, report) for analysis, report in newest if analysis.checklist),
        years=year_tables(path, about.reports),
        reports=tuple(_card(path, report) for _, report in analyses),
        downloads=download_views(extras.downloads_of(about.path), path),
    )
    return Page(path, "department_page.html", page, department_entry(path, about))


def _layout(
    path: str, about: DepartmentSummary, latest: int | None, config: SiteConfig, json_ld: str, charts: bool
) -> Layout:
    year = f"{latest} 年" if latest else ""
    return build_layout(
        path,
        about.name,
        config,
        section="home",
        description=f"{about.name}{year}花了多少钱、花在哪里、效果如何：预算、决算与绩效自评",
        json_ld=json_ld,
        charts=charts,
    )


def _charts(
    about: DepartmentSummary, newest: tuple[tuple[ReportAnalysis, ReportSummary], ...], charts: DrawnCharts
) -> tuple[DrawnChart, ...]:
    """Return the department's own charts, then those of its newest reports that are not yet among them."""
    chosen = {drawn.chart.name: drawn for drawn in charts.of(about.path)}
    for analysis, _ in newest:
        for drawn in charts.of(analysis.path):
            chosen.setdefault(drawn.chart.name, drawn)
    return tuple(chosen.values())


def _is_of_years(view: ChartView) -> bool:
    return view.name.startswith("years-")


def _told(
    path: str, report: ReportSummary, analysis: ReportAnalysis, charts: DrawnCharts
) -> tuple[ReportSummary, FactShower, Markup]:
    shower = FactShower(path, report.source_path)
    return report, shower, largest_in_chart(charts.of(analysis.path), analysis.report, shower)


def _source_link(path: str, report: ReportSummary) -> Link:
    return Link(report.kind_title or report.title, relative(path, report.path))


def _key_figures(
    path: str, newest: tuple[tuple[ReportAnalysis, ReportSummary], ...]
) -> tuple[tuple[str, bool, tuple[KeyFigureView, ...]], ...]:
    """Return figures under their report's kind, and whether it is a plan: kinds are never mixed."""
    return tuple(
        (
            report.kind_title,
            is_plan(report),
            key_figure_views(report, FactShower(path, report.source_path), MOST_FIGURES),
        )
        for _, report in newest
        if report.key_figures
    )


def _projects(path: str, analyses: tuple[tuple[ReportAnalysis, ReportSummary], ...]) -> tuple[ProjectRow, ...]:
    """Return the projects year by year, those with most money first, those without any in their order at the end."""
    return tuple(
        row
        for _, report in analyses
        for shower in (FactShower(path, report.source_path),)
        for row in by_money(project_rows(path, ((project, shower) for project in report.projects)))
    )


def _findings(
    path: str, analyses: tuple[tuple[ReportAnalysis, ReportSummary], ...], rules: RuleLinks
) -> tuple[tuple[FindingView, ...], tuple[Link, ...]]:
    """Return the gravest findings over all reports, hints left to the reports' own pages, and where the others are.

    What should have been published and was not stands in the list of required items.
    """
    showers = {report.source: FactShower(path, report.source_path) for _, report in analyses}
    every = tuple(found for analysis, _ in analyses for found in analysis.findings if found.check != MISSING_CHECK)
    found = sort_findings(every)
    chosen = ([finding for finding in found if finding.severity != "info"] or list(found))[:SHOWN_FINDINGS]
    views = tuple(
        finding_view(number, finding, showers[finding.source], rules) for number, finding in enumerate(chosen, 1)
    )
    rest = [(report, len(set(analysis.findings) - set(chosen))) for analysis, report in analyses]
    more = tuple(
        Link(f"{report.title}（{count} 条）", relative(path, f"{report.path}#findings"))
        for report, count in rest
        if count
    )
    return views, more if len(found) > len(chosen) else ()


def _checklist(path: str, analysis: ReportAnalysis, report: ReportSummary) -> ReportChecklist:
    items = checklist_views(analysis.checklist, FactShower(path, report.source_path))
    due = [item for item in items if item.state != "not-applicable"]
    done = sum(1 for item in due if item.state in ("present", "declared-empty"))
    missing = [item.title for item in due if item.state == "missing"]
    more = f"等 {len(missing)} 项" if len(missing) > SHOWN_MISSING else ""
    shown = "、".join(missing[:SHOWN_MISSING]) + more
    return ReportChecklist(report.title, relative(path, report.path), done, len(due), items, shown)


def _card(path: str, report: ReportSummary) -> ReportCard:
    return ReportCard(
        title=report.title,
        href=relative(path, report.path),
        kind=report.kind_title,
        year=str(report.year or "年度不详"),
        scope=report.scope,
        date=report.date,
        source_href=relative(path, report.source_path),
        findings=counts_text(report.errors, report.warnings) or "未发现不一致",
    )
