"""The text form of lists of places; docs/search.md has the alphabet, templates/js/search-core/20-index.js reads it."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

ALPHABET = "".join(chr(code) for code in range(35, 127) if chr(code) != "\\")
"""91 characters that need no escape inside a quoted script string."""
END = b"!"
GAPS = 14
STEPS = 29
FAR_PAGE, FAR_STEP, LATER = 85, 86, 87
LATER_PAGES = 1 << 16
"""Pages that show a source, and those of no department, are numbered from here: so a list alone tells that they rank later."""

Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Numbers = TypeVar("Numbers", NDArray[np.int64], NDArray[np.uint32])
_LETTERS = np.frombuffer(ALPHABET.encode(), np.uint8)


def encode_places(keys: Ints, pages: Ints, passages: Ints, rooms: Ints | None = None) -> tuple[Bytes, Ints]:
    """Return the places of many keys as letters, and where each key's letters begin; the last number is the end.

    The arrays are of one length and sorted by key, page and passage; keys are 0, 1, 2, ... without a gap; passage 0 is a
    page's title and names. A page is one letter: its distance from the page before, and whether its head and its
    first passage hold the key; further passages are a letter each. Larger distances are led by letters that add a
    whole range. `rooms` gives the bytes left free before each key's letters.
    """
    is_first = changes(keys)
    is_page = is_first | changes(pages)
    starts = np.flatnonzero(is_page)
    gaps, marks = _page_gaps(is_first[starts], pages[starts])
    flags = np.bitwise_or.reduceat((passages == 0).view(np.uint8) | ((passages == 1).view(np.uint8) << 1), starts)
    far = gaps // GAPS
    further, steps = _steps(passages, is_page)
    sizes = np.zeros(len(keys), np.int64)
    sizes[starts] = marks + far + 1
    sizes[further] += steps // STEPS + 1
    firsts = np.flatnonzero(is_first)
    free = np.zeros(len(firsts), np.int64) if rooms is None else rooms
    sizes[firsts] += free
    ends = np.cumsum(sizes)
    ahead = ends - sizes
    ahead[firsts] += free
    out = np.full(int(ends[-1]), FAR_STEP, np.uint8)
    lead = ahead[starts]
    out[lead[marks]] = LATER
    lead += marks
    fill(out, lead, far, FAR_PAGE)
    out[lead + far] = (gaps - far * GAPS) * 4 + flags
    out[ends[further] - 1] = GAPS * 4 + steps % STEPS
    return _LETTERS[out], np.append(ahead[firsts], len(out))


def changes(values: Numbers) -> NDArray[np.bool_]:
    """Return where a value differs from the one before; the first does."""
    is_new = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=is_new[1:])
    return is_new


def _page_gaps(is_first: NDArray[np.bool_], pages: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """Return the pages between each page and the one before in its list, and whether the later pages begin with it."""
    before = np.empty(len(pages), np.int64)
    before[1:] = pages[:-1]
    before[is_first] = -1
    marks = (pages >= LATER_PAGES) & (before < LATER_PAGES)
    before[marks] = LATER_PAGES - 1
    return pages - before - 1, marks


def _steps(passages: Ints, is_page: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Return which passages stand behind a page's first, and the passages left out before each."""
    further = np.flatnonzero(passages > 1)
    before = np.where(is_page[further], 0, passages[further - 1])
    return further, passages[further] - 1 - np.maximum(before, 1)


def fill(out: Bytes, starts: Ints, counts: Ints, value: int) -> None:
    """Set `counts` items of `out` from each of `starts`."""
    some = np.flatnonzero(counts)
    if len(some):
        out[np.repeat(starts[some], counts[some]) + ranges(counts[some])] = value


def ranges(counts: Ints) -> Ints:
    """Return 0, 1, ... up to each count, one after the other."""
    ends = np.cumsum(counts)
    return np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - counts, counts)


def distinct(values: Numbers) -> Numbers:
    """Return the values sorted, each once; sorting is several times as fast as what `np.unique` does."""
    values = np.sort(values)
    return values[changes(values)]


def number_values(values: Ints) -> tuple[Ints, Ints]:
    """Return where each distinct value stands once, by rising value, and the number of each value among them."""
    order = np.argsort(values)
    is_new = changes(values[order])
    numbers = np.empty(len(values), np.int64)
    numbers[order] = np.cumsum(is_new) - 1
    return order[is_new], numbers


def encode_number(number: int, width: int) -> str:
    """Return a number as `width` letters, the highest first."""
    letters = ""
    for _ in range(width):
        number, rest = divmod(number, len(ALPHABET))
        letters = ALPHABET[rest] + letters
    return letters
