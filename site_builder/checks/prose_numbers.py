"""Numbers in running text with what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from site_builder.checks.arithmetic import HALF
from site_builder.checks.audit import Passage
from site_builder.model.value import YUAN_PER_UNIT

NUMBER = r"(?P<number>\d[\d,]*(?:\.\d+)?)"
MONEY = NUMBER + r"\s*(?P<unit>亿元|万元|元)"
PERCENT = NUMBER + r"\s*[%％]"
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


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield offset and text of every sentence."""
    return ((match.start(), match[0]) for match in _SENTENCE.finditer(text))
