"""Words, codes and numbers of a table that was copied as running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Kind(StrEnum):
    """What a token is."""

    WORD = "word"
    CODE = "code"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a code or a printed value; `line` is the index of the text it stands in."""

    kind: Kind
    text: str
    locator: str
    line: int


_NUMBER = r"[-−]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?"
_VALUE = re.compile(rf"{_NUMBER}%?|—+|－+|-+")
_LOST = re.compile(r"[?？\\/*]+")
_CODED = re.compile(r"[\[【(（]?(?P<code>\d{3}|\d{5}|\d{7})[\]】)）]?(?P<rest>[“\u4e00-\u9fff].*)")
_DATE = re.compile(r"\d+\s?[年月日个项家户张辆]")
_ITEM = re.compile(r"[（(]?\d{1,2}(?:[.、．](?!\d)|[）)])")
_LEADING = re.compile(rf"(?P<number>{_NUMBER})(?P<rest>[^\d.,，%].*)")
_TRAILING = re.compile(
    r"(?P<rest>.*[\u4e00-\u9fff）)”])(?P<number>[-−]?\d{1,3}(?:[,，]\d{3})*\.\d{2}|[-−]?\d{1,3}(?:[,，]\d{3})+|[-−]?\d+\.\d{2})"
)
_CODE_PARTS = ((3, 2, 2), (3, 2, 1), (3, 1, 2), (3, 1, 1), (3, 2), (3, 1), (3,), (5,), (7,))
_LABELLESS = re.compile(
    r"(?:\d{7}|\d{5}|\d{3}(?:\s\d{1,2}){0,2})(?=\s+(?:[-\d,]+\.\d|\d{1,3},\d{3}|—))|(?:\d{5}|\d{7})$"
)


def tokens(text: str, locator: str, line: int) -> list[Token]:
    """Return the tokens of one text in order."""
    found: list[Token] = []
    labelless = _LABELLESS.match(text.strip())
    if labelless:
        code = "".join(part.zfill(2) for part in labelless[0].split())
        found.append(Token(Kind.CODE, code, locator, line))
        text = text.strip()[labelless.end() :]
    for chunk in text.split():
        found += [Token(kind, part, locator, line) for kind, part in _parts(chunk)]
    return _with_codes(found)


def _parts(chunk: str) -> Iterator[tuple[Kind, str]]:
    """Part what nothing stands between: 47,483,458一、社会保障支出, 其中：基本支出结转45.03, [2040401]行政运行."""
    if _LOST.fullmatch(chunk):
        return
    if _VALUE.fullmatch(chunk):
        yield Kind.NUMBER, chunk
        return
    coded = _CODED.fullmatch(chunk)
    if coded and not _DATE.match(chunk):
        yield Kind.CODE, coded["code"]
        yield from _parts(coded["rest"])
        return
    leading = _LEADING.fullmatch(chunk)
    if leading and not _DATE.match(chunk) and not _ITEM.match(chunk):
        yield Kind.NUMBER, leading["number"]
        yield from _parts(leading["rest"])
        return
    trailing = _TRAILING.fullmatch(chunk)
    if trailing:
        yield from _parts(trailing["rest"])
        yield Kind.NUMBER, trailing["number"]
        return
    yield Kind.WORD, chunk


def _with_codes(found: Sequence[Token]) -> list[Token]:
    """Make codes of the whole numbers in front of a word: 208 05 01 行政单位离退休."""
    joined: list[Token] = []
    for token in found:
        if token.kind is Kind.WORD and not _ITEM.match(token.text):
            count = _code_parts(joined)
            if count:
                parts = joined[-count:]
                code = "".join(part.text.zfill(2) for part in parts)
                joined[-count:] = [replace(parts[0], kind=Kind.CODE, text=code)]
        joined.append(token)
    return joined


def _code_parts(before: Sequence[Token]) -> int:
    """Return how many tokens make a code; one that lost its leading nought only where nothing stands before it."""
    for sizes in _CODE_PARTS:
        last = before[-len(sizes) :]
        if 1 in sizes and len(before) != len(sizes):
            continue
        if len(last) == len(sizes) and all(
            token.kind is Kind.NUMBER and token.text.isdigit() and len(token.text) == size
            for token, size in zip(last, sizes, strict=True)
        ):
            return len(sizes)
    return 0
