"""Parsing of printed numbers into exact values; nothing else in the project turns text into numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import lru_cache

from site_builder.model.value import Status, Value

NOT_APPLICABLE = frozenset({"-", "--", "---", "—", "——", "———", "－", "－－", "/", "×", "不适用"})
"""Printed marks that mean a value cannot exist here (for example 309 and 311 in 公开06表)."""

UNITS = (
    "万元", "亿元", "千元", "百万元", "元/人/月", "元/人", "元/天", "元/月", "元", "%", "％", "‰", "个百分点",
    "人次", "人", "名", "户", "家次", "家", "个", "辆", "台套", "台", "套", "部", "件", "批次", "批", "次", "项", "起",
    "天", "月", "年", "小时", "平方米", "㎡", "公里", "亩", "吨", "公斤", "分", "份", "册", "场", "期", "处", "座", "支",
    "顶", "床", "路", "条", "宗", "所", "间", "场次", "篇", "张", "块", "株", "米", "立方米", "头", "只", "只/头", "本",
    "盏", "架", "株", "棵", "根", "艘", "瓶", "箱", "盒", "幅", "枚", "公顷", "平方公里", "学时", "课时", "元/次",
    "厘米", "毫米", "千克", "例", "种", "类", "万亩", "万人", "万人次", "万户", "万份", "万册", "万吨", "万次", "万平方米",
    "万立方米", "万公里", "万米", "万台", "万套", "万件", "万只", "万头", "万株", "万家", "万个", "万名", "万条", "万张", "万公顷",
    "栋", "幢", "眼", "剂次", "剂", "万剂次", "万剂", "人天", "亩次", "班次", "车次", "趟", "则", "期次", "元/亩", "元/户", "元/平方米", "元/㎡", "元/公里", "元/年", "元/人/年", "元/人次", "元/台", "元/套", "元/吨",
    "元/辆", "元/件", "元/个", "元/栋", "万元/公里", "万元/年", "万元/个", "元/人·月", "元/人月",
    "m2", "m3", "km2", "hm2", "km", "kg", "hm", "ha", "cm", "mm", "m", "t", "°C", "dB", "kW", "kWh", "GB", "TB", "Mbps",
    "万m2", "万m3", "万t", "万kg", "万kWh", "元/m2", "元/m3",
)  # fmt: skip
_SHOWN = {
    "m2": "㎡",
    "m3": "m³",
    "km2": "km²",
    "hm2": "hm²",
    "°C": "℃",
    "万m2": "万㎡",
    "万m3": "万m³",
    "元/m2": "元/㎡",
    "元/m3": "元/m³",
}
"""Units that folding takes apart, as they are printed."""
_UNIT_ALTERNATION = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))

MOST_DIGITS = 24
"""The longest number that is read as one; the nation's budget in 分 has 16 digits. More are a row of digits: dirt of a
scanner, or numbers run together."""
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_COMPARATORS = {
    ">=": "≥", "≥": "≥", "≧": "≥", "⩾": "≥", "不少于": "≥", "不小于": "≥", "不低于": "≥", "大于等于": "≥", "大于或等于": "≥",
    "<=": "≤", "≤": "≤", "≦": "≤", "⩽": "≤", "不超过": "≤", "不高于": "≤", "不大于": "≤", "小于等于": "≤", "小于或等于": "≤",
    ">": ">", "大于": ">", "<": "<", "小于": "<", "==": "=", "=": "=", "等于": "=", "→": "=", "—": "=", "≈": "=",
}  # fmt: skip
_COMPARATOR = "|".join(sorted(map(re.escape, _COMPARATORS), key=len, reverse=True))
_WHOLE = re.compile(
    rf"^(?P<op>{_COMPARATOR})?(?P<sign>[-+(])?(?P<number>{_NUMBER})(?P<close>\))?(?P<unit>{_UNIT_ALTERNATION})?(?P<bound>(?:及|\(含\))?(?:以上|以下|以内))?$"
)
_FOUND = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<unit>{_UNIT_ALTERNATION})?")
_WIDE_CONTEXT = Context(prec=4 * MOST_DIGITS)
_LATEX = re.compile(r"\\geq?|\\leq?|\\%|\\times|\\text\{([^}]*)\}|\$")
_LATEX_TEXT = {"\\geq": "≥", "\\ge": "≥", "\\leq": "≤", "\\le": "≤", "\\%": "%", "\\times": "×", "$": ""}


def fold_number_text(text: str) -> str:
    """Return `text` with full-width digits, commas, minus signs and LaTeX leftovers made plain; spaces removed."""
    if "\\" in text or "$" in text:
        text = _LATEX.sub(lambda m: m[1] if m[1] is not None else _LATEX_TEXT[m[0]], text)
    text = unicodedata.normalize("NFKC", text).replace("−", "-").replace("，", ",")
    return re.sub(r"\s+", "", text)


def decimal_text(number: Decimal) -> str:
    """Return the number as printed in exports: plain notation, printed decimals kept."""
    return format(number, "f")


def rounded(number: Decimal, step: str = "0.01", rounding: str = ROUND_HALF_EVEN) -> Decimal:
    """Return `number` rounded to `step`; what printed numbers give may have more digits than Decimal's own 28."""
    return number.quantize(Decimal(step), rounding, _WIDE_CONTEXT)


def _exact(printed: str) -> Decimal | None:
    digits = printed.replace(",", "")
    return Decimal(digits) if len(digits) - ("." in digits) <= MOST_DIGITS else None


def _bound(printed: str | None) -> str:
    if not printed:
        return ""
    return "≥" if printed.endswith("以上") else "≤"


@lru_cache(maxsize=65536)
def parse_value(text: str, unit: str = "") -> Value:
    """Interpret a whole cell.

    `unit` is the table's or column's unit, used when the cell prints none. A cell that is no number is TEXT;
    blank is EMPTY; `——` is NA. Never raises.
    """
    printed = text.strip()
    plain = fold_number_text(printed)
    if not plain:
        return Value(Status.EMPTY, printed, "", unit=unit)
    if plain in NOT_APPLICABLE:
        return Value(Status.NA, printed, printed, unit=unit)
    match = _WHOLE.match(plain)
    if not match or (match["sign"] == "(") != bool(match["close"]):
        return Value(Status.TEXT, printed, re.sub(r"\s+", " ", printed), unit="")
    number = _exact(match["number"])
    if number is None:
        return Value(Status.TEXT, printed, re.sub(r"\s+", " ", printed), unit="")
    if match["sign"] in ("-", "("):
        number = -number
    comparator = _COMPARATORS.get(match["op"] or "", "") or _bound(match["bound"])
    status = Status.ZERO if number == 0 else Status.NUMERIC
    own_unit = _SHOWN.get(match["unit"], match["unit"]) or unit
    return Value(status, printed, comparator + decimal_text(number), number, own_unit, comparator)


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number inside running text: `start` and `end` are offsets of the number itself in the text searched."""

    start: int
    end: int
    printed: str
    number: Decimal
    unit: str


_WIDE = str.maketrans("０１２３４５６７８９．，％", "0123456789.,%")


def find_numbers(text: str) -> Iterator[FoundNumber]:
    """Yield every number in running text with the unit printed right behind it; offsets fit `text`."""
    for match in _FOUND.finditer(text.translate(_WIDE)):
        start, end = match.span("number")
        number = _exact(match["number"])
        if number is not None:
            yield FoundNumber(start, end, text[start:end], number, (match["unit"] or "").replace("％", "%"))
