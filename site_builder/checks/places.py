"""Places and values in words for the messages."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from site_builder.model.report import Fact, StatementTable

_FALSE_MARKS = re.compile(r"^(?:[—→]+|={1,2})(?=[\d.])")
_COMPARATORS = re.compile(r"^[≥≤><=＞＜＝≧≦]+")
_TOLD_PLACE = re.compile(
    r"（(?:第\d+(?:行|段|页(?:表\d+第\d+行第\d+列)?|个表格第\d+行第\d+列)|[^（）！!]{1,30}![A-Z]+\d+)）"
)
_PAGE_CELL = re.compile(r"^p(\d+)t(\d+)r(\d+)c(\d+)$")
_TABLE_CELL = re.compile(r"^t(\d+)r(\d+)c(\d+)$")


def place(locator: str) -> str:
    """Return a locator in words: L71 is 第71行, p12t1r3c4 is 第12页表1第3行第4列."""
    if match := re.fullmatch(r"L(\d+)", locator):
        return f"第{match[1]}行"
    if match := re.fullmatch(r"p(\d+)", locator):
        return f"第{match[1]}页"
    if match := _PAGE_CELL.match(locator):
        return f"第{match[1]}页表{match[2]}第{match[3]}行第{match[4]}列"
    if match := _TABLE_CELL.match(locator):
        return f"第{match[1]}个表格第{match[2]}行第{match[3]}列"
    if locator.startswith("¶"):
        return f"第{locator[1:]}段"
    return locator


def row_of(locator: str) -> str:
    """Return the row of a cell's place: t2r3 of t2r3c4, Sheet1!4 of Sheet1!B4; a text line is its own row."""
    return re.sub(r"c\d+$|(?<=!)[A-Z]+", "", locator)


def shown(fact: Fact) -> str:
    """Return a fact's value as printed, with its unit when the print holds none; marks that a scan made of ＝ go."""
    printed = _FALSE_MARKS.sub("", "".join(fact.value.printed.split()))
    unit = fact.value.unit
    return printed if not unit or printed.endswith(unit) else printed + unit


def reached_value(fact: Fact) -> str:
    """Return what was reached and its place; forms print ≥ before reached values too, which is then only their number."""
    text = shown(fact)
    return f"{_COMPARATORS.sub('', text) if fact.value.number is not None else text}（{place(fact.locator)}）"


def without_repeats(message: str) -> str:
    """Return a message in which a place that follows itself is told once, behind the last value that stands there."""
    found = list(_TOLD_PLACE.finditer(message))
    for one, other in reversed(list(pairwise(found))):
        if one[0] == other[0]:
            message = message[: one.start()] + message[one.end() :]
    return message


def cited(fact: Fact) -> str:
    """Return a fact's value and place: 5296.11万元（第112行）."""
    return f"{shown(fact)}（{place(fact.locator)}）"


def table_name(table: StatementTable) -> str:
    """Return a table's number and title as a reader knows them."""
    return f"{table.number}《{table.title}》" if table.number else f"《{table.title}》"


def plain(number: Decimal) -> str:
    """Return a number without exponent and superfluous zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
