"""Cutting of a page's text into passages, the units an index points at and a snippet is read from."""

from __future__ import annotations

import re
from zlib import crc32

PASSAGE = 800
"""Characters a passage aims at: small enough for a snippet's file, large enough to keep lists of places short."""
MOST_PASSAGES = 8_000
"""Passages of an enormous page grow rather than becoming more: a place has room for twice as many."""

_SENTENCE = re.compile(r"[^。；！？;]+[。；！？;]*")


def cut_passages(text: str) -> list[list[str]]:
    """Return the passages of a page as lines, at least one passage.

    Cuts depend on the lines themselves, so that a change in one place leaves the passages elsewhere as they are.
    Account codes over 类/款/项 cells stay in one passage.
    """
    size = max(PASSAGE, len(text) // MOST_PASSAGES)
    return _groups(_pieces(text, size), size) or [[""]]


def _pieces(text: str, most: int) -> list[str]:
    """Return the lines, those longer than a passage parted at ends of sentences."""
    lines = text.split("\n")
    if max(map(len, lines)) <= most:
        return lines
    pieces = []
    for line in lines:
        pieces += [line] if len(line) <= most else _sentences(line, most)
    return pieces


def _sentences(line: str, most: int) -> list[str]:
    parts, current = [], ""
    for match in _SENTENCE.finditer(line):
        if current and len(current) + len(match[0]) > most:
            parts.append(current)
            current = ""
        current += match[0]
    return [*parts, current] if current else parts


def _groups(pieces: list[str], most: int) -> list[list[str]]:
    groups: list[list[str]] = []
    current: list[str] = []
    size = 0
    for piece in pieces:
        full = size + len(piece) > most or (size > most // 2 and crc32(current[-1].encode()) % 4 == 0)
        if full and current and not (len(piece) == 2 and piece.isdecimal()):
            groups.append(current)
            current, size = [], 0
        current.append(piece)
        size += len(piece)
    return [*groups, current] if current else groups
