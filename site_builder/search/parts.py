"""The index as parts of the site: files that lie near each other, so that a build touches only parts that have changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from site_builder.model.output import FileMarks, KeptFiles, OutputFile, SitePart
from site_builder.search.columns import COLUMNS
from site_builder.search.layout import Layout
from site_builder.search.share import KINDS

PARTS = 64
"""Parts of the departments' files, and of the lists of each kind."""
ORDER = ("t", *KINDS, *COLUMNS, "variants", "sounds", "root")
"""Kinds of files in the order in which an index made anew has them; manifest.json lists them so."""
Made = Iterable[tuple[Sequence[FileMarks], Iterable[OutputFile | KeptFiles]]]


def part_of_department(layout: Layout, number: int) -> str:
    """Return the name of the part that has the files of a department."""
    return f"search/t/{number * PARTS // layout.slots}"


def part_of_file(layout: Layout, name: str) -> str:
    """Return the name of the part that has the index file `name`."""
    kind, _, number = name.partition("/")
    return (
        f"search/{kind}/{int(number, 16) * PARTS // layout.files[kind]}" if kind in layout.files else f"search/{kind}"
    )


def place_of(part: str) -> tuple[int, int]:
    """Return what parts are sorted by."""
    _, kind, *number = part.split("/")
    return ORDER.index(kind), int(number[0]) if number else 0


def key_of(marks: Iterable[FileMarks]) -> str:
    """Return what changes with any of a part's files, in whatever order they were made."""
    digest = sha256()
    for mark in sorted((mark for mark in marks if mark.sizes), key=lambda mark: mark.paths):
        digest.update(f"{mark.paths}\n\n".encode())
        digest.update(mark.digests)
    return digest.hexdigest()


def new_part(name: str, made: Made) -> SitePart:
    """Return a part whose files are made while they are written, some at a time with their marks."""
    known: list[FileMarks] = []

    def files() -> Iterator[OutputFile | KeptFiles]:
        for marks, some in made:
            known.extend(marks)
            yield from some

    return SitePart(name, files, key_after=lambda: key_of(known))
