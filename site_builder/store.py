"""A cache of what was already read, drawn and rendered, keyed by content; deleting it changes nothing but time."""

from __future__ import annotations

import contextlib
import os
import pickle
import tempfile
import time
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from site_builder.quick_pickle import dumps

_MAGIC = b"SB1\0"
_DIGEST = 16
DAY = 24 * 3600
KEEP_UNUSED_SECONDS = 30 * DAY
COLLECTED = "collected"


def content_key(*parts: bytes | str) -> str:
    """Return a key over `parts`; lengths are hashed too, so that parts cannot run together."""
    digest = blake2b(digest_size=20)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of entries, safe for many writers: each entry is written beside and renamed.

    An entry carries its own checksum; a damaged or foreign entry counts as absent and is removed. An entry's time of
    change says, to a day, when it was last of use. Entries are pickles and the folder belongs to the operator: never point it at a stranger's folder.
    """

    folder: Path

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key[2:]

    def has(self, key: str) -> bool:
        """Return whether an entry is there (its content may still prove damaged)."""
        return _touch(self._path(key))

    def get(self, key: str) -> Any | None:
        """Return the stored object, or None when it is absent or damaged."""
        path = self._path(key)
        try:
            raw = path.read_bytes()
        except OSError:
            return None
        body = raw[len(_MAGIC) + _DIGEST :]
        if raw[: len(_MAGIC)] != _MAGIC or raw[len(_MAGIC) : len(_MAGIC) + _DIGEST] != _checksum(key, body):
            _forget(path)
            return None
        try:
            value = pickle.loads(zlib.decompress(body))
        except Exception:  # a pickle of another version can raise anything; the entry is then worthless
            _forget(path)
            return None
        _touch(path)
        return value

    def put(self, key: str, value: object) -> None:
        """Store `value`; a full or read-only disk is no failure, since the store only saves time."""
        body = zlib.compress(dumps(value), 1)
        path = self._path(key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, _MAGIC + _checksum(key, body) + body)

    def forget(self, key: str) -> None:
        """Remove an entry."""
        _forget(self._path(key))

    def collect(self, used: Iterable[str], keep_seconds: float = KEEP_UNUSED_SECONDS) -> int:
        """Remove entries that are not in `used` and were of no use for `keep_seconds`; return how many."""
        keep = set(used)
        limit = time.time() - keep_seconds
        removed = 0
        for entry in self.folder.glob("??/*"):
            if entry.parent.name + entry.name in keep:
                continue
            with contextlib.suppress(OSError):
                if entry.stat().st_mtime < limit:
                    entry.unlink()
                    removed += 1
        return removed

    def tidy(self) -> None:
        """Once a day, remove what was of no use for a month."""
        mark = self.folder / COLLECTED
        with contextlib.suppress(OSError):
            if not mark.exists():
                mark.touch()
            elif time.time() - mark.stat().st_mtime > DAY:
                mark.touch()
                self.collect(())


def _touch(path: Path) -> bool:
    """Note that an entry is of use, at most once a day; return whether it is there."""
    try:
        if time.time() - path.stat().st_mtime > DAY:
            with contextlib.suppress(OSError):
                os.utime(path)
    except OSError:
        return False
    return True


def _forget(path: Path) -> None:
    with contextlib.suppress(OSError):  # a store that cannot be written is no failure
        path.unlink()


def _checksum(key: str, body: bytes) -> bytes:
    return blake2b(body, digest_size=_DIGEST, key=key.encode()[:64]).digest()


def write_atomically(path: Path, content: bytes) -> None:
    """Write beside `path` and rename, so that readers see the old or the new content, never a part."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".tmp-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
