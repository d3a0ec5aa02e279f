"""The three public expenses: budget against outturn for travel abroad, vehicles and receptions."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from site_builder.charts.bars import Bars, amount_bar, bar_chart
from site_builder.charts.registry import report_chart
from site_builder.charts.words import amount_words, cell, money_unit, plot_unit
from site_builder.figures import RULES, Place, find_cell, is_number
from site_builder.model.chart import Chart, ChartCell
from site_builder.model.report import Fact, Report, StatementTable

TOTAL = "three_public_expense"
VEHICLES = ("vehicle_purchase", "vehicle_operation")
PARTS = ("overseas_travel", "vehicles", *VEHICLES, "official_reception")
ALL = "合计"
PLANNED = ("预算数", "年初预算数", "本年预算数", "全年预算数")
SPENT = ("决算数", "本年决算数", "支出决算数", "全年决算数")
Part = tuple[str, Fact | None, Fact | None]


@report_chart
def three_public(report: Report) -> Iterator[Chart]:
    """Yield the chart of the report's 三公 table."""
    for table in report.tables:
        if table.form in ("T9", "B9"):
            parts = [part for part in _parts(table) if part[1] is not None or part[2] is not None]
            if len(parts) > 1:
                yield _chart(report, parts)
                return


def _parts(table: StatementTable) -> Iterator[Part]:
    rules = {rule.name: rule for rule in RULES}
    found = {
        name: (_find(table, rules[name].places[0], PLANNED), _find(table, rules[name].places[0], SPENT))
        for name in (TOTAL, *PARTS)
    }
    split = any(found[name] != (None, None) for name in VEHICLES)
    for name, (planned, spent) in found.items():
        if not (split and name == "vehicles"):  # the sum of two bars that are drawn
            yield ALL if name == TOTAL else rules[name].title, planned, spent


def _find(table: StatementTable, place: Place, columns: tuple[str, ...]) -> Fact | None:
    return find_cell(table, Place(place.forms, place.rows, columns))


def _chart(report: Report, parts: list[Part]) -> Chart:
    amounts = [fact for _, planned, spent in parts for fact in (planned, spent)]
    unit, printed = plot_unit(amounts), money_unit(amounts)
    columns = [("预算数", 1), ("决算数", 2)]
    used = [(name, place) for name, place in columns if any(is_number(_side(part, place)) for part in parts)]
    series = tuple((name, tuple(amount_bar(_side(part, place), unit) for part in parts)) for name, place in used)
    rows = tuple((ChartCell(part[0]), *(cell(_side(part, place), printed) for _, place in used)) for part in parts)
    return bar_chart(
        "three-public",
        f"{f'{report.year} 年' if report.year else ''}“三公”经费（{unit}）",
        _sentence(parts),
        Bars(tuple(part[0] for part in parts), series),
        ("项目", *(f"{name}（{printed}）" for name, _ in used)),
        rows,
        "没有公布的数不画，不当作 0。"
        if any(_side(part, place) is None for part in parts for _, place in used)
        else "",
    )


def _side(part: Part, place: int) -> Fact | None:
    return part[1] if place == 1 else part[2]


def _sentence(parts: list[Part]) -> str:
    title, planned, spent = parts[0]
    subject = "“三公”经费" if title == ALL else title
    said = [
        f"{word} {amount_words(fact.value.in_yuan() or Decimal(0))}"
        for word, fact in (("预算", planned), ("决算", spent))
        if fact is not None and fact.value.in_yuan() is not None
    ]
    return f"{subject}{'，'.join(said)}{_most(parts)}。"


def _most(parts: list[Part]) -> str:
    """Name the largest part, only where the parts found make up the total: a part not read might be larger."""
    if parts[0][0] != ALL:
        return ""
    place = 2 if parts[0][2] is not None else 1
    sizes = {part[0]: _size(_side(part, place)) for part in parts[1:]}
    total = _size(_side(parts[0], place))
    if sum(size > 0 for size in sizes.values()) < 2 or sum(sizes.values()) != total:
        return ""
    return f"，其中最多的是{max(sizes, key=lambda name: sizes[name])}"


def _size(fact: Fact | None) -> Decimal:
    return (fact.value.in_yuan() if fact else None) or Decimal(0)
