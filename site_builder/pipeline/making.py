"""What a department is made of its analysed sources: pages, charts, data, findings and its share of the search."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, replace

from site_builder.charts import project_marks
from site_builder.checks import all_checks, run_department_checks
from site_builder.collector import collector_paused
from site_builder.errors import SiteBuilderError
from site_builder.exports import DepartmentExports, DepartmentRows, department_exports, unplaced_rows
from site_builder.model.finding import Finding, Severity
from site_builder.model.output import OutputFile, PageExtras, SearchEntry
from site_builder.model.site import Department, DepartmentOutline, DepartmentSummary, SourceAnalysis
from site_builder.pages import department_pages, source_page
from site_builder.pipeline.analyse import DEBUG_SWITCH, internal_error, load, placed
from site_builder.pipeline.department import DepartmentHead, DepartmentTask
from site_builder.pipeline.drawings import chart_files, draw_all
from site_builder.pipeline.originals import offer_original
from site_builder.pipeline.published import source_rows
from site_builder.pipeline.rendering import render_pages
from site_builder.pipeline.summaries import department_summary
from site_builder.pipeline.tasks import AnalyseTask
from site_builder.pipeline.waivers import waived
from site_builder.quick_pickle import dumps
from site_builder.store import content_key


@dataclass(frozen=True, slots=True)
class DepartmentMade:
    """Everything made of a department; `entries` are what search knows of its pages."""

    head: DepartmentHead
    summary: DepartmentSummary | None
    files: tuple[OutputFile, ...]
    entries: tuple[SearchEntry, ...]


def analysed_sources(task: DepartmentTask) -> tuple[SourceAnalysis, ...]:
    """Return the department's sources with all findings: waived ones marked, comparisons over years added."""
    group = task.group
    sources = tuple(placed(load(source.task, task.store), source.paths) for source in group.sources)
    if group.path:
        summary = department_summary(group, sources)
        sources = _compared(Department(summary, sources))
    return tuple(waived(source, task.config.waivers) for source in sources)


def make_or_report(task: DepartmentTask) -> DepartmentMade:
    """Build a department; a mistake of ours costs its pages, is said as a finding, and leaves the others alone."""
    try:
        with collector_paused():
            return make_department(task)
    except SiteBuilderError:
        raise
    except Exception as error:
        if os.environ.get(DEBUG_SWITCH):
            raise
        finding = internal_error(task.group.name or "未识别的文件", error)
        sources = tuple(_failed_source(source.task, finding) for source in task.group.sources)
        unplaced = replace(task, group=replace(task.group, path=""))
        return _make_unplaced(unplaced, sources)


def _failed_source(task: AnalyseTask, finding: Finding) -> SourceAnalysis:
    return SourceAnalysis(task.source, task.sha256, None, (), (replace(finding, source=task.source),), None)


def make_department(task: DepartmentTask) -> DepartmentMade:
    """Build a department from the analyses of its sources."""
    group = task.group
    sources, originals = _with_originals(task, analysed_sources(task))
    if not group.path:
        return _make_unplaced(task, sources)
    department = Department(department_summary(group, sources), sources)
    charts = draw_all(department, task.store)
    exported = department_exports(department, group.own, task.config)
    extras = page_extras(task, exported, originals)
    pages = [
        *department_pages(department, charts, task.config, extras),
        *(source_page(source, task.config, extras) for source in sources if _owns(task, source)),
    ]
    rendered, entries = render_pages(pages, task.config, task.store)
    files = (*rendered, *chart_files(charts), *exported.files, *(file for _, file in originals))
    head = _head(task, department.summary, exported.rows, sources)
    return DepartmentMade(head, department.summary, files, entries)


Originals = tuple[tuple[str, OutputFile], ...]


def _with_originals(
    task: DepartmentTask, sources: tuple[SourceAnalysis, ...]
) -> tuple[tuple[SourceAnalysis, ...], Originals]:
    """Return the sources, with a finding where an original is held back, and the originals offered."""
    tasks = [source.task for source in task.group.sources if source.task.source in task.group.own]
    offers = {item.source: item for one in tasks if (item := offer_original(one, task.config, task.store))}
    held = {name: item.finding for name, item in offers.items() if item.finding}
    noted = tuple(
        replace(source, findings=(*source.findings, held[source.source])) if source.source in held else source
        for source in sources
    )
    return noted, tuple((name, item.file) for name, item in offers.items() if item.file)


def page_extras(
    task: DepartmentTask, exported: DepartmentExports | None = None, originals: Originals = ()
) -> PageExtras:
    """Return what other steps add to the pages of a department."""
    return PageExtras(
        downloads=exported.downloads if exported else (),
        json_ld=exported.json_ld if exported else (),
        rules=tuple(rule.name for rule in all_checks()),
        corrections=task.history.corrections,
        versions=task.history.versions,
        originals=tuple((source, file.path) for source, file in originals),
    )


def _make_unplaced(task: DepartmentTask, sources: tuple[SourceAnalysis, ...]) -> DepartmentMade:
    pages = [source_page(source, task.config, page_extras(task)) for source in sources]
    files, entries = render_pages(pages, task.config, task.store)
    return DepartmentMade(_head(task, None, unplaced_rows(sources), sources), None, files, entries)


def _head(
    task: DepartmentTask, summary: DepartmentSummary | None, rows: DepartmentRows, sources: tuple[SourceAnalysis, ...]
) -> DepartmentHead:
    of_files = tuple(finding for source in sources if _owns(task, source) for finding in source.findings)
    every = of_files + tuple(
        finding
        for source in sources
        for item in source.reports
        if item.path.startswith(task.group.path)
        for finding in item.findings
    )
    return DepartmentHead(
        key=task.key,
        outline=_outline(summary) if summary else None,
        marks=tuple((*mark, count) for mark, count in project_marks(summary).items()) if summary else (),
        lost=() if summary else of_files,
        problems=tuple(finding for finding in every if finding.severity is Severity.ERROR and not finding.waiver),
        counts=tuple(sorted(Counter(finding.severity.value for finding in every).items())),
        rows=rows,
        sources=source_rows(summary) if summary else b"",
    )


def _outline(summary: DepartmentSummary) -> DepartmentOutline:
    return summary.outline(content_key(dumps(summary)))


def _owns(task: DepartmentTask, source: SourceAnalysis) -> bool:
    return source.source in task.group.own


def _compared(department: Department) -> tuple[SourceAnalysis, ...]:
    """Add what comparing the department's reports shows; findings go to the report they name."""
    extra = run_department_checks(department)
    if not extra:
        return department.sources
    return tuple(
        replace(
            source,
            reports=tuple(
                replace(item, findings=(*item.findings, *_of(extra, source.source, item.report.ordinal)))
                for item in source.reports
            ),
        )
        for source in department.sources
    )


def _of(findings: tuple[Finding, ...], source: str, ordinal: int) -> tuple[Finding, ...]:
    return tuple(item for item in findings if item.source == source and item.report == ordinal)
