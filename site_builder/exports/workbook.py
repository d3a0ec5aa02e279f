"""XLSX with typed cells and a sheet of notes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal

import xlsxwriter

from site_builder.exports.facts import FactRow, FindingRow
from site_builder.exports.schema import FACT_COLUMNS, FINDING_COLUMNS, Column

# The same input gives the same bytes, so that no time of building may be written.
CREATED = datetime(2000, 1, 1, tzinfo=UTC)
NUMERIC_STATUSES = ("NUMERIC", "ZERO")
# A spreadsheet holds numbers to 15 digits; longer ones stay text rather than lose a digit.
MOST_DIGITS = 15
MOST_CHARACTERS = 32_767
"""A cell of the format holds no more; the CSV and JSON files hold the whole text."""
YEAR = "year"
_NUMBER = re.compile(r"-?\d+(?:\.\d{1,10})?")
_WIDTHS = {"subject": 28, "item": 18, "value": 16, "printed": 16, "message": 60, "source": 24, "department": 22}


def workbook(facts: Iterable[FactRow], findings: Iterable[FindingRow], title: str) -> bytes:
    """Return a workbook with sheets 数据, 核对结果 and 说明.

    Numbers without comparator are number cells that show the printed decimals, years too; everything else is text
    and never a formula.
    """
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": title, "created": CREATED})
    styles = _Styles(book)
    _write_sheet(book.add_worksheet("数据"), FACT_COLUMNS, facts, styles)
    _write_sheet(book.add_worksheet("核对结果"), FINDING_COLUMNS, findings, styles)
    _write_notes(book.add_worksheet("说明"), title, styles.head)
    book.close()
    return buffer.getvalue()


class _Styles:
    """The formats of one workbook: of the header, and of numbers by their decimals."""

    def __init__(self, book) -> None:  # type: ignore[no-untyped-def]
        self._book = book
        self._numbers: dict[int, object] = {}
        self.head = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1})

    def number(self, text: str) -> object:
        """Return the format that shows a number with the decimals it is printed with."""
        decimals = len(text.partition(".")[2])
        if decimals not in self._numbers:
            shown = "#,##0" + ("." + "0" * decimals if decimals else "")
            self._numbers[decimals] = self._book.add_format({"num_format": shown})
        return self._numbers[decimals]


def _write_sheet(sheet, columns: tuple[Column, ...], rows: Iterable[FactRow | FindingRow], styles: _Styles) -> None:  # type: ignore[no-untyped-def]
    for index, column in enumerate(columns):
        sheet.write_string(0, index, column.title, styles.head)
        sheet.set_column(index, index, _WIDTHS.get(column.name, 12))
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows, start=1):
        for index, column in enumerate(columns):
            text = getattr(row, column.name)
            if text:
                _write_cell(sheet, number, index, text, _number_format(row, column.name, text, styles))


def _write_cell(sheet, row: int, column: int, text: str, style: object | None) -> None:  # type: ignore[no-untyped-def]
    if style is None:
        sheet.write_string(row, column, text[:MOST_CHARACTERS])
    elif style == YEAR:
        sheet.write_number(row, column, int(text))
    else:
        # A Decimal is written with its own digits; a float would bring 9.994999999999999 for 9.995.
        sheet.write_number(row, column, Decimal(text), style)


def _number_format(row: FactRow | FindingRow, column: str, text: str, styles: _Styles) -> object | None:
    """Return how a number cell is shown, None for text."""
    if column == "year":
        return YEAR
    if column != "value" or not isinstance(row, FactRow) or row.status not in NUMERIC_STATUSES:
        return None
    if not _NUMBER.fullmatch(text) or sum(char.isdigit() for char in text) > MOST_DIGITS:
        return None
    return styles.number(text)


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
