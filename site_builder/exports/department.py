"""Open data of one department: its files, and its share of the site's files."""

from __future__ import annotations

import json
from dataclasses import dataclass

from site_builder.exports.facts import csv_lines, fact_row, finding_row, json_lines
from site_builder.model.config import SiteConfig
from site_builder.model.finding import Coverage
from site_builder.model.output import DownloadLink, OutputFile
from site_builder.model.site import Department, ReportAnalysis, SourceAnalysis


@dataclass(frozen=True, slots=True)
class DepartmentRows:
    """A department's share of the site's data files, as bytes ready to be joined."""

    facts_csv: bytes
    facts_json: bytes
    findings_csv: bytes
    coverage_json: bytes


@dataclass(frozen=True, slots=True)
class DepartmentExports:
    """A department's own files, the links to them, structured data for its pages, and its share of the site's files."""

    rows: DepartmentRows
    files: tuple[OutputFile, ...] = ()
    downloads: tuple[DownloadLink, ...] = ()
    json_ld: tuple[tuple[str, str], ...] = ()


def department_exports(department: Department, config: SiteConfig) -> DepartmentExports:
    """Return everything the department exports."""
    return DepartmentExports(rows=department_rows(department.sources, department.summary.path))


def department_rows(sources: tuple[SourceAnalysis, ...], folder: str) -> DepartmentRows:
    """Return the shares of one department (reports in `folder`) or of unplaced sources (empty `folder`)."""
    reports = [item for source in sources for item in source.reports if _belongs(item, folder)]
    facts = [fact_row(item.report, fact) for item in reports for fact in item.report.facts]
    findings = [finding_row(finding) for item in reports for finding in item.findings]
    findings += [finding_row(finding) for source in sources for finding in source.findings]
    coverage = [coverage_object(source.coverage) for source in sources if source.coverage]
    return DepartmentRows(
        facts_csv=csv_lines(facts),
        facts_json=json_lines(facts),
        findings_csv=csv_lines(findings),
        coverage_json="".join(json.dumps(item, ensure_ascii=False) + ",\n" for item in coverage).encode(),
    )


def _belongs(item: ReportAnalysis, folder: str) -> bool:
    return item.path.startswith(folder)


def coverage_object(coverage: Coverage) -> dict[str, object]:
    """Return the account of one source as it stands in coverage.json."""
    return {
        "source": coverage.source,
        "printed": coverage.printed,
        "facts": coverage.facts,
        "set_aside": dict(coverage.set_aside),
        "not_understood": [{"locator": item.locator, "printed": item.printed} for item in coverage.not_understood],
    }
