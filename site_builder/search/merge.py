"""Merging of the departments' shares into the files the client fetches, in memory that does not grow with them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from tempfile import SpooledTemporaryFile
from typing import Protocol

from site_builder.model.output import KeptFile, OutputFile
from site_builder.search.folding import variants
from site_builder.search.grams import gram_hash, home_hash
from site_builder.search.names import NameRow, name_keys
from site_builder.search.postings import ALPHABET, END, encode_number
from site_builder.search.share import SEGMENTS, Share, unpack
from site_builder.search.sounds import table_lines

FOLDER = "search/index/"
FORMAT = 1
FILE_BYTES = {"g": 6_000, "f": 20_000, "s": 20_000}
"""Shares' bytes that go into one file, about twice what is left once merged; the number of files is a power of two."""
OWN_FILE = 4_000
"""A list longer than this has a file of its own, so that no other query pays for it."""
CHUNK_BITS = 8
NAMES_PER_KEY = 12
IN_MEMORY = 12_000_000


@dataclass(frozen=True, slots=True)
class ShareRef:
    """A department's share: `key` changes with its content; it is loaded only when it is new or all must be read."""

    key: str
    load: Callable[[], bytes]


class IndexMemory(Protocol):
    """What the last build left of its index."""

    def get(self, key: str) -> object | None:
        """Return what was kept under `key`, or None; also a share by the key of its ShareRef."""

    def put(self, key: str, value: object) -> None:
        """Keep `value` under `key`."""

    def published(self, path: str) -> bytes | None:
        """Return a file of the published site, or None; it may be damaged."""


