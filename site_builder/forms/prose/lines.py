"""The running text of a report as lines, with the numbering in front of each and the place of each character."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import IntEnum

from site_builder.model.document import Block, Heading, Paragraph, Table
from site_builder.printed_numbers import Printed, printed_numbers

_MARKS = re.compile(r"^\s*(?:\[bookmark:[^\]]*\]\s*)?#*\s*\**\s*")


class Level(IntEnum):
    """How a heading is numbered, from the widest part to the narrowest."""

    PART = 1
    CHAPTER = 2
    SECTION = 3
    POINT = 4
    ITEM = 5
    NONE = 9


_NUMBERINGS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (Level.PART, re.compile(r"第[一二三四五六七八九十]+部分[、：:\s]*")),
    (Level.CHAPTER, re.compile(r"[一二三四五六七八九十]{1,3}\s*[、，．.]\s*")),
    (Level.SECTION, re.compile(r"[（(]\s*[一二三四五六七八九十]{1,3}\s*[）)]\s*[、.]?\s*")),
    (Level.POINT, re.compile(r"\d{1,3}\s*(?:[、．]|[.](?!\d))\s*")),
    (Level.ITEM, re.compile(r"[（(]\s*\d{1,3}\s*[）)]\s*|[①-⑳]\s*")),
)
# A chapter is at times numbered 1、 with a blank behind it in texts exported from Word.
_WORD_CHAPTER = re.compile(r"\d{1,2}、 ")
_FORM_LABELS = re.compile(
    r"一级指标|二级指标|三级指标|(?:年度|年初)?(?:指标|目标)值|(?:实际|全年)完成值|全年实际值|全年执行数|全年预算数|年初预算数|年度资金总额|分值|得分|数量指标|质量指标|时效指标"
)
_GLUED = re.compile(r"一级指标\s?二级指标|二级指标\s?三级指标")
_MIN_LABELS = 6
MAX_HEADING = 60
_SENTENCE = re.compile(r"[。；;！？]")


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line or paragraph of running text. `block` is its index among the report's blocks.

    `level` and `body` are its numbering and the offset behind it, `begin` the offset before it; `heading` tells
    whether it is a heading.
    """

    block: int
    text: str
    locate: Callable[[int], str]
    level: Level
    body: int
    heading: bool
    numbers: tuple[Printed, ...]
    begin: int = 0

    @property
    def rest(self) -> str:
        """The text behind the numbering, without Markdown marks."""
        return self.text[self.body :].strip(" *\t\u3000")

    @property
    def locator(self) -> str:
        """The place of the line's first character."""
        return self.locate(0)


def text_lines(blocks: Sequence[Block], used: AbstractSet[int]) -> list[Line]:
    """Return the lines of `blocks` outside of tables and of the blocks that other readers consumed."""
    lines: list[Line] = []
    for index, block in enumerate(blocks):
        if index not in used and not isinstance(block, Table) and block.text.strip() and not _is_form(block.text):
            lines.append(_line(index, block))
    return lines


def _is_form(text: str) -> bool:
    """Whether a form runs together in a text that no reader could part: what its numbers are cannot be told."""
    if "级指标" not in text and "执行率" not in text:
        return False
    return bool(_GLUED.search(text)) or len(set(_FORM_LABELS.findall(text))) >= _MIN_LABELS


def _line(index: int, block: Heading | Paragraph) -> Line:
    text = block.text
    start = _MARKS.match(text)
    begin = start.end() if start else 0
    level, body = Level.NONE, begin
    for candidate, pattern in _NUMBERINGS:
        match = pattern.match(text, begin)
        if match:
            level, body = candidate, match.end()
            break
    if level is Level.POINT and _WORD_CHAPTER.match(text, begin):
        level = Level.CHAPTER
    rest = text[body:].strip(" *\t\u3000")
    heading = _is_heading(block, level, rest)
    return Line(index, text, _locate(block), level, body, heading, printed_numbers(text), begin)


def _locate(block: Heading | Paragraph) -> Callable[[int], str]:
    if isinstance(block, Paragraph) and block.parts:
        return block.locator_at
    return lambda _offset: block.locator


def _is_heading(block: Heading | Paragraph, level: Level, rest: str) -> bool:
    """A heading is short, is no sentence, and is numbered or marked as one, or ends like one (项目支出情况)."""
    rest = rest.rstrip("。：:")
    if not rest or len(rest) > MAX_HEADING or _SENTENCE.search(rest):
        return False
    if isinstance(block, Heading) or level is not Level.NONE:
        return not re.search(r"[，,]", rest) or isinstance(block, Heading)
    return len(rest) <= 20 and rest.endswith(("情况", "情况说明", "措施", "建议", "说明", "名词解释", "概况"))
