"""Folding of printed Chinese text: width, look-alike radicals, white space."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# CJK radical characters that NFKC leaves alone although they look like the unified ideograph (handbook §9).
RADICALS = {
    "⻔": "门", "⻋": "车", "⻓": "长", "⻅": "见", "⻉": "贝", "⻚": "页", "⻛": "风", "⻜": "飞",
    "⻢": "马", "⻥": "鱼", "⻦": "鸟", "⻩": "黄", "⻬": "齐", "⻮": "齿", "⻰": "龙", "⻳": "龟",
    "⻄": "西", "⻆": "角", "⻘": "青", "⻝": "食", "⻣": "骨", "⻤": "鬼", "⺀": "冫", "⺟": "母",
    "⺠": "民", "⻁": "虎", "⻧": "卤", "⻨": "麦", "⻫": "斉", "⻭": "歯", "⻯": "竜", "⻲": "亀",
    "⺌": "小", "⺮": "竹", "⺼": "肉", "⻊": "足", "⻌": "辶", "⻖": "阝", "⻗": "雨", "⻙": "韦",
}  # fmt: skip
# Kangxi radicals have compatibility forms; folding them here keeps shown text readable without NFKC's other changes.
KANGXI = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_RADICAL_TABLE = str.maketrans(RADICALS | KANGXI)
_SPACES = re.compile(r"\s+")


def fold(text: str) -> str:
    """Return `text` with width and radicals folded and all white space removed, for comparing labels."""
    return _fold_label(text) if len(text) <= _LABEL_LENGTH else _fold(text)


def _fold(text: str) -> str:
    return _SPACES.sub("", unicodedata.normalize("NFKC", text).translate(_RADICAL_TABLE))


# Labels come again and again (each reader compares the same cells); long paragraphs do not and would fill the memory.
_LABEL_LENGTH = 64
_fold_label = lru_cache(maxsize=65536)(_fold)


def whole_number(text: str | None, most: int) -> int | None:
    """Return the whole number that a mark of a file gives, at most `most`; None when it gives none.

    Python refuses to turn thousands of digits into a number, and a file may hold them.
    """
    if not text or not text.isdecimal():
        return None
    digits = text.lstrip("0")
    return most if len(digits) > len(str(most)) else min(int(digits or "0"), most)


def clean(text: str) -> str:
    """Return `text` with radicals folded and runs of white space made one space, for showing."""
    return _SPACES.sub(" ", text.translate(_RADICAL_TABLE)).strip()
