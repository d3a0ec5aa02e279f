"""From analysed reports to the small summaries that cross-report pages are made of."""

from __future__ import annotations

from collections import Counter

from site_builder import paths
from site_builder.figures import key_figures
from site_builder.model.finding import Severity
from site_builder.model.report import Project, Report
from site_builder.model.site import (
    DepartmentSummary,
    ProjectSummary,
    ReportAnalysis,
    ReportSummary,
    SourceAccount,
    SourceAnalysis,
)
from site_builder.pipeline.grouping import DepartmentGroup


def department_summary(group: DepartmentGroup, sources: tuple[SourceAnalysis, ...]) -> DepartmentSummary:
    """Return the summary of a department whose reports stand (with others) in `sources`."""
    reports = [
        report_summary(source, item)
        for source in sources
        for item in source.reports
        if item.path.startswith(group.path)
    ]
    reports.sort(key=lambda report: (-(report.year or 0), report.kind, report.path))
    accounts = tuple(
        SourceAccount(source.source, source.coverage.printed, len(source.coverage.not_understood))
        for source in sources
        if source.coverage and source.source in group.own
    )
    return DepartmentSummary(group.name, group.region, group.path, tuple(reports), accounts)


def report_summary(source: SourceAnalysis, item: ReportAnalysis) -> ReportSummary:
    """Return the summary of one report."""
    report = item.report
    # What the privacy gate masked is settled and no matter of numbers: pages count it apart.
    severities = Counter(found.severity for found in dict.fromkeys(item.findings) if found.check != "private-data")
    return ReportSummary(
        title=report.title,
        department=report.department,
        region=report.region,
        year=report.year,
        kind=report.kind.value,
        kind_title=report.kind_title or report.kind.label,
        scope=report.scope,
        path=item.path,
        source=source.source,
        source_path=paths.source_path(source.source),
        sha256=source.sha256,
        date=report.date,
        key_figures=key_figures(report),
        projects=tuple(_project(report, item.path, index, project) for index, project in enumerate(report.projects)),
        grade_counts=report.grade_counts,
        errors=severities[Severity.ERROR],
        warnings=severities[Severity.WARNING],
        infos=severities[Severity.INFO],
        facts=len(report.facts),
        checklist=item.checklist,
        glossary=report.glossary,
    )


def _project(report: Report, folder: str, index: int, project: Project) -> ProjectSummary:
    return ProjectSummary(
        name=project.name,
        department=report.department,
        region=report.region,
        year=report.year,
        path=paths.project_path(folder, index, project.name),
        budget=project.budget,
        executed=project.executed,
        execution_rate=project.execution_rate,
        score=project.score,
        grade=project.grade,
        scale=report.grade_scale.id if report.grade_scale else "",
        source_path=paths.fact_link(report.source, project.locator),
    )
