"""What the tests have worker processes do; a module of its own because each of them imports it."""

from __future__ import annotations

import os


def number_or_death(number: int) -> int:
    """Return the number; the fourth one ends the process without a word."""
    if number == 3:
        os._exit(9)
    return number


def take_memory(size: int) -> str:
    """Say whether so much memory was to be had."""
    try:
        return f"{len(bytearray(size))}"
    except MemoryError:
        return "no memory"
