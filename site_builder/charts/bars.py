"""Grouped bars: names beside the bars on wide screens, above them on phones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from site_builder.charts import style
from site_builder.charts.options import Option, category_axis, colour, legend, new_option, text_style, value_axis
from site_builder.charts.words import in_unit, label_text, plot_number, plot_text
from site_builder.model.chart import Chart, ChartCell
from site_builder.model.report import Fact

NAME_WIDTH = 232
TWO_LINES = 32
"""Characters of a name that fit beside the bars on wide screens; the table has it whole."""
TOP = 34
BOTTOM = 28


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its length, None for a gap, and the text printed at its end."""

    number: Decimal | None
    label: str = ""


def amount_bar(fact: Fact | None, unit: str) -> Bar:
    """Return the bar of an amount drawn in `unit`, a gap for what is no amount."""
    number = in_unit(fact, unit)
    return Bar(number, label_text(fact, unit)) if fact is not None and number is not None else Bar(None)


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart's content: `series` pairs name and bars, as many as `names`. `mark` draws a line at a value.
    `whole` is for counts, whose axis has no halves.
    """

    names: tuple[str, ...]
    series: tuple[tuple[str, tuple[Bar, ...]], ...]
    mark: Decimal | None = None
    axis_suffix: str = ""
    whole: bool = False

    def has_values(self) -> bool:
        """Whether any bar can be drawn."""
        return any(bar.number is not None for _, bars in self.series for bar in bars)


def wide_height(bars: Bars) -> int:
    """Return the height of the wide drawing in pixels."""
    return _top(bars) + BOTTOM + len(bars.names) * _row(bars, 16)


def narrow_height(bars: Bars) -> int:
    """Return the height of the drawing for phones in pixels."""
    return _top(bars) + BOTTOM + len(bars.names) * _row(bars, 34)


def _row(bars: Bars, gap: int) -> int:
    return len(bars.series) * (style.BAR + 3) + gap


def _top(bars: Bars) -> int:
    return TOP if len(bars.series) > 1 else 14


def wide_option(bars: Bars) -> Option:
    """Return the option for wide screens: names to the left."""
    names = {"axisLabel": text_style(width=NAME_WIDTH - 12, overflow="break", lineHeight=15, interval=0)}
    short = replace(bars, names=tuple(_shortened(name) for name in bars.names))
    return _option(short, splits=5, left=NAME_WIDTH, right=84, names=names)


def _shortened(name: str) -> str:
    return name if len(name) <= TWO_LINES else f"{name[: TWO_LINES - 1]}…"


def narrow_option(bars: Bars) -> Option:
    """Return the option for phones: each name on its own line above its bars."""
    lift = len(bars.series) * (style.BAR + 3) // 2 + 1
    label = text_style(
        inside=True,
        align="left",
        verticalAlign="bottom",
        margin=0,
        padding=[0, 0, lift, 4],
        width=style.NARROW - 20,
        overflow="truncate",
        interval=0,
    )
    return _option(bars, splits=3, left=2, right=78, names={"axisLabel": label, "z": 5})


def _option(bars: Bars, *, splits: int, left: int, right: int, names: Option) -> Option:
    option, series = new_option("Bar")
    option["grid"] = [{"left": left, "right": right, "top": _top(bars), "bottom": BOTTOM}]
    option["legend"] = legend([plot_text(name) for name, _ in bars.series])
    option["xAxis"] = [_amounts_axis(bars, splits)]
    option["yAxis"] = [category_axis([plot_text(name) for name in bars.names], inverse=True, **names)]
    for index, (name, values) in enumerate(bars.series):
        mark = _mark_line(bars) if index == 0 else {}
        option["series"].append(
            series
            | {
                "name": plot_text(name),
                "data": [_point(bar) for bar in values],
                "barWidth": style.BAR,
                "barGap": "20%",
                "itemStyle": colour(index),
                "label": text_style(show=True, position="right", distance=4),
                "emphasis": {"disabled": True},
            }
            | mark
        )
    return option


def _amounts_axis(bars: Bars, splits: int) -> Option:
    if bars.whole:
        return value_axis(splits=splits, minInterval=1)
    if not bars.axis_suffix:
        return value_axis(splits=splits)
    axis = value_axis(splits=splits, axisLabel=text_style(hideOverlap=True, formatter="{value}" + bars.axis_suffix))
    if bars.mark is not None and _largest(bars) <= bars.mark:
        axis |= {"max": plot_number(bars.mark), "interval": plot_number(bars.mark / 4)}
    return axis


def _largest(bars: Bars) -> Decimal:
    numbers = (bar.number for _, values in bars.series for bar in values)
    return max((number for number in numbers if number is not None), default=Decimal(0))


def _point(bar: Bar) -> Option | None:
    if bar.number is None:
        return None
    point: Option = {"value": plot_number(bar.number), "label": {"formatter": plot_text(bar.label)}}
    if bar.number < 0:  # the label of a negative bar stands at its end too, not inside it
        point["label"]["position"] = "left"
    return point


def _mark_line(bars: Bars) -> Option:
    if bars.mark is None or _largest(bars) <= bars.mark:  # the axis then ends at the mark
        return {}
    line = {
        "silent": True,
        "symbol": "none",
        "label": {"show": False},
        "lineStyle": {"color": style.INK, "type": "dashed", "width": 1},
        "data": [{"xAxis": plot_number(bars.mark)}],
    }
    return {"markLine": line}


def bar_chart(
    name: str,
    title: str,
    summary: str,
    bars: Bars,
    columns: tuple[str, ...],
    rows: tuple[tuple[ChartCell, ...], ...],
    note: str = "",
) -> Chart:
    """Return the chart of `bars` with its sentence and its table."""
    return Chart(
        name=name,
        title=title,
        summary=summary,
        option=wide_option(bars),
        columns=columns,
        rows=rows,
        narrow_option=narrow_option(bars),
        width=style.WIDE,
        height=wide_height(bars),
        narrow_height=narrow_height(bars),
        note=note,
    )
