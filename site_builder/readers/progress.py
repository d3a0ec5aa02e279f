"""Signs of life from long work, and where recognised pages are kept; set by the process that reads."""

from __future__ import annotations

from collections.abc import Callable


def _silent() -> None:
    return


_tick: Callable[[], None] = _silent
_cache_folder = ""


def use(tick: Callable[[], None], cache_folder: str = "") -> None:
    """Set who is told that work goes on, and the folder of recognised pages (empty: none is kept)."""
    global _tick, _cache_folder
    _tick, _cache_folder = tick, cache_folder


def tick() -> None:
    """Say that a page is done."""
    _tick()


def cache_folder() -> str:
    """Return the folder of recognised pages, empty when none is kept."""
    return _cache_folder
