"""The same amount in several tables (F4, F9, F10, F12 and their budget counterparts)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.checks.audit import Audit
from site_builder.checks.places import table_name
from site_builder.checks.registry import Category, Note, check
from site_builder.checks.statement_lines import carried_by_fund, cell, side_rows, sum_row, total_row, year_row
from site_builder.checks.sums import equal_note, sum_note
from site_builder.figures import label_of
from site_builder.model.finding import Severity
from site_builder.model.report import Fact, StatementRow, StatementTable

Located = tuple[StatementTable, Fact, str]
INCOME_LINES = {
    "superior_subsidy": r"^上级补助收入",
    "institutional": r"^事业收入",
    "operating": r"经营收入$",
    "subordinate_remittance": r"^附属单位上缴收入|^附属单位缴款",
    "other_income": r"^其他收入",
}
FUND_LINES = {
    "general_public_budget": r"^一般公共预算",
    "government_fund": r"^政府性基金",
    "state_capital_operation": r"^国有资本经营",
}
FUND_TABLES = (("government_fund", "T7"), ("state_capital_operation", "T8"))
MONEY = ("amount", "executed", "total")


def located_side(table: StatementTable | None, side: str, column: str = "", year: bool = True) -> Located | None:
    """The year's total of a two-sided table (its grand total where it prints no other or `year` is False)."""
    if table is None:
        return None
    rows = side_rows(table, side)
    row = (year_row(rows) if year else None) or total_row(rows)
    return _located(table, row, *((column,) if column else MONEY))


def located_sum(table: StatementTable | None, *columns: str) -> Located | None:
    """Return the total row's fact in the first of these columns."""
    return None if table is None else _located(table, sum_row(table), *columns)


def _located(table: StatementTable, row: StatementRow | None, *columns: str) -> Located | None:
    fact = cell(row, *columns)
    return None if fact is None or row is None else (table, fact, row.label)


def _pairs(audit: Audit) -> Iterator[tuple[Located | None, Located | None]]:
    t1, t2, t3, t4, t5 = (audit.table(form) for form in ("T1", "T2", "T3", "T4", "T5"))
    yield located_side(t1, "income"), located_sum(t2, "year_income")
    yield located_side(t1, "expenditure"), located_sum(t3, "year_expenditure")
    yield located_side(t4, "expenditure", "general_public_budget"), located_sum(t5, "total")
    yield located_side(t4, "expenditure", "government_fund"), located_sum(audit.table("T7"), "total")
    yield located_side(t4, "expenditure", "state_capital_operation"), located_sum(audit.table("T8"), "total")
    yield located_sum(t2, "fiscal_appropriation"), located_side(t4, "income")
    for column, pattern in INCOME_LINES.items():
        yield _income_line(t1, pattern), located_sum(t2, column)
    for pattern in FUND_LINES.values():
        yield _income_line(t1, pattern), _income_line(t4, pattern)
    for column, form in FUND_TABLES:
        yield from _fund_flow(t4, audit.table(form), column)
    yield from _budget_pairs(audit)


def _income_line(table: StatementTable | None, pattern: str) -> Located | None:
    """An income line of a two-sided table by its label, the carry-over of single funds left out."""
    if table is None:
        return None
    rows = side_rows(table, "income")
    carried = carried_by_fund(rows, "income")
    below = carried[1] if carried else []
    row = next((row for row in rows if row not in below and re.search(pattern, label_of(row.label))), None)
    return _located(table, row, *MONEY)


def _fund_flow(
    appropriations: StatementTable | None, fund: StatementTable | None, column: str
) -> Iterator[tuple[Located | None, Located | None]]:
    """What one fund brought in, received and carried out, in the table of appropriations and in its own."""
    if appropriations is None or fund is None:
        return
    yield _income_line(appropriations, FUND_LINES[column]), located_sum(fund, "year_income")
    carried = carried_by_fund(side_rows(appropriations, "income"), "income")
    row = (
        next((row for row in carried[1] if re.search(FUND_LINES[column], label_of(row.label))), None)
        if carried
        else None
    )
    yield _located(appropriations, row, *MONEY), located_sum(fund, "opening_carryover")
    closing = next((row for row in side_rows(appropriations, "expenditure") if "年末" in row.label), None)
    yield _located(appropriations, closing, column), located_sum(fund, "closing_carryover")


