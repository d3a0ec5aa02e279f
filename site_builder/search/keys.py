"""The exact keys of a department: pairs of neighbouring characters, and runs of a few from each character on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from site_builder.search.hashing import key_hashes
from site_builder.search.lines import Groups, Lines, numbered_codes
from site_builder.search.postings import Ints, number_values

RUN_KEY = 7
"""Characters of a key in numbers and Latin words: an account code is one key; four digits stand on too many pages."""
TEXT_KEY = 4
HOME = 3
"""Characters by which a key is filed, so that words of three, and all that begins alike, are found in one file."""
BREAK = "|"

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Keys:
    """Some keys of a department: their text, the hash each is filed by, and pairs of key number and place, sorted."""

    texts: list[str]
    homes: NDArray[np.uint32]
    keys: Ints
    places: Ints


def exact_keys(lines: Lines, groups: Groups) -> tuple[Keys, Keys, Keys]:
    """Return the keys of words of two characters, of longer words, and of those that begin with three Latin letters.

    The first have of each page its head and the first passage. The others are what begins at each character that has two
    more behind it in its clause: TEXT_KEY characters, in numbers and Latin words RUN_KEY, or fewer and a break. So a word
    of up to so many has exactly the places of the keys that begin with it. Latin words are apart because they are few, and
    readers who type pinyin ask for them in vain.
    """
    codes = np.where(lines.codes == 10, np.uint32(ord(BREAK)), lines.codes).astype(np.int64)
    within = codes != ord(BREAK)
    run = ((codes > 32) & (codes < 127) & within) | (codes == ord("≥")) | (codes == ord("≤"))
    pairs = np.flatnonzero(within[:-1] & within[1:])
    at = np.flatnonzero(within[:-2] & within[1:-1] & within[2:])
    in_run = run[at] & run[at + 1] & run[at + 2]
    make = partial(_keys, lines, groups)
    letter = (codes >= ord("a")) & (codes <= ord("z"))
    latin = letter[at] & letter[at + 1] & letter[at + 2]
    longer = join_keys([make(at[~in_run], within, TEXT_KEY, HOME), make(at[in_run & ~latin], run, RUN_KEY, HOME)])
    return _first_of_pages(make(pairs, within, 2, 2), lines), longer, make(at[latin], run, RUN_KEY, HOME)


def _keys(lines: Lines, groups: Groups, at: Ints, goes_on: Bools, size: int, home: int) -> Keys:
    """Return the keys of `size` characters that begin at each place, cut with a break where `goes_on` is false.

    They are filed by the hash of their first `home` characters.
    """
    if not len(at):
        return Keys([], np.zeros(0, np.uint32), np.zeros(0, np.int64), np.zeros(0, np.int64))
    code, length = _codes(lines, at, goes_on, size)
    first, number = number_values(code)
    begins = at[first]
    homes = key_hashes([lines.codes[begins + offset] for offset in range(home)])
    text = lines.text
    texts = [
        text[begin : begin + kept] + BREAK if kept < size else text[begin : begin + size]
        for begin, kept in zip(begins.tolist(), length[first].tolist(), strict=True)
    ]
    return Keys(texts, homes, *groups.spread(number, lines.line_of[at], len(lines.pages)))


def _codes(lines: Lines, at: Ints, goes_on: Bools, size: int) -> tuple[Ints, Ints]:
    """Return a number for the characters of each key, and how many they are."""
    distinct, chars = numbered_codes(np.where(goes_on, lines.codes, 0).astype(np.uint32))
    code, kept, length = np.zeros(len(at), np.int64), np.ones(len(at), bool), np.zeros(len(at), np.int64)
    for offset in range(size):
        behind = np.minimum(at + offset, len(chars) - 1)
        kept = kept & goes_on[behind]
        code = code * len(distinct) + np.where(kept, chars[behind], 0)
        length += kept
    return code, length


def _first_of_pages(pairs: Keys, lines: Lines) -> Keys:
    """Leave of a page its head and the first passage that holds the pair."""
    if not len(pairs.keys):
        return pairs
    pages, passages = lines.pages[pairs.places], lines.passages[pairs.places]
    same = (np.diff(pairs.keys, prepend=-1) == 0) & (np.diff(pages, prepend=-1) == 0)
    further = same & (np.roll(passages, 1) > 0)
    return Keys(pairs.texts, pairs.homes, pairs.keys[~further], pairs.places[~further])


def join_keys(parts: Sequence[Keys]) -> Keys:
    """Return several sets of keys as one."""
    sizes = np.cumsum([0, *(len(part.texts) for part in parts)])
    return Keys(
        [text for part in parts for text in part.texts],
        np.concatenate([part.homes for part in parts]),
        np.concatenate([part.keys + size for part, size in zip(parts, sizes, strict=False)]),
        np.concatenate([part.places for part in parts]),
    )
