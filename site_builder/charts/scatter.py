"""Execution rate against self-evaluated score, one mark a project; many projects are counted into cells."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from site_builder.charts import style
from site_builder.charts.options import Option, new_option, text_style, value_axis
from site_builder.charts.words import plot_number, plot_text

HEIGHT = 400
NARROW_HEIGHT = 340
LEFT, RIGHT, TOP, BOTTOM = 46, 18, 30, 50
MOST_MARKS = 300
"""Above this, marks hide each other and pages grow: projects are counted into cells of five points."""
CELL = 5
STEPS = (10, 20, 25, 30, 40, 50, 100, 200)
"""Distances of the axes' ticks that readers count in."""
FULL = 100
RARE = 60
Point = tuple[str, Decimal, Decimal]
Counts = Counter[tuple[int, int]]
"""Numbers of projects by whole execution rate and whole score."""


def count_points(points: list[Point]) -> Counts:
    """Return the numbers of points by whole rate and score."""
    return Counter((int(rate), int(score)) for _, rate, score in points)


def scatter_option(points: list[Point], counts: Counts, *, narrow: bool) -> Option:
    """Return the option for points of (name, execution rate in percent, score), or for counts when there are none."""
    option, series = new_option("Scatter")
    del option["aria"]["decal"]
    option["legend"] = [{"show": False}]
    option["grid"] = [{"left": LEFT, "right": RIGHT, "top": TOP, "bottom": BOTTOM}]
    right = _up(max(FULL, *(rate for rate, _ in counts)))
    low = lowest_score(counts)
    high = _up(max(FULL, *(score for _, score in counts)))
    title = {"nameTextStyle": text_style()}
    across = {"name": "预算执行率（%）", "nameLocation": "middle", "nameGap": 30, **title}
    option["xAxis"] = [_axis(0, right, 4 if narrow else 6, across)]
    above = {"name": "自评得分", "nameTextStyle": text_style(align="left", padding=[0, 0, 0, -40])}
    option["yAxis"] = [_axis(low, high, 5, above)]
    series |= {
        "name": "项目",
        "data": _marks(points, _scale(right, high - low, narrow)) if points else _cells(counts),
        "itemStyle": {"color": style.BLUE, "opacity": 0.75},
        "symbolSize": 13,
        "label": {"show": False, "position": "inside", "color": "#fff", "fontSize": 12},
        "emphasis": {"disabled": True},
        "clip": False,
    }
    option["series"] = [series]
    return option


def lowest_score(counts: Counts) -> int:
    """Return the score at which the upright axis starts: scores below 60 are rare and the marks need the room."""
    return _down(min(RARE, *(score for _, score in counts)))


def _axis(low: int, high: int, most: int, more: Option) -> Option:
    """Return an axis from `low` to `high` with at most `most` equal steps that end at `high`."""
    span = high - low
    step = next((step for step in STEPS if span % step == 0 and span // step <= most), span)
    return value_axis(splits=most, min=low, max=high, interval=step, **more)


def _up(number: int) -> int:
    return -(-number // 20) * 20


def _down(number: int) -> int:
    return number // 20 * 20


def _scale(across: int, up: int, narrow: bool) -> tuple[Decimal, Decimal]:
    """Return how many pixels a percent and a point take."""
    width, height = (style.NARROW, NARROW_HEIGHT) if narrow else (style.WIDE, HEIGHT)
    return Decimal(width - LEFT - RIGHT) / across, Decimal(height - TOP - BOTTOM) / up


def _marks(points: list[Point], scale: tuple[Decimal, Decimal]) -> list[Option]:
    """Projects with the same two numbers share one mark, larger and with their count on it where it has room."""
    places: dict[tuple[Decimal, Decimal], list[str]] = {}
    for name, rate, score in points:
        places.setdefault((rate, score), []).append(name)
    counted: list[tuple[Decimal, Decimal]] = []
    for place, names in sorted(places.items(), key=lambda item: -len(item[1])):
        if len(names) > 1 and all(_is_apart(place, other, scale) for other in counted):
            counted.append(place)
    return [_mark(names, place, place in counted) for place, names in places.items()]


def _is_apart(place: tuple[Decimal, Decimal], other: tuple[Decimal, Decimal], scale: tuple[Decimal, Decimal]) -> bool:
    across, up = (abs(a - b) * size for a, b, size in zip(place, other, scale, strict=True))
    return across > style.FONT * 2 or up > style.FONT


def _mark(names: list[str], place: tuple[Decimal, Decimal], counted: bool) -> Option:
    mark: Option = {"name": plot_text("、".join(names)), "value": [plot_number(number) for number in place]}
    if len(names) > 1:
        mark["symbolSize"] = min(30, 16 + 2 * len(names))
    if counted:
        mark["label"] = {"show": True, "formatter": str(len(names))}
    return mark


def _cells(counts: Counts) -> list[Option]:
    counted: Counts = Counter()
    for (rate, score), count in counts.items():
        counted[rate // CELL * CELL, score // CELL * CELL] += count
    return [
        {
            "name": f"{count} 个项目",
            "value": [rate + CELL / 2, score + CELL / 2],
            "symbolSize": min(40, 6 + 3 * int(count**0.5)),
        }
        for (rate, score), count in sorted(counted.items())
    ]
