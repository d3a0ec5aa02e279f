"""`Site` → `Page`: one module a page, one frozen dataclass a template."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from site_builder.model.chart import DrawnCharts
from site_builder.model.config import SiteConfig
from site_builder.model.finding import Finding, Rule
from site_builder.model.output import Page, PageExtras, PagePlan
from site_builder.model.report import Project
from site_builder.model.site import Correction, Department, ReportAnalysis, ReportSummary, SiteSummary, SourceAnalysis
from site_builder.pages.compare_page import compare_pages
from site_builder.pages.corrections_page import corrections_page
from site_builder.pages.data_page import data_page
from site_builder.pages.department_page import department_page
from site_builder.pages.forms import indicator_facts
from site_builder.pages.glossary_page import glossary_plan
from site_builder.pages.home_page import home_pages
from site_builder.pages.map_page import map_pages
from site_builder.pages.method_page import method_pages
from site_builder.pages.not_found_page import not_found_page
from site_builder.pages.old_version_page import old_version_page
from site_builder.pages.patterns_page import patterns_page
from site_builder.pages.project_page import project_page
from site_builder.pages.projects_page import projects_pages
from site_builder.pages.report_page import report_page
from site_builder.pages.rules_page import rules_page
from site_builder.pages.search_page import search_page
from site_builder.pages.source_page import NO_EXTRAS, source_page

__all__ = ["add_pages", "department_pages", "old_version_page", "site_pages", "source_page"]


def department_pages(
    department: Department, charts: DrawnCharts, config: SiteConfig, extras: PageExtras = NO_EXTRAS
) -> Iterator[Page]:
    """Yield the pages of one department: its own, its reports' and projects' (`source_page` makes those of files).

    `charts` holds the charts by folder: the department's path for its own, each report's path for its report.
    """
    pairs = _pairs(department)
    yield department_page(department, tuple((a, s) for _, a, s in pairs), charts, config, extras)
    for source, analysis, summary in pairs:
        yield report_page(department, analysis, summary, source.coverage, charts, config, extras)
        for index, project in enumerate(analysis.report.projects):
            about = _findings_about(project, analysis)
            yield project_page(index, analysis, summary, department.summary, about, config, extras)


def _pairs(department: Department) -> tuple[tuple[SourceAnalysis, ReportAnalysis, ReportSummary], ...]:
    """Return source, analysis and summary of the department's reports, the newest first."""
    summaries = {summary.path: summary for summary in department.summary.reports}
    pairs = [
        (source, analysis, summaries[analysis.path])
        for source in department.sources
        for analysis in source.reports
        if analysis.path in summaries
    ]
    return tuple(sorted(pairs, key=lambda pair: -(pair[2].year or 0)))


def _findings_about(project: Project, analysis: ReportAnalysis) -> tuple[Finding, ...]:
    """Return the report's findings that rest on the project's facts or name it."""
    facts = {fact.id for fact in (*project.facts, *project.money)}
    singles = (project.budget, project.executed, project.execution_rate, project.score, project.grade)
    facts.update(fact.id for fact in singles if fact)
    facts.update(fact.id for row in project.indicators for fact in indicator_facts(row))
    return tuple(
        finding
        for finding in analysis.findings
        if (finding.subject and finding.subject == project.name) or not facts.isdisjoint(finding.facts)
    )


_ADDED: list[Callable[[SiteSummary, SiteConfig], Iterable[Page]]] = []


def add_pages(make: Callable[[SiteSummary, SiteConfig], Iterable[Page]]) -> None:
    """Add pages of a plugin about the whole site."""
    _ADDED.append(make)


def site_pages(
    summary: SiteSummary,
    charts: DrawnCharts,
    config: SiteConfig,
    rules: tuple[Rule, ...] = (),
    extras: PageExtras = NO_EXTRAS,
    corrections: tuple[Correction, ...] = (),
) -> Iterator[Page | PagePlan]:
    """Yield the pages of the site as a whole; `charts` holds the site's charts under the empty folder.

    Pages that show many departments come as plans, which are made when something that they show has changed.
    """
    yield from home_pages(summary, config, extras)
    yield from projects_pages(summary, charts, config)
    yield from compare_pages(summary, config)
    yield from map_pages(summary, config)
    yield glossary_plan(summary, config)
    yield from method_pages(summary, config, extras)
    yield rules_page(rules, config)
    yield search_page(config)
    yield corrections_page(corrections, config)
    yield data_page(config, extras)
    yield patterns_page(config)
    yield not_found_page(config)
    for make in _ADDED:
        yield from make(summary, config)
