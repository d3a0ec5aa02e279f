"""Cutting of a web page that was saved as one line: titles, labels, chapters and sentences run together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from site_builder.readers.headings import is_report_title, is_table_number, is_table_title
from site_builder.text import clean

SHORTEST = 80
"""A line shorter than this is no page."""
_FRAME = re.compile(
    r"\s*当前位置\s?[：:].*?时间\s?[：:]\s?\d{4}-\d\d?-\d\d?(?:\s\d\d?:\d\d(?::\d\d)?)?(?:\s(?:微信|微博|QQ空间|打印|关闭))*"
)
_FOOT = re.compile(r"\s(?:来源|信息来源|责任编辑|作者)\s?[：:]\s?[^\s。；]{1,40}\s?附件下载.*$")
_ATTACHED = re.compile(r"附件\s?[：:]")
# A chapter or item begins behind the end of a sentence, a colon or a blank.
_ITEM = re.compile(
    r"(?<=[。；;：:\s）)])(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}\s?[.、．](?!\d))"
)
_LABEL = re.compile(
    r"(?:编制|填报|公开|预算)?(?:部门|单位)(?:[（(](?:部门|单位)[)）])?(?:名称)?[：:]\s?[^\s：:]{2,40}|(?:金额)?单位[：:]\s?(?:人民币)?[万亿千]?元"
)
_TITLE_END = re.compile(r"表(?=(?:编制|填报)?(?:部门|单位)(?:[（(](?:部门|单位)[)）])?[：:])")
_UNIT_END = re.compile(r"(?<=单位[：:][万千亿]元)(?=\S)|(?<=单位[：:]元)(?=\S)")
_NUMERAL = re.compile(r"([一二三四五六七八九])、(?=[\u4e00-\u9fff]{3})")
_SECTION = re.compile(r"[（(][一二三四五六七八九][)）](?=[\u4e00-\u9fff]{3})")
# A chapter's title, parted from its text by a blank: 二、部门预算单位基本情况 本部门包括….
_CHAPTER_TITLE = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|〈[一二三四五六七八九十]〉、?)\s?"
    r"[^\s，。；：:]{2,28}(?:情况|职责|总结|任务|说明|解释|概况)\s+(?=\S)"
)
_ORDER = "一二三四五六七八九十"
_FEWEST = 3
# A title that runs into its text: …绩效自评报告为进一步加强…, …自评报告一、基本情况.
_GLUED_TITLE = re.compile(
    r"(?:附件\s?\d{0,2}\s?[：:]?)?[^，。；：:\s]{6,50}?(?:自评价?|评价)(?:工作|情况|总结)*报告(?=一、|为|根据|按照|依据|现将|自评|我)"
)
_CHAPTER = re.compile(r"[。；：:\s]一、.*[。；\s]二、")


def opens_flat_page(line: str) -> bool:
    """Tell whether a line holds a whole page: a portal's frame, or chapters that follow one another."""
    if len(line) <= SHORTEST:
        return False
    return bool(
        _FRAME.match(line) or (len(line) > 4 * SHORTEST and (_CHAPTER.search(line) or _glued_chapters(line, 0)))
    )


def split_flat_page(line: str) -> list[str]:
    """Return the pieces of a page in order; joined they are the line."""
    start = _FRAME.match(line)
    begin = start.end() if start else 0
    foot = _FOOT.search(line, begin)
    end = foot.start() if foot else len(line)
    pieces = [line[:begin], *_body(line[begin:end]), line[end:]]
    return [piece for piece in pieces if piece.strip()]


def _body(text: str) -> Iterator[str]:
    at = 0
    for size in _opening(text):
        yield text[at : at + size]
        at += size
    attached = _ATTACHED.search(text, at)
    stop = attached.start() if attached else len(text)
    inner = {match.start() for match in _ITEM.finditer(text, at, stop)} | set(_glued_chapters(text[:stop], at))
    starts = [at, *sorted(place for place in inner if place > at), stop]
    for left, right in pairwise(starts):
        chapter = _CHAPTER_TITLE.match(text, left, right)
        if chapter:
            yield text[left : chapter.end()]
            left = chapter.end()
        yield text[left:right]
    yield text[stop:]


def _glued_chapters(text: str, begin: int) -> list[int]:
    """Return where chapters begin that nothing parts from the text before: numbers that follow one another, three at least."""
    chapters: list[int] = []
    for match in _NUMERAL.finditer(text, begin):
        if match[1] == _ORDER[len(chapters)]:
            chapters.append(match.start())
    if len(chapters) < _FEWEST:
        return []
    return sorted(chapters + [match.start() for match in _SECTION.finditer(text, chapters[0])])


def _opening(text: str) -> Iterator[int]:
    """Yield the lengths of the titles, numbers and labels that a text opens with, each with the blank behind it."""
    at = 0
    while at < len(text):
        blank = len(text) - len(text[at:].lstrip()) - at
        word = re.match(r"\S+", text[at + blank :])
        if word is None:
            return
        size = _opening_size(word[0], text[at + blank :])
        if not size:
            return
        at += blank + size
        yield blank + size


def _opening_size(word: str, text: str) -> int:
    """Return how much of `text`, whose first word is `word`, is a title, number or label; 0 when it is none."""
    title = _GLUED_TITLE.match(text)
    if title:
        return title.end()
    glued = _TITLE_END.search(word)
    if glued and is_table_title(word[: glued.end()]):
        return glued.end()
    label = _LABEL.match(text)
    if label:
        return label.end()
    plain = clean(word)
    return len(word) if is_report_title(plain) or is_table_title(plain) or is_table_number(plain) else 0
