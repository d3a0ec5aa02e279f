"""The grammar of an indicator row: which kinds of text may follow each other, as one expression a set of columns.

Each piece is one letter: `1` `2` `a` a level (a: either), `n` a number, `z` nought, `p` points, `r` a rate, `q` a condition or another
quantity, `c` a comparator, `u` a unit, `w` words, `l` a sentence, `-` nothing, `b` a blank cell,
`t` the end, `x` a weight whose level is lost, or the label of the block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from site_builder.model.value import Status
from site_builder.numbers import UNITS, parse_value
from site_builder.readers.loose.words import is_block_label, is_remark, is_total, level

LEVELS = ("level1", "level2", "level3")
_REMARKS = frozenset({"reason", "explanation", "content", "core"})
_NAME = "[wlu]"
_LIKE_A_LEVEL = "(?<=[2a])[1a](?=[cnzqr])"
"""An indicator that is called what its levels are (满意度)."""
_FITS = {
    "nature": "[cw]",
    "unit": "[uw]",
    "weight": "[nzpr-]",
    "score": "[nzpr-]",
    "coefficient": "[nzr-]",
    "core": "[w-]",
    "reason": "[wlz-]",
    "content": "[wl-]",
    "explanation": "[wl-]",
}
_VALUE = "[nzqrpwlu-]"
_LOSS = {"target": 2.5, "initial_target": 2.5, "weight": 3.5, "actual": 2.4, "adjusted_target": 2.4, "score": 3.0}
"""What it costs to read a row without a column: columns that offices leave blank cost least."""
_MOST_LOST = 4
_MOST_COLUMNS = 12
_COMPARATOR = re.compile(r"[≥≤><=≧≦═]|>=|<=|定性|大于等于|小于等于|等于|大于|小于|正向(?:指标)?|反向(?:指标)?")
_NOTE = re.compile(r"\(\d{1,3}分?\)")
_SENTENCE = re.compile(r"[。；;]|[，,].*[，,]")
_UNITS = frozenset(UNITS) | {"百分比", "种", "类", "例", "元/年", "元/月"}
_LONG = 40


@lru_cache(maxsize=16384)
def letter(folded: str) -> str:
    """Return the letter of a piece in the indicator block."""
    if not folded:
        return "b"
    found = level(folded)
    if found:
        return found
    if folded == "0":
        return "z"
    if _NOTE.fullmatch(folded) or is_block_label(folded):
        return "x"
    if is_total(folded) or is_remark(folded):
        return "t"
    if _COMPARATOR.fullmatch(folded):
        return "c"
    if folded in _UNITS:
        return "u"
    value = parse_value(folded)
    if value.status in (Status.NUMERIC, Status.ZERO):
        if value.comparator or value.unit not in ("", "分", "%"):
            return "q"
        return {"": "n", "分": "p", "%": "r"}[value.unit]
    if value.status is Status.NA:
        return "-"
    return "l" if len(folded) > _LONG or _SENTENCE.search(folded) else "w"


def match_row(
    letters: str, here: int, columns: tuple[str, ...], exact: bool, whole: bool = False
) -> list[tuple[str, int]] | None:
    """Return (column, position) of the pieces of the row that begins at `here`, None when none does.

    `exact` means that blank cells are pieces too (where they do not fit, they are passed over), `whole` that no column may be left out. Readings without a column are tried after those with all, and
    readings after which a whole row follows before the others.
    """
    for blanks in ("cells", "skipped") if exact else ("none",):
        for strict in (True, False):
            for values in _readings(columns, blanks == "cells")[: 1 if whole else None]:
                found = _row_pattern(values, columns, strict, blanks).match(letters, here)
                if found:
                    names = ("level1", "level2", "level3", *values)
                    places = [(name, found.start(name)) for name in names if found.start(name) >= 0]
                    return [(name, at) for name, at in places if letters[at] != "b"]
    return None


def end_of(places: Sequence[tuple[str, int]], letters: str, exact: bool) -> int:
    """Return the position behind a row; blank cells behind it belong to it."""
    end = max(at for _, at in places) + 1
    while exact and letters[end : end + 1] == "b":
        end += 1
    return end


@lru_cache(maxsize=64)
def _readings(columns: tuple[str, ...], exact: bool) -> tuple[tuple[str, ...], ...]:
    values = tuple(name for name in columns if name not in LEVELS)
    if exact:
        return (values,)
    core = tuple(name for name in values if name not in _REMARKS)
    lost = [
        (sum(_LOSS.get(name, 1.0) for name in dropped), dropped)
        for size in range(min(len(core), _MOST_LOST + 1))
        for dropped in combinations(core, size)
    ]
    return tuple(tuple(n for n in values if n not in dropped) for _, dropped in sorted(lost, key=lambda one: one[0]))


@lru_cache(maxsize=512)
def _row_pattern(values: tuple[str, ...], columns: tuple[str, ...], strict: bool, blanks: str) -> re.Pattern[str]:
    blank = "" if blanks == "none" else "b*"
    name = f"{_NAME}|{_LIKE_A_LEVEL}" + ("|b" if blanks == "cells" else "")
    head = rf"{blank}(?P<level1>[1a])?{blank}(?P<level2>[2a])?{blank}(?P<level3>{name})"
    whole = "".join(_fits(name) for name in columns if name not in LEVELS and name not in _REMARKS)
    following = rf"[12atxE]|{_NAME}{whole}(?![nzprq-])" if strict else rf"[12atxE]|{_NAME}"
    body = "".join(_slot(name, blanks) for name in values)
    return re.compile(rf"{head}{body}(?={blank}(?:{following}))")


def _slot(name: str, blanks: str) -> str:
    fits = _fits(name)
    if blanks == "cells":
        return rf"(?P<{name}>{fits}|b)"
    blank = "b*" if blanks == "skipped" else ""
    return rf"(?:{blank}(?P<{name}>{fits}))??" if name in _REMARKS else rf"{blank}(?P<{name}>{fits})"


def _fits(name: str) -> str:
    return _FITS.get(name, _VALUE)


def letters_of(folded: Iterator[str], exact: bool = False) -> str:
    """Return the letters of all pieces, with the end marked; where blank cells count, the last row's may be cut off."""
    return "".join(map(letter, folded)) + ("b" * _MOST_COLUMNS if exact else "") + "E"
