"""The keys of the index: pairs of neighbouring characters; also runs of three and four in numbers and Latin words."""

from __future__ import annotations

import re
from operator import add

RUN = re.compile(r"[!-{}~]{3,}")
"""ASCII without the separator: digit pairs stand on nearly every page, so numbers need longer keys."""


def grams(folded: str) -> set[str]:
    """Return the keys of folded text (lines, clauses parted by `|`); some hold a break and must be left out."""
    found = set(map(add, folded, folded[1:]))
    for run in RUN.findall(folded):
        for size in (3, 4):
            found.update(run[start : start + size] for start in range(len(run) - size + 1))
    return found


def is_key(gram: str) -> bool:
    """Return whether a key lies within one clause."""
    return "|" not in gram and "\n" not in gram


def gram_hash(gram: str) -> int:
    """Return the 32-bit hash that says which file holds a key; the client computes the same."""
    value = 0
    for char in gram:
        value = (value * 31 + ord(char)) & 0xFFFFFFFF
    return (value * 2654435761) & 0xFFFFFFFF
