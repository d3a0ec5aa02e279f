"""The same form reads the same, cell for cell, whatever the format."""

import json
from pathlib import Path

import pytest
from make_fixtures import FORMS, WRITERS, FormGrid, written

from site_builder.model.document import Document, Table
from site_builder.readers import read_data
from site_builder.readers.office.soffice import convert_batch, find_soffice
from site_builder.text import fold

Cells = set[tuple[int, int, int, int, str]]


def cells_of(table: Table) -> Cells:
    return {(cell.row, cell.col, cell.rowspan, cell.colspan, fold(cell.text)) for cell in table.cells}


def wanted(form: FormGrid) -> Cells:
    return {(row, col, rows, cols, fold(text)) for row, col, rows, cols, text in form.spans}


def only_table(document: Document) -> Table:
    tables = list(document.tables())
    assert len(tables) == 1, [(table.locator, table.nrows, table.ncols) for table in tables]
    return tables[0]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
@pytest.mark.parametrize("suffix", WRITERS)
def test_form_reads_the_same(form: FormGrid, suffix: str) -> None:
    document = read_data(written(form, suffix), f"{form.name}.{suffix}")
    table = only_table(document)
    assert cells_of(table) == wanted(form)
    assert (table.nrows, table.ncols) == (form.nrows, form.ncols)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
@pytest.mark.parametrize("suffix", WRITERS)
def test_title_and_unit_stand_before_the_table(form: FormGrid, suffix: str) -> None:
    document = read_data(written(form, suffix), f"{form.name}.{suffix}")
    texts = []
    for block in document.blocks:
        if isinstance(block, Table):
            break
        texts.append(fold(block.text))
    assert form.title in texts
    for line in form.above:
        assert any(fold(line) in text for text in texts), line


LOCATORS = {
    "docx": ("t1r1c1", "t1r4c4"), "html": ("t1r1c1", "t1r4c4"), "xlsx": ("Sheet1!A5", "Sheet1!D8"),
    "xls": ("Sheet1!A5", "Sheet1!D8"), "pdf": ("p1t1r1c1", "p1t1r4c4"),
}  # fmt: skip


@pytest.mark.parametrize("suffix", LOCATORS)
def test_locators_follow_the_contract(suffix: str) -> None:
    table = only_table(read_data(written(FORMS[1], suffix), f"x.{suffix}"))
    grid = table.rows()
    first, amount = LOCATORS[suffix]
    assert grid[0][0] is not None and grid[0][0].locator == first
    assert grid[3][3] is not None and grid[3][3].text == "30.00"
    assert grid[3][3].locator == amount


def test_pdf_cells_keep_the_page_they_stand_on() -> None:
    document = read_data(written(FORMS[1], "pdf"), "支出.pdf")
    table = only_table(document)
    assert document.page_count == 2
    last = table.own_rows()[-1]
    assert last[1].text == "水务事项39"
    assert last[1].locator.startswith("p2t1r")


@pytest.mark.parametrize("target", ["doc", "odt"])
def test_converted_word_files_read_the_same(target: str, tmp_path: Path) -> None:
    if not find_soffice():
        pytest.skip("LibreOffice is not installed")
    converted = _convert_all(target, tmp_path)
    for form in FORMS:
        document = read_data(converted[form.name], f"{form.name}.{target}")
        assert cells_of(only_table(document)) == wanted(form)


def _convert_all(target: str, folder: Path) -> dict[str, bytes]:
    import subprocess

    for form in FORMS:
        (folder / f"{form.name}.docx").write_bytes(written(form, "docx"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [find_soffice(), profile, "--headless", "--convert-to", target, "--outdir", str(folder)]
    command += [str(folder / f"{form.name}.docx") for form in FORMS]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return {form.name: (folder / f"{form.name}.{target}").read_bytes() for form in FORMS}


def test_one_process_converts_a_batch() -> None:
    if not find_soffice():
        pytest.skip("LibreOffice is not installed")
    files = {f"{form.name}.doc": written(form, "docx") for form in FORMS[:2]}
    converted = convert_batch(files, "docx")
    assert set(converted) == set(files)
    assert all(data.startswith(b"PK") for data in converted.values())


@pytest.mark.real
@pytest.mark.parametrize("suffix", ["docx", "doc", "odt", "ods", "xls", "xlsx", "pdf", "html"])
def test_real_tables_in_ten_formats(shared: Path, suffix: str) -> None:
    truth = json.loads((shared / "formats" / "truth.json").read_text("utf-8"))
    if suffix == "doc" and not find_soffice():
        pytest.skip("LibreOffice is not installed")
    for name, form in truth.items():
        table = only_table(read_data((shared / "formats" / f"{name}.{suffix}").read_bytes(), f"{name}.{suffix}"))
        assert (table.nrows, table.ncols) == (form["nrows"], form["ncols"]), name
        expected = {(row, col, rows, cols, fold(text)) for row, col, rows, cols, text in form["spans"]}
        assert cells_of(table) == expected, name
