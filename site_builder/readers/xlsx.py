"""Reading of Excel workbooks (.xlsx): an own walk over the XML that no far cell or wrong declared size stalls."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from hashlib import sha256

from lxml import etree

from site_builder.errors import UnreadableFile
from site_builder.model.document import Block, Document, Format, Problem
from site_builder.readers.office.number_format import BUILTIN, show_number
from site_builder.readers.office.package import Package, attribute, child, children, damaged, local
from site_builder.readers.sheets import Merge, Sheet, SheetCell, sheet_blocks
from site_builder.text import whole_number

_MOST_ROWS, _MOST_COLUMNS, _MOST_FORMATS = 1_048_576, 16_384, 65_535
_REFERENCE = re.compile(r"^\$?([A-Z]{1,3})\$?(\d{1,7})$")
MAX_SHEETS = 500
_BOOLEANS = {"1": "TRUE", "0": "FALSE"}


def read(data: bytes, source: str) -> Document:
    """Return the document of a workbook; locators are `Sheet1!B4`."""
    package = Package(data, source)
    book = _Book(package)
    blocks: list[Block] = []
    problems: list[Problem] = list(book.problems)
    for sheet in book.sheets():
        found, wrong = sheet_blocks(sheet)
        blocks.extend(found)
        problems.extend(wrong)
    problems.extend(book.late_problems())
    return Document(source, Format.XLSX, sha256(data).hexdigest(), tuple(blocks), problems=tuple(problems))


class _Book:
    """Shared strings, number formats and the list of sheets."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._main = next((name for name in ("xl/workbook.xml", "xl/workbook2.xml") if name in package.names), "")
        if not self._main:
            raise UnreadableFile(f"{package.source}：文件里没有工作簿内容。", "请用 Excel 或 WPS 另存为 xlsx 后重试。")
        self._root = package.xml(self._main)
        properties = child(self._root, "workbookPr")
        self.date1904 = properties is not None and attribute(properties, "date1904") in ("1", "true")
        self._strings = _shared_strings(package)
        self._formats = _cell_formats(package)
        self._uncalculated: list[str] = []
        self.problems: list[Problem] = []
        if "xl/vbaProject.bin" in package.names:
            self.problems.append(Problem("macros-ignored", "文件带有宏；宏没有运行，只读取了单元格。", severity="info"))

    def sheets(self) -> Iterator[Sheet]:
        """Yield the sheets in the order of their tabs."""
        targets = self._targets()
        listed = child(self._root, "sheets")
        for item in (children(listed, "sheet") if listed is not None else [])[:MAX_SHEETS]:
            name = attribute(item, "name") or ""
            target = targets.get(_relation_id(item), "")
            if target not in self._package.names:
                continue
            root = self._package.xml(target)
            if local(root) == "worksheet":
                yield self._sheet(root, name, attribute(item, "state") in ("hidden", "veryHidden"))

    def late_problems(self) -> list[Problem]:
        """What was met while the sheets were read."""
        if not self._uncalculated:
            return []
        places = "、".join(self._uncalculated[:8]) + ("等" if len(self._uncalculated) > 8 else "")
        message = f"{places} 是公式，文件里没有保存计算结果；请用 Excel 或 WPS 打开并重新保存。"
        return [Problem("formula-without-value", message, self._uncalculated[0])]

    def _targets(self) -> dict[str, str]:
        folder, name = posixpath.split(self._main)
        root = self._package.xml_or_none(f"{folder}/_rels/{name}.rels")
        if root is None:
            raise damaged(self._package.source)
        targets: dict[str, str] = {}
        for item in children(root, "Relationship"):
            target = attribute(item, "Target") or ""
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            targets[attribute(item, "Id") or ""] = path
        return targets

    def _sheet(self, root: etree._Element, name: str, hidden: bool) -> Sheet:
        cells: list[SheetCell] = []
        hidden_rows: set[int] = set()
        data = child(root, "sheetData")
        row_number = -1
        for row in children(data, "row") if data is not None else []:
            given = attribute(row, "r")
            known = whole_number(given, _MOST_ROWS)
            row_number = row_number + 1 if known is None else known - 1
            if attribute(row, "hidden") in ("1", "true") or attribute(row, "ht") == "0":
                hidden_rows.add(row_number)
            self._row(row, row_number, name, cells)
        return Sheet(
            name, cells, tuple(_merges(root)), frozenset(hidden_rows), frozenset(_hidden_columns(root)), hidden
        )

    def _row(self, row: etree._Element, number: int, sheet: str, cells: list[SheetCell]) -> None:
        col = -1
        for item in row:
            place = _place(item.get("r") or "")
            number, col = place or (number, col + 1)
            text, stored = self._shown(item)
            if text.strip():
                cells.append(SheetCell(number, col, text, stored))
            elif not stored and item.get("t") != "str" and child(item, "f") is not None:
                self._uncalculated.append(f"{sheet}!{item.get('r')}")

    def _shown(self, item: etree._Element) -> tuple[str, str]:
        """Return a cell's text as displayed and as stored."""
        kind = item.get("t") or "n"
        if kind == "inlineStr":
            inline = child(item, "is")
            text = _rich_text(inline) if inline is not None else ""
            return text, text
        value = child(item, "v")
        stored = (value.text or "") if value is not None else ""
        if kind == "s":
            text = _at(self._strings, stored, "")
            return text, text
        if kind == "b":
            return _BOOLEANS.get(stored, stored), stored
        if kind == "n" and stored:
            code = _at(self._formats, item.get("s") or "0", "General")
            return show_number(stored, code, self.date1904), stored
        return stored, stored


