"""Rows of data/facts.csv and data/findings.csv: the columns of the public contract, in its order."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from json.encoder import encode_basestring
from operator import attrgetter

from site_builder.exports.cells import guard_row, plain_cell
from site_builder.model.finding import Finding
from site_builder.model.report import Fact, Report

BOM = "\ufeff"
ARRAY_HEAD, ARRAY_END = b"[\n", b"\n]\n"


@dataclass(frozen=True, slots=True)
class FactRow:
    """One row of facts.csv; the field names are its columns. Everything is text, as exported."""

    id: str
    source: str
    locator: str
    department: str
    region: str
    year: str
    kind: str
    subject: str
    item: str
    value: str
    unit: str
    status: str
    printed: str
    path: str
    table: str
    code: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One row of findings.csv; the field names are its columns."""

    check: str
    severity: str
    source: str
    locators: str
    subject: str
    message: str
    expected: str
    actual: str


RowType = type[FactRow] | type[FindingRow]


def columns(row_type: RowType) -> tuple[str, ...]:
    """Return the column names of a row type."""
    return row_type.__match_args__


def fact_row(report: Report, fact: Fact) -> FactRow:
    """Return the row of one fact; the year is the one the value speaks of, the report's otherwise."""
    year = fact.year if fact.year is not None else report.year
    value = fact.value
    return FactRow(
        id=fact.id,
        source=report.source,
        locator=fact.locator,
        department=report.department,
        region="".join(report.region),
        year="" if year is None else str(year),
        kind=report.kind.value,
        subject=fact.subject,
        item=fact.item,
        value=value.text,
        unit=value.unit,
        status=value.status.value,
        printed=value.printed,
        path=" / ".join(part for part in fact.path if part),
        table=fact.table,
        code=fact.code,
    )


def finding_row(finding: Finding) -> FindingRow:
    """Return the row of one finding."""
    return FindingRow(
        check=finding.check,
        severity=finding.severity.value,
        source=finding.source,
        locators=" ".join(finding.locators),
        subject=finding.subject,
        message=finding.message,
        expected=finding.expected,
        actual=finding.actual,
    )


def csv_header(row_type: RowType) -> bytes:
    """Return the first line of a CSV file, with the byte order mark that spreadsheets need."""
    return (BOM + ",".join(columns(row_type)) + "\r\n").encode()


def cells_of(row_type: RowType) -> Callable[[object], tuple[str, ...]]:
    """Return the function that gives a row's cells in the order of its columns."""
    return attrgetter(*columns(row_type))


def csv_lines(rows: Sequence[FactRow] | Sequence[FindingRow]) -> bytes:
    """Return rows as CSV lines without a header; cells that a spreadsheet would run are guarded."""
    if not rows:
        return b""
    names, written = columns(type(rows[0])), _Written().__getitem__
    guarded = (guard_row(cells, names) for cells in map(cells_of(type(rows[0])), rows))
    return "".join([",".join(map(written, cells)) + "\r\n" for cells in guarded]).encode()


class _Written(dict[str, str]):
    """Cells as RFC 4180 writes them, each made once: most cells of a column say the same."""

    def __missing__(self, text: str) -> str:
        written = self[text] = '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text
        return written


_NEEDS_QUOTES = re.compile('[",\r\n]')


def read_csv_lines(lines: bytes) -> Iterator[list[str]]:
    """Yield the cells of CSV lines without a header, exactly as they were before `csv_lines`."""
    for row in csv.reader(io.StringIO(lines.decode(), newline="")):
        yield [plain_cell(cell) for cell in row]


def json_lines(rows: Sequence[FactRow] | Sequence[FindingRow]) -> bytes:
    """Return rows as JSON objects, one a line, each line ending with a comma."""
    if not rows:
        return b""
    line = "{" + ", ".join(f'"{name}": %s' for name in columns(type(rows[0]))) + "},\n"
    quoted = _Quoted().__getitem__
    return "".join([line % tuple(map(quoted, cells)) for cells in map(cells_of(type(rows[0])), rows)]).encode()


class _Quoted(dict[str, str]):
    """Texts as JSON strings, each made once: most cells of a column say the same."""

    def __missing__(self, text: str) -> str:
        quoted = self[text] = encode_basestring(text)
        return quoted


def object_lines(objects: Iterable[dict[str, object]]) -> bytes:
    """Return JSON objects, one a line, each line ending with a comma."""
    return "".join([json.dumps(item, ensure_ascii=False) + ",\n" for item in objects]).encode()


def json_array(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Join chunks of `json_lines` into one JSON array."""
    yield ARRAY_HEAD
    held = b""
    for chunk in chunks:
        if chunk:
            if held:
                yield held
            held = chunk
    yield held.removesuffix(b",\n") + ARRAY_END


def as_object(row: FactRow | FindingRow) -> dict[str, object]:
    """Return a row as a JSON object."""
    return {name: getattr(row, name) for name in columns(type(row))}
