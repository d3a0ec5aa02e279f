"""The heading of an indicator block: which columns it names, for one term or two, and which are an office's own."""

from __future__ import annotations

import re

from site_builder.forms.selfeval.align import Columns
from site_builder.forms.selfeval.layouts import Layout
from site_builder.forms.selfeval.tokens import Kind, Row, Token
from site_builder.spellings import INDICATOR_COLUMNS, spelled

LEVELS = ("level1", "level2", "level3")
VALUES = ("initial_target", "target", "adjusted_target", "actual")
_LISTED = ("bureau", "project", "budget", "goal")
"""Columns that only a list of projects has."""
_REMARK = re.compile(r"\([^()]*\)$")
_LONGEST_HEAD = 24


def read_heading(row: Row) -> Columns | None:
    """Return the columns of an indicator heading, None when the row is none.

    Two headings of one meaning (a spoiled heading) keep the first; an actual value's second heading is its
    explanation. In a list of projects a goal (年度目标) stands before the levels. Where no third level is printed, the deepest level is what names an indicator.
    """
    names: list[str] = []
    positions: list[int | None] = []
    for token in row:
        name = _column_name(token)
        if name == "actual" and name in names:
            name = "explanation"
        if name == "target" and "project" in names and not set(names) & set(LEVELS):
            name = "goal"
        if name == "weight" and name in names and "level3" in names[names.index(name) :]:
            place = names.index(name)  # each level has points of its own: the last are the indicator's
            del names[place], positions[place]
        if name and name not in names:
            names.append(name)
            positions.append(token.col)
    levels = sum(name in LEVELS for name in names)
    if "level3" not in names and levels:
        deepest = "level2" if "level2" in names else "level1"
        names[names.index(deepest)] = "level3"
    if levels >= 2 or (levels and len(names) >= 4 and any(name in names for name in VALUES)):
        return Columns(tuple(names), tuple(positions))
    return None


def _column_name(token: Token) -> str:
    """The column a heading names, also with a remark in brackets behind it (`预期指标值(包含数字及文字描述)`)."""
    return spelled(token.folded, INDICATOR_COLUMNS) or spelled(_REMARK.sub("", token.folded), INDICATOR_COLUMNS)


def other_columns(row: Row) -> dict[int, str]:
    """The columns of a heading that have a name of their own office's making, by their place."""
    names = [_column_name(token) for token in row]
    first = next((place for place, name in enumerate(names) if name in LEVELS), len(row))
    others = {
        token.col: token.text
        for token, name in zip(row[first:], names[first:], strict=True)
        if not name and token.kind in (Kind.SHORT, Kind.LONG) and len(token.folded) <= _LONGEST_HEAD
    }
    return others | _points_of_levels(row, names)


def _points_of_levels(row: Row, names: list[str]) -> dict[int, str]:
    """Columns of points that stand behind a level each, where the indicator has a column of its own."""
    if names.count("weight") < 2 or "level3" not in names:
        return {}
    before = range(1, names.index("level3"))
    return {row[n].col: names[n - 1] for n in before if names[n] == "weight" and names[n - 1] in LEVELS}


def part_terms(row: Row) -> tuple[Row, Row]:
    """Part a heading that prints its columns twice, for two terms side by side (中期目标, 年度目标)."""
    seen: set[str] = set()
    for place, token in enumerate(row):
        name = spelled(token.folded, INDICATOR_COLUMNS)
        if name in LEVELS and name in seen and "target" in seen:
            return row[:place], row[place:]
        seen.add(name)
    return row, ()


def widen(columns: Columns | None, layout: Layout) -> Columns:
    """Return all of the layout's columns, those that the heading printed at their place; a list's own come first."""
    printed = dict(zip(columns.names, columns.positions, strict=True)) if columns else {}
    names = (*(name for name in printed if name in _LISTED), *layout.indicators)
    return Columns(names, tuple(printed.get(name) for name in names))
