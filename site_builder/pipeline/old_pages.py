"""Source pages that were published before, read back and masked by the privacy gate of today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import cast

from lxml import html
from markupsafe import Markup

from site_builder.errors import UnreadableFile
from site_builder.model.document import Block, Cell, Document, Format, Paragraph, Table
from site_builder.privacy import mask_document
from site_builder.readers import read_data

_DROPPED = "self::div[contains(@class, 'beside')] or self::details or self::script or self::style or self::svg"
_PAGE_TEXTS = "./div[@class='block'][not(@id)]/p"
_TEXT_SUFFIXES = (".txt", ".text", ".md", ".markdown")


@dataclass(frozen=True, slots=True)
class OldDocument:
    """What an older source page shows: markup with today's masks, the plain texts of its places, and the extras."""

    content: Markup
    places: tuple[tuple[str, str], ...]
    extras: tuple[str, ...] = ()

    def text_at(self, place: str) -> str:
        """Return the text of the element with the id `place`."""
        return next((text for name, text in self.places if name == place), "")


def read_old_page(page: Path, source: str, extras: tuple[str, ...] = ()) -> OldDocument | None:
    """Return the document that a published source page shows, None when it shows none.

    Every text passes the gate anew, without exceptions: what is private today was perhaps not known to be so when
    it was published. `extras` are further texts about this document; a value found private anywhere in it is masked
    in them too.
    """
    section = _document_section(page)
    if section is None:
        return None
    nodes = list(_text_nodes(section))
    texts = tuple(node.text for node in nodes) + extras
    document = Document(source, Format.TXT, "", tuple(_blocks(section, source, extras)), lines=texts)
    masked = mask_document(document)[0].lines
    for node, text in zip(nodes, masked, strict=False):
        node.put(text)
    places = tuple((item.get("id", ""), _place_text(item)) for item in section.iter() if _is_place(item))
    return OldDocument(_inner(section), places, masked[len(nodes) :])


def _is_place(element: html.HtmlElement) -> bool:
    """Tell whether an element is a line, a cell, a paragraph or a page with text: no table as a whole."""
    if element.get("class") == "page":
        return bool(_all(element, _PAGE_TEXTS))
    return bool(element.get("id")) and not _all(element, ".//*[@id]")


def _place_text(element: html.HtmlElement) -> str:
    """Return the text of a line without its number, of a cell, of a paragraph or of all paragraphs of a page."""
    if element.get("class") == "page":
        return "\n".join(item.text_content() for item in _all(element, _PAGE_TEXTS))
    paragraph = element.find("p")
    return str((element if paragraph is None else paragraph).text_content())


def _document_section(page: Path) -> html.HtmlElement | None:
    """Return the part that shows the document, without what belongs to the data of its day."""
    try:
        tree = html.fromstring(page.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    except (OSError, ValueError, html.etree.ParserError):
        return None
    found = _all(tree, "//section[contains(concat(' ', @class, ' '), ' document ')]")
    if not found:
        return None
    section = found[0]
    for element in _all(section, f".//*[{_DROPPED}]"):
        element.drop_tree()
    for link in _all(section, ".//a"):
        if "flag" in link.get("class", ""):
            link.drop_tree()
        elif not link.get("href", "").startswith("#"):
            link.drop_tag()
    for element in _all(section, ".//span[@class='cited' or not(node())]"):
        element.drop_tag()
    for element in _all(section, ".//*[@data-fact]"):
        del element.attrib["data-fact"]
    return section


@dataclass(frozen=True, slots=True)
class _TextNode:
    """One text of the markup: of an element, after it, or of its label."""

    element: html.HtmlElement
    kind: str
    text: str

    def put(self, text: str) -> None:
        if self.kind == "label":
            self.element.set("aria-label", text)
        elif self.kind == "text":
            self.element.text = text
        else:
            self.element.tail = text


def _all(element: html.HtmlElement, path: str) -> list[html.HtmlElement]:
    return cast(list[html.HtmlElement], element.xpath(path))


def _text_nodes(section: html.HtmlElement) -> Iterator[_TextNode]:
    for element in section.iter():
        if element.text:
            yield _TextNode(element, "text", element.text)
        if element.get("aria-label") and element is not section:
            yield _TextNode(element, "label", element.get("aria-label"))
        if element.tail and element is not section:
            yield _TextNode(element, "tail", element.tail)


def _blocks(section: html.HtmlElement, source: str, extras: tuple[str, ...]) -> Iterator[Block]:
    """Yield the document as the gate needs it: tables as tables, since a name is known by its column."""
    lines = [item.text_content() for item in _all(section, ".//div[contains(@class, 'line')]/p")]
    if lines:
        yield from _text_blocks("\n".join(lines), source)
    for number, table in enumerate(_all(section, ".//table"), start=1):
        yield _table(table, f"t{number}")
    for item in _all(section, ".//div[contains(@class, 'block')]/p"):
        yield Paragraph(item.text_content(), "")
    for text in extras:
        yield Paragraph(text, "")


def _text_blocks(text: str, source: str) -> tuple[Block, ...]:
    suffix = PurePosixPath(source).suffix.lower()
    try:
        return read_data(text.encode(), f"old{suffix if suffix in _TEXT_SUFFIXES else '.txt'}").blocks
    except UnreadableFile:
        return tuple(Paragraph(line, "") for line in text.split("\n"))


def _table(table: html.HtmlElement, locator: str) -> Table:
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    rows = _all(table, ".//tr")
    for row, element in enumerate(rows):
        col = 0
        for item in _all(element, "./td|./th"):
            while (row, col) in taken:
                col += 1
            rowspan, colspan = int(item.get("rowspan", 1)), int(item.get("colspan", 1))
            taken |= {(row + down, col + right) for down in range(rowspan) for right in range(colspan)}
            cells.append(Cell(item.text_content(), row, col, locator, "", rowspan, colspan))
            col += colspan
    width = max((cell.col + cell.colspan for cell in cells), default=0)
    return Table(tuple(cells), max(len(rows), max((c.row + c.rowspan for c in cells), default=0)), width, locator)


def _inner(section: html.HtmlElement) -> Markup:
    parts: Iterable[str] = (html.tostring(child, encoding="unicode", method="html") for child in section)
    return Markup("".join(parts).strip())


def page_hash(page: Path) -> str:
    """Return the hash of a published page, empty when there is none."""
    try:
        return sha256(page.read_bytes()).hexdigest()
    except OSError:
        return ""
