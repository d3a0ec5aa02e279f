"""Sums along the rows of tables: kinds of income, kinds of expenditure, funds, carry-over (F5, F6, F8, F11)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from site_builder.checks.arithmetic import is_number
from site_builder.checks.audit import Audit
from site_builder.checks.places import table_name
from site_builder.checks.registry import Category, Note, check
from site_builder.checks.sums import sum_note
from site_builder.model.finding import Severity
from site_builder.model.report import StatementRow, StatementTable

INCOME = (
    "fiscal_appropriation", "superior_subsidy", "institutional", "operating", "subordinate_remittance", "other_income",
    "special_account", "opening_carryover", "use_of_non_fiscal_surplus",
)  # fmt: skip
FUNDS = ("general_public_budget", "government_fund", "state_capital_operation")
EXPENDITURE = (
    "basic_expenditure", "project_expenditure", "remittance_to_superior", "operating_expenditure",
    "subsidy_to_subordinates", "reserve", "carried_forward",
)  # fmt: skip
BASIC = ("personnel_cost", "public_operating_cost")
UNKNOWN = re.compile(r"other_\d+$")
"""How columns are called whose head is none of the known ones: what they hold may be part of the row's total."""


@check(name="row-total-differs-from-its-columns", severity=Severity.ERROR, category=Category.STATEMENTS)
def row_is_sum_of_columns(audit: Audit) -> Iterator[Note]:
    """每一行的合计应等于该行各栏之和.

    收入决算表：本年收入合计＝财政拨款、上级补助、事业、经营、附属单位上缴、其他收入之和；支出决算表：本年支出合计＝基本、项目、
    上缴上级、经营、对附属单位补助支出之和；财政拨款总表：合计＝一般公共预算＋政府性基金＋国有资本经营。
    """
    for table in audit.tables("T2", "B2"):
        yield from _rows(table, "year_income", _income_columns(table))
    for table in audit.tables("T3", "B3"):
        yield from _rows(table, "year_expenditure", _expenditure_columns(table))
    for table in audit.tables("T5", "T7", "T8", "B5", "B6", "B7", "X"):
        yield from _rows(table, "total", _expenditure_columns(table))
    for table in audit.tables("T4", "B4"):
        yield from _rows(table, "total", FUNDS)
    for table in audit.tables("B8", "T6"):
        yield from _rows(table, "total", BASIC)


def _names(table: StatementTable) -> set[str]:
    return {name for name, _ in table.columns}


def _income_columns(table: StatementTable) -> tuple[str, ...]:
    names = _names(table)
    return INCOME if "fiscal_appropriation" in names else (*FUNDS, *INCOME)


def _expenditure_columns(table: StatementTable) -> tuple[str, ...]:
    names = _names(table)
    if "basic_expenditure" not in names and names >= set(BASIC):
        return (*BASIC, *EXPENDITURE[1:])
    return EXPENDITURE


def _rows(table: StatementTable, total: str, columns: tuple[str, ...]) -> Iterator[Note]:
    if not _names(table) & set(columns) or total not in _names(table):
        return
    for row in table.rows:
        parts = [row.get(column) for column in columns]
        formula = f"{table_name(table)}“{row.label or row.code}”一行的合计"
        note = sum_note(_subject(table, row), row.get(total), parts, formula)
        unknown = [fact for name, fact in row.cells if UNKNOWN.match(name) and is_number(fact)]
        if note and not unknown:
            yield note
        elif note and sum_note(_subject(table, row), row.get(total), [*parts, *unknown], formula):
            yield replace(note, certain=False)


def _subject(table: StatementTable, row: StatementRow) -> str:
    return f"{table_name(table)}{row.code}{row.label}"


@check(name="carryover-balance-differs", severity=Severity.ERROR, category=Category.STATEMENTS)
def carryover_balances(audit: Audit) -> Iterator[Note]:
    """年初结转加本年收入减本年支出应等于年末结转.

    适用于政府性基金、国有资本经营预算等带结转栏的表。
    """
    for table in audit.tables("T5", "T7", "T8"):
        if not _names(table) >= {"opening_carryover", "year_income", "total", "closing_carryover"}:
            continue
        for row in table.rows:
            note = _balance(table, row)
            if note:
                yield note


def _balance(table: StatementTable, row: StatementRow) -> Note | None:
    """Closing equals opening plus income minus expenditure; where no closing is printed, income equals expenditure."""
    opening, income = row.get("opening_carryover"), row.get("year_income")
    spent, closing = row.get("total"), row.get("closing_carryover")
    formula = f"{table_name(table)}“{row.label}”年末结转应等于年初结转加本年收入减本年支出"
    if is_number(closing):
        return sum_note(_subject(table, row), closing, [opening, income], formula, less=[spent])
    return sum_note(_subject(table, row), spent, [opening, income], formula)
