"""Money rows: shifted and short rows set right by their equations, nothing repaired, nothing guessed."""

from __future__ import annotations

from site_builder.forms.selfeval.money import MoneyBlock
from tests.selfeval.conftest import row

HEAD = "资金（万元）||年初预算数||全年预算数|全年执行数|资金结(转)余|执行率|得分|偏差原因"
HEAD_2 = "||目标申报数|预算编制数||||||"


def block(*rows: str, heads: tuple[str, ...] = (HEAD, HEAD_2)) -> MoneyBlock:
    found = MoneyBlock()
    for head in heads:
        found.read_heading(row(head))
    for text in rows:
        assert found.read_row(row(text)), text
    return found


def cells(found: MoneyBlock, index: int = 0) -> dict[str, str]:
    return {name: token.text for name, token, _ in found.rows[index].cells}


def test_full_row_shifted_right_is_read_in_order() -> None:
    found = block("||||资金总额：|350|350|350|0|350|0|0")
    assert cells(found) == {
        "initial_declared": "350", "initial_budget": "350", "adjusted_budget": "350", "executed": "0",
        "balance": "350", "execution_rate": "0", "score": "0",
    }  # fmt: skip
    assert found.rows[0].label == "资金总额" and found.unit == "万元"


def test_row_without_label_is_the_total() -> None:
    assert block("||||45|45|45|40|5|88.89|8.89").rows[0].label == "资金总额"


def test_short_row_is_placed_by_the_equations() -> None:
    found = block("||资金总额||362||362||362||0||100||10")
    places = {name: certain for name, _, certain in found.rows[0].cells}
    assert cells(found)["balance"] == "0" and cells(found)["score"] == "10"
    assert places == {
        "initial_either": False, "adjusted_budget": True, "executed": True, "balance": True,
        "execution_rate": True, "score": True,
    }  # fmt: skip


def test_equations_choose_between_adjusted_and_initial() -> None:
    found = block("|资金总额|100|80|40|40|50|5")
    assert cells(found)["adjusted_budget"] == "80" and cells(found)["executed"] == "40"


def test_printed_values_stay_even_where_equations_fail() -> None:
    found = block("|资金总额|26|26|26|26.734|0.268|99.99|9.9")
    assert cells(found)["executed"] == "26.734" and cells(found)["balance"] == "0.268"


def test_a_wrong_rate_in_its_place_stays_there() -> None:
    """One equation fails, another holds: the cells stand under their heads, and the rate is simply wrong."""
    found = block("|上年结转资金|57.47|57.47|268.75|163.94|104.81|11.00||")
    assert cells(found)["execution_rate"] == "11.00"


def test_reason_beside_and_below_a_row() -> None:
    beside = block("|市县资金|20|20|20|0|20|0|0|因财政资金紧张，未支付。")
    below = block("|市县资金|20|20|20|0|20|0|0", "|||||||||尾款未到期")
    assert cells(beside)["reason"].startswith("因财政") and cells(below)["reason"] == "尾款未到期"


def test_blank_cells_by_place() -> None:
    heads = ("项目资金（元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分",)
    found = block("|其他资金|||300|||", heads=heads)
    assert cells(found) == {"executed": "300"} and found.unit == "元"


def test_absent_marks_keep_their_column() -> None:
    heads = ("项目资金（元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分",)
    assert cells(block("|其他资金|10|10|9|—|90%|—", heads=heads))["weight"] == "—"


def test_amounts_with_their_label_in_one_cell() -> None:
    found = block("|按收入性质分：|按支出性质分：", "|其中：一般公共预算：951.84|其中：基本支出：408.34", heads=())
    assert [(draft.label, draft.group) for draft in found.rows] == [
        ("一般公共预算", "按收入性质分"),
        ("基本支出", "按支出性质分"),
    ]


def test_words_are_no_money_row() -> None:
    assert not MoneyBlock().read_row(row("年度目标|保障全市应急通信网络运行正常，提升保障能力，做到全年无中断。"))
