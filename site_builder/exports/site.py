"""Open data of the whole site: facts, findings, coverage and the list of departments, reports and projects.

Each file is joined from the departments' own, chunk by chunk, so that memory does not grow with them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from site_builder.exports.catalogue import catalogue_chunks
from site_builder.exports.columnar import FOLDER, parquet_file
from site_builder.exports.facts import (
    ARRAY_END,
    ARRAY_HEAD,
    FactRow,
    FindingRow,
    csv_header,
    json_array,
    read_csv_lines,
)
from site_builder.exports.linked import site_json_ld
from site_builder.exports.package import TABLES, TITLES, package_file, resource
from site_builder.exports.schema import VERSION, json_schema
from site_builder.exports.workbook import fact_rows, finding_rows, workbook
from site_builder.model.config import SiteConfig
from site_builder.model.output import DataTable, DownloadLink, OutputFile, OutputStream, PageExtras, SitePart
from site_builder.model.site import SiteSummary

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
Chunks = Callable[[], Iterable[bytes]]
Piece = bytes | memoryview


@dataclass(frozen=True, slots=True)
class DepartmentData:
    """A department's facts: `csv` and `json` give its own files whole, `version` changes with them.

    What is given stands only until the next file of any department is asked for.
    """

    folder: str
    version: str
    csv: Callable[[], memoryview]
    json: Callable[[], memoryview]

    def csv_rows(self) -> memoryview:
        """Return the rows of facts.csv without its header."""
        return self.csv()[len(csv_header(FactRow)) :]

    def json_rows(self) -> memoryview:
        """Return the objects of facts.json without the brackets around them."""
        return self.json()[len(ARRAY_HEAD) : -len(ARRAY_END)]


@dataclass(frozen=True, slots=True)
class SiteData:
    """The departments' data, read anew each time it is asked for; departments come by address.

    `findings` and `coverage` give lines of findings.csv and coverage.json, `lists` those of the lists of site.json.
    """

    departments: tuple[DepartmentData, ...]
    findings: Chunks
    coverage: Chunks
    lists: dict[str, Chunks]

    def version(self) -> str:
        """Return what changes with any fact."""
        return "\n".join(f"{item.folder} {item.version}" for item in self.departments)


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


def site_exports(summary: SiteSummary, data: SiteData, config: SiteConfig) -> Iterator[SitePart]:
    """Yield the site's data files; a part's key is what changes with its content."""
    yield SitePart("data/facts.csv", lambda: [OutputStream("data/facts.csv", _facts_csv(data))], data.version())
    yield SitePart("data/facts.json", lambda: [OutputStream("data/facts.json", _facts_json(data))], data.version())
    yield SitePart("data/lists", lambda: _lists(data, config))
    for province, departments in groupby(data.departments, key=lambda item: _province(item.folder)):
        mine = tuple(departments)
        key = "\n".join(f"{item.folder} {item.version}" for item in mine)
        yield SitePart(f"{FOLDER}/{province}", _parquet(province, mine), key)
    if _fits_workbook(summary):
        yield SitePart("data/facts.xlsx", lambda: [OutputFile("data/facts.xlsx", _site_workbook(data, config))])


def _lists(data: SiteData, config: SiteConfig) -> Iterator[OutputFile | OutputStream]:
    yield OutputStream("data/findings.csv", _chain(csv_header(FindingRow), data.findings()))
    yield OutputStream("data/coverage.json", json_array(data.coverage()))
    yield OutputStream("data/site.json", catalogue_chunks({name: lines() for name, lines in data.lists.items()}))
    yield from _descriptions(config)


def _chain(head: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield head
    yield from rest


def _facts_csv(data: SiteData) -> Iterator[Piece]:
    yield csv_header(FactRow)
    for department in data.departments:
        yield department.csv_rows()


def _facts_json(data: SiteData) -> Iterator[Piece]:
    yield ARRAY_HEAD
    between = b""
    for rows in filter(None, (department.json_rows() for department in data.departments)):
        yield between
        yield rows
        between = b",\n"
    yield ARRAY_END


def _parquet(province: str, departments: tuple[DepartmentData, ...]) -> Callable[[], Iterable[OutputFile]]:
    return lambda: parquet_file(province, (item.csv_rows() for item in departments))


def _fits_workbook(summary: SiteSummary) -> bool:
    return sum(outline.facts for outline in summary.outlines) <= MOST_WORKBOOK_FACTS


def _descriptions(config: SiteConfig) -> Iterator[OutputFile]:
    resources = [resource(name, columns, TITLES[name]) for name, columns in TABLES.items()]
    yield package_file("data/", config.name, "site", resources, config)
    for name, columns in TABLES.items():
        text = json.dumps(json_schema(columns, name), ensure_ascii=False, indent=1)
        yield OutputFile(_schema_path(name), (text + "\n").encode())


def _site_workbook(data: SiteData, config: SiteConfig) -> bytes:
    facts = [fact_rows(FactRow(*row) for row in read_csv_lines(bytes(item.csv_rows()))) for item in data.departments]
    findings = finding_rows(FindingRow(*row) for row in read_csv_lines(b"".join(data.findings())))
    return workbook("".join(facts), findings, config.name)


def _province(folder: str) -> str:
    parts = folder.split("/")
    return parts[1] if len(parts) > 2 else "unplaced"
