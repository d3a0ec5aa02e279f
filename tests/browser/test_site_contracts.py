"""Every page of the samples' and the real documents' sites keeps the contract of numbers, charts and links."""

from __future__ import annotations

import csv
import posixpath
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from lxml import etree, html

_MARKUP = re.compile(r"</?[a-z]+>|\$")
_LATEX = {"\\geq": "≥", "\\leq": "≤", "\\%": "%"}
FURTHER_LINES = 40
"""A value may go on over further lines; it begins on the line that is cited."""


def folded(text: str) -> str:
    """Return text without white space, width and the markup that sources have left in."""
    plain = unicodedata.normalize("NFKC", text)
    for code, sign in _LATEX.items():
        plain = plain.replace(code, sign)
    return re.sub(r"\s+", "", _MARKUP.sub("", plain))


@lru_cache(maxsize=512)
def tree(page: Path) -> html.HtmlElement:
    return html.fromstring(page.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


@lru_cache(maxsize=512)
def places(page: Path) -> dict[str, html.HtmlElement]:
    return {element.get("id"): element for element in tree(page).xpath("//*[@id]")}


@lru_cache(maxsize=100_000)
def words_at(page: Path, place: str) -> str | None:
    """Return what the document itself says at a place: no line number, nothing that this site puts beside it."""
    element = places(page).get(place)
    if element is None:
        return None
    texts = element.xpath(
        ".//text()[not(ancestor::div[@class='beside'] or ancestor::a[contains(@class, 'flag') or @class='no'])]"
    )
    return folded("".join(texts))


def begins_at(page: Path, place: str, printed: str) -> bool:
    """Whether the printed words begin at a place; in text files they may go on over the next lines."""
    here = words_at(page, place)
    if here is None:
        return False
    number = int(place[1:]) if re.fullmatch(r"L\d+", place) else 0
    more = "".join(words_at(page, f"L{number + step}") or "" for step in range(1, FURTHER_LINES) if number)
    within = 0 <= (here + more).find(printed) < len(here) or (bool(here) and printed.startswith(here))
    return within or printed in _sheet_name(page, place)


def _sheet_name(page: Path, place: str) -> str:
    """A workbook's table can have its title on the sheet's tab only: it stands above the table's first cell."""
    block = places(page)[place].xpath("ancestor::div[@class='block'][1]/p[@class='heading']")
    return folded(block[0].text_content()) if block else ""


def pages_of(site: Path) -> list[Path]:
    return [page for page in sorted(site.rglob("*.html")) if page.name != "fragment.html"]


def facts_of(site: Path) -> dict[str, dict[str, str]]:
    with (site / "data" / "facts.csv").open(encoding="utf-8-sig", newline="") as rows:
        return {row["id"]: row for row in csv.DictReader(rows)}


def test_every_number_leads_to_its_words_in_the_source(each_site: Path) -> None:
    facts, wrong, seen = facts_of(each_site), [], 0
    for page in pages_of(each_site):
        name = page.relative_to(each_site).as_posix()
        if name.startswith("source/"):
            continue
        for element in tree(page).xpath("//*[@data-fact]"):
            seen += 1
            fact = facts[element.get("data-fact")]
            target, _, place = element.get("href", "").partition("#")
            source = each_site / posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(target)))
            if not (source.is_file() and begins_at(source, unquote(place), folded(fact["printed"]))):
                wrong.append((name, fact["item"], fact["printed"][:30], element.get("href")))
    assert seen > 500 and wrong == []


def test_every_published_value_is_on_a_page(each_site: Path) -> None:
    shown: set[str] = set()
    for page in pages_of(each_site):
        if page.relative_to(each_site).parts[0] != "source":
            shown.update(tree(page).xpath("//@data-fact"))
    lost = [fact for name, fact in facts_of(each_site).items() if fact["status"] != "EMPTY" and name not in shown]
    assert [(fact["source"], fact["locator"], fact["item"], fact["printed"][:20]) for fact in lost] == []


def test_every_chart_is_a_figure_with_its_table_and_downloads(each_site: Path) -> None:
    wrong, seen = [], 0
    for page in pages_of(each_site):
        for figure in tree(page).xpath("//figure[@data-chart]"):
            seen += 1
            option = page.parent / figure.get("data-chart")
            parts = ("figcaption", "p[@class='chart-summary']", "//*[local-name()='svg']", "//table", "//a[@download]")
            missing = [part for part in parts if not figure.xpath(f".{part}" if part[0] == "/" else f"./{part}")]
            titled = re.search(r"（.+）$", figure.findtext("figcaption") or "")
            files = [option.with_suffix(suffix) for suffix in (".json", ".js", ".csv", ".svg")]
            if missing or not titled or not all(file.is_file() for file in files):
                wrong.append((page.relative_to(each_site).as_posix(), figure.get("id"), missing))
    assert seen > 5 and wrong == []


def test_links_lead_somewhere_and_nothing_is_inline(each_site: Path) -> None:
    wrong = []
    for page in pages_of(each_site):
        name = page.relative_to(each_site).as_posix()
        for element in tree(page).iter(etree.Element):
            inline = [key for key in element.attrib if str(key).startswith("on") or key == "style"]
            script = element.tag == "script" and not (element.get("src") or "json" in element.get("type", ""))
            if inline or script or element.tag == "style":
                wrong.append((name, "inline", str(element.tag)))
            addresses = filter(None, (element.get("href"), element.get("src"), element.get("action")))
            wrong += [(name, problem, to) for to in addresses if (problem := _problem(each_site, name, to))]
    assert wrong == []


def _problem(site: Path, page: str, address: str) -> str:
    """Return what is wrong with a link, empty when it leads to a file and a place of the site."""
    if address.startswith("/") or "://" in address:
        return "not relative"
    path, _, place = address.partition("#")
    path = unquote(path.partition("?")[0])
    target = site / posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else site / page
    if not target.is_file():
        return "no such file"
    if place and target.suffix == ".html" and unquote(place) not in places(target):
        return "no such place"
    return ""


def test_titles_and_headings_are_one_of_a_kind(each_site: Path) -> None:
    """A reader of tabs, bookmarks or search results tells pages apart by their titles."""
    titles: dict[str, list[str]] = {}
    for page in pages_of(each_site):
        titles.setdefault(tree(page).findtext(".//title") or "", []).append(page.relative_to(each_site).as_posix())
    assert {title: pages for title, pages in titles.items() if len(pages) > 1} == {}
    assert "" not in titles
