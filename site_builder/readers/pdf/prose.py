"""Running text of a PDF: lines to paragraphs, over pages too, without running heads and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from site_builder.model.document import Heading, Paragraph
from site_builder.readers.flow import is_cjk, wrapped_piece
from site_builder.readers.headings import NOTE, is_table_number, number_level
from site_builder.readers.pdf.cells import first_token_width
from site_builder.readers.pdf.geometry import TextLine
from site_builder.readers.titles import is_title_of_table, title_level
from site_builder.text import clean, fold

_PAGE_NUMBER = re.compile(
    r"^(?:[-—–－·.~]*\d{1,4}[-—–－·.~]*|第?\d{1,4}页?[/，,]?共?\d{1,4}页|第\d{1,4}页|[ivxIVX]{1,6})$"
)
_LEADER = re.compile(r"[.．…·]{4,}|[.．…·]{2,}\s*\d{1,3}$")
_LEADER_END = re.compile(r"[.．…·\s]*\d{0,3}$")
_UNIT_FIRST = re.compile(r"(?:[万亿]?元|[%％]|个百分点)[，,。；;、）)]")
_META = re.compile(r"单位[:：]|公开\d|表$|部门[:：]")
_SENTENCE_END = ("。", "；", "！", "？", "：", ":", ";")
_FEW = 3
_EDGE = 0.1
"""Share of the page's height at top and bottom where running heads stand."""


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of text with its box, kept small: `lead` is the width that could not be broken at its start."""

    text: str
    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    lead: float
    page_width: float
    page_height: float
    confidence: float | None = None

    @property
    def height(self) -> float:
        """The line's height."""
        return self.y1 - self.y0


def place_line(line: TextLine, page: int, width: float, height: float) -> PlacedLine:
    """Return a light record of a line."""
    # Latin fonts have taller boxes than Chinese ones of the same size.
    chinese = [glyph.height for glyph in line.glyphs if is_cjk(glyph.text)]
    tall = median(chinese or [glyph.height for glyph in line.glyphs])
    known = [glyph.confidence for glyph in line.glyphs if glyph.confidence is not None]
    middle = (line.y0 + line.y1) / 2
    return PlacedLine(
        line.text, page, line.x0, middle - tall / 2, line.x1, middle + tall / 2,
        first_token_width(line), width, height, min(known) if known else None,
    )  # fmt: skip


def running_lines(pages: Sequence[Sequence[PlacedLine]]) -> set[tuple[int, float]]:
    """Return (page, y) of the lines that are page numbers or repeat a running head.

    The first occurrence of a running head stays: it may be the only place that names the report.
    Titles and units of tables repeat by nature and are none.
    """
    edges = [line for lines in pages for line in lines if _at_edge(line)]
    outer = [line for lines in pages if lines for line in (lines[0], max(lines, key=lambda each: each.y0))]
    drop = {(line.page, line.y0) for line in [*edges, *outer] if _PAGE_NUMBER.match(fold(line.text))}
    counts = Counter(fold(line.text) for line in edges)
    often = {text for text, count in counts.items() if count >= max(3, len(pages) * 0.3)}
    seen: set[str] = set()
    for line in edges:
        text = fold(line.text)
        if text not in often or _META.search(text):
            continue
        if text in seen:
            drop.add((line.page, line.y0))
        seen.add(text)
    return drop


def _at_edge(line: PlacedLine) -> bool:
    return line.y1 < line.page_height * _EDGE or line.y0 > line.page_height * (1 - _EDGE)


def contents_lines(lines: Sequence[PlacedLine]) -> set[tuple[int, float]]:
    """Return (page, y) of the lines of the table of contents: they name headings and are none.

    It ends where one of its entries stands a second time, or where a line reads as no entry.
    """
    found: set[tuple[int, float]] = set()
    entries: set[str] = set()
    inside = False
    for line in lines:
        text = _LEADER_END.sub("", clean(line.text))
        plain = fold(text)
        if plain == "目录" and not entries:
            inside = True
        elif inside and (plain in entries or len(plain) > 60 or plain.endswith("。")):
            break
        elif inside and title_level(text) is not None:
            entries.add(plain)
        if inside:
            found.add((line.page, line.y0))
    return found if len(entries) > 2 else set()


def margins(pages: Sequence[Sequence[PlacedLine]]) -> tuple[dict[int, float], dict[int, float]]:
    """Return where each page's running text begins and ends, by page number.

    A page whose lines mostly end together, or some of them near to where those of other pages do, has a right margin
    of its own; others take that of all pages of their width, for a page of short lines has none. Lines about a table reach as far as the table, and do not count.
    """
    left: dict[int, float] = {}
    right: dict[int, float] = {}
    text = {lines[0].page: [line for line in lines if not _META.search(line.text)] or lines for lines in pages if lines}
    by_width: dict[int, list[tuple[float, float]]] = {}
    for lines in text.values():
        by_width.setdefault(round(lines[0].page_width), []).extend((line.x1, line.height) for line in lines)
    common = {width: _outermost(ends, 25) for width, ends in by_width.items()}
    for page, lines in text.items():
        left[page] = -_outermost([(-line.x0, line.height) for line in lines], 8)
        ends = [(line.x1, line.height) for line in lines]
        own = _outermost(ends, 8)
        together = sum(own - end <= height for end, height in ends)
        usual = common[round(lines[0].page_width)]
        near = abs(own - usual) < 2 * lines[0].height and together > _FEW
        right[page] = own if near or (len(lines) > _FEW and together * 2 >= len(lines)) else usual
    return left, right


