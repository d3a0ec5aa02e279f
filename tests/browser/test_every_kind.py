"""Every kind of page of every site in a real browser: accessibility, layout, policy, scripts off, from a disk, print."""

from __future__ import annotations

import gzip
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
NODE = ROOT / "node_modules"
AXE = NODE / "axe-core" / "axe.min.js"
WIDTHS = (320, 390, 640, 768, 1280)
"""Of phones, of a desk at 200 % (640) and 400 % (320), of a tablet, of a desk."""
MOST_BYTES = 120_000
AXE_RUN = """async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]});
  return found.violations.map(v => v.id + ": " + v.nodes.slice(0, 3).map(n => n.target + " " + n.html.slice(0, 160)).join(" | "));
}"""
OVERLAPS = """() => {
  // Lines of text that lie on one another, and boxes that cross: both with what they say.
  const seen = e => e.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true, opacityProperty: true});
  const lines = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (!node.data.trim() || !seen(node.parentElement)) continue;
    if (node.parentElement.closest("svg, .visually-hidden, .skip, option, thead, .compare, .crumbs li:last-child")) continue;
    range.selectNodeContents(node);
    const edge = node.parentElement.closest("p, li, td, th, dd, dt, h1, h2, h3, div, body").getBoundingClientRect().right;
    for (const box of range.getClientRects()) { // tabs at the end of a line hang over the edge and show nothing
      const right = Math.min(box.right, edge);
      if (right - box.left > 2 && box.height > 2) lines.push([node, {top: box.top, bottom: box.bottom, height: box.height, left: box.left, right}]);
    }
  }
  lines.sort((a, b) => a[1].top - b[1].top);
  const hits = [];
  for (let i = 0; i < lines.length && hits.length < 5; i++) {
    const [one, p] = lines[i];
    for (let j = i + 1; j < lines.length && lines[j][1].top < p.bottom - p.height / 2; j++) {
      const [other, q] = lines[j];
      const across = Math.min(p.right, q.right) - Math.max(p.left, q.left);
      if (across > 2) hits.push("text: " + one.data.trim().slice(0, 20) + " / " + other.data.trim().slice(0, 20));
    }
  }
  const boxes = [...document.querySelectorAll("h1, h2, .key-figures > div, .card, .finding, figure.chart, .scroll, .answers, .contents, .site-header .wrap > *")]
    .map(e => [e, e.getBoundingClientRect()]).filter(([e, b]) => b.width && b.height && seen(e));
  for (let i = 0; i < boxes.length && hits.length < 5; i++) for (let j = i + 1; j < boxes.length; j++) {
    const [a, p] = boxes[i], [b, q] = boxes[j];
    if (a.contains(b) || b.contains(a)) continue;
    const x = Math.min(p.right, q.right) - Math.max(p.left, q.left);
    const y = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
    if (x > 1 && y > 1) hits.push("box: " + a.className + " / " + b.className + " " + a.textContent.slice(0, 20));
  }
  return hits;
}"""
CHART_TEXTS = """() => {
  // Words of a drawing that lie on one another or are cut at its edge.
  const hits = [];
  for (const svg of document.querySelectorAll("svg.chart-svg")) {
    const frame = svg.getBoundingClientRect();
    if (!frame.width) continue;
    const id = svg.closest("figure").id;
    const words = [...svg.querySelectorAll("text")].map(e => [e.textContent, e.getBoundingClientRect()]);
    for (const [text, box] of words) {
      if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 2) hits.push(id + " cuts " + text);
    }
    for (let i = 0; i < words.length; i++) for (let j = i + 1; j < words.length; j++) {
      const p = words[i][1], q = words[j][1];
      const x = Math.min(p.right, q.right) - Math.max(p.left, q.left);
      const y = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
      if (x > 1.5 && y > 6) hits.push(id + ": " + words[i][0] + " / " + words[j][0]);
    }
  }
  return hits.slice(0, 5);
}"""
HIDDEN = """selector => [...document.querySelectorAll(selector)]
  .filter(e => !e.checkVisibility({visibilityProperty: true}) && !e.closest("details:not([open]), .chart-narrow, .chart-wide"))
  .map(e => e.outerHTML.slice(0, 120)).slice(0, 3)"""
SHIFT = """() => new Promise(resolve => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(e => { sum += e.value; })).observe({type: "layout-shift", buffered: true});
  setTimeout(() => resolve(sum), 200);
})"""
LARGE = "localStorage.setItem('site-type', 'large')"
Context = Callable[..., BrowserContext]


@pytest.fixture
def context(browser: Browser) -> Iterator[Context]:
    """Make contexts that end with the test."""
    made: list[BrowserContext] = []

    def make(width: int = 1280, **more: object) -> BrowserContext:
        made.append(browser.new_context(viewport={"width": width, "height": 900}, **more))
        return made[-1]

    yield make
    for item in made:
        item.close()


def problems_on(page: Page, url: str, kinds: dict[str, str], look: Callable[[], list[str]]) -> list[str]:
    """Return what `look` finds on each kind of page."""
    found = []
    for kind, path in kinds.items():
        page.goto(url + path)
        found += [f"{kind}: {problem}" for problem in look()]
    return found


