"""Interactive charts in a real browser: loaded on demand, in place, under the strict policy, and from a disk."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from chart_records import project, report

from site_builder.assets import asset_dir
from site_builder.charts import browser_assets, draw, option_files, report_charts
from site_builder.model.chart import DrawnChart

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = Path("/usr/bin/chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.is_file(), reason="Chromium is not installed"),
    pytest.mark.skipif(
        not (asset_dir() / "echarts.min.js").is_file(),
        reason="browser assets are not built: python scripts/build_assets.py",
    ),
]
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "{a|x}{b}{c}",
    "</script><script>alert(1)</script>",
    "'\"><svg onload=alert(1)>",
)
STYLE = """body { color: #1b2430; background: #fff } .chart-narrow { display: none }
.chart-canvas svg { display: block; width: 100%; height: auto }
.visually-hidden { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden }
@media (max-width: 40rem) { .chart-narrow { display: block } .chart-wide { display: none } }"""


class StrictHandler(SimpleHTTPRequestHandler):
    """Serves a folder under the portal's policy."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "default-src 'self'")
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("chart-site")
    figures = ""
    hostile = report_charts(
        report(tables=(), forms=(), projects=tuple(project(name, "9", "5", "", "", "") for name in HOSTILE))
    )
    named = [replace(chart, name="hostile") for chart in hostile if chart.name == "budget-execution"]
    for chart in (*report_charts(report()), *named):
        drawn = DrawnChart(chart, draw(chart), f"charts/{chart.name}.json")
        for file in option_files(drawn):
            target = root / file.path
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(file.content)
        figures += (
            f'<figure class="chart" data-chart="{drawn.path}" id="{chart.name}"><figcaption>{chart.title}</figcaption>'
            f'<div class="chart-canvas"><div class="chart-wide">{drawn.drawing.wide}</div>'
            f'<div class="chart-narrow">{drawn.drawing.narrow}</div></div><ul class="chart-downloads"></ul></figure>'
        )
    (root / "assets").mkdir()
    for file in browser_assets():
        (root / file.path).write_bytes(file.content)
    (root / "assets" / "charts.js").write_bytes((ROOT / "templates/js/charts.js").read_bytes())
    (root / "style.css").write_text(STYLE, encoding="utf-8")
    head = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>图</title><link rel="stylesheet" href="style.css"><link rel="icon" href="style.css">'
    page = f'{head}<script src="assets/charts.js" defer></script><main>{figures}</main></html>'
    (root / "index.html").write_text(page, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(StrictHandler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/index.html"
    server.shutdown()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1000, "height": 800}, accept_downloads=True)
    tab = context.new_page()
    tab.problems = []
    tab.requested = []
    tab.on("console", lambda message: tab.problems.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: tab.problems.append(str(error)))
    tab.on("request", lambda request: tab.requested.append(request.url))
    yield tab
    context.close()


def open_chart(page: Any, name: str = "budget-execution") -> Any:
    figure = page.locator(f"#{name}")
    figure.get_by_role("button", name="交互查看").click()
    page.wait_for_selector(f"#{name} .chart-live svg text")
    return figure


def test_nothing_is_loaded_before_interaction(page: Any, address: str) -> None:
    page.goto(address)
    assert not [url for url in page.requested if "echarts" in url or "/charts/" in url]


@pytest.mark.parametrize("width", [1000, 360])
def test_every_chart_opens_in_place_under_the_policy(page: Any, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    for chart in report_charts(report()):
        box = f"#{chart.name} .chart-canvas"
        before = page.locator(box).bounding_box()
        open_chart(page, chart.name)
        after = page.locator(box).bounding_box()
        assert abs(before["height"] - after["height"]) < 1
        assert abs(before["width"] - after["width"]) < 1
    assert page.problems == []


def test_hovering_loads_the_chart_and_shows_the_printed_number(page: Any, address: str) -> None:
    page.goto(address)
    page.locator("#budget-execution .chart-wide svg").hover(position={"x": 400, "y": 60})
    page.wait_for_selector("#budget-execution .chart-live svg")
    page.mouse.move(500, 200)
    box = page.locator("#budget-execution .chart-live").bounding_box()
    page.mouse.move(box["x"] + 340, box["y"] + 60)
    page.wait_for_function(
        "document.querySelector('#budget-execution .chart-live').textContent.includes('预算：272.00')"
    )
    assert page.problems == []


def test_the_wheel_scrolls_the_page_and_with_control_zooms_the_chart(page: Any, address: str) -> None:
    page.goto(address)
    open_chart(page, "self-grade")
    page.locator("#self-grade .chart-live").scroll_into_view_if_needed()
    box = page.locator("#self-grade .chart-live").bounding_box()
    page.mouse.move(box["x"] + 300, box["y"] + 100)
    ticks = "[...document.querySelectorAll('#self-grade .chart-live text')].map(e => e.textContent).join()"
    whole, place = page.evaluate(ticks), page.evaluate("scrollY")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.wait_for_timeout(500)
    assert page.evaluate(ticks) != whole
    page.keyboard.up("Control")
    assert page.evaluate("scrollY") == place
    page.mouse.wheel(0, -120)
    page.wait_for_timeout(500)
    assert page.evaluate("scrollY") < place
    assert page.problems == []


def test_a_finger_scrolls_past_a_live_chart(browser: Any, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True)
    tab = context.new_page()
    tab.goto(address)
    tab.locator("#self-grade").get_by_role("button", name="交互查看").tap()
    tab.wait_for_selector("#self-grade .chart-live svg text")
    tab.locator("#self-grade .chart-live").scroll_into_view_if_needed()
    box = tab.locator("#self-grade .chart-live").bounding_box()
    place, tools = tab.evaluate("scrollY"), context.new_cdp_session(tab)
    for step in range(12):
        kind = "touchStart" if step == 0 else "touchMove"
        point = {"x": box["x"] + 150, "y": box["y"] + 40 + 15 * step}
        tools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    tools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    tab.wait_for_function(f"scrollY < {place}")
    context.close()


def test_legend_hides_a_series(page: Any, address: str) -> None:
    page.goto(address)
    open_chart(page)
    live = "document.querySelector('#budget-execution .chart-live svg').textContent"
    assert "271.86" in page.evaluate(live)
    page.locator("#budget-execution .chart-live svg text", has_text="执行").first.click()
    page.wait_for_function(f"!{live}.includes('271.86')")


def test_keyboard_reads_item_by_item_and_returns(page: Any, address: str) -> None:
    page.goto(address)
    figure = page.locator("#budget-execution")
    figure.get_by_role("button", name="交互查看").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#budget-execution .chart-live svg text")
    page.keyboard.press("ArrowRight")
    assert figure.get_by_role("status").inner_text() == "应急指挥窄带无线通信网建设，预算：272.00，执行：271.86"
    page.keyboard.press("ArrowRight")
    assert "未公布" in figure.get_by_role("status").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#budget-execution .chart-live").count() == 0
    assert page.evaluate("document.activeElement.textContent") == "交互查看"
    assert page.problems == []


def test_works_from_a_disk(page: Any, folder: Path) -> None:
    page.goto((folder / "index.html").as_uri())
    open_chart(page)
    open_chart(page, "flow")
    assert page.problems == []
    assert all(url.startswith(("file:", "data:", "blob:")) for url in page.requested)


@pytest.mark.parametrize("from_disk", [False, True])
def test_png_is_saved(page: Any, address: str, folder: Path, from_disk: bool) -> None:
    page.goto((folder / "index.html").as_uri() if from_disk else address)
    with page.expect_download() as waiting:
        page.locator("#grades").get_by_role("button", name="PNG").click()
    assert waiting.value.suggested_filename == "grades.png"
    assert Path(waiting.value.path()).read_bytes().startswith(b"\x89PNG")


def test_dark_pages_get_their_own_ink(page: Any, address: str) -> None:
    page.goto(address)
    page.evaluate("document.body.style.color = 'rgb(230, 236, 243)'")
    open_chart(page)
    assert page.locator("#budget-execution .chart-live svg text[fill='rgb(230, 236, 243)']").count()
    page.evaluate("document.documentElement.setAttribute('data-theme', 'dark')")
    page.wait_for_selector("#budget-execution .chart-live", state="detached")


def test_a_missing_bundle_is_said_and_the_drawing_stays(page: Any, address: str) -> None:
    page.route("**/echarts.min.js", lambda route: route.abort())
    page.goto(address)
    page.locator("#grades").get_by_role("button", name="交互查看").click()
    page.wait_for_selector("#grades .chart-message")
    assert page.locator("#grades svg.chart-svg").first.is_visible()


def test_hostile_names_stay_text_in_live_charts(page: Any, address: str) -> None:
    page.on("dialog", lambda dialog: page.problems.append(dialog.message))
    page.goto(address)
    open_chart(page, "hostile")
    for _ in HOSTILE:
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(100)
    assert page.locator(".chart-live img, .chart-live script, .chart-live foreignObject, [onload]").count() == 0
    assert page.problems == []
