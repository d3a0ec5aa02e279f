"""Numbers in running text with what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from site_builder.checks.arithmetic import HALF, operand
from site_builder.checks.audit import Passage
from site_builder.model.report import Fact
from site_builder.model.value import YUAN_PER_UNIT

NUMBER = r"(?P<number>\d[\d,]*(?:\.\d+)?)"
MONEY = NUMBER + r"\s*(?P<unit>亿元|万元|元)"
PERCENT = NUMBER + r"\s*[%％]"
RATE = re.compile(r"(?:预算)?执行率(?:仅为|约为|达到了?|达|为|是|[:：])?\s*" + PERCENT)
BUDGET = re.compile(r"预算(?:资金|金额|数|总额)(?:总额)?(?:共计|共|为|是|[:：])?\s*" + MONEY)
SPENT = re.compile(r"(?:实际支出|实际支付|实际执行|全年执行数|支出资金)(?:资金)?(?:共计|共|了|为|是|[:：])?\s*" + MONEY)
_SENTENCE = re.compile(r"[^。；;!！?？\n]+[。；;!！?？\n]?")


@dataclass(frozen=True, slots=True)
class Said:
    """A number said in a passage: in yuan for money; `room` is half of its last printed digit."""

    number: Decimal
    room: Decimal
    printed: str
    locator: str
    start: int


def said(passage: Passage, match: re.Match[str]) -> Said:
    """Return the number of a match with groups `number` and, for money, `unit`."""
    text = match["number"].replace(",", "").rstrip(".")
    unit = match.groupdict().get("unit") or ""
    factor = YUAN_PER_UNIT.get(unit, Decimal(1))
    number = Decimal(text)
    exponent = number.as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    room = HALF * Decimal(1).scaleb(-digits) * factor
    return Said(number * factor, room, match["number"] + unit, passage.locator_at(match.start("number")), match.start())


def find_said(passage: Passage, pattern: re.Pattern[str]) -> Iterator[Said]:
    """Yield every number that a pattern finds in a passage."""
    return (said(passage, match) for match in pattern.finditer(passage.text))


def first_said(passage: Passage, pattern: re.Pattern[str]) -> Said | None:
    """Return the first number that a pattern finds."""
    return next(find_said(passage, pattern), None)


def tells_row(passage: Passage, rate: Fact, executed: Fact, budget: Fact) -> bool:
    """Return whether a text tells a money row's budget, spending and rate as the table prints them."""
    for pattern, fact in ((RATE, rate), (SPENT, executed), (BUDGET, budget)):
        told, known = first_said(passage, pattern), operand(fact)
        if told is None or known is None or abs(told.number - known.number) > told.room + known.room:
            return False
    return True


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield offset and text of every sentence."""
    return ((match.start(), match[0]) for match in _SENTENCE.finditer(text))
