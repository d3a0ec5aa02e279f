"""Pagefind's search over the same pages in the same browser, through its own script interface."""

from __future__ import annotations

import gzip
import json
import time
from pathlib import Path

from playwright.sync_api import Browser, Page
from search_server import serve

from benchmarks.search_browser import PHONE, Tally, take

POLICY = "default-src 'self' 'wasm-unsafe-eval' blob:"
"""Pagefind runs WebAssembly, which a strict policy forbids."""
ASK = """async (query) => {
  const engine = await import(new URL("pagefind/pagefind.js", location.href));
  await engine.init();
  const found = await engine.search(query);
  const shown = await Promise.all(found.results.slice(0, 10).map(one => one.data()));
  return [found.results.map(one => one.id), shown.map(one => one.url)];
}"""


def measure_pagefind(browser: Browser, folder: Path, expected: dict[str, set[str]]) -> tuple[Tally, list[float]]:
    """Ask each query in a fresh profile; return what was measured, and milliseconds to the first ten (network not shaped)."""
    tally, times = Tally(), []
    paths = _paths(folder)
    (folder / "ask.html").write_text("<!doctype html><title>ask</title>", encoding="utf-8")
    with serve(folder, policy=POLICY) as served:
        for query, right in expected.items():
            context = browser.new_context(viewport=PHONE)
            page = context.new_page()
            page.goto(f"{served.address}ask.html")
            take(served)
            start = time.monotonic()
            _judge(tally, page, query, right, paths)
            times.append((time.monotonic() - start) * 1000)
            sent = take(served)
            tally.first.append((sum(size for _, size in sent), len(sent)))
            context.close()
    return tally, times


def _judge(tally: Tally, page: Page, query: str, right: set[str], paths: dict[str, str]) -> None:
    ids, shown = page.evaluate(ASK, query)
    found = {paths[one] for one in ids}
    first = [url.split("/zwgk/")[-1].lstrip("/") for url in shown]
    first = [path + "index.html" if path.endswith("/") or not path else path for path in first]
    tally.recall.append(len(found & right) / len(right) if right else 1.0)
    tally.precision.append(len(found & right) / len(found) if found else 1.0)
    tally.first_ten.append(sum(path in right for path in first) / len(first) if first else float(not right))


def _paths(folder: Path) -> dict[str, str]:
    """Return the page of each fragment that Pagefind made."""
    paths = {}
    for fragment in (folder / "pagefind/fragment").glob("*.pf_fragment"):
        text = gzip.decompress(fragment.read_bytes()).removeprefix(b"pagefind_dcd").decode()
        url = json.loads(text)["url"].lstrip("/")
        paths[fragment.stem] = url + "index.html" if url.endswith("/") or not url else url
    return paths
