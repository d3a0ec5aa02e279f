"""Table checks: silent on clean tables, and each reports the number that was changed."""

import pytest

from site_builder.model.finding import Severity
from tests.checks.build import Sample, findings, said
from tests.checks.cases.statements import CASES, GOOD, TABLES, changed


def test_clean_tables_have_no_error() -> None:
    assert [item for item in findings(GOOD) if item.severity is Severity.ERROR] == []


@pytest.mark.parametrize("name", CASES)
def test_changed_number_is_reported(name: str) -> None:
    found = findings(CASES[name], name)
    assert found
    before, after = TABLES.split("\n"), CASES[name].text.split("\n")
    line = next(n for n, (one, other) in enumerate(zip(before, after, strict=True)) if one != other)
    assert any(f"L{line}" in item.locators for item in found), (line, [item.locators for item in found])
    assert all("数字不一致" in item.message and item.expected and item.actual for item in found)


def test_accounts_between_general_tables() -> None:
    only_general = TABLES.replace("合计\t\t118.50\t58.50\t60.00", "合计\t\t120.50\t58.50\t62.00")
    clean = changed("合计\t\t118.50\t58.50\t60.00", "合计\t\t120.50\t58.50\t62.00")
    assert findings(clean, "accounts-differ-between-tables") == []
    slipped = only_general.replace(
        "213\t农林水支出\t98.00\t38.00\t60.00\n\n", "213\t农林水支出\t98.00\t36.00\t62.00\n\n"
    )
    assert findings(type(clean)(slipped), "accounts-differ-between-tables")


def test_rounding_within_tolerance_is_no_finding() -> None:
    rounded = changed("30102\t津贴补贴\t15.00", "30102\t津贴补贴\t15.01")
    assert findings(rounded, "account-differs-from-its-parts") == []


def test_unreadable_part_needs_a_look() -> None:
    found = findings(changed("30102\t津贴补贴\t15.00", "30102\t津贴补贴\t1S.00"), "account-differs-from-its-parts")
    found += findings(changed("30102\t津贴补贴\t15.00", "30102\t津贴补贴\t1O.0O"), "account-differs-from-its-parts")
    assert found and all(item.severity is Severity.WARNING for item in found[-1:])
    assert "需要核对" in found[-1].message


def test_blank_is_not_zero() -> None:
    blank = changed("229\t其他支出\t2.00\t\t2.00\n", "229\t其他支出\t\t\t2.00\n")
    assert findings(blank, "row-total-differs-from-its-columns") == []


def test_yuan_beside_ten_thousand_yuan() -> None:
    yuan = TABLES.replace("收入决算表\n公开02表\n金额单位：万元", "收入决算表\n公开02表\n金额单位：元")
    converted = "\n".join(_to_yuan(yuan))
    assert [item for item in findings(type(GOOD)(converted)) if item.severity is Severity.ERROR] == []


def _to_yuan(text: str) -> list[str]:
    lines, inside = [], False
    for line in text.split("\n"):
        inside = line == "收入决算表" or (inside and not line.startswith("注"))
        cells = line.split("\t")
        lines.append("\t".join(f"{float(c) * 10000:.0f}" if inside and "." in c else c for c in cells))
    return lines


def test_a_term_whose_beginning_a_line_break_cut_off_is_not_compared() -> None:
    """政府性基金 / 本年支出合计0万元: the second line's first term is not what it seems."""
    lines = (
        "2024年，本年收入合计120.50万元，与上年持平；其中国有资本经营预算财政拨款",
        "本年支出合计0万元，与上年持平。",
    )
    place = f"L{len(TABLES.strip(chr(10)).split(chr(10))) + 3}"
    told = said("本年支出合计", "金额", "0", place=place)
    cut = Sample("\n".join((TABLES.strip("\n"), "", *lines)), summary=(told,))
    whole = Sample("\n".join((TABLES.strip("\n"), "", lines[0] + "收入0万元。", lines[1])), summary=(told,))
    assert findings(cut, "text-differs-from-table") == []
    assert findings(whole, "text-differs-from-table")
