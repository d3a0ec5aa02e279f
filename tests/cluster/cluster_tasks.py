"""What the tests have workers do; a module of its own because each worker imports it."""

from __future__ import annotations

import os
import time


def slowly(number: int) -> int:
    """Return the number after a moment."""
    time.sleep(0.02)
    return number


def brings_down(name: str) -> str:
    """Return the name; the bad one ends the worker."""
    if name == "bad":
        os._exit(9)
    return name


def be_patient(allowed_failures: int, dask_scheduler: object = None) -> None:
    """Run on the scheduler: how many workers an item may bring down before it is given up."""
    dask_scheduler.allowed_failures = allowed_failures  # type: ignore[attr-defined]
