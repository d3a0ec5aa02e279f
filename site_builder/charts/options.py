"""ECharts options made with pyecharts: one skeleton a chart type, converted to pure JSON once and then filled.

pyecharts needs about a millisecond to convert a chart and prints every default of ECharts into it; a province has
tens of thousands of charts. So each process converts one empty chart a type, drops what only repeats defaults, and
fills copies with categories, data and colours.
"""

from __future__ import annotations

import json
from copy import deepcopy
from functools import lru_cache
from typing import Any

from site_builder.charts import style

Option = dict[str, Any]

# What pyecharts adds though it repeats ECharts' own defaults, or what a static page must not have.
_NOISE = frozenset({
    "animationThreshold", "animationDuration", "animationEasing", "animationDelay", "animationDurationUpdate",
    "title", "tooltip", "animationEasingUpdate", "animationDelayUpdate", "legendHoverLink", "realtimeSort",
    "showBackground", "stackStrategy", "cursor", "barMinHeight", "large", "largeThreshold", "seriesLayoutBy",
    "datasetIndex", "clip", "zlevel", "z", "richInheritPlainLabel", "valueAnimation", "nameLocation", "nameGap",
    "nameTruncate", "nameMoveOverlap", "offset", "minInterval", "silent", "triggerEvent", "barCategoryGap",
    "barGap", "selected", "margin", "scale", "zoom", "roam", "draggable", "orient", "splitNumber",
})  # fmt: skip


def text_style(**more: object) -> Option:
    """Return ECharts text settings in the page's ink."""
    return {"color": style.INK, "fontSize": style.FONT, **more}


@lru_cache(maxsize=8)
def _skeleton(kind: str) -> str:
    from pyecharts import charts  # 0.35 s: only builds that draw pay for it

    chart = getattr(charts, kind)()
    if kind == "Sankey":
        chart.add("", [], [])
    else:
        chart.add_xaxis([])
        chart.add_yaxis("", [])
    option = json.loads(chart.dump_options())
    return json.dumps(_without_noise(option))


def _without_noise(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_noise(item) for key, item in value.items() if key not in _NOISE}
    return [_without_noise(item) for item in value] if isinstance(value, list) else value


def new_option(kind: str) -> tuple[Option, Option]:
    """Return an option of the pyecharts class `kind` ("Bar", "Scatter", "Sankey") and a copy of its empty series."""
    option: Option = json.loads(_skeleton(kind))
    series: Option = option["series"][0]
    option["series"] = []
    option["animation"] = False
    option["textStyle"] = {"fontFamily": "sans-serif"}
    # The sentence beside a chart is written here; ECharts' own misreads stacked data.
    option["aria"] = {"enabled": True, "label": {"enabled": False}, "decal": {"show": True, "decals": style.PATTERNS}}
    return option, deepcopy(series)


def legend(names: list[str]) -> list[Option]:
    """Return a legend above the plot; none for a single series, which the title names."""
    if len(names) < 2:
        return [{"show": False}]
    return [
        {
            "data": names,
            "top": 0,
            "left": 0,
            "itemWidth": 22,
            "itemHeight": 13,
            "itemGap": 18,
            "textStyle": text_style(),
        }
    ]


def value_axis(*, splits: int, **more: object) -> Option:
    """Return an axis of amounts with faint rules and no line of its own."""
    rule = {"lineStyle": {"color": style.RULE, "width": 1}}
    return {
        "type": "value",
        "splitNumber": splits,
        "axisLine": {"show": False},
        "axisTick": {"show": False},
        "axisLabel": text_style(hideOverlap=True),
        "splitLine": {"show": True, **rule},
        **more,
    }


def category_axis(names: list[str], **more: object) -> Option:
    """Return an axis of names."""
    rule = {"show": True, "lineStyle": {"color": style.INK, "width": 1}}
    return {"type": "category", "data": names, "axisTick": {"show": False}, "axisLine": rule, **more}


def colour(index: int) -> Option:
    """Return the fill of the series at `index`; its pattern comes from the option's `aria`."""
    return {"color": style.SERIES[index % len(style.SERIES)]}
