"""Files of facets (`d`) and of numbers to sort by (`o`), for departments whose numbers are near, a row each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from site_builder.model.output import OutputFile
from site_builder.search.scripts import payload_of, script

CHUNK_BITS = 9
"""Numbers of departments that share a file: 512, of which a quarter to an eighth are taken."""
COLUMNS = ("d", "o")


def chunk_of(column: str, number: int) -> str:
    """Return the name of the file that has a department's row."""
    return f"{column}/{number >> CHUNK_BITS:x}"


def column_files(column: str, rows: Iterable[tuple[int, str]]) -> Iterator[tuple[str, list[OutputFile]]]:
    """Yield name and file of each part of a column, given each department's number and row."""
    chunks: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for number, row in rows:
        chunks[chunk_of(column, number)][number] = row
    for name, found in sorted(chunks.items()):
        yield name, [column_file(name, found)]


def column_file(name: str, rows: dict[int, str]) -> OutputFile:
    """Return one file of a column."""
    text = ",\n".join(f'"{number}":{row}' for number, row in sorted(rows.items()))
    return script(name, f"{{{text}}}".encode("utf-8", "replace"))


def read_rows(content: bytes) -> dict[int, str]:
    """Return the rows of a file by number: each stands on a line of its own."""
    rows = {}
    for line in payload_of(content)[1:-1].decode().split("\n"):
        number, _, row = line.removesuffix(",").partition(":")
        rows[int(number.strip('"'))] = row
    return rows
