"""Files of suggestions: for each key the best names of the whole site."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from site_builder.model.output import OutputFile
from site_builder.search.names import ENTRY, NAMES_PER_KEY, NameRow, folded_name, order_letters
from site_builder.search.scripts import payload_of, script

Lists = dict[str, list["Name"]]
NameAt = Callable[[int], NameRow]


class Displaced(Exception):
    """A name among the best of a key is gone, and the next best stands in no file."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a list: `order` sorts it; `number` is its department's and `at` its place among that one's names."""

    order: str
    number: int
    at: int
    row: NameRow


def merge_names(shares: Iterable[tuple[int, list[str]]], name_of: Mapping[int, NameAt]) -> Iterable[Lists]:
    """Yield the best names by key of each segment of a bucket; `name_of` gives a department's names by their place."""
    numbers, buckets = zip(*shares, strict=True)
    for segments in zip(*buckets, strict=True):
        found: defaultdict[str, list[tuple[str, int, str]]] = defaultdict(list)
        for number, segment in zip(numbers, segments, strict=True):
            for row in segment.split("\t") if segment else ():
                key, entries = row.split(" ")
                found[key] += [
                    (entries[at : at + 2], number, entries[at + 2 : at + ENTRY]) for at in range(0, len(entries), ENTRY)
                ]
        yield {key: _best(sorted(entries), name_of) for key, entries in found.items()}


def _best(entries: Sequence[tuple[str, int, str]], name_of: Mapping[int, NameAt]) -> list[Name]:
    best: dict[str, Name] = {}
    for order, number, letters in entries:
        at = decode_place(letters)
        row = name_of[number](at)
        best.setdefault(folded_name(row.name), Name(order, number, at, row))
        if len(best) == NAMES_PER_KEY:
            break
    return list(best.values())


def decode_place(letters: str) -> int:
    """Return the place that two letters of a list stand for."""
    high, low = (ord(letter) - 35 - (ord(letter) > 92) for letter in letters)
    return high * 91 + low


def name_file(name: str, lists: Lists) -> OutputFile:
    """Return a file of suggestions: lists of places by key, and the rows they point at."""
    rows: dict[tuple[object, ...], int] = {}
    index = {key: [rows.setdefault(_cells(found), len(rows)) for found in lists[key]] for key in sorted(lists)}
    return script(name, json.dumps([index, list(rows)], ensure_ascii=False, separators=(",", ":")))


def _cells(name: Name) -> tuple[object, ...]:
    row = name.row
    return (row.name, row.sounds, row.path, row.kind, row.rank, name.number, name.at)


def read_names(content: bytes) -> Lists:
    """Return the lists of a file of suggestions."""
    index, rows = json.loads(payload_of(content))
    return {key: [_name(key, rows[at]) for at in places] for key, places in index.items()}


def _name(key: str, cells: Sequence[object]) -> Name:
    *of_row, number, at = cells
    row = NameRow(*of_row)  # type: ignore[arg-type]
    return Name(order_letters(row, key), int(str(number)), int(str(at)), row)


def _standing(name: Name) -> tuple[str, str]:
    return name.row.name, name.order


def mend_names(
    lists: Lists, number: int, old: Mapping[str, str], new: Mapping[str, str], names: Sequence[NameRow]
) -> None:
    """Put a department's new names in the place of its old ones. Raises Displaced where that cannot be told."""
    for key in old.keys() | new.keys():
        entries = new.get(key, "")
        mine = [
            Name(entries[at : at + 2], number, place := decode_place(entries[at + 2 : at + ENTRY]), names[place])
            for at in range(0, len(entries), ENTRY)
        ]
        known = lists.get(key, [])
        kept = [name for name in known if name.number != number]
        if {_standing(name) for name in known if name.number == number} - set(map(_standing, mine)):
            raise Displaced(key)
        ordered = sorted([*kept, *mine], key=lambda name: (name.order, name.number, name.at))
        distinct = {folded_name(name.row.name): name for name in reversed(ordered)}
        best = [name for name in ordered if distinct[folded_name(name.row.name)] is name][:NAMES_PER_KEY]
        if best:
            lists[key] = best
        else:
            lists.pop(key, None)
