"""Rows of a table as tokens: the filled cells, each with the kind of thing its text is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from unicodedata import is_normalized, normalize

from site_builder.model.document import Cell, Table
from site_builder.model.value import Status
from site_builder.numbers import NOT_APPLICABLE, UNITS, parse_value
from site_builder.spellings import HINT, LEVEL1, LEVEL2, level_name


class Kind(StrEnum):
    """What the text of a cell is, whatever column it stands in."""

    LEVEL1 = "一级指标"
    LEVEL2 = "二级指标"
    LEVEL_ANY = "一级或二级指标"
    CONDITION = "≥96%"
    BARE = "≥%"
    NUMBER = "10"
    QUANTITY = "100%"
    POINTS = "10分"
    DONE = "达成预期指标"
    COMPARATOR = "≥"
    UNIT = "万元"
    ABSENT = "——"
    SHORT = "保障"
    LONG = "因工作调整，未开展。"


_DONE = re.compile(
    r"(?:已|全部|基本|部分|未)?(?:达成|达到|完成|实现)(?:年度|预期|年初)?(?:指标|目标|值)?|按期提前|已?达标"
)
_BARE = re.compile(r"(?:[≥≤><=＝≈→—一]|>=|<=|==)+(.*)")
_COMPARATOR = re.compile(r"[≥≤><=≧≦═]|>=|<=|==|定性|大于|小于|等于|大于等于|小于等于|正向|反向")
_UNITS = frozenset(UNITS) | {"架", "元/人/天"}
_PERIODS = frozenset({"每月", "每季度", "每年", "每周"})
_CHAPTER = re.compile(r"^[一二三四五六七八九十]{1,2}、(?=\D)")
"""The number before the label of a form's part (一、基本情况)."""
_DIGIT = re.compile(r"\d")
LABEL_LENGTH = 80
"""Longer cells hold running text: they are compared with no label."""
LONG_TEXT = 13
"""Characters from which a text is a reason rather than a target (保障, 汛前汛后, 2024年12月底前)."""


@dataclass(frozen=True, slots=True)
class Token:
    """A filled cell: `folded` for comparing labels, `kind` for placing it."""

    cell: Cell
    folded: str
    kind: Kind

    @property
    def text(self) -> str:
        """The cleaned text."""
        return self.cell.text

    @property
    def col(self) -> int:
        """The grid column in which the cell starts."""
        return self.cell.col

    @property
    def locator(self) -> str:
        """The cell's place in the file."""
        return self.cell.locator


Row = tuple[Token, ...]


def buried_level1(folded: str) -> str:
    """Return the first level inside a label that swallowed its neighbours (`情况急效益指标`), empty if none."""
    if len(folded) <= 12:
        for name in ("产出指标", "效益指标", "满意度指标"):
            if folded.endswith(name) and folded != name and level_name(folded) not in LEVEL2:
                return name
    return ""


@lru_cache(maxsize=65536)
def kind_of(folded: str) -> Kind:
    """Return the kind of a folded text."""
    if len(folded) > 40:
        return Kind.LONG
    name = level_name(folded) if folded.endswith((")", "等")) else folded
    if name in LEVEL1 or name in LEVEL2:
        return _level_kind(name)
    if _DONE.fullmatch(folded):
        return Kind.DONE
    if _COMPARATOR.fullmatch(folded):
        return Kind.COMPARATOR
    return _value_kind(folded)


def _level_kind(name: str) -> Kind:
    if name in LEVEL1 and name in LEVEL2:
        return Kind.LEVEL_ANY
    return Kind.LEVEL1 if name in LEVEL1 else Kind.LEVEL2


def _value_kind(folded: str) -> Kind:
    if not _DIGIT.search(folded) and folded not in NOT_APPLICABLE:
        return _word_kind(folded)
    value = parse_value(folded)
    if value.status in (Status.NUMERIC, Status.ZERO):
        if value.comparator:
            return Kind.CONDITION
        if value.unit == "分":
            return Kind.POINTS
        return Kind.QUANTITY if value.unit else Kind.NUMBER
    return Kind.ABSENT if value.status is Status.NA else _word_kind(folded)


def _word_kind(folded: str) -> Kind:
    if folded in _UNITS:
        return Kind.UNIT
    bare = _BARE.fullmatch(folded)
    if bare:
        return Kind.BARE if bare[1] in _UNITS | _PERIODS else Kind.SHORT
    return Kind.LONG if len(folded) >= LONG_TEXT or folded.endswith(("。", ".", "；")) else Kind.SHORT


@lru_cache(maxsize=32768)
def _make_folded(text: str) -> str:
    """Width folded and white space removed; readers have folded radicals already."""
    if not is_normalized("NFKC", text):
        text = normalize("NFKC", text)
    return _CHAPTER.sub("", "".join(text.split()))


def make_token(cell: Cell) -> Token | None:
    """Return the token of a cell, None when the cell is blank."""
    text = cell.text
    if not text:
        return None
    if len(text) > LABEL_LENGTH:
        return Token(cell, text[:LABEL_LENGTH], Kind.LONG)
    folded = _make_folded(text)
    if "字以内" in folded and HINT.fullmatch(folded):
        return None
    return Token(cell, folded, kind_of(folded)) if folded else None


def rows_of(table: Table) -> Iterator[Row]:
    """Yield the rows of a table as tokens, blank rows left out."""
    rows: dict[int, list[Token]] = {}
    for cell in table.cells:
        token = make_token(cell)
        if token is not None:
            rows.setdefault(cell.row, []).append(token)
    for number in sorted(rows):
        yield tuple(sorted(rows[number], key=_column))


def _column(token: Token) -> int:
    return token.cell.col


def is_numeric(token: Token) -> bool:
    """Whether the token is a number with or without unit or comparator, or the mark that there is none."""
    return token.kind in (Kind.NUMBER, Kind.QUANTITY, Kind.POINTS, Kind.CONDITION, Kind.ABSENT)
