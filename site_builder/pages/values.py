"""Showing published values: text, state, and the link to the place in the source."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from markupsafe import Markup, escape

from site_builder.model.finding import Finding
from site_builder.model.report import Fact
from site_builder.model.value import Status, Value
from site_builder.paths import anchor, relative

WAN = Decimal(10_000)
YI = Decimal(100_000_000)
READABLE_DECIMALS, EXACT_DECIMALS = 2, 3
"""Decimals of a rounded amount, and up to how many one in its own unit stays as it is: 99.033 万元."""
AT_LEAST = "≥"
LONG_TEXT, OPENING = 320, 90
"""Characters of a text that a page shows at once, and of the beginning of a longer one."""
UNREADABLE_TEXT = "无法辨认"


_SPECIAL = re.compile("[&<>\"']")


def escaped(text: str) -> str:
    """Return text safe for HTML; most texts need no change, and a page shows thousands.

    Identifiers and addresses need none: `FactBook` and `paths` make them of plain ASCII.
    """
    return str(escape(text)) if _SPECIAL.search(text) else text


_PAGE = re.compile(r"p(\d+)(?:t|\Z)")


def page_number(locator: str) -> int:
    """Return the page that a locator of a paged document names, 0 when it names none."""
    found = _PAGE.match(locator)
    return int(found[1]) if found else 0


def fact_anchor(fact: Fact) -> str:
    """Return the element id of a fact's place in its source page.

    PDFs name only the page of a paragraph: there the source page marks the very words with the fact's identifier.
    """
    return fact.id if page_number(fact.locator) and "t" not in fact.locator else anchor(fact.locator)


def with_unit(value: Value) -> str:
    """Return the printed text with its unit, which is added only when the print leaves it out."""
    printed = value.printed
    if value.comparator and printed[:1].isdigit():
        if value.comparator == AT_LEAST and value.unit:  # the print says it in words around the number: 90分以上
            return f"{printed.removesuffix(value.unit).rstrip()} {value.unit}以上"
        printed = f"{value.comparator}{printed}"
    if value.number is None or not value.unit or printed.rstrip().endswith((value.unit, "％")):
        return printed
    return f"{printed} {value.unit}" if value.unit != "%" else f"{printed}%"


def readable(value: Value) -> str:
    """Return an amount in the unit people say (万元, 亿元) with two decimals; empty when the print is as good.

    Published amounts stand in 元 or 万元, some with six decimals; nobody counts the digits of those.
    """
    yuan = value.in_yuan()
    if yuan is None or abs(yuan) < WAN:
        return ""
    size, unit = (YI, "亿元") if abs(yuan) >= YI else (WAN, "万元")
    if unit == value.unit and value.decimals() <= EXACT_DECIMALS:
        return ""
    return f"{_rounded(yuan / size)} {unit}"


def _rounded(number: Decimal) -> str:
    text = f"{number:,.{READABLE_DECIMALS}f}"
    return text.rstrip("0").rstrip(".")


def in_wan(value: Value) -> str:
    """Return an amount in 万元 for columns in one unit: as printed when it is in 万元, else with two decimals."""
    yuan = value.in_yuan()
    if yuan is None or value.number is None:
        return ""
    if value.unit == "万元" and value.decimals() <= READABLE_DECIMALS:
        return f"{value.number:,f}"
    return f"{yuan / WAN:,.{READABLE_DECIMALS}f}"


def grouped(value: Value) -> str:
    """Return a number with thousands separators, its printed decimals and its unit, for headline figures."""
    if value.number is None:
        return value.printed
    unit = value.unit if value.unit in ("", "%") else f" {value.unit}"
    if value.comparator == AT_LEAST and unit and value.printed[:1].isdigit():
        return f"{value.number:,f}{unit}以上"
    return f"{value.comparator}{value.number:,f}{unit}"


class FactShower:
    """Shows the facts of one source on one page.

    `source_page` is the address of the source page from the site's root; `findings` are those of the page's list,
    numbered from 1: values they rest on get a mark that leads there.
    """

    def __init__(self, page: str, source_page: str, findings: Iterable[Finding] = ()) -> None:
        self._base = relative(page, source_page)
        self._flags: dict[str, list[tuple[int, str]]] = {}
        for number, finding in enumerate(findings, 1):
            for fact in finding.facts:
                self._flags.setdefault(fact, []).append((number, f"flag {finding.severity.value}"))

    def href(self, locator: str) -> str:
        """Return the link to a place in the source page."""
        return f"{self._base}#{anchor(locator)}" if locator else self._base

    def text(self, fact: Fact | None, unit: bool = True) -> Markup:
        """Return a fact as a link to its place, its printed text with its unit; nothing for None."""
        if fact is None:
            return Markup("")
        status = fact.value.status
        if status is Status.EMPTY:
            return Markup('<span class="blank">空白</span>')
        printed = with_unit(fact.value) if unit else fact.value.printed
        return self.linked(fact, printed or fact.value.text)

    def linked(self, fact: Fact, shown: str, exact: str = "") -> Markup:
        """Return `shown` as the link of a fact, with the marks of its state and of findings.

        `exact` is the printed number where `shown` rounds it and nothing beside the link says it.
        """
        if fact.value.status is Status.UNREADABLE:
            shown = f"{UNREADABLE_TEXT}（原文：{shown}）" if shown else UNREADABLE_TEXT
        marks = self._marks(fact) if fact.confidence is not None or not fact.certain or fact.id in self._flags else ""
        hint = f' title="原文：{escaped(exact)}"' if exact else ""
        href = f"{self._base}#{fact_anchor(fact)}"
        return Markup(f'<a class="v" data-fact="{fact.id}" href="{href}"{hint}>{escaped(shown)}</a>{marks}')

    def amount(self, fact: Fact | None) -> Markup:
        """Return a fact for a column of amounts: numbers with separators, all else as `text` shows it."""
        if fact is None or fact.value.number is None or fact.value.in_yuan() is None:
            return self.text(fact)
        return self.linked(fact, grouped(fact.value))

    def folded(self, fact: Fact | None) -> Markup:
        """Return a long text behind its beginning, which opens it; a short one as it is."""
        shown = self.text(fact)
        text = fact.value.printed if fact else ""
        if len(text) <= LONG_TEXT:
            return shown
        opening = f"{escaped(text[:OPENING].strip())}……<span>（展开全文，共 {len(text):,} 字）</span>"
        return Markup(f'<details class="long"><summary>{opening}</summary>{shown}</details>')

    def spoken(self, fact: Fact) -> Markup:
        """Return a fact as running text says it: 约 3,052.43 万元; the exact print is a hint of the link."""
        exact = grouped(fact.value)
        short = readable(fact.value)
        return self.linked(fact, f"约 {short}", exact) if short else self.linked(fact, exact)

    def _marks(self, fact: Fact) -> str:
        marks = ""
        if fact.confidence is not None:
            marks += f'<span class="mark-ocr">图片识别 {fact.confidence:.0%}</span>'
        if not fact.certain:
            marks += '<span class="mark-unsure">需核对</span>'
        for number, style in self._flags.get(fact.id, ()):
            marks += f'<a class="{style}" href="#finding-{number}">注{number}</a>'
        return marks

    def cell(self, fact: Fact | None, label: str = "") -> Markup:
        """Return a table cell: numbers to the right, a blank stays blank, `——` stays as printed.

        `label` is the column's title, for tables whose rows become cards on a phone.
        """
        head = f' data-label="{escape(label)}"' if label else ""
        if fact is None:
            return Markup(f"<td{head}></td>")
        status = fact.value.status
        if status is Status.EMPTY:
            return Markup(f'<td class="n"{head} aria-label="空白"></td>')
        side = "" if status is Status.TEXT else ' class="n"'
        return Markup(f"<td{side}{head}>{self.linked(fact, _cell_text(fact.value))}</td>")


def _cell_text(value: Value) -> str:
    """Units of money stand in the table's caption; others are shown with the number."""
    return value.printed if value.in_yuan() is not None else with_unit(value)


class FactPlaces:
    """Finds the place of a fact by its identifier, for charts, whose cells carry identifiers only.

    `sources` pairs a source page (from the site's root) with facts that stand in it.
    """

    def __init__(self, page: str, sources: Iterable[tuple[str, Iterable[Fact]]]) -> None:
        self._page = page
        self._sources = sources
        self._places: dict[str, str] | None = None

    def href(self, fact: str) -> str:
        """Return the link to the place of the fact, empty when it is not known here."""
        if not fact:
            return ""
        if self._places is None:
            self._places = {
                known.id: f"{base}#{fact_anchor(known)}"
                for source_page, facts in self._sources
                for base in (relative(self._page, source_page.partition("#")[0]),)
                for known in facts
            }
        return self._places.get(fact, "")
