"""Every printed number is a fact, set aside, or listed as not understood."""

import pytest
from lines_document import FINAL, SELF_EVAL, document, with_table

from site_builder.coverage import account_numbers
from site_builder.forms import extract_reports
from site_builder.model.config import FileHints
from site_builder.model.document import Document
from site_builder.model.finding import Coverage


def coverage(source: Document) -> Coverage:
    return account_numbers(source, extract_reports(source, FileHints()))


def test_the_sum_is_complete() -> None:
    found = coverage(document(*SELF_EVAL, "2024年预算收入340.49万元（青财〔2024〕10号），编号77另计。"))
    aside = dict(found.set_aside)
    assert found.printed == found.facts + sum(aside.values()) + len(found.not_understood)
    assert aside["文号"] == 2
    assert [(number.locator, number.printed) for number in found.not_understood] == [("L4", "77")]


def test_without_reports_nothing_counts_as_fact() -> None:
    found = account_numbers(document("支出12.5万元"), ())
    assert (found.printed, found.facts, len(found.not_understood)) == (1, 0, 1)


def test_the_same_digits_twice_need_two_facts() -> None:
    source = document(*FINAL, "一、总体情况说明", "收入总计5.00万元，其后又印5.00。")
    found = coverage(source)
    assert [number.printed for number in found.not_understood] == ["5.00"]


def test_codes_line_numbers_and_column_numbers_of_tables() -> None:
    rows = (("科目编码", "", "", "行次", "说明"), ("栏次", "", "", "1", "2"), ("205", "02", "01", "3", "无"))
    aside = dict(coverage(with_table(FINAL, rows)).set_aside)
    assert aside["科目编码"] == 3
    assert aside["行次、栏次与序号"] == 3


@pytest.mark.real
def test_real_reports_are_understood(shared) -> None:  # type: ignore[no-untyped-def]
    from site_builder.readers import read_file

    printed = unread = 0
    for path in sorted((shared / "reports").iterdir()):
        found = coverage(read_file(path, path.name))
        printed += found.printed
        unread += len(found.not_understood)
    assert printed > 3000
    assert unread / printed < 0.02
