"""Files of suggestions: for each key the best names of the whole site."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass

from site_builder.model.output import OutputFile
from site_builder.search.lists import Rows, parse_rows
from site_builder.search.names import ENTRY, NAMES_PER_KEY, NameRow, folded_name, order_letters
from site_builder.search.scripts import json_payload, payload_of, script

Lists = dict[bytes, list["Name"]]
NameAt = Callable[[int, int], NameRow]


class Displaced(Exception):
    """A name among the best of a key is gone, and the next best stands in no file."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a list: `order` sorts it; `number` is its department's and `at` its place among that one's names."""

    order: str
    number: int
    at: int
    row: NameRow


def merge_names(shares: Iterable[tuple[int, bytes]], name_of: NameAt) -> Lists:
    """Return the best names by key; `name_of` gives a name by its department's number and its place there."""
    found: defaultdict[bytes, list[tuple[bytes, int, bytes]]] = defaultdict(list)
    for number, rows in shares:
        for key, entries in parse_rows(rows).items():
            found[key] += [
                (entries[at : at + 2], number, entries[at + 2 : at + ENTRY]) for at in range(0, len(entries), ENTRY)
            ]
    return {key: _best(sorted(entries), name_of) for key, entries in found.items()}


def _best(entries: Sequence[tuple[bytes, int, bytes]], name_of: NameAt) -> list[Name]:
    best: dict[str, Name] = {}
    for order, number, letters in entries:
        at = decode_place(letters)
        row = name_of(number, at)
        best.setdefault(folded_name(row.name), Name(order.decode(), number, at, row))
        if len(best) == NAMES_PER_KEY:
            break
    return list(best.values())


def points_at(rows: bytes, names: Container[int]) -> bool:
    """Return whether a share's rows hold one of some names of its department, given by their places."""
    return any(
        decode_place(entries[at + 2 : at + ENTRY]) in names
        for entries in parse_rows(rows).values()
        for at in range(0, len(entries), ENTRY)
    )


def decode_place(letters: bytes) -> int:
    """Return the place that two letters of a list stand for."""
    high, low = (letter - 35 - (letter > 92) for letter in letters)
    return high * 91 + low


def name_file(name: str, lists: Lists) -> OutputFile:
    """Return a file of suggestions: lists of places by key, and the rows they point at."""
    rows: dict[tuple[object, ...], int] = {}
    index = {key.decode(): [rows.setdefault(_cells(found), len(rows)) for found in lists[key]] for key in sorted(lists)}
    return script(name, json_payload([index, list(rows)]))


def _cells(name: Name) -> tuple[object, ...]:
    row = name.row
    return (row.name, row.sounds, row.path, row.kind, row.rank, name.number, name.at)


def read_names(content: bytes) -> Lists:
    """Return the lists of a file of suggestions."""
    index, rows = json.loads(payload_of(content))
    return {key.encode(): [_name(key, rows[at]) for at in places] for key, places in index.items()}


def _name(key: str, cells: Sequence[object]) -> Name:
    *of_row, number, at = cells
    row = NameRow(*of_row)  # type: ignore[arg-type]
    return Name(order_letters(row, key), int(str(number)), int(str(at)), row)


def _standing(name: Name) -> tuple[str, str]:
    return name.row.name, name.order


def mend_names(lists: Lists, number: int, old: Rows, new: Rows, names: Sequence[NameRow]) -> None:
    """Put a department's new names in the place of its old ones. Raises Displaced where that cannot be told."""
    for key in old.keys() | new.keys():
        mine = _own_names(new.get(key, b""), number, names)
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


def _own_names(entries: bytes, number: int, names: Sequence[NameRow]) -> list[Name]:
    places = [
        (entries[at : at + 2], decode_place(entries[at + 2 : at + ENTRY])) for at in range(0, len(entries), ENTRY)
    ]
    return [Name(order.decode(), number, place, names[place]) for order, place in places]
