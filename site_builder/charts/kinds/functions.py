"""Expenditure by function: what the money was for, by the classes of 功能分类."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from site_builder.charts.bars import Bars, amount_bar, bar_chart
from site_builder.charts.flows import is_share
from site_builder.charts.registry import report_chart
from site_builder.charts.words import amount_words, cell, plot_unit, rate_text
from site_builder.figures import is_number, label_of
from site_builder.model.chart import Chart, ChartCell
from site_builder.model.report import Fact, Report, StatementRow, StatementTable
from site_builder.numbers import rounded

DRAWN = 12
CLASS_DIGITS = 3
TOTALS = ("合计", "总计", "小计", "结余", "结转", "本年")
Item = tuple[str, Fact]


@report_chart
def functions(report: Report) -> Iterator[Chart]:
    """Yield the chart of expenditure by function class, largest first."""
    items, scope, table = find_classes(report)
    if len(items) < 2 or table is None:
        return
    items.sort(key=lambda item: -_number(item[1]))
    printed = items[0][1].value.unit
    if any(fact.value.unit != printed for _, fact in items):
        return
    unit = plot_unit(fact for _, fact in items)
    bars = Bars(
        tuple(name for name, _ in items[:DRAWN]),
        (("支出", tuple(amount_bar(fact, unit) for _, fact in items[:DRAWN])),),
    )
    total = sum((_number(fact) for _, fact in items), Decimal(0))
    planned = "预算" if table.form.startswith("B") else ""
    yield bar_chart(
        "functions",
        f"{f'{report.year} 年' if report.year else ''}{scope}{planned}支出按用途分（{unit}）",
        _sentence(items, total, bool(planned)),
        bars,
        ("功能分类", f"金额（{printed}）", "占比（计算）"),
        tuple((ChartCell(name), cell(fact, printed), _share(fact, total)) for name, fact in items),
        f"图中只画最大的 {DRAWN} 类，全部 {len(items)} 类见数据表。" if len(items) > DRAWN else "",
    )


def find_classes(report: Report) -> tuple[list[Item], str, StatementTable | None]:
    """Return the classes with an amount, the scope in words, and the table they come from.

    The table of all expenditure comes first; the general public budget alone is another scope and says so.
    """
    for form, scope in (("T1", ""), ("T3", ""), ("T5", "一般公共预算"), ("B1", ""), ("B3", ""), ("B5", "一般公共预算")):
        for table in report.tables:
            if table.form == form:
                items = list(_classes(table))
                if len(items) > 1:
                    return items, scope, table
    return [], "", None


def _classes(table: StatementTable) -> Iterator[Item]:
    for row in table.rows:
        if _is_class(table, row):
            fact = next((fact for _, fact in row.cells if is_number(fact) and fact.value.in_yuan() is not None), None)
            if fact is not None and fact.value.number:
                yield label_of(row.label), fact


def _is_class(table: StatementTable, row: StatementRow) -> bool:
    if table.form in ("T1", "B1"):
        label = label_of(row.label)
        return (
            row.side == "expenditure"
            and not is_share(row)
            and label.endswith("支出")
            and not any(word in label for word in TOTALS)
        )
    return len(row.code) == CLASS_DIGITS


def _number(fact: Fact) -> Decimal:
    return fact.value.number or Decimal(0)


def _share(fact: Fact, total: Decimal) -> ChartCell:
    if total <= 0:
        return ChartCell("")
    return ChartCell(rate_text(rounded(_number(fact) / total * 100)), numeric=True)


def _sentence(items: list[Item], total: Decimal, planned: bool) -> str:
    name, fact = items[0]
    share = rounded(_number(fact) / total * 100, "0.1") if total > 0 else None
    amount = amount_words(fact.value.in_yuan() or Decimal(0))
    part = f"，占各类之和的 {rate_text(share)}" if share is not None else ""
    verb = "预算安排" if planned else "钱花"
    return f"{verb}在 {len(items)} 类用途上，最多的是{name}，{amount}{part}。"
