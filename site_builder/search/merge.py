"""Merging of all departments' shares into the files the client fetches, in memory that does not grow with them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from site_builder.model.output import OutputFile
from site_builder.search.columns import column_files
from site_builder.search.folding import variants
from site_builder.search.layout import Layout, make_layout, number_departments
from site_builder.search.lists import list_files, merge_rows
from site_builder.search.scripts import FOLDER, json_payload, script
from site_builder.search.share import BUCKET_BITS, KINDS, Share, segments_of_keys
from site_builder.search.sounds import table_lines
from site_builder.search.spool import SharePlace, Spool
from site_builder.search.suggestions import merge_names, name_file

FORMAT = 2
NAMES_AT_HAND = 4096
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Gathered:
    """The shares in the spool, sorted by their departments' numbers, and the layout of the index they make."""

    spool: Spool
    places: list[SharePlace]
    numbers: list[int]
    order: list[int]
    layout: Layout

    def in_order(self) -> Iterator[tuple[int, SharePlace]]:
        """Yield number and place of each share, by number."""
        return ((self.numbers[at], self.places[at]) for at in self.order)


def gather(shares: Iterable[Share], spool: Spool) -> Gathered:
    """Take all shares in and lay out the index."""
    places = [spool.add(share) for share in shares]
    sizes = [sum(column) for column in zip(*(place.sizes for place in places), strict=True)] or [0] * len(KINDS)
    layout = make_layout(len(places), sizes)
    numbers = number_departments([place.key for place in places], layout.slots)
    return Gathered(spool, places, numbers, sorted(range(len(places)), key=numbers.__getitem__), layout)


def index_files(gathered: Gathered) -> Iterator[tuple[str, list[OutputFile]]]:
    """Yield the files of the index but the departments': the name of one, and with it those it leads to."""
    if gathered.places:
        for kind in KINDS[:-1]:
            yield from _list_files(gathered, kind)
        yield from _name_files(gathered)
    yield from column_files("d", ((number, place.columns) for number, place in gathered.in_order()))
    yield from column_files("o", ((number, place.sorting) for number, place in gathered.in_order()))
    yield from table_files()
    yield "root", [root_file(gathered.layout, len(gathered.places), sum(place.pages for place in gathered.places))]


def department_files(number: int, files: Iterable[tuple[str, bytes]]) -> Iterator[OutputFile]:
    """Yield the files of one department, given by kind and name within the department."""
    for name, payload in files:
        kind, _, own = name.partition("/")
        address = f"{kind}/{number}/{own}"
        yield OutputFile(f"{FOLDER}{address}.js", f'siteSearch("{address}",'.encode() + payload + b")\n")


def _list_files(gathered: Gathered, kind: str) -> Iterator[tuple[str, list[OutputFile]]]:
    leads = [gathered.layout.letters(number).encode() for number, _ in gathered.in_order()]
    for name, lists in _by_file(gathered, kind, lambda buckets: merge_rows(zip(leads, buckets, strict=True))):
        yield name, list(list_files(name, lists))


def _name_files(gathered: Gathered) -> Iterator[tuple[str, list[OutputFile]]]:
    places = dict(gathered.in_order())
    numbers = list(places)
    name_of = lru_cache(NAMES_AT_HAND)(lambda number, at: gathered.spool.name(places[number], at))
    for name, lists in _by_file(
        gathered, "s", lambda buckets: merge_names(zip(numbers, buckets, strict=True), name_of)
    ):
        yield name, [name_file(name, lists)]


def _by_file(
    gathered: Gathered, kind: str, merged: Callable[[list[bytes]], dict[bytes, T]]
) -> Iterator[tuple[str, dict[bytes, T]]]:
    """Yield name and lists of each file; a file has several segments, which may lie in several buckets."""
    layout, count = gathered.layout, gathered.layout.files[kind]
    open_lists: dict[bytes, T] = {}
    at = 0
    for bucket, texts in enumerate(gathered.spool.buckets([place for _, place in gathered.in_order()], kind), 1):
        lists = merged(texts)
        last = bucket * count >> BUCKET_BITS
        files: list[dict[bytes, T]] = [open_lists, *({} for _ in range(at, last))]
        for (key, found), segment in zip(lists.items(), segments_of_keys(kind, list(lists)), strict=True):
            files[layout.number_of(kind, segment) - at][key] = found
        yield from ((f"{kind}/{at + number:x}", found) for number, found in enumerate(files[: last - at]))
        at, open_lists = last, files[-1]


def table_files() -> Iterator[tuple[str, list[OutputFile]]]:
    """Yield the tables of folding and of readings."""
    tables = {"variants": ["".join(variants()), "".join(variants().values())], "sounds": table_lines()}
    for name, table in tables.items():
        yield name, [script(name, json.dumps(table, ensure_ascii=False).encode())]


def root_file(layout: Layout, departments: int, pages: int) -> OutputFile:
    """Return the file the client begins with."""
    root = {
        "format": FORMAT,
        "pages": pages,
        "departments": departments,
        "files": dict(layout.files),
        "width": layout.width,
    }
    return script("root", json_payload(root))
