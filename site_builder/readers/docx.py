"""Reading of Word files (.docx): an own walk over the XML, because merged cells get lost elsewhere."""

from __future__ import annotations

from hashlib import sha256

from lxml import etree

from site_builder.errors import UnreadableFile
from site_builder.model.document import Document, Format
from site_builder.readers.blocks import BlockList
from site_builder.readers.flow import join_paragraphs
from site_builder.readers.grid import Box
from site_builder.readers.office.docx_styles import Numbering, Styles
from site_builder.readers.office.docx_text import chosen, mark_deleted, paragraph_text
from site_builder.readers.office.package import Package, attribute, child, children, damaged, local
from site_builder.text import whole_number

_MAIN = "word/document.xml"
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "hyperlink"})
MAX_DEPTH = 12


def read(data: bytes, source: str) -> Document:
    """Return the document of a Word file; locators are `¶14` and `t2r3c4`."""
    package = Package(data, source)
    reader = _Walk(package)
    body = child(package.xml(_main_part(package)), "body")
    if body is None:
        raise damaged(source)
    try:
        reader.blocks_of(body)
    except RecursionError as error:
        raise damaged(source) from error
    reader.finish()
    out = reader.out
    return Document(source, Format.DOCX, sha256(data).hexdigest(), tuple(out.blocks), problems=tuple(out.problems))


def _main_part(package: Package) -> str:
    """Word writes word/document.xml; WPS and some converters number it."""
    if _MAIN in package.names:
        return _MAIN
    for name in sorted(package.names):
        if name.startswith("word/document") and name.endswith(".xml"):
            return name
    raise UnreadableFile(f"{package.source}：文件里没有 Word 正文。", "请用 Word 或 WPS 另存为 docx 后重试。")


