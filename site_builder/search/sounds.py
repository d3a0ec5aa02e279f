"""Readings of characters without tone, from a table generated of pypinyin's (scripts/build_search_tables.py)."""

from __future__ import annotations

from functools import lru_cache

from site_builder.search.folding import DATA


@lru_cache(maxsize=1)
def table_lines() -> tuple[str, str, str]:
    """Return the table as stored: syllables, two letters a character of GB2312, further readings."""
    syllables, first, more = (DATA / "sounds.txt").read_text(encoding="utf-8").splitlines()
    return syllables, first, more


@lru_cache(maxsize=1)
def syllables() -> tuple[str, ...]:
    """Return the syllables; a reading is the number of one."""
    return tuple(table_lines()[0].split(" "))


def gb2312_characters() -> list[str]:
    """Return the ideographs of GB2312 in their own order, which is that of the table."""
    codes = ((high, low) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    return [bytes(code).decode("gb2312") for code in codes if code[0] != 0xD7 or code[1] < 0xFA]


@lru_cache(maxsize=1)
def readings() -> dict[str, tuple[int, ...]]:
    """Return the readings of each simplified character as numbers of syllables, the usual one first."""
    _, first, more = table_lines()
    table: dict[str, tuple[int, ...]] = {
        char: (_number(first[index * 2 : index * 2 + 2]),) for index, char in enumerate(gb2312_characters())
    }
    for start in range(0, len(more), 3):
        table[more[start]] += (_number(more[start + 1 : start + 3]),)
    return table


def _number(code: str) -> int:
    high, low = (ord(letter) - 35 - (ord(letter) > 92) for letter in code)
    return high * 90 + low


def sounds_of(char: str) -> tuple[str, ...]:
    """Return the readings of a simplified character, the usual one first; empty for all else."""
    return tuple(syllables()[number] for number in readings().get(char, ()))
