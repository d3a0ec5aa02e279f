"""The page of one department, in the order of a citizen's questions."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from site_builder.model.chart import DrawnChart, DrawnCharts
from site_builder.model.config import SiteConfig
from site_builder.model.finding import Finding
from site_builder.model.output import Page, PageExtras
from site_builder.model.site import Department, DepartmentSummary, ReportAnalysis, ReportSummary
from site_builder.pages.chart_views import ChartView, chart_views
from site_builder.pages.downloads import DownloadView, download_views
from site_builder.pages.findings import (
    ChecklistView,
    FindingView,
    RuleLinks,
    checklist_views,
    counts_text,
    finding_view,
    sort_findings,
)
from site_builder.pages.key_figures import KeyFigureView, key_figure_views
from site_builder.pages.layout import Layout, build_layout
from site_builder.pages.project_rows import ProjectRow, project_rows
from site_builder.pages.search_entries import department_entry
from site_builder.pages.summary import audit_sentence, report_sentences
from site_builder.pages.values import FactPlaces, FactShower
from site_builder.paths import relative

SHOWN_FINDINGS = 8
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


@dataclass(frozen=True, slots=True)
class YearTable:
    """The same key figures over the years, for one kind of report: rows are markup cells in the years' order."""

    title: str
    years: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Markup, ...]], ...]


@dataclass(frozen=True, slots=True)
class DepartmentPage:
    """The context of department_page.html; `latest` is the year that the answers on top are about."""

    layout: Layout
    heading: str
    region: str
    latest: str
    sentences: tuple[Markup | str, ...]
    key_figures: tuple[tuple[str, tuple[KeyFigureView, ...]], ...]
    charts: tuple[ChartView, ...]
    project_charts: tuple[ChartView, ...]
    projects: tuple[ProjectRow, ...]
    grades: tuple[str, ...]
    project_years: tuple[str, ...]
    findings: tuple[FindingView, ...]
    more_findings: int
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
        sentences=_sentences(path, about, newest),
        key_figures=_key_figures(path, newest),
        charts=tuple(view for view in views if view.name not in PROJECT_CHARTS),
        project_charts=tuple(view for view in views if view.name in PROJECT_CHARTS),
        projects=rows,
        grades=tuple(dict.fromkeys(row.grade_text for row in rows if row.grade_text)),
        project_years=tuple(dict.fromkeys(row.year for row in rows if row.year)),
        findings=findings,
        more_findings=more,
        checklists=tuple(_checklist(path, analysis, report) for analysis, report in newest if analysis.checklist),
        years=_year_tables(path, about.reports),
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


def _sentences(
    path: str, about: DepartmentSummary, newest: tuple[tuple[ReportAnalysis, ReportSummary], ...]
) -> tuple[Markup | str, ...]:
    if not newest:
        return ("这个部门公开的文件里没有能够识别的年度。",)
    kinds = "、".join(dict.fromkeys(report.kind_title for _, report in newest if report.kind_title))
    sentences: list[Markup | str] = []
    for _, report in newest:
        shower = FactShower(path, report.source_path)
        sentences += [line for line in report_sentences(report, shower) if line not in sentences]
    sentences.sort(key=lambda line: "个项目" in line)  # money first, whichever report it stands in
    sentences.append(f"以上取自这个部门公开的{kinds}。" if sentences else f"这个部门公开了{kinds}。")
    return (*sentences, audit_sentence(finding for analysis, _ in newest for finding in analysis.findings))


def _key_figures(
    path: str, newest: tuple[tuple[ReportAnalysis, ReportSummary], ...]
) -> tuple[tuple[str, tuple[KeyFigureView, ...]], ...]:
    """Return figures under their report's kind: figures of different kinds are never mixed."""
    return tuple(
        (report.kind_title, key_figure_views(report, FactShower(path, report.source_path), MOST_FIGURES))
        for _, report in newest
        if report.key_figures
    )


def _projects(path: str, analyses: tuple[tuple[ReportAnalysis, ReportSummary], ...]) -> tuple[ProjectRow, ...]:
    return tuple(
        row
        for _, report in analyses
        for shower in (FactShower(path, report.source_path),)
        for row in project_rows(path, ((project, shower) for project in report.projects))
    )


def _findings(
    path: str, analyses: tuple[tuple[ReportAnalysis, ReportSummary], ...], rules: RuleLinks
) -> tuple[tuple[FindingView, ...], int]:
    """Return the gravest findings over all reports, hints left to the reports' own pages, and how many more."""
    found: list[tuple[Finding, FactShower]] = []
    for analysis, report in analyses:
        shower = FactShower(path, report.source_path)
        found += [(finding, shower) for finding in sort_findings(analysis.findings)]
    order = {id(finding): rank for rank, finding in enumerate(sort_findings(tuple(f for f, _ in found)))}
    found.sort(key=lambda pair: order.get(id(pair[0]), 0))
    grave = [pair for pair in found if pair[0].severity != "info"] or found
    views = tuple(
        finding_view(number, finding, shower, rules)
        for number, (finding, shower) in enumerate(grave[:SHOWN_FINDINGS], 1)
    )
    return views, len(found) - len(views)


def _checklist(path: str, analysis: ReportAnalysis, report: ReportSummary) -> ReportChecklist:
    items = checklist_views(analysis.checklist, FactShower(path, report.source_path))
    due = [item for item in items if item.state != "not-applicable"]
    done = sum(1 for item in due if item.state in ("present", "declared-empty"))
    return ReportChecklist(report.title, relative(path, report.path), done, len(due), items)


def _year_tables(path: str, reports: tuple[ReportSummary, ...]) -> tuple[YearTable, ...]:
    """Return one table for each kind and scope that was published for two years or more."""
    groups: dict[tuple[str, str], list[ReportSummary]] = {}
    for report in reports:
        if report.year and report.key_figures:
            groups.setdefault((report.kind_title, report.scope), []).append(report)
    return tuple(
        _year_table(path, title, sorted(group, key=lambda report: report.year or 0))
        for (title, _), group in groups.items()
        if len({report.year for report in group}) > 1
    )


def _year_table(path: str, title: str, reports: list[ReportSummary]) -> YearTable:
    titles = dict.fromkeys(figure.title for report in reports for figure in report.key_figures)
    showers = [FactShower(path, report.source_path) for report in reports]
    rows = tuple(
        (
            name,
            tuple(
                next(
                    (shower.cell(figure.fact) for figure in report.key_figures if figure.title == name),
                    Markup('<td class="n" aria-label="没有公开"></td>'),
                )
                for report, shower in zip(reports, showers, strict=True)
            ),
        )
        for name in titles
    )
    return YearTable(title, tuple(f"{report.year} 年" for report in reports), rows)


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
