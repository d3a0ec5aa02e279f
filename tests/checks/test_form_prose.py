"""What the boxes of a form say: numbers right behind a name, satisfaction, funds that arrived, rates of missed counts."""

from __future__ import annotations

import pytest

from tests.checks.build import findings, indicator
from tests.checks.cases.forms import FUNDS, QUALITY, TEXT, rows

DRONES = indicator("无人机", "≥8架", "≥8架")
CONTENT = indicator("群众满意度", "≥97%", "≥97%", path=("满意度指标", "服务对象满意度"))


@pytest.mark.parametrize(
    ("told", "differs"),
    [
        ("使用直升机2架，使用无人机1架。", True),
        ("使用无人机8架。", False),
        ("使用无人机3架巡查，使用无人机5架转运。", False),  # the parts of the whole
        ("使用无人机巡查1次。", False),
        ("使用无人机9架。", False),  # the form says 8 or more
    ],
)
def test_number_right_behind_a_name(told: str, differs: bool) -> None:
    assert bool(findings(rows(DRONES, texts=(("产出情况", told),)), "indicator-in-text-differs-from-form")) is differs


@pytest.mark.parametrize(
    ("told", "differs"),
    [
        ("执法人员满意度94%。", True),
        ("问卷调查显示，群众满意度达到97%。", False),
        ("目标满意度97%，干部满意度为98.2%。", False),
    ],
)
def test_satisfaction_in_words(told: str, differs: bool) -> None:
    found = findings(rows(CONTENT, texts=(("满意度情况", told),)), "indicator-in-text-differs-from-form")
    assert bool(found) is differs


def test_funds_that_arrived_in_the_wrong_unit() -> None:
    text = "预算资金1,000,000元，实际到位1,000,000万元，实际支出800,000元。"
    (found,) = findings(rows(funds=FUNDS, texts=((TEXT, text),)), "amount-in-text-differs-from-form")
    assert "一万倍" in found.message
    right = text.replace("万元", "元")
    assert findings(rows(funds=FUNDS, texts=((TEXT, right),)), "amount-in-text-differs-from-form") == []


def test_full_coverage_beside_a_missed_count() -> None:
    missed = indicator("安全监管企业", "≥121家", "≥27家", "10", "4")
    told = (("产出情况", "累计检查煤矿27家，检查覆盖率100%。"),)
    assert findings(rows(missed, texts=told), "completion-rate-beside-missed-quantity")
    other = (("产出情况", "累计发放补助9笔，发放覆盖率100%。"),)
    assert findings(rows(missed, texts=other), "completion-rate-beside-missed-quantity") == []


def test_completion_rate_of_the_same_matter() -> None:
    missed = indicator("购买特岗人员保险人数", "=200人", "=160人", "10", "8")
    rate = indicator("购买特岗人员保险完成率", "=100%", "=100%", path=QUALITY, place="L22")
    (found,) = findings(rows(missed, rate), "completion-rate-beside-missed-quantity")
    assert "L22" in found.locators
