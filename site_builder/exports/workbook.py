"""The workbook of a department, a report or the site: typed cells and a sheet of notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from site_builder.exports.facts import FactRow, FindingRow
from site_builder.exports.schema import FACT_COLUMNS, FINDING_COLUMNS, Column
from site_builder.exports.xlsx import MOST_CHARACTERS, Number, Sheet, Value, render_rows, write_workbook

__all__ = ["MOST_CHARACTERS", "fact_rows", "finding_rows", "workbook"]

NUMERIC_STATUSES = ("NUMERIC", "ZERO")
# A spreadsheet holds numbers to 15 digits; longer ones stay text rather than lose a digit.
MOST_DIGITS = 15
_NUMBER = re.compile(r"-?\d+(?:\.\d{1,10})?")
_WIDTHS = {"subject": 28, "item": 18, "value": 16, "printed": 16, "message": 60, "source": 24, "department": 22}


def workbook(facts: str, findings: str, title: str) -> bytes:
    """Return a workbook with sheets 数据, 核对结果 and 说明, from pieces of `fact_rows` and `finding_rows`.

    Numbers without comparator are number cells that show the printed decimals, years too; everything else is text
    and never a formula.
    """
    sheets = (
        _table("数据", FACT_COLUMNS, facts),
        _table("核对结果", FINDING_COLUMNS, findings),
        Sheet("说明", ("列", "含义"), (24, 80), render_rows(_notes(title))),
    )
    return write_workbook(sheets, title)


def fact_rows(facts: Iterable[FactRow]) -> str:
    """Return facts as a piece of a sheet."""
    return render_rows(map(_fact_cells, facts))


def finding_rows(findings: Iterable[FindingRow]) -> str:
    """Return findings as a piece of a sheet."""
    return render_rows(map(_finding_cells, findings))


def _table(name: str, columns: tuple[Column, ...], body: str) -> Sheet:
    return Sheet(name, [column.title for column in columns], [_WIDTHS.get(item.name, 12) for item in columns], body)


_VALUE = [column.name for column in FACT_COLUMNS].index("value")
_YEAR = [column.name for column in FACT_COLUMNS].index("year")


_cells_of_fact = attrgetter(*(column.name for column in FACT_COLUMNS))
_cells_of_finding = attrgetter(*(column.name for column in FINDING_COLUMNS))


def _fact_cells(row: FactRow) -> list[Value]:
    cells: list[Value] = list(_cells_of_fact(row))
    if row.year:
        cells[_YEAR] = Number(row.year, plain=True)
    if row.status in NUMERIC_STATUSES and _NUMBER.fullmatch(row.value) and len(row.value.lstrip("-")) <= MOST_DIGITS:
        cells[_VALUE] = Number(row.value)
    return cells


def _finding_cells(row: FindingRow) -> Sequence[Value]:
    cells: tuple[str, ...] = _cells_of_finding(row)
    return cells


def _notes(title: str) -> Iterator[list[Value]]:
    yield [title]
    yield ["数值取自公开文件的原文，未作修改；空白就是空白，不等于零。"]
    yield ["每一行都有来源文件和位置，可在网站的原文页查到。"]
    for column in FACT_COLUMNS:
        yield [column.title, column.description]
