"""How an index is laid out: the departments' numbers, and how many files the lists of each kind are parted into."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from site_builder.search.postings import ALPHABET, encode_number
from site_builder.search.share import KINDS, SEGMENT_BITS

FILE_BYTES = {"p": 24_000, "g": 15_000, "l": 9_000, "f": 9_000, "s": 12_000}
"""Shares' bytes that go into one file, up to twice what is left once merged."""
FILE_COUNTS = tuple(
    sorted({1 << power for power in range(SEGMENT_BITS + 1)} | {3 << power for power in range(SEGMENT_BITS - 1)})
)
"""Numbers of files that a kind can have: few, so that a site that grows rarely lays its index out anew."""
FEWEST_SLOTS = 256


@dataclass(frozen=True, slots=True)
class Layout:
    """`files` are the numbers of files by kind; a number of a department is below `slots` and has `width` letters."""

    slots: int
    width: int
    files: Mapping[str, int]

    def letters(self, number: int) -> str:
        """Return the number of a department as it stands in lists."""
        return encode_number(number, self.width)

    def number_of(self, kind: str, segment: int) -> int:
        """Return the number of the file that a segment goes into."""
        return segment * self.files[kind] >> SEGMENT_BITS

    def file_of(self, kind: str, segment: int) -> str:
        """Return the name of the file that a segment goes into."""
        return f"{kind}/{self.number_of(kind, segment):x}"

    def segments_of(self, name: str) -> range:
        """Return the segments that go into a file."""
        kind, _, number = name.partition("/")
        files, at = self.files[kind], int(number, 16)
        return range(-(-(at << SEGMENT_BITS) // files), -(-(at + 1 << SEGMENT_BITS) // files))


def make_layout(departments: int, sizes: Sequence[int]) -> Layout:
    """Return the layout for so many departments and bytes of lists by kind."""
    slots = FEWEST_SLOTS
    while slots < 4 * departments:
        slots *= 2
    width = 1
    while len(ALPHABET) ** width < slots:
        width += 1
    return Layout(slots, width, {kind: _files(kind, size) for kind, size in zip(KINDS, sizes, strict=True)})


def _files(kind: str, size: int) -> int:
    return next((count for count in FILE_COUNTS if size <= count * FILE_BYTES[kind]), FILE_COUNTS[-1])


def number_departments(keys: Iterable[str], slots: int) -> list[int]:
    """Return a number below `slots` for each department: the hash of its key, or the next free one.

    So the others keep theirs when one comes or goes, whatever their order.
    """
    hashes = [(int.from_bytes(blake2b(key.encode(), digest_size=4).digest(), "big"), key) for key in keys]
    numbers = [0] * len(hashes)
    taken: set[int] = set()
    for at in sorted(range(len(hashes)), key=lambda at: (hashes[at], at)):
        number = hashes[at][0] % slots
        while number in taken:
            number = (number + 1) % slots
        taken.add(number)
        numbers[at] = number
    return numbers
