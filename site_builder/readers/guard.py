"""Reading of risky files in a child process, within limits on time and memory.

One child serves many files and is replaced only after it had to be ended. It is a plain subprocess, so that
worker processes of a pool can have one each.
"""

from __future__ import annotations

import atexit
import io
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from site_builder.errors import UnreadableFile
from site_builder.model.document import Document, Format
from site_builder.readers import Reader, added_readers, choose_reader, load_bytes, read_data
from site_builder.readers.child import DOCUMENT, REQUEST, TICK, UNREADABLE, ReadRequest, read_frame, write_frame
from site_builder.time_limit import TookTooLong, time_limit

_IN_PROCESS = frozenset({Format.TXT, Format.MD})
_GB = 1 << 30
SPARE_SECONDS = 30.0
"""Before a child that has just been started answers at all: imports on a cold disk."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` without a sign of life (one a page) and bytes of address space; 0 means none."""

    seconds: float
    memory: int


# LibreOffice, started by the child, inherits the limit and ends itself after 130 seconds.
_LIMITS: dict[Format, Limits] = {
    Format.DOC: Limits(180, 6 * _GB),
    Format.PDF: Limits(60, 6 * _GB),
    Format.IMAGE: Limits(120, 6 * _GB),
}
_DEFAULT = Limits(60, 2 * _GB)
_TEXT = Limits(60, 0)
TEXT_SECONDS_PER_MB = 20.0


def read_guarded(path: Path, source: str, cache: str = "", limits: Limits | None = None) -> Document:
    """Read one file; like `readers.read_file`, but a file that hangs or bursts ends only its own reading.

    `cache` is a folder where recognised pages are kept by the hash of their image, empty for none.
    """
    return read_guarded_data(load_bytes(path, source), source, cache, limits)


def read_guarded_data(data: bytes, source: str, cache: str = "", limits: Limits | None = None) -> Document:
    """Read the bytes of a file named `source`; see `read_guarded`."""
    reader: Reader = choose_reader(data, source, PurePosixPath(source).suffix.lower())
    if reader.format in _IN_PROCESS:
        return _read_here(data, source, limits or _TEXT)
    allowed = limits or _LIMITS.get(reader.format, _DEFAULT)
    return _CHILD.read(ReadRequest(data, source, allowed.memory, cache, added_readers()), allowed)


def _read_here(data: bytes, source: str, limits: Limits) -> Document:
    """Read a plain text in this process: nothing to unpack, so only its time is limited."""
    try:
        with time_limit(limits.seconds + TEXT_SECONDS_PER_MB * len(data) / 1_000_000, source):
            return read_data(data, source)
    except TookTooLong as error:
        raise UnreadableFile(error.message, error.advice) from error


class _OnlyDocuments(pickle.Unpickler):
    """Unpickles the records of the document model and nothing else: the child has touched hostile files."""

    def find_class(self, module: str, name: str) -> object:
        if module == "site_builder.model.document":
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


class _Child:
    """The one child of this process."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._lock = threading.Lock()
        self._late = False

    def read(self, request: ReadRequest, limits: Limits) -> Document:
        """Have the child read one file."""
        with self._lock:
            kind, body = self._ask(request, limits)
            late = self._late
        if kind == DOCUMENT:
            return cast(Document, _OnlyDocuments(io.BytesIO(body)).load())
        if kind == UNREADABLE:
            message, advice = _OnlyDocuments(io.BytesIO(body)).load()
            raise UnreadableFile(message, advice)
        raise _failure(request.source, body.decode(errors="replace"), late, limits)

    def _ask(self, request: ReadRequest, limits: Limits) -> tuple[bytes, bytes]:
        process, fresh = self._running()
        self._late = False
        watch = _Watch(limits.seconds + (SPARE_SECONDS if fresh else 0), self._expire)
        try:
            write_frame(cast(BinaryIO, process.stdin), REQUEST, pickle.dumps(request, pickle.HIGHEST_PROTOCOL))
            while True:
                kind, body = read_frame(cast(BinaryIO, process.stdout))
                if kind != TICK:
                    return kind, body
                watch.restart(limits.seconds)
        except (EOFError, OSError):
            self.stop()
            return b"", b""
        finally:
            watch.stop()

    def _running(self) -> tuple[subprocess.Popen[bytes], bool]:
        """Return the child and whether it was just started. A fork's inherited child belongs to its parent."""
        if self._process is not None and self._owner == os.getpid() and self._process.poll() is None:
            return self._process, False
        self._process = subprocess.Popen(
            [sys.executable, "-m", "site_builder.readers.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            start_new_session=True,
        )
        self._owner = os.getpid()
        return self._process, True

    def _expire(self) -> None:
        self._late = True
        self._kill()

    def _kill(self) -> None:
        process = self._process
        if process is None or self._owner != os.getpid() or process.poll() is not None:
            return
        with suppress(ProcessLookupError, OSError):
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()

    def stop(self) -> None:
        """End the child; the next file gets a new one."""
        process = self._process
        self._kill()
        if process is not None and self._owner == os.getpid():
            for stream in (process.stdin, process.stdout):
                with suppress(OSError):
                    if stream is not None:
                        stream.close()
            process.wait()
        self._process = None


class _Watch:
    """Calls `expire` unless restarted or stopped in time."""

    def __init__(self, seconds: float, expire: Callable[[], None]) -> None:
        self._expire = expire
        self._timer: threading.Timer | None = None
        self.restart(seconds)

    def restart(self, seconds: float) -> None:
        """Count from now again."""
        self.stop()
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        """Count no more."""
        if self._timer is not None:
            self._timer.cancel()


def _environment() -> dict[str, str]:
    """The child finds the package where its parent found it, installed or not."""
    root = str(Path(__file__).resolve().parents[2])
    paths = [root, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths)), "PYTHONUTF8": "1"}


def _failure(source: str, error: str, late: bool, limits: Limits) -> UnreadableFile:
    if late:
        message = f"{source}：读取超过 {limits.seconds:.0f} 秒没有进展，已停止。"
    elif error in ("", "MemoryError"):
        message = f"{source}：读取时占用内存过多或程序异常退出，已停止。"
    else:
        message = f"{source}：文件内容异常，无法读取（{error}）。"
    return UnreadableFile(message, "文件可能已损坏、过大或经过改造；请用原软件打开后重新另存，再运行一次。")


_CHILD = _Child()
atexit.register(_CHILD.stop)
