"""Rejoining of paragraphs that a page break parted in mid-sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from site_builder.model.document import Paragraph
from site_builder.readers.headings import NOTE, number_level

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


def wrap_width(lines: Sequence[str]) -> int:
    """Return the width (in characters) at which a program broke all lines of a file, 0 when it broke none.

    In such a file most longer lines are as long as the longest; in others lines are paragraphs of any length.
    """
    widths = sorted(
        len(line) for line in lines[:_WRAP_SAMPLE] if len(line) >= _NARROWEST and "\t" not in line and "|" not in line
    )
    if len(widths) < _WRAP_LINES:
        return 0
    widest = widths[len(widths) * 9 // 10]
    full = sum(widest - _RAGGED <= width <= widest + 2 for width in widths)
    return widest if widest <= _WIDEST and full * 10 >= len(widths) * 7 else 0


def is_wrapped(first: Paragraph, second: str, width: int) -> bool:
    """Tell whether `second` is the next line of a paragraph broken at `width`."""
    last = first.raw.rsplit("\n", 1)[-1].rstrip()
    if not width or len(last) < width - _RAGGED or first.text.endswith(_ENDS) or number_level(second) is not None:
        return False
    return not NOTE.match(second)


def join(first: Paragraph, second: Paragraph) -> Paragraph:
    """Return one paragraph that knows where its second half stands."""
    return Paragraph(
        first.text + second.text,
        first.locator,
        f"{first.raw}\n{second.raw}",
        (*first.parts, (len(first.text), second.locator)),
    )
