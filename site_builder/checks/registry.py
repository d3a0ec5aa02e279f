"""The register of checks: a decorator gives name, severity and category; the docstring gives the public words."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from site_builder.checks.audit import Audit, FileAudit
from site_builder.checks.causes import Named, join_causes, join_consequences
from site_builder.checks.note import Note as Note  # part of what checks import from here
from site_builder.checks.places import without_repeats
from site_builder.checks.supposed import suppose
from site_builder.model.document import Document
from site_builder.model.finding import Finding, Rule, Severity
from site_builder.model.report import Fact, Report, ReportKind
from site_builder.model.site import Department

NEEDS_A_LOOK = "（有数字识别不清，需要核对）"


class Category(StrEnum):
    """What a check is about; the value is the Chinese heading on the rules page."""

    STATEMENTS = "表内与表间勾稽"
    FORMS = "自评表勾稽"
    PROSE = "文字与表格"
    COUNTS = "数量核对"
    SENSE = "自评合理性"
    COMPLETENESS = "公开完整性"
    DAMAGE = "文本质量"
    IDENTITY = "报告识别"
    YEARS = "跨年度核对"


class Scope(StrEnum):
    """What a check looks at."""

    REPORT = "report"
    FILE = "file"
    DEPARTMENT = "department"


Function = Callable[..., Iterable[Note]]


@dataclass(frozen=True, slots=True)
class Check:
    """A registered check. `title` is the docstring's first line, `reason` the rest."""

    name: str
    severity: Severity
    category: Category
    title: str
    reason: str
    function: Function
    scope: Scope
    kinds: frozenset[ReportKind] = field(default_factory=frozenset)

    def applies(self, kind: ReportKind) -> bool:
        """Return whether the check looks at reports of this kind."""
        return not self.kinds or kind in self.kinds


CHECKS: dict[str, Check] = {}


def check(
    *,
    name: str,
    severity: Severity,
    category: Category,
    kinds: Iterable[ReportKind] = (),
    scope: Scope = Scope.REPORT,
) -> Callable[[Function], Function]:
    """Register a function as a check. Its docstring is public and Chinese: title first, then reason and basis."""

    def register(function: Function) -> Function:
        if name in CHECKS:
            raise ValueError(f"two checks are called {name}")
        title, _, reason = (inspect.getdoc(function) or "").partition("\n")
        if not title:
            raise ValueError(f"check {name} has no docstring")
        reason = " ".join(line.strip() for line in reason.strip().splitlines())
        CHECKS[name] = Check(name, severity, category, title.rstrip("。."), reason, function, scope, frozenset(kinds))
        return function

    return register


def all_checks() -> tuple[Rule, ...]:
    """Return every check as the rules page shows it, by category and name."""
    order = list(Category)
    ordered = sorted(CHECKS.values(), key=lambda item: (order.index(item.category), item.name))
    return tuple(Rule(item.name, item.severity, item.title, item.reason, item.category.value) for item in ordered)


def run_report_checks(audit: Audit) -> Iterable[Finding]:
    """Run every check of one report; notes that one wrong number explains become one finding."""

    def rerun(fact: Fact, number: Decimal) -> list[Named]:
        return list(_run(replace(audit, report=suppose(audit.report, fact, number))))

    named = join_causes(list(_run(audit)))
    for name, note in join_consequences(named, rerun, lambda name: CHECKS[name].title):
        yield _finding(CHECKS[name], note, audit.report.source, audit.report.ordinal)


def _run(audit: Audit) -> Iterable[Named]:
    return (
        (item.name, note)
        for item in CHECKS.values()
        if item.scope is Scope.REPORT and item.applies(audit.report.kind)
        for note in item.function(audit)
    )


def run_file_checks(audit: FileAudit) -> Iterable[Finding]:
    """Run every check over all reports of one file."""
    for item in CHECKS.values():
        if item.scope is Scope.FILE:
            for note in item.function(audit):
                yield _finding(item, note, audit.document.source, note.report)


def run_one_check(name: str, document: Document, reports: Sequence[Report]) -> Iterable[Finding]:
    """Run one check by itself, nothing joined: for its own tests and for plugins."""
    item, whole = CHECKS[name], FileAudit(document, tuple(reports))
    audits = [whole] if item.scope is Scope.FILE else [one for one in whole.audits() if item.applies(one.report.kind)]
    for audit in audits:
        ordinal = audit.report.ordinal if isinstance(audit, Audit) else None
        for note in item.function(audit):
            yield _finding(item, note, document.source, note.report if ordinal is None else ordinal)


def run_over_years(department: Department) -> Iterable[Finding]:
    """Run every check over the reports of one department."""
    for item in CHECKS.values():
        if item.scope is Scope.DEPARTMENT:
            for note in item.function(department):
                yield _finding(item, note, note.source, note.report)


def _finding(item: Check, note: Note, source: str, report: int | None) -> Finding:
    severity = note.severity or item.severity
    message = note.message
    if not note.certain:
        severity = Severity.WARNING if severity is Severity.ERROR else severity
        message += NEEDS_A_LOOK
    return Finding(
        check=item.name,
        severity=severity,
        source=source,
        locators=tuple(dict.fromkeys(place for place in note.locators if place)),
        subject=note.subject,
        message=without_repeats(message),
        expected=note.expected,
        actual=note.actual,
        difference=note.difference,
        facts=tuple(dict.fromkeys(note.facts)),
        report=report,
        proposal=note.proposal,
    )
