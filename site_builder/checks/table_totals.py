"""Totals within tables: income lines, expenditure lines, and both sides alike (F1, F2, F3, F8)."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.checks.audit import Audit
from site_builder.checks.places import table_name
from site_builder.checks.registry import Category, Note, check
from site_builder.checks.statement_lines import (
    carried_by_fund,
    level,
    side_rows,
    sub_lines,
    total_parts,
    total_row,
    year_lines,
    year_row,
)
from site_builder.checks.sums import equal_note, sum_note
from site_builder.model.finding import Severity
from site_builder.model.report import StatementRow, StatementTable

TWO_SIDED = ("T1", "T4", "B1", "B4")
SIDES = {"income": "收入", "expenditure": "支出", "purpose": "支出"}


@check(name="lines-differ-from-year-total", severity=Severity.ERROR, category=Category.STATEMENTS)
def lines_make_year_total(audit: Audit) -> Iterator[Note]:
    """总表中各行相加应等于本年合计.

    《收入支出决算总表》《财政拨款收入支出决算总表》及相应预算表：一、二、三……各项之和等于本年收入合计或本年支出合计。
    """
    for table, side, rows in _sides(audit):
        year = year_row(rows)
        lines = year_lines(rows)
        if year is not None and lines:
            yield from _column_sums(table, year, lines, f"{table_name(table)}本年{SIDES[side]}合计")
        for row in rows:
            below = sub_lines(rows, row) if row is not year and level(row) else []
            yield from _column_sums(table, row, below, f"{table_name(table)}“{row.label}”应等于下列各项之和")
        if carried := carried_by_fund(rows, side):
            name = carried[0].label.strip()
            yield from _column_sums(table, *carried, f"{table_name(table)}“{name}”应等于各项资金结转之和")


@check(name="year-total-and-carryover-differ-from-total", severity=Severity.ERROR, category=Category.STATEMENTS)
def carry_makes_total(audit: Audit) -> Iterator[Note]:
    """总表的总计应等于本年合计加上结转和结余.

    收入总计＝本年收入合计＋使用非财政拨款结余＋年初结转和结余；支出总计＝本年支出合计＋结余分配＋年末结转和结余。
    """
    for table, side, rows in _sides(audit):
        total, year = total_row(rows), year_row(rows)
        if side != "purpose" and total is not None and total is not year:
            yield from _column_sums(table, total, total_parts(rows, side), f"{table_name(table)}{SIDES[side]}总计")


@check(name="income-total-differs-from-expenditure-total", severity=Severity.ERROR, category=Category.STATEMENTS)
def both_sides_are_equal(audit: Audit) -> Iterator[Note]:
    """总表的收入总计应等于支出总计.

    收支总表左右两侧必须平衡，这是决算和预算编制的基本要求。
    """
    for table in audit.tables(*TWO_SIDED):
        income = total_row(side_rows(table, "income"))
        expenditure = total_row(side_rows(table, "expenditure")) or total_row(side_rows(table, "purpose"))
        if income is None or expenditure is None or not income.cells or not expenditure.cells:
            continue
        note = equal_note(
            table_name(table), income.cells[0][1], expenditure.cells[0][1], f"{table_name(table)}收入总计应等于支出总计"
        )
        if note:
            yield note


def _sides(audit: Audit) -> Iterator[tuple[StatementTable, str, list[StatementRow]]]:
    for table in audit.tables(*TWO_SIDED):
        for side in SIDES:
            rows = side_rows(table, side)
            if rows:
                yield table, side, rows


def _column_sums(table: StatementTable, total: StatementRow, parts: list[StatementRow], formula: str) -> Iterator[Note]:
    for column, fact in total.cells:
        note = sum_note(
            f"{table_name(table)}{total.label}", fact, [row.get(column) for row in parts], f"{formula}（{fact.item}）"
        )
        if note:
            yield note
