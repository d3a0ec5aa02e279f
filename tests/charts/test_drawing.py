"""Drawing: SVG fit for a strict policy, the same bytes each time, labels never more than text."""

import asyncio
import json
import re
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from xml.etree import ElementTree

import pytest
from chart_records import PROJECTS, project, report

from site_builder.assets import asset_dir
from site_builder.charts import close_engine, draw, drawing_key, option_files, option_json, option_script, report_charts
from site_builder.charts.engine import DrawingProblem
from site_builder.charts.svg import clean_svg
from site_builder.charts.words import plot_text
from site_builder.model.chart import Chart, DrawnChart

pytestmark = pytest.mark.skipif(
    not (asset_dir() / "echarts-ssr.js").is_file(),
    reason="browser assets are not built: python scripts/build_assets.py",
)
CHARTS = report_charts(report())
SVG = "{http://www.w3.org/2000/svg}"
KNOWN = {
    "svg",
    "title",
    "desc",
    "g",
    "defs",
    "pattern",
    "clipPath",
    "path",
    "rect",
    "circle",
    "text",
    "line",
    "polyline",
}
HOSTILE = (
    "</text><script>alert(1)</script>",
    '"><image href=x onerror=alert(1)>',
    "{b}{c}{@[0]}",
    "甲\n乙\r\t丙",
    "a\x00b\x1fc\x85d\ufffe",
    "' onload='alert(1)",
    "]]><!--",
    "&lt;b&gt; &amp;",
    "{a|富文本}",
    "javascript:alert(1)",
    "=cmd|' /C calc'!A0",
    "${7*7}{{7*7}}{%x%}",
)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.name)
def test_drawings_hold_only_what_a_strict_policy_allows(chart: Chart) -> None:
    drawing = draw(chart)
    for svg in (drawing.wide, drawing.narrow):
        root = ElementTree.fromstring(svg)
        assert {item.tag.removeprefix(SVG) for item in root.iter()} <= KNOWN
        names = {name for item in root.iter() for name in item.attrib}
        assert not {name for name in names if name.startswith(("on", "style", "ecmeta", "{"))}
        assert "url(http" not in svg
        assert root.get("role") == "img"
        assert root.findtext(f"{SVG}title") == chart.title
        assert root.findtext(f"{SVG}desc") == chart.summary


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.name)
def test_text_stays_readable_on_phones(chart: Chart) -> None:
    root = ElementTree.fromstring(draw(chart).narrow)
    width = float(root.get("width", "0"))
    sizes = [float(item.get("font-size", "0")) for item in root.iter(f"{SVG}text")]
    assert sizes
    assert min(sizes) * min(1.0, 320 / width) >= 11


