"""One department's share of the index: everything that can be computed without knowing the other departments."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from site_builder.model.output import SearchEntry
from site_builder.search.cards import columns, department_files, head_lines, share_key, sorting
from site_builder.search.forgiving import first_places, forgiving_keys
from site_builder.search.hashing import Codes, text_hashes
from site_builder.search.keys import HOME, Keys, exact_keys
from site_builder.search.lines import (
    Groups,
    Lines,
    PageLines,
    department_lines,
    first_of_pages,
    group_lines,
    page_number,
)
from site_builder.search.names import NameRow, name_lists, name_rows
from site_builder.search.passages import cut_passages
from site_builder.search.postings import LATER_PAGES, Bytes, Ints, encode_places, fill

SEGMENT_BITS = 12
BUCKET_BITS = 6
"""Keys are parted by the top bits of their hash: into segments, of which files are made, and those into buckets, which
are read at once."""
KINDS = ("p", "g", "l", "f", "s")
_SEGMENTS_A_BUCKET = 1 << (SEGMENT_BITS - BUCKET_BITS)

Buckets = tuple[bytes, ...]
NO_ROWS: Buckets = (b"\n" * (_SEGMENTS_A_BUCKET - 1),) * (1 << BUCKET_BITS)
"""The buckets of a department without pages."""


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
    return Share(
        key=share_key(entries),
        pages=len(entries),
        lists=(*_place_lists(lines), _name_lists(names)),
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


def _place_lists(lines: Lines) -> Iterator[Buckets]:
    groups = group_lines(lines.standing)
    pairs, longer, latin = exact_keys(lines, groups.of_line)
    yield _buckets(pairs, groups.first_of_pages(lines), lines, is_pairs=True)
    yield _buckets(longer, groups, lines)
    yield _buckets(latin, groups, lines)
    named = group_lines(first_places(lines))
    yield _buckets(forgiving_keys(lines, named.of_line), named, lines)


def _buckets(keys: Keys, groups: Groups, lines: Lines, is_pairs: bool = False) -> Buckets:
    """Return the rows of keys; of pairs a page has its head and the first passage."""
    if not len(keys.sizes):
        return _parted(np.zeros(0, np.uint8))
    order, steps = _by_segment(keys.homes)
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    numbers, places = groups.spread(rank[keys.keys], keys.groups, len(lines.pages))
    if is_pairs:
        kept = first_of_pages(numbers, lines.pages[places], lines.passages[places])
        numbers, places = numbers[kept], places[kept]
    letters, sizes = _utf8(keys)
    rooms = np.maximum(steps, 1) + sizes[order] + 1
    text, starts = encode_places(numbers, lines.pages[places], lines.passages[places], rooms)
    text[starts[:-1] - 1] = ord(" ")
    begins = starts[:-1] - 1 - sizes[order]
    text[begins[steps == 0] - 1] = ord("\t")
    fill(text, begins - steps, steps, ord("\n"))
    text[np.repeat(begins[rank] - np.cumsum(sizes) + sizes, sizes) + np.arange(len(letters))] = letters
    return _parted(text)


def _utf8(keys: Keys) -> tuple[Bytes, Ints]:
    """Return the bytes of keys one after the other, and how many each has."""
    sizes = 1 + (keys.text > 0x7F).astype(np.int64) + (keys.text > 0x7FF) + (keys.text > 0xFFFF)
    starts = np.cumsum(keys.sizes) - keys.sizes
    return np.frombuffer(keys.text.tobytes().decode("utf-32-le").encode(), np.uint8), np.add.reduceat(sizes, starts)


def _name_lists(names: Sequence[NameRow]) -> Buckets:
    lists = name_lists(names)
    order, steps = _by_segment(text_hashes(list(lists)))
    rows = [f"{key} {entries}" for key, entries in lists.items()]
    led = [("\n" * step or "\t") + rows[at] for at, step in zip(order.tolist(), steps.tolist(), strict=True)]
    return _parted(np.frombuffer("".join(led).encode("utf-8", "replace"), np.uint8))


def _by_segment(homes: Codes) -> tuple[Ints, Ints]:
    """Return the order of keys by the segment they go into, and for each the segments since the one before."""
    segments = _segments(homes)
    order = np.argsort(segments, kind="stable")
    passed = segments[order].astype(np.int64)
    return order.astype(np.int64), passed - np.append(0, passed[:-1])


def _segments(homes: Codes) -> NDArray[np.uint16]:
    return (homes >> np.uint32(32 - SEGMENT_BITS)).astype(np.uint16)


def segments_of_keys(kind: str, keys: Sequence[bytes]) -> list[int]:
    """Return the segment that each key of a kind goes into."""
    home = HOME if kind in ("p", "g", "l") else None
    texts = b"\n".join(keys).decode().split("\n")[: len(keys)]
    found: list[int] = _segments(text_hashes([text[:home] for text in texts])).tolist()
    return found


def _parted(text: Bytes) -> Buckets:
    """Return rows as buckets; each is led by a tab, or by a line break for each segment that begins before it."""
    written = text.tobytes()
    written += b"\n" * ((1 << SEGMENT_BITS) - 1 - written.count(b"\n"))
    breaks = np.flatnonzero(np.frombuffer(written, np.uint8) == ord("\n"))
    cuts = breaks[_SEGMENTS_A_BUCKET - 1 :: _SEGMENTS_A_BUCKET].tolist()
    starts = [int(written.startswith(b"\t")), *(cut + 1 for cut in cuts)]
    return tuple(written[start:end] for start, end in zip(starts, [*cuts, len(written)], strict=True))
