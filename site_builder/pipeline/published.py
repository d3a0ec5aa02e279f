"""What the published site says of itself: its reports with their sources, and the facts of a source."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path

from site_builder.exports import FactRow, json_array
from site_builder.exports.cells import plain_cell
from site_builder.model.output import OutputStream
from site_builder.model.site import DepartmentSummary
from site_builder.pipeline.versions import READING, code_version

SOURCES = "data/sources.json"
"""Small beside data/site.json, so that looking for changes stays quick on a large site."""


@dataclass(frozen=True, slots=True)
class PublishedReport:
    """A report on the published site; `path` is its folder."""

    source: str
    sha256: str
    path: str
    title: str = ""
    department: str = ""

    @property
    def folder(self) -> str:
        """The folder of its department: two steps above (year, kind)."""
        return department_folder(self.path)


@dataclass(frozen=True, slots=True)
class Published:
    """The reports of the published site, and the version of the reading code that made it."""

    reports: tuple[PublishedReport, ...] = ()
    reading: str = ""

    def by_source(self) -> dict[str, list[PublishedReport]]:
        """Return the reports of each source."""
        result: dict[str, list[PublishedReport]] = {}
        for report in self.reports:
            result.setdefault(report.source, []).append(report)
        return result


def department_folder(report_path: str) -> str:
    """Return the department's folder, two steps above that of one of its reports."""
    return report_path.rstrip("/").rsplit("/", 2)[0] + "/"


def source_rows(summary: DepartmentSummary) -> bytes:
    """Return a department's lines of the list of sources, each ending with a comma."""
    reports = (
        PublishedReport(item.source, item.sha256, item.path, item.title, item.department) for item in summary.reports
    )
    return "".join([json.dumps(asdict(item), ensure_ascii=False) + ",\n" for item in reports]).encode()


def sources_file(rows: Iterable[bytes]) -> OutputStream:
    """Return the list of reports and sources that the next build reads, from the departments' lines."""
    head = json.dumps({"reading": code_version(*READING), "reports": []}).removesuffix("[]}")
    return OutputStream(SOURCES, chain([head.encode()], json_array(rows), [b"}\n"]))


def read_published(target: Path) -> Published:
    """Return what the published site holds; nothing when there is none."""
    try:
        content = json.loads((target / SOURCES).read_text(encoding="utf-8"))
        return Published(tuple(PublishedReport(**item) for item in content["reports"]), content["reading"])
    except (OSError, ValueError, KeyError, TypeError):
        return Published()


def published_rows(target: Path, reports: Iterable[PublishedReport]) -> list[FactRow]:
    """Return the published facts of the sources of `reports`, department by department."""
    wanted = {(report.folder, report.source) for report in reports}
    return [row for folder, source in sorted(wanted) for row in _rows(target / folder / "data/facts.csv", source)]


def _rows(path: Path, source: str) -> Iterator[FactRow]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                if row.get("source") == source:
                    yield FactRow(**{name: plain_cell(cell) for name, cell in row.items()})
    except (OSError, ValueError, TypeError):
        return
