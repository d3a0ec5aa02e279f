"""Execution rate against self-evaluated score, one mark a project; many projects are counted into cells."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from site_builder.charts import style
from site_builder.charts.options import Option, new_option, text_style, value_axis
from site_builder.charts.words import plot_number, plot_text

HEIGHT = 400
NARROW_HEIGHT = 340
MOST_MARKS = 300
"""Above this, marks hide each other and pages grow: projects are counted into cells of five points."""
CELL = 5
Point = tuple[str, Decimal, Decimal]


def scatter_option(points: list[Point], *, narrow: bool) -> Option:
    """Return the option for points of (name, execution rate in percent, score)."""
    option, series = new_option("Scatter")
    del option["aria"]["decal"]
    option["legend"] = [{"show": False}]
    option["grid"] = [{"left": 46, "right": 18, "top": 30, "bottom": 50}]
    top = max(Decimal(100), *(rate for _, rate, _ in points))
    low = min(Decimal(60), *(score for _, _, score in points))
    high = max(Decimal(100), *(score for _, _, score in points))
    splits = 4 if narrow else 6
    option["xAxis"] = [
        value_axis(splits=splits, min=0, max=_up(top), name="预算执行率（%）", nameLocation="middle", nameGap=30,
                   nameTextStyle=text_style())
    ]  # fmt: skip
    option["yAxis"] = [
        value_axis(splits=splits, min=_down(low), max=_up(high), name="自评得分", nameLocation="end",
                   nameTextStyle=text_style(align="left", padding=[0, 0, 0, -40]))
    ]  # fmt: skip
    series |= {
        "name": "项目",
        "data": _cells(points) if len(points) > MOST_MARKS else [_mark(point) for point in points],
        "itemStyle": {"color": style.BLUE, "opacity": 0.6},
        "symbolSize": 13,
        "label": {"show": False},
        "emphasis": {"disabled": True},
        "clip": False,
    }
    option["series"] = [series]
    return option


def _up(number: Decimal) -> int:
    return -(-int(number) // 20) * 20


def _down(number: Decimal) -> int:
    return int(number) // 20 * 20


def _mark(point: Point) -> Option:
    name, rate, score = point
    return {"name": plot_text(name), "value": [plot_number(rate), plot_number(score)]}


def _cells(points: list[Point]) -> list[Option]:
    counted = Counter((int(rate) // CELL * CELL, int(score) // CELL * CELL) for _, rate, score in points)
    return [
        {
            "name": f"{count} 个项目",
            "value": [rate + CELL / 2, score + CELL / 2],
            "symbolSize": min(40, 6 + 3 * int(count**0.5)),
        }
        for (rate, score), count in sorted(counted.items())
    ]
