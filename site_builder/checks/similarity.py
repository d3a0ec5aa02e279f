"""Likeness of Chinese texts by pairs of neighbouring characters."""

from __future__ import annotations

from functools import lru_cache

from site_builder.text import fold


@lru_cache(maxsize=16384)
def pairs(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a text."""
    plain = fold(text)
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1))


def shared_pairs(one: str, other: str) -> frozenset[str]:
    """Return the pairs that two texts share."""
    return pairs(one) & pairs(other)


def likeness(one: str, other: str) -> float:
    """Return the share of common pairs, 0 to 1 (Jaccard)."""
    first, second = pairs(one), pairs(other)
    return len(first & second) / len(first | second) if first and second else 0.0


def containment(one: str, other: str) -> float:
    """Return which share of the shorter text's pairs the longer one has."""
    first, second = pairs(one), pairs(other)
    smaller = min(len(first), len(second))
    return len(first & second) / smaller if smaller else 0.0
