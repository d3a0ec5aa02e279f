"""Keys for slips: characters one apart (a wrong or missing one between), and readings, of names and short lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise, product

from site_builder.search.passages import Passage
from site_builder.search.sounds import sounds_of

SHORT_LINE = 24
"""Longer lines are prose; names, labels and goals are shorter, and they are what citizens remember and misspell."""
PAGES_PER_LINE = 3
"""A line repeated on more pages of a department is indexed on the first only: any of them answers."""


def forgiving_keys(heads: list[str], pages: list[list[Passage]]) -> dict[str, list[tuple[int, int]]]:
    """Return the keys of one department with their places (see `postings.encode_places`)."""
    keys_of: dict[str, frozenset[str]] = {}
    times: defaultdict[str, int] = defaultdict(int)
    places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, (head, passages) in enumerate(zip(heads, pages, strict=True)):
        for place, folded in enumerate((head, *(passage.folded for passage in passages))):
            found: set[str] = set()
            for line in folded.split("\n"):
                if len(line) < 2 or (place and not _is_open(line, times)):
                    continue
                if line not in keys_of:
                    keys_of[line] = frozenset(_line_keys(line))
                found |= keys_of[line]
            for key in found:
                places[key].append((number, place))
    return places


def _is_open(line: str, times: defaultdict[str, int]) -> bool:
    if len(line) > SHORT_LINE or line.isascii():
        return False
    times[line] += 1
    return times[line] <= PAGES_PER_LINE


def _line_keys(line: str) -> Iterator[str]:
    for clause in line.split("|"):
        yield from (f"{one}*{other}" for one, other in zip(clause, clause[2:], strict=False))
        sounds = [sounds_of(char) for char in clause]
        for one, other in pairwise(sounds):
            yield from (f"{left}'{right}" for left, right in product(one, other))
        initials = [sorted({sound[0] for sound in readings}) for readings in sounds]
        for three in zip(initials, initials[1:], initials[2:], strict=False):
            yield from (f"={''.join(letters)}" for letters in product(*three))
