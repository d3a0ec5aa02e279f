"""Years side by side: the same figure of the same kind of report, a gap where a year is missing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from site_builder.charts.bars import Bars, amount_bar, bar_chart
from site_builder.charts.registry import department_chart
from site_builder.charts.words import amount_words, cell, money_unit, plot_unit
from site_builder.figures import is_number
from site_builder.model.chart import Chart, ChartCell
from site_builder.model.report import Fact
from site_builder.model.site import Department, ReportSummary

GROUPS = (
    ("years-total", "收入与支出", ("total_income", "total_expenditure")),
    ("years-year", "本年收入与本年支出", ("year_income", "year_expenditure")),
    ("years-budget", "预算与执行", ("adjusted_budget", "executed")),
    ("years-use", "基本支出与项目支出", ("basic_expenditure", "project_expenditure")),
    ("years-three-public", "“三公”经费", ("three_public_expense",)),
)
Found = dict[int, dict[str, Fact]]


@department_chart
def years(department: Department) -> Iterator[Chart]:
    """Yield one chart for each group of figures that at least two years of one kind of report publish."""
    scopes = dict.fromkeys((report.kind, report.scope) for report in department.summary.reports)
    for kind, scope in scopes:
        reports = [report for report in department.summary.reports if (report.kind, report.scope) == (kind, scope)]
        drawn: list[Found] = []
        for name, title, figures in GROUPS:
            found = _by_year(reports, figures)
            if len(found) > 1 and not _repeats(found, drawn):
                drawn.append(found)
                label = next(report.kind_title for report in reports)
                yield _chart(f"{name}-{kind.replace('_', '-')}", f"{label}：{title}", figures, reports, found)


def _repeats(found: Found, drawn: list[Found]) -> bool:
    """Whether an earlier chart shows the same amounts in every year: totals without anything carried over."""
    amounts = _amounts(found)
    return any(all(numbers <= _amounts(other).get(year, set()) for year, numbers in amounts.items()) for other in drawn)


def _amounts(found: Found) -> dict[int, set[Decimal | None]]:
    return {year: {fact.value.in_yuan() for fact in facts.values()} for year, facts in found.items()}


def _by_year(reports: list[ReportSummary], figures: tuple[str, ...]) -> Found:
    found: Found = {}
    for report in reports:
        for figure in report.key_figures:
            money = is_number(figure.fact) and figure.fact.value.in_yuan() is not None
            if report.year and figure.name in figures and money:
                found.setdefault(report.year, {}).setdefault(figure.name, figure.fact)
    return found


def _chart(name: str, title: str, figures: tuple[str, ...], reports: list[ReportSummary], found: Found) -> Chart:
    span = range(min(found), max(found) + 1)
    titles = {figure.name: figure.title for report in reports for figure in report.key_figures}
    used = [figure for figure in figures if any(figure in facts for facts in found.values())]
    amounts = [fact for facts in found.values() for fact in facts.values()]
    unit, printed = plot_unit(amounts), money_unit(amounts)
    series = tuple(
        (titles[figure], tuple(amount_bar(found.get(year, {}).get(figure), unit) for year in span)) for figure in used
    )
    rows = tuple(
        (ChartCell(f"{year} 年"), *(cell(found.get(year, {}).get(figure), printed) for figure in used)) for year in span
    )
    missing = [str(year) for year in span if year not in found]
    return bar_chart(
        name,
        f"{span[0]}—{span[-1]} 年{title}（{unit}）",
        _sentence(titles[used[0]], used[0], found),
        Bars(tuple(f"{year} 年" for year in span), series),
        ("年度", *(f"{titles[figure]}（{printed}）" for figure in used)),
        rows,
        f"没有 {'、'.join(missing)} 年的报告，图中留空。" if missing else "",
    )


def _sentence(title: str, figure: str, found: Found) -> str:
    stated = [(year, facts[figure].value.in_yuan()) for year, facts in sorted(found.items()) if figure in facts]
    known = [(year, amount) for year, amount in stated if amount is not None]
    if len(known) < 2:
        return f"{title}只有一年可比。"
    (first, before), (last, after) = known[0], known[-1]
    return f"{title}：{first} 年 {amount_words(before)}，{last} 年 {amount_words(after)}，{_change(after - before)}。"


def _change(difference: Decimal) -> str:
    if difference == 0:
        return "持平"
    return f"{'增加' if difference > 0 else '减少'} {amount_words(abs(difference))}"
