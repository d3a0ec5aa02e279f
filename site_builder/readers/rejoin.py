"""Rejoining of paragraphs that a page break parted in mid-sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from site_builder.model.document import Paragraph
from site_builder.readers.headings import NOTE, heading_level, is_table_title, number_level

_OPEN_END = ("，", "、", ",")
_HAN_END = re.compile(r"[一-鿿]")
_INNER = re.compile(r"[，。、；：,;:]")
# How a new paragraph of a report likes to begin; such a line is never taken for the rest of a sentence.
_OPENING = re.compile(
    r"[一二三四五六七八九十]+是|其中|本|我|根据|按照|依据|为了|为[^，]{1,6}，|\d{2,4}\s?年|截[至止]|通过|同时|此外|另外|目前|今年"
    r"|附件|附表|表\d|备注|[（(]?[（(\d一二三四五六七八九十A-Za-z]{1,3}[)）、.．]|[-—•·●○◆■★*#>|第]|主要|全年|项目|绩效|预算|\S{1,12}[：:]"
)
_CLOSING = re.compile(r"[，。、；：）》”！？,;:)]")
_ENDS = ("。", "；", "！", "？", "：", ";", ":")
_WRAP_SAMPLE = 2000
_WRAP_LINES = 8
_NARROWEST = 20
_WIDEST = 60
# What a line is never broken within: a number with its unit and the marks behind it, a word of Latin letters.
_LEAD = re.compile(r"[\dA-Za-z.,%-]{2,}[万亿]?元?[，。、；：）”]{0,2}")
# A row of a table that was copied as text ends in values.
_ROW_END = re.compile(r"(?:\s[-\d,]+(?:\.\d+)?){2,}$|\s[\d,]+\.\d\d$|\s\d{1,3}(?:,\d{3})+$")
_RAGGED = 3
_HEADING_END = re.compile(r"(?:情况|费用?|项目|资金|工作|工程|建设|说明|措施|职责|问题|建议|分析|目标|指标|[）)])$")
_LONG = 20
# Fragments that OCR puts on a line of their own: 金额单位：万 / 元, 公开02 / 表.
_BROKEN_UNIT = re.compile(r"(?:.*单位\s?[：:]\s?(?:人民币)?[万亿千]|[（(]?公开\s?\d{2})")
_FRAGMENT = {"元": "万亿千", "表": "0123456789"}


def goes_on(first: str, second: str, gap: int) -> bool:
    """Tell whether cleaned `second` clearly continues the sentence of cleaned `first`, `gap` blank lines before it."""
    if second in _FRAGMENT:
        return first[-1:] in _FRAGMENT[second] and len(first) < 60 and bool(_BROKEN_UNIT.fullmatch(first))
    if not gap or len(first) < _LONG or not _INNER.search(first) or not second:
        return False
    if NOTE.match(second) or _OPENING.match(second) or number_level(second) is not None:
        return bool(_CLOSING.match(second))
    if first.endswith(_OPEN_END) or _CLOSING.match(second):
        return True
    return bool(_HAN_END.match(first[-1])) and second.endswith(("。", "；", ";", "，"))


def heading_goes_on(heading: str, second: str, gap: int) -> bool:
    """Tell whether what looked like a numbered heading is the first half of a parted sentence."""
    return not _HEADING_END.search(heading) and goes_on(heading, second, gap)


@dataclass(frozen=True, slots=True)
class Wrap:
    """How a program broke the lines of a file: at `width` characters, or where `by_space` places of print.

    In print a Chinese character takes two places, a digit one. A width of 0 means that it broke none.
    """

    width: int = 0
    by_space: bool = False

    def fills(self, line: str, following: str) -> bool:
        """Whether a line is as long as lines get: what could not be broken at the start of the next had no room."""
        if not self.width:
            return False
        if not self.by_space:
            return len(line) >= self.width - _RAGGED
        lead = _LEAD.match(following)
        room = self.width + 2 * _RAGGED - _space(line)
        return not _is_row(line) and 0 <= room <= 4 * _RAGGED + (_space(lead[0]) if lead else 0)


def wrap_of(lines: Sequence[str]) -> Wrap:
    """Return how the lines of a file were broken.

    In a file broken by characters most longer lines are as long as the longest; in others lines are paragraphs of
    any length. In one copied from pages the lines that end within a sentence reach equally far.
    """
    sample = [line for line in lines[:_WRAP_SAMPLE] if len(line) >= _NARROWEST and "\t" not in line and "|" not in line]
    widths = sorted(map(len, sample))
    if len(widths) < _WRAP_LINES:
        return Wrap()
    widest = widths[len(widths) * 9 // 10]
    full = sum(widest - _RAGGED <= width <= widest + 2 for width in widths)
    if widest <= _WIDEST and full * 10 >= len(widths) * 7:
        return Wrap(widest)
    spaces = sorted(map(_space, filter(_is_open, map(str.rstrip, sample))))
    usual = spaces[len(spaces) * 2 // 3] if spaces else 0
    full = sum(abs(space - usual) <= 2 * _RAGGED for space in spaces)
    return Wrap(usual, True) if full >= _WRAP_LINES and full * 10 >= len(spaces) * 7 else Wrap()


def _is_open(line: str) -> bool:
    """Whether a line is one of running text that ends within a sentence."""
    if line.endswith(_ENDS) or _is_row(line) or not _INNER.search(line[1:]):
        return False
    return heading_level(line) is None


def _is_row(line: str) -> bool:
    return bool(_ROW_END.search(line)) and not re.search("[，。；]", line)


def _space(line: str) -> int:
    return sum(2 if east_asian_width(ch) in "WFA" else 1 for ch in line)


def is_wrapped(first: Paragraph, second: str, wrap: Wrap) -> bool:
    """Tell whether `second` is the next line of a paragraph broken where lines end."""
    last = first.raw.rsplit("\n", 1)[-1].rstrip()
    if not wrap.fills(last, second) or first.text.endswith(_ENDS) or number_level(second) is not None:
        return False
    return not NOTE.match(second) and not (wrap.by_space and (is_table_title(second) or _is_row(second)))


def join(first: Paragraph, second: Paragraph) -> Paragraph:
    """Return one paragraph that knows where its second half stands."""
    return Paragraph(
        first.text + second.text,
        first.locator,
        f"{first.raw}\n{second.raw}",
        (*first.parts, (len(first.text), second.locator)),
    )