class _Walk:
    """Goes through the body once, in reading order."""

    def __init__(self, package: Package) -> None:
        self.out = BlockList()
        self.styles = Styles(package)
        self.numbering = Numbering(package, self.styles)
        self._notes = {kind: _notes(package, kind) for kind in ("footnote", "endnote")}
        self._carry = ""
        if "word/vbaProject.bin" in package.names:
            self.out.problem("macros-ignored", "文件带有宏；宏没有运行，只读取了正文和表格。", "info")
        root = package.xml(_main_part(package))
        if root.getroottree().docinfo.internalDTD is not None:
            self.out.problem("external-entities", "文件声明了外部实体，可能经过改造；实体内容一律没有读取。")

    def blocks_of(self, parent: etree._Element, depth: int = 0) -> None:
        """Add the blocks of a body, text box or wrapper."""
        for item in parent:
            name = local(item)
            if name == "p":
                self._paragraph(item, depth)
            elif name == "tbl":
                self._table(item, depth)
            elif name == "AlternateContent":
                branch = chosen(item)
                if branch is not None:
                    self.blocks_of(branch, depth)
            elif name in _WRAPPERS:
                self.blocks_of(item, depth)

    def _paragraph(self, item: etree._Element, depth: int) -> None:
        found = paragraph_text(item)
        self._note_changes(found.changed, found.hidden)
        text = self._carry + (self.numbering.label(item) if found.text.strip() else "") + found.text
        if mark_deleted(item):
            self._carry = text
            return
        self._carry = ""
        for line in text.split("\n"):
            self.out.paragraph(line, self.styles.level(item))
        for kind, identifier in found.notes:
            self.out.paragraph(self._notes[kind].get(identifier, ""))
        for box in found.boxes:
            if depth < MAX_DEPTH:
                self.blocks_of(box, depth + 1)

    def _note_changes(self, changed: bool, hidden: bool) -> None:
        if changed:
            self.out.problem("tracked-changes", "文件带有修订痕迹；按“接受全部修订”读取，请定稿后再公开。")
        if hidden:
            self.out.problem("hidden-text", "文件里有隐藏文字，没有读取；公开前请删除。")

    def _table(self, table: etree._Element, depth: int) -> None:
        if depth >= MAX_DEPTH:
            self.out.problem("nested-too-deep", "表格嵌套层数过多，最里层没有读取。")
            return
        inner: list[etree._Element] = []
        boxes: list[Box] = []
        open_above: dict[int, int] = {}
        rows = [row for row in _rows(table) if child(row, "trPr", "del") is None]
        for number, row in enumerate(rows):
            self._row(row, number, boxes, open_above, inner)
        self.out.table(boxes, len(rows))
        for nested in inner:
            self._table(nested, depth + 1)

    def _row(
        self,
        row: etree._Element,
        number: int,
        boxes: list[Box],
        open_above: dict[int, int],
        inner: list[etree._Element],
    ) -> None:
        """Place one row's cells. `open_above` maps a column to the box that a vMerge may continue."""
        col = _number(child(row, "trPr", "gridBefore"))
        across: int | None = None
        for cell in _cells(row):
            span = max(1, _number(child(cell, "tcPr", "gridSpan")))
            vertical, horizontal = child(cell, "tcPr", "vMerge"), child(cell, "tcPr", "hMerge")
            if vertical is not None and attribute(vertical, "val") != "restart" and col in open_above:
                boxes[open_above[col]] = _taller(boxes[open_above[col]], number)
            elif horizontal is not None and attribute(horizontal, "val") != "restart" and across is not None:
                boxes[across] = _wider(boxes[across], span)
            else:
                raw = self._cell_text(cell, inner)
                across = len(boxes)
                boxes.append(Box(number, col, 1, span, join_paragraphs(raw.split("\n")), raw))
                for covered in range(col, col + span):
                    open_above.pop(covered, None)
                if vertical is not None:
                    open_above[col] = across
            col += span

    def _cell_text(self, cell: etree._Element, inner: list[etree._Element]) -> str:
        """Return a cell's paragraphs by lines; tables inside it are collected to follow the outer one."""
        lines: list[str] = []
        for item in cell:
            name = local(item)
            if name == "p":
                lines.extend(self._cell_paragraph(item, inner))
            elif name == "tbl":
                inner.append(item)
            elif name in _WRAPPERS:
                lines.append(self._cell_text(item, inner))
        return "\n".join(line for line in lines if line.strip())

    def _cell_paragraph(self, item: etree._Element, inner: list[etree._Element]) -> list[str]:
        found = paragraph_text(item)
        self._note_changes(found.changed, found.hidden)
        label = self.numbering.label(item) if found.text.strip() or child(item, "pPr", "numPr") is not None else ""
        lines = [label + found.text]
        lines.extend(self._cell_text(box, inner) for box in found.boxes)
        lines.extend(self._notes[kind].get(identifier, "") for kind, identifier in found.notes)
        return lines

    def finish(self) -> None:
        """Add what a deleted paragraph mark at the very end left over."""
        if self._carry:
            self.out.paragraph(self._carry)


def _rows(table: etree._Element) -> list[etree._Element]:
    rows: list[etree._Element] = []
    for item in table:
        if local(item) == "tr":
            rows.append(item)
        elif local(item) in _WRAPPERS:
            rows.extend(_rows(item))
    return rows


def _cells(row: etree._Element) -> list[etree._Element]:
    cells: list[etree._Element] = []
    for item in row:
        if local(item) == "tc":
            cells.append(item)
        elif local(item) in _WRAPPERS:
            cells.extend(_cells(item))
    return cells


def _number(element: etree._Element | None) -> int:
    value = attribute(element, "val") if element is not None else None
    return whole_number(value, 1_000) or 0


def _taller(box: Box, row: int) -> Box:
    return Box(box.row, box.col, row - box.row + 1, box.colspan, box.text, box.raw)


def _wider(box: Box, cols: int) -> Box:
    return Box(box.row, box.col, box.rowspan, box.colspan + cols, box.text, box.raw)


def _notes(package: Package, kind: str) -> dict[str, str]:
    """Return the texts of footnotes or endnotes by number; separators have types and are left out."""
    root = package.xml_or_none(f"word/{kind}s.xml")
    notes: dict[str, str] = {}
    for note in children(root, kind) if root is not None else []:
        if attribute(note, "type") is None:
            text = " ".join(paragraph_text(item).text for item in children(note, "p")).strip()
            notes[attribute(note, "id") or ""] = f"注：{text}" if text and not text.startswith("注") else text
    return notes
