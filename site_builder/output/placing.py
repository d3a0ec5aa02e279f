"""Files of one part of the site brought into the folder being written: kept, linked or written, in any process.

The folder may hold an older site whose files are links to those of the published one, so no file of it is ever written
into: it is unlinked and made anew.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sys
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b, sha256
from pathlib import Path, PurePosixPath
from typing import TypeVar

from site_builder.errors import OutputProblem
from site_builder.model.output import KeptFiles, OutputFile, OutputStream
from site_builder.output.manifest import (
    BETWEEN,
    MANIFEST,
    PAGE,
    ManifestEntry,
    Tally,
    line_of,
    lines_by_path,
    weight_of,
)
from site_builder.output.problems import same_path_twice

Made = TypeVar("Made")
OneFile = OutputFile | OutputStream
AnyFile = OneFile | KeptFiles
_PLAIN = re.compile(r"(?:[\w-][\w.-]*/)*[\w-][\w.-]*", re.ASCII)
"""Paths as nearly all are; others are looked at more closely."""
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the files of one part go.

    `folder` is being written, `published` is the site that is shown meanwhile; `here` and `there` are the lines of
    manifest.json that say which files of the part they hold already. `there` is None when that is not known: then the
    published files themselves are looked at.
    """

    folder: str
    published: str
    here: bytes = b""
    there: bytes | None = b""


@dataclass(frozen=True, slots=True)
class Placed:
    """The files of one part as they stand in the folder: their lines of manifest.json, and what they come to.

    `gone` are files of the older site that the part has no more, `new` marks paths that it had not before.
    """

    lines: bytes
    tally: Tally
    gone: tuple[str, ...] = ()
    new: bytes = b""


def path_mark(path: str) -> int:
    """Return a number that stands for a path where millions of them are compared."""
    return int.from_bytes(blake2b(path.encode("utf-8", "surrogateescape"), digest_size=8).digest(), sys.byteorder)


def safe_path(path: str) -> str:
    """Return `path` when it stays inside the site and is portable; raise OutputProblem otherwise."""
    if _PLAIN.fullmatch(path) and path != MANIFEST:
        return path
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts or "\\" in path or "\0" in path or path == MANIFEST:
        raise OutputProblem(f"输出路径不合法：{path!r}", "这是程序的错误，请报告给维护者。")
    return path


def place_files(place: Place, files: Iterable[AnyFile]) -> Placed:
    """Bring the files of one part into the folder.

    Raises OSError when the disk refuses, OutputProblem for a bad path.
    """
    placing = _Placing(place)
    for file in files:
        if isinstance(file, KeptFiles):
            placing.add_kept(file)
        else:
            placing.add(file)
    return placing.done()


def place_entries(place: Place, entries: Iterable[ManifestEntry]) -> Placed | None:
    """Bring files into the folder that both sites together hold; None as soon as they miss one."""
    placing = _Placing(place)
    for entry in entries:
        if not placing.take_over(entry):
            return None
    return placing.done()


