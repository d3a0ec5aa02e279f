"""Open data of one department: its files, and its share of the site's files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from site_builder.exports.catalogue import NO_ROWS, Catalogue, catalogue_rows
from site_builder.exports.facts import (
    FactRow,
    FindingRow,
    csv_header,
    csv_lines,
    fact_row,
    finding_row,
    json_array,
    json_lines,
    object_lines,
)
from site_builder.exports.feeds import FeedEntry, report_entry
from site_builder.exports.linked import department_json_ld, fragment
from site_builder.exports.package import data_package
from site_builder.exports.workbook import fact_rows, finding_rows, workbook
from site_builder.model.config import SiteConfig
from site_builder.model.finding import Coverage
from site_builder.model.output import DownloadLink, OutputFile
from site_builder.model.site import Department, DepartmentSummary, ReportAnalysis, SourceAnalysis

DOWNLOADS = (
    ("facts.xlsx", "全部数据（Excel）", "XLSX"),
    ("facts.csv", "全部数据", "CSV"),
    ("facts.json", "全部数据", "JSON"),
    ("findings.csv", "核对结果", "CSV"),
    ("datapackage.json", "数据说明（Data Package）", "JSON"),
)


@dataclass(frozen=True, slots=True)
class DepartmentRows:
    """A department's share of the site's data files, as bytes ready to be joined.

    Its facts are not among them: they stand in its own `data/facts.csv` and `.json`. `facts_version` changes with them.
    """

    findings_csv: bytes = b""
    coverage_json: bytes = b""
    catalogue: Catalogue = NO_ROWS
    entries: tuple[FeedEntry, ...] = ()
    facts_version: str = ""


@dataclass(frozen=True, slots=True)
class DepartmentExports:
    """A department's own files, the links to them, structured data for its pages, and its share of the site's files."""

    rows: DepartmentRows
    files: tuple[OutputFile, ...] = ()
    downloads: tuple[DownloadLink, ...] = ()
    json_ld: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TableParts:
    """Facts and findings in every format, as pieces that join: a report's make its department's."""

    facts_csv: bytes = b""
    facts_json: bytes = b""
    facts_sheet: str = ""
    findings_csv: bytes = b""
    findings_sheet: str = ""


def table_parts(facts: list[FactRow], findings: list[FindingRow]) -> TableParts:
    """Return the pieces of some rows."""
    return TableParts(
        csv_lines(facts), json_lines(facts), fact_rows(facts), csv_lines(findings), finding_rows(findings)
    )


def joined(parts: list[TableParts]) -> TableParts:
    """Return the pieces one after the other."""
    return TableParts(
        b"".join(part.facts_csv for part in parts),
        b"".join(part.facts_json for part in parts),
        "".join(part.facts_sheet for part in parts),
        b"".join(part.findings_csv for part in parts),
        "".join(part.findings_sheet for part in parts),
    )


def _report_parts(item: ReportAnalysis) -> TableParts:
    facts = [fact_row(item.report, fact) for fact in item.report.facts]
    return table_parts(facts, [finding_row(finding) for finding in item.findings])


def department_exports(department: Department, own: tuple[str, ...], config: SiteConfig) -> DepartmentExports:
    """Return everything the department exports: its own data, its reports' data, and structured data for its pages.

    `own` names the sources whose findings about the whole file and whose coverage count with this department.
    """
    folder = department.summary.path
    mine = [item for source in department.sources for item in source.reports if item.path.startswith(folder)]
    parts = [_report_parts(item) for item in mine]
    whole = joined(parts)
    files = list(_data_files(folder, department.summary.name, whole, config))
    if len(mine) > 1:
        for item, part in zip(mine, parts, strict=True):
            files += _data_files(item.path, item.report.title, part, config)
    owned = [source for source in department.sources if source.source in own]
    return DepartmentExports(
        rows=_rows(whole, owned, department.summary, config),
        files=(*files, fragment(department.summary, config)),
        downloads=tuple(_downloads(folder, mine, files)),
        json_ld=tuple(department_json_ld(department.summary, config)),
    )


def unplaced_rows(sources: tuple[SourceAnalysis, ...]) -> DepartmentRows:
    """Return the shares of sources that became no report."""
    findings, coverage = _of_sources(sources)
    return DepartmentRows(findings, coverage)


def _rows(
    parts: TableParts, sources: list[SourceAnalysis], summary: DepartmentSummary, config: SiteConfig
) -> DepartmentRows:
    findings, coverage = _of_sources(sources)
    return DepartmentRows(
        findings_csv=parts.findings_csv + findings,
        coverage_json=coverage,
        catalogue=catalogue_rows(summary),
        entries=tuple(report_entry(report, config) for report in summary.reports),
        facts_version=sha256(parts.facts_csv).hexdigest(),
    )


def _of_sources(sources: Iterable[SourceAnalysis]) -> tuple[bytes, bytes]:
    """Return the rows of findings and of coverage.json about whole files."""
    findings = [finding_row(finding) for source in sources for finding in source.findings]
    coverage = [coverage_object(source.coverage) for source in sources if source.coverage]
    return csv_lines(findings), object_lines(coverage)


def _data_files(folder: str, title: str, parts: TableParts, config: SiteConfig) -> Iterator[OutputFile]:
    place = f"{folder}data/"
    contents = {
        "facts": csv_header(FactRow) + parts.facts_csv,
        "findings": csv_header(FindingRow) + parts.findings_csv,
    }
    for name, content in contents.items():
        yield OutputFile(f"{place}{name}.csv", content)
    yield OutputFile(f"{place}facts.json", b"".join(json_array([parts.facts_json])))
    yield OutputFile(f"{place}facts.xlsx", workbook(parts.facts_sheet, parts.findings_sheet, title))
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


def coverage_object(coverage: Coverage) -> dict[str, object]:
    """Return the account of one source as it stands in coverage.json."""
    return {
        "source": coverage.source,
        "printed": coverage.printed,
        "facts": coverage.facts,
        "set_aside": dict(coverage.set_aside),
        "not_understood": [{"locator": item.locator, "printed": item.printed} for item in coverage.not_understood],
    }
