"""The 32-bit hash that says which file of the index holds a key; the client computes the same."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]
_STEP, _SPREAD, _MASK = 31, 2654435761, 0xFFFFFFFF


def key_hash(key: str) -> int:
    """Return the hash of one key."""
    value = 0
    for char in key:
        value = (value * _STEP + ord(char)) & _MASK
    return (value * _SPREAD) & _MASK


def key_hashes(columns: Sequence[Codes]) -> Codes:
    """Return the hashes of many keys of one length: a column holds the code points at one place of all keys."""
    value = np.zeros(len(columns[0]), np.uint32)
    for column in columns:
        value = value * np.uint32(_STEP) + column
    return value * np.uint32(_SPREAD)