def test_every_kind_at_every_width(context: Context, seen_url: str, seen_kinds: dict[str, str]) -> None:
    """One loading a page: nothing moves, no violation, no foreign request, and no width cuts or covers anything."""
    page = context(390).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on(
        "request",
        lambda sent: None if sent.url.startswith((seen_url, "data:", "blob:")) else said.append(f"asks {sent.url}"),
    )

    def look() -> list[str]:
        shift = page.evaluate(SHIFT)
        return [*([f"shifts by {shift}"] if shift >= 0.02 else []), *at_every_width(page)]

    assert problems_on(page, seen_url, seen_kinds, look) == []
    # The hand-built site has no search index.
    assert [text for text in said if "404" not in text] == []


def at_every_width(page: Page) -> list[str]:
    """Return what scrolls sideways, is cut off or lies on something else at one of the widths."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        found += [f"at {width}: {wide} wide"] if wide > width else []
        found += [f"at {width}: {problem}" for script in (OVERLAPS, CHART_TEXTS) for problem in page.evaluate(script)]
    page.set_viewport_size({"width": 390, "height": 900})
    return found


def test_large_type_at_320_has_no_sideways_scroll(context: Context, seen_url: str, seen_kinds: dict[str, str]) -> None:
    made = context(320)
    made.add_init_script(LARGE)
    page = made.new_page()

    def look() -> list[str]:
        wide = page.evaluate("document.documentElement.scrollWidth")
        return [*([f"{wide} wide"] if wide > 320 else []), *page.evaluate(OVERLAPS)]

    assert problems_on(page, seen_url, seen_kinds, look) == []


def axe_finds(page: Page) -> list[str]:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (npm ci)")
    page.add_script_tag(path=str(AXE))
    found: list[str] = page.evaluate(AXE_RUN)
    return found


def test_axe_finds_nothing(context: Context, seen_url: str, usual_kinds: dict[str, str]) -> None:
    page = context(390, bypass_csp=True).new_page()
    assert problems_on(page, seen_url, usual_kinds, lambda: axe_finds(page)) == []


@pytest.mark.parametrize("scheme", ["dark", "large"])
def test_axe_finds_nothing_in_other_dress(
    context: Context, site_url: str, sample_kinds: dict[str, str], scheme: str
) -> None:
    made = context(
        390 if scheme != "dark" else 1280, bypass_csp=True, color_scheme="dark" if scheme == "dark" else "light"
    )
    if scheme == "large":
        made.add_init_script(LARGE)
    page = made.new_page()
    assert problems_on(page, site_url, sample_kinds, lambda: axe_finds(page)) == []


def test_without_script_all_is_there(context: Context, seen_url: str, seen_kinds: dict[str, str]) -> None:
    """No number, table or drawing waits for a script; what only a script can do is not offered."""
    page = context(390, java_script_enabled=False).new_page()

    def look() -> list[str]:
        hidden = [f"hidden: {item}" for what in ("[data-fact]", "table", "svg") for item in page.evaluate(HIDDEN, what)]
        dead = page.locator(".js-only:visible").count()
        return [*hidden, *([f"{dead} controls without effect"] if dead else [])]

    assert problems_on(page, seen_url, seen_kinds, look) == []


def test_search_without_script_explains_itself(context: Context, site_url: str) -> None:
    page = context(390, java_script_enabled=False).new_page()
    page.goto(site_url + "search/index.html")
    assert page.locator("noscript p").is_visible()


def test_it_opens_from_a_disk(context: Context, seen_site: Path, seen_kinds: dict[str, str]) -> None:
    page = context().new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    problems_on(page, f"{seen_site.as_uri()}/", {k: v for k, v in seen_kinds.items() if k != "search"}, list)
    assert said == []


def test_pages_are_light(seen_site: Path, seen_kinds: dict[str, str]) -> None:
    """Before anything is clicked; a source page is the document itself, as long as it is."""
    shared = ("site.css", "site.js", "preferences.js", "charts.js", "suggest.js", "icon.svg")
    frame = sum(packed(seen_site / "assets" / name) for name in shared)
    sizes = {kind: frame + packed(seen_site / path) for kind, path in seen_kinds.items() if "source" not in kind}
    assert {kind: size for kind, size in sizes.items() if size > MOST_BYTES} == {}
    departments = {page: frame + packed(page) for page in seen_site.glob("d/**/index.html")}
    assert {page: size for page, size in departments.items() if size > MOST_BYTES} == {}
    bundle = seen_site / "assets" / "echarts.min.js"
    assert not bundle.is_file() or packed(bundle) <= 230_000


def packed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 6)) if file.is_file() else 0


def test_print_shows_the_whole(context: Context, site_url: str, page_kinds: dict[str, str]) -> None:
    page = context().new_page()
    page.goto(site_url + page_kinds["department"])
    page.emulate_media(media="print")
    assert not page.locator(".site-search").is_visible()
    assert page.locator("figure.chart svg").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert len(page.pdf()) > 10_000


def test_html_validate_finds_nothing(seen_site: Path, seen_kinds: dict[str, str], tmp_path: Path) -> None:
    program = NODE / ".bin" / "html-validate"
    if not program.exists():
        pytest.skip("html-validate is not installed (npm ci)")
    rules = tmp_path / "rules.json"
    # Titles of reports are as long as they are; sources have spaces at line ends; a scrolling box is no section.
    rules.write_text(
        '{"root": true, "extends": ["html-validate:standard", "html-validate:a11y"],'
        ' "rules": {"no-trailing-whitespace": "off", "long-title": "off", "prefer-native-element": "off"}}'
    )
    files = [str(seen_site / path) for kind, path in seen_kinds.items() if kind != "search"]
    done = subprocess.run([program, "-c", rules, *files], capture_output=True, text=True, check=False, timeout=300)
    assert done.stdout.strip() == "" and done.returncode == 0
