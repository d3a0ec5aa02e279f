"""Where money came from and where it went: income, the whole, expenditure as a flow."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from site_builder.charts import style
from site_builder.charts.flows import Flow, find_flow
from site_builder.charts.options import Option, new_option, text_style
from site_builder.charts.registry import report_chart
from site_builder.charts.words import (
    amount_words,
    cell,
    converted,
    in_unit,
    label_text,
    number_text,
    plot_number,
    plot_text,
    plot_unit,
    short_text,
)
from site_builder.model.chart import Chart, ChartCell
from site_builder.model.report import Fact, Report

TOTAL_ROOM = 150


@report_chart
def flow(report: Report) -> Iterator[Chart]:
    """Yield the flow when both sides are published and add up to the same; a wrong sum would draw a wrong picture."""
    found = find_flow(report)
    if found is None:
        return
    unit = plot_unit(fact for _, fact in (*found.income, *found.uses))
    sides = max(len(found.income), len(found.uses))
    yield Chart(
        name="flow",
        title=f"{f'{report.year} 年' if report.year else ''}{'预算：' if report.kind.is_plan else ''}钱从哪里来、用到哪里去（{unit}）",
        summary=_sentence(found),
        option=_option(found, unit, label_width=180, margin=190),
        columns=("方向", "项目", f"金额（{found.unit}）"),
        rows=tuple(_rows(found)),
        narrow_option=_option(found, unit, label_width=102, margin=106),
        width=style.WIDE,
        height=max(220, 62 * sides + 50),
        narrow_height=max(240, 80 * sides + 50),
    )


def _option(found: Flow, unit: str, *, label_width: int, margin: int) -> Option:
    option, series = new_option("Sankey")
    del option["aria"]["decal"]  # every node is named beside it; patterns on flows only blur them
    option["legend"] = [{"show": False}]
    whole = "收支总计"
    nodes = [_node(whole, _total(found, unit), style.GREY, 1, "top", label_width)]
    links = []
    for parts, side, colour in ((found.income, "left", style.BLUE), (found.uses, "right", style.ORANGE)):
        for name, fact in parts:
            key = f"{name}（{'来源' if side == 'left' else '去向'}）"
            nodes.append(_node(key, label_text(fact, unit), colour, 0 if side == "left" else 2, side, label_width))
            ends = (key, whole) if side == "left" else (whole, key)
            links.append(_link(*ends, in_unit(fact, unit)))
    series |= {
        "data": nodes,
        "links": links,
        "left": margin,
        "right": margin,
        "top": 34,
        "bottom": 24,
        "nodeWidth": 14,
        "nodeGap": 38,
        "layoutIterations": 32,
        "emphasis": {"disabled": True},
        "lineStyle": {"color": "source", "opacity": 0.3, "curveness": 0.5},
    }
    option["series"] = [series]
    return option


def _node(key: str, amount: str, colour: str, depth: int, side: str, width: int) -> Option:
    name = plot_text(key.removesuffix("（来源）").removesuffix("（去向）"))
    label = text_style(
        position=side,
        formatter=f"{name} {amount}" if side == "top" else f"{name}\n{amount}",
        lineHeight=16,
        **({} if side == "top" else {"width": width, "overflow": "break"}),
    )
    if side == "top" and width < TOTAL_ROOM:  # on phones its neighbours' bars stand in the way; the sentence has it
        label = {"show": False}
    return {"name": plot_text(key), "depth": depth, "itemStyle": {"color": colour, "borderWidth": 0}, "label": label}


def _total(found: Flow, unit: str) -> str:
    same = found.unit == unit
    return number_text(found.total) if same else short_text(converted(found.total, found.unit, unit))


def _link(source: str, target: str, number: Decimal | None) -> Option:
    return {"source": plot_text(source), "target": plot_text(target), "value": plot_number(number or Decimal(0))}


def _rows(found: Flow) -> Iterator[tuple[ChartCell, ...]]:
    for parts, direction in ((found.income, "来源"), (found.uses, "去向")):
        for name, fact in parts:
            yield ChartCell(direction), ChartCell(name), cell(fact, found.unit)


def _sentence(found: Flow) -> str:
    total = converted(found.total, found.unit, "元")
    came = max(found.income, key=lambda part: part[1].value.number or Decimal(0))
    went = max(found.uses, key=lambda part: part[1].value.number or Decimal(0))
    return (
        f"全年收支总计 {amount_words(total)}：最大的来源是{came[0]}（{_amount(came[1])}），"
        f"最大的去向是{went[0]}（{_amount(went[1])}）。"
    )


def _amount(fact: Fact) -> str:
    return amount_words(fact.value.in_yuan() or Decimal(0))
