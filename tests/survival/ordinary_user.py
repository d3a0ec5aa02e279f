"""Takes away, for a while, root's power over file permissions, so that tests of them mean something."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

_VERSION_3 = 0x20080522
_OVERRIDE = 0b110  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Make permissions count for this thread and those it starts."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        yield
        return
    if not sys.platform.startswith("linux"):
        pytest.skip("root, and no way to lay its power down")
    library = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(_VERSION_3, 0)
    data = (ctypes.c_uint32 * 6)()
    if library.capget(header, data):
        pytest.skip("capabilities cannot be read")
    before = data[0]
    data[0] = before & ~_OVERRIDE
    if library.capset(header, data):
        pytest.skip("capabilities cannot be changed")
    try:
        yield
    finally:
        data[0] = before
        library.capset(header, data)
