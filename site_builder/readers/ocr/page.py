"""One page image to text with places: `recognise_page` is pure and its result picklable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from site_builder.readers import progress
from site_builder.readers.flow import is_cjk
from site_builder.readers.ocr import raster
from site_builder.readers.ocr.engine import detect_lines, recognise_line
from site_builder.readers.pdf.geometry import Glyph, PageContent, Rule
from site_builder.readers.pdf.ruled import RuledGrid, find_grids

VERSION = "2"
"""Raised when the same image gives another result; a part of every cache key."""
_MARGIN = 4
_DASH = 4.0
_FLAT = 0.8
# A comma read as a point or a full-width one: 18.330.37 can only be 18,330.37.
_SEPARATORS = re.compile(r"(?<=\d)(?:[，、](?=\d{3}(?:\D|$))|\.(?=\d{3}[.,]\d))")


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """Glyphs and rules in points, the long side being 842; every glyph carries its line's confidence."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]

    def content(self, number: int) -> PageContent:
        """Return the page as the PDF steps know it."""
        return PageContent(number, self.width, self.height, self.glyphs, self.rules)


def recognise_page(image_bytes: bytes) -> RecognisedPage:
    """Recognise the image (png, jpg) of one page. Same bytes, same result; nothing is fetched or written.

    Cells are cut along the ruled lines found in the picture, their lines of text along blank rows; text
    outside tables is found by the detector.
    """
    grey = raster.load_page(image_bytes)
    rules, clean = raster.ruled_lines(grey)
    scale = raster.LONG_SIDE / max(grey.shape)
    placed = [_scaled(rule, scale) for rule in rules]
    placed.extend(_faint_rules(find_grids(placed), raster.dark(grey), scale))
    grids = find_grids(placed)
    glyphs: list[Glyph] = []
    ink = raster.dark(clean)
    for grid in grids:
        for box in _cell_boxes(grid, scale):
            for line in raster.lines_in(ink, box):
                glyphs.extend(_read_line(clean, ink, line, scale))
    glyphs.extend(_outside(clean, ink, grids, scale))
    height, width = grey.shape
    return RecognisedPage(width * scale, height * scale, tuple(glyphs), tuple(placed))


def _faint_rules(grids: list[RuledGrid], drawn: Any, scale: float) -> Iterator[Rule]:
    """Yield the pieces of a grid's borders along which there is ink, though too broken to be found as a line."""
    for grid in grids:
        for x in grid.xs:
            for y0, y1 in pairwise(grid.ys):
                if raster.shows_line(drawn, False, x / scale, y0 / scale, y1 / scale):
                    yield Rule(False, x, y0, y1)
        for y in grid.ys:
            for x0, x1 in pairwise(grid.xs):
                if raster.shows_line(drawn, True, y / scale, x0 / scale, x1 / scale):
                    yield Rule(True, y, x0, x1)


def _scaled(rule: Rule, scale: float) -> Rule:
    return Rule(rule.horizontal, rule.at * scale, rule.start * scale, rule.end * scale)


def _cell_boxes(grid: RuledGrid, scale: float) -> Iterator[raster.Box]:
    """Yield the inside of each cell in pixels."""
    for cell in grid.cells:
        box = (
            int(cell.x0 / scale) + _MARGIN, int(cell.y0 / scale) + _MARGIN,
            int(cell.x1 / scale) - _MARGIN + 1, int(cell.y1 / scale) - _MARGIN + 1,
        )  # fmt: skip
        if box[2] - box[0] > 8 and box[3] - box[1] > 8:
            yield box


def _outside(clean: Any, ink: Any, grids: list[RuledGrid], scale: float) -> Iterator[Glyph]:
    """Recognise what stands outside the tables."""
    rest = clean.copy()
    for grid in grids:
        x0, y0, x1, y1 = (int(value / scale) for value in grid.box)
        rest[max(0, y0) : y1 + 1, max(0, x0) : x1 + 1] = 255
    found = raster.dark(rest)
    height, width = rest.shape
    for box in raster.loose_lines(found) or _detected(rest):
        line = (max(0, box[0]), max(0, box[1]), min(width, box[2]), min(height, box[3]))
        if line[2] - line[0] > 4 and line[3] - line[1] > 4:
            yield from _read_line(rest, found, line, scale)


def _detected(rest: Any) -> list[raster.Box]:
    """Let the detector find lines that blank rows do not part (curved or dirty pages); it takes ten seconds."""
    if not bool((raster.dark(rest) > 0).any()):
        return []
    return detect_lines(raster.cv().cvtColor(rest, raster.cv().COLOR_GRAY2BGR))


def _read_line(clean: Any, ink: Any, line: raster.Box, scale: float) -> Iterator[Glyph]:
    progress.tick()
    x0, y0, x1, y1 = line
    if _is_dash(ink, line):
        text, confidence = "——", 0.99
    else:
        height, width = clean.shape
        crop = clean[max(0, y0 - 3) : min(height, y1 + 3), max(0, x0 - 4) : min(width, x1 + 4)]
        text, confidence = recognise_line(raster.cv().cvtColor(crop, raster.cv().COLOR_GRAY2BGR))
    yield from spread(
        _SEPARATORS.sub(",", text.strip().replace("丶", "、")),
        confidence,
        x0 * scale,
        y0 * scale,
        x1 * scale,
        y1 * scale,
    )


def _is_dash(ink: Any, line: raster.Box) -> bool:
    """A flat stroke alone in a cell is a dash, which recognisers take for 一; that one is heavier at its end."""
    x0, y0, x1, y1 = line
    part = ink[y0:y1, x0:x1] > 0
    return x1 - x0 > _DASH * (y1 - y0) and y1 - y0 <= 7 and bool(part.mean() > _FLAT)


def spread(text: str, confidence: float, x0: float, y0: float, x1: float, y1: float) -> Iterator[Glyph]:
    """Yield the characters of a recognised line, spread over its box: Chinese characters twice as wide."""
    weights = [2.0 if is_cjk(char) or ord(char) > 0x2E7F else 1.0 for char in text]
    unit = (x1 - x0) / (sum(weights) or 1.0)
    at, spaced = x0, False
    for char, weight in zip(text, weights, strict=True):
        end = at + unit * weight
        if char.isspace():
            spaced = True
        else:
            yield Glyph(char, at, y0, end, y1, round(confidence, 3), spaced)
            spaced = False
        at = end
