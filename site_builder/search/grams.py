"""The keys of the index: pairs of neighbouring characters; also runs of three and four in numbers and Latin words."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import compress
from operator import add, and_

RUN = re.compile(r"[!-{}~≥≤]{3,}")
RUN_CHARS = frozenset(map(chr, range(33, 127))) - {"|"} | {"≥", "≤"}
"""ASCII without the separator: digit pairs stand on nearly every page, so numbers need longer keys."""
RUN_SIZES = (3, 4, 6)
COMMON = 4
"""A pair with this many places in a department is common there, and longer keys around it are kept."""


def grams(folded: str) -> set[str]:
    """Return the keys of a folded line; those that hold a break, `|`, must be left out."""
    found = set(map(add, folded, folded[1:]))
    found.update(*map(_run_grams, RUN.findall(folded)))
    return found


@lru_cache(maxsize=1 << 16)
def _run_grams(run: str) -> tuple[str, ...]:
    return tuple(run[start : start + size] for size in RUN_SIZES for start in range(len(run) - size + 1))


def is_countable(pair: str) -> bool:
    """Return whether a pair can be part of a longer key: within a clause, and not within a number."""
    return "|" not in pair and not RUN_CHARS.issuperset(pair)


def long_grams(folded: str, common: frozenset[str]) -> set[str]:
    """Return runs of three characters with both pairs common, and of four around a common pair.

    Where a pair stands in many passages, some hold every pair of a word but not the word; these keys tell.
    The outer pairs of a run of four may be anything countable; breaks are sorted out with those of `grams`.
    """
    known = list(map(common.__contains__, map(add, folded, folded[1:])))
    places = list(compress(range(len(known)), known))
    found = {folded[place - 1 : place + 3] for place in places if place}
    found.update(folded[place : place + 3] for place in compress(range(len(known)), map(and_, known, known[1:])))
    return found


@lru_cache(maxsize=1 << 18)
def gram_hash(gram: str) -> int:
    """Return the 32-bit hash that says which file holds a key; the client computes the same."""
    value = 0
    for char in gram:
        value = (value * 31 + ord(char)) & 0xFFFFFFFF
    return (value * 2654435761) & 0xFFFFFFFF


def home_hash(gram: str) -> int:
    """Return the hash of the pair a longer key is filed with, so that one file has both; other keys their own."""
    size = len(gram)
    if size == 2 or size == 6 or gram.isascii() or RUN_CHARS.issuperset(gram):
        return gram_hash(gram)
    return gram_hash(gram[:2] if size == 3 else gram[1:3])
