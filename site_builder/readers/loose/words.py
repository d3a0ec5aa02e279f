"""What a text in a form can be, told from the shared spellings: a level, a column, a label of the head, a result."""

from __future__ import annotations

import re
from functools import lru_cache

from site_builder.spellings import (
    ACHIEVED,
    ANALYSIS_SECTION,
    GOAL_SECTION,
    HEAD_LABELS,
    INDICATOR_COLUMNS,
    INDICATOR_SECTION,
    LEVEL1,
    LEVEL2,
    MONEY_COLUMNS,
    MONEY_ROW,
    MONEY_SECTION,
    PLANNED,
    REMARK_LABEL,
    TOTAL,
    level_name,
    spelled,
)

_BRACKET = re.compile(r"\([^()]{0,14}\)$")
_LOOSE_COLUMNS = frozenset({"reason", "explanation", "content", "project", "goal", "bureau"})
"""Columns whose spellings also fit running text: they count beside other columns only."""


@lru_cache(maxsize=16384)
def level(folded: str) -> str:
    """Return "1", "2" or "a" (either) for the name of a level, empty for any other text."""
    if len(folded) > 20:
        return ""
    name = level_name(folded)
    if name in LEVEL1:
        return "a" if name in LEVEL2 else "1"
    return "2" if name in LEVEL2 else ""


@lru_cache(maxsize=16384)
def column(folded: str) -> str:
    """Return the identifier of an indicator column, empty for any other text."""
    return spelled(folded, INDICATOR_COLUMNS) if len(folded) <= 24 else ""


@lru_cache(maxsize=16384)
def money_column(folded: str) -> str:
    """Return the identifier of a money column, empty for any other text."""
    return spelled(folded, MONEY_COLUMNS) if len(folded) <= 24 else ""


def head_label(folded: str) -> str:
    """Return the standard name of a label of the head, empty for any other text."""
    text = folded.rstrip(":")
    return spelled(text, HEAD_LABELS) or spelled(_BRACKET.sub("", text), HEAD_LABELS) if len(text) <= 24 else ""


def goal_label(folded: str) -> str:
    """Return "planned" or "actual" for a heading of goals."""
    if len(folded) > 20:
        return ""
    if ACHIEVED.fullmatch(folded):
        return "actual"
    return "planned" if PLANNED.fullmatch(folded) else ""


def is_money_row(folded: str) -> bool:
    """Whether a text is the label of a row of money."""
    return len(folded) <= 20 and bool(MONEY_ROW.fullmatch(folded))


def is_section(folded: str) -> bool:
    """Whether a text is the label at the left of a block."""
    sections = (MONEY_SECTION, GOAL_SECTION, INDICATOR_SECTION)
    return len(folded) <= 24 and any(section.fullmatch(folded) for section in sections)


def is_block_label(folded: str) -> bool:
    """Whether a text is the label at the left of the indicators."""
    return len(folded) <= 24 and bool(INDICATOR_SECTION.fullmatch(folded))


def is_total(folded: str) -> bool:
    """Whether a text heads the row of the form's result."""
    return len(folded) <= 10 and bool(TOTAL.fullmatch(folded))


def is_remark(folded: str) -> bool:
    """Whether a text is the label of a box below the indicators (评价结论, 存在问题, 改进措施)."""
    text = folded.rstrip(":")
    return len(text) <= 24 and bool(REMARK_LABEL.fullmatch(text) or ANALYSIS_SECTION.fullmatch(text))


@lru_cache(maxsize=16384)
def is_label(folded: str) -> bool:
    """Whether a text is a label that no running text contains as a word of its own."""
    if not 1 < len(folded) <= 24:
        return False
    name = column(folded)
    return bool(
        (name and name not in _LOOSE_COLUMNS and folded != "指标")
        or money_column(folded) not in ("", "reason")
        or level(folded)
        or head_label(folded)
        or goal_label(folded)
        or is_money_row(folded)
        or folded == "绩效指标"
    )
