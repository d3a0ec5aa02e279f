"""One department's share of the index: everything that can be computed without knowing the other departments."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from site_builder.model.output import SearchEntry
from site_builder.search.cards import columns, department_files, head_lines, share_key, sorting
from site_builder.search.forgiving import forgiving_keys
from site_builder.search.hashing import key_hash
from site_builder.search.keys import Keys, exact_keys
from site_builder.search.lines import Lines, PageLines, department_lines, group_lines, page_number
from site_builder.search.names import NameRow, name_lists, name_rows
from site_builder.search.passages import cut_passages
from site_builder.search.postings import LATER_PAGES, encode_places

SEGMENT_BITS = 12
BUCKET_BITS = 6
"""Keys are parted by the top bits of their hash: into segments, of which files are made, and those into buckets, which
are read at once."""
KINDS = ("p", "g", "l", "f", "s")
_SEGMENTS_A_BUCKET = 1 << (SEGMENT_BITS - BUCKET_BITS)

Buckets = tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """What merging needs of a department.

    `lists` has buckets for each of KINDS: segments parted by line breaks, of rows `key SPACE places` parted by tabs. `files`
    pairs a file's name within the department and its payload; `columns` and `sorting` are rows of the site's
    tables; `names` are the suggestions that the lists of kind `s` point at.
    """

    key: str
    pages: int
    lists: tuple[Buckets, ...]
    files: tuple[tuple[str, bytes], ...]
    columns: str
    sorting: str
    names: tuple[NameRow, ...]


def make_share(entries: Sequence[SearchEntry]) -> Share:
    """Index one department's pages, numbered in the order given, later ones apart."""
    pages = _numbered(entries)
    lines = department_lines(pages)
    names = name_rows(entries)
    keys = (*exact_keys(lines, group_lines(lines.standing)), forgiving_keys(lines))
    return Share(
        key=share_key(entries),
        pages=len(entries),
        lists=(*(_place_lists(found, lines) for found in keys), _name_lists(names)),
        files=tuple(department_files(pages)),
        columns=columns(pages),
        sorting=sorting(pages),
        names=tuple(names),
    )


def pack(share: Share) -> bytes:
    """Return a share as kept in the store."""
    return pickle.dumps(share, protocol=5)


def unpack(packed: bytes) -> Share:
    """Return the share that `pack` packed."""
    share = pickle.loads(packed)
    assert isinstance(share, Share)
    return share


def _numbered(entries: Sequence[SearchEntry]) -> list[PageLines]:
    pages: list[PageLines] = []
    later = 0
    for entry in entries:
        number = page_number(entry, len(pages) - later, later)
        later += number >= LATER_PAGES
        pages.append(PageLines(number, entry, head_lines(entry), cut_passages(entry.text)))
    return sorted(pages, key=lambda page: page.number)


def _place_lists(keys: Keys, lines: Lines) -> Buckets:
    if not keys.texts:
        return _buckets([], np.zeros(0, np.uint32))
    letters, starts = encode_places(keys.keys, lines.pages[keys.places], lines.passages[keys.places])
    text, ends = letters.decode(), starts.tolist()
    rows = [f"{key} {text[start:end]}" for key, start, end in zip(keys.texts, ends, ends[1:], strict=False)]
    return _buckets(rows, keys.homes)


def _name_lists(names: Sequence[NameRow]) -> Buckets:
    lists = name_lists(names)
    homes = np.fromiter(map(key_hash, lists), np.uint32, len(lists))
    return _buckets([f"{key} {entries}" for key, entries in lists.items()], homes)


def _buckets(rows: list[str], homes: NDArray[np.uint32]) -> Buckets:
    """Return rows as buckets of segments, by the hash of their keys."""
    segments = (homes >> np.uint32(32 - SEGMENT_BITS)).astype(np.int64)
    order = np.argsort(segments, kind="stable")
    steps = np.diff(segments[order], prepend=0).tolist()
    led = [("\n" * step if step else "\t") + rows[at] for at, step in zip(order.tolist(), steps, strict=True)]
    last = int(segments.max()) if len(rows) else 0
    text = "".join(led).removeprefix("\t") + "\n" * ((1 << SEGMENT_BITS) - 1 - last)
    parts = text.split("\n")
    return tuple(
        "\n".join(parts[start : start + _SEGMENTS_A_BUCKET]).encode("utf-8", "replace")
        for start in range(0, 1 << SEGMENT_BITS, _SEGMENTS_A_BUCKET)
    )
