"""No cell of an exported table starts a formula; the exact text can be had back."""

import csv
import io
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.exports.cells import EXACT_COLUMNS, guard_cell, plain_cell
from site_builder.exports.facts import FactRow, csv_lines, read_csv_lines
from site_builder.exports.workbook import fact_rows, workbook

RUNNING = (
    '=HYPERLINK("http://x.example","看")',
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+SUM(A1:A9)",
    "-2+3+A1",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "＋A1",
    "－A1",
    "＠x",
    "=A1",
    "=DDE(1)",
)
PLAIN = ("+1", "-1", "-12.5%", "=100", "=100%", "=20万元", "==1套", "=≥3", "12.5", "≥95", "", "收入", "— —", "O'Neil")


@pytest.mark.parametrize("text", RUNNING)
@pytest.mark.parametrize("column", ["subject", "value", "printed", "message"])
def test_a_formula_gets_an_apostrophe(text: str, column: str) -> None:
    assert guard_cell(text, column) == "'" + text
    assert plain_cell(guard_cell(text, column)) == text


@pytest.mark.parametrize("text", PLAIN)
def test_numbers_conditions_and_words_stay(text: str) -> None:
    assert guard_cell(text, "value") == text


def test_outside_the_exact_columns_words_after_a_sign_are_guarded() -> None:
    assert guard_cell("=万元", "value") == "=万元"
    assert guard_cell("-合计", "subject") == "'-合计"
    assert {"value", "printed"} <= EXACT_COLUMNS


@given(st.text(alphabet="'=+-@\t\r\n＝A1a收.,%(", max_size=8), st.sampled_from(["value", "subject"]))
def test_the_way_back_is_exact(text: str, column: str) -> None:
    assert plain_cell(guard_cell(text, column)) == text


def hostile() -> FactRow:
    names = FactRow.__match_args__
    return FactRow(*(RUNNING[index % len(RUNNING)] if name != "year" else "2024" for index, name in enumerate(names)))


def test_csv_cells_of_a_hostile_report_are_text() -> None:
    lines = csv_lines([hostile()])
    for cell in next(csv.reader(io.StringIO(lines.decode(), newline=""))):
        assert cell[0] not in "=+-@\t\r\n＝＋－＠"
    assert FactRow(*next(read_csv_lines(lines))) == hostile()


def test_a_real_spreadsheet_program_sees_no_formula(tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "guarded.csv").write_bytes(csv_lines([hostile()]))
    (tmp_path / "guarded.xlsx").write_bytes(workbook(fact_rows([hostile()]), "", "=1+1"))
    (tmp_path / "running.csv").write_text(",".join(text for text in RUNNING[:2] if '"' not in text), encoding="utf-8")
    for name in ("guarded.csv", "guarded.xlsx", "running.csv"):
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "fods", "--outdir", str(tmp_path / name[-3:]), name]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    formulas = {path: path.read_text(encoding="utf-8").count("table:formula") for path in tmp_path.rglob("*.fods")}
    assert {f"{path.parent.name}/{path.stem}": bool(count) for path, count in formulas.items()} == {
        "csv/guarded": False,
        "lsx/guarded": False,
        "csv/running": True,
    }


def test_xlsx_cells_of_a_hostile_report_are_text() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(fact_rows([hostile()]), "", "=1+1")))["数据"]
    cells = [cell for cell in sheet[2] if cell.value is not None]
    assert all(cell.data_type in ("s", "n") for cell in cells)
    assert sheet.cell(2, 2).value == hostile().source
