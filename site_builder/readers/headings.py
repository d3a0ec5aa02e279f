"""Recognising headings and titles in text without styles."""

from __future__ import annotations

import re
from dataclasses import replace

from site_builder.model.document import Block, Heading

_HAN = "一二三四五六七八九十"
_NUMBERED: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"第\s?[{_HAN}\d]{{1,3}}\s?(?:部分|篇|章)")),
    (2, re.compile(rf"[{_HAN}]{{1,3}}\s?[、.．]")),
    (3, re.compile(rf"[（(]\s?[{_HAN}]{{1,3}}\s?[)）][、.．]?")),
    (4, re.compile(r"\d{1,2}\s?[、.．](?!\d)")),
    (5, re.compile(r"[（(]?\d{1,2}[)）]")),
)
_STARTS_NUMBERED = re.compile(rf"[第（(\d{_HAN}]")
_SENTENCE = re.compile(r"[。；;！？!?]")
_PAUSE = re.compile(r"[，,：:]")
_AMOUNT = re.compile(r"\d\s*(?:亿元|万元|元|%|％|万)")
_EXPLAINS = re.compile(r"[：:]\s?(?:指|是指|反映)")
_LIMITS = {1: 50, 2: 45, 3: 45, 4: 45, 5: 30}

_TABLE_TITLE = re.compile(r"[^。；;：:，,！？<>|]{2,60}表\s?(?:[（(][^（）()]{1,24}[)）]\s?){0,3}")
_TABLE_WORDS = re.compile("决算|決算|预算|收支|收入|支出|自评|绩效|目标|明细|统计|情况|信息|数据|经费|采购|资产|指标")
_TABLE_NUMBER = re.compile(
    r"[（(]?公开\s?\d{1,2}(?:-\d)?\s?表[)）]?"
    rf"|[（(]?\s?附?表\s?[\d{_HAN}]{{1,2}}\s?[)）]?"
    rf"|附件\s?[\d{_HAN}]{{0,2}}"
)
_NOT_TITLE = re.compile(r"本表|注|备注|说明|详见|见附|根据|按照|附件[：:]|以上|上述|下列")
_YEAR_TITLE = re.compile(
    r"[^。；;：:，,！？\t]{0,30}\d{4}\s?年度?(?!无)[^。；;：:，,！？]{0,30}"
    r"(?:报告|公开|公示|决算|预算|情况说明|公开说明|(?:决算|预算)(?:编制)?的?说明)"
)
_DATE = re.compile(r"[\d〇○零一二三四五六七八九十年月日\s./-]+")
_PLAIN_TITLE = re.compile(r"[^。；;：:，,！？、“”\d]{2,16}(?:情况|情况说明|概况|职责|名词解释|问题|建议|措施)")
_NEVER_OPENING = re.compile(r"[=\-*_#|<]|公开\s?\d")
_FIRST_SECTION = re.compile(r"[（(]\s?一\s?[)）]")
NOTE = re.compile(r"[（(]?(?:注|备注|说明|填报?说明|填表说明|附注)\s?\d?\s?[：:、.．]")


def number_level(text: str) -> int | None:
    """Return the level that the numbering of cleaned `text` stands for, None without numbering."""
    if not _STARTS_NUMBERED.match(text):
        return None
    for level, pattern in _NUMBERED:
        if pattern.match(text):
            return level
    return None


def numbered_heading_level(text: str) -> int | None:
    """Return the level of a numbered line that is short and no sentence, else None."""
    level = number_level(text)
    if level is None or len(text) > _LIMITS[level] or _SENTENCE.search(text) or _AMOUNT.search(text):
        return None
    if level >= 4 and _PAUSE.search(text):
        return None
    if _EXPLAINS.search(text) or (_PAUSE.search(text[:-1]) and len(text) > 32):
        return None
    return level if sum("一" <= character <= "龥" for character in text) >= 3 else None


def is_table_title(text: str) -> bool:
    """Tell whether cleaned `text` is the title of a table or form, such as 收入支出决算总表."""
    return (
        4 <= len(text) <= 80
        and "表" in text
        and bool(_TABLE_TITLE.fullmatch(text))
        and bool(_TABLE_WORDS.search(text))
        and not _NOT_TITLE.match(text)
    )


def is_table_number(text: str) -> bool:
    """Tell whether cleaned `text` is a table's number, such as 公开01表 or 附件2."""
    return len(text) <= 12 and bool(_TABLE_NUMBER.fullmatch(text))


def is_report_title(text: str) -> bool:
    """Tell whether cleaned `text` names a report and its year."""
    return len(text) <= 60 and bool(_YEAR_TITLE.fullmatch(text)) and not _NOT_TITLE.match(text)


def is_opening_title(text: str) -> bool:
    """Tell whether a line before any running text can be a title: the office's name, the report's name."""
    if len(text) > 45 or _SENTENCE.search(text) or _PAUSE.search(text) or _DATE.fullmatch(text):
        return False
    return len(text) >= 4 and number_level(text) is None and not _NEVER_OPENING.match(text)


def is_plain_title(text: str) -> bool:
    """Tell whether an unnumbered short line ends as headings do."""
    return len(text) <= 20 and bool(_PLAIN_TITLE.fullmatch(text))


def heading_level(text: str) -> int | None:
    """Return the level of cleaned `text` standing alone on a line, None when it is running text."""
    if len(text) > 80:
        return None
    if is_table_title(text):
        return numbered_heading_level(text) or 2
    if is_report_title(text):
        return number_level(text) or 1
    level = numbered_heading_level(text)
    if level is not None:
        return level
    if is_table_number(text) or is_plain_title(text):
        return 3
    return None


def raise_parents(blocks: list[Block]) -> list[Block]:
    """Give `1、` the level of `一、` where it stands above `（一）`, as some offices number their chapters."""
    raised: set[int] = set()
    last: int | None = None
    for index, block in enumerate(blocks):
        if not isinstance(block, Heading):
            continue
        if last is not None and block.level == 3 and _FIRST_SECTION.match(block.text):
            raised.add(last)
        last = index if block.level == 4 else None
    for index in raised:
        heading = blocks[index]
        assert isinstance(heading, Heading)
        blocks[index] = replace(heading, level=2)
    return blocks


def ends_table(text: str) -> bool:
    """Tell whether a line without tabs cannot belong to the table before it."""
    return bool(NOTE.match(text)) or is_table_title(text) or is_table_number(text) or is_report_title(text)
