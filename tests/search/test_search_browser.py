"""The search page in a real browser: exact results, strict policy, a disk, bad input, forgiving results."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


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


@pytest.mark.parametrize(
    "query",
    ["驻矿安监员", "三公经费", "“三公”经费", "卫星电话", "2240106", "应急管理局", "绩效自评", "2024年", "林场", "10", "满意度 执行率",
     "项目支出绩效自评表", "公用", "不存在的词语", "99.9", "224"],
)  # fmt: skip
def test_exact_results_equal_a_plain_scan(page: Page, served: Served, query: str) -> None:
    expected = scan([*ENTRIES, odd_entry()], query)
    assert search(page, served.address, query) == expected


def test_amounts_are_found_with_and_without_separators(page: Page, served: Served) -> None:
    source = next(entry for entry in ENTRIES if entry.kind == "原文")
    printed = next(line for line in source.text.split("\n") if re.fullmatch(r"\d,\d{3}\.\d\d", line))
    expected = scan(ENTRIES, printed)
    assert source.path in expected
    assert search(page, served.address, printed) == expected
    assert search(page, served.address, printed.replace(",", "")) == expected
