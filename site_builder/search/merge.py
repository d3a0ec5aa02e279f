"""Merging of all departments' shares into the files the client fetches, in memory that does not grow with them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from site_builder.model.output import OutputFile
from site_builder.search.columns import column_files
from site_builder.search.folding import variants
from site_builder.search.layout import Layout, make_layout, number_departments
from site_builder.search.lists import Lists, list_files, merge_segments
from site_builder.search.scripts import FOLDER, script
from site_builder.search.share import BUCKET_BITS, KINDS, Share
from site_builder.search.sounds import table_lines
from site_builder.search.spool import SharePlace, Spool
from site_builder.search.suggestions import Lists as NameLists
from site_builder.search.suggestions import merge_names, name_file

FORMAT = 2
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
    spool, layout = gathered.spool, gathered.layout

    def segments() -> Iterator[Lists]:
        for bucket in range(1 << BUCKET_BITS):
            yield from merge_segments(
                (layout.letters(number), spool.bucket(place, kind, bucket)) for number, place in gathered.in_order()
            )

    for name, lists in _by_file(layout, kind, segments()):
        yield name, list(list_files(name, lists))


def _name_files(gathered: Gathered) -> Iterator[tuple[str, list[OutputFile]]]:
    places = dict(gathered.in_order())

    name_of = {number: partial(gathered.spool.name, place) for number, place in places.items()}

    def segments() -> Iterator[NameLists]:
        for bucket in range(1 << BUCKET_BITS):
            shares = ((number, gathered.spool.bucket(place, "s", bucket)) for number, place in places.items())
            yield from merge_names(shares, name_of)

    for name, lists in _by_file(gathered.layout, "s", segments()):
        yield name, [name_file(name, lists)]


def _by_file(layout: Layout, kind: str, segments: Iterable[dict[str, T]]) -> Iterator[tuple[str, dict[str, T]]]:
    """Yield name and lists of each file; a file has several segments, which come one after the other."""
    lists: dict[str, T] = {}
    name = layout.file_of(kind, 0)
    for segment, found in enumerate(segments):
        if layout.file_of(kind, segment) != name:
            yield name, lists
            name, lists = layout.file_of(kind, segment), {}
        lists.update(found)
    yield name, lists


def table_files() -> Iterator[tuple[str, list[OutputFile]]]:
    """Yield the tables of folding and of readings."""
    tables = {"variants": ["".join(variants()), "".join(variants().values())], "sounds": table_lines()}
    for name, table in tables.items():
        yield name, [script(name, json.dumps(table, ensure_ascii=False))]


def root_file(layout: Layout, departments: int, pages: int) -> OutputFile:
    """Return the file the client begins with."""
    root = {
        "format": FORMAT,
        "pages": pages,
        "departments": departments,
        "files": dict(layout.files),
        "width": layout.width,
    }
    return script("root", json.dumps(root, ensure_ascii=False, separators=(",", ":")))
