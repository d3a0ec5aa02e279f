"""What is kept of an index between builds: which files it has, made of which shares, so that the next one is mended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain
from tempfile import TemporaryFile
from typing import IO, Protocol

from site_builder.model.output import FileMarks, KeptFiles, OutputFile
from site_builder.search.layout import Layout
from site_builder.search.names import NameRow
from site_builder.search.scripts import FOLDER

STATE = "search-index-4"
"""The key the state is kept under; its number changes with the form of shares, state or files."""


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


NO_MARKS = FileMarks()


@dataclass(frozen=True, slots=True)
class ShareState:
    """A share in the index: its department and number, pages, bytes of lists by kind, and its own files."""

    key: str
    number: int
    pages: int
    sizes: tuple[int, ...]
    files: FileMarks


@dataclass(frozen=True, slots=True)
class State:
    """An index: shares by their ShareRef's key (None for those without pages), and other files by the name of the file
    that leads to them."""

    layout: Layout
    shares: dict[str, ShareState | None] = field(default_factory=dict)
    files: dict[str, FileMarks] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShareNames:
    """A share's names and lists of names, kept apart because a name that goes makes room for one of any department."""

    buckets: tuple[bytes, ...]
    names: tuple[NameRow, ...]

    def rows(self, wanted: range) -> bytes:
        """Return some segments of the lists."""
        size = self.buckets[0].count(b"\n") + 1
        first = wanted.start // size
        segments = b"\n".join(self.buckets[first : -(-wanted.stop // size)]).split(b"\n")
        return b"\n".join(segments[wanted.start - first * size : wanted.stop - first * size])


def marks_of(files: Iterable[OutputFile]) -> FileMarks:
    """Return the marks of some files."""
    known = list(files)
    return FileMarks(
        "\n".join(file.path for file in known),
        tuple(len(file.content) for file in known),
        b"".join(sha256(file.content).digest() for file in known),
    )


def joined(marks: Sequence[FileMarks]) -> FileMarks:
    """Return the marks of all files in one."""
    some = [mark for mark in marks if mark.sizes]
    sizes = tuple(chain.from_iterable(mark.sizes for mark in some))
    return FileMarks("\n".join(mark.paths for mark in some), sizes, b"".join(mark.digests for mark in some))


def fits(marks: FileMarks, path: str, content: bytes | None) -> bool:
    """Tell whether this is the content that the marks say `path` has."""
    if content is None:
        return False
    return (path, len(content), sha256(content).hexdigest()) in marks.named()


def path_of(name: str) -> str:
    """Return the path of the index file `name`."""
    return f"{FOLDER}{name}.js"


class Remaker:
    """All files of the index made anew, on disk: for those that the published site has lost."""

    def __init__(self, make: Callable[[], Iterable[tuple[str, Sequence[OutputFile]]]]) -> None:
        self._make = make
        self._names: dict[str, list[str]] = {}
        self._places: dict[str, tuple[int, int]] = {}
        self._file: IO[bytes] | None = None

    def _content(self, path: str) -> bytes:
        if self._file is None:
            self._file = TemporaryFile()  # noqa: SIM115 - closed by `close`
            for name, files in self._make():
                self._names[name] = [file.path for file in files]
                for file in files:
                    self._places[file.path] = (self._file.tell(), len(file.content))
                    self._file.write(file.content)
        start, size = self._places[path]
        self._file.seek(start)
        content = self._file.read(size)
        self._file.seek(0, 2)
        return content

    def files(self, name: str) -> list[OutputFile]:
        """Return the file `name` and those it leads to."""
        content = self._content(path_of(name))
        own = [path for path in self._names[name] if path != path_of(name)]
        return [*(OutputFile(path, self._content(path)) for path in own), OutputFile(path_of(name), content)]

    def kept(self, marks: FileMarks) -> KeptFiles:
        """Return files that need not be made, as long as the published site has them."""
        return KeptFiles(marks, self._content)

    def close(self) -> None:
        """Remove what is on disk."""
        if self._file:
            self._file.close()
