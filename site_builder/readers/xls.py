"""Reading of old Excel workbooks (.xls, .et) with their formats, merged ranges and hidden parts."""

from __future__ import annotations

import io
from hashlib import sha256
from typing import Any

import xlrd

from site_builder.errors import UnreadableFile
from site_builder.model.document import Block, Document, Format, Problem
from site_builder.readers.office.number_format import BUILTIN, show_number
from site_builder.readers.office.package import damaged, encrypted
from site_builder.readers.sheets import Merge, Sheet, SheetCell, sheet_blocks

_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


def read(data: bytes, source: str) -> Document:
    """Return the document of an old workbook; locators are `Sheet1!B4`."""
    book = _open(data, source)
    blocks: list[Block] = []
    problems: list[Problem] = []
    for number in range(book.nsheets):
        try:
            sheet = _sheet(book, book.sheet_by_index(number))
        except (xlrd.XLRDError, IndexError, KeyError, ValueError) as error:
            raise damaged(source) from error
        found, wrong = sheet_blocks(sheet)
        blocks.extend(found)
        problems.extend(wrong)
    return Document(source, Format.XLS, sha256(data).hexdigest(), tuple(blocks), problems=tuple(problems))


def _open(data: bytes, source: str) -> Any:
    try:
        return xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        if "encrypt" in str(error).lower():
            raise encrypted(source) from error
        raise damaged(source) from error
    except UnreadableFile:
        raise
    except Exception as error:  # xlrd leaks struct, index and assertion errors on damaged files
        raise damaged(source) from error


def _sheet(book: Any, sheet: Any) -> Sheet:
    cells: list[SheetCell] = []
    for row in range(sheet.nrows):
        for col in range(sheet.row_len(row)):
            text, stored = _shown(book, sheet, row, col)
            if text.strip():
                cells.append(SheetCell(row, col, text, stored))
    merges = tuple(Merge(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells)
    rows = frozenset(row for row, info in sheet.rowinfo_map.items() if info.hidden)
    cols = frozenset(col for col, info in sheet.colinfo_map.items() if info.hidden)
    return Sheet(sheet.name, cells, merges, rows, cols, bool(sheet.visibility))


def _shown(book: Any, sheet: Any, row: int, col: int) -> tuple[str, str]:
    """Return a cell's text as displayed and as stored."""
    kind, value = sheet.cell_type(row, col), sheet.cell_value(row, col)
    if kind == xlrd.XL_CELL_TEXT:
        return value, value
    if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        stored = repr(value).removesuffix(".0")
        return show_number(stored, _format(book, sheet.cell_xf_index(row, col)), book.datemode == 1), stored
    if kind == xlrd.XL_CELL_BOOLEAN:
        return ("TRUE" if value else "FALSE"), str(value)
    if kind == xlrd.XL_CELL_ERROR:
        return _ERRORS.get(value, "#N/A"), str(value)
    return "", ""


def _format(book: Any, style: int) -> str:
    key = book.xf_list[style].format_key
    found = book.format_map.get(key)
    return found.format_str if found is not None and found.format_str else BUILTIN.get(key, "General")
