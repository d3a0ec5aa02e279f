"""Which files there are to read, and what they hold, hashed once a change."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, count
from pathlib import Path

from site_builder.errors import ContentNotFound
from site_builder.privacy import mask_name
from site_builder.store import Store, content_key

SETTINGS_FILE = "site.toml"
_IGNORED_PREFIXES = (".", "~$", "_")
_IGNORED_NAMES = {SETTINGS_FILE, "Thumbs.db", "desktop.ini"}
Digest = tuple[int, int, str]
"""Time of change in nanoseconds, size, and SHA-256, which is empty for a file that cannot be read."""
NO_DIGEST: Digest = (0, 0, "")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file to read: `source` is its path relative to the content folder, with `/`, private data masked."""

    path: Path
    source: str
    sha256: str


def find_sources(content: Path, store: Store, exclude: tuple[Path, ...] = ()) -> tuple[SourceFile, ...]:
    """Return the files below `content`, sorted by name; raise ContentNotFound when there are none."""
    if not content.is_dir():
        raise ContentNotFound(
            f"找不到内容文件夹 {content}",
            "请把报告放进该文件夹，或在命令中写明文件夹，例如：site-builder build 报告文件夹",
        )
    paths = list(_walk(content, tuple(folder.absolute() for folder in exclude)))
    if not paths:
        raise ContentNotFound(
            f"内容文件夹 {content} 里没有文件", "请把 txt、md、html、docx、xlsx、pdf 等报告文件放进去再运行。"
        )
    stat_key = content_key("stat", str(content.absolute()))
    known: dict[str, Digest] = store.get(stat_key) or {}
    digests = _digests(paths, known)
    if digests != known:
        store.put(stat_key, digests)
    names = public_names([path.relative_to(content).as_posix() for path in paths])
    return tuple(
        SourceFile(path, name, digest[2]) for path, name, digest in zip(paths, names, digests.values(), strict=True)
    )


def public_names(names: list[str]) -> list[str]:
    """Return the names under which files are known everywhere: printable, private data masked, all different."""
    given: dict[str, None] = {}
    for name in names:
        shown = mask_name(printable(name))
        stem, suffix = posixpath.splitext(shown)
        tries = chain((shown,), (f"{stem}-{number}{suffix}" for number in count(2)))
        given[next(one for one in tries if one not in given)] = None
    return list(given)


def printable(name: str) -> str:
    """Return a file name as text that every page, table and terminal can hold.

    Names from systems in another encoding hold bytes that are no characters; names made to deceive hold control
    characters and marks that turn the direction of writing.
    """
    raw = os.fsencode(name)
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return _UNPRINTABLE.sub("\ufffd", raw.decode(encoding))
    return _UNPRINTABLE.sub("\ufffd", raw.decode("utf-8", "replace"))


def _walk(folder: Path, exclude: tuple[Path, ...], above: frozenset[Path] = frozenset()) -> Iterator[Path]:
    """Yield the files below `folder`; a folder that cannot be opened stands for itself, so that it is reported."""
    here = folder.resolve()
    if here in above:  # a link that leads back up
        return
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        yield folder
        return
    for path in paths:
        if path.name.startswith(_IGNORED_PREFIXES) or path.name in _IGNORED_NAMES or path.absolute() in exclude:
            continue
        if path.is_dir():
            yield from _walk(path, exclude, above | {here})
        elif path.is_file():
            yield path


def _digests(paths: list[Path], known: dict[str, Digest]) -> dict[str, Digest]:
    """Return the digest of each path, taken over from `known` where nothing moved."""
    digests = {name: known.get(name, NO_DIGEST) for name in map(Path.as_posix, paths)}
    moved = [path for path in paths if not _stands(path, digests[path.as_posix()])]
    with ThreadPoolExecutor(4) as pool:
        digests.update(zip(map(Path.as_posix, moved), pool.map(_digest, moved), strict=True))
    return digests


def _stands(path: Path, known: Digest) -> bool:
    try:
        stat = path.stat()
    except OSError:
        return False
    return known[2] != "" and known[:2] == (stat.st_mtime_ns, stat.st_size)


def _digest(path: Path) -> Digest:
    try:
        stat = path.stat()
        with path.open("rb") as file:
            digest = sha256()
            while chunk := file.read(1 << 20):
                digest.update(chunk)
        return stat.st_mtime_ns, stat.st_size, digest.hexdigest()
    except OSError:
        return NO_DIGEST