class _Spool:
    """Segments of all shares, on disk when they are many; read back one part at a time."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed with the iterator that owns it
        self._offsets: list[list[int]] = []
        self.size = 0

    def add(self, segments: Iterable[bytes]) -> None:
        offsets = [self.size]
        for segment in segments:
            self._file.write(segment)
            offsets.append(offsets[-1] + len(segment))
        self._offsets.append(offsets)
        self.size = offsets[-1]

    def part(self, share: int, first: int, last: int) -> list[bytes]:
        """Return segments `first` to `last` (exclusive) of a share."""
        offsets = self._offsets[share]
        self._file.seek(offsets[first])
        block = self._file.read(offsets[last] - offsets[first])
        base = offsets[first]
        return [block[offsets[at] - base : offsets[at + 1] - base] for at in range(first, last)]

    def close(self) -> None:
        self._file.close()


@dataclass(slots=True)
class _Site:
    """What is known of all shares once they were read."""

    keys: list[str]
    pages: int
    columns: list[str]
    owners: list[str]
    sortings: list[str]
    names: dict[str, list[NameRow]]


def merge_shares(shares: Iterable[ShareRef], memory: IndexMemory | None = None) -> Iterator[OutputFile | KeptFile]:
    """Yield the files of the index.

    A department's number is a hash of its name, so that the others keep theirs when one comes or goes. After a
    change only parts that hold a changed key are made anew, with what `memory` has of the last build.
    """
    exact, slips, texts = _Spool(), _Spool(), _Spool()
    try:
        site, layout = _gather(shares, exact, slips, texts)
        numbers = _numbers(site.keys)
        yield from _text_files(texts, layout, numbers)
        width = _width(_slots(len(numbers)))
        order = sorted(range(len(numbers)), key=numbers.__getitem__)
        bits = {"g": _bits("g", exact.size), "f": _bits("f", slips.size), "s": _name_bits(site.names)}
        hot: list[str] = []
        for kind, spool in (("g", exact), ("f", slips)):
            for part in _parts(bits[kind]):
                files, own = _merged(kind, bits[kind], part, spool, order, numbers, width, memory)
                yield from files
                hot += own
        yield from _name_files(site.names, bits["s"])
        yield from _column_files(site, numbers)
        yield from _table_files()
        yield _root(site, bits, width, hot)
    finally:
        for spool in (exact, slips, texts):
            spool.close()


def _gather(
    shares: Iterable[ShareRef], exact: _Spool, slips: _Spool, texts: _Spool
) -> tuple[_Site, list[tuple[str, ...]]]:
    site = _Site([], 0, [], [], [], {})
    layout: list[tuple[str, ...]] = []
    for packed in (share.load() for share in shares):
        if not packed:
            continue
        share = unpack(packed)
        exact.add(share.segments)
        slips.add(share.forgiving)
        texts.add((share.titles, *(payload for _, payload in share.texts)))
        layout.append(("titles", *(name for name, _ in share.texts)))
        site.keys.append(share.key)
        site.pages += share.pages
        site.columns.append(share.columns)
        site.owners.append(share.owner)
        site.sortings.append(share.sorting)
        _add_names(site.names, share)
    return site, layout


def _add_names(names: dict[str, list[NameRow]], share: Share) -> None:
    for row in share.names:
        for key in name_keys(row):
            rows = names.setdefault(key, [])
            rows.append(row)
            if len(rows) > 4 * NAMES_PER_KEY:
                names[key] = _best_names(key, rows)


def _best_names(key: str, rows: list[NameRow]) -> list[NameRow]:
    distinct = {row.folded: row for row in sorted(rows, key=lambda row: row.path, reverse=True)}
    start = key.lstrip("=~")
    ordered = sorted(
        distinct.values(), key=lambda row: (row.rank, not row.folded.startswith(start), len(row.folded), row.path)
    )
    return ordered[:NAMES_PER_KEY]


def _slots(count: int) -> int:
    slots = 256
    while slots < 4 * count:
        slots *= 2
    return slots


def _width(slots: int) -> int:
    width = 1
    while len(ALPHABET) ** width < slots:
        width += 1
    return width


def _numbers(keys: list[str]) -> list[int]:
    """Return a number below `_slots` for each key: its hash, or the next free one."""
    slots = _slots(len(keys))
    hashes = [(int.from_bytes(blake2b(key.encode(), digest_size=4).digest(), "big"), key) for key in keys]
    numbers = [0] * len(keys)
    taken: set[int] = set()
    for at in sorted(range(len(keys)), key=lambda at: (hashes[at], at)):
        number = hashes[at][0] % slots
        while number in taken:
            number = (number + 1) % slots
        taken.add(number)
        numbers[at] = number
    return numbers


def _bits(kind: str, size: int) -> int:
    bits = 2
    while size >> bits > FILE_BYTES[kind] and bits < 16:
        bits += 1
    return bits


def _parts(bits: int) -> Iterator[tuple[int, int]]:
    """Yield ranges of segments that are merged together: one segment, or several that share one file."""
    step = max(1, SEGMENTS >> bits)
    for first in range(0, SEGMENTS, step):
        yield first, first + step


def _merged(
    kind: str,
    bits: int,
    part: tuple[int, int],
    spool: _Spool,
    order: list[int],
    numbers: list[int],
    width: int,
    memory: IndexMemory | None,
) -> tuple[list[OutputFile], list[str]]:
    segments = [(numbers[share], spool.part(share, *part)) for share in order]
    digest = blake2b(repr((FORMAT, kind, bits, part, width)).encode(), digest_size=16)
    for number, pieces in segments:
        digest.update(b"%d:" % number)
        for piece in pieces:
            digest.update(b"%d," % len(piece))
            digest.update(piece)
    key = f"search-{digest.hexdigest()}"
    known = memory.get(key) if memory is not None else None
    if isinstance(known, tuple):
        return list(known[0]), list(known[1])
    files, hot = _merge_part(kind, bits, segments, width)
    if memory is not None:
        memory.put(key, (tuple(files), tuple(hot)))
    return files, hot


def _merge_part(
    kind: str, bits: int, segments: list[tuple[int, list[bytes]]], width: int
) -> tuple[list[OutputFile], list[str]]:
    lists: dict[str, str] = {}
    for number, pieces in segments:
        lead = encode_number(number, width)
        for piece in pieces:
            for row in piece.decode().split("\t") if piece else ():
                key, _, places = row.partition(" ")
                lists[key] = lists.get(key, "") + lead + places + END
    return _shard_files(kind, bits, lists)


def _shard_files(kind: str, bits: int, lists: dict[str, str]) -> tuple[list[OutputFile], list[str]]:
    files, hot = [], []
    file_hash = home_hash if kind == "g" else gram_hash
    rows: defaultdict[int, list[str]] = defaultdict(list)
    own = {_own_mark(key) for key, places in lists.items() if len(places) > OWN_FILE and kind == "g"}
    for key in sorted(lists):
        places = lists[key]
        if _own_mark(key) in own:
            hot.append(key)
            files.append(_script(f"h/{own_name(key)}", _quoted(places)))
        else:
            rows[file_hash(key) >> (32 - bits)].append(f"{key} {places}")
    for shard, found in sorted(rows.items()):
        files.append(_script(f"{kind}/{shard:x}", _quoted("\t" + "\t".join(found) + "\t")))
    return files, hot


def _own_mark(key: str) -> int:
    """Return what the root names a key with a file of its own by; keys that share a mark all have one."""
    return (home_hash(key) >> 24) << 12 | (gram_hash(key) >> 12) & 0xFFF


def own_marks(keys: Iterable[str]) -> str:
    """Return the marks of keys as letters: distances, in digits of 60 led by digits of 31 where they are large."""
    letters, last = [], 0
    for mark in sorted({_own_mark(key) for key in keys}):
        high, low = divmod(mark - last, 60)
        digits = [low]
        while high:
            high, digit = divmod(high, 31)
            digits.append(60 + digit)
        letters += [ALPHABET[digit] for digit in reversed(digits)]
        last = mark
    return "".join(letters)


def own_name(key: str) -> str:
    """Return the file name of a key with a list of its own."""
    return "-".join(f"{ord(char):x}" for char in key)


def _quoted(text: str) -> str:
    """Return text as a script string: nothing in keys and places needs an escape but the control characters."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _script(name: str, payload: str) -> OutputFile:
    return OutputFile(f"{FOLDER}{name}.js", f'siteSearch("{name}",{payload})\n'.encode())


