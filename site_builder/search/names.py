"""Names a reader may begin to type: departments, reports and projects, found by any two letters or their pinyin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from site_builder.model.output import SearchEntry
from site_builder.search.folding import fold_line
from site_builder.search.lines import SOURCE_KIND
from site_builder.search.postings import ALPHABET, encode_number
from site_builder.search.sounds import sounds_of

NAMES_PER_KEY = 12
LONGEST_ORDER = 90
ENTRY = 4
"""Letters of one name in a list: its kind and whether it begins with the key, its length, and two for its number."""
MOST_NAMES = 91 * 91


@dataclass(frozen=True, slots=True)
class NameRow:
    """One suggestion: the name as shown, its readings parted by spaces, and its page. Lower `rank` is first."""

    name: str
    sounds: str
    path: str
    kind: str
    rank: int


folded_name = lru_cache(maxsize=4096)(fold_line)


def name_rows(entries: Sequence[SearchEntry]) -> list[NameRow]:
    """Return each distinct name once, with the first page that bears it; source pages have none of their own."""
    found: dict[str, NameRow] = {}
    for entry in entries:
        folded = folded_name(entry.title)
        if entry.kind == SOURCE_KIND or folded in found or len(folded) < 2:
            continue
        sounds = " ".join(sound for char in folded if (sound := next(iter(sounds_of(char)), "")))
        rank = 0 if entry.title == entry.department else 1 if entry.kind != "项目" else 2
        found[folded] = NameRow(entry.title, sounds, entry.path, entry.kind, rank)
    return list(found.values())[:MOST_NAMES]


def name_lists(rows: Sequence[NameRow]) -> dict[str, str]:
    """Return the names of one department by the keys they are found by, best first, as letters that sort so."""
    lists: defaultdict[str, list[str]] = defaultdict(list)
    for number, row in enumerate(rows):
        letters = encode_number(number, 2)
        for key in name_keys(row):
            lists[key].append(order_letters(row, key) + letters)
    return {key: "".join(sorted(entries)[:NAMES_PER_KEY]) for key, entries in lists.items()}


def order_letters(row: NameRow, key: str) -> str:
    """Return two letters by which names of a key sort: kind of page, names that begin with the key, shorter ones."""
    folded = folded_name(row.name)
    later = not folded.startswith(key.lstrip("=~"))
    return ALPHABET[row.rank * 2 + later] + ALPHABET[min(len(folded), LONGEST_ORDER)]


def name_keys(row: NameRow) -> Iterator[str]:
    """Yield the keys a name is found by: pairs of characters, first letters, and the letters of its readings."""
    folded = folded_name(row.name)
    pairs = {folded[start : start + 2] for start in range(len(folded) - 1)}
    yield from (pair for pair in pairs if "|" not in pair)
    letters = row.sounds.split(" ")
    initials = "".join(sound[0] for sound in letters if sound)
    yield from {"=" + initials[start : start + 2] for start in range(len(initials) - 1)}
    spelled = ["".join(letters[start:])[:3] for start in range(len(letters))]
    yield from {"~" + part for part in spelled if len(part) == 3}
