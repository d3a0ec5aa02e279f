"""Names a reader may begin to type: departments, reports and projects, found by any two letters or their pinyin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from site_builder.model.output import SearchEntry
from site_builder.search.folding import fold_line
from site_builder.search.sounds import sounds_of

SOURCE_KIND = "原文"


@dataclass(frozen=True, slots=True)
class NameRow:
    """One suggestion: the name as shown, folded, its readings parted by spaces, and its page. Lower `rank` is first."""

    name: str
    folded: str
    sounds: str
    path: str
    kind: str
    rank: int


def name_rows(entries: Sequence[SearchEntry]) -> Iterator[NameRow]:
    """Yield each distinct name once, with the first page that bears it; source pages have none of their own."""
    seen: set[str] = set()
    for entry in entries:
        folded = fold_line(entry.title)
        if entry.kind == SOURCE_KIND or folded in seen or len(folded) < 2:
            continue
        seen.add(folded)
        sounds = " ".join(sound for char in folded if (sound := next(iter(sounds_of(char)), "")))
        rank = 0 if entry.title == entry.department else 1 if entry.kind != "项目" else 2
        yield NameRow(entry.title, folded, sounds, entry.path, entry.kind, rank)


def name_keys(row: NameRow) -> Iterator[str]:
    """Yield the keys a name is found by: pairs of characters, first letters, and the letters of its readings."""
    pairs = {row.folded[start : start + 2] for start in range(len(row.folded) - 1)}
    yield from sorted(pair for pair in pairs if "|" not in pair)
    letters = row.sounds.split(" ")
    initials = "".join(sound[0] for sound in letters if sound)
    yield from sorted({"=" + initials[start : start + 2] for start in range(len(initials) - 1)})
    spelled = ["".join(letters[start:])[:3] for start in range(len(letters))]
    yield from sorted({"~" + part for part in spelled if len(part) == 3})
