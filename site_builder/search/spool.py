"""All shares on disk (in memory when they are few), read back one bucket of lists at a time."""

from __future__ import annotations

import pickle
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from tempfile import SpooledTemporaryFile
from typing import IO, TypeAlias, cast

from site_builder.search.names import NameRow
from site_builder.search.share import KINDS, Share
from site_builder.search.state import ShareNames

IN_MEMORY = 12_000_000
READ_AT_ONCE = 4_000_000
"""Bytes of lists: as many buckets of a kind are read at once as fit, at least one."""

Offsets: TypeAlias = "array[int]"
"""Where parts begin, and the end of the last."""


@dataclass(slots=True)
class SharePlace:
    """Where a share lies in the spool, and its small parts, which stay in memory."""

    key: str
    pages: int
    columns: str
    sorting: str
    buckets: dict[str, Offsets]
    names: Offsets
    files: tuple[tuple[str, int, int], ...]
    sizes: tuple[int, ...]


@dataclass(slots=True)
class Spool:
    """Shares in the order they came; leaving its block removes what is on disk."""

    _file: IO[bytes] = field(default_factory=lambda: cast(IO[bytes], SpooledTemporaryFile(IN_MEMORY)))  # noqa: SIM115 - closed with the block
    _end: int = 0

    def add(self, share: Share) -> SharePlace:
        """Take a share in."""
        buckets = {kind: self._write(parts) for kind, parts in zip(KINDS, share.lists, strict=True)}
        files = self._write(payload for _, payload in share.files)
        return SharePlace(
            key=share.key,
            pages=share.pages,
            columns=share.columns,
            sorting=share.sorting,
            buckets=buckets,
            names=self._write(map(_name_bytes, share.names)),
            files=tuple(
                (name, start, end) for (name, _), start, end in zip(share.files, files, files[1:], strict=False)
            ),
            sizes=share_sizes(share),
        )

    def _write(self, parts: Iterable[bytes]) -> Offsets:
        """Write parts one after the other; return where each begins, and the end."""
        self._file.seek(self._end)
        kept = list(parts)
        self._file.write(b"".join(kept))
        offsets = array("Q", accumulate(map(len, kept), initial=self._end))
        self._end = offsets[-1]
        return offsets

    def buckets(self, places: Sequence[SharePlace], kind: str) -> Iterator[list[bytes]]:
        """Yield for each bucket what every share has in it."""
        offsets = [place.buckets[kind] for place in places]
        size = sum(each[-1] - each[0] for each in offsets)
        count = len(offsets[0]) - 1
        step = max(1, min(count, READ_AT_ONCE * count // max(1, size)))
        for first in range(0, count, step):
            last = min(first + step, count)
            texts = [self._read(each[first], each[last]) for each in offsets]
            for bucket in range(first, last):
                yield [
                    text[each[bucket] - each[first] : each[bucket + 1] - each[first]]
                    for text, each in zip(texts, offsets, strict=True)
                ]

    def name(self, place: SharePlace, at: int) -> NameRow:
        """Return one of a share's names."""
        return NameRow(*pickle.loads(self._read(place.names[at], place.names[at + 1])))

    def names(self, place: SharePlace) -> ShareNames:
        """Return a share's names and its lists of names."""
        buckets = [parts[0] for parts in self.buckets([place], "s")]
        return ShareNames(tuple(buckets), tuple(self.name(place, at) for at in range(len(place.names) - 1)))

    def files(self, place: SharePlace) -> Iterator[tuple[str, bytes]]:
        """Yield names and payloads of a share's own files."""
        for name, start, end in place.files:
            yield name, self._read(start, end)

    def _read(self, start: int, end: int) -> bytes:
        self._file.seek(start)
        return self._file.read(end - start)

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *problem: object) -> None:
        self._file.close()


def _name_bytes(row: NameRow) -> bytes:
    return pickle.dumps((row.name, row.sounds, row.path, row.kind, row.rank))


def names_of(share: Share) -> ShareNames:
    """Return the names of a share and its lists of names."""
    return ShareNames(share.lists[KINDS.index("s")], share.names)


def share_sizes(share: Share) -> tuple[int, ...]:
    """Return the bytes of a share's lists, by kind."""
    return tuple(sum(map(len, parts)) - sum(part.count(b"\n") for part in parts) for parts in share.lists)
