"""Joining of lines: the wrapped lines of one sentence, and the paragraphs within one cell."""

from __future__ import annotations

import re
from collections.abc import Iterable

from site_builder.text import clean

_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"[A-Za-z]")


def is_cjk(char: str) -> bool:
    """Return whether `char` is a Chinese character (punctuation is none)."""
    return bool(_CJK.match(char))


def join_paragraphs(lines: Iterable[str]) -> str:
    """Join the paragraphs of a cell: Chinese to Chinese without a space, anything else with one.

    A space between digits keeps two numbers apart that stand on two lines.
    """
    joined = ""
    for line in lines:
        line = clean(line)
        if joined and line:
            joined += line if is_cjk(joined[-1]) and is_cjk(line[0]) else " " + line
        else:
            joined += line
    return joined


def join_wrapped(lines: Iterable[str]) -> str:
    """Join the lines of wrapped text: no space, except between two Latin words."""
    joined = ""
    for line in lines:
        joined += wrapped_piece(joined, line)
    return joined


def wrapped_piece(joined: str, line: str) -> str:
    """Return what a further wrapped line adds to the text joined so far."""
    line = clean(line)
    both_words = bool(joined and line and _WORD.match(joined[-1]) and _WORD.match(line[0]))
    return " " + line if both_words else line
