"""XLSX with typed cells and a sheet of notes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import UTC, datetime

import xlsxwriter

from site_builder.exports.facts import FactRow, FindingRow
from site_builder.exports.schema import FACT_COLUMNS, FINDING_COLUMNS, Column

# The same input gives the same bytes, so that no time of building may be written.
CREATED = datetime(2000, 1, 1, tzinfo=UTC)
NUMERIC_STATUSES = ("NUMERIC", "ZERO")
# A spreadsheet holds numbers to 15 digits; longer ones stay text rather than lose a digit.
_EXACT = re.compile(r"-?\d{1,12}(?:\.\d{1,6})?")
_WIDTHS = {"subject": 28, "item": 18, "value": 16, "printed": 16, "message": 60, "source": 24, "department": 22}


def workbook(facts: Iterable[FactRow], findings: Iterable[FindingRow], title: str) -> bytes:
    """Return a workbook with sheets 数据, 核对结果 and 说明.

    Numbers without comparator are number cells, years too; everything else is text and never a formula.
    """
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": title, "created": CREATED})
    head = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1})
    _write_sheet(book.add_worksheet("数据"), FACT_COLUMNS, facts, head)
    _write_sheet(book.add_worksheet("核对结果"), FINDING_COLUMNS, findings, head)
    _write_notes(book.add_worksheet("说明"), title, head)
    book.close()
    return buffer.getvalue()


def _write_sheet(sheet, columns: tuple[Column, ...], rows: Iterable[FactRow | FindingRow], head) -> None:  # type: ignore[no-untyped-def]
    for index, column in enumerate(columns):
        sheet.write_string(0, index, column.title, head)
        sheet.set_column(index, index, _WIDTHS.get(column.name, 12))
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows, start=1):
        for index, column in enumerate(columns):
            text = getattr(row, column.name)
            if not text:
                continue
            if _is_number(row, column.name, text):
                sheet.write_number(number, index, float(text))
            else:
                sheet.write_string(number, index, text)


def _is_number(row: FactRow | FindingRow, column: str, text: str) -> bool:
    if column == "year":
        return True
    if column != "value" or not isinstance(row, FactRow) or row.status not in NUMERIC_STATUSES:
        return False
    return bool(_EXACT.fullmatch(text))


def _write_notes(sheet, title: str, head) -> None:  # type: ignore[no-untyped-def]
    lines = [
        (title, ""),
        ("数值取自公开文件的原文，未作修改；空白就是空白，不等于零。", ""),
        ("每一行都有来源文件和位置，可在网站的原文页查到。", ""),
        ("", ""),
        ("列", "含义"),
        *((column.title, column.description) for column in FACT_COLUMNS),
    ]
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 80)
    for number, (left, right) in enumerate(lines):
        sheet.write_string(number, 0, left, head if left == "列" else None)
        sheet.write_string(number, 1, right, head if left == "列" else None)
