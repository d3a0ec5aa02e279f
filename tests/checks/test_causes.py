"""One wrong number breaks several sums: it is told once, with all places, and what follows from it is not told again."""

from __future__ import annotations

from dataclasses import replace

from site_builder.model.finding import Severity
from tests.checks.build import findings, form, money
from tests.checks.cases.forms import TEXT, forms, rows
from tests.checks.cases.statements import changed


def test_one_cell_that_breaks_row_and_column_is_told_once() -> None:
    sample = changed("2130306\t水利工程运行与维护\t60.00\t\t60.00", "2130306\t水利工程运行与维护\t66.00\t\t60.00")
    (found,) = [item for item in findings(sample) if item.severity is Severity.ERROR]
    assert "水利工程运行与维护" in found.message and "与2处对不上" in found.message
    assert (found.expected, found.actual, found.difference) == ("60", "66.00", "6")
    assert "如果是60万元" in found.proposal


def test_a_missing_line_is_told_once_for_all_columns() -> None:
    sample = changed("229\t其他支出\t2.00\t\t2.00\n\n注：本表反映支出", "\n注：本表反映支出")
    told = [item for item in findings(sample) if item.check == "total-differs-from-accounts"]
    assert len(told) == 1 and "“项目支出”一栏同样相差这么多" in told[0].message


def test_what_follows_from_a_wrong_budget_is_told_with_it() -> None:
    """The rate, the balance, the sources and the text all disagree with one misprinted budget."""
    funds = (money("", "", "150", "80", "20", "80", "8"), money("", "", "100", "80", "20", "80", label="财政拨款"))
    told = (TEXT, "项目预算资金1,000,000元，实际支出800,000元，执行率为80%。")
    (found,) = [item for item in findings(forms(form(funds=funds, texts=(told,)))) if item.severity is Severity.ERROR]
    assert "由此另有" in found.message and "如果全年预算数是100" in found.proposal


def test_two_wrong_numbers_are_two_findings() -> None:
    sample = changed("2130306\t水利工程运行与维护\t60.00\t\t60.00", "2130306\t水利工程运行与维护\t66.00\t\t60.00")
    text = sample.text.replace("30201\t办公费\t5.00", "30201\t办公费\t9.00")
    errors = [item for item in findings(replace(sample, text=text)) if item.severity is Severity.ERROR]
    assert len(errors) == 2


def test_clean_forms_are_not_joined_to_anything() -> None:
    assert [item for item in findings(rows()) if item.severity is Severity.ERROR] == []
