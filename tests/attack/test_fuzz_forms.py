"""A short, always equal run of the fuzzing of everything that happens to a text before it becomes pages."""

from __future__ import annotations

import pytest

from benchmarks.fuzz import check_places, examine, hostile_text, known_places, run
from site_builder.errors import UnreadableFile
from site_builder.forms import extract_reports
from site_builder.model.config import FileHints
from site_builder.model.finding import Finding, Severity
from site_builder.readers import read_data
from site_builder.time_limit import time_limit

FOUND_ONCE = (
    (1, 2303), (1, 5119), (2, 3144), (2, 1683), (2, 336),
    (1, 7236), (1, 40915), (1, 56840), (1, 64084), (1, 67007), (1, 83025),
)  # fmt: skip
"""Seed and number of inputs that went wrong once: an empty report, a circled digit, an empty table, long digits; dots
before a label, thousands of digits as a count and in a row, blanks alone, a unit with a bracket, a vast quotient."""


def test_damaged_reports_are_read_or_refused() -> None:
    outcomes = list(run(20240607, range(150)))
    assert [failure for _, failure, _ in outcomes if failure] == []
    ways = [way for way, _, _ in outcomes]
    assert ways.count("read") > 100
    assert ways.count("refused") > 1


@pytest.mark.parametrize(("seed", "number"), FOUND_ONCE)
def test_what_went_wrong_once(seed: int, number: int) -> None:
    with time_limit(5, "input"):
        assert examine(hostile_text(seed, number)) in ("read", "no report", "refused")


FORM = """# 项目支出绩效自评表
（2024年度）
| 项目名称 | 校舍采暖改造 |
| --- | --- |
| 年度资金总额 | {0} | {0} | {0} | 10 | {0} | 9 |

| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因 |
| --- | --- | --- | --- | --- | --- | --- | --- |
| 产出指标 | 数量指标 | {1}改造校舍 | {0}{2} | {0}{2} | {0} | 1 | |
| 产出指标 | 数量指标 | {1}检查学校 | 30{2} | 20{2} | 20 | 19 | |

本部门开展绩效自评的项目共{0}个。总体目标完成情况：检查学校30{2}。
"""


@pytest.mark.parametrize("number", ["12", "9" * 23, "9" * 5000, "0." + "0" * 20 + "1", "1" + "0" * 23 + ".5"])
@pytest.mark.parametrize("dots", ["", "·" * 400, "…" * 300 + "指标1"])
@pytest.mark.parametrize("unit", ["栋", "人次 )", "[", "(", "\\d+"])
def test_odd_cells_of_a_form_are_no_trouble(number: str, dots: str, unit: str) -> None:
    text = FORM.format(number, dots, unit)
    with time_limit(5, "form"):
        assert examine(text.encode(), "表.md") == "read"
        assert examine(text.replace("|", "\n").encode(), "表.txt") == "read"


@pytest.mark.parametrize("text", ["\u3000", "\n\u3000", "\u2003\n\u00a0"])
def test_blanks_alone_are_an_empty_file(text: str) -> None:
    with pytest.raises(UnreadableFile, match="文件是空的"):
        read_data(text.encode(), "报告.md")


def test_the_same_seed_gives_the_same_inputs() -> None:
    assert [hostile_text(7, number) for number in range(20)] == [hostile_text(7, number) for number in range(20)]
    assert len({hostile_text(7, number) for number in range(20)}) > 15


def test_a_place_that_is_not_in_the_document_is_noticed() -> None:
    document = read_data("岚泽市应急管理局2024年度部门决算公开\n\n收入总计100.00万元。\n".encode(), "报告.txt")
    reports = extract_reports(document, FileHints())
    finding = Finding("x", Severity.INFO, "报告.txt", ("L3",), "", "")
    check_places(document, reports, (finding,))
    assert "L9" not in known_places(document)
    with pytest.raises(AssertionError, match="finding x"):
        check_places(document, reports, (Finding("x", Severity.INFO, "报告.txt", ("L9",), "", ""),))


@pytest.mark.parametrize("text", ["²", "①②③④", "٣٤٥", "9" * 5000, "1" + "0" * 5000 + ".5万元", "⑴\t⑵\t⑶\n1\t2\t3"])
def test_odd_digits_are_no_trouble(text: str) -> None:
    head = "岚泽市应急管理局2024年度部门决算公开\n\n一、收入支出决算总体情况\n\n"
    assert examine(f"{head}{text}\n{text}\t{text}\n项目\t金额\t{text}\n".encode()) == "read"
