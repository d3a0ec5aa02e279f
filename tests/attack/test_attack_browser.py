"""The hostile sites in a real browser: nothing runs, nothing asks, nothing is loaded from elsewhere, nothing changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.attack.planting import Plan
from tests.attack.structure import page_keys

pytestmark = pytest.mark.browser
Sites = tuple[Path, Path, Plan]
Serve = partial[str]
WATCH = "window.violations = []; document.addEventListener('securitypolicyviolation', e => violations.push(e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sourceFile));"
SKELETON = """text => {
  const page = new DOMParser().parseFromString(text, "text/html"), counts = {};
  for (const element of page.querySelectorAll("*")) {
    if (element.parentElement && element.parentElement.closest("svg")) continue;
    const key = [element.parentElement ? element.parentElement.localName : "", element.localName,
      element.getAttribute("class") || "", ...element.getAttributeNames().sort()].join(" ");
    counts[key] = (counts[key] || 0) + 1;
  }
  const comments = document.createNodeIterator(page, NodeFilter.SHOW_COMMENT);
  while (comments.nextNode()) counts["#comment"] = (counts["#comment"] || 0) + 1;
  return counts;
}"""
OPEN_ALL = """async () => {
  for (const box of document.querySelectorAll("details")) box.open = true;
  for (const element of document.querySelectorAll("main *")) {
    for (const kind of ["pointerover", "mouseover", "focus", "toggle"]) element.dispatchEvent(new Event(kind, { bubbles: true }));
  }
  await new Promise(done => setTimeout(done, 50));
}"""
QUERIES = (
    "__proto__", "constructor", "toString", "<script>__pwned=1</script>", "\"><img src=x onerror=__pwned=1>", "{{7*7}}",
    "javascript:__pwned=1", "__pwned", "' OR '1'='1", "\u2028x\u2028", "&lt;script&gt;", "=cmd|'/c calc'!A0",
)  # fmt: skip


@dataclass
class Watched:
    """A page with everything that happened in it and should not have."""

    page: Page
    events: list[str] = field(default_factory=list)

    def harm(self) -> list[str]:
        """Everything seen, with what the page itself noted."""
        noted = self.page.evaluate("[...window.violations, ...(window.__pwned === undefined ? [] : ['ran'])]")
        return [*self.events, *map(str, noted)]


def _is_foreign(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme not in ("data", "blob", "file") and parts.hostname != "127.0.0.1"


@pytest.fixture()
def watched(browser: Browser) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1000, "height": 900})
    context.add_init_script(WATCH)
    page = context.new_page()
    seen = Watched(page)

    def dismiss(dialog: Any) -> None:
        seen.events.append(f"dialog {dialog.message}")
        dialog.dismiss()

    page.on("dialog", dismiss)
    page.on("pageerror", lambda error: seen.events.append(f"error {error}"))
    page.on("console", lambda message: message.type == "error" and seen.events.append(f"console {message.text}"))
    page.on("popup", lambda popup: seen.events.append("popup"))
    page.on("request", lambda request: _is_foreign(request.url) and seen.events.append(f"request {request.url}"))
    yield seen
    context.close()


def test_the_browser_parses_the_same_parts_as_with_harmless_texts(sites: Sites, watched: Watched) -> None:
    """The browser's own parser, which forgives and mends in ways of its own, decides."""
    harmless, attacked = page_keys(sites[0]), page_keys(sites[1])
    for key, page in harmless.items():
        expected = watched.page.evaluate(SKELETON, page.read_text(encoding="utf-8"))
        found = watched.page.evaluate(SKELETON, attacked[key].read_text(encoding="utf-8"))
        assert found == expected, key
    assert watched.page.evaluate(SKELETON, "<p>a<!-- b --></p>")["#comment"] == 1


def _some_of_each_kind(site: Path) -> list[Path]:
    """Every page of its kind but projects, of which three are enough."""
    keys = page_keys(site)
    projects = [key for key in keys if key[0] == "project"]
    return list(dict.fromkeys(page for key, page in keys.items() if key[0] != "project" or key in projects[:3]))


def test_no_page_of_hostile_texts_does_anything(sites: Sites, serve: Serve, watched: Watched) -> None:
    address = serve(sites[1])
    for path in _some_of_each_kind(sites[1]):
        if path.name == "fragment.html":
            continue
        watched.page.goto(address + path.relative_to(sites[1]).as_posix())
        watched.page.evaluate(OPEN_ALL)
        assert not watched.harm(), (path.name, watched.harm()[:5])


