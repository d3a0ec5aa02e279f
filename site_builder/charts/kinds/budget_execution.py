"""Budget against execution: one pair of bars for each project with money."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from site_builder.charts.bars import Bars, amount_bar, bar_chart
from site_builder.charts.registry import report_chart
from site_builder.charts.words import amount_words, cell, in_unit, money_unit, plot_unit
from site_builder.figures import is_number
from site_builder.model.chart import Chart, ChartCell
from site_builder.model.report import Fact, Project, Report

DRAWN = 12
"""Bars a reader can take in; every project stands in the table."""
Pair = tuple[Project, Fact | None, Fact | None]


@report_chart
def budget_execution(report: Report) -> Iterator[Chart]:
    """Yield the chart of project budgets, with executed amounts when any is published."""
    projects = [project for project in report.projects if is_number(project.budget) or is_number(project.executed)]
    if not projects:
        return
    amounts = [fact for project in projects for fact in (project.budget, project.executed)]
    unit, printed = plot_unit(amounts), money_unit(amounts)
    projects.sort(key=lambda project: -_size(project, unit))
    executed = any(is_number(project.executed) for project in projects)
    if len(projects) < 2 and not executed:
        return
    drawn = projects[:DRAWN]
    names = tuple(project.name for project in drawn)
    series = [("预算", tuple(amount_bar(project.budget, unit) for project in drawn))]
    if executed:
        series.append(("执行", tuple(amount_bar(project.executed, unit) for project in drawn)))
    bars = Bars(names, tuple(series))
    if not bars.has_values():
        return
    year = f"{report.year} 年" if report.year else ""
    title = f"{year}各项目预算与执行（{unit}）" if executed else f"{year}各项目预算（{unit}）"
    yield bar_chart(
        "budget-execution",
        title,
        _sentence(projects, executed),
        bars,
        ("项目", f"预算（{printed}）", *((f"执行（{printed}）",) if executed else ())),
        tuple(_row(project, printed, executed) for project in projects),
        _note(projects, executed),
    )


def _size(project: Project, unit: str) -> Decimal:
    amounts = (in_unit(project.budget, unit), in_unit(project.executed, unit))
    return max((amount for amount in amounts if amount is not None), default=Decimal(0))


def _row(project: Project, unit: str, executed: bool) -> tuple[ChartCell, ...]:
    name, budget = ChartCell(project.name), cell(project.budget, unit)
    return (name, budget, cell(project.executed, unit)) if executed else (name, budget)


def _sentence(projects: list[Project], executed: bool) -> str:
    budgets = [project.budget.value.in_yuan() for project in projects if project.budget]
    known = [amount for amount in budgets if amount is not None]
    text = f"{len(known)} 个项目公布了预算，合计 {amount_words(sum(known, Decimal(0)))}"
    if not executed:
        largest = projects[0]
        return f"{text}，金额最大的是“{largest.name}”。" if len(projects) > 1 else f"{text}。"
    spent = [project.executed.value.in_yuan() for project in projects if project.executed]
    done = [amount for amount in spent if amount is not None]
    return f"{text}；{len(done)} 个公布了执行数，合计 {amount_words(sum(done, Decimal(0)))}。"


def _note(projects: list[Project], executed: bool) -> str:
    gap = any(not is_number(item.budget) or (executed and not is_number(item.executed)) for item in projects)
    many = len(projects) > DRAWN
    return (f"图中只画金额最大的 {DRAWN} 个，全部 {len(projects)} 个项目见数据表。" if many else "") + (
        "没有公布的数不画，不当作 0。" if gap else ""
    )
