"""Every page is valid HTML, keeps to a strict policy, and its links lead somewhere."""

from __future__ import annotations

import posixpath
import re
from itertools import pairwise
from urllib.parse import unquote

import html5lib
import pytest
from lxml import html as lxml_html
from page_records import CONFIG, FINAL, FOLDER, SOURCE, make_report
from page_site import all_pages, render_site

from site_builder.paths import anchor, source_path
from site_builder.render import Renderer

SITE = render_site()
PATHS = sorted(SITE)
OTHERS = ("search/", "assets/", "data/", "opensearch.xml")  # written by other steps


@pytest.mark.parametrize("path", PATHS)
def test_html_is_valid(path: str) -> None:
    html5lib.HTMLParser(strict=True).parse(SITE[path])


@pytest.mark.parametrize("path", PATHS)
def test_strict_policy_and_relative_links(path: str) -> None:
    page = lxml_html.fromstring(SITE[path])
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
        for name in ("src", "href", "action"):
            address = element.get(name, "")
            assert not address.startswith("/")
            own = element.tag == "link" and element.get("rel") == "canonical"
            if element.tag in ("script", "link", "img") and not own:
                assert "://" not in address
    for script in page.iter("script"):
        assert script.get("src") or script.get("type") == "application/ld+json"
    assert page.xpath("//style") == []


@pytest.mark.parametrize("path", PATHS)
def test_identifiers_are_unique_and_headings_in_order(path: str) -> None:
    page = lxml_html.fromstring(SITE[path])
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    levels = [int(tag.tag[1]) for tag in page.xpath("//*[self::h1 or self::h2 or self::h3 or self::h4]")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_no_link_is_broken() -> None:
    ids = {path: set(lxml_html.fromstring(text).xpath("//@id")) for path, text in SITE.items()}
    charts = re.compile(r"charts/[\w-]+\.(json|csv|svg)$")
    for path, text in SITE.items():
        for href in lxml_html.fromstring(text).xpath("//main//a/@href | //nav//a/@href"):
            if "://" in href:
                continue
            target, _, fragment = href.partition("#")
            full = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target))) if target else path
            if full.startswith(OTHERS) or "/data/" in full or charts.search(full):
                continue
            assert full in SITE, (path, href)
            assert not fragment or unquote(fragment) in ids[full], (path, href)


def test_every_fact_of_the_report_is_on_a_page() -> None:
    shown = set()
    for path, text in SITE.items():
        if path.startswith(FINAL):
            shown |= set(lxml_html.fromstring(text).xpath("//@data-fact"))
    blank = {fact.id for fact in make_report().facts if not fact.value.printed}
    assert {fact.id for fact in make_report().facts} - blank <= shown


def test_a_number_links_to_its_line() -> None:
    fact = make_report().tables[0].rows[0].cells[0][1]
    page = lxml_html.fromstring(SITE[f"{FINAL}index.html"])
    link = page.xpath(f'//section[@id="table-1"]//*[@data-fact="{fact.id}"]')[0]
    assert link.text == "12,345.60"
    up = "../" * (FINAL.count("/"))
    assert link.get("href") == f"{up}{source_path(SOURCE)}index.html#{anchor('L6')}"


def test_states_are_kept() -> None:
    page = lxml_html.fromstring(SITE[f"{FINAL}index.html"])
    table = page.xpath('//section[@id="table-1"]')[0]
    blanks = table.xpath('.//td[@aria-label="空白"]')
    assert [cell.text_content() for cell in blanks] == [""]
    text = table.text_content()
    assert "——" in text and "0.00" in text and "1●6.9" in text
    assert "无法辨认（原文：1O2.●）" in page.text_content()
    assert "图片识别 71%" in page.text_content() and "需核对" in page.text_content()


def test_findings_stand_beside_the_number() -> None:
    page = lxml_html.fromstring(SITE[f"{FINAL}index.html"])
    marks = page.xpath('//section[@id="table-1"]//a[contains(@class, "flag")]/@href')
    assert marks == ["#finding-1", "#finding-2"]
    first = page.xpath('//*[@id="finding-1"]')[0].text_content()
    assert "不一致" in first and "12,345.61" in first and "四舍五入" in first and "推算（未采用）" in first


def test_a_chart_keeps_the_contract() -> None:
    page = lxml_html.fromstring(SITE[f"{FOLDER}index.html"])
    (figure,) = page.xpath('//figure[@class="chart"]')
    assert figure.get("data-chart") == "charts/spending-by-kind.json"
    assert figure.xpath(".//*[local-name()='svg']") and figure.xpath("./figcaption") and figure.xpath(".//table")
    assert figure.xpath(".//td//a[@data-fact]") and figure.xpath('.//a[contains(@href, ".csv")]')


def test_the_source_page_shows_every_line() -> None:
    page = lxml_html.fromstring(SITE[f"{source_path(SOURCE)}index.html"])
    lines = page.xpath('//div[@class="line"]')
    assert [line.get("id") for line in lines] == [f"L{number}" for number in range(1, 61)]
    assert "<b>9</b>" in lines[8].text_content()
    assert "这一行需要人工核对" in lines[6].text_content()
    assert lines[19].xpath(".//*[@data-fact]")


def test_structured_sources_keep_spans_and_pages() -> None:
    page = lxml_html.fromstring(SITE[f"{source_path('附件/决算.pdf')}index.html"])
    cell = page.xpath('//td[@id="p2t1r1c1"]')[0]
    assert cell.get("colspan") == "2"
    assert page.xpath('//*[@id="p1"]') and page.xpath('//*[@id="p2"]')
    assert "<script>alert(1)</script>" in page.xpath('//td[@id="p2t1r3c2"]')[0].text_content()
    assert page.xpath('//td[@id="p2t1r2c2"]//a[contains(@class, "flag")]')


def test_portal_meta_tags() -> None:
    page = lxml_html.fromstring(SITE[f"{FINAL}index.html"])
    metas = {meta.get("name"): meta.get("content") for meta in page.xpath("//meta[@name]")}
    assert metas["SiteName"] == "湖东省部门预决算公开" and metas["SiteIDCode"] == "9900000001"
    assert metas["ArticleTitle"] and metas["PubDate"] == "2025-08-20" and metas["ContentSource"]
    home = lxml_html.fromstring(SITE["index.html"])
    assert "ArticleTitle" not in {meta.get("name") for meta in home.xpath("//meta[@name]")}
    assert "示例数据" in home.text_content()


def test_json_ld_cannot_close_its_script() -> None:
    assert '{"name": "\\u003c/script>\\u003cb>"}' in SITE[f"{FOLDER}index.html"]


def test_the_same_input_gives_the_same_pages() -> None:
    first = all_pages()
    renderer = Renderer(CONFIG)
    assert {page.path: renderer.render(page).content.decode() for page in first} == SITE


def test_rows_of_wide_tables_say_their_columns_on_a_phone() -> None:
    page = lxml_html.fromstring(SITE[f"{FINAL}index.html"])
    (table,) = page.xpath('//table[contains(@class, "official")]')
    assert "stack" in table.get("class").split()
    titles = [head.text_content() for head in table.xpath(".//thead//th[@class='n']")]
    for row in table.xpath(".//tbody/tr"):
        assert [cell.get("data-label") for cell in row.xpath("./td[not(@class='code')]")] == titles
