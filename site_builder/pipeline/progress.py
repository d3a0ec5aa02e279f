"""Telling how far a long step has come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from site_builder.pipeline.settings import Progress

Item = TypeVar("Item")


def silent(step: str, done: int, total: int) -> None:
    """Show no progress."""


def counted(items: Iterator[Item], step: str, total: int, progress: Progress) -> Iterator[Item]:
    """Pass `items` on and report progress."""
    for done, item in enumerate(items, start=1):
        progress(step, done, total)
        yield item
