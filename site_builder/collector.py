"""Pausing Python's cycle collector while one report is worked on."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Run a block without cycle collection.

    A report makes hundreds of thousands of small frozen records and hardly a cycle; looking through them again and
    again took a third of the time of reading and extracting. Memory is bounded by one report or department.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
