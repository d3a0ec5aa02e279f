"""Workbooks: cells as displayed, hidden parts said, far cells harmless."""

import io
import zipfile

import openpyxl
import pytest

from site_builder.model.document import Document, Heading, Paragraph, Table
from site_builder.readers import xlsx
from site_builder.readers.office.number_format import show_number


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_of(rows: list[list[object]], title: str = "表") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return book


def read(book: openpyxl.Workbook) -> Document:
    return xlsx.read(saved(book), "表.xlsx")


@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        ("0.9986", "0.00%", "99.86%"),
        ("132.7", "0.00", "132.70"),
        ("5296.1099999999997", "General", "5296.11"),
        ("-5", "#,##0.00;[Red]-#,##0.00", "-5.00"),
        ("-2024", "0_);[Red](0)", "(2024)"),
        ("0", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        ("0", "0.00;-0.00;;@", ""),
        ("45657", 'yyyy"年"m"月"d"日"', "2024年12月31日"),
        ("45657", "yyyy/m/d", "2024/12/31"),
        ("0.5", "h:mm", "12:00"),
        ("12345.678", "#,##0.0,", "12.3"),
        ("5", "000", "005"),
        ("3", '0"人"', "3人"),
        ("100", '[>=100]0"多";0', "100多"),
        ("0.125", "0.00", "0.13"),
        ("1e-7", "General", "0.0000001"),
        ("不是数", "0.00", "不是数"),
    ],
)
def test_numbers_are_shown_as_displayed(stored: str, code: str, shown: str) -> None:
    assert show_number(stored, code) == shown


def test_title_unit_and_note_stand_outside_the_table() -> None:
    rows = [
        ["支出决算表"],
        ["部门：青禾县水务局", None, "金额单位：万元"],
        ["科目", "基本", "项目"],
        ["水利", 1, 2],
        ["注：略。"],
    ]
    book = sheet_of(rows)  # type: ignore[arg-type]
    book.active.merge_cells("A1:C1")
    document = read(book)
    kinds = [type(block) for block in document.blocks]
    assert kinds == [Heading, Paragraph, Paragraph, Table, Paragraph]
    table = next(document.tables())
    assert (table.nrows, table.ncols, table.name) == (2, 3, "表")
    assert table.cells[0].locator == "表!A3"


def test_many_forms_on_a_sheet_become_many_tables() -> None:
    form = [["项目支出绩效自评表"], ["项目名称", "甲"], ["得分", 98], [None]]
    book = sheet_of([*form, *form])  # type: ignore[arg-type]
    for row in (1, 5):
        book.active.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
    document = read(book)
    assert [type(block) for block in document.blocks] == [Heading, Table, Heading, Table]
    assert [table.cells[0].locator for table in document.tables()] == ["表!A2", "表!A6"]


def test_hidden_sheets_rows_and_columns_are_said_and_left_out() -> None:
    book = sheet_of([["科目", "内部", "金额"], ["甲", "密", 1], ["乙", "密", 2]])
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["B"].hidden = True
    book.create_sheet("底稿").append(["草稿", 9])
    book["底稿"].sheet_state = "hidden"
    document = read(book)
    (table,) = document.tables()
    assert [cell.text for cell in table.cells] == ["科目", "金额", "甲", "1"]
    names = {problem.name for problem in document.problems}
    assert names == {"hidden-rows", "hidden-columns", "hidden-sheet"}
    assert any("底稿" in problem.message for problem in document.problems)


def test_one_far_cell_neither_stalls_nor_spoils_the_form() -> None:
    book = sheet_of([["科目", "金额"], ["甲", 1]])
    book.active["XFD1048576"] = "迷路"
    document = read(book)
    table = next(document.tables())
    assert (table.nrows, table.ncols) == (2, 2)
    assert any(getattr(block, "text", "") == "迷路" for block in document.blocks)


def test_a_merge_over_the_whole_sheet_is_harmless() -> None:
    book = sheet_of([["甲", "乙"], ["1", "2"]])
    data = saved(book)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name.endswith("sheet1.xml"):
                merge = b'</sheetData><mergeCells count="1"><mergeCell ref="B2:XFD1048576"/></mergeCells>'
                body = body.replace(b"</sheetData>", merge)
            new.writestr(name, body)
    table = next(xlsx.read(out.getvalue(), "表.xlsx").tables())
    assert table.nrows < 30 and table.ncols < 30


def test_a_formula_without_result_is_said() -> None:
    book = sheet_of([["甲", "=1+1"], ["乙", "丙"]])
    (problem,) = read(book).problems
    assert problem.name == "formula-without-value" and "B1" in problem.message


def test_declared_size_is_not_trusted() -> None:
    data = saved(sheet_of([["a", "b"]] + [["x", n] for n in range(400)]))
    assert next(xlsx.read(data, "表.xlsx").tables()).nrows == 401


def test_strings_lose_their_phonetic_hints() -> None:
    book = sheet_of([["甲", "乙"], ["丙", "丁"]])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(book))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name.endswith("sharedStrings.xml"):
                body = body.replace("<si><t>甲</t></si>".encode(), "<si><t>甲</t><rPh><t>jia</t></rPh></si>".encode())
            new.writestr(name, body)
    assert next(xlsx.read(out.getvalue(), "表.xlsx").tables()).cells[0].text == "甲"
