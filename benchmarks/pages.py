"""How fast pages show on a slow phone: `python -m benchmarks.pages SITE [RUNS]`, SITE a finished site's folder.

Headless Chromium, 390 px wide, processor four times slower, 150 ms and 1.6 Mbit/s, gzip, no cache. Of each kind of
page the largest, and every department's page: largest contentful paint (minimum, median, maximum of the runs), layout
shift, and the bytes and requests before anything is touched. Prints a Markdown table. Its first row is a page of one
heading and one style, the yardstick for what a busy machine adds.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import statistics
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6 * 1024 * 1024 / 8,
    "uploadThroughput": 0.75 * 1024 * 1024 / 8,
}
SLOWER = 4
SETTLED_MS = 1500
YARDSTICK = {
    "/yardstick.html": b'<!doctype html><title>1</title><link rel="stylesheet" href="yardstick.css"><h1>1</h1>',
    "/yardstick.css": b"h1 { color: black }",
}
OFFICE = "d/**/*-[0-9a-f][0-9a-f][0-9a-f][0-9a-f]"
PATTERNS = {
    "首页": "index.html", "地区": "regions/**/index.html", "部门": f"{OFFICE}/index.html",
    "报告": f"{OFFICE}/*/*/index.html", "项目": "d/**/p/*.html", "原文": "source/*/index.html",
    "项目成效": "projects/**/index.html", "比较": "compare/**/index.html", "搜索": "search/index.html",
    "名词解释": "glossary/index.html", "数据与方法": "method/index.html", "核对规则": "rules/index.html",
    "站点地图": "map/**/index.html",
}  # fmt: skip
OBSERVE = """
window.seen = {paint: 0, shift: 0};
new PerformanceObserver(list => list.getEntries().forEach(e => { seen.paint = e.startTime; }))
  .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(e => { if (!e.hadRecentInput) seen.shift += e.value; }))
  .observe({type: "layout-shift", buffered: true});
"""


class Packed(SimpleHTTPRequestHandler):
    """Serves a folder, text compressed as a portal's web server does."""

    def do_GET(self) -> None:
        """Send a file, gzipped when it is text."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if self.path not in YARDSTICK and not path.is_file():
            self.send_error(404)
            return
        content = gzip.compress(YARDSTICK.get(self.path) or path.read_bytes(), 6, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", "default-src 'self'")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a site while the block runs; yields its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Packed, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


def pages_of(site: Path) -> list[tuple[str, str]]:
    """Return (kind, address) of the largest page of each kind and of every department's page, at most twelve of them."""
    chosen = [("对照", "yardstick.html")]
    for kind, pattern in PATTERNS.items():
        found = sorted(site.glob(pattern), key=lambda path: -path.stat().st_size)
        chosen += [(kind, path.relative_to(site).as_posix()) for path in found[: 12 if kind == "部门" else 1]]
    return chosen


def measure(browser: Browser, url: str) -> tuple[float, float, int, int]:
    """Return the largest contentful paint in seconds, the layout shift, bytes and requests of one cold load."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=2)
    page = context.new_page()
    page.add_init_script(OBSERVE)
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    tools.send("Network.emulateNetworkConditions", NETWORK)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    sizes: list[int] = []
    tools.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    page.goto(url, wait_until="load")
    page.wait_for_timeout(SETTLED_MS)
    seen = page.evaluate("seen")
    context.close()
    return seen["paint"] / 1000, seen["shift"], sum(sizes), len(sizes)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("runs", type=int, nargs="?", default=3)
    given = parser.parse_args()
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    print(
        f"负载 {os.getloadavg()[0]:.1f}\n\n| 页面 | 最大内容绘制 s | 版面移动 | KB | 请求 |\n| --- | ---: | ---: | ---: | ---: |"
    )
    with served(given.site) as url, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for kind, address in pages_of(given.site):
            runs = [measure(browser, url + address) for _ in range(given.runs)]
            paints = sorted(run[0] for run in runs)
            paint = f"{paints[0]:.2f} / {statistics.median(paints):.2f} / {paints[-1]:.2f}"
            shift, size, count = max(run[1] for run in runs), max(run[2] for run in runs), max(run[3] for run in runs)
            print(f"| {kind} | {paint} | {shift:.4f} | {size / 1000:.0f} | {count} |", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
