"""Search measured in a real browser: recall, precision, bytes, requests, time; indexing beside Pagefind.

python -m benchmarks.search --pages 1000 10000 [--pagefind]
"""

from __future__ import annotations

import argparse
import html
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "search"))

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright
from search_server import Served, serve
from search_site import content, folded_page, refs, write, write_search_site

from benchmarks.search_corpus import departments
from benchmarks.search_queries import exact_queries, slips
from site_builder.model.output import SearchEntry
from site_builder.search import index_share, merge_shares
from site_builder.search.folding import fold_words

PHONE: ViewportSize = {"width": 390, "height": 844}
STATIC = ("search/index.html", "assets/site.css", "assets/site.js", "assets/preferences.js")
ALL_PAGES = """async () => {
  const words = siteFold.words(new URLSearchParams(location.search).get("q")).filter(w => Array.from(w).length > 1);
  const found = await siteExact.find(words, 10), shares = {};
  for (const c of found) shares[siteIndex.shareOf(c.page)] ??= await siteIndex.titles(siteIndex.shareOf(c.page));
  return found.map(c => shares[siteIndex.shareOf(c.page)][siteIndex.localOf(c.page)].path);
}"""
LINKS = "links => links.map(link => decodeURIComponent(new URL(link.href).pathname).split('/zwgk/')[1])"


@dataclass
class Tally:
    """What was measured over a set of queries."""

    recall: list[float] = field(default_factory=list)
    precision: list[float] = field(default_factory=list)
    first_ten: list[float] = field(default_factory=list)
    counts_right: int = 0
    bytes_first: list[int] = field(default_factory=list)
    requests_first: list[int] = field(default_factory=list)
    bytes_later: list[int] = field(default_factory=list)
    requests_later: list[int] = field(default_factory=list)


def wait(page: Page) -> None:
    """Wait until the search page says that it is done."""
    page.wait_for_selector("[data-search-results][aria-busy=false]", state="attached", timeout=60_000)


def take(served: Served) -> list[tuple[str, int]]:
    """Return what was sent for search since the last time: the page's frame and styles left out."""
    sent = [item for item in served.sent if item[0] not in STATIC and item[0] != "favicon.ico"]
    served.sent.clear()
    return sent


def index_alone(pages: int) -> None:
    """Index made pages and print processor and wall seconds, bytes, files and peak memory of this process."""
    made = departments(pages)
    cpu, wall, files, size = time.process_time(), time.monotonic(), 0, 0
    for file in merge_shares(refs(index_share(entries) for entries in made)):
        files += 1
        size += len(content(file))
    cpu, wall = time.process_time() - cpu, time.monotonic() - wall
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(
        f"{pages} pages: {cpu:.1f} s processor, {wall:.1f} s wall, {size / 1e6:.1f} MB in {files} files, {memory:.0f} MB"
    )


