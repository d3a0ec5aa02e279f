"""Cells of CSV files: text that a spreadsheet would run as a formula is written so that it stays text.

Spreadsheets run a cell that begins with `= + - @`, their full-width forms, a tab or a line break. Such a cell gets an
apostrophe in front; one that begins with apostrophes before such a sign gets one more, so that taking one away gives
the text back exactly. Numbers and conditions (`-1.5`, `=100%`, `=20万元`) cannot do anything and stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

MARK = "'"
EXACT_COLUMNS = frozenset({"value", "printed", "expected", "actual"})
"""Columns that hold what is printed: there a sign with Chinese words alone (`=万元`) stays as it is, too."""

_SIGNS = "=+\\-@\t\r\n＝＋－＠"
_RUNS = re.compile(f"{MARK}*[{_SIGNS}]")
_BETWEEN = "\0"
_ANY_RUNS = re.compile(f"(?:^|{_BETWEEN}){MARK}*[{_SIGNS}]")
_MARKED = re.compile(f"{MARK}+[{_SIGNS}]")
MARKED_CELL = f"^{MARK}({MARK}*[{_SIGNS}])"
"""The beginning of a guarded cell and, as the group, what is left of it without the guard."""
_NUMBER = re.compile(r"[=+＝＋－-]{0,2}[≥≤<>]?\d[\d,.]*[%％‰]?")
_CONDITION = re.compile(r"[=+＝＋－-]{1,2}[≥≤<>]?[\d,.]*[%％‰℃㎡\u4e00-\u9fff]*")


def guard_cell(text: str, column: str = "") -> str:
    """Return `text` as it stands in a CSV cell of `column`."""
    if not _RUNS.match(text) or _NUMBER.fullmatch(text):
        return text
    if column in EXACT_COLUMNS and _CONDITION.fullmatch(text):
        return text
    return MARK + text


def guard_row(cells: tuple[str, ...], names: tuple[str, ...]) -> Sequence[str]:
    """Return the cells of the columns `names` as they stand in a CSV file; most rows need no guard."""
    if not _ANY_RUNS.search(_BETWEEN.join(cells)):
        return cells
    return [guard_cell(cell, name) for cell, name in zip(cells, names, strict=True)]


def plain_cell(cell: str) -> str:
    """Return the text of a CSV cell: the inverse of `guard_cell`."""
    return cell[1:] if _MARKED.match(cell) else cell