def _at(listed: Sequence[str], index: str, otherwise: str) -> str:
    place = whole_number(index, len(listed))
    return otherwise if place is None or place == len(listed) else listed[place]


def _relation_id(item: etree._Element) -> str:
    for key, value in item.attrib.items():
        if str(key).endswith("}id"):
            return str(value)
    return ""


def _place(reference: str) -> tuple[int, int] | None:
    match = _REFERENCE.match(reference)
    if not match:
        return None
    col = 0
    for letter in match[1]:
        col = col * 26 + ord(letter) - 64
    return int(match[2]) - 1, col - 1


def _merges(root: etree._Element) -> Iterator[Merge]:
    listed = child(root, "mergeCells")
    for item in children(listed, "mergeCell") if listed is not None else []:
        first, _, last = (item.get("ref") or "").partition(":")
        start, end = _place(first), _place(last or first)
        if start and end:
            yield Merge(start[0], start[1], end[0], end[1])


def _hidden_columns(root: etree._Element) -> Iterator[int]:
    listed = child(root, "cols")
    for item in children(listed, "col") if listed is not None else []:
        if item.get("hidden") in ("1", "true") or item.get("width") == "0":
            low, high = (whole_number(item.get(name) or "1", _MOST_COLUMNS) for name in ("min", "max"))
            if low is not None and high is not None:
                yield from range(low - 1, high)


def _rich_text(element: etree._Element) -> str:
    """Join the runs of a string; phonetic hints (rPh) are no part of it."""
    parts: list[str] = []
    for item in element:
        name = local(item)
        if name == "t":
            parts.append(item.text or "")
        elif name == "r":
            parts.extend(part.text or "" for part in children(item, "t"))
    return re.sub(r"_x000D_\n?", "\n", "".join(parts))


def _shared_strings(package: Package) -> list[str]:
    root = package.xml_or_none("xl/sharedStrings.xml")
    return [_rich_text(item) for item in children(root, "si")] if root is not None else []


def _cell_formats(package: Package) -> list[str]:
    """Return the number format of each cell style."""
    root = package.xml_or_none("xl/styles.xml")
    if root is None:
        return []
    own: dict[int, str] = {}
    listed = child(root, "numFmts")
    for item in children(listed, "numFmt") if listed is not None else []:
        own[whole_number(item.get("numFmtId"), _MOST_FORMATS) or 0] = item.get("formatCode") or "General"
    styles = child(root, "cellXfs")
    codes: list[str] = []
    for item in children(styles, "xf") if styles is not None else []:
        number = whole_number(item.get("numFmtId"), _MOST_FORMATS) or 0
        codes.append(own.get(number) or BUILTIN.get(number, "General"))
    return codes
