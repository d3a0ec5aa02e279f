"""Numbers in a form's analysis texts: the money, the rate, the satisfaction, and the indicators named there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from site_builder.forms.selfeval.scribe import Scribe
from site_builder.forms.selfeval.tokens import Token
from site_builder.model.report import Indicator
from site_builder.numbers import find_numbers, parse_value

_AMOUNT = r"\s*([\d,]+(?:\.\d+)?)\s*(万元|亿元|元)"
_RATE = r"(?:情况)?(?:已|均)?(?:达到|达|为|是)?了?\s*([\d.]+)\s*(%|％)"
_TERMS = (
    ("项目预算资金", re.compile(r"(?:项目|年初|全年)预算(?:资金|数)?(?:为|共|是)?" + _AMOUNT)),
    ("实际到位资金", re.compile(r"实际到位(?:资金|数)?(?:为|是)?" + _AMOUNT)),
    ("实际支出", re.compile(r"实际(?:支出|执行|使用)(?:资金|数)?(?:为|是)?" + _AMOUNT)),
    ("预算执行率", re.compile(r"(?:预算)?执行率" + _RATE)),
    ("满意度", re.compile(r"满意度(?:均|已)?" + _RATE)),
)
MAX_NAMES = 100
"""Indicators looked for in each text at most: real forms have 5 to 30, and time must grow with size only."""
_LINK = re.compile(r"(?:达到|达|为|是|共|:|：)?\s*")


def read_numbers(token: Token, scribe: Scribe, subject: str, indicators: Sequence[Indicator]) -> None:
    """Write the terms that stand in one analysis text, as printed there, also when the table says otherwise."""
    text = token.text
    for item, pattern in _TERMS:
        for match in pattern.finditer(text):
            value = parse_value(match[1], match[2].replace("％", "%"))
            scribe.fact(token, subject, item, value)
    for indicator in indicators[:MAX_NAMES]:
        _read_indicator(token, scribe, indicator)


def _read_indicator(token: Token, scribe: Scribe, indicator: Indicator) -> None:
    """`安全监管检查车辆22辆`: an indicator's name with its number right behind."""
    start = token.text.find(indicator.name)
    if start < 0 or len(indicator.name) < 4 or indicator.name.endswith("满意度"):
        return
    link = _LINK.match(token.text, start + len(indicator.name))
    behind = link.end() if link else start + len(indicator.name)
    number = next(find_numbers(token.text[behind : behind + 24]), None)
    if number is None or number.start or not number.unit or number.unit == "年":
        return
    item = "比率" if number.unit == "%" else "数量"
    scribe.fact(token, indicator.name, item, parse_value(number.printed, number.unit), path=indicator.path)
