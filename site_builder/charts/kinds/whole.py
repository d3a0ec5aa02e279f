"""The department as a whole: its budget against its execution, and what kind of spending it was."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from site_builder.charts.bars import Bars, amount_bar, bar_chart
from site_builder.charts.flows import find_flow
from site_builder.charts.registry import report_chart
from site_builder.charts.words import amount_words, cell, money_unit, plot_unit
from site_builder.figures import key_figures
from site_builder.model.chart import Chart, ChartCell
from site_builder.model.report import Report
from site_builder.model.site import KeyFigure

BUDGETS = (
    ("部门整体预算与执行", ("initial_budget", "adjusted_budget", "executed")),
    ("一般公共预算支出的年初预算与决算", ("general_budget_initial", "general_public_budget")),
    ("收入预算与支出预算", ("income_budget", "expenditure_budget")),
)
"""Figures of one scope each; the first group with two published values is drawn."""
USES = ("basic_expenditure", "project_expenditure")


@report_chart
def whole_budget(report: Report) -> Iterator[Chart]:
    """Yield the department's budget against its execution."""
    figures = key_figures(report)
    for title, group in BUDGETS:
        chosen = _chosen(figures, group)
        if len(chosen) > 1:
            yield _chart(report, "whole-budget", title, chosen)
            return


@report_chart
def whole_use(report: Report) -> Iterator[Chart]:
    """Yield basic against project expenditure where no flow can show them."""
    chosen = _chosen(key_figures(report), USES)
    if len(chosen) > 1 and find_flow(report) is None:
        yield _chart(report, "whole-use", "基本支出与项目支出", chosen)


def _chosen(figures: tuple[KeyFigure, ...], names: tuple[str, ...]) -> list[KeyFigure]:
    amounts = {figure.name: figure for figure in figures if figure.fact.value.in_yuan() is not None}
    return [amounts[name] for name in names if name in amounts]


def _chart(report: Report, name: str, title: str, chosen: list[KeyFigure]) -> Chart:
    amounts = [figure.fact for figure in chosen]
    unit, printed = plot_unit(amounts), money_unit(amounts)
    bars = tuple(amount_bar(fact, unit) for fact in amounts)
    year = f"{report.year} 年" if report.year else ""
    return bar_chart(
        name,
        f"{year}{title}（{unit}）",
        _sentence(chosen),
        Bars(tuple(figure.title for figure in chosen), (("金额", bars),)),
        ("项目", f"金额（{printed}）"),
        tuple((ChartCell(figure.title), cell(figure.fact, printed)) for figure in chosen),
    )


def _sentence(chosen: list[KeyFigure]) -> str:
    parts = [f"{figure.title} {amount_words(figure.fact.value.in_yuan() or Decimal(0))}" for figure in chosen]
    return f"{'，'.join(parts)}。"
