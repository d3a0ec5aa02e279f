"""Rows of a table that was copied as running text: a code or a label, and the values behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from site_builder.readers.packed.tokens import Kind, Token
from site_builder.readers.packed.wrapped import unwrap

_TOTAL = re.compile(r"(?:本年)?(?:收入|支出)?(?:合计|总计)|小计|(?:人员|公用)经费合计|结余分配")
_NUMERAL = re.compile(
    r"(?:[（(]?[一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]|[（(]?\d{1,2}(?:[.、．]|[)）]))(?P<rest>.*)"
)
_HEAD_WORD = re.compile(
    r"项目?|目|类|款|类款项?|栏次|行次|(?:支出)?功能分类科目编码|科目(?:编码|代码|名称)|编码|名称|(?:功能|经济)分类科目名称|合计|小计"
)
_LONGEST_TAIL = 14


@dataclass(slots=True)
class PackedRow:
    """A row: the tokens of its code and label, and those of its values."""

    code: Token | None = None
    label: list[Token] = field(default_factory=list)
    values: list[Token] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The label as one text."""
        return "".join(token.text for token in self.label)

    @property
    def first(self) -> Token:
        """The token that the row begins with."""
        return self.code or (self.label or self.values)[0]


@dataclass(slots=True)
class Packed:
    """What the text of a table holds: the words of its head, its rows, and how many texts it reaches over."""

    head: list[Token]
    rows: list[PackedRow]
    lines: int

    @property
    def head_text(self) -> str:
        """The head as one text."""
        return "".join(self.head_words)

    @property
    def head_words(self) -> list[str]:
        """The words of the head in the order they were copied."""
        return [token.text for token in self.head if token.kind is not Kind.NUMBER]

    @property
    def width(self) -> int:
        """How many values the fullest row has."""
        return max((len(row.values) for row in self.rows), default=0)


def is_total(text: str) -> bool:
    """Whether a label is that of a total."""
    return bool(_TOTAL.fullmatch(re.sub(r"\s", "", text)))


def is_numbered(text: str) -> bool:
    """Whether a label begins with the number of an item (一、 1. （一）)."""
    return bool(_NUMERAL.match(text))


def item_name(text: str) -> str:
    """Return a label without the number of its item."""
    match = _NUMERAL.fullmatch(text)
    return match["rest"] if match else text


def coded_rows(found: Sequence[Token]) -> Packed:
    """Return rows that begin with a code, and totals; text behind values goes on the label (wrapped cells)."""
    packed = Packed([], [], 0)
    row: PackedRow | None = None
    found = unwrap(found)
    for index, token in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        if token.kind is Kind.CODE:
            row = _begin(packed, PackedRow(token))
        elif token.kind is Kind.NUMBER:
            if row is None:
                packed.head.append(token)
            else:
                row.values.append(token)
        elif is_total(token.text) and following is not None and following.kind is Kind.NUMBER:
            row = _begin(packed, PackedRow(None, [token]))
        elif row is None:
            packed.head.append(token)
        elif not row.values:
            row.label.append(token)
        elif not (token.text in packed.head_words or _goes_on(row, token, following)):
            break
        packed.lines = max(packed.lines, token.line + 1)
    return packed


def _begin(packed: Packed, row: PackedRow) -> PackedRow:
    packed.rows.append(row)
    return row


def _goes_on(row: PackedRow, token: Token, following: Token | None) -> bool:
    """Whether a word behind values belongs to the table: the end of a wrapped label, or a head printed again."""
    if _HEAD_WORD.fullmatch(token.text):
        return True
    is_last = following is None or following.kind is Kind.NUMBER
    if is_last or token.line != row.values[-1].line + 1 or len(token.text) > _LONGEST_TAIL or row.code is None:
        return False
    row.label.append(token)
    return True


def listed_rows(found: Sequence[Token]) -> Packed:
    """Return rows of a label and its values, for tables without codes: every word is a label of its own.

    The first is a numbered item, one that opens the year, or one with a value; what stands before are heads.
    """
    packed = Packed([], [], 0)
    row: PackedRow | None = None
    numeral = False
    columns = {token.line for token in found if token.text in ("栏次", "行次")}
    found = [token for token in found if token.line not in columns or token.kind is Kind.WORD]
    for index, token in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        if token.text == "栏次":
            packed.head.append(token)
        elif token.kind is Kind.NUMBER:
            (packed.head if row is None else row.values).append(token)
        elif token.kind is Kind.CODE:
            break
        elif numeral and row is not None:
            row.label.append(token)
        elif row is None and not (is_numbered(token.text) or (following and following.kind is Kind.NUMBER)):
            packed.head.append(token)
        else:
            row = _begin(packed, PackedRow(None, [token]))
        match = _NUMERAL.fullmatch(token.text) if token.kind is Kind.WORD else None
        numeral = match is not None and not match["rest"]
        packed.lines = token.line + 1
    return packed


def bare_rows(found: Sequence[Token]) -> Packed:
    """Return the values of a table without labels (三公经费), a row a line."""
    packed = Packed([], [], 0)
    for token in found:
        if token.kind is Kind.NUMBER:
            if not packed.rows or packed.rows[-1].values[-1].line != token.line:
                packed.rows.append(PackedRow())
            packed.rows[-1].values.append(token)
        elif packed.rows:
            break
        else:
            packed.head.append(token)
        packed.lines = token.line + 1
    return packed