class _Placing:
    """The files of one part on their way."""

    def __init__(self, place: Place) -> None:
        self._folder, self._published = place.folder, place.published
        self._here = lines_by_path(place.here)
        self._there = None if place.there is None else lines_by_path(place.there)
        self._lines: dict[str, bytes] = {}
        self._pages = self._weight = 0
        self._new = array("Q")

    def add(self, file: OneFile) -> None:
        """Keep, link or write one file."""
        path = safe_path(file.path)
        if path in self._lines:
            raise same_path_twice(path)
        entry = _entry_of(file)
        if entry is None or not self.take_over(entry):
            written = self._write(file)
            self._enter(written.path, written.size, line_of(written.path, written.size, written.sha256))

    def add_kept(self, files: KeptFiles) -> None:
        """Keep many files: nearly all of them stand here already."""
        for path, size, digest in files.marks.named():
            line = line_of(path, size, digest)
            if self._here.get(path) == line and path not in self._lines:
                self._enter(path, size, line)
            else:
                self._keep(ManifestEntry(safe_path(path), size, digest), files.load)

    def _keep(self, entry: ManifestEntry, load: Callable[[str], bytes]) -> None:
        if entry.path in self._lines:
            raise same_path_twice(entry.path)
        if not self.take_over(entry):
            self.add(OutputFile(entry.path, load(entry.path)))

    def take_over(self, entry: ManifestEntry) -> bool:
        """Have a file without writing it: it stands here already, or the published site's is linked."""
        line = line_of(entry.path, entry.size, entry.sha256)
        if self._here.get(entry.path) != line and not (self._is_published(entry, line) and self._link(entry)):
            return False
        self._enter(entry.path, entry.size, line)
        return True

    def done(self) -> Placed:
        """Return what became of the part."""
        ordered = [self._lines[path] for path in sorted(self._lines)]
        gone = tuple(path for path in self._here if path not in self._lines)
        tally = Tally(len(ordered), self._pages, self._weight)
        return Placed(BETWEEN.join(ordered), tally, gone, self._new.tobytes())

    def _enter(self, path: str, size: int, line: bytes) -> None:
        self._lines[path] = line
        self._pages += path.endswith(PAGE)
        self._weight += weight_of(path, size)
        if path not in self._here:
            self._new.append(path_mark(path))

    def _is_published(self, entry: ManifestEntry, line: bytes) -> bool:
        if self._there is not None:
            return self._there.get(entry.path) == line
        try:
            content = Path(self._published, entry.path).read_bytes()
        except OSError:
            return False
        return len(content) == entry.size and sha256(content).hexdigest() == entry.sha256

    def _link(self, entry: ManifestEntry) -> bool:
        source, goal = f"{self._published}/{entry.path}", self._goal(entry.path)
        with contextlib.suppress(OSError):
            if os.stat(source).st_size == entry.size:  # noqa: PTH116 - Path costs several times as much
                _into_place(goal, lambda: _link_or_copy(source, goal))
                return True
        return False

    def _write(self, file: OneFile) -> ManifestEntry:
        goal = self._goal(file.path)
        descriptor = _into_place(goal, lambda: os.open(goal, _CREATE, 0o666))
        try:
            digest, size = sha256(), 0
            for chunk in _chunks(file):
                digest.update(chunk)
                size += len(chunk)
                rest = memoryview(chunk)
                while rest:
                    rest = rest[os.write(descriptor, rest) :]
        finally:
            os.close(descriptor)
        return ManifestEntry(file.path, size, digest.hexdigest())

    def _goal(self, path: str) -> str:
        """Return where a file goes; what the older site has there is removed."""
        goal = f"{self._folder}/{path}"
        if path in self._here:
            _remove(goal)
        return goal


def _entry_of(file: OneFile) -> ManifestEntry | None:
    """Return the entry of a file whose content is known, None for a stream."""
    if isinstance(file, OutputStream):
        return None
    return ManifestEntry(file.path, len(file.content), sha256(file.content).hexdigest())


def _chunks(file: OneFile) -> Iterable[bytes | memoryview]:
    return file.chunks if isinstance(file, OutputStream) else (file.content,)


def _into_place(goal: str, make: Callable[[], Made]) -> Made:
    """Make `goal` with `make`, which fails when its folder is missing or something stands there; OSError at last."""
    try:
        return make()
    except FileNotFoundError:
        os.makedirs(os.path.dirname(goal), exist_ok=True)  # noqa: PTH103, PTH120
    except FileExistsError:
        _remove(goal)  # a worker has died after it had written the file, and another does its work again
    return make()


def _link_or_copy(source: str, goal: str) -> None:
    try:
        os.link(source, goal)
    except (FileNotFoundError, FileExistsError):
        raise
    except OSError:  # a disk without links
        shutil.copy2(source, goal)


def _remove(path: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)  # noqa: PTH108
