"""The finished folder takes the place of the published one, in one step where the system can."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
from pathlib import Path

from site_builder.output.problems import write_problem

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


def staging_folder(target: Path) -> Path:
    """Return where this process writes the site that is to replace `target`."""
    return target.with_name(f".{target.name}.new-{os.getpid()}")


def make_folder(folder: Path) -> None:
    """Create `folder`, replacing a leftover of the same name."""
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    except OSError as error:
        raise write_problem(folder, error) from error


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


def swap(new: Path, target: Path, spare: Path | None = None) -> None:
    """Make `new` the folder `target`, in one step where the system can.

    What stood there becomes the folder `spare` when that is on the same disk, and is removed otherwise.
    """
    if not target.exists():
        new.rename(target)
        return
    if _exchange(new, target):
        _put_aside(new, spare)
        return
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    target.rename(old)
    try:
        new.rename(target)
    except OSError:
        old.rename(target)
        raise
    _put_aside(old, spare)


def _put_aside(folder: Path, spare: Path | None) -> None:
    if spare is not None:
        with contextlib.suppress(OSError):
            spare.parent.mkdir(parents=True, exist_ok=True)
            folder.rename(spare)
            return
    shutil.rmtree(folder, ignore_errors=True)


def make_spare(target: Path, spare: Path) -> None:
    """Make `spare` a copy of the folder `target` by links, so that the next build need not; nothing on a disk without."""
    unfinished = spare.with_name(f"{spare.name}.part")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        _link_tree(str(target), str(unfinished))
        unfinished.rename(spare)
    except OSError:
        shutil.rmtree(unfinished, ignore_errors=True)


def _link_tree(source: str, goal: str) -> None:
    os.makedirs(goal)  # noqa: PTH103 - tens of thousands of files; Path costs several times as much
    with os.scandir(source) as found:
        for item in found:
            if item.is_dir(follow_symlinks=False):
                _link_tree(item.path, f"{goal}/{item.name}")
            else:
                os.link(item.path, f"{goal}/{item.name}")


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders atomically through renameat2; False where the system has no such call."""
    if not sys.platform.startswith("linux"):
        return False
    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL(None, use_errno=True)
        result = library.renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
        return bool(result == 0)
    return False
