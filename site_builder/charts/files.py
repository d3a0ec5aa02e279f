"""The files that go with a chart: its option as JSON and as a script, its table as CSV, its drawing as SVG."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from site_builder.assets import asset_dir
from site_builder.charts import style
from site_builder.charts.drawing import option_text
from site_builder.charts.engine import DrawingProblem
from site_builder.model.chart import Chart, DrawnChart
from site_builder.model.output import OutputFile

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def option_json(chart: Chart) -> bytes:
    """Return the chart's ECharts option as JSON."""
    return option_text(chart.option).encode() + b"\n"


def option_script(chart: Chart) -> bytes:
    """Return the options as a script that hands them to charts.js.

    A page opened from a disk may not fetch JSON but may load scripts; the one way serves both cases.
    """
    wide = f'"wide":{{"option":{option_text(chart.option)},"width":{chart.width},"height":{chart.height}}}'
    narrow = chart.narrow_option
    small = (
        f',"narrow":{{"option":{option_text(narrow)},"width":{style.NARROW},"height":{chart.narrow_height}}}'
        if narrow
        else ""
    )
    return f'siteBuilderChart({{{wide}{small},"ink":"{style.INK}","rule":"{style.RULE}"}});\n'.encode()


def table_csv(chart: Chart) -> bytes:
    """Return the chart's table as CSV with a byte order mark; text that spreadsheets would run is quoted."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([_inert(column) for column in chart.columns])
    for row in chart.rows:
        writer.writerow([cell.text if cell.numeric else _inert(cell.text) for cell in row])
    return buffer.getvalue().encode("utf-8-sig")


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def standalone_svg(drawn: DrawnChart) -> bytes:
    """Return the wide drawing as a file of its own, on white and with its own ink."""
    head, _, rest = drawn.drawing.wide.partition(">")
    ground = f'<rect width="{drawn.chart.width}" height="{drawn.chart.height}" fill="#fff"/>'
    return f'{head} color="{style.INK}" font-family="sans-serif">{ground}{rest}\n'.encode()


def option_files(drawn: DrawnChart) -> tuple[OutputFile, ...]:
    """Return the files of a drawn chart, all beside its option."""
    stem = drawn.path.removesuffix(".json")
    return (
        OutputFile(drawn.path, option_json(drawn.chart)),
        OutputFile(f"{stem}.js", option_script(drawn.chart)),
        OutputFile(f"{stem}.csv", table_csv(drawn.chart)),
        OutputFile(f"{stem}.svg", standalone_svg(drawn)),
    )


def browser_assets() -> Iterator[OutputFile]:
    """Yield the ECharts bundle for readers' browsers with its licence. Raises DrawingProblem when it was not built."""
    for name in ("echarts.min.js", "echarts-LICENSE.txt", "echarts-NOTICE.txt"):
        path = asset_dir() / name
        if not path.is_file():
            raise DrawingProblem(
                f"缺少图表资源 {name}", "请在项目根目录运行 python scripts/build_assets.py，或重新安装 site-builder。"
            )
        yield OutputFile(f"assets/{name}", path.read_bytes())
