"""Dates that stand alone on a line: the report's own date."""

from __future__ import annotations

import re

from site_builder.text import fold

_ALONE = re.compile(r"^(20\d\d)年(\d{1,2})月(?:(\d{1,2})日)?$")
_CHINESE = re.compile(
    r"^([二〇零○０-９一三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})日)?$"
)
_DIGITS = {"〇": "0", "零": "0", "○": "0", "一": "1", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6", "七": "7",
           "八": "8", "九": "9"}  # fmt: skip


def parse_date(text: str) -> str:
    """Return the ISO date (or year and month) that the whole line is, empty when it is none."""
    line = fold(text)
    match = _ALONE.match(line)
    if match:
        return _iso(match[1], int(match[2]), int(match[3] or 0))
    match = _CHINESE.match(line)
    if match and all(ch in _DIGITS for ch in match[1]):
        year = "".join(_DIGITS[ch] for ch in match[1])
        return _iso(year, _chinese_number(match[2]), _chinese_number(match[3] or ""))
    return ""


def _iso(year: str, month: int, day: int) -> str:
    if not 1 <= month <= 12 or day > 31:
        return ""
    return f"{year}-{month:02d}-{day:02d}" if day else f"{year}-{month:02d}"


def _chinese_number(text: str) -> int:
    """Return 1 to 31 of 十二, 二十, 三十一."""
    if "十" not in text:
        return int(_DIGITS.get(text, "0"))
    tens, ones = text.split("十", 1)
    return int(_DIGITS.get(tens, "1")) * 10 + int(_DIGITS.get(ones, "0"))
