"""A department's distinct folded lines, and where each of them stands; most stand in several places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from site_builder.model.output import SearchEntry
from site_builder.search.folding import fold_text, joined_codes
from site_builder.search.postings import LATER_PAGES, Ints, changes, distinct

SOURCE_KIND = "原文"
Codes = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class PageLines:
    """A page with its number, the lines of its head (title and names), and its passages as shown, line by line."""

    number: int
    entry: SearchEntry
    head: list[str]
    passages: list[list[str]]


@dataclass(frozen=True, slots=True)
class Groups:
    """Lines by the places they stand in: `of_line` gives a line's group, -1 for none; a group has places from
    `starts[group]` to `starts[group + 1]`, by their rank."""

    of_line: Ints
    starts: Ints
    places: Ints

    def spread(self, keys: Ints, groups: Ints, ranks: int) -> tuple[Ints, Ints]:
        """Return pairs of key and place below `ranks`, sorted, each once, of pairs of key and group."""
        counts = self.starts[groups + 1] - self.starts[groups]
        ends = np.cumsum(counts)
        shift = self.starts[groups] - ends + counts
        places = self.places[np.repeat(shift, counts) + np.arange(int(ends[-1]) if len(ends) else 0)]
        small = int(keys.max(initial=0)) + 1 < (1 << 32) // max(1, ranks)
        pairs = np.repeat((keys * ranks).astype(np.uint32 if small else np.int64), counts)
        pairs += places.astype(pairs.dtype)
        pairs = distinct(pairs)
        return (pairs // pairs.dtype.type(ranks)).astype(np.int64), (pairs % pairs.dtype.type(ranks)).astype(np.int64)

    def first_of_pages(self, lines: Lines) -> Groups:
        """Return the groups with of each page its head and the first passage only."""
        counts = np.diff(self.starts)
        groups = np.repeat(np.arange(len(counts)), counts)
        kept = first_of_pages(groups, lines.pages[self.places], lines.passages[self.places])
        counts = np.bincount(groups[kept], minlength=len(counts))
        return Groups(self.of_line, np.append(0, np.cumsum(counts)), self.places[kept])


@dataclass(frozen=True, slots=True)
class Lines:
    """The distinct lines: `codes` are the characters of all of them, each led by a line break; `line_of` their lines.

    `pages` and `passages` give the places by rank; passage 0 is a page's head.
    """

    lines: list[str]
    codes: Codes
    line_of: Ints
    pages: Ints
    passages: Ints
    standing: list[list[int]]


def department_lines(pages: Sequence[PageLines]) -> Lines:
    """Return the distinct folded lines of a department; joined account codes are further lines."""
    fold = _fold_all(pages)
    numbers: dict[str, int] = {}
    standing: list[list[int]] = []
    places: list[tuple[int, int]] = []
    for page in pages:
        for passage, lines in enumerate((page.head, *page.passages)):
            folded = [fold[line] for line in lines]
            for line in dict.fromkeys((*folded, *joined_codes(folded))):
                if len(line) < 2:
                    continue
                number = numbers.setdefault(line, len(numbers))
                if number == len(standing):
                    standing.append([])
                standing[number].append(len(places))
            places.append((page.number, passage))
    return _lines(list(numbers), standing, places)


def _fold_all(pages: Iterable[PageLines]) -> dict[str, str]:
    """Return every line folded, each folded once."""
    distinct = list(dict.fromkeys(line for page in pages for lines in (page.head, *page.passages) for line in lines))
    return dict(zip(distinct, fold_text("\n".join(distinct)).split("\n"), strict=True))


def _lines(lines: list[str], standing: list[list[int]], places: list[tuple[int, int]]) -> Lines:
    text = "\n" + "\n".join(lines) + "\n"
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32)
    where = np.array(places, np.int64).reshape(-1, 2)
    return Lines(lines, codes, np.minimum(np.cumsum(codes == 10), len(lines)) - 1, where[:, 0], where[:, 1], standing)


def numbered_codes(codes: Codes) -> tuple[Ints, Ints]:
    """Return the distinct characters in rising order, and the number of each character among them."""
    seen = np.zeros(int(codes.max(initial=0)) + 1, bool)
    seen[codes] = True
    return np.flatnonzero(seen), (np.cumsum(seen) - 1)[codes]


def group_lines(standing: Iterable[Sequence[int]]) -> Groups:
    """Return lines grouped by equal places; a line that stands nowhere is in no group."""
    numbers: dict[tuple[int, ...], int] = {}
    of_line = [numbers.setdefault(tuple(places), len(numbers)) if places else -1 for places in standing]
    counts = np.array([len(places) for places in numbers], np.int64)
    flat = [place for places in numbers for place in places]
    starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))
    return Groups(np.array(of_line, np.int64), starts, np.array(flat, np.int64))


def first_of_pages(keys: Ints, pages: Ints, passages: Ints) -> NDArray[np.bool_]:
    """Return which places, sorted by key, page and passage, are a page's head or the first passage with the key."""
    kept = changes(keys) | changes(pages)
    kept[1:] |= passages[:-1] == 0
    return kept


def page_number(entry: SearchEntry, mains: int, later: int) -> int:
    """Return the number of the next page when so many came before it; sources and the site's own pages rank later."""
    return LATER_PAGES + later if entry.kind == SOURCE_KIND or not entry.department else mains
