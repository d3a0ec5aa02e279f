"""Reading of OpenDocument texts and workbooks (.odt, .ods)."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from lxml import etree

from site_builder.model.document import Block, Document, Format, Problem
from site_builder.readers.blocks import BlockList
from site_builder.readers.flow import join_paragraphs
from site_builder.readers.grid import RowFlow
from site_builder.readers.office.package import Package, attribute, child, children, damaged, encrypted, local
from site_builder.readers.sheets import Merge, Sheet, SheetCell, sheet_blocks
from site_builder.text import whole_number

_SKIPPED = frozenset({"tracked-changes", "annotation", "annotation-end", "ruby-text", "sequence-decls", "forms"})
MAX_REPEAT = 1_000
"""A repeated cell or row that shows something is written out at most this often."""
MAX_DEPTH = 12
_MOST_BLANKS, _MOST_SPANNED, _DEEPEST_HEADING = 200, 1_048_576, 10


def read(data: bytes, source: str) -> Document:
    """Return the document of an OpenDocument file; which kind it is stands in its body."""
    package = Package(data, source)
    _refuse_encrypted(package)
    root = package.xml("content.xml")
    body = child(root, "body")
    sheets = child(body, "spreadsheet") if body is not None else None
    text = child(body, "text") if body is not None else None
    digest = sha256(data).hexdigest()
    if sheets is not None:
        blocks, problems = _workbook(root, sheets)
        return Document(source, Format.ODS, digest, tuple(blocks), problems=tuple(problems))
    if text is None:
        raise damaged(source)
    walk = _TextWalk()
    walk.blocks_of(text)
    return Document(source, Format.ODT, digest, tuple(walk.out.blocks), problems=tuple(walk.out.problems))


def _refuse_encrypted(package: Package) -> None:
    if "META-INF/manifest.xml" in package.names:
        manifest = package.xml("META-INF/manifest.xml")
        if any(local(item) == "encryption-data" for item in manifest.iter()):
            raise encrypted(package.source)


def inline_text(element: etree._Element, notes: list[str] | None = None) -> str:
    """Return the text of a paragraph; footnotes go to `notes`, tracked deletions and comments are left out."""
    parts = [element.text or ""]
    for item in element:
        name = local(item)
        if name == "s":
            parts.append(" " * (whole_number(attribute(item, "c") or "1", _MOST_BLANKS) or 0))
        elif name == "tab":
            parts.append("\t")
        elif name == "line-break":
            parts.append("\n")
        elif name == "note":
            body = child(item, "note-body")
            if notes is not None and body is not None:
                notes.append("注：" + " ".join(inline_text(part) for part in body))
        elif name not in _SKIPPED and name != "frame":
            parts.append(inline_text(item, notes))
        parts.append(item.tail or "")
    return "".join(parts)


class _TextWalk:
    """Goes through a text document once, in reading order."""

    def __init__(self) -> None:
        self.out = BlockList()

    def blocks_of(self, parent: etree._Element, depth: int = 0) -> None:
        """Add the blocks below `parent`; lists, sections and indexes are only wrappers."""
        for item in parent:
            name = local(item)
            if name in ("p", "h"):
                self._paragraph(item, depth)
            elif name == "table":
                self._table(item, depth)
            elif name not in _SKIPPED and name and depth < MAX_DEPTH:
                self.blocks_of(item, depth + 1)
            if name == "tracked-changes":
                self.out.problem("tracked-changes", "文件带有修订痕迹；按“接受全部修订”读取，请定稿后再公开。")

    def _paragraph(self, item: etree._Element, depth: int) -> None:
        notes: list[str] = []
        level = attribute(item, "outline-level") if local(item) == "h" else None
        for line in inline_text(item, notes).split("\n"):
            self.out.paragraph(line, whole_number(level, _DEEPEST_HEADING))
        for note in notes:
            self.out.paragraph(note)
        for frame in _frames(item):
            if depth < MAX_DEPTH:
                self.blocks_of(frame, depth + 1)

    def _table(self, table: etree._Element, depth: int) -> None:
        if depth >= MAX_DEPTH:
            self.out.problem("nested-too-deep", "表格嵌套层数过多，最里层没有读取。")
            return
        flow = RowFlow()
        inner: list[etree._Element] = []
        for row in _rows(table):
            flow.start_row()
            for cell in row:
                if local(cell) == "table-cell":
                    raw = "\n".join(_cell_lines(cell, inner))
                    rows, cols = _spans(cell)
                    for _ in range(_repeats(cell, "number-columns-repeated")):
                        flow.add(join_paragraphs(raw.split("\n")), raw, rows, cols)
        self.out.table(flow.boxes, flow.nrows)
        for nested in inner:
            self._table(nested, depth + 1)


def _frames(paragraph: etree._Element) -> Iterator[etree._Element]:
    for item in paragraph.iter():
        if local(item) == "text-box":
            yield item


def _cell_lines(cell: etree._Element, inner: list[etree._Element]) -> list[str]:
    lines: list[str] = []
    for item in cell:
        name = local(item)
        if name in ("p", "h"):
            notes: list[str] = []
            lines.append(inline_text(item, notes))
            lines.extend(notes)
            lines.extend(line for frame in _frames(item) for line in _cell_lines(frame, inner))
        elif name == "table":
            inner.append(item)
        elif name in ("list", "list-item", "section", "text-box"):
            lines.extend(_cell_lines(item, inner))
    return [line for line in lines if line.strip()]


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows through header groups and row groups."""
    for item in table:
        name = local(item)
        if name == "table-row":
            for _ in range(_repeats(item, "number-rows-repeated") if len(item) else 1):
                yield item
        elif name in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(item)


