"""The text form of lists of places; docs/search.md has the alphabet, templates/js/search/20-index.js reads it."""

from __future__ import annotations

from collections.abc import Iterable

ALPHABET = "".join(chr(code) for code in range(35, 127) if chr(code) != "\\")
"""91 characters that need no escape inside a quoted script string."""
END = "!"
GAPS = 15
STEPS = 29
FAR_PAGE = ALPHABET[-2]
FAR_STEP = ALPHABET[-1]
HEAD = 0
"""Place number of a page's title and names; passages follow from 1."""


def encode_places(places: Iterable[tuple[int, int]]) -> str:
    """Return the places of one key in one department: pairs of (page, place) in rising order.

    A page is one letter: its distance from the page before, and whether its head and its first passage hold the
    key; further passages are a letter each. Larger distances are led by letters that add a whole range.
    """
    out: list[str] = []
    last_page, open_page = -1, -1
    gap = flags = passage = 0
    steps = ""
    for page, place in places:
        if page != open_page:
            if open_page >= 0:
                out.append(_page_letter(gap, flags) + steps)
            gap, open_page, last_page = page - last_page - 1, page, page
            flags, passage, steps = 0, 0, ""
        if place <= 1:
            flags |= 1 << place
        else:
            steps += _step_letters(place - 2 - passage)
            passage = place - 1
    if open_page >= 0:
        out.append(_page_letter(gap, flags) + steps)
    return "".join(out)


def _page_letter(gap: int, flags: int) -> str:
    far, near = divmod(gap, GAPS)
    return FAR_PAGE * far + ALPHABET[near * 4 + flags]


def _step_letters(step: int) -> str:
    far, near = divmod(step, STEPS)
    return FAR_STEP * far + ALPHABET[GAPS * 4 + near]


def encode_number(number: int, width: int) -> str:
    """Return a number as `width` letters, the highest first."""
    letters = ""
    for _ in range(width):
        number, rest = divmod(number, len(ALPHABET))
        letters = ALPHABET[rest] + letters
    return letters
