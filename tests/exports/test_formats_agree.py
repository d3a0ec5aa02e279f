"""CSV, JSON, XLSX and Parquet hold the same facts, read back by libraries that are not ours."""

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from pyarrow import parquet

from site_builder.exports.cells import plain_cell
from site_builder.exports.columnar import BATCH_BYTES, parquet_file
from site_builder.exports.facts import FactRow, FindingRow, csv_lines
from site_builder.exports.workbook import fact_rows, finding_rows, workbook

Rows = list[dict[str, str]]


def csv_rows(path: Path) -> Rows:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{key: plain_cell(cell) for key, cell in row.items()} for row in csv.DictReader(file)]


def json_rows(path: Path) -> Rows:
    rows: Rows = json.loads(path.read_text(encoding="utf-8"))
    return rows


def sheet_rows(content: bytes, names: list[str]) -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    rows = list(book["数据"].iter_rows(min_row=2, max_col=len(names), values_only=True))
    return [["" if cell is None else cell for cell in row] for row in rows]


def same_cell(cell: object, text: str) -> bool:
    if isinstance(cell, int | float):
        return Decimal(str(cell)) == Decimal(text)
    return cell == text


def department_folders(site: Path) -> list[Path]:
    return [path.parent for path in sorted(site.glob("d/**/data/facts.csv"))]


def test_the_whole_site_in_four_formats(portal_site: Path) -> None:
    data = portal_site / "data"
    rows = json_rows(data / "facts.json")
    assert len(rows) > 200
    assert csv_rows(data / "facts.csv") == rows
    names = list(rows[0])
    cells = sheet_rows((data / "facts.xlsx").read_bytes(), names)
    assert len(cells) == len(rows)
    for line, row in zip(cells, rows, strict=True):
        assert all(same_cell(cell, row[name]) for cell, name in zip(line, names, strict=True)), (line, row)
    table = [
        row for path in sorted((data / "parquet").glob("*.parquet")) for row in parquet.read_table(path).to_pylist()
    ]
    by_id = {row["id"]: row for row in table}
    assert len(by_id) == len(rows)
    for row in rows:
        number = by_id[row["id"]].pop("number")
        assert by_id[row["id"]] == row
        if row["status"] in ("NUMERIC", "ZERO"):
            assert number == Decimal(row["value"].lstrip("=≥≤><")), row


def test_departments_and_reports_hold_the_sites_facts(portal_site: Path) -> None:
    whole = {row["id"]: row for row in json_rows(portal_site / "data/facts.json")}
    folders = department_folders(portal_site)
    seen: set[str] = set()
    for folder in folders:
        rows = json_rows(folder / "facts.json")
        assert csv_rows(folder / "facts.csv") == rows
        assert all(whole[row["id"]] == row for row in rows)
        assert len(sheet_rows((folder / "facts.xlsx").read_bytes(), list(rows[0]))) == len(rows)
        seen |= {row["id"] for row in rows}
    assert seen == set(whole)


def test_amounts_are_number_cells_with_their_decimals(portal_site: Path) -> None:
    book = openpyxl.load_workbook(portal_site / "data/facts.xlsx")
    sheet = book["数据"]
    heads = [cell.value for cell in sheet[1]]
    value, year = heads.index("数值"), heads.index("年度")
    row = next(row for row in sheet.iter_rows(min_row=2) if row[value].value == 1851.72)
    assert row[value].number_format == "#,##0.00"
    assert isinstance(row[year].value, int)
    assert {"数据", "核对结果", "说明"} == set(book.sheetnames)


def fact(value: str, status: str = "NUMERIC", subject: str = "某项目") -> FactRow:
    return FactRow(
        *("f1", "决算.txt", "L1", "某局", "某省", "2024", "department_final", subject, "决算数"),
        *(value, "万元", status, value, "", "公开01表", ""),
    )


def number_cell(value: str) -> object:
    return sheet_rows(workbook(fact_rows([fact(value)]), "", "题"), ["x"] * 16)[0][9]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("9.995", 9.995),
        ("-12.50", -12.5),
        ("0", 0),
        ("123456789012345", 123456789012345),
        ("1234567890123456.78", "1234567890123456.78"),
        ("=100", "=100"),
        ("≥95", "≥95"),
    ],
)
def test_numbers_lose_no_digit(value: str, cell: object) -> None:
    assert number_cell(value) == cell


def test_parquet_keeps_exact_decimals_and_reads_guarded_cells() -> None:
    rows = [fact("0.1234567891"), fact("≥95"), fact("", "EMPTY"), fact("1" * 30), fact("x", "TEXT", "=1+cmd|'/c'!A0")]
    (file,) = parquet_file("hudong", [csv_lines(rows)])
    table = parquet.read_table(io.BytesIO(file.content)).to_pylist()
    assert [row["number"] for row in table] == [Decimal("0.1234567891"), 95, None, None, None]
    assert table[4]["subject"] == "=1+cmd|'/c'!A0"
    assert [row["status"] for row in table] == ["NUMERIC", "NUMERIC", "EMPTY", "NUMERIC", "TEXT"]


def test_parquet_gathers_small_departments_and_keeps_all_rows_in_order() -> None:
    values = [str(number) for number in range(9)]
    small = [csv_lines([fact(value)]) for value in values[:-1]]
    large = csv_lines([fact(values[-1])] * (1 + BATCH_BYTES // len(small[0])))
    (file,) = parquet_file("hudong", [*small, b"", large, csv_lines([fact("10")])])
    whole = parquet.ParquetFile(io.BytesIO(file.content))
    assert whole.num_row_groups == 2
    found = [row["value"] for row in whole.read().to_pylist()]
    assert list(dict.fromkeys(found)) == [*values, "10"]
    assert len(found) == 9 + large.count(b"\n")


def test_no_time_of_building_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    findings = finding_rows([FindingRow("a", "error", "决算.txt", "L1", "某局", "说明", "1", "2")])
    facts = fact_rows([fact("1")])
    rows = [csv_lines([fact("1")])]
    first = workbook(facts, findings, "题"), list(parquet_file("a", rows))
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert (workbook(facts, findings, "题"), list(parquet_file("a", rows))) == first