def test_every_mark_is_drawn_however_many_share_it() -> None:
    projects = tuple(project(f"项目{n}", "10", "5", "50", str(80 + n // 4), "良") for n in range(8))
    chart = next(chart for chart in report_charts(report(projects=projects)) if chart.name == "self-grade")
    drawn = ElementTree.fromstring(draw(chart).wide)
    circles = drawn.findall(f".//{SVG}circle")
    assert len(circles) == len(chart.option["series"][0]["data"]) == 2
    assert all(circle.get("r") == "1" and circle.get("transform") for circle in circles)


def test_references_are_defined_and_unique() -> None:
    joined = "".join(draw(chart).wide + draw(chart).narrow for chart in CHARTS)
    identifiers = re.findall(r' id="([^"]+)"', joined)
    assert len(identifiers) == len(set(identifiers))
    assert set(re.findall(r"url\(#([^)]+)\)", joined)) <= set(identifiers)


def test_same_chart_same_bytes_in_a_new_engine() -> None:
    first = [draw(chart) for chart in CHARTS]
    close_engine()
    assert [draw(chart) for chart in reversed(CHARTS)][::-1] == first


def test_key_tells_drawings_apart() -> None:
    chart = CHARTS[0]
    assert drawing_key(chart) == drawing_key(replace(chart, name="other", note="x"))
    assert drawing_key(chart) != drawing_key(replace(chart, title="别的标题"))
    assert drawing_key(chart) != drawing_key(replace(chart, height=chart.height + 1))
    assert len({drawing_key(chart) for chart in CHARTS}) == len(CHARTS)


def test_series_differ_by_more_than_colour() -> None:
    svg = draw(next(chart for chart in CHARTS if chart.name == "budget-execution")).wide
    assert "<pattern" in svg


def test_ink_takes_the_pages_colour() -> None:
    svg = draw(CHARTS[0]).wide
    assert 'fill="currentColor"' in svg
    assert "#1b2733" not in svg


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_only_text(name: str) -> None:
    charts = report_charts(
        report(projects=(project(name, "10", "5", "50", "90", name), *(project(*line) for line in PROJECTS)))
    )
    named = [chart for chart in charts if chart.name in ("budget-execution", "grades", "self-grade")]
    assert len(named) == 3
    for chart in named:
        drawing = draw(chart)
        for svg in (drawing.wide, drawing.narrow):
            root = ElementTree.fromstring(svg)
            assert {item.tag.removeprefix(SVG) for item in root.iter()} <= KNOWN
            assert not [key for item in root.iter() for key in item.attrib if key.startswith("on")]
        json.loads(option_json(chart))


def test_label_patterns_are_not_interpreted() -> None:
    hostile = report(projects=(project("{b}与{c}", "10", "5", "", "", ""),))
    chart = next(chart for chart in report_charts(hostile) if chart.name == "budget-execution")
    assert "｛b｝与｛c｝" in draw(chart).wide
    assert chart.rows[0][0].text == "{b}与{c}"


def test_plot_text_is_one_line_of_valid_text() -> None:
    assert plot_text("甲\n乙\x00\ud800\ufffe") == "甲 乙"


def test_unknown_parts_are_dropped() -> None:
    dirty = (
        '<svg width="10" height="10" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        '<script>alert(1)</script><foreignObject><b/></foreignObject><image xlink:href="http://x.invalid/a.png"/>'
        '<a xlink:href="javascript:alert(1)"><path d="M0 0L1 1" fill="red"/></a><style>a{}</style>'
        '<path d="M0 0L1 1" fill="url(http://x.invalid)" onclick="x()" style="fill:red;font-size:13px"/>'
        '<path d="M0 0L1 1" fill="#fff" id="zr0-p0"/><text fill="#000" style="font-size:13px;background:url(x)">a&lt;b</text></svg>'
    )
    svg = clean_svg(dirty, prefix="c1", title='T"<', description="D")
    root = ElementTree.fromstring(svg)
    assert [item.tag.removeprefix(SVG) for item in root] == ["title", "desc", "path", "path", "text"]
    assert "invalid" not in svg
    assert "script" not in svg
    assert "onclick" not in svg
    assert root[-1].attrib == {"fill": "#000", "font-size": "13"}
    assert root[-1].text == "a<b"


def test_option_files() -> None:
    chart = next(chart for chart in CHARTS if chart.name == "budget-execution")
    files = {file.path: file.content for file in option_files(DrawnChart(chart, draw(chart), "d/charts/x.json"))}
    assert list(files) == ["d/charts/x.json", "d/charts/x.js", "d/charts/x.csv", "d/charts/x.svg"]
    assert json.loads(files["d/charts/x.json"]) == json.loads(json.dumps(chart.option))
    script = option_script(chart).decode()
    assert script.startswith("siteBuilderChart({")
    payload = json.loads(script.removeprefix("siteBuilderChart(").removesuffix(");\n"))
    assert payload["narrow"]["option"] == json.loads(json.dumps(chart.narrow_option))
    ElementTree.fromstring(files["d/charts/x.svg"])


def test_csv_runs_no_formula() -> None:
    hostile = report(projects=(project("=1+1", "-5", "5", "", "", ""), project("@x", "4", "3", "", "", "")))
    chart = next(chart for chart in report_charts(hostile) if chart.name == "budget-execution")
    drawn = DrawnChart(chart, draw(chart), "x.json")
    text = option_files(drawn)[2].content.decode("utf-8-sig")
    assert "'=1+1,-5,5" in text
    assert "'@x,4,3" in text


def _key_and_svg(_: int) -> str:
    return draw(CHARTS[0]).wide


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_workers_draw_the_same_and_end(method: str) -> None:
    with ProcessPoolExecutor(1, mp_context=get_context(method)) as pool:
        assert list(pool.map(_key_and_svg, range(2), timeout=60)) == [draw(CHARTS[0]).wide] * 2


def test_a_forked_engine_is_refused_not_hung() -> None:
    draw(CHARTS[0])
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as pool, pytest.raises(DrawingProblem, match="fork"):
        pool.submit(_key_and_svg, 0).result(timeout=30)


def test_drawing_inside_an_event_loop() -> None:
    """The preview's reloading server runs one."""

    async def inside() -> str:
        return draw(CHARTS[0]).wide

    expected = draw(CHARTS[0]).wide
    close_engine()
    # In a thread of its own: a browser test of the same process may keep an event loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(lambda: asyncio.run(inside())).result(timeout=60) == expected
    close_engine()
