"""Python's cycle collector: seldom at work in a build, and not at all while one report is worked on."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (100_000, 50, 50)
"""Objects made between two collections, and how many of one generation go before the next one's: far more than
Python's own 700 and 10. Importing this program and loading a site's summaries makes records that stay, and looking
through them again and again took a seventh of the time of a build in which one report has changed."""


def collect_seldom() -> None:
    """Let the collector of this process wait for more objects, and not look through what is left when it ends.

    That last look took a tenth of the time of a build in which one report has changed.
    """
    gc.set_threshold(*SELDOM)
    atexit.register(gc.freeze)


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
