"""Keys for slips: characters one apart (a wrong or missing one between), and readings, of names and short lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, pairwise, product

from site_builder.search.passages import Passage
from site_builder.search.postings import place_number
from site_builder.search.sounds import has_sound, sounds_of

SKIPPED = "*"
SHORT_LINE = 24
"""Longer lines are prose; names, labels and goals are shorter, and they are what citizens remember and misspell."""
PAGES_PER_LINE = 3
"""A line repeated on more pages of a department is indexed on the first only: any of them answers."""


def forgiving_keys(heads: list[str], pages: list[list[Passage]]) -> dict[str, list[int]]:
    """Return the keys of one department with their place numbers."""
    times: defaultdict[str, int] = defaultdict(int)
    places: defaultdict[str, list[int]] = defaultdict(list)
    for number, (head, passages) in enumerate(zip(heads, pages, strict=True)):
        _add(places, place_number(number, 0), head.split("\n"))
        for place, passage in enumerate(passages, start=1):
            lines = [line for line in passage.folded.split("\n") if _is_open(line, times)]
            _add(places, place_number(number, place), lines)
    return places


def _add(places: defaultdict[str, list[int]], here: int, lines: list[str]) -> None:
    found: set[str] = set()
    found.update(*map(_line_keys, lines))
    for key in found:
        places[key].append(here)


def _is_open(line: str, times: defaultdict[str, int]) -> bool:
    if not 1 < len(line) <= SHORT_LINE or line.isascii():
        return False
    times[line] += 1
    return times[line] <= PAGES_PER_LINE


@lru_cache(maxsize=4096)
def _line_keys(line: str) -> frozenset[str]:
    keys: set[str] = set()
    for clause in line.split("|"):
        keys.update(map(SKIPPED.join, zip(clause, clause[2:], strict=False)))
        for known, chars in groupby(clause, key=has_sound):
            if known:
                keys.update(_sound_keys("".join(chars)))
    return frozenset(keys)


def _sound_keys(word: str) -> Iterator[str]:
    """Yield the keys of characters in a row that all have readings; nearly all have one only."""
    readings = list(map(sounds_of, word))
    for sounds in zip(*readings, strict=True) if max(map(len, readings)) == 1 else _choices(readings):
        yield from map("'".join, pairwise(sounds))
        initials = "".join([sound[0] for sound in sounds])
        for start in range(len(initials) - 2):
            yield "=" + initials[start : start + 3]


def _choices(readings: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Yield stretches of three characters in every way they can be read."""
    for start in range(max(1, len(readings) - 2)):
        yield from product(*readings[start : start + 3])
