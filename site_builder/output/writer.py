"""The writer of the site: gathers it part by part in a folder beside, and swaps the finished site in whole.

A part is a set of files with a key over all that they depend on. The folder beside is the site before the published
one (the spare) when there is one: parts of the same key stay as they are, so that a build touches what has changed and
nothing else.
"""

from __future__ import annotations

import contextlib
import shutil
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from site_builder.errors import OutputProblem
from site_builder.output.locking import check_target
from site_builder.output.manifest import (
    BETWEEN,
    END,
    HEAD,
    MANIFEST,
    UNFINISHED,
    Tally,
    iterate_manifest,
    manifest_digest,
    parse_lines,
    tally_folder,
)
from site_builder.output.placing import AnyFile, Place, Placed, path_mark, place_entries, place_files
from site_builder.output.problems import same_path_twice, write_problem
from site_builder.output.swapping import make_folder, make_spare, remove_leftovers, staging_folder, swap

COPY_BYTES = 1 << 20


class SpareDamaged(Exception):
    """The spare is not what its list says: the site is to be written without it."""


@dataclass(frozen=True, slots=True)
class PartRecord:
    """One part of a written site: its key, where its lines stand in manifest.json, and what they come to."""

    key: str
    start: int
    length: int
    tally: Tally


@dataclass(frozen=True, slots=True)
class SiteIndex:
    """The parts of a written site by name."""

    parts: dict[str, PartRecord] = field(default_factory=dict)

    @property
    def tally(self) -> Tally:
        """What all parts come to."""
        return sum((part.tally for part in self.parts.values()), Tally())


Recall = Callable[[str], SiteIndex | None]
"""Returns what was remembered of the site with a manifest of this digest."""


def forget_all(digest: str) -> SiteIndex | None:
    """Remember nothing."""
    del digest
    return None


class SiteWriter:
    """Writes a new site beside `target` and swaps it in at `finish`.

    Until `finish`, and after any failure, the published site is what it was. `spare` is where the site that is replaced
    goes, and where the writer looks for the one that was replaced before.
    """

    def __init__(self, target: Path, spare: Path | None = None, recall: Recall = forget_all) -> None:
        self.target = target = target.resolve()
        self.staging = staging_folder(target)
        self._spare = spare
        check_target(target)
        remove_leftovers(target)
        self._published = _Lines(target, recall(manifest_digest(target)))
        self._older = self._take_spare(recall)
        self.index = SiteIndex()
        self._gone: set[str] = set()
        self._new = array("Q")
        self._digest = sha256()
        self._length = 0
        try:
            self._manifest = (self.staging / UNFINISHED).open("wb")
        except OSError as error:
            raise write_problem(target, error) from error
        self._append(HEAD)

    def _take_spare(self, recall: Recall) -> _Lines:
        index = recall(manifest_digest(self._spare)) if self._spare else None
        if self._spare and index:
            with contextlib.suppress(OSError):
                self._spare.rename(self.staging)
                return _Lines(self.staging, index)
        if self._spare:
            shutil.rmtree(self._spare, ignore_errors=True)
        make_folder(self.staging)
        return _Lines(self.staging, SiteIndex())

    def holds(self, name: str, key: str) -> bool:
        """Tell whether a part of this key is at hand, so that it may be kept."""
        return self._older.key_of(name) == key or self._published.key_of(name) == key

    def keep(self, name: str, key: str) -> bool:
        """Take over a part as it is; False when it is not whole any more, or of another key."""
        known = self._older.record(name)
        if known and known.key == key:
            self._enter(name, key, known.tally, known.length, self._older.chunks(name))
            return True
        if self._published.key_of(name) != key:
            return False
        placed = place_entries(self.place(name), parse_lines(self._published.lines(name)))
        if placed:
            self.enter(name, key, placed)
        return placed is not None

    def place(self, name: str) -> Place:
        """Return where the files of a part go, for `place_files` in any process."""
        there = self._published.lines(name) if self._published.index else None
        return Place(str(self.staging), str(self.target), self._older.lines(name), there)

    def add(self, name: str, files: Iterable[AnyFile], key: str | Callable[[], str] = "") -> Placed:
        """Write a part; files that are there already stay or are linked. `key` may be told when they are written."""
        try:
            placed = place_files(self.place(name), files)
        except OSError as error:
            raise write_problem(self.target, error) from error
        self.enter(name, key if isinstance(key, str) else key(), placed)
        return placed

    def enter(self, name: str, key: str, placed: Placed) -> None:
        """Enter a part whose files were placed."""
        self._gone.update(placed.gone)
        self._new.frombytes(placed.new)
        self._enter(name, key, placed.tally, len(placed.lines), [placed.lines])

    def _enter(self, name: str, key: str, tally: Tally, length: int, chunks: Iterable[bytes]) -> None:
        if name in self.index.parts:
            raise OutputProblem(f"网站的两个部分同名：{name}", "这是程序的错误，请报告给维护者。")
        if length and self._length > len(HEAD):
            self._append(BETWEEN)
        self.index.parts[name] = PartRecord(key, self._length, length, tally)
        for chunk in chunks:
            self._append(chunk)

    def _append(self, lines: bytes) -> None:
        self._digest.update(lines)
        self._length += len(lines)
        try:
            self._manifest.write(lines)
        except OSError as error:
            raise write_problem(self.target, error) from error

    def paths(self) -> Iterator[str]:
        """Yield the paths of the files entered so far."""
        self._manifest.flush()
        return (entry.path for entry in iterate_manifest(self.staging / UNFINISHED))

    def finish(self, remember: Callable[[str, SiteIndex], None] | None = None) -> None:
        """Write manifest.json, look whether all is there, and swap the finished site in.

        `remember` is called with the manifest's digest before. Raises SpareDamaged when the spare was not what it
        should be.
        """
        try:
            self._append(END)
            self._manifest.close()
            self._remove_gone()
            (self.staging / UNFINISHED).replace(self.staging / MANIFEST)
            self._verify()
            if remember:
                remember(self._digest.hexdigest(), self.index)
            self._close()
            swap(self.staging, self.target, self._spare)
        except OSError as error:
            raise write_problem(self.target, error) from error
        if self._spare and not self._spare.exists():
            make_spare(self.target, self._spare)

    def _remove_gone(self) -> None:
        """Remove what the older site had and the new one has not: no file that moved from one part to another."""
        for name in self._older.names() - self.index.parts.keys():
            self._gone.update(entry.path for entry in parse_lines(self._older.lines(name)))
        if not self._gone:
            return
        new = set(self._new)
        for path in sorted(self._gone):
            if path_mark(path) not in new:
                (self.staging / path).unlink(missing_ok=True)
                _remove_empty(self.staging, path)

    def _verify(self) -> None:
        expected, found = self.index.tally, tally_folder(self.staging)
        if expected == found:
            return
        seen: set[str] = set()
        for entry in iterate_manifest(self.staging / MANIFEST):
            if entry.path in seen:
                raise same_path_twice(entry.path)
            seen.add(entry.path)
        if self._older.index and self._older.index.parts:
            raise SpareDamaged
        raise OutputProblem(f"写入 {self.target} 的文件与清单不符", "可能有别的程序在改动它；请重新运行。")

    def _close(self) -> None:
        self._older.close()
        self._published.close()
        self._manifest.close()

    def abandon(self) -> None:
        """Remove what was written beside; the published site stays."""
        with contextlib.suppress(OSError):
            self._close()
        shutil.rmtree(self.staging, ignore_errors=True)


