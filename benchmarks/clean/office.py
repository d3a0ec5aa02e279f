"""The clean reports as office files: Word, workbook, PDF and web page, and one number of a read document changed."""

from __future__ import annotations

import html
import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
from docx.enum.section import WD_ORIENT
from docx.shared import Cm
from openpyxl.worksheet.worksheet import Worksheet

from benchmarks.clean.paper import Number, Paper, Piece
from site_builder.model.document import Block, Cell, Document, Table
from site_builder.readers.office.soffice import find_soffice

Row = list[list[Piece]]
"""The cells of a row, each of pieces."""
Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


def _parts(paper: Paper) -> Iterator[tuple[str, list[Row]]]:
    """Yield lines of text and tables (rows of cells) in order."""
    rows: list[Row] = []
    for line in paper.lines:
        cells: Row = [[]]
        for piece in line:
            parts = piece.split("\t") if isinstance(piece, str) else [piece]
            for place, part in enumerate(parts):
                if place:
                    cells.append([])
                cells[-1].append(part)
        if len(cells) > 1:
            rows.append(cells)
            continue
        if rows:
            yield "", rows
            rows = []
        yield "".join(map(_shown, cells[0])), []
    if rows:
        yield "", rows


def _shown(piece: Piece) -> str:
    return piece if isinstance(piece, str) else piece.printed


def _text(cell: Sequence[Piece]) -> str:
    return "".join(map(_shown, cell))


def _merges(rows: Sequence[Row]) -> list[Merge]:
    """Blank cells of the head rows belong to the head on their left, or to the one above."""
    head = next((i for i, row in enumerate(rows) if any(isinstance(p, Number) for c in row for p in c)), 0)
    grid = [[_text(cell) for cell in row] for row in rows[:head]]
    found: list[Merge] = []
    for r, row in enumerate(grid):
        for c, text in enumerate(row):
            if not text:
                continue
            right, down = c, r
            while right + 1 < len(row) and not row[right + 1] and (r == 0 or not grid[r - 1][right + 1]):
                right += 1
            while down + 1 < len(grid) and not any(grid[down + 1][c : right + 1]) and right == c:
                down += 1
            if (right, down) != (c, r):
                found.append((r, c, down, right))
    return found


def write_docx(paper: Paper, path: Path) -> None:
    """Write the report as a Word file with merged heads."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(42), Cm(29.7)  # A3: official tables are wide
    for text, rows in _parts(paper):
        if not rows:
            document.add_paragraph(text)
            continue
        table = document.add_table(len(rows), max(map(len, rows)), style="Table Grid")
        for r, row in enumerate(rows):
            for cell, made in zip(row, table.rows[r].cells, strict=False):
                made.text = _text(cell)
        for top, left, bottom, right in _merges(rows):
            table.cell(top, left).merge(table.cell(bottom, right)).text = _text(rows[top][left])
    document.save(str(path))


def write_xlsx(paper: Paper, path: Path) -> None:
    """Write every table on a sheet of its own with the lines above it; amounts are numbers."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    lines: list[str] = []
    for text, rows in _parts(paper):
        if not rows:
            lines.append(text)
            continue
        sheet = book.create_sheet(f"表{len(book.sheetnames) + 1}")
        for line in filter(None, lines):
            sheet.append([line])
        lines = []
        _write_rows(sheet, rows)
    book.save(path)


def _write_rows(sheet: Worksheet, rows: Sequence[Row]) -> None:
    start = sheet.max_row + 1
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            number = cell[0] if len(cell) == 1 and isinstance(cell[0], Number) else None
            made = sheet.cell(start + r, c + 1, float(number.value) if number else _text(cell) or None)
            if number and "." in number.printed:
                made.number_format = "#,##0.00" if "," in number.printed else "0.00"
    for top, left, bottom, right in _merges(rows):
        sheet.merge_cells(start_row=start + top, start_column=left + 1, end_row=start + bottom, end_column=right + 1)


def write_html(paper: Paper, path: Path) -> None:
    """Write the report as a web page."""
    out = ["<!doctype html><meta charset=utf-8>"]
    for text, rows in _parts(paper):
        out.append(
            f"<p>{html.escape(text)}</p>" if not rows else "<table>" + "".join(map(_html_row, rows)) + "</table>"
        )
    path.write_text("\n".join(out), encoding="utf-8")


def _html_row(row: Row) -> str:
    return "<tr>" + "".join(f"<td>{html.escape(_text(cell))}</td>" for cell in row) + "</tr>"


def write_pdf(paper: Paper, path: Path) -> None:
    """Write the report as a PDF, converted from Word by the office suite."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / f"{path.stem}.docx"
        write_docx(paper, made)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [
            find_soffice(),
            profile,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(path.parent),
            str(made),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=180)


WRITERS = {"docx": write_docx, "xlsx": write_xlsx, "html": write_html, "pdf": write_pdf}


def _places(document: Document) -> Iterator[tuple[int, int, str]]:
    """Yield block, cell (-1 for text) and text in reading order."""
    for index, block in enumerate(document.blocks):
        if isinstance(block, Table):
            for place, cell in enumerate(block.cells):
                yield index, place, cell.text
        else:
            yield index, -1, block.text


def _found(printed: str, text: str) -> list[int]:
    return [match.start() for match in re.finditer(rf"(?<![\d.,]){re.escape(printed)}(?![\d,]|\.\d)", text)]


def change(document: Document, paper: Paper, number: Number, printed: str) -> tuple[Document, str] | None:
    """Return the read document with one number printed otherwise, and its place; None when it is not found for sure.

    The number is the n-th of its spelling in the report and must be the n-th of as many in the document.
    """
    before = paper.text(number, "\0").partition("\0")[0]
    rank = len(_found(number.printed, before))
    hits = [(b, c, at) for b, c, text in _places(document) for at in _found(number.printed, text)]
    if len(hits) != len(_found(number.printed, paper.text())):
        return None
    block, cell, at = hits[rank]
    made, place = _changed(document.blocks[block], cell, at, number.printed, printed)
    return replace(document, blocks=(*document.blocks[:block], made, *document.blocks[block + 1 :])), place


def _changed(block: Block, cell: int, at: int, old: str, new: str) -> tuple[Block, str]:
    def text(given: str) -> str:
        return given[:at] + new + given[at + len(old) :]

    if not isinstance(block, Table):
        place = block.locator_at(at) if hasattr(block, "locator_at") else block.locator
        return replace(block, text=text(block.text), raw=""), place
    one: Cell = block.cells[cell]
    made = replace(one, text=text(one.text), raw="")
    return replace(block, cells=(*block.cells[:cell], made, *block.cells[cell + 1 :])), one.locator
