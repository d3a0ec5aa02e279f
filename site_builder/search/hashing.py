"""The 32-bit hash that says which file of the index holds a key; the client computes the same."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]
_STEP, _SPREAD = 31, 2654435761


def key_hashes(keys: Codes) -> Codes:
    """Return the hashes of many keys: a row holds the code points of a key, 0 where it has no more."""
    value = np.zeros(len(keys), np.uint32)
    for column in keys.T:
        value = np.where(column > 0, value * np.uint32(_STEP) + column, value)
    return value * np.uint32(_SPREAD)


def text_hashes(keys: list[str]) -> Codes:
    """Return the hashes of keys given as text."""
    width = max(map(len, keys), default=0)
    text = "".join([key.ljust(width, "\0") for key in keys])
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32)
    return key_hashes(codes.reshape(len(keys), width))