def compare_indexing(pages: int, binary: str) -> None:
    """Index the same pages with ours (one process) and with Pagefind, one after the other in one run."""
    with tempfile.TemporaryDirectory() as folder:
        for entries in departments(pages):
            for entry in entries:
                lines = "".join(f"<p>{html.escape(line)}</p>" for line in entry.text.split("\n"))
                page = f'<html lang="zh-CN"><title>{html.escape(entry.title)}</title><main data-pagefind-body>{lines}</main>'
                target = Path(folder) / entry.path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(f"<!doctype html>{page}</html>", encoding="utf-8")
        ours = [sys.executable, "-m", "benchmarks.search", "--index-only", "--pages", str(pages)]
        for name, command in (("ours", ours), ("pagefind", [binary, "--site", folder])):
            start, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(command, check=True, capture_output=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            print(f"{pages} pages, {name}: {cpu:.1f} s processor, {time.monotonic() - start:.1f} s wall, ", end="")
            print(f"peak so far {after.ru_maxrss / 1000:.0f} MB", flush=True)


def measure_exact(browser: Browser, served: Served, entries: list[SearchEntry]) -> Tally:
    """Run the exact queries, each first in a fresh browser profile and then as a later one."""
    tally = Tally()
    folded = {entry.path: folded_page(entry) for entry in entries}
    later = browser.new_context(viewport=PHONE)
    tab = later.new_page()
    tab.goto(f"{served.address}search/index.html?q={quote('先来一次')}")
    wait(tab)
    for kind, query in exact_queries(entries):
        words = [word for word in fold_words(query) if len(word) > 1]
        expected = {path for path, text in folded.items() if all(word in text for word in words)}
        context = browser.new_context(viewport=PHONE)
        page = context.new_page()
        take(served)
        page.goto(f"{served.address}search/index.html?q={quote(query)}")
        wait(page)
        sent = take(served)
        tally.bytes_first.append(sum(size for _, size in sent))
        tally.requests_first.append(len(sent))
        count = page.locator("[data-search-count]").inner_text()
        shown = page.locator("[data-search-results] a").evaluate_all(LINKS)
        found = set(page.evaluate(ALL_PAGES))
        context.close()
        take(served)
        tab.fill("#search-q", query)
        tab.press("#search-q", "Enter")
        wait(tab)
        sent = take(served)
        tally.bytes_later.append(sum(size for _, size in sent))
        tally.requests_later.append(len(sent))
        hits = len(found & expected)
        recall = hits / len(expected) if expected else 1.0
        precision = sum(path in expected for path in shown) / len(shown) if shown else 1.0
        ten = sum(path in expected for path in shown[:10]) / len(shown[:10]) if shown else 1.0
        tally.recall.append(recall)
        tally.precision.append(precision)
        tally.first_ten.append(ten)
        tally.counts_right += count == str(len(expected))
        if recall < 1 or precision < 1 or count != str(len(expected)):
            print(f"  ! {kind} {query}: expected {len(expected)} found {len(found)} count {count} first ten {ten:.2f}")
    later.close()
    return tally


def measure_slips(browser: Browser, served: Served, entries: list[SearchEntry]) -> dict[str, list[bool]]:
    """Return for each kind of slip whether a page with the meant term is among the first ten."""
    folded = {entry.path: folded_page(entry) for entry in entries}
    right: dict[str, list[bool]] = {}
    context = browser.new_context()
    page = context.new_page()
    for slip in slips(entries):
        page.goto(f"{served.address}search/index.html?q={quote(slip.query)}")
        wait(page)
        shown = page.locator("[data-search-results] a, [data-search-maybe] a").evaluate_all(LINKS)
        good = any(slip.meant in folded[path] for path in shown[:10])
        right.setdefault(slip.kind, []).append(good)
        if not good:
            print(f"  ? {slip.kind} {slip.query} meant {slip.meant}: {len(shown)} shown")
    context.close()
    return right


def shaped(context: BrowserContext, page: Page) -> None:
    """Slow the page down to a phone on slow 4G."""
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000},
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})


FIRST_SHOWN = """() => new Promise(done => {
  const box = document.querySelector("[data-search-results]");
  const look = () => { if (box.querySelector("li:not([hidden]) a")) { observer.disconnect(); done(performance.now()); } };
  const observer = new MutationObserver(look);
  observer.observe(box, {childList: true, subtree: true, attributes: true});
  look();
})"""


def measure_times(browser: Browser, served: Served, entries: list[SearchEntry]) -> tuple[list[float], list[float]]:
    """Return milliseconds to the first result on slow 4G: of first queries since navigation, and of later ones."""
    first, later = [], []
    queries = [query for _, query in exact_queries(entries)][::6]
    for query, second in pairwise(queries):
        context = browser.new_context(viewport=PHONE)
        page = context.new_page()
        shaped(context, page)
        page.goto(f"{served.address}search/index.html?q={quote(query)}", wait_until="commit")
        page.wait_for_selector("[data-search-results]", state="attached")
        first.append(float(page.evaluate(FIRST_SHOWN)))
        wait(page)
        page.fill("#search-q", second)
        start = page.evaluate(
            "() => { document.querySelector('[data-search-form]').requestSubmit(); return performance.now(); }"
        )
        later.append(float(page.evaluate(FIRST_SHOWN)) - start)
        context.close()
    return first, later


def mean(values: Iterable[float]) -> float:
    """Return the mean of some values."""
    return statistics.fmean(list(values) or [0.0])


