"""What stands around a table: title, number, office, year, unit, notes; each with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from site_builder.forms.facts import FactBook, text_value
from site_builder.model.document import Cell, Heading, Paragraph
from site_builder.model.value import Value
from site_builder.numbers import parse_value
from site_builder.text import fold

_NUMBER = re.compile(r"公开(?:表[一二三四五六七八九十]{1,3}|表?\d{1,2}(?:-\d)?表?)|(?<![附件])表\d{1,2}(?=[:、]|$)")
_UNIT = re.compile(r"单位[:](?:人民币)?(亿元|百万元|万元|千元|元)")
_OFFICE = re.compile(
    r"(?:编制部门|编制单位|填报部门|填报单位|部门名称|单位名称|公开部门|公开单位|预算部门|预算单位|部门|单位)[:]"
    r"(?!(?:人民币)?(?:亿|百万|万|千)?元)(.*?)"
    r"(?=(?:19|20)\d\d年|金额单位|单位[:]|部门名称|公开\d|$)"
)
_YEAR = re.compile(r"((?:19|20)\d\d)年度?")
_EMPTY = re.compile(
    r"本表(?:为空|无数据|无内容|没有数据|以空表列示|无此)|空表|表(?:为空|无数据)|无此项(?:内容|预算|收支)|没有.{2,30}(?:收入|支出|收支|安排)"
    r"|(?:^|[,，、;；:：。(（]|本单位|本部门|我单位|我部门|年度?|[局办委])无[^,，。]{0,24}(?:收入|支出|拨款|收支|预算|安排)"
)
_NOTE = re.compile(r"^[(（]?(?:注|备注|说明|注释)[:：0-9.、]|^本表|^此表|空表|本表")
_META = re.compile(
    r"公开|单位|部门|万元|^元$|^表$|^(?:19|20)\d\d年度?$|^金额|预算年度|^[(（]?(?:续表|续)[)）]?$|^第?\d{1,3}页?$|^[-—]\s*\d+\s*[-—]$"
)
MAX_META = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A text beside or above a table, folded, with its place; `index` is the block's, -1 inside the table."""

    text: str
    printed: str
    locator: str
    index: int


@dataclass(frozen=True, slots=True)
class Found:
    """A value read from the lines around a table."""

    text: str
    locator: str
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """All that was found; `name` is how facts refer to the table (公开01表, else its title)."""

    title: Found
    number: Found | None = None
    office: Found | None = None
    year: Found | None = None
    unit: Found | None = None

    @property
    def name(self) -> str:
        """The table's printed number, or its title where it has none."""
        return self.number.text if self.number else self.title.text


def line_of(block: Heading | Paragraph, index: int) -> Line:
    """Return a block's text as a line."""
    return Line(fold(block.text), block.text, block.locator, index)


def cell_lines(cells: Sequence[Cell]) -> list[Line]:
    """Return the lines of captions that stand inside the table's grid."""
    return [
        Line(fold(part), part, cell.locator, -1) for cell in cells for part in cell.text.split("\n") if part.strip()
    ]


def is_meta(text: str) -> bool:
    """Return whether a line between title and table is one of number, office, year or unit."""
    plain = fold(text)
    return len(plain) <= MAX_META and bool(_META.search(plain)) and "。" not in plain


def is_note(text: str) -> bool:
    """Return whether a line below a table is its note."""
    return bool(_NOTE.search(fold(text)))


def declares_empty(text: str) -> bool:
    """Return whether a note says that the table has nothing to show."""
    return bool(_EMPTY.search(fold(text)))


def look_around(title: Found, lines: Sequence[Line]) -> Surroundings:
    """Return number, office, year and unit from the lines between title and data.

    The lines are searched as one text, because scans break `公开02` / `表` and `万` / `元` over lines.
    """
    joined = "".join(line.text for line in lines)
    number, unit = _search(_NUMBER, joined, lines, 0), _search(_UNIT, joined, lines, 1)
    office, year = _search(_OFFICE, joined, lines, 1), _search(_YEAR, joined, lines, 1)
    if number:
        number = Found(_whole_number(number.text), number.locator, number.printed)
    if office and not office.text:
        office = None
    return Surroundings(title, number, office, year, unit)


def _whole_number(text: str) -> str:
    if text.startswith("公开") and text[-1].isdigit() and not text.startswith("公开表"):
        return text + "表"
    return text


def _search(pattern: re.Pattern[str], joined: str, lines: Sequence[Line], group: int) -> Found | None:
    match = pattern.search(joined)
    if not match:
        return None
    start = match.start(group)
    for line in lines:
        if start < len(line.text):
            return Found(match[group], line.locator, match[group])
        start -= len(line.text)
    return Found(match[group], lines[-1].locator, match[group])


def write_surroundings(around: Surroundings, year: int | None, book: FactBook) -> None:
    """Write the facts about the table itself: 表名, 表号, 部门名称, 年度, 金额单位."""
    name = around.name

    def add(item: str, found: Found | None, value: Value | None = None) -> None:
        if found:
            book.add(found.locator, name, item, value or text_value(found.text), year=year, table=name)

    add("表名", around.title)
    add("表号", around.number)
    add("部门名称", around.office)
    add("年度", around.year, parse_value(around.year.text) if around.year else None)
    add("金额单位", around.unit)
