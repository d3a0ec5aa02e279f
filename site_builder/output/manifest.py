"""manifest.json: every file of the site with its size and hash, one a line, the files of one part side by side.

Sums over lines and walks over folders are compared instead of lists of files, so that memory does not grow with them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from json.encoder import encode_basestring
from pathlib import Path
from zlib import crc32

MANIFEST = "manifest.json"
UNFINISHED = ".manifest.part"
PAGE = ".html"
HEAD, BETWEEN, END = b'{"files": [\n', b",\n", b"\n]}\n"
_BEFORE_PATH, _AFTER_PATH = b'{"path": ', b'", "size": '
"""What stands around a path; inside it a quotation mark has a backslash in front, so the first match is the end."""


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """One line of manifest.json: size in bytes and SHA-256 in hexadecimal."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many files there are, how many of them pages, and a sum over their paths and sizes."""

    files: int = 0
    pages: int = 0
    total: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.files + other.files, self.pages + other.pages, self.total + other.total)


def weight_of(path: str, size: int) -> int:
    """Return what a file adds to the sum; another path or size adds something else."""
    return crc32(path.encode("utf-8", "surrogateescape")) * (size + 1)


def tally_folder(folder: Path) -> Tally:
    """Count what stands in a folder, manifest.json left out. OSError when it cannot be read.

    Each file is asked for its size and nothing else: a build in which nothing has changed does little besides.
    """
    files = pages = total = 0
    waiting = [(str(folder), 0)]
    while waiting:
        place, above = waiting.pop()
        with os.scandir(place) as found:
            for item in found:
                name = item.name
                mark = crc32(name.encode("utf-8", "surrogateescape"), above)
                if item.is_dir(follow_symlinks=False):
                    waiting.append((item.path, crc32(b"/", mark)))
                elif above or name != MANIFEST:
                    files += 1
                    pages += name.endswith(PAGE)
                    total += mark * (item.stat(follow_symlinks=False).st_size + 1)
    return Tally(files, pages, total)


def line_of(path: str, size: int, digest: str) -> bytes:
    """Return a file as it stands in manifest.json."""
    return f'{{"path": {encode_basestring(path)}, "size": {size}, "sha256": "{digest}"}}'.encode()


def lines_by_path(lines: bytes) -> dict[str, bytes]:
    """Return lines that `line_of` wrote by the path each tells of; to compare them they need not be parsed."""
    return {_path_of(line): line for line in lines.split(BETWEEN)} if lines else {}


def _path_of(line: bytes) -> str:
    quoted = line[len(_BEFORE_PATH) : line.index(_AFTER_PATH)]
    path: str = json.loads(quoted + b'"') if b"\\" in quoted else quoted[1:].decode()
    return path


def parse_lines(lines: bytes) -> list[ManifestEntry]:
    """Return the entries that `line_of` wrote."""
    return [ManifestEntry(row["path"], row["size"], row["sha256"]) for row in json.loads(b"[%b]" % lines)]


def iterate_manifest(path: Path) -> Iterator[ManifestEntry]:
    """Yield the entries of a manifest file one by one; ValueError, KeyError or TypeError when it is none."""
    with path.open("rb") as file:
        if file.readline() != HEAD:
            file.seek(0)
            for row in json.load(file)["files"]:  # as earlier versions, or other programs, write it
                yield ManifestEntry(row["path"], row["size"], row["sha256"])
            return
        for line in file:
            if line.startswith(b"]}"):
                return
            row = json.loads(line.rstrip(b",\n"))
            yield ManifestEntry(row["path"], row["size"], row["sha256"])


def read_manifest(target: Path) -> dict[str, ManifestEntry]:
    """Return the manifest of a finished site, empty when there is none or it is damaged."""
    try:
        return {entry.path: entry for entry in iterate_manifest(target / MANIFEST)}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def manifest_digest(target: Path) -> str:
    """Return the hash of a site's manifest, which stands for the site as a whole; empty when there is none."""
    try:
        with (target / MANIFEST).open("rb") as file:
            digest = sha256()
            while chunk := file.read(1 << 20):
                digest.update(chunk)
            return digest.hexdigest()
    except OSError:
        return ""
