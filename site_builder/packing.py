"""The built site as one zip to hand over: all of it, or only what changed since an earlier manifest.

The same site gives the same bytes: entries are sorted, with fixed times and rights, and nothing of this machine.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from site_builder.errors import OutputProblem
from site_builder.output import MANIFEST, ManifestEntry, lock_target, read_manifest, safe_path, write_problem

DELETE_LIST = "delete.txt"
"""Stands in a zip of changes: the paths to delete from the published site, one a line."""
_TIME = (1980, 1, 1, 0, 0, 0)
_RIGHTS = 0o100644 << 16
_UNIX = 3


@dataclass(frozen=True, slots=True)
class Package:
    """What was packed: the zip, how many files of the site it holds, and how many paths are to be deleted."""

    path: Path
    files: int
    deleted: int
    size: int


def pack_site(site: Path, to: Path) -> Package:
    """Write the whole site, manifest last, to the zip `to`."""
    with lock_target(site):
        entries = _manifest_of(site)
        return _write(site, to, sorted(entries.values(), key=lambda entry: entry.path), None)


def pack_changes(site: Path, since: Path, to: Path) -> Package:
    """Write what changed since the manifest `since` (a file, or the folder of an older copy) to the zip `to`.

    Unpacking it over the older site and deleting what `delete.txt` lists gives the present site byte for byte.
    """
    old = read_old_manifest(since)
    with lock_target(site):
        entries = _manifest_of(site)
        changed = [entry for path, entry in sorted(entries.items()) if old.get(path) != entry]
        return _write(site, to, changed, sorted(set(old) - set(entries)))


def read_old_manifest(since: Path) -> dict[str, ManifestEntry]:
    """Return the entries of an earlier manifest; raise OutputProblem when it is none."""
    path = since / MANIFEST if since.is_dir() else since
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["files"]
        return {safe_path(row["path"]): ManifestEntry(row["path"], row["size"], row["sha256"]) for row in rows}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise OutputProblem(
            f"{path} 不是网站清单", f"请用上一次交付的网站里的 {MANIFEST}（发布后请留存一份）。"
        ) from error


def _manifest_of(site: Path) -> dict[str, ManifestEntry]:
    entries = read_manifest(site)
    if not entries:
        raise OutputProblem(f"{site} 里没有生成好的网站", "请先运行 site-builder build，或用 --output 指定网站文件夹。")
    return entries


def _write(site: Path, to: Path, entries: list[ManifestEntry], delete: list[str] | None) -> Package:
    if site.resolve() in to.resolve().parents:
        raise OutputProblem(f"压缩包 {to} 不能放在网站文件夹里", "请用 --to 指定网站文件夹以外的位置。")
    unfinished = to.with_name(f".{to.name}.part")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        with ZipFile(unfinished, "w", ZIP_DEFLATED, compresslevel=6) as archive:
            for name, content in _contents(site, entries, delete):
                info = ZipInfo(name, _TIME)
                info.compress_type, info.external_attr, info.create_system = ZIP_DEFLATED, _RIGHTS, _UNIX
                archive.writestr(info, content)
        unfinished.replace(to)
        return Package(to, len(entries), len(delete or ()), to.stat().st_size)
    except OSError as error:
        raise write_problem(to, error) from error
    finally:
        unfinished.unlink(missing_ok=True)


def _contents(site: Path, entries: Iterable[ManifestEntry], delete: list[str] | None) -> Iterator[tuple[str, bytes]]:
    """Yield name and content; the manifest comes last, so that an upload cut short does not look finished."""
    for entry in entries:
        content = _read(site / entry.path)
        if sha256(content).hexdigest() != entry.sha256:
            raise OutputProblem(f"{site / entry.path} 与清单不符，可能被改动过", "请重新运行 site-builder build。")
        yield entry.path, content
    if delete is not None:
        yield DELETE_LIST, "".join(f"{path}\n" for path in delete).encode()
    yield MANIFEST, _read(site / MANIFEST)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OutputProblem(f"读不到网站文件 {path}（{error.strerror}）", "请重新运行 site-builder build。") from error
