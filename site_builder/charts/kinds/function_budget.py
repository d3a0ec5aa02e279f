"""Initial budget against outturn by function, as the explanatory text of a final account states them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from site_builder.charts.bars import Bars, amount_bar, bar_chart
from site_builder.charts.registry import report_chart
from site_builder.charts.words import amount_words, cell, money_unit, plot_unit
from site_builder.figures import is_number, label_of
from site_builder.model.chart import Chart, ChartCell
from site_builder.model.report import Fact, Report

PLANNED = frozenset({"年初预算", "年初预算数"})
SPENT = frozenset({"支出决算", "支出决算数"})
DRAWN = 12
Pair = tuple[str, Fact, Fact]


@report_chart
def function_budget(report: Report) -> Iterator[Chart]:
    """Yield the chart of the functions for which both amounts are stated."""
    pairs = [pair for pair in _pairs(report) if label_of(pair[0]).endswith("支出") and "拨款" not in pair[0]]
    if len(pairs) < 2:
        return
    amounts = [fact for _, *facts in pairs for fact in facts]
    unit, printed = plot_unit(amounts), money_unit(amounts)
    pairs.sort(key=lambda pair: -max(_size(pair[1]), _size(pair[2])))
    bars = Bars(
        tuple(name for name, _, _ in pairs[:DRAWN]),
        (
            ("年初预算", tuple(amount_bar(planned, unit) for _, planned, _ in pairs[:DRAWN])),
            ("支出决算", tuple(amount_bar(spent, unit) for _, _, spent in pairs[:DRAWN])),
        ),
    )
    yield bar_chart(
        "function-budget",
        f"{f'{report.year} 年' if report.year else ''}各类支出的年初预算与决算（{unit}）",
        _sentence(pairs),
        bars,
        ("功能分类", f"年初预算（{printed}）", f"支出决算（{printed}）"),
        tuple((ChartCell(name), cell(planned, printed), cell(spent, printed)) for name, planned, spent in pairs),
        "决算高于年初预算常见于年中追加资金。",
    )


def _pairs(report: Report) -> Iterator[Pair]:
    sides: dict[str, dict[bool, Fact]] = {}
    for fact in report.facts:
        item = label_of(fact.item)
        stated = item in PLANNED or item in SPENT
        if stated and not fact.table and is_number(fact) and fact.value.in_yuan() is not None:
            sides.setdefault(fact.subject, {}).setdefault(item in SPENT, fact)
    for subject, found in sides.items():
        if len(found) == 2:
            yield subject, found[False], found[True]


def _size(fact: Fact) -> Decimal:
    return fact.value.in_yuan() or Decimal(0)


def _sentence(pairs: list[Pair]) -> str:
    above = sum(1 for _, planned, spent in pairs if _size(spent) > _size(planned))
    name, planned, spent = pairs[0]
    return (
        f"{len(pairs)} 类支出说明了年初预算和决算，其中 {above} 类的决算高于年初预算；"
        f"金额最大的{name}年初预算 {amount_words(_size(planned))}，决算 {amount_words(_size(spent))}。"
    )