def _repeats(element: etree._Element, name: str) -> int:
    repeats = whole_number(attribute(element, name), MAX_REPEAT)
    return 1 if repeats is None else repeats


def _spans(cell: etree._Element) -> tuple[int, int]:
    rows, cols = (
        whole_number(attribute(cell, name), _MOST_SPANNED) for name in ("number-rows-spanned", "number-columns-spanned")
    )
    return 1 if rows is None else rows, 1 if cols is None else cols


def _workbook(root: etree._Element, sheets: etree._Element) -> tuple[list[Block], list[Problem]]:
    blocks: list[Block] = []
    problems: list[Problem] = []
    hidden = _hidden_styles(root)
    for table in children(sheets, "table"):
        found, wrong = sheet_blocks(_sheet(table, hidden))
        blocks.extend(found)
        problems.extend(wrong)
    return blocks, problems


def _hidden_styles(root: etree._Element) -> frozenset[str]:
    """Names of the table styles that are not displayed."""
    names: set[str] = set()
    for style in root.iter("{*}style"):
        properties = child(style, "table-properties")
        if properties is not None and attribute(properties, "display") == "false":
            names.add(attribute(style, "name") or "")
    return frozenset(names)


def _sheet(table: etree._Element, hidden: frozenset[str]) -> Sheet:
    """Read one sheet; repeated blank cells and rows only move the position."""
    cells: list[SheetCell] = []
    merges: list[Merge] = []
    hidden_rows: set[int] = set()
    position = 0
    for row in table.iter("{*}table-row"):
        count = int(attribute(row, "number-rows-repeated") or 1)
        before = len(cells)
        for repeat in range(min(count, MAX_REPEAT)):
            _sheet_row(row, position + repeat, cells, merges)
            if len(cells) == before:
                break
        if attribute(row, "visibility") in ("collapse", "filter"):
            hidden_rows.update(range(position, position + min(count, MAX_REPEAT)))
        position += count
    name = attribute(table, "name") or ""
    is_hidden = (attribute(table, "style-name") or "") in hidden
    return Sheet(name, cells, merges, frozenset(hidden_rows), frozenset(_hidden_columns(table)), is_hidden)


def _sheet_row(row: etree._Element, position: int, cells: list[SheetCell], merges: list[Merge]) -> None:
    col = 0
    for item in row:
        name = local(item)
        if name not in ("table-cell", "covered-table-cell"):
            continue
        count = int(attribute(item, "number-columns-repeated") or 1)
        text = "\n".join(_cell_lines(item, []))
        if text.strip():
            stored = attribute(item, "value") or text
            cells.extend(SheetCell(position, col + n, text, stored) for n in range(min(count, MAX_REPEAT)))
        rows, cols = _spans(item)
        if rows > 1 or cols > 1:
            merges.append(Merge(position, col, position + rows - 1, col + cols - 1))
        col += count


def _hidden_columns(table: etree._Element) -> Iterator[int]:
    position = 0
    for item in table.iter("{*}table-column"):
        count = int(attribute(item, "number-columns-repeated") or 1)
        if attribute(item, "visibility") in ("collapse", "filter"):
            yield from range(position, position + min(count, 16_384))
        position += count
