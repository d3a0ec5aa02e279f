"""The process that opens risky files for its parent: `python -m site_builder.readers.child`.

Frames on both pipes: one byte of kind, eight bytes of length, the body. The parent sends pickled requests;
the child answers ticks (still working), then a document or what went wrong.
"""

from __future__ import annotations

import io
import os
import pickle
import struct
import sys
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from site_builder.readers import Reader

DOCUMENT, UNREADABLE, FAILED, TICK, REQUEST = b"D", b"U", b"F", b"T", b"R"
_HEAD = struct.Struct(">cQ")
MAX_FRAME = 4_000_000_000


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """What to read and how much address space (bytes, 0 for no limit) it may take; `cache` is a folder or empty.

    `readers` are those of plugins, which this process does not load.
    """

    data: bytes
    source: str
    memory: int
    cache: str = ""
    readers: tuple[Reader, ...] = ()


def write_frame(stream: BinaryIO, kind: bytes, body: bytes = b"") -> None:
    """Write one frame."""
    stream.write(_HEAD.pack(kind, len(body)))
    stream.write(body)
    stream.flush()


def read_frame(stream: BinaryIO) -> tuple[bytes, bytes]:
    """Return kind and body of the next frame; raise EOFError when the other side is gone."""
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        raise EOFError
    kind, length = _HEAD.unpack(head)
    body = stream.read(length) if length <= MAX_FRAME else b""
    if len(body) < length:
        raise EOFError
    return kind, body


def limit_memory(size: int) -> None:
    """Limit the address space of this process where the system can; nothing happens on Windows."""
    try:
        import resource
    except ImportError:
        return
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = size or hard
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def answer(request: ReadRequest, tick: BinaryIO) -> tuple[bytes, bytes]:
    """Read one file and return kind and body of the answer."""
    from site_builder.errors import UnreadableFile
    from site_builder.readers import progress, read_data, use_readers

    limit_memory(request.memory)
    use_readers(request.readers)
    progress.use(lambda: write_frame(tick, TICK), request.cache)
    try:
        return DOCUMENT, pickle.dumps(read_data(request.data, request.source), pickle.HIGHEST_PROTOCOL)
    except UnreadableFile as error:
        return UNREADABLE, pickle.dumps((error.message, error.advice))
    except ImportError as error:  # a library that finds no room for itself
        short = "allocate memory" in str(error) or "failed to map" in str(error)
        return FAILED, b"MemoryError" if short else b"ImportError"
    except (Exception, RecursionError, MemoryError) as error:  # whatever a damaged file makes a library do
        return FAILED, type(error).__name__.encode()


def main() -> None:
    """Answer requests until the parent closes the pipe."""
    requests = sys.stdin.buffer
    # Libraries print to standard output; the answers go to a copy of it that nobody else knows.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.stdout = io.TextIOWrapper(io.BytesIO())
    while True:
        try:
            _kind, body = read_frame(requests)
        except EOFError:
            return
        write_frame(answers, *answer(pickle.loads(body), answers))


if __name__ == "__main__":
    main()
