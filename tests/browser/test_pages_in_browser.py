"""What readers do on the pages of the samples: follow, sort, filter, choose, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


def _messages(page: Page) -> list[str]:
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def test_it_opens_from_a_disk(page: Page, built_site: Path, page_kinds: dict[str, str]) -> None:
    messages = _messages(page)
    page.goto((built_site / "index.html").as_uri())
    page.click(".card h3 a, .card h4 a")
    assert page.url.endswith("/index.html")
    page.click("main [data-fact]")
    assert "/source/" in page.url and "#" in page.url
    page.wait_for_selector(".marked")
    assert messages == []


def test_a_number_leads_to_its_marked_line_in_view(page: Page, site_url: str, page_kinds: dict[str, str]) -> None:
    page.goto(site_url + page_kinds["report"])
    link = page.locator("table.official [data-fact]").last
    printed = link.inner_text()
    link.click()
    marked = page.locator(".marked")
    marked.wait_for()
    assert printed.split()[0] in marked.inner_text()
    box = marked.bounding_box()
    assert box and 100 < box["y"] < 800


def test_projects_sort_and_filter(page: Page, site_url: str, page_kinds: dict[str, str]) -> None:
    page.goto(site_url + page_kinds["department"])
    table = page.locator("table.projects")
    table.locator("th", has_text="预算").locator("button").click()
    assert table.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"
    values = list(table.locator("tbody tr td:nth-child(2)").evaluate_all(
        "cells => cells.map(c => c.dataset.value)"))  # fmt: skip
    numbers = [float(value) for value in values if value]
    assert numbers == sorted(numbers, reverse=True)
    assert "" not in values[: len(numbers)]  # blanks stay at the end
    name = table.locator("tbody tr th").first.inner_text()
    page.fill("[data-filter-text]", name)
    assert 1 <= table.locator("tbody tr:visible").count() < len(values)
    assert page.locator("[data-filter-count]").inner_text().startswith("显示 ")


def test_preferences_are_kept(page: Page, site_url: str) -> None:
    page.goto(site_url + "index.html")
    page.click("[data-preference=type]")
    page.click("[data-preference=theme]")
    page.goto(site_url + "method/index.html")
    root = page.locator("html")
    assert root.get_attribute("data-type") == "large"
    assert root.get_attribute("data-theme") == "dark"
    assert page.locator("[data-preference=type]").get_attribute("aria-pressed") == "true"


def test_keyboard_reaches_the_main_part(page: Page, site_url: str) -> None:
    page.goto(site_url + "index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
