"""manifest.json: every file of the site with its size and hash, one a line, the files of one part side by side.

Sums over lines and walks over folders are compared instead of lists of files, so that memory does not grow with them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from json.encoder import encode_basestring
from pathlib import Path
from zlib import crc32

MANIFEST = "manifest.json"
UNFINISHED = ".manifest.part"
HEAD, BETWEEN, END = b'{"files": [\n', b",\n", b"\n]}\n"


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


def tally(entries: Iterable[ManifestEntry]) -> Tally:
    """Count entries."""
    files = pages = total = 0
    for entry in entries:
        files += 1
        pages += entry.path.endswith(".html")
        total += _weight(entry.path, entry.size)
    return Tally(files, pages, total)


def _weight(path: str, size: int) -> int:
    """Return what a file adds to the sum; another path or size adds something else."""
    return crc32(path.encode("utf-8", "surrogateescape")) * (size + 1)


def tally_folder(folder: Path) -> Tally:
    """Count what stands in a folder, manifest.json left out. OSError when it cannot be read."""
    root = str(folder)
    base = len(root) + 1
    files = pages = total = 0
    waiting = [root]
    while waiting:
        with os.scandir(waiting.pop()) as found:
            for item in found:
                if item.is_dir(follow_symlinks=False):
                    waiting.append(item.path)
                    continue
                path = item.path[base:]
                if os.sep != "/":
                    path = path.replace(os.sep, "/")
                if path != MANIFEST:
                    files += 1
                    pages += path.endswith(".html")
                    total += _weight(path, item.stat(follow_symlinks=False).st_size)
    return Tally(files, pages, total)


def lines_of(entries: Iterable[ManifestEntry]) -> bytes:
    """Return entries as they stand in manifest.json."""
    return BETWEEN.join(
        f'{{"path": {encode_basestring(entry.path)}, "size": {entry.size}, "sha256": "{entry.sha256}"}}'.encode()
        for entry in entries
    )


def parse_lines(lines: bytes) -> list[ManifestEntry]:
    """Return the entries that `lines_of` wrote."""
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
