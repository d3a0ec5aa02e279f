"""Keys for slips: characters one apart (a wrong or missing one between), and readings, of names and short lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import product

import numpy as np

from site_builder.search.hashing import key_hash
from site_builder.search.keys import BREAK, Keys, join_keys
from site_builder.search.lines import Groups, Lines, group_lines, numbered_codes
from site_builder.search.postings import Ints, number_values
from site_builder.search.sounds import readings, syllables

SKIPPED = "*"
LABEL, SHORT_LABEL = 24, 16
"""Lines up to which a wrong character, and first letters, are looked for: names, labels and goals. Longer ones are prose, where they say little; characters that sound alike are looked for everywhere."""


def forgiving_keys(lines: Lines) -> Keys:
    """Return the forgiving keys of a department: of every head, and of each line where it first stands elsewhere."""
    groups = group_lines(_first_places(lines))
    distinct, chars = numbered_codes(lines.codes)
    inside = (lines.codes != 10) & (lines.codes != ord(BREAK)) & (groups.of_line[lines.line_of] >= 0)
    known = [readings().get(char, ()) for char in map(chr, distinct.tolist())]
    letters = [tuple(dict.fromkeys(ord(syllables()[sound][0]) - 97 for sound in sounds)) for sounds in known]
    lengths = np.fromiter(map(len, lines.lines), np.int64, len(lines.lines))
    label = inside & (lengths <= LABEL)[lines.line_of]
    parts = [
        _skips(lines, groups, label),
        _by_reading(lines, groups, chars, inside, _table(known), _sound_key, 2),
        _by_reading(
            lines, groups, chars, inside & (lengths <= SHORT_LABEL)[lines.line_of], _table(letters), _initials_key, 3
        ),
    ]
    return join_keys(parts)


def _first_places(lines: Lines) -> Iterator[list[int]]:
    """Yield for each line the heads that have it, and the first passage that does; lines without a reading stand nowhere."""
    is_head = (lines.passages == 0).tolist()
    for line, standing in zip(lines.lines, lines.standing, strict=True):
        first = next((place for place in standing if not is_head[place]), -1)
        yield [] if line.isascii() else [place for place in standing if place == first or is_head[place]]


def _skips(lines: Lines, groups: Groups, inside: np.ndarray) -> Keys:
    at = np.flatnonzero(inside[:-2] & inside[1:-1] & inside[2:])
    code = lines.codes[at].astype(np.int64) << 32 | lines.codes[at + 2]
    first, number = number_values(code)
    texts = [chr(pair >> 32) + SKIPPED + chr(pair & 0xFFFFFFFF) for pair in code[first].tolist()]
    return _keys(lines, groups, texts, number, at)


def _keys(lines: Lines, groups: Groups, texts: list[str], numbers: Ints, at: Ints) -> Keys:
    key, place = groups.spread(numbers, lines.line_of[at], len(lines.pages))
    homes = np.fromiter(map(_cached_hash, texts), np.uint32, len(texts))
    return Keys(texts, homes, key, place)


_cached_hash = lru_cache(maxsize=1 << 16)(key_hash)


def _table(values: list[tuple[int, ...]]) -> Ints:
    """Return the values of each character as columns, -1 where it has no more."""
    width = max(1, *map(len, values))
    return np.array([[*found, *[-1] * (width - len(found))] for found in values], np.int64)


def _by_reading(
    lines: Lines,
    groups: Groups,
    chars: Ints,
    inside: np.ndarray,
    table: Ints,
    name: Callable[[int], str],
    size: int,
) -> Keys:
    """Return the keys of `size` characters in a row by every way they can be read."""
    usable = inside & (table[chars, 0] >= 0)
    at = np.flatnonzero(
        np.logical_and.reduce([usable[offset : len(usable) - size + 1 + offset] for offset in range(size)])
    )
    codes, places = [], []
    for choice in product(range(table.shape[1]), repeat=size):
        values = [table[chars[at + offset], column] for offset, column in enumerate(choice)]
        fits = np.logical_and.reduce([value >= 0 for value in values])
        codes.append(np.zeros(int(fits.sum()), np.int64))
        for value in values:
            codes[-1] = codes[-1] << 10 | value[fits]
        places.append(at[fits])
    code = np.concatenate(codes)
    first, number = number_values(code)
    return _keys(lines, groups, list(map(name, code[first].tolist())), number, np.concatenate(places))


@lru_cache(maxsize=1 << 16)
def _sound_key(code: int) -> str:
    return f"{syllables()[code >> 10]}'{syllables()[code & 1023]}"


@lru_cache(maxsize=1 << 15)
def _initials_key(code: int) -> str:
    return "=" + "".join(chr(97 + (code >> shift & 1023)) for shift in (20, 10, 0))
