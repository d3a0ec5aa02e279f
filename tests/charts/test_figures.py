"""Key figures: the right cell for each term, absent when nothing is published."""

from dataclasses import replace
from decimal import Decimal

import pytest
from chart_records import BUREAU, PROJECTS, money, overall_form, project, public_table, report, row

from site_builder.figures import (
    Derived,
    derive_rate,
    derive_sum,
    derived_figures,
    figure,
    key_figures,
    label_of,
    project_rate,
)
from site_builder.model.report import StatementRow, StatementTable


def printed(name: str, source: object = None) -> str | None:
    fact = figure(source or report(), name)  # type: ignore[arg-type]
    return fact.value.printed if fact else None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("total_income", "5312.00"),
        ("total_expenditure", "5312.00"),
        ("year_income", "5308.11"),
        ("year_expenditure", "5296.10"),
        ("basic_expenditure", "2328.73"),
        ("project_expenditure", "2967.37"),
        ("three_public_expense", "17.63"),
        ("vehicle_operation", "17.63"),
        ("initial_budget", "5000"),
        ("adjusted_budget", "5400"),
        ("executed", "5296.10"),
        ("execution_rate", "98.08"),
        ("score", "95.5"),
        ("grade", "优"),
    ],
)
def test_figure_comes_from_its_table(name: str, expected: str) -> None:
    assert printed(name) == expected


def test_blank_is_absent_and_zero_is_published() -> None:
    assert figure(report(), "overseas_travel") is None
    zero = figure(report(), "vehicle_purchase")
    assert zero is not None
    assert zero.value.number == 0


def test_outturn_is_taken_before_budget_whatever_comes_first() -> None:
    table = public_table(reception="1.50")
    assert printed("official_reception", report(tables=(table,))) == "1.50"
    assert printed("three_public_expense", report(tables=(table,))) == "17.63"


def test_three_public_rows_by_side() -> None:
    """Some provinces print 预算数 and 决算数 as rows and the parts as columns."""
    rows = tuple(
        StatementRow(side, "L1", (("total", money(total, side, "合计")), ("reception", money("", side, "公务接待费"))))
        for side, total in (("预算数", "9.00"), ("决算数", "8.10"))
    )
    table = StatementTable("T9", "“三公”经费支出决算表", "L1", rows=rows)
    assert printed("three_public_expense", report(tables=(table,))) == "8.10"


def test_sides_of_the_total_table_are_not_mixed() -> None:
    rows = (
        row("总计", ("amount", "金额", "10"), side="income"),
        row("总计", ("amount", "金额", "11"), side="expenditure"),
    )
    table = StatementTable("T1", "收入支出决算总表", "L1", rows=rows)
    assert printed("total_income", report(tables=(table,))) == "10"
    assert printed("total_expenditure", report(tables=(table,))) == "11"


def test_prose_fills_what_tables_lack() -> None:
    facts = (
        money("3409.49", "收入预算", year=2024),
        money("80", "金额", "机关运行经费支出", year=2024),
        money("70", "金额", "机关运行经费支出", year=2023),
        money("320.50", "支出合计", year=2024),
    )
    bare = report(tables=(), forms=(), projects=(), summary=facts)
    assert printed("income_budget", bare) == "3409.49"
    assert printed("agency_operating_cost", bare) == "80"
    assert printed("year_expenditure", bare) == "320.50"
    assert figure(bare, "total_income") is None


def test_last_years_prose_is_not_this_years_figure() -> None:
    bare = report(tables=(), forms=(), summary=(money("70", "金额", "机关运行经费支出", year=2023),))
    assert figure(bare, "agency_operating_cost") is None


def test_a_part_is_not_the_whole() -> None:
    form = replace(overall_form(), money=overall_form().money[:1])
    two = replace(overall_form(), money=(form.money[0], form.money[0]))
    assert figure(report(forms=(two,)), "executed") is None


def test_an_empty_report_has_no_figures() -> None:
    assert key_figures(report(tables=(), forms=(), projects=(), summary=())) == ()


def test_names_occur_once() -> None:
    names = [item.name for item in key_figures(report())]
    assert len(names) == len(set(names))


def test_uncertain_facts_are_used_and_stay_marked() -> None:
    fact = money("12", "收入预算", certain=False)
    found = figure(report(tables=(), forms=(), summary=(fact,)), "income_budget")
    assert found is fact
    assert not found.certain


def test_labels_lose_numbering_and_quotes() -> None:
    assert label_of("一、“三公”经费支出") == "三公经费支出"
    assert label_of("（一）行政单位") == "行政单位"
    assert label_of("其中：货物") == "货物"


def test_rate_is_derived_with_its_formula() -> None:
    rate = derive_rate(money("66.50", "预算"), money("475000", "执行", unit="元"))
    assert isinstance(rate, Derived)
    assert rate.number == Decimal("71.43")
    assert "66.50万元" in rate.formula
    assert "475000元" in rate.formula
    assert rate.certain


@pytest.mark.parametrize(("budget", "executed"), [("0", "5"), ("", "5"), ("10", ""), ("——", "5"), ("十万", "5")])
def test_no_rate_without_two_amounts(budget: str, executed: str) -> None:
    assert derive_rate(money(budget, "预算"), money(executed, "执行")) is None


def test_published_rate_wins_over_arithmetic() -> None:
    rate = project_rate(project(*PROJECTS[0]))
    assert rate is not None
    assert not isinstance(rate, Derived)


def test_sums_need_one_unit() -> None:
    assert derive_sum("x", "合计", (money("1", "a"), money("2", "a", unit="元"))) is None
    assert derive_sum("x", "合计", (money("1", "a"), money("", "a"))) is None
    total = derive_sum("x", "合计", (money("0.10", "a"), money("0.20", "a")))
    assert total is not None
    assert str(total.number) == "0.30"


def test_project_sums_leave_out_projects_without_both_amounts() -> None:
    budget, executed = derived_figures(report())
    assert len(budget.operands) == len(executed.operands) == 5
    assert BUREAU not in budget.formula


def test_parts_under_a_common_head_are_told_by_their_column() -> None:
    cells = (
        ("vehicles", money("46.56", "预算数", "公务用车购置及运行费")),
        ("vehicle_purchase", money("25", "预算数", "购置费")),
        ("vehicle_operation", money("21.56", "预算数", "运行费")),
    )
    table = StatementTable("B9", "“三公”经费预算表", "L1", rows=(StatementRow("预算数", "L1", cells),))
    assert printed("vehicle_purchase", report(tables=(table,))) == "25"
    assert printed("vehicle_operation", report(tables=(table,))) == "21.56"
