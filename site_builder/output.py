"""The only writer of the site: gathers it in a folder beside and swaps the finished site in whole."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import json
import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from site_builder.errors import OutputProblem
from site_builder.model.output import KeptFile, OutputFile, OutputStream

MANIFEST = "manifest.json"
LOCK_WAIT_SECONDS = 60.0
_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """One line of manifest.json: size in bytes and SHA-256 in hexadecimal."""

    path: str
    size: int
    sha256: str


@contextlib.contextmanager
def lock_target(target: Path, wait_seconds: float | None = None) -> Iterator[None]:
    """Hold the right to replace `target`; a second build waits, and gives up with an OutputProblem.

    The lock belongs to the process, so that it ends with it, however it ends. A target that may not be replaced
    is refused at once, before any work.
    """
    check_target(target)
    target = target.resolve()  # a link stays a link: what it leads to is replaced
    lock = target.with_name(f".{target.name}.lock")
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        handle = lock.open("ab")
    except OSError as error:
        raise write_problem(target, error) from error
    with handle:
        limit = time.monotonic() + (LOCK_WAIT_SECONDS if wait_seconds is None else wait_seconds)
        while not _try_lock(handle.fileno()):
            if time.monotonic() > limit:
                raise OutputProblem(
                    f"另一个构建正在写入 {target}", "请等它结束后再运行，或用 --output 指定别的文件夹。"
                )
            time.sleep(0.1)
        yield


def _try_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def safe_path(path: str) -> str:
    """Return `path` when it stays inside the site and is portable; raise OutputProblem otherwise."""
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts or "\\" in path or "\0" in path:
        raise OutputProblem(f"输出路径不合法：{path!r}", "这是程序的错误，请报告给维护者。")
    return path


def read_manifest(target: Path) -> dict[str, ManifestEntry]:
    """Return the manifest of a finished site, empty when there is none or it is damaged."""
    try:
        rows = json.loads((target / MANIFEST).read_text(encoding="utf-8"))["files"]
        return {row["path"]: ManifestEntry(row["path"], row["size"], row["sha256"]) for row in rows}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def manifest_digest(target: Path) -> str:
    """Return the hash of a site's manifest, which stands for the site as a whole; empty when there is none."""
    try:
        return sha256((target / MANIFEST).read_bytes()).hexdigest()
    except OSError:
        return ""


class SiteWriter:
    """Writes a new site beside `target` and swaps it in at `finish`.

    A file that the published site already holds with the same content is linked rather than written again.
    Until `finish`, and after any failure, the published site is what it was.
    """

    def __init__(self, target: Path) -> None:
        target = target.resolve()
        self.target = target
        self.previous = read_manifest(target)
        self.staging = target.with_name(f".{target.name}.new-{os.getpid()}")
        self.entries: dict[str, ManifestEntry] = {}
        self._folders: set[Path] = set()
        check_target(target)
        remove_leftovers(target)
        make_folder(self.staging)

    def add(self, file: OutputFile) -> ManifestEntry:
        """Write one file; a path given twice is a mistake of ours."""
        path = safe_path(file.path)
        entry = ManifestEntry(path, len(file.content), sha256(file.content).hexdigest())
        self._enter(entry)
        if not self._link(entry):
            self._write(path, file.content)
        return entry

    def add_stream(self, stream: OutputStream) -> ManifestEntry:
        """Write one large file chunk by chunk."""
        path = safe_path(stream.path)
        digest, size = sha256(), 0
        try:
            with self._goal(path).open("wb") as file:
                for chunk in stream.chunks:
                    digest.update(chunk)
                    size += len(chunk)
                    file.write(chunk)
        except OSError as error:
            raise write_problem(self.target, error) from error
        entry = ManifestEntry(path, size, digest.hexdigest())
        self._enter(entry)
        return entry

    def add_kept(self, file: KeptFile) -> ManifestEntry:
        """Take over one file from the published site; write it where the site does not hold it any more."""
        entry = ManifestEntry(safe_path(file.path), file.size, file.sha256)
        if self.keep([entry]):
            return self.add(OutputFile(file.path, file.load()))
        return entry

    def keep(self, entries: Iterable[ManifestEntry]) -> list[ManifestEntry]:
        """Take over unchanged files from the published site; return those it does not hold any more."""
        missing = []
        for entry in entries:
            if self._link(entry):
                self._enter(entry)
            else:
                missing.append(entry)
        return missing

    def paths(self) -> tuple[str, ...]:
        """Return the paths entered so far, sorted."""
        return tuple(sorted(self.entries))

    def _enter(self, entry: ManifestEntry) -> None:
        if entry.path in self.entries:
            raise OutputProblem(f"两个页面要写到同一路径：{entry.path}", "这是程序的错误，请报告给维护者。")
        self.entries[entry.path] = entry

    def _link(self, entry: ManifestEntry) -> bool:
        old = self.previous.get(entry.path)
        if old is None or old.sha256 != entry.sha256:
            return False
        source = self.target / entry.path
        try:
            if source.stat().st_size != entry.size:
                return False
            goal = self._goal(entry.path)
            try:
                os.link(source, goal)
            except OSError:
                shutil.copy2(source, goal)
        except OSError:
            return False
        return True

    def _write(self, path: str, content: bytes) -> None:
        try:
            self._goal(path).write_bytes(content)
        except OSError as error:
            raise write_problem(self.target, error) from error

    def _goal(self, path: str) -> Path:
        goal = self.staging / path
        if goal.parent not in self._folders:
            goal.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(goal.parent)
        return goal

    def finish(self) -> None:
        """Write manifest.json and swap the finished site in."""
        rows = [
            {"path": entry.path, "size": entry.size, "sha256": entry.sha256}
            for _, entry in sorted(self.entries.items())
        ]
        text = json.dumps({"files": rows}, ensure_ascii=False, indent=0)
        self._write(MANIFEST, text.encode() + b"\n")
        try:
            swap(self.staging, self.target)
        except OSError as error:
            raise write_problem(self.target, error) from error

    def abandon(self) -> None:
        """Remove what was written beside; the published site stays."""
        shutil.rmtree(self.staging, ignore_errors=True)


