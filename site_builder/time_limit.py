"""An end to work that takes too long, where the system can interrupt it (not on Windows, not outside the main thread).

A text that makes some pattern run for hours must cost its own report only, never the build.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from site_builder.errors import SiteBuilderError

AGAIN_SECONDS = 5.0
"""The signal comes again, in case some handler on the way has swallowed the first one."""


class TookTooLong(SiteBuilderError):
    """Work on one file did not end in time."""


class _TimeUp(BaseException):
    """Not an Exception, so that no handler for those takes it for its own."""


@contextmanager
def time_limit(seconds: float, name: str) -> Iterator[None]:
    """Raise TookTooLong when the block takes more than `seconds`; `name` says what was worked on."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def expire(number: int, frame: FrameType | None) -> None:
        raise _TimeUp

    before = signal.signal(signal.SIGALRM, expire)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN_SECONDS)
        yield
    except _TimeUp:
        raise TookTooLong(
            f"{name} 处理超过 {seconds:.0f} 秒，已停止", "请把这份文件拆成几个文件，或把它报告给维护者。"
        ) from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
