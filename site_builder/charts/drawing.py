"""Drawing of charts at build time: an option becomes an SVG for wide screens and one for phones."""

from __future__ import annotations

import json
from hashlib import blake2b

from site_builder.charts import style
from site_builder.charts.engine import draw_svg
from site_builder.charts.options import Option
from site_builder.charts.svg import clean_svg
from site_builder.charts.words import plot_text
from site_builder.model.chart import Chart, Drawing


def option_text(option: Option) -> str:
    """Return an option as compact JSON; the same option gives the same text.

    Escaped besides: what would close a script element or end a line of a script, wherever the text is pasted.
    """
    text = json.dumps(option, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def drawing_key(chart: Chart) -> str:
    """Return the hash of everything a drawing depends on: equal keys mean equal drawings."""
    parts = (
        option_text(chart.option),
        option_text(chart.narrow_option) if chart.narrow_option else "",
        f"{chart.width} {chart.height} {chart.narrow_height}",
        chart.title,
        chart.summary,
    )
    return blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def draw(chart: Chart) -> Drawing:
    """Draw a chart in both widths. Raises DrawingProblem when engine or assets are missing."""
    key = drawing_key(chart)[:8]
    wide = _draw(chart, chart.option, chart.width, chart.height, f"c{key}w")
    if chart.narrow_option is None:
        return Drawing(wide)
    return Drawing(wide, _draw(chart, chart.narrow_option, style.NARROW, chart.narrow_height, f"c{key}n"))


def _draw(chart: Chart, option: Option, width: int, height: int, prefix: str) -> str:
    svg = draw_svg(option_text(option), width, height)
    return clean_svg(svg, prefix=prefix, title=plot_text(chart.title), description=plot_text(chart.summary))
