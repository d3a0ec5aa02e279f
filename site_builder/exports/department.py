"""Open data of one department: its files, and its share of the site's files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.exports.facts import (
    FactRow,
    FindingRow,
    csv_header,
    csv_lines,
    fact_row,
    finding_row,
    json_array,
    json_lines,
)
from site_builder.exports.linked import department_json_ld, fragment
from site_builder.exports.package import data_package
from site_builder.exports.workbook import workbook
from site_builder.model.config import SiteConfig
from site_builder.model.finding import Coverage
from site_builder.model.output import DownloadLink, OutputFile
from site_builder.model.site import Department, ReportAnalysis, SourceAnalysis

DOWNLOADS = (
    ("facts.xlsx", "全部数据（Excel）", "XLSX"),
    ("facts.csv", "全部数据", "CSV"),
    ("facts.json", "全部数据", "JSON"),
    ("findings.csv", "核对结果", "CSV"),
    ("datapackage.json", "数据说明（Data Package）", "JSON"),
)


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
    """Return everything the department exports: its own data, its reports' data, and structured data for its pages."""
    folder = department.summary.path
    mine = [item for source in department.sources for item in source.reports if _belongs(item, folder)]
    files = list(_data_files(folder, department.summary.name, mine, config))
    if len(mine) > 1:
        for item in mine:
            files += _data_files(item.path, item.report.title, [item], config)
    downloads = tuple(_downloads(folder, mine, files))
    return DepartmentExports(
        rows=department_rows(department.sources, folder),
        files=(*files, fragment(department.summary, config)),
        downloads=downloads,
        json_ld=tuple(department_json_ld(department.summary, config)),
    )


def _data_files(folder: str, title: str, reports: list[ReportAnalysis], config: SiteConfig) -> Iterator[OutputFile]:
    facts = [fact_row(item.report, fact) for item in reports for fact in item.report.facts]
    findings = [finding_row(finding) for item in reports for finding in item.findings]
    place = f"{folder}data/"
    contents = {
        "facts": csv_header(FactRow) + csv_lines(facts),
        "findings": csv_header(FindingRow) + csv_lines(findings),
    }
    for name, content in contents.items():
        yield OutputFile(f"{place}{name}.csv", content)
    yield OutputFile(f"{place}facts.json", b"".join(json_array([json_lines(facts)])))
    yield OutputFile(f"{place}facts.xlsx", workbook(facts, findings, title))
    yield data_package(place, title, package_name(folder), contents, config)


def package_name(folder: str) -> str:
    """Return the name of a data package: lower-case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", folder.lower()).strip("-") or "site"


def _downloads(folder: str, reports: list[ReportAnalysis], files: list[OutputFile]) -> Iterator[DownloadLink]:
    """Offer a department's files on its page; a single report's page offers the same ones."""
    places = {item.path: item.path for item in reports} if len(reports) > 1 else {item.path: folder for item in reports}
    places[folder] = folder
    sizes = {file.path: len(file.content) for file in files}
    for page, place in places.items():
        for name, title, media in DOWNLOADS:
            path = f"{place}data/{name}"
            yield DownloadLink(page, title, path, media, sizes[path])


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
