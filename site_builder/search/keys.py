"""The exact keys of a department: pairs of neighbouring characters, and runs of a few from each character on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from site_builder.search.hashing import key_hashes
from site_builder.search.lines import Codes, Lines, numbered_codes
from site_builder.search.postings import Ints, changes, distinct, number_values

RUN_KEY = 7
"""Characters of a key in numbers and Latin words: an account code is one key; four digits stand on too many pages."""
TEXT_KEY = 4
HOME = 3
"""Characters by which a key is filed, so that words of three, and all that begins alike, are found in one file."""
BREAK = "|"
_SORTED_BITS = 62

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Keys:
    """Some keys of a department: their characters one key after the other, how many each has, the hash it is filed by,
    and distinct pairs of key number and group of lines."""

    text: Codes
    sizes: Ints
    homes: Codes
    keys: Ints
    groups: Ints


def exact_keys(lines: Lines, of_line: Ints) -> tuple[Keys, Keys, Keys]:
    """Return the keys of words of two characters, of longer words, and of those that begin with three Latin letters.

    The others are what begins at each character that has two more behind it in its clause: TEXT_KEY characters, in
    numbers and Latin words RUN_KEY, or fewer and a break. So a word of up to so many has exactly the places of the keys
    that begin with it. Latin words are apart because they are few, and readers who type pinyin ask for them in vain.
    `of_line` gives the group of each line.
    """
    codes = np.where(lines.codes == 10, np.uint32(ord(BREAK)), lines.codes)
    within = codes != ord(BREAK)
    run = ((codes > 32) & (codes < 127) & within) | (codes == ord("≥")) | (codes == ord("≤"))
    pairs = within[:-1] & within[1:]
    at = np.flatnonzero(pairs[:-1] & pairs[1:])
    in_run = run[at] & run[at + 1] & run[at + 2]
    letter = (codes >= ord("a")) & (codes <= ord("z"))
    latin = letter[at] & letter[at + 1] & letter[at + 2]
    group = of_line[lines.line_of]
    text, runs = (partial(_keys, group, numbered_codes(np.where(part, codes, 0))) for part in (within, run))
    longer = join_keys([text(at[~in_run], TEXT_KEY, HOME), runs(at[in_run & ~latin], RUN_KEY, HOME)])
    return text(np.flatnonzero(pairs), 2, 2), longer, runs(at[latin], RUN_KEY, HOME)


def _keys(group: Ints, numbered: tuple[Ints, Ints], at: Ints, size: int, home: int) -> Keys:
    """Return the keys of `size` characters that begin at each place, cut with a break where a character has number 0.

    They are filed by the hash of their first `home` characters.
    """
    known, chars = numbered
    bits = len(known).bit_length()
    code, kept = np.zeros(len(at), np.int64), np.ones(len(at), bool)
    for offset in range(size):
        char = chars[np.minimum(at + offset, len(chars) - 1)]
        kept &= char > 0
        code = code << bits | np.where(kept, char, 0)
    return keys_of(code, size * bits, group[at], partial(_texts, known, bits, size), home)


def _texts(known: Ints, bits: int, size: int, code: Ints) -> Codes:
    """Return the characters of keys, a row each."""
    mask = (1 << bits) - 1
    texts = np.stack([known[code >> bits * place & mask] for place in range(size - 1, -1, -1)], axis=1)
    length = np.count_nonzero(texts, axis=1)
    cut = np.flatnonzero(length < size)
    texts[cut, length[cut]] = ord(BREAK)
    return texts.astype(np.uint32)


def keys_of(code: Ints, bits: int, groups: Ints, texts: Callable[[Ints], Codes], home: int = 0) -> Keys:
    """Return the keys that stand for numbers below `1 << bits`, each number beside the group it was found in.

    `texts` gives the characters of keys by their numbers, a row each, 0 where there are no more. A key is filed by its
    first `home` characters, 0 for all.
    """
    below = int(groups.max(initial=0)).bit_length()
    if bits + below <= _SORTED_BITS:
        pairs = distinct(code << below | groups)
        found = pairs >> below
        first = np.flatnonzero(changes(found))
        known, numbers = found[first], np.repeat(np.arange(len(first)), np.diff(first, append=len(found)))
    else:
        at, number = number_values(code)
        pairs = distinct(number << below | groups)
        known, numbers = code[at], pairs >> below
    text = texts(known)
    homes = key_hashes(text[:, :home] if home else text)
    return Keys(text[text > 0], np.count_nonzero(text, axis=1), homes, numbers, pairs & ((1 << below) - 1))


def join_keys(parts: Sequence[Keys]) -> Keys:
    """Return several sets of keys as one."""
    before = np.cumsum([0, *(len(part.sizes) for part in parts)])
    return Keys(
        np.concatenate([part.text for part in parts]),
        np.concatenate([part.sizes for part in parts]),
        np.concatenate([part.homes for part in parts]),
        np.concatenate([part.keys + size for part, size in zip(parts, before, strict=False)]),
        np.concatenate([part.groups for part in parts]),
    )