def is_intact(target: Path) -> bool:
    """Return whether every file of the manifest is there with its size, and nothing else."""
    expected = {entry.path: entry.size for entry in read_manifest(target).values()}
    if not expected:
        return False
    base = len(str(target)) + 1
    found = 1
    for folder, _, names in os.walk(target):
        for name in names:
            path = os.path.join(folder, name)  # noqa: PTH118 - tens of thousands of files; Path costs ten times as much
            size = expected.get(path[base:].replace(os.sep, "/"))
            if size is None and path[base:] != MANIFEST:
                return False
            if size is not None:
                found += 1
                if os.stat(path).st_size != size:  # noqa: PTH116
                    return False
    return found == len(expected) + 1


def check_target(target: Path) -> None:
    """Refuse a folder that holds something else than a site of ours."""
    if not target.exists():
        return
    if not target.is_dir():
        raise OutputProblem(f"输出位置 {target} 是一个文件，不是文件夹", "请用 --output 指定另一个文件夹。")
    try:
        strange = any(target.iterdir()) and not (target / MANIFEST).is_file()
    except OSError as error:
        raise write_problem(target, error) from error
    if strange:
        raise OutputProblem(
            f"输出文件夹 {target} 里有别的文件，不是本工具生成的网站",
            "为免误删，请用 --output 指定一个空文件夹或新的文件夹名。",
        )


def make_folder(folder: Path) -> None:
    """Create `folder`, replacing a leftover of the same name."""
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    except OSError as error:
        raise write_problem(folder, error) from error


def write_problem(target: Path, error: OSError) -> OutputProblem:
    """Say in Chinese why the output cannot be written."""
    reasons = {
        errno.ENOSPC: ("磁盘空间不足", "请清理磁盘后重试；已发布的网站没有改动。"),
        errno.EACCES: ("没有写入权限", "请检查文件夹权限，或用 --output 指定别的文件夹；已发布的网站没有改动。"),
        errno.EPERM: ("没有写入权限", "请检查文件夹权限，或用 --output 指定别的文件夹；已发布的网站没有改动。"),
        errno.EROFS: ("磁盘是只读的", "请用 --output 指定别的磁盘上的文件夹。"),
        errno.EBUSY: ("它是挂载点或正被占用，不能整体替换", "请用 --output 指定它里面的一个子文件夹。"),
        errno.EXDEV: ("它与上一级文件夹不在同一磁盘，不能整体替换", "请用 --output 指定它里面的一个子文件夹。"),
    }
    reason, advice = reasons.get(
        error.errno or 0, (f"写入失败（{error.strerror}）", "请检查磁盘后重试；已发布的网站没有改动。")
    )
    return OutputProblem(f"无法写入输出文件夹 {target}：{reason}", advice)


def remove_leftovers(target: Path) -> None:
    """Put back or remove what an interrupted build left beside the site."""
    old = target.with_name(f".{target.name}.old")
    if old.is_dir() and not target.exists():
        old.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    for folder in target.parent.glob(f".{target.name}.new-*"):
        if not _is_running(folder.name.rpartition("-")[2]):
            shutil.rmtree(folder, ignore_errors=True)


def _is_running(process: str) -> bool:
    if not process.isdigit():
        return False
    if int(process) == os.getpid():
        return False
    if sys.platform == "win32":
        return True  # a signal of 0 would end the process there; a leftover folder is the lesser harm
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def swap(new: Path, target: Path) -> None:
    """Make `new` the folder `target`, in one step where the system can, and remove what stood there."""
    if not target.exists():
        new.rename(target)
        return
    if _exchange(new, target):
        shutil.rmtree(new, ignore_errors=True)
        return
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    target.rename(old)
    try:
        new.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders atomically through renameat2; False where the system has no such call."""
    if not sys.platform.startswith("linux"):
        return False
    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL(None, use_errno=True)
        result = library.renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
        return bool(result == 0)
    return False