def ask_client(folder: Path, queries: list[str], fresh: bool) -> list[dict[str, Any]]:
    """Run queries through the client's code in node (tests/search/client.mjs)."""
    script = Path(__file__).resolve().parents[1] / "tests" / "search" / "client.mjs"
    given = json.dumps({"queries": queries, "fresh": fresh, "full": False})
    done = subprocess.run(["node", script, folder], input=given, capture_output=True, text=True, check=True)
    results: list[dict[str, Any]] = json.loads(done.stdout)
    return results


def run_in_node(pages: int, folder: Path) -> None:
    """Measure what needs no browser: counts, first ten, slips, index bytes and requests (without the scripts)."""
    made = list(departments(pages))
    entries = [entry for department in made for entry in department]
    for file in merge_shares(refs(index_share(department) for department in made)):
        write(folder, file)
    folded = {entry.path: folded_page(entry) for entry in entries}
    queries = [query for _, query in exact_queries(entries)]
    right = 0
    for query, result in zip(queries, ask_client(folder, queries, False), strict=True):
        words = [word for word in fold_words(query) if len(word) > 1]
        expected = {path for path, text in folded.items() if all(word in text for word in words)}
        good = result["count"] == len(expected) and set(result["first"]) <= expected
        right += good
        if not good:
            print(f"  ! {query}: expected {len(expected)} count {result['count']}")
    print(f"{pages} pages: {right}/{len(queries)} exact queries counted right")
    for name, fresh in (("first", True), ("later", False)):
        files = [result["files"] for result in ask_client(folder, queries, fresh)]
        size = mean(sum(length for _, length in sent) for sent in files) / 1000
        print(f"  {name} query: index {size:.1f} KB, {mean(map(len, files)):.1f} requests")
    wrong = slips(entries)
    for slip, result in zip(wrong, ask_client(folder, [slip.query for slip in wrong], False), strict=True):
        shown = [*result["first"], *(path for path, _ in result["maybe"])][:10]
        if not any(slip.meant in folded[path] for path in shown):
            print(f"  ? {slip.kind} {slip.query} meant {slip.meant}")
    print(f"  {len(wrong)} slips asked; those listed above were not answered")


def run(pages: int, browser: Browser, folder: Path) -> None:
    """Measure one size of site and print the figures."""
    made = list(departments(pages))
    entries = [entry for department in made for entry in department]
    write_search_site(folder, made)
    print(f"\n{pages} pages, {sum(len(entry.text) for entry in entries) / 1e6:.1f} million characters")
    with serve(folder) as served:
        tally = measure_exact(browser, served, entries)
        print(f"  exact: recall {mean(tally.recall):.4f} precision {mean(tally.precision):.4f} ", end="")
        print(f"first ten {mean(tally.first_ten):.4f} counts right {tally.counts_right}/{len(tally.recall)}")
        print(f"  first query {mean(tally.bytes_first) / 1000:.1f} KB {mean(tally.requests_first):.1f} requests")
        print(f"  later query {mean(tally.bytes_later) / 1000:.1f} KB {mean(tally.requests_later):.1f} requests")
        right = measure_slips(browser, served, entries)
        for kind, answers in right.items():
            print(f"  slip {kind}: {sum(answers)}/{len(answers)}")
        first, later = measure_times(browser, served, entries)
        for name, times in (("first", first), ("next", later)):
            print(f"  slow 4G, {name}: median {statistics.median(times):.0f} ms, worst {max(times):.0f} ms")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, nargs="+", default=[1000])
    parser.add_argument("--index-only", action="store_true", help="measure indexing alone")
    parser.add_argument("--pagefind", metavar="BINARY", help="compare indexing with Pagefind's program")
    parser.add_argument("--node", action="store_true", help="without a browser: counts, bytes, requests, slips")
    given = parser.parse_args()
    if given.index_only:
        for pages in given.pages:
            index_alone(pages)
        return
    if given.pagefind:
        for pages in given.pages:
            compare_indexing(pages, given.pagefind)
        return
    if given.node:
        for pages in given.pages:
            with tempfile.TemporaryDirectory() as folder:
                run_in_node(pages, Path(folder))
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for pages in given.pages:
            with tempfile.TemporaryDirectory() as folder:
                run(pages, browser, Path(folder))
        browser.close()


if __name__ == "__main__":
    main()
