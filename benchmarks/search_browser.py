"""Our search in headless Chromium: recall, precision, bytes, requests; times on shaped slow 4G with a slowed processor."""

from __future__ import annotations

import statistics
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "search"))

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize
from search_server import Served

from benchmarks.search_queries import Slip

PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 800}
FRAME = ("search/index.html", "assets/site.css", "assets/site.js", "assets/preferences.js", "assets/icon.svg")
ALL_PAGES = """async () => {
  const words = siteFold.words(new URLSearchParams(location.search).get("q")).filter(w => Array.from(w).length > 1);
  const found = await siteExact.find(words);
  return Promise.all(found.map(async c => (await siteIndex.card(c.page)).path));
}"""
LINKS = "links => links.map(link => decodeURIComponent(new URL(link.href).pathname).split('/zwgk/')[1])"
LATER = 3
"""Behind every third query another one is asked on the same page."""
LATENCY_MS, BYTES_A_SECOND, SLOWED = 150, 200_000, 4


@dataclass
class Tally:
    """What was measured over a set of queries; bytes and requests of everything but the page's frame and styles."""

    recall: list[float] = field(default_factory=list)
    precision: list[float] = field(default_factory=list)
    first_ten: list[float] = field(default_factory=list)
    counted: list[bool] = field(default_factory=list)
    first: list[tuple[int, int]] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    later: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class Times:
    """Milliseconds to the first result: of a first query since navigation, of later ones since they were sent, and in both
    cases since the last byte that it needed."""

    first: list[float] = field(default_factory=list)
    later: list[float] = field(default_factory=list)
    behind_bytes: list[float] = field(default_factory=list)


def wait(page: Page) -> None:
    """Wait until the search page says that it is done."""
    page.wait_for_selector("[data-search-results][aria-busy=false]", state="attached", timeout=60_000)


def take(served: Served) -> list[tuple[str, int]]:
    """Return what was sent since the last time."""
    sent = [item for item in served.sent if item[0] != "favicon.ico"]
    served.sent.clear()
    return sent


def _sum(sent: Iterable[tuple[str, int]]) -> tuple[int, int]:
    counted = [size for path, size in sent if path not in FRAME]
    return sum(counted), len(counted)


def search(page: Page, query: str) -> None:
    """Send a query from an open search page."""
    page.fill("#search-q", query)
    page.press("#search-q", "Enter")
    wait(page)


def measure_exact(
    browser: Browser, served: Served, expected: dict[str, set[str]], viewport: ViewportSize = PHONE
) -> Tally:
    """Ask each query in a fresh profile, and behind some of them another one: `expected` are the right pages by query."""
    tally = Tally()
    for at, (query, second) in enumerate(pairwise([*expected, next(iter(expected))])):
        context = browser.new_context(viewport=viewport)
        page = context.new_page()
        take(served)
        page.goto(f"{served.address}search/index.html?q={quote(query)}")
        wait(page)
        sent = take(served)
        tally.first.append(_sum(sent))
        tally.whole.append(sum(size for _, size in sent))
        if at % LATER == 0:
            search(page, second)
            tally.later.append(_sum(take(served)))
            _judge(tally, page, second, expected[second])
        else:
            _judge(tally, page, query, expected[query])
        context.close()
    return tally


def _judge(tally: Tally, page: Page, query: str, right: set[str]) -> None:
    count = page.locator("[data-search-count]").inner_text()
    shown = page.locator("[data-search-results] a").evaluate_all(LINKS)
    found = set(page.evaluate(ALL_PAGES))
    recall = len(found & right) / len(right) if right else 1.0
    precision = sum(path in right for path in shown) / len(shown) if shown else 1.0
    tally.recall.append(recall)
    tally.precision.append(precision)
    tally.first_ten.append(sum(path in right for path in shown[:10]) / max(1, len(shown[:10])) if right else 1.0)
    tally.counted.append(count == str(len(right)))
    if recall < 1 or precision < 1 or count != str(len(right)):
        print(f"  ! {query}: {len(right)} pages, found {len(found)}, said {count}, precision {precision:.2f}")


def measure_slips(
    browser: Browser, served: Served, wrong: Sequence[Slip], folded: dict[str, str]
) -> tuple[dict[str, list[bool]], list[tuple[int, int]]]:
    """Return for each kind whether a page with the meant term is among the first ten, and bytes and requests of each."""
    right: dict[str, list[bool]] = {}
    sizes = []
    for slip in wrong:
        context = browser.new_context(viewport=PHONE)
        page = context.new_page()
        take(served)
        page.goto(f"{served.address}search/index.html?q={quote(slip.query)}")
        wait(page)
        sizes.append(_sum(take(served)))
        shown = page.locator("[data-search-results] a, [data-search-maybe] li a").evaluate_all(LINKS)
        good = any(slip.meant in folded.get(path, "") for path in shown[:10])  # advice leads to pages that hold no text
        right.setdefault(slip.kind, []).append(good)
        if not good:
            print(f"  ? {slip.kind} {slip.query} meant {slip.meant}: {len(shown)} shown")
        context.close()
    return right, sizes


def shaped(context: BrowserContext, page: Page) -> None:
    """Slow the page down to a phone on slow 4G: 150 ms, 1.6 Mbit/s, a processor of a quarter of the speed."""
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY_MS,
            "downloadThroughput": BYTES_A_SECOND,
            "uploadThroughput": BYTES_A_SECOND / 2,
        },
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})


WATCH = """() => {
  performance.setResourceTimingBufferSize(2000);
  const results = "[data-search-results] li:not([hidden]) a, [data-search-maybe]:not([hidden]) li a";
  window.whenShown = () => new Promise(done => {
    const look = () => {
      if (!document.querySelector(results)) return;
      observer.disconnect();
      const now = performance.now();
      const ends = performance.getEntriesByType("resource").map(entry => entry.responseEnd).filter(end => end && end <= now);
      requestAnimationFrame(() => setTimeout(() => done([performance.now(), Math.max(...ends)]), 0));
    };
    const observer = new MutationObserver(look);
    observer.observe(document, {childList: true, subtree: true, attributes: true});
    look();
  });
  window.firstShown = window.whenShown();
}"""


def measure_times(browser: Browser, served: Served, queries: Sequence[str]) -> Times:
    """Return times of pairs of queries, each pair in a fresh profile; the first counts from navigation."""
    times = Times()
    for query, second in pairwise(queries):
        context = browser.new_context(viewport=PHONE)
        page = context.new_page()
        page.add_init_script(f"({WATCH})()")
        shaped(context, page)
        page.goto(f"{served.address}search/index.html?q={quote(query)}", wait_until="commit")
        shown, bytes_in = page.evaluate("() => window.firstShown")
        times.first.append(shown)
        times.behind_bytes.append(shown - bytes_in)
        wait(page)
        page.fill("#search-q", second)
        start = page.evaluate(
            """() => {
              document.querySelector("[data-search-form]").requestSubmit();
              window.firstShown = window.whenShown();
              return performance.now();
            }"""
        )
        shown, bytes_in = page.evaluate("() => window.firstShown")
        times.later.append(shown - start)
        times.behind_bytes.append(shown - max(start, bytes_in))
        context.close()
    return times


def mean(values: Iterable[float]) -> float:
    """Return the mean of some values."""
    return statistics.fmean(list(values) or [0.0])


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def kinds_line(right: dict[str, list[bool]]) -> str:
    """Return how many slips of each kind were answered."""
    counts = Counter({kind: sum(answers) for kind, answers in right.items()})
    return "  ".join(f"{kind} {counts[kind]}/{len(answers)}" for kind, answers in right.items())
