"""The three public expenses, procurement and vehicles (F11, F13)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.checks.audit import Audit
from site_builder.checks.places import table_name
from site_builder.checks.registry import Category, Note, check
from site_builder.checks.sums import sum_note
from site_builder.figures import label_of
from site_builder.model.finding import Severity
from site_builder.model.report import Fact, StatementRow, StatementTable

THREE = ("overseas_travel", "vehicles", "official_reception")
VEHICLES = ("vehicle_purchase", "vehicle_operation")
_SUBJECTS = (
    ("total", re.compile(r"^(?:合计|总计|“?三公”?经费(?:合计|支出|支出合计)?)$")),
    ("overseas_travel", re.compile(r"因公出国")),
    ("vehicles", re.compile(r"公务用车购置(?:及|和)运行")),
    ("vehicle_purchase", re.compile(r"公务用车购置")),
    ("vehicle_operation", re.compile(r"公务用车运行")),
    ("official_reception", re.compile(r"^(?:\d[.、])?公务接待费?")),
)


def measures(table: StatementTable) -> Iterator[tuple[str, dict[str, Fact]]]:
    """Yield measure (预算数, 决算数) and its facts by identifier, whichever way the table is laid out."""
    if {"overseas_travel", "official_reception"} <= {name for name, _ in table.columns}:
        for row in table.rows:
            yield row.label, dict(row.cells)
        return
    by_measure: dict[str, dict[str, Fact]] = {}
    for row in table.rows:
        name = next((name for name, pattern in _SUBJECTS if pattern.search(label_of(row.label))), "")
        for _, fact in row.cells:
            if name:
                by_measure.setdefault(fact.item, {}).setdefault(name, fact)
    yield from by_measure.items()


@check(name="three-public-total-differs", severity=Severity.ERROR, category=Category.STATEMENTS)
def three_public_add_up(audit: Audit) -> Iterator[Note]:
    """“三公”经费合计应等于三项之和.

    合计＝因公出国（境）费＋公务用车购置及运行维护费＋公务接待费；公务用车购置及运行维护费＝购置费＋运行维护费。
    """
    for table in audit.tables("T9", "B9"):
        for measure, facts in measures(table):
            yield from _add_up(table, measure, facts)


def _add_up(table: StatementTable, measure: str, facts: dict[str, Fact]) -> Iterator[Note]:
    cars: list[Fact | None] = [facts.get("vehicles")]
    if facts.get("vehicles") is None:
        cars = [facts.get(name) for name in VEHICLES]
    parts = [facts.get("overseas_travel"), *cars, facts.get("official_reception")]
    name = table_name(table)
    notes = (
        sum_note(f"{name}合计", facts.get("total"), parts, f"{name}{measure}“三公”经费合计应等于三项之和"),
        sum_note(
            f"{name}公务用车购置及运行维护费",
            facts.get("vehicles"),
            [facts.get(part) for part in VEHICLES],
            f"{name}{measure}公务用车购置及运行维护费应等于购置费加运行维护费",
        ),
        sum_note(
            f"{name}总额",
            facts.get("overall_total"),
            [facts.get("total"), facts.get("meetings"), facts.get("training")],
            f"{name}{measure}合计应等于“三公”经费、会议费、培训费之和",
        ),
    )
    yield from (note for note in notes if note)


@check(name="procurement-total-differs", severity=Severity.ERROR, category=Category.STATEMENTS)
def procurement_adds_up(audit: Audit) -> Iterator[Note]:
    """政府采购合计应等于货物、工程、服务之和.

    《相关信息统计表》政府采购情况一节。
    """
    for table in audit.tables("T10"):
        rows = list(table.rows)
        parts = [
            _cell(row)
            for row in rows
            if re.search(r"货物$|工程$|服务$|货物支出|工程支出|服务支出", label_of(row.label))
        ]
        total = next(
            (
                row
                for row in rows
                if row.cells and re.fullmatch(r"(?:政府采购(?:支出)?)?(?:合计|总额)", label_of(row.label))
            ),
            None,
        )
        note = sum_note(
            "政府采购合计", _cell(total), parts, f"{table_name(table)}政府采购合计应等于货物、工程、服务之和"
        )
        if note and len(parts) <= len(("货物", "工程", "服务")):
            yield note


@check(name="vehicle-count-differs", severity=Severity.ERROR, category=Category.STATEMENTS)
def vehicles_add_up(audit: Audit) -> Iterator[Note]:
    """车辆数合计应等于各类用车之和.

    《相关信息统计表》国有资产占用情况一节。
    """
    for table in audit.tables("T10"):
        total = next((row for row in table.rows if "车辆数合计" in label_of(row.label)), None)
        parts = [_cell(row) for row in table.rows if label_of(row.label).endswith("用车")]
        note = sum_note("车辆数合计", _cell(total), parts, f"{table_name(table)}车辆数合计应等于各类用车之和")
        if note:
            yield note


def _cell(row: StatementRow | None) -> Fact | None:
    return row.cells[-1][1] if row is not None and row.cells else None
