"""What a report is: department, year, kind, dates, as it prints them itself and as the operator adds."""

from __future__ import annotations

from markupsafe import Markup, escape

from site_builder.model.config import SiteConfig
from site_builder.model.report import Report
from site_builder.model.site import ReportSummary
from site_builder.pages.values import FactShower

Labelled = tuple[tuple[str, Markup], ...]


def identity_rows(
    report: Report, summary: ReportSummary, config: SiteConfig, shower: FactShower
) -> tuple[Labelled, Labelled]:
    """Return what the report is, each label once, and what other parts of the same file say under the same labels."""
    hints = config.hints_for(report.source)
    printed = _printed_rows(report, shower)
    rows = [(label, shown[0]) for label, shown in printed.items()]
    stated = (
        ("部门", summary.department),
        ("行政区", " ".join(summary.region)),
        ("年度", str(summary.year or "原文未写明")),
        ("报告类型", summary.kind_title),
        ("口径", summary.scope),
        ("成文日期", report.date),
        ("批复日期", hints.approval_date),
        ("公开日期", hints.publication_date),
    )
    rows += [(label, escape(text)) for label, text in stated if text and label not in printed]
    others = tuple((label, value) for label, shown in printed.items() for value in shown[1:])
    return tuple(rows), others


COMPLETED = "补全:"
"""Before the item of a fact that the reader of forms inferred (a province from a county's name)."""


def _printed_rows(report: Report, shower: FactShower) -> dict[str, list[Markup]]:
    """Return the values under each label: parts of one document (report, form, data table) print their own."""
    rows: dict[str, list[Markup]] = {}
    for fact in report.identity:
        if fact.value.text:
            item = fact.item.removeprefix(COMPLETED)
            region = item == "行政区"  # the print is a whole line that names the place, often the bureau's name
            shown = shower.linked(fact, fact.value.text) if region else shower.text(fact)
            rows.setdefault(item if item == fact.item else f"{item}（推断）", []).append(shown)
    return rows
