"""The audit: every check yields findings; `all_checks` describes them for the public rules page."""

from __future__ import annotations

from collections.abc import Sequence

from site_builder.checks import (  # noqa: F401 - importing registers the checks
    across_forms,
    basic_data,
    claims,
    completeness,
    counts,
    cross_table,
    damage,
    directions,
    form_heads,
    form_money,
    form_prose,
    form_scores,
    form_weights,
    garble,
    hierarchy,
    identity,
    listed_accounts,
    project_funds,
    project_texts,
    prose_self,
    prose_table,
    report_plans,
    report_texts,
    sense,
    shifted_rows,
    table_rows,
    table_totals,
    three_public,
    years,
)
from site_builder.checks.audit import Audit, FileAudit
from site_builder.checks.completeness import checklist_of
from site_builder.checks.registry import all_checks, run_file_checks, run_over_years, run_report_checks
from site_builder.model.document import Document
from site_builder.model.finding import ChecklistItem, Finding
from site_builder.model.report import Report
from site_builder.model.site import Department

__all__ = ["all_checks", "checklist", "run_checks", "run_department_checks"]


def run_checks(document: Document, reports: Sequence[Report]) -> tuple[Finding, ...]:
    """Return the findings about one file and its reports, report by report."""
    whole = FileAudit(document, tuple(reports))
    found: list[Finding] = list(run_file_checks(whole))
    for audit in whole.audits():
        found += run_report_checks(audit)
    return tuple(found)


def run_department_checks(department: Department) -> tuple[Finding, ...]:
    """Return the findings over the reports of one department: year over year."""
    return tuple(run_over_years(department))


def checklist(document: Document, report: Report) -> tuple[ChecklistItem, ...]:
    """Return the required disclosure items of a report with their states."""
    return checklist_of(Audit(document, report))