def test_no_page_of_hostile_files_does_anything(file_site: Path, serve: Serve, watched: Watched) -> None:
    address = serve(file_site)
    biggest = sorted(file_site.rglob("index.html"), key=lambda path: -path.stat().st_size)[:14]
    for path in biggest:
        watched.page.goto(address + path.relative_to(file_site).as_posix())
        watched.page.evaluate(OPEN_ALL)
        assert not watched.harm(), (path.name, watched.harm()[:5])


def test_live_charts_of_hostile_names_show_text_only(sites: Sites, serve: Serve, watched: Watched) -> None:
    opened = 0
    for path in sites[1].rglob("index.html"):
        if 'data-chart="' not in path.read_text(encoding="utf-8"):
            continue
        watched.page.goto(serve(sites[1]) + path.relative_to(sites[1]).as_posix())
        for figure in watched.page.locator("figure[data-chart]").all()[:3]:
            figure.get_by_role("button", name="交互查看").click()
            figure.locator(".chart-live svg").first.wait_for()
            figure.locator(".chart-live").press("ArrowRight")
            kinds = figure.evaluate(
                "f => [...new Set([...f.querySelectorAll('.chart-live svg *')].map(e => e.localName))]"
            )
            assert not set(kinds) & {"script", "foreignObject", "image", "a", "iframe"}
            opened += 1
        assert not watched.harm(), watched.harm()[:5]
        if opened >= 6:
            return
    assert opened


def test_search_shows_hostile_words_as_text(sites: Sites, serve: Serve, watched: Watched) -> None:
    address = serve(sites[1])
    found = 0
    for query in QUERIES:
        watched.page.goto(f"{address}search/index.html?q={quote(query)}")
        watched.page.wait_for_function(
            "document.querySelector('[data-search-results]').getAttribute('aria-busy') === 'false'"
        )
        kinds = watched.page.eval_on_selector_all(
            "[data-search-results] *, [data-search-facets] *, [data-search-maybe] *",
            "all => [...new Set(all.map(e => e.localName))]",
        )
        assert set(kinds) <= {
            "li",
            "h3",
            "a",
            "mark",
            "p",
            "strong",
            "button",
            "span",
            "ul",
            "details",
            "summary",
            "h2",
            "fieldset",
            "legend",
            "label",
            "input",
            "select",
            "option",
            "ol",
            "div",
        }, kinds
        links = watched.page.eval_on_selector_all("[data-search-results] a", "all => all.map(a => a.href)")
        assert all(str(link).startswith(address) for link in links)
        found += len(links)
        assert not watched.harm(), (query, watched.harm()[:5])
    assert found > 20, "hostile words are found like any others"


def test_filters_and_sorting_of_hostile_tables_keep_them_text(sites: Sites, serve: Serve, watched: Watched) -> None:
    watched.page.goto(serve(sites[1]) + "projects/index.html")
    before = watched.page.locator("main table *").count()
    for head in watched.page.locator("th[data-sort] button").all():
        head.click()
    assert watched.page.locator("main table *").count() == before
    assert not watched.harm()


def test_from_a_disk_nothing_runs_either(sites: Sites, file_site: Path, watched: Watched) -> None:
    """No policy stands in the way here: the pages alone must be safe."""
    for site in (sites[1], file_site):
        pages = [path for path in _some_of_each_kind(site) if path.parent != site][:8]
        for path in pages:
            watched.page.goto(path.as_uri())
            watched.page.evaluate(OPEN_ALL)
            assert not watched.harm(), (path.name, watched.harm()[:5])


def test_a_payload_would_be_noticed(watched: Watched, serve: Serve, tmp_path: Path) -> None:
    """The watch itself: most executable payloads run, or are stopped by the policy, on a page that shows them raw."""
    (tmp_path / "raw.html").write_text(
        "<!doctype html><meta charset=utf-8><svg onload=__pwned=1></svg><img src=x onerror=__pwned=1>"
    )
    watched.page.goto(serve(tmp_path) + "raw.html")
    assert any("script-src" in event for event in watched.harm())
    watched.page.goto((tmp_path / "raw.html").as_uri())
    watched.page.wait_for_timeout(100)
    assert "ran" in watched.harm()
