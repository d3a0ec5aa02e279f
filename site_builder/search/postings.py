"""The text form of lists of places; docs/search.md has the alphabet, templates/js/search-core/20-index.js reads it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

ALPHABET = "".join(chr(code) for code in range(35, 127) if chr(code) != "\\")
"""91 characters that need no escape inside a quoted script string."""
END = "!"
GAPS = 14
STEPS = 29
FAR_PAGE, FAR_STEP, LATER = 85, 86, 87
LATER_PAGES = 1 << 16
"""Pages that show a source, and those of no department, are numbered from here: so a list alone tells that they rank later."""

Ints = NDArray[np.int64]
_LETTERS = np.frombuffer(ALPHABET.encode(), np.uint8)


def encode_places(keys: Ints, pages: Ints, passages: Ints) -> tuple[bytes, Ints]:
    """Return the places of many keys as letters, and where each key's letters begin; the last number is the end.

    The arrays are of one length and sorted by key, page and passage; keys are 0, 1, 2, ... without a gap; passage 0 is a
    page's title and names. A page is one letter: its distance from the page before, and whether its head and its
    first passage hold the key; further passages are a letter each. Larger distances are led by letters that add a
    whole range.
    """
    starts = _changes(keys, pages)
    gaps, marks = _page_gaps(keys[starts], pages[starts])
    flags = np.bitwise_or.reduceat((passages == 0) | ((passages == 1) << 1), starts)
    page_letters = np.zeros(len(keys), np.int64)
    page_letters[starts] = marks + gaps // GAPS + 1
    steps = _steps(passages, starts)
    sizes = page_letters + np.where(steps >= 0, steps // STEPS + 1, 0)
    ends = np.cumsum(sizes)
    out = np.full(int(ends[-1]), FAR_STEP, np.uint8)
    ahead = ends - sizes
    lead = ahead[starts]
    out[lead[marks > 0]] = LATER
    _fill(out, lead + marks, gaps // GAPS, FAR_PAGE)
    out[lead + marks + gaps // GAPS] = gaps % GAPS * 4 + flags
    further = steps >= 0
    out[ends[further] - 1] = GAPS * 4 + steps[further] % STEPS
    firsts = np.flatnonzero(np.diff(keys, prepend=-1))
    return _LETTERS[out].tobytes(), np.append(ahead[firsts], len(out))


def _changes(keys: Ints, pages: Ints) -> Ints:
    """Return where another key or another page begins."""
    return np.flatnonzero((np.diff(keys, prepend=-1) != 0) | (np.diff(pages, prepend=-1) != 0))


def _page_gaps(keys: Ints, pages: Ints) -> tuple[Ints, Ints]:
    """Return the pages between each page and the one before in its list, and whether the later pages begin with it."""
    is_source = pages >= LATER_PAGES
    goes_on = np.diff(keys, prepend=-1) == 0
    before = np.where(goes_on, np.roll(pages, 1), -1)
    marks = is_source & (before < LATER_PAGES)
    before[marks] = LATER_PAGES - 1
    return pages - before - 1, marks.astype(np.int64)


def _steps(passages: Ints, starts: Ints) -> Ints:
    """Return for each passage behind a page's first the passages left out before it; -1 for heads and first passages."""
    before = np.roll(passages, 1)
    before[starts] = 0
    return np.where(passages > 1, passages - 1 - np.maximum(before, 1), -1)


def _fill(out: NDArray[np.uint8], starts: Ints, counts: Ints, value: int) -> None:
    """Set `counts` items of `out` from each of `starts`."""
    if counts.any():
        out[np.repeat(starts, counts) + ranges(counts)] = value


def ranges(counts: Ints) -> Ints:
    """Return 0, 1, ... up to each count, one after the other."""
    ends = np.cumsum(counts)
    return np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - counts, counts)


def distinct(values: Ints) -> Ints:
    """Return the values sorted, each once; sorting is several times as fast as what `np.unique` does."""
    values = np.sort(values)
    return values[np.flatnonzero(np.diff(values, prepend=-1))]


def number_values(values: Ints) -> tuple[Ints, Ints]:
    """Return where each distinct value stands once, by rising value, and the number of each value among them."""
    order = np.argsort(values)
    is_new = np.diff(values[order], prepend=-1) != 0
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
