"""Exact comparing, places in words, proposals, the checklist."""

from dataclasses import replace
from decimal import Decimal

import pytest

from site_builder.checks import checklist, run_checks
from site_builder.checks.arithmetic import equal_differs, ratio_differs, sum_differs
from site_builder.checks.form_fields import UNPLACED
from site_builder.checks.places import place, without_repeats
from site_builder.checks.repair import propose_repair
from site_builder.model.finding import ItemState, Severity
from site_builder.model.report import Fact, ReportKind, TableState
from tests.checks.build import Sample, findings, indicator, money, number, report_of, said
from tests.checks.cases.forms import ROWS, funds, rows
from tests.checks.cases.statements import GOOD, TABLES, changed


@pytest.mark.parametrize(
    ("total", "parts", "differs"),
    [
        ("10.00", ("5.00", "5.01"), False),  # 0.005 x 3 = 0.015
        ("10.00", ("5.00", "5.02"), True),
        ("100", ("50", "51"), False),  # whole numbers: 0.5 x 3
        ("100", ("50", "52"), True),
        ("2203.310445", ("1564.201384", "638.109061"), True),  # never a relative tolerance
        ("10.00", ("", ""), False),
        ("10.00", ("10.00", ""), False),
    ],
)
def test_sum_tolerance(total: str, parts: tuple[str, ...], differs: bool) -> None:
    found = sum_differs(number(total, "万元"), [number(part, "万元") for part in parts])
    assert (found is not None) is differs


def test_units_are_converted_for_comparing() -> None:
    assert equal_differs(number("5,296.11万元"), number("52961100元")) is None
    assert equal_differs(number("5,296.11万元"), number("5296.11元")) is not None
    assert equal_differs(number("5", "万元"), number("5", "人")) is None


def test_rate_with_rounded_inputs() -> None:
    assert ratio_differs(number("28.73", "%"), number("28.727", "万元"), number("100", "万元")) is None
    found = ratio_differs(number("82.73", "%"), number("28.727", "万元"), number("100", "万元"))
    assert found is not None and found.computed == Decimal("28.73")


@pytest.mark.parametrize(
    ("locator", "words"),
    [
        ("L71", "第71行"),
        ("p12t1r3c4", "第12页表1第3行第4列"),
        ("p3", "第3页"),
        ("t2r3c4", "第2个表格第3行第4列"),
        ("Sheet1!B4", "Sheet1!B4"),
        ("¶14", "第14段"),
    ],
)
def test_places_in_words(locator: str, words: str) -> None:
    assert place(locator) == words


def test_repair_with_one_solution_is_proposed_not_applied() -> None:
    row = money("100", "100", "100", "18.727", "71.273", "28.73", "2.87")
    assert "全年执行数是28.727" in propose_repair(row)
    (found,) = findings(funds("100", "100", "100", "18.727", "71.273", "28.73", "2.87"), "execution-rate-differs")
    assert found.proposal and found.actual == "28.73" and "结余印为71.273万元" in found.message


def test_no_proposal_without_a_single_solution() -> None:
    assert propose_repair(money("100", "100", "100", "18.727", "55.5", "28.73", "2.87")) == ""


def test_checklist_states() -> None:
    document, (report,) = report_of(GOOD)
    states = {item.name: item.state for item in checklist(document, report)}
    assert states["table-income"] is ItemState.PRESENT
    assert states["table-state-capital"] is ItemState.MISSING
    assert states["approval-date"] is ItemState.UNKNOWN
    document, (report,) = report_of(
        changed("1.25\t2.00\t2.00\t\t2.00\t1.25\n\n注：本表反映政府性基金收支情况。", "\t\t\t\t\t\n\n说明：本表无数据")
    )
    states = {item.name: item.state for item in checklist(document, report)}
    assert states["table-government-fund"] is ItemState.DECLARED_EMPTY


def test_a_place_that_follows_itself_is_told_once() -> None:
    told = "目标3次（第9行），实际1次（第9行），得分10分（第9行）"
    assert without_repeats(told) == "目标3次，实际1次，得分10分（第9行）"
    apart = "一处为3次（第9行），另一处为1次（第8行）"
    assert without_repeats(apart) == apart


