"""data/site.json by the public contract: the lists of departments, reports and projects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from site_builder.exports.facts import object_lines
from site_builder.model.report import Fact
from site_builder.model.site import DepartmentSummary, ProjectSummary, ReportSummary


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A department's lines of the three lists, each line ending with a comma."""

    departments: bytes
    reports: bytes
    projects: bytes


NO_ROWS = Catalogue(b"", b"", b"")
LISTS = ("departments", "reports", "projects")


def catalogue_rows(summary: DepartmentSummary) -> Catalogue:
    """Return a department's lines."""
    return Catalogue(
        object_lines([_department(summary)]),
        object_lines(map(_report, summary.reports)),
        object_lines(_project(item) for report in summary.reports for item in report.projects),
    )


def catalogue_chunks(lists: dict[str, Iterable[bytes]]) -> Iterator[bytes]:
    """Yield data/site.json from the lines of each list."""
    for number, name in enumerate(LISTS):
        yield (b",\n" if number else b"{") + f'"{name}": ['.encode()
        yield from _without_last_comma(lists[name])
        yield b"]"
    yield b"}\n"


def _without_last_comma(chunks: Iterable[bytes]) -> Iterator[bytes]:
    held = b"\n"
    for chunk in chunks:
        if chunk:
            yield held
            held = chunk
    yield held.removesuffix(b",\n") + b"\n" if held != b"\n" else b""


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
