"""Forms in workbooks and Word files, merged cells and all, say what the same form says as text."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from site_builder.forms.context import FormsResult, ReportContext
from site_builder.forms.facts import FactBook
from site_builder.forms.selfeval import read_forms
from site_builder.model.report import Fact, ReportKind
from site_builder.readers import read_file
from tests.golden import SAMPLES, source_of

Span = tuple[int, int, int, int]
GRID = [
    line.split("\t")
    for line in source_of(SAMPLES / "form-national").read_text(encoding="utf-8").split("\n")[3:]
    if line.strip()
]
MERGED: list[Span] = [
    (0, 1, 1, 8), (1, 1, 1, 3), (1, 5, 1, 4), (2, 0, 5, 1), (2, 1, 1, 2), (3, 1, 1, 2), (4, 1, 1, 2), (5, 1, 1, 2),
    (6, 1, 1, 2), (7, 0, 2, 1), (7, 1, 1, 4), (7, 5, 1, 4), (8, 1, 1, 4), (8, 5, 1, 4), (9, 0, 8, 1), (10, 1, 4, 1),
    (14, 1, 2, 1), (17, 0, 1, 6),
]  # fmt: skip
"""Merged ranges as (row, column, rows, columns), zero-based, as the official form has them."""


def read_path(path: Path) -> tuple[FormsResult, list[Fact]]:
    book = FactBook(path.name)
    document = read_file(path, path.name)
    context = ReportContext(path.name, "某局", (), 2023, ReportKind.DEPARTMENT_FINAL)
    return read_forms(document.blocks, context, book), book.facts


def said(facts: list[Fact]) -> set[tuple[str, str, str, str, tuple[str, ...]]]:
    return {(f.subject, f.item, f.value.text, f.value.unit, f.path) for f in facts if f.item != "年度"}


@pytest.fixture(scope="module")
def as_text() -> set[tuple[str, str, str, str, tuple[str, ...]]]:
    return said(read_path(source_of(SAMPLES / "form-national"))[1])


def fill_sheet(sheet: Worksheet, first: int, name: str = "") -> int:
    """Write title and form at row `first` (1-based); return the next free row."""
    sheet.cell(first, 1, "项目支出绩效自评表")
    sheet.merge_cells(start_row=first, start_column=1, end_row=first, end_column=9)
    top = first + 1
    for r, line in enumerate(GRID):
        for c, text in enumerate(line):
            if text:
                sheet.cell(top + r, c + 1, name if name and (r, c) == (0, 1) else text)
    for row, col, rows, cols in MERGED:
        last = (top + row + rows - 1, col + cols)
        sheet.merge_cells(start_row=top + row, start_column=col + 1, end_row=last[0], end_column=last[1])
    return top + len(GRID)


def test_merged_workbook_says_the_same(
    tmp_path: Path, as_text: set[tuple[str, str, str, str, tuple[str, ...]]]
) -> None:
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    fill_sheet(book.active, 1)
    book.save(tmp_path / "form.xlsx")
    result, facts = read_path(tmp_path / "form.xlsx")
    assert said(facts) == as_text
    assert all("!" in fact.locator for fact in facts)
    assert result.forms[0].layout == "national" and result.forms[0].certain


def test_many_forms_on_one_sheet_and_on_sheets(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    following = fill_sheet(book.active, 1, "路灯甲")
    fill_sheet(book.active, following + 2, "路灯乙")
    fill_sheet(book.create_sheet("丙"), 1, "路灯丙")
    book.save(tmp_path / "forms.xlsx")
    result, _ = read_path(tmp_path / "forms.xlsx")
    assert [(form.subject, len(form.indicators)) for form in result.forms] == [
        ("路灯甲", 7),
        ("路灯乙", 7),
        ("路灯丙", 7),
    ]


def test_merged_word_table_says_the_same(
    tmp_path: Path, as_text: set[tuple[str, str, str, str, tuple[str, ...]]]
) -> None:
    document = docx.Document()
    document.add_heading("项目支出绩效自评表", 1)
    document.add_paragraph("（2023年度）")
    grid = document.add_table(len(GRID), 9)
    for r, line in enumerate(GRID):
        for c, text in enumerate(line):
            grid.cell(r, c).text = text
    for row, col, rows, cols in MERGED:
        kept = grid.cell(row, col).text
        merged = grid.cell(row, col).merge(grid.cell(row + rows - 1, col + cols - 1))
        merged.text = kept
    document.save(str(tmp_path / "form.docx"))
    _, facts = read_path(tmp_path / "form.docx")
    assert said(facts) == as_text