def test_table_digits_are_those_printed_in_common() -> None:
    """62 beside 58.50 is 62.00; amounts told in prose keep the room of their own digits."""
    table = [replace(number(text, "万元"), table="公开03表") for text in ("120.50", "58.50", "62.3")]
    assert sum_differs(table[0], table[1:]) is not None
    assert sum_differs(number("120", "万元"), [number("58.50", "万元"), number("62", "万元")]) is None


def test_sentence_that_leaves_kinds_of_spending_out() -> None:
    """基本支出 and 项目支出 do not make the total where the table prints further kinds."""
    base = changed("本年支出合计\t基本支出\t项目支出\n科目代码\t科目名称\t\t\t\n合计\t\t120.50\t58.50\t62.00",
                   "本年支出合计\t基本支出\t项目支出\t经营支出\n科目代码\t科目名称\t\t\t\t\n合计\t\t120.50\t58.50\t60.00\t2.00")  # fmt: skip
    told = (
        said("本年支出合计", "金额", "120.50"),
        said("基本支出", "金额", "58.50"),
        said("项目支出", "金额", "60.00"),
    )
    assert findings(replace(base, summary=told), "text-total-differs-from-its-parts") == []
    more = (*told[:2], said("项目支出", "金额", "50.00"))
    assert findings(replace(base, summary=more), "text-total-differs-from-its-parts")


def test_more_added_than_there_is() -> None:
    told = (
        said("收入总计", "金额", "100.00"),
        said("收入总计", "较上年增加额", "710.00"),
        said("收入总计", "较上年增长率", "10.00", "%"),
    )
    (found,) = findings(Sample(summary=told), "growth-differs")
    assert "增加额大于本年数" in found.message


def test_last_digit_of_one_number_printed_twice_is_told_only() -> None:
    sample = changed("合计\t\t120.50\t58.50\t62.00", "合计\t\t120.51\t58.50\t62.01")
    told = findings(sample, "tables-differ")
    assert told and all(item.severity is Severity.INFO and "四舍五入" in item.message for item in told)


def test_rules_of_the_year_and_kind_of_body() -> None:
    """Rules of 2016 do not bind a report of 2014; universities publish four tables; nothing read is not missing."""
    old = replace(GOOD, year=2014)
    assert findings(old, "required-item-missing") == []
    document, (report,) = report_of(replace(GOOD, department="青山大学"))
    assert {item.name for item in checklist(document, report)} >= {"table-appropriation"}
    assert "table-government-fund" not in {item.name for item in checklist(document, report)}
    document, (report,) = report_of(Sample("附件：决算表.xls"))
    assert {item.state for item in checklist(document, report)} == {ItemState.UNKNOWN}


def test_many_accounts_without_their_parts_are_one_warning() -> None:
    """An excerpt that prints only some lines is said to lack lines, once; a single short account is an error."""
    lines = ("213\t农林水支出\t98.00\t38.00\t60.00", "21303\t水利\t98.00\t38.00\t60.00")
    whole = "\n".join((*lines, "2130301\t行政运行\t38.00\t38.00\t\n2130306\t水利工程运行与维护\t60.00\t\t60.00\n229"))
    cut = (
        "208\t社会保障和就业支出\t20.50\t20.50\t\n20805\t养老支出\t2.50\t2.50\t\n"
        + lines[0]
        + "\n21303\t水利\t9.00\t8.00\t1.00\n2130301\t行政运行\t3.00\t3.00\t\n229"
    )
    text = TABLES.replace("208\t社会保障和就业支出\t20.50\t20.50\t\n" + whole, cut)
    assert text != TABLES
    found = findings(Sample(text), "account-differs-from-its-parts")
    assert [item.severity for item in found] == [Severity.WARNING] and "可能有行没有列出" in found[0].message


def test_points_of_execution_that_are_not_ten() -> None:
    """A form that prints no weight may weigh execution with 20."""
    assert findings(funds("", "", "100", "20", "", "20", "4"), "execution-score-differs") == []
    assert findings(funds("", "", "100", "20", "", "20", "9"), "execution-score-differs")


def test_texts_outside_of_all_boxes_are_told_once_and_no_sums_are_trusted() -> None:
    lost = (("未归列文字", "甲"), ("未归列文字", "乙"), ("未归列文字", "丙"))
    torn = rows(*ROWS, total="50", texts=lost)
    assert len(findings(torn, "text-without-column")) == 1
    assert findings(torn, "scores-differ-from-total") == []
    assert findings(rows(*ROWS, total="50"), "scores-differ-from-total")


