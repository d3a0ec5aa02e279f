"""The dictionary of jieba, looked up where it stands: a process that needs a hundred words does not load 349,046.

Each line of the file is a word, how often it was counted and what kind of word it is, parted by blanks. The first words
hold letters or digits, in no order; behind them the words of one first character stand together, in order of those
characters.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

BLOCK = 4096
_FIRST = 3
"""Bytes of a character in UTF-8, as far as the dictionary goes: longer ones only stand behind all others."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the dictionary: how often it was counted, and its kind (nr: a name of a person)."""

    count: int
    kind: str


class WordList:
    """Words in the bytes of a dictionary's file."""

    def __init__(self, content: bytes) -> None:
        self._lines = b"\n%b\n" % content.strip()
        end = len(self._lines) - 1
        self._blocks = [0, *(at for at in range(BLOCK, end, BLOCK) if self._lines.find(b"\n", at) < end)]
        starts = [self._lines.find(b"\n", at) + 1 for at in self._blocks]
        self._firsts = [b"", *(self._lines[at : at + _FIRST] for at in starts[1:])]

    def find(self, word: str) -> Word | None:
        """Return what the dictionary says of a word, None when it does not have it."""
        if " " in word or "\n" in word:  # they part what stands in a line
            return None
        key = word.encode("utf-8", "surrogatepass")
        first, line = key[:_FIRST], b"\n%b " % key
        low = self._blocks[max(0, bisect_left(self._firsts, first) - 1)]
        after = bisect_right(self._firsts, first)
        high = self._blocks[after] + len(line) if after < len(self._blocks) else len(self._lines)
        at = self._lines.find(line, low, high)
        if at < 0 < low:
            at = self._lines.find(line, 0, BLOCK)
        if at < 0:
            return None
        count, kind = self._lines[at + len(line) : self._lines.find(b"\n", at + 1)].split(b" ")
        return Word(int(count), kind.decode())


@cache
def word_list() -> WordList:
    """Read the dictionary once a process."""
    return WordList(dictionary_file().read_bytes())


def dictionary_file() -> Path:
    """Return where jieba keeps its dictionary; importing it to ask would take longer than all that is asked of it."""
    found = find_spec("jieba")
    assert found
    assert found.origin
    return Path(found.origin).with_name("dict.txt")
