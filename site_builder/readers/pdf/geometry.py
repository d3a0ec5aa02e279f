"""Glyphs and rules of a page in one coordinate system: points, origin top left, y downwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character (or one recognised run of characters) with its box.

    `confidence` only from OCR; `spaced` when a space character stands before it.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float | None = None
    spaced: bool = False

    @property
    def cx(self) -> float:
        """The centre's x."""
        return (self.x0 + self.x1) / 2

    @property
    def cy(self) -> float:
        """The centre's y."""
        return (self.y0 + self.y1) / 2

    @property
    def height(self) -> float:
        """The box's height."""
        return self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: horizontal at y=`at` from x=`start` to `end`, or vertical likewise."""

    horizontal: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page shows. `pictures` is the share of the page covered by images.

    `unmapped` counts the glyphs whose fonts do not say which characters they are.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    pictures: float = 0.0
    crowded: bool = False
    unmapped: int = 0


@dataclass(frozen=True, slots=True)
class TextLine:
    """Glyphs on one line, left to right."""

    glyphs: tuple[Glyph, ...]
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def text(self) -> str:
        """The line's text with a space where the gap is wide."""
        return spaced_text(self.glyphs)

    @property
    def height(self) -> float:
        """The height of the line's tallest glyph."""
        return self.y1 - self.y0


def line_of(glyphs: Sequence[Glyph]) -> TextLine:
    """Return the line of `glyphs`, sorted from left to right."""
    ordered = tuple(_without_doubles(sorted(glyphs, key=lambda glyph: glyph.cx)))
    return TextLine(
        ordered,
        min(glyph.x0 for glyph in ordered),
        min(glyph.y0 for glyph in ordered),
        max(glyph.x1 for glyph in ordered),
        max(glyph.y1 for glyph in ordered),
    )


def _without_doubles(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """Bold print is sometimes made by drawing a character twice, a hair apart.

    A font may hold —— as one wide glyph: its characters share their box, and are two.
    """
    previous: Glyph | None = None
    for glyph in glyphs:
        apart = previous is None or glyph.x0 - previous.x0 > 0.15 * glyph.height
        if apart or (previous and previous.text != glyph.text) or glyph.x1 - glyph.x0 > 1.5 * glyph.height:
            yield glyph
            previous = glyph


def cluster_lines(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """Return the lines of `glyphs` from top to bottom.

    A glyph belongs to the line whose centre lies within half its height; small marks (commas, dots)
    take the line that their box touches.
    """
    lines: list[list[Glyph]] = []
    bands: list[tuple[float, float]] = []
    for glyph in sorted(glyphs, key=lambda item: -item.height):
        best, overlap = -1, 0.0
        for index, (top, bottom) in enumerate(bands):
            shared = min(bottom, glyph.y1) - max(top, glyph.y0)
            if shared > overlap and _belongs(glyph, top, bottom, shared):
                best, overlap = index, shared
        if best < 0:
            lines.append([glyph])
            bands.append((glyph.y0, glyph.y1))
        else:
            lines[best].append(glyph)
    return sorted((line_of(line) for line in lines), key=lambda line: (line.y0 + line.y1) / 2)


def _belongs(glyph: Glyph, top: float, bottom: float, shared: float) -> bool:
    return shared >= 0.5 * min(max(glyph.height, 0.1), bottom - top)


def spaced_text(glyphs: Sequence[Glyph]) -> str:
    """Join glyphs of one line; a gap wider than most of a character becomes a space, as does one between words."""
    parts: list[str] = []
    previous: Glyph | None = None
    for glyph in glyphs:
        if previous is not None and (
            glyph.x0 - previous.x1 > 0.55 * max(glyph.height, previous.height)
            or (glyph.spaced and glyph.text.isascii() and previous.text.isascii())
        ):
            parts.append(" ")
        parts.append(glyph.text)
        previous = glyph
    return "".join(parts)
