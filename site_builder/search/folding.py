"""Folding of text and queries to the form they are compared in; the rules are written in docs/search.md.

The client has the same rules in templates/js/search-core/10-fold.js; tests/search/folding_vectors.json binds both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from site_builder.text import RADICALS

DATA = Path(__file__).with_name("data")
SEPARATOR = "|"
_COMMON_VARIANTS = "後后於于徵征摺折麽么"
_DROPPED = frozenset(
    "\"'`“”‘’＂＇「」『』《》〈〉«»()[]{}【】〔〕〖〗〘〙\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0f\ufe0e"
)
_DASHES = frozenset("-‐‑‒–—―−")
_CONTEXTUAL = frozenset(",./- ")
_SEPARATING = frozenset("|~…")

_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_SPACE_BREAK = re.compile(r"(?<=[0-9a-z]) +(?=[0-9a-z])")
_LOOSE_DASH = re.compile(r"-(?![0-9])(?!(?<=[0-9a-z]-)[a-z])")
_LOOSE_MARK = re.compile(r"(?<![0-9a-z])[./]|[./](?![0-9a-z])|,")
_RUNS = re.compile(r"\|{2,}")
_EDGES = re.compile(r"^\||\|$", re.MULTILINE)
_CLASS_CODE = re.compile(r"[0-9]{3}")
_PART_CODE = re.compile(r"[0-9]{2}")


@lru_cache(maxsize=1)
def variants() -> dict[str, str]:
    """Return traditional and regional characters → simplified (see scripts/build_search_tables.py).

    The file holds characters outside GB2312, so that the client needs it only for a query that has such a one;
    the few traditional forms inside GB2312 stand here and in the client.
    """
    keys, values = (DATA / "variants.txt").read_text(encoding="utf-8").splitlines()
    common = dict(zip(_COMMON_VARIANTS[::2], _COMMON_VARIANTS[1::2], strict=True))
    return dict(zip(keys, values, strict=True)) | common


class _Table(dict[int, str]):
    """Folded form of each character met, filled as they come; made for `str.translate`."""

    def __missing__(self, code: int) -> str:
        folded = "".join(map(_fold_one, unicodedata.normalize("NFKC", chr(code)))) if code != 0x2026 else SEPARATOR
        self[code] = folded
        return folded


_TABLE = _Table({10: "\n"})


def _fold_one(char: str) -> str:
    if char in _DROPPED:
        return ""
    if char in _DASHES:
        return "-"
    if char.isspace():
        return " "
    if char in _CONTEXTUAL or char == "%":
        return char
    category = unicodedata.category(char)
    if char in _SEPARATING or category[0] in "PZ" or category in ("Sk", "Cc"):
        return SEPARATOR if char not in "&@#*" else char
    lower = char.lower()
    lower = RADICALS.get(lower, lower)
    return variants().get(lower, lower)


def fold_text(text: str) -> str:
    """Return text folded line by line; clauses joined by `|`, none empty; a term never spans two clauses."""
    folded = text.translate(_TABLE)
    if "," in folded:
        folded = _THOUSANDS.sub("", folded)
    if " " in folded:
        folded = _SPACE_BREAK.sub(SEPARATOR, folded).replace(" ", "")
    if "-" in folded:
        folded = _LOOSE_DASH.sub(SEPARATOR, folded)
    folded = _LOOSE_MARK.sub(SEPARATOR, folded)
    return _EDGES.sub("", _RUNS.sub(SEPARATOR, folded))


def fold_line(line: str) -> str:
    """Return one line folded; a line break in it counts as a space."""
    return fold_text(line.replace("\n", " "))


def fold_words(query: str) -> tuple[str, ...]:
    """Return the words of a query, folded, each once; white space and separators part words."""
    words = (word for piece in query.split() for word in fold_line(piece).split(SEPARATOR))
    return tuple(dict.fromkeys(word for word in words if word))


def joined_codes(lines: Sequence[str]) -> list[str]:
    """Return account codes printed over 类/款/项 cells, joined: 224, 01, 06 on lines of their own give 2240106."""
    codes = []
    for index, line in enumerate(lines):
        if len(line) != 3 or not _CLASS_CODE.fullmatch(line):
            continue
        parts = [line]
        for part in lines[index + 1 : index + 3]:
            if not _PART_CODE.fullmatch(part):
                break
            parts.append(part)
        if len(parts) > 1:
            codes.append("".join(parts))
    return codes
