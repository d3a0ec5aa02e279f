"""Keys for slips: characters one apart (a wrong or missing one between), and readings, of names and short lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import product

import numpy as np

from site_builder.search.keys import BREAK, Bools, Keys, join_keys, keys_of
from site_builder.search.lines import Codes, Lines
from site_builder.search.postings import Ints
from site_builder.search.sounds import readings, syllables

SKIPPED = "*"
LABEL, SHORT_LABEL = 24, 16
"""Lines up to which a wrong character, and first letters, are looked for: names, labels and goals. Longer ones are prose, where they say little; characters that sound alike are looked for everywhere."""
_CHAR_BITS, _SOUND_BITS, _LETTER_BITS = 21, 10, 5
_PLANE = 1 << 16
"""Characters with a reading are below this."""


def forgiving_keys(lines: Lines, of_line: Ints) -> Keys:
    """Return the forgiving keys of a department; `of_line` gives the group of each line, -1 where it has none."""
    group = of_line[lines.line_of]
    inside = (lines.codes != 10) & (lines.codes != ord(BREAK)) & (group >= 0)
    lengths = np.fromiter(map(len, lines.lines), np.int64, len(lines.lines))
    label, short = (inside & (lengths <= most)[lines.line_of] for most in (LABEL, SHORT_LABEL))
    sounds, letters = _tables()
    parts = [
        _skips(lines.codes, group, label),
        _by_reading(lines.codes, group, inside, sounds, 2, _SOUND_BITS, _sound_texts),
        _by_reading(lines.codes, group, short, letters, 3, _LETTER_BITS, _initials_texts),
    ]
    return join_keys(parts)


def first_places(lines: Lines) -> Iterator[list[int]]:
    """Yield for each line the heads that have it, and the first passage that does; lines without a reading stand nowhere."""
    is_head = (lines.passages == 0).tolist()
    for line, standing in zip(lines.lines, lines.standing, strict=True):
        if line.isascii():
            yield []
        elif len(standing) == 1:
            yield standing
        else:
            first = next((place for place in standing if not is_head[place]), -1)
            yield [place for place in standing if place == first or is_head[place]]


def _skips(codes: Codes, group: Ints, inside: Bools) -> Keys:
    at = np.flatnonzero(inside[:-2] & inside[1:-1] & inside[2:])
    code = codes[at].astype(np.int64) << _CHAR_BITS | codes[at + 2]
    return keys_of(code, 2 * _CHAR_BITS, group[at], _skip_texts)


def _skip_texts(code: Ints) -> Codes:
    columns = (code >> _CHAR_BITS, np.full(len(code), ord(SKIPPED)), code & ((1 << _CHAR_BITS) - 1))
    return np.stack(columns, axis=1).astype(np.uint32)


@lru_cache(maxsize=1)
def _tables() -> tuple[Ints, Ints]:
    """Return the readings of each character, and their first letters, as columns; -1 where it has no more."""
    known = readings()
    first = {char: tuple(dict.fromkeys(ord(syllables()[sound][0]) - 97 for sound in known[char])) for char in known}
    return _table(known), _table(first)


def _table(values: dict[str, tuple[int, ...]]) -> Ints:
    table = np.full((_PLANE, max(map(len, values.values()))), -1, np.int64)
    for char, found in values.items():
        table[ord(char), : len(found)] = found
    return table


Texts = Callable[[Ints], Codes]


def _by_reading(codes: Codes, group: Ints, inside: Bools, table: Ints, size: int, bits: int, texts: Texts) -> Keys:
    """Return the keys of `size` characters in a row by every way they can be read."""
    read = table[np.minimum(codes, _PLANE - 1)]
    usable = inside & (read[:, 0] >= 0)
    windows = [usable[offset : len(usable) - size + 1 + offset] for offset in range(size)]
    at = np.flatnonzero(np.logical_and.reduce(windows))
    several = at[np.logical_or.reduce([read[at + offset, 1] >= 0 for offset in range(size)])]
    found, places = [], []
    for choice in product(range(table.shape[1]), repeat=size):
        here = several if any(choice) else at
        values = [read[here + offset, column] for offset, column in enumerate(choice)]
        if any(choice):
            fits = np.logical_and.reduce([value >= 0 for value in values])
            here, values = here[fits], [value[fits] for value in values]
        code = np.zeros(len(here), np.int64)
        for value in values:
            code = code << bits | value
        found.append(code)
        places.append(here)
    return keys_of(np.concatenate(found), size * bits, group[np.concatenate(places)], texts)


@lru_cache(maxsize=1)
def _spelled() -> Codes:
    """Return the letters of each syllable, a row each, 0 where it has no more."""
    width = max(map(len, syllables()))
    return np.array([[*map(ord, syllable.ljust(width, "\0"))] for syllable in syllables()], np.uint32)


def _sound_texts(code: Ints) -> Codes:
    first, second = _spelled()[code >> _SOUND_BITS], _spelled()[code & ((1 << _SOUND_BITS) - 1)]
    return np.concatenate((first, np.full((len(code), 1), ord("'"), np.uint32), second), axis=1)


def _initials_texts(code: Ints) -> Codes:
    letters = [97 + (code >> place * _LETTER_BITS & ((1 << _LETTER_BITS) - 1)) for place in (2, 1, 0)]
    return np.stack((np.full(len(code), ord("=")), *letters), axis=1).astype(np.uint32)
