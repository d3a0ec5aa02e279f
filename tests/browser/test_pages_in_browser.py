"""Every kind of page in a real browser: accessibility, layout, policy, scripts off, from a disk, in print."""

from __future__ import annotations

import gzip
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = (320, 390, 768, 1280)
AXE_RUN = """async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await axe.run(document, {runOnly: {type: "tag", values: tags}});
  return found.violations.map(v => v.id + ": " + v.nodes.slice(0, 3).map(n => n.target + " " + n.html.slice(0, 160)).join(" | "));
}"""
OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll("h1, h2, .key-figures > div, .card, .finding, figure.chart, .scroll, .site-header .wrap > *")]
    .map(e => [e, e.getBoundingClientRect()]).filter(([e, b]) => b.width && b.height && e.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true}));
  const hits = [];
  for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
    const [a, p] = boxes[i], [b, q] = boxes[j];
    if (a.contains(b) || b.contains(a)) continue;
    const x = Math.min(p.right, q.right) - Math.max(p.left, q.left);
    const y = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
    if (x > 1 && y > 1) hits.push(a.className + " / " + b.className + " " + a.textContent.slice(0, 20));
  }
  return hits.slice(0, 5);
}"""
SHIFT = """() => new Promise(resolve => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(e => { sum += e.value; })).observe({type: "layout-shift", buffered: true});
  setTimeout(() => resolve(sum), 400);
})"""


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


def test_no_policy_violation_and_no_foreign_request(page: Page, site_url: str, page_kinds: dict[str, str]) -> None:
    messages = _messages(page)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    for path in page_kinds.values():
        page.goto(site_url + path)
        page.wait_for_timeout(50)
    assert messages == []
    assert [url for url in requests if not url.startswith((site_url, "data:", "blob:"))] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_no_sideways_scroll_and_no_overlap(
    browser: Browser, site_url: str, page_kinds: dict[str, str], width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    problems = []
    for kind, path in page_kinds.items():
        page.goto(site_url + path)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            problems.append(f"{kind} is wider than {width}")
        problems += [f"{kind} at {width}: {hit}" for hit in page.evaluate(OVERLAPS)]
    context.close()
    assert problems == []


@pytest.mark.parametrize("scheme", ["light", "dark", "large"])
def test_axe_finds_nothing(browser: Browser, site_url: str, page_kinds: dict[str, str], scheme: str) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (npm ci)")
    width = 390 if scheme == "large" else 1280
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,
    )
    if scheme == "large":
        context.add_init_script("localStorage.setItem('site-type', 'large')")
    page = context.new_page()
    problems = []
    for kind, path in page_kinds.items():
        page.goto(site_url + path)
        page.add_script_tag(path=str(AXE))
        problems += [f"{kind}: {found}" for found in page.evaluate(AXE_RUN)]
    context.close()
    assert problems == []


def test_large_type_at_320_has_no_sideways_scroll(browser: Browser, site_url: str, page_kinds: dict[str, str]) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 800})
    context.add_init_script("localStorage.setItem('site-type', 'large')")
    page = context.new_page()
    wide = []
    for kind, path in page_kinds.items():
        page.goto(site_url + path)
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(kind)
    context.close()
    assert wide == []


def test_without_script_all_is_there(browser: Browser, site_url: str, page_kinds: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_url + page_kinds["department"])
    assert page.locator("figure.chart svg").first.is_visible()
    assert page.locator("[data-fact]").count() > 20
    assert page.locator("table.projects tbody tr").count() > 5
    assert not page.locator("[data-preference]").first.is_visible()
    assert not page.locator("[data-table-tools]").first.is_visible()
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


@pytest.mark.parametrize("kind", ["index.html", "department", "report", "project", "source"])
def test_nothing_shifts_while_loading(browser: Browser, site_url: str, page_kinds: dict[str, str], kind: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(site_url + page_kinds[kind])
    assert page.evaluate(SHIFT) < 0.02
    context.close()


def test_a_department_page_is_light(built_site: Path, page_kinds: dict[str, str]) -> None:
    files = [page_kinds["department"], "assets/site.css", "assets/site.js", "assets/preferences.js", "assets/charts.js"]
    sizes = [len(gzip.compress((built_site / name).read_bytes(), 6)) for name in files if (built_site / name).is_file()]
    assert sum(sizes) <= 120_000


def test_print_shows_the_whole(page: Page, site_url: str, page_kinds: dict[str, str]) -> None:
    page.goto(site_url + page_kinds["department"])
    page.emulate_media(media="print")
    assert not page.locator(".site-search").is_visible()
    assert page.locator("figure.chart svg").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert len(page.pdf()) > 10_000


def test_html_validate_finds_nothing(built_site: Path, page_kinds: dict[str, str], tmp_path: Path) -> None:
    program = ROOT / "node_modules" / ".bin" / "html-validate"
    if not program.exists():
        pytest.skip("html-validate is not installed (npm ci)")
    rules = tmp_path / "rules.json"
    # Titles of reports are as long as they are; sources have spaces at line ends; a scrolling box is no section.
    rules.write_text(
        '{"root": true, "extends": ["html-validate:standard", "html-validate:a11y"],'
        ' "rules": {"no-trailing-whitespace": "off", "long-title": "off", "prefer-native-element": "off"}}'
    )
    files = [str(built_site / path) for kind, path in page_kinds.items() if kind != "search"]
    done = subprocess.run([program, "-c", rules, *files], capture_output=True, text=True, check=False, timeout=300)
    assert done.stdout.strip() == "" and done.returncode == 0
