"""Telling headings from running text by their wording, for files whose markup does not say it."""

from __future__ import annotations

import re

from site_builder.text import fold

MAX_TITLE = 46
_PART = re.compile(r"^第[一二三四五六七八九十]{1,3}(?:部分|章|篇)")
_CHAPTER = re.compile(r"^[一二三四五六七八九十]{1,3}、")
_SECTION = re.compile(r"^[(（][一二三四五六七八九十]{1,3}[)）]")
_TABLE = re.compile(r"^[^。；;]*(?:表|自评表|明细表)(?:[(（][^()（）]{1,24}[)）])?$")
_REPORT = re.compile(r"(?:20\d\d|[〇○]).*(?:决算|预算|报告|公开|说明|自评|情况|目录)(?:[(（][^()（）]{1,20}[)）])?$")
_APPENDIX = re.compile(r"^附[件表]?[\d一二三四五六七八九十]{0,3}[:：]?$")
_SENTENCE = re.compile(r"[。;!]|,.*,")


def title_level(text: str) -> int | None:
    """Return the level of a line that reads as a heading, None for running text.

    1 part or report title, 2 chapter (一、) or table title, 3 section (（一）).
    """
    plain = fold(text)
    if not plain or len(plain) > MAX_TITLE or _SENTENCE.search(plain):
        return None
    if _PART.match(plain) or (_REPORT.search(plain) and "," not in plain):
        return 1
    if _CHAPTER.match(plain) or _APPENDIX.match(plain):
        return 2
    if _SECTION.match(plain):
        return 3
    return 2 if is_table_title(plain) else None


def is_table_title(text: str) -> bool:
    """Return whether a line reads as the title of a table (收入支出决算总表, 项目支出绩效自评表（2024年度）)."""
    plain = fold(text)
    return 3 < len(plain) <= MAX_TITLE and bool(_TABLE.match(plain)) and ":" not in plain and not plain.startswith("注")
