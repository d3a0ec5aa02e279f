"""Reading of web pages and of what office suites save as pages, MHTML included."""

from __future__ import annotations

import re
from hashlib import sha256

import lxml.html
from lxml import etree

from site_builder.errors import UnreadableFile
from site_builder.model.document import Document, Format, Table
from site_builder.readers.blocks import BlockList
from site_builder.readers.encoding import decode_text
from site_builder.readers.flow import join_paragraphs
from site_builder.readers.grid import RowFlow
from site_builder.readers.office.html_page import (
    SKIPPED,
    attachments,
    drop_frame,
    is_hidden,
    says_amounts,
    tag_of,
    visible_text,
)
from site_builder.readers.office.mhtml import is_mhtml, mhtml_pages
from site_builder.readers.office.package import damaged
from site_builder.text import clean, fold

_BLOCKS = frozenset({
    "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "section", "article", "main", "blockquote", "pre", "center", "form",
    "address", "figure", "figcaption", "fieldset", "details", "summary", "body", "hr", "aside", "caption",
})  # fmt: skip
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_SPACES = re.compile(r"[ \t\r\n\f]+")
MAX_DEPTH = 200
_LONG_CELL = 400
"""Characters in the only row of a table above which its cells are columns of a page."""
_SHORT = 1_500
"""Characters of a page's own text below which links to attachments are its content."""


def read(data: bytes, source: str) -> Document:
    """Return the document of a page; locators are `¶14` and `t2r3c4`."""
    if is_mhtml(data):
        pages, encoding = mhtml_pages(data, source), "mhtml"
        if not pages:
            raise damaged(source, "网页存档")
    else:
        text, encoding = _decode(data, source)
        pages = [text]
    walk = _Walk()
    for page in pages:
        walk.page(page, source)
    out = walk.out
    return Document(
        source, Format.HTML, sha256(data).hexdigest(), tuple(out.blocks), encoding, problems=tuple(out.problems)
    )


def _decode(data: bytes, source: str) -> tuple[str, str]:
    """Decode strictly; a page with single broken bytes is read by its own declaration, with the bytes marked."""
    if data[:2] not in (b"\xff\xfe", b"\xfe\xff") and 0 < data.count(0) < len(data) // 20:
        data = data.replace(b"\0", b"")
    try:
        return decode_text(data, source)
    except UnreadableFile:
        match = _CHARSET.search(data[:4096])
        name = match[1].decode("ascii").lower() if match else ""
        if not name:
            raise
        name = "gb18030" if name in ("gb2312", "gbk") else name
        try:
            return data.decode(name, errors="replace"), name
        except LookupError:
            raise damaged(source, "网页") from None


