"""Open data of the whole site: facts, findings, coverage and the list of departments, reports and projects."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from site_builder.exports.columnar import parquet_files
from site_builder.exports.department import DepartmentRows
from site_builder.exports.facts import FactRow, FindingRow, csv_header, json_array, read_csv_lines
from site_builder.exports.feeds import feeds, opensearch, sitemap
from site_builder.exports.linked import site_json_ld
from site_builder.exports.package import TABLES, TITLES, package_file, resource
from site_builder.exports.schema import VERSION, json_schema
from site_builder.exports.workbook import fact_rows, finding_rows, workbook
from site_builder.model.config import SiteConfig
from site_builder.model.output import DataTable, DownloadLink, OutputFile, OutputStream, PageExtras
from site_builder.model.report import Fact
from site_builder.model.site import Correction, DepartmentSummary, ProjectSummary, ReportSummary, SiteSummary

RowSource = Callable[[], Iterable[tuple[str, DepartmentRows]]]
"""Gives (department's folder, its share) anew each time, one after the other: they are never all in memory."""

MOST_WORKBOOK_FACTS = 50_000
SITE_DOWNLOADS = (
    ("data/facts.csv", "全部数据", "CSV"),
    ("data/facts.json", "全部数据", "JSON"),
    ("data/findings.csv", "核对结果", "CSV"),
    ("data/coverage.json", "每个文件里的数字是否都已读懂", "JSON"),
    ("data/site.json", "部门、报告和项目目录", "JSON"),
    ("data/datapackage.json", "数据说明（Data Package）", "JSON"),
    ("data/schema/facts-1.json", "数据的结构（JSON Schema）", "JSON"),
)


def site_extras(summary: SiteSummary, config: SiteConfig) -> PageExtras:
    """Return what the site's pages offer: downloads and structured data."""
    links = [DownloadLink("", title, path, media) for path, title, media in SITE_DOWNLOADS]
    if _fits_workbook(summary):
        links.insert(0, DownloadLink("", "全部数据（Excel）", "data/facts.xlsx", "XLSX"))
    return PageExtras(tuple(links), (("", site_json_ld(summary, config)),), tables=tuple(data_tables()))


def data_tables() -> Iterator[DataTable]:
    """Yield the tables of the open data with their columns."""
    for name, columns in TABLES.items():
        described = tuple((column.name, column.title, column.description) for column in columns)
        yield DataTable(name, TITLES[name], VERSION, _schema_path(name), described)


def _schema_path(table: str) -> str:
    return f"data/schema/{table}-{VERSION.partition('.')[0]}.json"


def site_exports(
    summary: SiteSummary,
    rows: RowSource,
    config: SiteConfig,
    corrections: tuple[Correction, ...] = (),
    pages: Iterable[str] = (),
) -> Iterator[OutputFile | OutputStream]:
    """Yield the site's data files, feeds and sitemap; `pages` are the addresses for the sitemap."""

    def shares() -> Iterator[DepartmentRows]:
        return (share for _, share in rows())

    yield OutputStream("data/facts.csv", _with_header(FactRow, (share.facts_csv for share in shares())))
    yield OutputStream("data/facts.json", json_array(share.facts_json for share in shares()))
    yield OutputStream("data/findings.csv", _with_header(FindingRow, (share.findings_csv for share in shares())))
    yield OutputStream("data/coverage.json", json_array(share.coverage_json for share in shares()))
    yield OutputFile("data/site.json", site_json(summary))
    yield from _descriptions(config)
    yield from parquet_files(_by_province(rows))
    if _fits_workbook(summary):
        yield OutputFile("data/facts.xlsx", _site_workbook(shares(), config))
    yield from feeds(summary, corrections, config)
    yield from sitemap(pages, config)
    yield from opensearch(config)


def _fits_workbook(summary: SiteSummary) -> bool:
    facts = sum(report.facts for department in summary.departments for report in department.reports)
    return facts <= MOST_WORKBOOK_FACTS


def _descriptions(config: SiteConfig) -> Iterator[OutputFile]:
    resources = [resource(name, columns, TITLES[name]) for name, columns in TABLES.items()]
    yield package_file("data/", config.name, "site", resources, config)
    for name, columns in TABLES.items():
        text = json.dumps(json_schema(columns, name), ensure_ascii=False, indent=1)
        yield OutputFile(_schema_path(name), (text + "\n").encode())


def _site_workbook(shares: Iterable[DepartmentRows], config: SiteConfig) -> bytes:
    facts: list[str] = []
    findings: list[str] = []
    for share in shares:
        facts.append(fact_rows(FactRow(*row) for row in read_csv_lines(share.facts_csv)))
        findings.append(finding_rows(FindingRow(*row) for row in read_csv_lines(share.findings_csv)))
    return workbook("".join(facts), "".join(findings), config.name)


def _by_province(rows: RowSource) -> Iterator[tuple[str, Iterator[DepartmentRows]]]:
    """Yield the shares grouped by province; the departments come by address, which begins with the province."""
    for province, group in groupby(rows(), key=lambda pair: _province(pair[0])):
        yield province, (share for _, share in group)


def _province(folder: str) -> str:
    parts = folder.split("/")
    return parts[1] if len(parts) > 2 else "unplaced"


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