class _Lines:
    """The lines of a written site's manifest, part by part; the file stays open while it is replaced."""

    def __init__(self, folder: Path, index: SiteIndex | None) -> None:
        self.index = index
        self._file: BinaryIO | None = None
        if index and index.parts:
            with contextlib.suppress(OSError):
                self._file = (folder / MANIFEST).open("rb")

    def names(self) -> set[str]:
        """Return the names of all parts."""
        return set(self.index.parts) if self.index else set()

    def record(self, name: str) -> PartRecord | None:
        """Return what is known of a part."""
        return self.index.parts.get(name) if self.index and self._file else None

    def key_of(self, name: str) -> str | None:
        """Return the key of a part, None when there is none."""
        record = self.record(name)
        return record.key if record and record.key else None

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the lines of a part, some at a time."""
        record = self.record(name)
        if record is None or self._file is None:
            return
        self._file.seek(record.start)
        rest = record.length
        while rest:
            chunk = self._file.read(min(rest, COPY_BYTES))
            if not chunk:
                raise OSError(0, "manifest.json is shorter than it was")
            rest -= len(chunk)
            yield chunk

    def lines(self, name: str) -> bytes:
        """Return the lines of a part, empty when there is none."""
        return b"".join(self.chunks(name))

    def close(self) -> None:
        """Close the file."""
        if self._file:
            self._file.close()


def _remove_empty(root: Path, path: str) -> None:
    folder = (root / path).parent
    with contextlib.suppress(OSError):
        while folder != root:
            folder.rmdir()
            folder = folder.parent


def is_intact(target: Path, tally: Tally) -> bool:
    """Tell whether a site's folder holds its files with their sizes, and nothing else."""
    try:
        return bool(tally.files) and (target / MANIFEST).is_file() and tally_folder(target) == tally
    except OSError:
        return False