class _Walk:
    """Goes through a page once, in reading order."""

    def __init__(self) -> None:
        self.out = BlockList()
        self._inline: list[str] = []

    def page(self, text: str, source: str) -> None:
        """Add one page's blocks."""
        body, title, too_deep = _parse(text, source)
        if too_deep:
            message = "网页的标记嵌套过深（超过 256 层），最里层的内容没有读取。"
            self.out.problem("nested-too-deep", message, "error")
        links = attachments(body)
        drop_frame(body)
        shown = visible_text(body)
        headline = re.split(r"[-_|]", title)[0]
        if headline and fold(headline) not in fold(shown):
            self.out.paragraph(title, 1)
        before = len(self.out.blocks)
        self._element(body, 0)
        self._flush()
        has_table = any(isinstance(block, Table) for block in self.out.blocks[before:])
        if links and not has_table and len(clean(shown)) < _SHORT and not says_amounts(shown):
            names = "、".join(f"“{link.name}”" for link in links[:10]) + ("等" if len(links) > 10 else "")
            message = f"网页只有附件链接，没有公开内容本身。附件：{names}。请下载附件，放进内容文件夹后重新运行。"
            self.out.problem("attachments-only", message)

    def _flush(self, level: int | None = None) -> None:
        raw = "".join(self._inline)
        self._inline.clear()
        for line in raw.split("\n"):
            self.out.paragraph(line, level)

    def _element(self, element: etree._Element, depth: int) -> None:
        """Add what an element shows: block elements end the running paragraph, tables stand alone."""
        if depth > MAX_DEPTH:
            self._inline.append(visible_text(element))
            return
        self._inline.append(_SPACES.sub(" ", element.text or ""))
        for item in element:
            tag = tag_of(item)
            if tag and tag not in SKIPPED and not is_hidden(item):
                self._child(item, tag, depth)
            self._inline.append(_SPACES.sub(" ", item.tail or ""))

    def _child(self, item: etree._Element, tag: str, depth: int) -> None:
        if tag == "br":
            self._inline.append("\n")
        elif tag == "table":
            self._flush()
            self._table(item, depth)
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdecimal():
            self._flush()
            self._element(item, depth + 1)
            self._flush(int(tag[1]))
        elif tag in _BLOCKS:
            self._flush()
            self._element(item, depth + 1)
            self._flush()
        else:
            self._element(item, depth + 1)

    def _table(self, table: etree._Element, depth: int) -> None:
        rows = [row for row in table.iter("tr") if _owner(row) is table and not is_hidden(row)]
        if _is_layout(table, rows):
            for row in rows:
                for cell in _cells(row):
                    self._element(cell, depth + 1)
                    self._flush()
            return
        for caption in table.findall("caption"):
            self._element(caption, depth + 1)
            self._flush()
        flow = RowFlow()
        for row in rows:
            flow.start_row()
            for cell in _cells(row):
                lines = cell_lines(cell)
                rows_down, cols_across = _span(cell.get("rowspan"), 20_000), _span(cell.get("colspan"), 1)
                flow.add(join_paragraphs(lines), "\n".join(lines), rows_down, cols_across)
        self.out.table(flow.boxes, flow.nrows)


def cell_lines(cell: etree._Element) -> list[str]:
    """Return a cell's text by lines: one for each block or break inside it."""
    parts: list[str] = []
    _collect(cell, parts)
    return [line for line in (_SPACES.sub(" ", part).strip() for part in "".join(parts).split("\v")) if line]


def _collect(element: etree._Element, parts: list[str], depth: int = 0) -> None:
    parts.append(element.text or "")
    for item in element:
        tag = tag_of(item)
        if tag == "br":
            parts.append("\v")
        elif tag and tag not in SKIPPED and not is_hidden(item) and depth < MAX_DEPTH:
            block = tag in _BLOCKS
            parts.append("\v" if block else "")
            _collect(item, parts, depth + 1)
            parts.append("\v" if block else "")
        parts.append(item.tail or "")


def _parse(text: str, source: str) -> tuple[etree._Element, str, bool]:
    """Return the body, the page's title, and whether the parser left out what was nested too deeply."""
    parser = lxml.html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = lxml.html.document_fromstring(_DECLARATION.sub("", text).replace("\0", ""), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise damaged(source, "网页") from error
    body = root.find("body")
    title = clean(root.findtext(".//title") or "")
    too_deep = any("depth" in entry.message for entry in parser.error_log)
    return (root if body is None else body), title, too_deep


def _owner(row: etree._Element) -> etree._Element | None:
    """Return the table a row belongs to."""
    return next(row.iterancestors("table"), None)


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row if tag_of(cell) in ("td", "th") and not is_hidden(cell)]


def _is_layout(table: etree._Element, rows: list[etree._Element]) -> bool:
    """A table that only arranges the page: it holds tables, headings or a single cell."""
    if table.find(".//table") is not None:
        return True
    if max((len(_cells(row)) for row in rows), default=0) <= 1:
        return True
    return len(rows) == 1 and any(len(visible_text(cell)) > _LONG_CELL for cell in _cells(rows[0]))


def _span(value: str | None, for_zero: int) -> int:
    """Read rowspan or colspan; 0 reaches to the end of the table."""
    digits = re.match(r"\s*(\d{1,5})", value or "")
    return (int(digits[1]) or for_zero) if digits else 1
