"""The table of contents (目录): its lines name sections and tables that stand elsewhere, so they are no headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from site_builder.text import fold

_ENTRY = re.compile(r"\s*(?P<title>\S.{0,80}?)\s*(?:[\t .·…—\-_]{2,}|\t|[.·…])\s*-?\s*\d{1,3}\s*-?\s*")
_LOOK = 200
_LONGEST = 60


def is_contents_title(line: str) -> bool:
    """Tell whether a line is the word 目录 alone."""
    return len(line) < 24 and fold(line.strip("#* \t")) in ("目录", "目次")


def is_entry(line: str) -> bool:
    """Tell whether a line is a title with dots or a tab and a page number."""
    return len(line) < 400 and bool(_ENTRY.fullmatch(line))


def contents_end(lines: Sequence[str], start: int) -> int:
    """Return the line behind the list that begins at `start` (the line after 目录); `start` when there is none."""
    rows = [(n, lines[n]) for n in range(start, min(start + _LOOK, len(lines))) if lines[n].strip()]
    if not rows:
        return start
    if any(is_entry(line) for _, line in rows[:2]):
        return _end_of_numbered(rows)
    return _end_of_unnumbered(rows, start)


def _end_of_numbered(rows: list[tuple[int, str]]) -> int:
    """Entries with page numbers; one wrapped line may stand between two of them."""
    last = 0
    for index, (_, line) in enumerate(rows):
        if is_entry(line):
            last = index
        elif index - last > 1 or len(line) > _LONGEST:
            break
    return rows[last][0] + 1


def _end_of_unnumbered(rows: list[tuple[int, str]], start: int) -> int:
    """Titles without page numbers go on until the first of them comes again as a heading."""
    first = fold(rows[0][1].strip("#* \t"))
    for number, line in rows[1:]:
        if len(line) > _LONGEST or "。" in line:
            return start
        if fold(line.strip("#* \t")) == first:
            return number
    return start
