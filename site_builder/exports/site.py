"""Open data of the whole site: facts, findings, coverage and the list of departments, reports and projects."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

from site_builder.exports.department import DepartmentRows
from site_builder.exports.facts import FactRow, FindingRow, csv_header, json_array
from site_builder.model.config import SiteConfig
from site_builder.model.output import OutputFile, OutputStream
from site_builder.model.report import Fact
from site_builder.model.site import DepartmentSummary, ProjectSummary, ReportSummary, SiteSummary

RowSource = Callable[[], Iterable[DepartmentRows]]
"""Gives the departments' shares anew each time, one after the other, so that they are never all in memory."""


def site_exports(summary: SiteSummary, rows: RowSource, config: SiteConfig) -> Iterator[OutputFile | OutputStream]:
    """Yield the site's data files."""
    yield OutputStream("data/facts.csv", _with_header(FactRow, (share.facts_csv for share in rows())))
    yield OutputStream("data/facts.json", json_array(share.facts_json for share in rows()))
    yield OutputStream("data/findings.csv", _with_header(FindingRow, (share.findings_csv for share in rows())))
    yield OutputStream("data/coverage.json", json_array(share.coverage_json for share in rows()))
    yield OutputFile("data/site.json", site_json(summary))


def _with_header(row_type: type[FactRow] | type[FindingRow], chunks: Iterable[bytes]) -> Iterator[bytes]:
    yield csv_header(row_type)
    yield from chunks


def site_json(summary: SiteSummary) -> bytes:
    """Return data/site.json by the public contract."""
    reports = [report for department in summary.departments for report in department.reports]
    content = {
        "departments": [_department(item) for item in summary.departments],
        "reports": [_report(item) for item in reports],
        "projects": [_project(item) for report in reports for item in report.projects],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _department(item: DepartmentSummary) -> dict[str, object]:
    return {"name": item.name, "region": list(item.region), "path": item.path, "years": list(item.years)}


def _report(item: ReportSummary) -> dict[str, object]:
    return {
        "title": item.title,
        "department": item.department,
        "year": item.year,
        "kind": item.kind,
        "path": item.path,
        "source": item.source,
        "source_path": item.source_path,
        "sha256": item.sha256,
    }


def _project(item: ProjectSummary) -> dict[str, object]:
    return {
        "name": item.name,
        "department": item.department,
        "year": item.year,
        "path": item.path,
        "score": _text(item.score),
        "grade": _text(item.grade),
        "execution_rate": _text(item.execution_rate),
    }


def _text(fact: Fact | None) -> str | None:
    return fact.value.text if fact else None