def _outermost(ends: Sequence[tuple[float, float]], share: int) -> float:
    """Return the farthest of `ends` (place, height of line) that a few others come near to: one stray line is none."""
    places = sorted((place for place, _ in ends), reverse=True)
    near = median(height for _, height in ends)
    needed = max(2, len(places) // share)
    for index, place in enumerate(places):
        if place - places[min(index + needed - 1, len(places) - 1)] <= near and index + needed <= len(places):
            return place
    return places[0]


class Prose:
    """Collects the lines between tables and turns them into paragraphs and headings."""

    def __init__(self, pages: Sequence[Sequence[PlacedLine]]) -> None:
        heights = [line.height for lines in pages for line in lines for _ in range(min(len(line.text), 40))]
        self._body = median(heights) if heights else 10.0
        self._contents = contents_lines([line for lines in pages for line in lines])
        self._left, self._right = margins(pages)

    def blocks(self, lines: Sequence[PlacedLine]) -> list[Heading | Paragraph]:
        """Return the blocks of consecutive lines."""
        blocks: list[Heading | Paragraph] = []
        group: list[PlacedLine] = []
        for line in lines:
            if group and not self._continues(group[-1], line, group):
                blocks.append(self._block(group))
                group = []
            group.append(line)
        if group:
            blocks.append(self._block(group))
        return [block for block in blocks if block.text]

    def _continues(self, above: PlacedLine, line: PlacedLine, group: Sequence[PlacedLine]) -> bool:
        if self._in_contents(above) or self._in_contents(line):
            return False
        if max(above.height, line.height) > 1.25 * min(above.height, line.height):
            return False
        indented = line.x0 > self._left[line.page] + line.height
        if number_level(clean(line.text)) is not None and (indented or len(group) == 1):
            return False
        if self._is_display(above) and self._is_display(line):
            return above.page == line.page and line.y0 - above.y1 < 1.2 * line.height
        return self._wraps(above, line)

    def _in_contents(self, line: PlacedLine) -> bool:
        return (line.page, line.y0) in self._contents

    def _wraps(self, above: PlacedLine, line: PlacedLine) -> bool:
        """A full line runs on into the next one, which starts at the left margin; so does a number without its unit."""
        text = clean(above.text)
        if text[-1:].isdigit() and _UNIT_FIRST.match(clean(line.text)) and line.y0 - above.y1 < 2.0 * line.height:
            return True
        if is_title_of_table(text) or is_table_number(text) or NOTE.match(clean(line.text)):
            return False
        if above.page != line.page:
            if text.endswith(_SENTENCE_END) or line.page - above.page > 1:
                return False
        elif line.y0 - above.y1 > 2.0 * line.height:
            return False
        wide = self._right[above.page] - self._left[above.page]
        if above.x0 > self._left[above.page] + 0.35 * wide:
            return False
        full = above.x1 + max(1.1 * line.lead, 1.6 * line.height) > self._right[above.page]
        return full and line.x0 < self._left[line.page] + 1.4 * line.height

    def _is_display(self, line: PlacedLine) -> bool:
        """Large print in the middle of the page: the lines of a title."""
        centred = abs((line.x0 + line.x1) / 2 - line.page_width / 2) < 0.08 * line.page_width
        return centred and line.height > 1.25 * self._body

    def _is_title_print(self, line: PlacedLine, text: str) -> bool:
        if self._in_contents(line) or len(text) > 60 or text.endswith(_SENTENCE_END):
            return False
        return self._is_display(line)

    def _block(self, group: Sequence[PlacedLine]) -> Heading | Paragraph:
        text, parts = _joined(group)
        raw = "\n".join(line.text for line in group)
        first = group[0]
        locator = f"p{first.page}"
        level = None if self._in_contents(first) or _LEADER.search(text) else title_level(text)
        if level is None and self._is_title_print(first, text):
            level = 1
        if level is not None:
            return Heading(text, locator, level, raw)
        known = [line.confidence for line in group if line.confidence is not None]
        return Paragraph(text, locator, raw, parts, min(known) if known else None)


def _joined(group: Sequence[PlacedLine]) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Return the joined text, and where in it a new page begins."""
    text = ""
    parts: list[tuple[int, str]] = []
    for index, line in enumerate(group):
        if index and line.page != group[index - 1].page:
            parts.append((len(text), f"p{line.page}"))
        text += wrapped_piece(text, line.text)
    return text, tuple(parts)
