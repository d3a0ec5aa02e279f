"""Search beside Pagefind on the same pages in one run: indexing, recall, precision, bytes, requests, times.

python -m benchmarks.search [--pages 1000 10000] [--without-pagefind] [--node] [--seed N]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "search"))

from playwright.sync_api import Browser, sync_playwright
from search_server import serve
from search_site import folded_page, refs, write, write_search_site

from benchmarks.search_browser import (
    DESK,
    Tally,
    Times,
    kinds_line,
    mean,
    measure_exact,
    measure_slips,
    measure_times,
    percentile,
)
from benchmarks.search_corpus import Department, departments
from benchmarks.search_indexing import index_with_ours, index_with_pagefind, install_pagefind, write_pages
from benchmarks.search_pagefind import measure_pagefind
from benchmarks.search_queries import Slip, exact_queries, slips
from benchmarks.search_sample import sample_departments
from site_builder.model.output import SearchEntry
from site_builder.search import index_share, merge_shares
from site_builder.search.folding import fold_words

CLIENT = Path(__file__).resolve().parents[1] / "tests" / "search" / "client.mjs"
TIMED = 5
"""Every fifth query is also timed."""


@dataclass(frozen=True)
class Material:
    """Pages, and what is asked of them: the right pages by exact query, and slips."""

    departments: list[Department]
    folded: dict[str, str]
    expected: dict[str, set[str]]
    wrong: list[Slip]


def gather(pages: int, sample: list[Department], seed: int) -> Material:
    """Make pages, add those of the sample reports, and draw the queries."""
    made = [*departments(pages - sum(map(len, sample))), *sample]
    entries = [entry for department in made for entry in department]
    own = [entry for department in sample for entry in department]
    folded = {entry.path: folded_page(entry) for entry in entries}
    queries = {query for _, query in exact_queries(entries, seed)} | _some(own, seed)
    expected = {query: scan(folded, query) for query in sorted(queries)}
    return Material(made, folded, expected, slips([*entries[:4000], *own], seed + 1))


def _some(entries: Sequence[SearchEntry], seed: int) -> set[str]:
    """Return queries drawn from the sample reports alone."""
    return {query for kind, query in exact_queries(entries, seed) if kind in ("名称", "半个名称", "正文", "金额")}


def scan(folded: dict[str, str], query: str) -> set[str]:
    """Return the pages that hold every word of a query, by looking through all of them."""
    words = [word for word in fold_words(query) if len(word) > 1]
    return {path for path, text in folded.items() if words and all(word in text for word in words)}


def show(name: str, tally: Tally) -> None:
    """Print what exact queries came to."""
    print(f"  {name}: recall {mean(tally.recall):.4f} precision {mean(tally.precision):.4f} ", end="")
    print(f"first ten {mean(tally.first_ten):.4f}", end="")
    if tally.counted:
        print(f" counts right {sum(tally.counted)}/{len(tally.counted)}", end="")
    for kind, sent in (("first", tally.first), ("later", tally.later)):
        if sent:
            print(f"; {kind} query {mean(size for size, _ in sent) / 1000:.1f} KB", end="")
            print(f" {mean(count for _, count in sent):.1f} requests", end="")
    if tally.whole:
        print(f"; with the page's frame and styles {mean(tally.whole) / 1000:.1f} KB", end="")
    print(flush=True)


def show_times(times: Times) -> None:
    """Print times on slow 4G."""
    for name, values in (("first", times.first), ("next", times.later), ("behind the bytes", times.behind_bytes)):
        print(f"  slow 4G, {name}: median {percentile(values, 0.5):.0f} ms, 9 of 10 within ", end="")
        print(f"{percentile(values, 0.9):.0f} ms, worst {max(values):.0f} ms")


def run(pages: int, material: Material, browser: Browser, program: Path | None) -> None:
    """Measure one size of site and print the figures."""
    size = sum(len(entry.text) for entries in material.departments for entry in entries) / 1e6
    print(f"\n{pages} pages, {size:.1f} million characters; ", end="")
    print(f"{len(material.expected)} exact queries, {len(material.wrong)} slips", flush=True)
    with TemporaryDirectory() as first, TemporaryDirectory() as second, TemporaryDirectory() as third:
        plain, ours, site = Path(first), Path(second), Path(third)
        write_pages(plain, material.departments)
        print(f"  index, ours: {index_with_ours(plain, ours)}", flush=True)
        if program:
            print(f"  index, Pagefind: {index_with_pagefind(program, plain)}", flush=True)
            tally, _ = measure_pagefind(browser, plain, material.expected)
            show("Pagefind", tally)
        write_search_site(site, material.departments)
        with serve(site) as served:
            show("ours, phone", measure_exact(browser, served, material.expected))
            some = dict(list(material.expected.items())[::TIMED])
            show("ours, desk", measure_exact(browser, served, some, DESK))
            right, sent = measure_slips(browser, served, material.wrong, material.folded)
            print(f"  slips: {sum(map(sum, right.values()))}/{len(material.wrong)}: {kinds_line(right)}; ", end="")
            print(f"first query {mean(size for size, _ in sent) / 1000:.1f} KB")
            show_times(measure_times(browser, served, list(some)))


def ask_client(folder: Path, queries: list[str], fresh: bool) -> list[dict[str, Any]]:
    """Run queries through the client's code in node (tests/search/client.mjs)."""
    given = json.dumps({"queries": queries, "fresh": fresh, "full": False})
    done = subprocess.run(["node", CLIENT, folder], input=given, capture_output=True, text=True, check=True)
    results: list[dict[str, Any]] = json.loads(done.stdout)
    return results


def run_in_node(pages: int, material: Material) -> None:
    """Measure what needs no browser: counts, first ten, slips, index bytes and requests (without the scripts)."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for file in merge_shares(refs(map(index_share, material.departments))):
            write(folder, file)
        results = ask_client(folder, list(material.expected), True)
        wrong = ask_client(folder, [slip.query for slip in material.wrong], True)
    good = 0
    for (query, right), result in zip(material.expected.items(), results, strict=True):
        good += (fits := result["count"] == len(right) and set(result["first"]) <= right)
        if not fits:
            print(f"  ! {query}: {len(right)} pages, said {result['count']}")
    print(f"{pages} pages: {good}/{len(results)} exact queries counted right, first ten all right")
    answered = [_answers(slip, result, material) for slip, result in zip(material.wrong, wrong, strict=True)]
    print(f"  {sum(answered)}/{len(answered)} slips answered")
    for kind, found in (("exact", results), ("slips", wrong)):
        sizes = [sum(size for _, size in result["files"]) for result in found]
        print(
            f"  {kind}: index {mean(sizes) / 1000:.1f} KB, {mean(len(result['files']) for result in found):.1f} requests"
        )


def _answers(slip: Slip, result: dict[str, Any], material: Material) -> bool:
    shown = [*result["first"], *(path for path, _ in result["maybe"])][:10]
    good = any(slip.meant in material.folded[path] for path in shown)
    if not good:
        print(f"  ? {slip.kind} {slip.query} meant {slip.meant}: {result['maybe'][:1]}")
    return good


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--without-pagefind", action="store_true")
    parser.add_argument("--node", action="store_true", help="without a browser: counts, bytes, requests, slips")
    given = parser.parse_args()
    sample = sample_departments()
    if given.node:
        for pages in given.pages:
            run_in_node(pages, gather(pages, sample, given.seed))
        return
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        program = None if given.without_pagefind else install_pagefind(Path(folder))
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for pages in given.pages:
            run(pages, gather(pages, sample, given.seed), browser, program)
        browser.close()


if __name__ == "__main__":
    main()