def test_a_cut_off_percentage_is_told_only() -> None:
    told = (
        said("住房公积金", "金额", "93.12"),
        said("住房公积金", "较上年增加额", "2.70"),
        said("住房公积金", "较上年增长率", "2.9", "%"),
    )
    (found,) = findings(Sample(summary=told), "growth-differs")
    assert found.severity is Severity.INFO


def test_what_cannot_be_identified_is_one_finding() -> None:
    nothing = Sample("说明", ReportKind.UNKNOWN, year=None, department="")
    found = [item for item in findings(nothing) if item.check.endswith("-not-found")]
    assert len(found) == 1 and "kind、year、department" in found[0].message


def _balance(income: str, spending: str, *others: Fact, items: tuple[str, str] = ("收入预算", "支出预算")) -> list[str]:
    told = (number(income, "万元", items[0], place="L5"), number(spending, "万元", items[1], place="L5"), *others)
    sample = Sample(kind=ReportKind.DEPARTMENT_BUDGET, summary=told)
    return [item.severity.value for item in findings(sample, "budget-income-differs-from-spending")]


def test_income_and_spending_told_in_one_sentence() -> None:
    assert _balance("494.38", "494.32") == ["error"]
    assert _balance("494.32", "494.32") == []
    assert _balance("494.38", "484.32", items=("收入总计", "支出总计")) == []  # 收入：…… 支出：…… of a year past
    carried = number("156.93", "万元", "单位结余结转资金", place="L5")
    assert _balance("4027.14", "3870.21", carried) == []
    assert _balance("4027.14", "3860.21", carried) == ["error"]


def test_brackets_of_portal_lines_and_broken_titles_are_no_finding() -> None:
    def odd(*lines: str) -> int:
        return len(findings(Sample("\n".join(lines)), "brackets-do-not-match"))

    assert odd("【字体: 大 中 小】 【发布时间:2022-04-15】 【阅读:") == 0
    assert odd("青山县水务局绩效自评报告（", "2024年度）") == 0
    assert odd("青山县水务局绩效自评报告（", "2024年度") == 1
    assert odd("正文（第一段。", "正文第二段。") == 1


def test_a_title_printed_twice_is_no_copied_paragraph() -> None:
    title, other = (
        "青山县水务局2024年度报告" + "（部门整体支出绩效自评）",
        "完成河道清淤九公里，沿河村庄的防汛能力得到提升。" * 2,
    )
    sample = Sample("\n".join((title, title, other)), kind=ReportKind.SELF_EVAL_REPORT)
    document, (report,) = report_of(sample)
    named = replace(report, title=title)
    assert not [item for item in run_checks(document, [named]) if item.check == "paragraph-repeated"]
    assert [item for item in run_checks(document, [report]) if item.check == "paragraph-repeated"]


def test_a_row_that_lost_a_cell_has_no_blank_score() -> None:
    shifted = indicator("变压器", "3", "9.3", "9.3", "")
    assert findings(rows(*ROWS, shifted), "score-left-blank") == []
    assert findings(rows(*ROWS, indicator("变压器", "9.3", "9.3", "9.3", "")), "score-left-blank")


def test_an_account_without_its_class_counts_in_the_total() -> None:
    table = """
政府性基金预算财政拨款支出决算表
金额单位：万元
科目代码\t科目名称\t合计\t基本支出\t项目支出
212\t城乡社区支出\t338.00\t\t338.00
21208\t国有土地使用权出让收入安排的支出\t338.00\t\t338.00
2219899\t其他住房保障支出\t30.00\t\t30.00
\t合计\t{total}\t\t{total}
"""
    assert findings(Sample(table.format(total="368.00")), "total-differs-from-accounts") == []
    assert findings(Sample(table.format(total="386.00")), "total-differs-from-accounts")


def test_a_form_whose_texts_found_no_column_is_not_called_blank() -> None:
    lost = ((UNPLACED, "已完成100%"),)
    assert findings(rows(texts=lost, state=TableState.BLANK), "form-not-filled") == []
    assert findings(rows(state=TableState.BLANK), "form-not-filled")