def _budget_pairs(audit: Audit) -> Iterator[tuple[Located | None, Located | None]]:
    b1, b2, b3, b4, b5, b8 = (audit.table(form) for form in ("B1", "B2", "B3", "B4", "B5", "B8"))
    yield located_side(b1, "income", year=False), located_sum(b2, "year_income", "amount")
    yield located_side(b1, "expenditure", year=False), located_sum(b3, "year_expenditure")
    yield located_side(b4, "expenditure", "general_public_budget"), located_sum(b5, "total")
    yield located_side(b4, "expenditure", "government_fund"), located_sum(audit.table("B6"), "total")
    yield located_side(b4, "expenditure", "state_capital_operation"), located_sum(audit.table("B7"), "total")
    yield located_sum(b5, "basic_expenditure"), located_sum(b8, "total")


@check(name="tables-differ", severity=Severity.ERROR, category=Category.STATEMENTS)
def tables_agree(audit: Audit) -> Iterator[Note]:
    """同一数字在不同表中应一致.

    收支总表与收入表、支出表，财政拨款总表与一般公共预算、政府性基金、国有资本经营各表的合计数必须一致。
    """
    for one, other in _pairs(audit):
        if one is None or other is None:
            continue
        formula = f"{table_name(one[0])}“{one[2].strip()}”与{table_name(other[0])}“{other[2].strip()}”应一致"
        note = equal_note(f"{table_name(one[0])}与{table_name(other[0])}", one[1], other[1], formula)
        if note:
            yield note


@check(name="classes-differ-between-tables", severity=Severity.ERROR, category=Category.STATEMENTS)
def classes_agree(audit: Audit) -> Iterator[Note]:
    """各类支出在总表和明细表中应一致.

    收支总表按功能分类列示的每一类支出，应等于支出表同名类级科目；财政拨款总表对应一般公共预算支出表。
    """
    for form, column, detail, detail_column in (
        ("T1", "amount", "T3", "year_expenditure"),
        ("T4", "general_public_budget", "T5", "total"),
        ("B1", "amount", "B3", "year_expenditure"),
        ("B4", "general_public_budget", "B5", "total"),
    ):
        above, below = audit.table(form), audit.table(detail)
        if above is None or below is None:
            continue
        classes = {label_of(row.label): row for row in below.rows if row.level == len("201")}
        for row in side_rows(above, "expenditure"):
            match = classes.get(label_of(row.label))
            formula = f"{table_name(above)}与{table_name(below)}中“{label_of(row.label)}”应一致"
            note = equal_note(label_of(row.label), cell(row, column), cell(match, detail_column), formula)
            if note:
                yield note


@check(name="accounts-differ-between-tables", severity=Severity.ERROR, category=Category.STATEMENTS)
def accounts_agree(audit: Audit) -> Iterator[Note]:
    """只有一般公共预算时，支出表与一般公共预算支出表的同一科目应一致.

    财政拨款全部为一般公共预算、且两表合计相同时，逐科目逐栏一致。
    """
    for one, other, total in (("T3", "T5", "year_expenditure"), ("B3", "B5", "year_expenditure")):
        whole, general = audit.table(one), audit.table(other)
        first, second = located_sum(whole, total), located_sum(general, "total")
        if whole is None or general is None or first is None or second is None:
            continue
        if first[1].value.number != second[1].value.number:
            continue
        yield from _same_accounts(whole, general, total)


def _same_accounts(whole: StatementTable, general: StatementTable, total: str) -> Iterator[Note]:
    rows = {row.code: row for row in general.rows if row.code}
    for row in whole.rows:
        match = rows.get(row.code) if row.code else None
        for one, other in ((total, "total"), ("basic_expenditure",) * 2, ("project_expenditure",) * 2):
            formula = f"{table_name(whole)}与{table_name(general)}中{row.code}{row.label}应一致"
            note = equal_note(f"{row.code}{row.label}", cell(row, one), cell(match, other), formula)
            if note:
                yield note


@check(name="basic-expenditure-differs-from-detail", severity=Severity.ERROR, category=Category.STATEMENTS)
def basic_expenditure_agrees(audit: Audit) -> Iterator[Note]:
    """一般公共预算基本支出应等于人员经费与公用经费之和.

    《一般公共预算财政拨款支出决算表》基本支出合计＝《基本支出决算明细表》人员经费合计＋公用经费合计。
    """
    t5, t6 = audit.table("T5"), audit.table("T6")
    basic = located_sum(t5, "basic_expenditure")
    if basic is None or t6 is None:
        return
    parts = [cell(_labelled(t6, label), *MONEY) for label in ("人员经费合计", "公用经费合计")]
    if all(part is not None for part in parts):
        formula = f"{table_name(basic[0])}基本支出合计应等于{table_name(t6)}人员经费合计与公用经费合计之和"
        note = sum_note("基本支出", basic[1], parts, formula)
        if note:
            yield note


def _labelled(table: StatementTable, label: str) -> StatementRow | None:
    return next((row for row in table.rows if label_of(row.label) == label), None)
