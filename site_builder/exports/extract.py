"""What was understood of one file, for `site-builder extract`: document, reports, facts with places, findings."""

from __future__ import annotations

import json

from site_builder.exports.department import coverage_object
from site_builder.exports.facts import FactRow, as_object, csv_header, csv_lines, fact_row, finding_row
from site_builder.model.document import Document, Heading, Paragraph, Table
from site_builder.model.report import Report
from site_builder.model.site import SourceAnalysis


def extract_csv(analysis: SourceAnalysis) -> bytes:
    """Return the facts of a file as CSV, the columns of facts.csv."""
    rows = [fact_row(item.report, fact) for item in analysis.reports for fact in item.report.facts]
    return csv_header(FactRow) + csv_lines(rows)


def extract_json(analysis: SourceAnalysis) -> str:
    """Return everything about a file as JSON."""
    findings = (*analysis.findings, *(finding for item in analysis.reports for finding in item.findings))
    content = {
        "source": analysis.source,
        "document": _document(analysis.document) if analysis.document else None,
        "reports": [_report(item.report) for item in analysis.reports],
        "findings": [as_object(finding_row(finding)) for finding in findings],
        "coverage": coverage_object(analysis.coverage) if analysis.coverage else None,
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _document(document: Document) -> dict[str, object]:
    return {
        "format": document.format.value,
        "encoding": document.encoding,
        "sha256": document.sha256,
        "pages": document.page_count,
        "blocks": [_block(block) for block in document.blocks],
    }


def _block(block: Heading | Paragraph | Table) -> dict[str, object]:
    if isinstance(block, Heading):
        return {"heading": block.text, "level": block.level, "locator": block.locator}
    if isinstance(block, Paragraph):
        return {"paragraph": block.text, "locator": block.locator, "confidence": block.confidence}
    return {
        "table": [[cell.row, cell.col, cell.rowspan, cell.colspan, cell.text, cell.locator] for cell in block.cells],
        "rows": block.nrows,
        "columns": block.ncols,
        "locator": block.locator,
        "name": block.name,
        "certain": block.certain,
    }


def _report(report: Report) -> dict[str, object]:
    return {
        "title": report.title,
        "kind": report.kind.value,
        "kind_title": report.kind_title,
        "department": report.department,
        "region": list(report.region),
        "year": report.year,
        "date": report.date,
        "scope": report.scope,
        "tables": [
            {"form": table.form, "number": table.number, "title": table.title, "unit": table.unit,
             "state": table.state.value, "rows": len(table.rows), "locator": table.locator}
            for table in report.tables
        ],
        "forms": [
            {"kind": form.kind.value, "title": form.title, "subject": form.subject, "state": form.state.value,
             "indicators": len(form.indicators), "locator": form.locator}
            for form in report.forms
        ],
        "projects": [{"name": project.name, "locator": project.locator} for project in report.projects],
        "facts": [as_object(fact_row(report, fact)) | {"certain": fact.certain, "confidence": fact.confidence}
                  for fact in report.facts],
    }  # fmt: skip
