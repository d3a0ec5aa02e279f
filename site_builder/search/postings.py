"""The text form of lists of places; docs/search.md has the alphabet, templates/js/search/20-index.js reads it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

ALPHABET = "".join(chr(code) for code in range(35, 127) if chr(code) != "\\")
"""91 characters that need no escape inside a quoted script string."""
END = "!"
GAPS = 15
STEPS = 29
FAR_PAGE = ALPHABET[-2]
FAR_STEP = ALPHABET[-1]
PLACE_BITS = 12
PLACE_MASK = (1 << PLACE_BITS) - 1
"""A place is 0 for a page's title and names; passages follow from 1."""


def place_number(page: int, place: int) -> int:
    """Return page and place within it as one number; places rise with it."""
    return page << PLACE_BITS | place


def encode_places(places: Sequence[int]) -> str:
    """Return the places of one key in one department, given as rising place numbers, as letters.

    A page is one letter: its distance from the page before, and whether its head and its first passage hold the
    key; further passages are a letter each. Larger distances are led by letters that add a whole range.
    """
    letters: list[str] = []
    last_page = open_page = -1
    flags = passage = 0
    steps = ""
    for number in places:
        page = number >> PLACE_BITS
        if page != open_page:
            if open_page >= 0:
                letters.append(_page_letter(open_page - last_page - 1, flags) + steps)
            last_page, open_page = open_page, page
            flags, passage, steps = 0, 0, ""
        place = number & PLACE_MASK
        if place <= 1:
            flags |= 1 << place
        else:
            steps += _step_letter(place - 2 - passage)
            passage = place - 1
    letters.append(_page_letter(open_page - last_page - 1, flags) + steps)
    return "".join(letters)


@lru_cache(maxsize=8192)
def _page_letter(gap: int, flags: int) -> str:
    far, near = divmod(gap, GAPS)
    return FAR_PAGE * far + ALPHABET[near * 4 + flags]


@lru_cache(maxsize=4096)
def _step_letter(step: int) -> str:
    far, near = divmod(step, STEPS)
    return FAR_STEP * far + ALPHABET[GAPS * 4 + near]


def encode_number(number: int, width: int) -> str:
    """Return a number as `width` letters, the highest first."""
    letters = ""
    for _ in range(width):
        number, rest = divmod(number, len(ALPHABET))
        letters = ALPHABET[rest] + letters
    return letters
