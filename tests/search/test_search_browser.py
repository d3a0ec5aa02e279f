"""The search page in a real browser: exact results, strict policy, a disk, bad input, forgiving results."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Route
from search_server import Served, serve
from search_site import scan, write_search_site

from benchmarks.search_corpus import departments
from site_builder.model.output import SearchEntry

pytestmark = pytest.mark.browser

DEPARTMENTS = list(departments(300))
ENTRIES = [entry for department in DEPARTMENTS for entry in department]
VECTORS = json.loads((Path(__file__).parent / "folding_vectors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("search")
    write_search_site(folder, [*DEPARTMENTS, [odd_entry()]])
    return folder


def odd_entry() -> SearchEntry:
    text = '特殊页\n"引号" 与 <img src=x onerror=alert(1)>\n臺灣應急\n224\n01\n99\n笑脸😀符号'
    return SearchEntry("odd/<特殊> & 页?.html", "特殊 <b>页</b>", text, "说明", "特殊办", ("某省",), 2022)


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[Served]:
    with serve(site) as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("dialog", lambda dialog: problems.append(dialog.message))
    page.on("console", lambda m: problems.append(m.text) if m.type == "error" and "404" not in m.text else None)
    yield page
    page.close()
    assert not problems


def wait(page: Page) -> None:
    page.wait_for_selector("[data-search-results][aria-busy=false]", state="attached", timeout=20_000)


def search(page: Page, address: str, query: str, more: str = "") -> set[str]:
    page.goto(f"{address}search/index.html?q={quote(query)}{more}")
    wait(page)
    while page.locator("[data-search-more]").is_visible():
        page.locator("[data-search-more]").click()
        wait(page)
    links = page.locator("[data-search-results] a").evaluate_all("links => links.map(link => link.href)")
    found = {
        page.evaluate("link => decodeURIComponent(new URL(link).pathname)", link).split("/zwgk/")[-1] for link in links
    }
    assert page.locator("[data-search-count]").inner_text() == str(len(found))
    return found


@pytest.mark.parametrize("query", ["驻矿安监员", "2024年", "满意度 执行率", "224"])
def test_exact_results_equal_a_plain_scan(page: Page, served: Served, query: str) -> None:
    assert search(page, served.address, query) == scan([*ENTRIES, odd_entry()], query)


def test_amounts_are_found_with_and_without_separators(page: Page, served: Served) -> None:
    source = next(entry for entry in ENTRIES if entry.kind == "原文")
    printed = next(line for line in source.text.split("\n") if re.fullmatch(r"\d,\d{3}\.\d\d", line))
    expected = scan(ENTRIES, printed)
    assert source.path in expected
    assert search(page, served.address, printed) == expected
    assert search(page, served.address, printed.replace(",", "")) == expected


def test_nothing_of_a_report_or_a_query_is_markup(page: Page, served: Served) -> None:
    assert search(page, served.address, "onerror=alert") == {odd_entry().path}
    assert page.locator("[data-search-results] h3").inner_text() == odd_entry().title
    assert page.locator("main img, main b").count() == 0
    page.locator("[data-search-results] a").click()
    assert "特殊页" in page.locator("main").inner_text()
    assert search(page, served.address, "<img src=x onerror=alert(1)>\"'") == {odd_entry().path}
    assert page.locator("main img").count() == 0


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("应", "至少输入两个字"),
        ("，。", "不能只有标点"),
        ("", "输入两个字以上"),
        ("急" * 5000, "没有找到"),
        ("应 急", "至少输入两个字"),
    ],
)
def test_odd_queries_are_answered_in_words(page: Page, served: Served, query: str, said: str) -> None:
    page.goto(f"{served.address}search/index.html")
    wait(page)
    page.fill("#search-q", query)
    page.press("#search-q", "Enter")
    wait(page)
    assert said in page.locator("[data-search-status]").inner_text()
    assert page.locator("[data-search-results] li").count() == 0


def test_emoji_and_traditional_forms_are_found(page: Page, served: Served) -> None:
    assert search(page, served.address, "笑脸😀") == {odd_entry().path}
    assert search(page, served.address, "臺灣") == {odd_entry().path}
    assert search(page, served.address, "台湾应急") == {odd_entry().path}
    assert search(page, served.address, "驻矿安監員") == scan(ENTRIES, "驻矿安监员")


def test_codes_over_cells_are_found_joined(page: Page, served: Served) -> None:
    assert odd_entry().path in search(page, served.address, "2240199")


def test_a_missing_file_is_told_and_the_rest_stands(page: Page, served: Served) -> None:
    served.sent.clear()
    everything = search(page, served.address, "应急演练")
    texts = [path for path, _ in served.sent if path.startswith("search/index/t/")]
    served.hidden |= set(texts[:2])
    try:
        page.goto(f"{served.address}search/index.html?q={quote('应急演练')}")
        wait(page)
        assert "没有取到" in page.locator("[data-search-note]").inner_text()
        assert 0 < page.locator("[data-search-results] a").count() < len(everything)
    finally:
        served.hidden.clear()


def test_a_search_begins_before_all_scripts_are_there_and_forgets_no_missing_file(page: Page, served: Served) -> None:
    served.sent.clear()
    page.goto(f"{served.address}search/index.html?q={quote('驻矿安监员')}")
    wait(page)
    served.hidden.add([path for path, _ in served.sent if path.startswith("search/index/g/")][-1])
    held: list[Route] = []
    page.route("**/assets/search.js", lambda route: held.append(route))
    try:
        with page.expect_response(lambda response: response.status == 404):
            page.reload(wait_until="commit")
        page.evaluate("async () => { while (!siteIndex.missing.length) await new Promise(requestAnimationFrame); }")
        held[0].continue_()
        wait(page)
        assert "没有取到" in page.locator("[data-search-note]").inner_text()
    finally:
        page.unroute("**/assets/search.js")
        served.hidden.clear()


def test_an_index_out_of_reach_is_told(page: Page, served: Served) -> None:
    served.hidden.add("search/index/root.js")
    try:
        page.goto(f"{served.address}search/index.html?q={quote('三公经费')}")
        wait(page)
        assert "索引没有取到" in page.locator("[data-search-status]").inner_text()
    finally:
        served.hidden.clear()


def test_search_works_from_a_disk(page: Page, site: Path) -> None:
    page.goto(f"{(site / 'search' / 'index.html').as_uri()}?q={quote('卫星电话')}")
    wait(page)
    assert page.locator("[data-search-count]").inner_text() == str(len(scan(ENTRIES, "卫星电话")))
    page.fill("#search-q", "尾矿库")
    page.press("#search-q", "Enter")
    wait(page)
    assert page.locator("[data-search-count]").inner_text() == str(len(scan(ENTRIES, "尾矿库")))


def test_without_script_the_page_explains_itself(browser: Browser, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served.address}search/index.html")
    assert page.get_by_role("link", name="站点地图").first.is_visible()
    assert "脚本" in page.locator("main").inner_text()
    context.close()


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("驻矿安检员", "驻矿安监员"),
        ("卫星话", "卫星电话"),
        ("zhukuanganjianyuan", "驻矿安监员"),
        ("zkajy", "驻矿安监员"),
        ("政策性农妨保险", "政策性农房保险"),
    ],
)
def test_slips_are_answered_apart(page: Page, served: Served, query: str, meant: str) -> None:
    assert search(page, served.address, query) == set()
    maybe = page.locator("[data-search-maybe]")
    assert "也许你要找的是" in maybe.inner_text()
    assert meant in maybe.locator("mark").all_inner_texts()


def test_synonyms_are_offered_apart(page: Page, served: Served) -> None:
    assert search(page, served.address, "农村住房保险") == set()
    assert "同义词：政策性农房保险" in page.locator("[data-search-maybe]").inner_text()


def test_facets_narrow_and_the_address_keeps_them(page: Page, served: Served) -> None:
    everything = search(page, served.address, "执行率")
    choice = page.locator("button[data-facet=year][data-value='2023']")
    count = int(choice.locator(".search-number").inner_text())
    choice.click()
    wait(page)
    assert page.locator("[data-search-count]").inner_text() == str(count) != str(len(everything))
    assert "year=2023" in page.url
    page.reload()
    wait(page)
    assert page.locator("[data-search-count]").inner_text() == str(count)
    page.locator("button[data-facet=year][aria-pressed=true]").click()
    wait(page)
    assert page.locator("[data-search-count]").inner_text() == str(len(everything))
    page.go_back()
    wait(page)
    assert page.locator("[data-search-count]").inner_text() == str(count)


def test_counts_of_facets_are_right(page: Page, served: Served) -> None:
    found = scan([*ENTRIES, odd_entry()], "应急演练")
    search(page, served.address, "应急演练")
    kinds: dict[str, int] = {}
    for entry in ENTRIES:
        if entry.path in found:
            kinds[entry.kind] = kinds.get(entry.kind, 0) + 1
    for kind, count in kinds.items():
        assert page.locator(f"button[data-facet=kind][data-value='{kind}'] .search-number").inner_text() == str(count)


def test_results_sort_by_published_numbers(page: Page, served: Served) -> None:
    search(page, served.address, "项目支出绩效自评表", "&sort=score")
    scores = {entry.title: entry.score for entry in ENTRIES}
    shown = [scores.get(title, "") for title in page.locator("[data-search-results] h3").all_inner_texts()[:8]]
    best = sorted((float(e.score) for e in ENTRIES if e.score), reverse=True)[:8]
    assert len(shown) == len(best)
    assert page.locator("#search-sort").input_value() == "score"


def test_suggestions_come_by_characters_and_pinyin_and_by_keyboard(page: Page, served: Served) -> None:
    name = DEPARTMENTS[0][0].department
    page.goto(f"{served.address}search/index.html")
    page.locator("#site-q").press_sequentially(name[:3])
    page.wait_for_selector(".suggestions [role=option]")
    page.keyboard.press("ArrowDown")
    assert page.locator("#site-q").get_attribute("aria-activedescendant")
    page.keyboard.press("Escape")
    page.locator(".suggestions").first.wait_for(state="hidden")
    page.fill("#site-q", "")
    page.locator("#site-q").press_sequentially("yjglj")
    page.wait_for_selector(".suggestions [role=option]")
    assert "应急管理局" in page.locator(".suggestions [role=option]").first.inner_text()


def test_a_phone_shows_nothing_beside_the_page(browser: Browser, served: Served) -> None:
    for width in (320, 390):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto(f"{served.address}search/index.html?q={quote('执行率')}")
        wait(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()


def test_the_browser_folds_like_the_builder(page: Page, served: Served) -> None:
    page.goto(f"{served.address}search/index.html")
    wait(page)
    page.evaluate("siteIndex.load('variants').then(table => siteFold.addVariants(table[0], table[1]))")
    folded = page.evaluate("lines => lines.map(siteFold.line)", [given for given, _ in VECTORS["lines"]])
    assert folded == [expected for _, expected in VECTORS["lines"]]


def test_a_phone_fetches_facets_when_they_are_opened(browser: Browser, served: Served) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    served.sent.clear()
    page.goto(f"{served.address}search/index.html?q={quote('执行率')}")
    wait(page)
    assert not [path for path, _ in served.sent if path.startswith("search/index/d/")]
    page.locator("[data-search-narrow] summary").click()
    page.wait_for_selector("button[data-facet=year]")
    page.close()
