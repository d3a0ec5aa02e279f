"""A site of many departments: no page grows with it, every department is listed, every page can be reached."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from lxml import html
from page_records import CONFIG, make_large_site
from page_site import made

from site_builder.model.chart import DrawnCharts
from site_builder.model.output import PagePlan
from site_builder.model.site import SiteSummary
from site_builder.pages import compare_page, home_page, map_page, method_page, projects_page, site_pages
from site_builder.render import Renderer

COLUMNS = {
    "regions/": (home_page, "MOST_ROWS", 60),
    "projects/": (projects_page, "MOST_ROWS", 80),
    "compare/": (compare_page, "MOST_ROWS", 50),
    "map/": (map_page, "MOST_LINKS", 100),
    "method/": (method_page, "MOST_SOURCES", 70),
}


@pytest.fixture(scope="module")
def pages() -> dict[str, html.HtmlElement]:
    """Every page of the large site by address."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name, limit in COLUMNS.values():
            patch.setattr(module, name, limit)
        renderer = Renderer(CONFIG)
        files = map(renderer.render, made(site_pages(make_large_site(), DrawnCharts(), CONFIG)))
        return {file.path: html.fromstring(file.content) for file in files}


def links(pages: dict[str, html.HtmlElement], path: str) -> list[str]:
    """The addresses that a page's main part leads to, from the root."""
    page = pages[path]
    page.make_links_absolute(f"http://x/{path}")
    return [str(link).removeprefix("http://x/").partition("#")[0] for link in page.xpath("//main//a/@href")]


@pytest.mark.parametrize("column", COLUMNS)
def test_every_department_is_listed_once_and_every_page_is_led_to(
    pages: dict[str, html.HtmlElement], column: str
) -> None:
    start = "index.html" if column == "regions/" else f"{column}index.html"
    waiting, seen = [start], {start}
    listed: Counter[str] = Counter()
    while waiting:
        here = links(pages, waiting.pop())
        assert len(here) < 1000
        listed.update({link for link in here if link.startswith("source/" if column == "method/" else "d/x/")})
        below = {link for link in here if link.startswith(column)} - seen
        seen |= below
        waiting += below
    assert {path for path in pages if path.startswith(column)} <= seen
    departments = {"/".join(link.split("/")[:3]) for link in listed if link.startswith("d/")}
    assert len(departments or listed) == 360


def test_pages_lead_back_up(pages: dict[str, html.HtmlElement]) -> None:
    deep = max((path for path in pages if path.startswith("projects/")), key=lambda path: path.count("/"))
    crumbs = [str(link) for link in pages[deep].xpath("//nav[contains(@class,'crumbs')]//a/@href")]
    assert deep.count("/") >= 4
    assert len(crumbs) >= deep.count("/") - 1
    for path in pages:
        found = pages[path].xpath("//nav[contains(@class,'crumbs')]//a/@href")
        pages[path].make_links_absolute(f"http://x/{path}")
        for link in pages[path].xpath("//nav[contains(@class,'crumbs')]//a/@href"):
            assert str(link).removeprefix("http://x/") in pages, (path, found)


def test_only_pages_that_show_a_changed_department_are_made_again() -> None:
    site = make_large_site()
    before = {page.path: page.about for page in site_pages(site, DrawnCharts(), CONFIG) if isinstance(page, PagePlan)}
    outlines = list(site.outlines)
    at = next(place for place, outline in enumerate(outlines) if outline.region[-1] != "大县")
    outlines[at] = replace(outlines[at], version="2")
    changed = SiteSummary(site.departments, given_outlines=tuple(outlines))
    after = {page.path: page.about for page in site_pages(changed, DrawnCharts(), CONFIG) if isinstance(page, PagePlan)}
    assert before.keys() == after.keys()
    columns = [path.partition("/")[0] for path in after if after[path] != before[path]]
    assert sorted(columns) == sorted(set(columns)), "one page a column"
    assert {"regions", "compare", "method"} <= set(columns)
