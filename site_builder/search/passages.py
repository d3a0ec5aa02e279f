"""Cutting of a page's text into passages, the units an index points at and a snippet is read from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from zlib import crc32

from site_builder.search.folding import fold_text, joined_codes

PASSAGE = 800
"""Characters a passage aims at: small enough for a snippet's file, large enough to keep lists of places short."""

_SENTENCE = re.compile(r"[^。；！？;]+[。；！？;]*")
_PART_CODE = re.compile(r"\d{2}")


@dataclass(frozen=True, slots=True)
class Passage:
    """Whole lines of a page: as shown, and folded with joined account codes as further lines."""

    text: str
    folded: str


def cut_passages(text: str) -> list[Passage]:
    """Return the passages of a page, at least one.

    Cuts depend on the lines themselves, so that a change in one place leaves the passages elsewhere as they are.
    """
    return [_passage(lines) for lines in _groups(_pieces(text))] or [Passage("", "")]


def _passage(lines: list[str]) -> Passage:
    text = "\n".join(lines)
    folded = fold_text(text)
    codes = joined_codes(folded.split("\n"))
    return Passage(text, "\n".join((folded, *codes)) if codes else folded)


def _pieces(text: str) -> list[str]:
    """Return the lines, those longer than a passage parted at ends of sentences."""
    pieces = []
    for line in text.split("\n"):
        if len(line) <= PASSAGE:
            pieces.append(line)
        else:
            pieces += _sentences(line)
    return pieces


def _sentences(line: str) -> list[str]:
    parts, current = [], ""
    for match in _SENTENCE.finditer(line):
        if current and len(current) + len(match[0]) > PASSAGE:
            parts.append(current)
            current = ""
        current += match[0]
    return [*parts, current] if current else parts


def _groups(pieces: list[str]) -> list[list[str]]:
    groups: list[list[str]] = []
    current: list[str] = []
    size = 0
    for piece in pieces:
        full = size + len(piece) > PASSAGE or (size > PASSAGE // 2 and crc32(current[-1].encode()) % 4 == 0)
        if current and full and not _PART_CODE.fullmatch(piece):
            groups.append(current)
            current, size = [], 0
        current.append(piece)
        size += len(piece)
    return [*groups, current] if current else groups
