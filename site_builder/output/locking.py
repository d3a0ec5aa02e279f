"""The right to replace an output folder: one build at a time, and only a folder of ours."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from site_builder.errors import OutputProblem
from site_builder.output.manifest import MANIFEST
from site_builder.output.problems import write_problem

LOCK_WAIT_SECONDS = 60.0


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
