"""Heading levels and automatic numbers of Word paragraphs, from styles.xml and numbering.xml."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from site_builder.readers.office.package import Package, attribute, child, children
from site_builder.text import whole_number

_HEADING_NAME = re.compile(r"^(?:heading|标题)\s*(\d)$", re.I)
_DIGITS = "〇一二三四五六七八九"
MAX_HEADING = 6
_DEEPEST, _HIGHEST_NUMBER = 100, 1_000_000


def chinese_number(number: int) -> str:
    """Return 1-99 as Chinese numerals (十二), other numbers as digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


def _val(element: etree._Element | None) -> str | None:
    return attribute(element, "val") if element is not None else None


class Styles:
    """Which styles are headings, and which number they carry."""

    def __init__(self, package: Package) -> None:
        self.levels: dict[str, int] = {}
        self.numbers: dict[str, etree._Element] = {}
        root = package.xml_or_none("word/styles.xml")
        for style in children(root, "style") if root is not None else []:
            self._add(style)

    def _add(self, style: etree._Element) -> None:
        identifier = attribute(style, "styleId") or ""
        name = _val(child(style, "name")) or ""
        match = _HEADING_NAME.match(name)
        outline = _val(child(style, "pPr", "outlineLvl"))
        if match:
            self.levels[identifier] = int(match[1])
        elif name.lower() == "title":
            self.levels[identifier] = 1
        elif (level := _outline_level(outline)) is not None:
            self.levels[identifier] = level
        number = child(style, "pPr", "numPr")
        if number is not None:
            self.numbers[identifier] = number

    def level(self, paragraph: etree._Element) -> int | None:
        """Return the heading level the markup gives, None for body text."""
        level = _outline_level(_val(child(paragraph, "pPr", "outlineLvl")))
        return self.levels.get(_val(child(paragraph, "pPr", "pStyle")) or "") if level is None else level


def _outline_level(printed: str | None) -> int | None:
    outline = whole_number(printed, MAX_HEADING)
    return None if outline is None or outline == MAX_HEADING else outline + 1


@dataclass(slots=True)
class _Level:
    format: str
    text: str
    start: int
    count: int | None = None


class Numbering:
    """Counts automatic numbers, so that 一、 stands in the text as it does on the paper."""

    def __init__(self, package: Package, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, dict[int, _Level]] = {}
        root = package.xml_or_none("word/numbering.xml")
        if root is None:
            return
        abstract = {attribute(item, "abstractNumId") or "": _levels(item) for item in children(root, "abstractNum")}
        for item in children(root, "num"):
            key = _val(child(item, "abstractNumId")) or ""
            self._lists[attribute(item, "numId") or ""] = abstract.get(key, {})

    def label(self, paragraph: etree._Element) -> str:
        """Return the paragraph's number as printed, empty without one; counts it."""
        number = child(paragraph, "pPr", "numPr")
        if number is None:
            number = self._styles.numbers.get(_val(child(paragraph, "pPr", "pStyle")) or "")
        if number is None:
            return ""
        levels = self._lists.get(_val(child(number, "numId")) or "", {})
        depth = _val(child(number, "ilvl")) or "0"
        return self._count(levels, whole_number(depth, _DEEPEST) or 0)

    def _count(self, levels: dict[int, _Level], depth: int) -> str:
        level = levels.get(depth)
        if level is None:
            return ""
        level.count = level.start if level.count is None else level.count + 1
        for deeper in levels:
            if deeper > depth:
                levels[deeper].count = None
        if level.format in ("bullet", "none"):
            return ""
        return re.sub(r"%(\d)", lambda match: _shown(levels.get(int(match[1]) - 1)), level.text)


def _levels(abstract: etree._Element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for item in children(abstract, "lvl"):
        depth, start = attribute(item, "ilvl") or "0", _val(child(item, "start")) or "1"
        place, first = whole_number(depth, _DEEPEST), whole_number(start, _HIGHEST_NUMBER)
        if place is not None:
            shape = _val(child(item, "numFmt")) or "decimal"
            levels[place] = _Level(shape, _val(child(item, "lvlText")) or "", 1 if first is None else first)
    return levels


def _shown(level: _Level | None) -> str:
    if level is None:
        return ""
    count = level.start if level.count is None else level.count
    if "hinese" in level.format or "ideograph" in level.format.lower():
        return chinese_number(count)
    if level.format == "decimalEnclosedCircle" and 0 < count <= 20:
        return chr(0x2460 + count - 1)
    return str(count)