def _text_files(texts: _Spool, layout: list[tuple[str, ...]], numbers: list[int]) -> Iterator[OutputFile]:
    for share, names in enumerate(layout):
        payloads = texts.part(share, 0, len(names))
        for name, payload in zip(names, payloads, strict=True):
            address = f"n/{numbers[share]}" if name == "titles" else f"t/{numbers[share]}/{name}"
            yield OutputFile(f"{FOLDER}{address}.js", f'siteSearch("{address}",'.encode() + payload + b")\n")


def _name_bits(names: dict[str, list[NameRow]]) -> int:
    return _bits("s", sum(min(len(rows), NAMES_PER_KEY) for rows in names.values()) * 60)


def _name_files(names: dict[str, list[NameRow]], bits: int) -> Iterator[OutputFile]:
    shards: defaultdict[int, list[str]] = defaultdict(list)
    for key in names:
        shards[gram_hash(key) >> (32 - bits)].append(key)
    for shard, keys in sorted(shards.items()):
        rows: dict[tuple[str, ...], int] = {}
        index = {
            key: [
                rows.setdefault((row.name, row.folded, row.sounds, row.path, row.kind), len(rows))
                for row in _best_names(key, names[key])
            ]
            for key in sorted(keys)
        }
        payload = json.dumps([index, list(rows)], ensure_ascii=False, separators=(",", ":"))
        yield _script(f"s/{shard:x}", payload)


def _column_files(site: _Site, numbers: list[int]) -> Iterator[OutputFile]:
    for letter, columns in (("d", site.columns), ("e", site.owners), ("o", site.sortings)):
        chunks: defaultdict[int, list[str]] = defaultdict(list)
        for number, column in sorted(zip(numbers, columns, strict=True)):
            chunks[number >> CHUNK_BITS].append(f'"{number}":{column}')
        for chunk, found in sorted(chunks.items()):
            yield _script(f"{letter}/{chunk:x}", "{" + ",\n".join(found) + "}")


def _table_files() -> Iterator[OutputFile]:
    yield _script("variants", json.dumps(["".join(variants()), "".join(variants().values())], ensure_ascii=False))
    yield _script("sounds", json.dumps(table_lines(), ensure_ascii=False))


def _root(site: _Site, bits: dict[str, int], width: int, hot: list[str]) -> OutputFile:
    root = {
        "format": FORMAT,
        "pages": site.pages,
        "departments": len(site.keys),
        "bits": bits,
        "width": width,
        "own": own_marks(hot),
    }
    return _script("root", json.dumps(root, ensure_ascii=False, separators=(",", ":")))
