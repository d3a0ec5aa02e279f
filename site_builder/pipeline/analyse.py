"""One file: read, masked, understood and checked; a pure function run in worker processes."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace

from site_builder.checks import checklist, run_checks
from site_builder.collector import collector_paused
from site_builder.coverage import account_numbers
from site_builder.errors import SiteBuilderError
from site_builder.forms import extract_reports
from site_builder.model.document import Block, Document, Table
from site_builder.model.finding import Finding, Severity
from site_builder.model.report import Report
from site_builder.model.site import ReportAnalysis, SourceAnalysis
from site_builder.pipeline.tasks import AnalyseTask
from site_builder.plugins import load_plugins
from site_builder.privacy import mask_document, mask_text
from site_builder.readers import read_file
from site_builder.store import Store
from site_builder.time_limit import TookTooLong, time_limit

load_plugins()  # here, since every process that reads, checks or builds imports this module

UNDERSTAND_SECONDS = 120.0
UNDERSTAND_SECONDS_PER_MB = 60.0
"""Ordinary reports take less than a second a megabyte; the limit is for texts that bring a pattern to a stand."""
SCANS = "scans"
DEBUG_SWITCH = "SITE_BUILDER_DEBUG"
"""Environment variable that lets unexpected exceptions through, for development and tests."""


@dataclass(frozen=True, slots=True)
class ReportOutline:
    """The little that grouping needs of a report."""

    department: str
    region: tuple[str, ...]
    year: int | None
    kind: str


@dataclass(frozen=True, slots=True)
class SourceOutline:
    """The little that grouping needs of a source; reports in their order in the file."""

    task: AnalyseTask
    reports: tuple[ReportOutline, ...]


def outline(task: AnalyseTask, store: Store) -> SourceOutline:
    """Analyse a file unless that was done before; never raises for a bad file."""
    reports = tuple(
        ReportOutline(item.report.department, item.report.region, item.report.year, item.report.kind.value)
        for item in load(task, store).reports
    )
    return SourceOutline(task, reports)


def load(task: AnalyseTask, store: Store) -> SourceAnalysis:
    """Return the analysis of a file from the store, or make and store it."""
    known = store.get(task.key)
    if isinstance(known, SourceAnalysis):
        return known
    analysis = analyse(task, str(store.folder / SCANS))
    store.put(task.key, analysis)
    return analysis


def analyse(task: AnalyseTask, scans: str = "") -> SourceAnalysis:
    """Read, mask, understand and check one file; whatever goes wrong becomes a finding of severity error.

    `scans` is the folder in which recognised pages are kept, since recognising one takes seconds.
    """
    try:
        with collector_paused():
            document = read_file(task.path, task.source, scans)
            with time_limit(UNDERSTAND_SECONDS + UNDERSTAND_SECONDS_PER_MB * size_in_mb(document), task.source):
                masked, private = mask_document(document, task.allowances)
                return understand(masked, private, task)
    except TookTooLong as error:
        return _failed(task, "file-too-slow", f"{error.message}。{error.advice}")
    except SiteBuilderError as error:
        return _failed(task, "file-not-readable", f"{error.message.rstrip('。')}。{error.advice}")
    except MemoryError:
        return _failed(task, "file-too-large", f"{task.source} 太大，内存不足。请拆成几个文件再试。")
    except Exception as error:  # one bad report must never fail the others (a rule of the project)
        if os.environ.get(DEBUG_SWITCH):
            raise
        return SourceAnalysis(task.source, task.sha256, None, (), (internal_error(task.source, error),), None)


def size_in_mb(document: Document) -> float:
    """Return the size of a document's text, in millions of characters."""
    texts = (cell.text for table in document.tables() for cell in table.cells)
    return (sum(map(len, document.lines)) + sum(map(len, texts))) / 1_000_000


def internal_error(source: str, error: Exception) -> Finding:
    """Return the finding for a mistake of ours that one source or department has brought out."""
    return Finding(
        check="internal-error",
        severity=Severity.ERROR,
        source=source,
        locators=(),
        subject=source,
        message=f"处理 {source} 时程序出错（{type(error).__name__}），已跳过。请把文件和这条信息报告给维护者。",
        actual=mask_text(f"{type(error).__name__}: {error}"[:300]),
    )


def understand(document: Document, private: tuple[Finding, ...], task: AnalyseTask) -> SourceAnalysis:
    """Turn a masked document into reports with findings, checklist and the account of its numbers."""
    reports = extract_reports(document, task.hints)
    seen = attribute((*private, *_problems(document)), document, reports)
    findings = (*seen, *run_checks(document, reports))
    return SourceAnalysis(
        source=task.source,
        sha256=task.sha256,
        document=document,
        reports=tuple(_with_findings(document, report, findings) for report in reports),
        findings=tuple(item for item in findings if item.report is None),
        coverage=account_numbers(document, reports),
    )


def _with_findings(document: Document, report: Report, findings: tuple[Finding, ...]) -> ReportAnalysis:
    own = tuple(item for item in findings if item.report == report.ordinal)
    return ReportAnalysis(report, "", own, checklist(document, report))


def attribute(findings: tuple[Finding, ...], document: Document, reports: tuple[Report, ...]) -> tuple[Finding, ...]:
    """Give findings of the reader and the gate to the report in whose part of the document they stand."""
    places = {place: index for index, block in enumerate(document.blocks) for place in _places(block)}

    def owner(finding: Finding) -> int | None:
        if len(reports) == 1:
            return reports[0].ordinal
        block = next((places[place] for place in finding.locators if place in places), None)
        if block is None:
            return None
        return next((item.ordinal for item in reports if item.first_block <= block <= item.last_block), None)

    return tuple(replace(finding, report=owner(finding)) if finding.report is None else finding for finding in findings)


def _places(block: Block) -> tuple[str, ...]:
    cells = tuple(cell.locator for cell in block.cells) if isinstance(block, Table) else ()
    return (block.locator, *cells)


def _problems(document: Document) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            check=problem.name,
            severity=Severity(problem.severity),
            source=document.source,
            locators=(problem.locator,) if problem.locator else (),
            subject=document.source,
            message=problem.message,
        )
        for problem in document.problems
    )


def _failed(task: AnalyseTask, check: str, message: str, actual: str = "") -> SourceAnalysis:
    finding = Finding(check, Severity.ERROR, task.source, (), task.source, message, actual=actual)
    return SourceAnalysis(task.source, task.sha256, None, (), (finding,), None)


def placed(analysis: SourceAnalysis, paths: tuple[str, ...]) -> SourceAnalysis:
    """Return the analysis with the reports' site folders filled in, in the reports' order."""
    reports = tuple(replace(item, path=path) for item, path in zip(analysis.reports, paths, strict=True))
    return replace(analysis, reports=reports)
