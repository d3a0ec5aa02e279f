"""Projects described in running text."""

from lines_document import SELF_EVAL, report, said, with_table

from site_builder.forms import extract_reports
from site_builder.model.config import FileHints

NUMBERED = (
    *SELF_EVAL,
    "（二）分项绩效目标实现情况",
    "1.河道保洁费",
    "绩效目标：委托保洁公司对12条河道开展保洁，共计资金5万元，预计2025年7月完成。",
    "绩效指标：河道保洁合格率达到100%，投诉次数不超过3次。",
    "2.水位站运行费",
    "绩效目标：保障26处水位站运行，上级配套资金57.89万元，本级配套资金35万元。",
    "绩效指标：持续提升预警水平。",
)
LED = (
    *SELF_EVAL,
    "二、绩效目标实现情况",
    "河道保洁经费：委托保洁公司开展日常保洁，项目资金9.5万元，用于支付保洁人员工资和工具购置。",
    "水位站运行经费;为保障水位站正常运行，经测算共需资金65万元，按照5年计划，每年需采购资金13万元。",
    "预警平台建设资金：项目资金109万元，其中国债补助资金（80%）87.2万元。项目配套资金87.2万元，购置显示设备1台2万元，平台改造100万元。",
)


def test_numbered_projects_have_goal_and_indicators() -> None:
    found = report(*NUMBERED)
    assert [project.name for project in found.projects] == ["河道保洁费", "水位站运行费"]
    first = found.projects[0]
    assert first.locator == "L5"
    assert first.goal is not None
    assert first.goal.value.text.startswith("委托保洁公司")
    assert [
        (indicator.name, indicator.target.value.text if indicator.target else "") for indicator in first.indicators
    ] == [
        ("河道保洁合格率", "100"),
        ("投诉次数", "≤3"),
    ]
    assert first.budget is not None
    assert first.budget.value.text == "5"


def test_numbers_of_a_project_belong_to_it() -> None:
    found = said(*NUMBERED)
    assert ("水位站运行费", "上级配套资金", "57.89", "万元") in found
    assert ("水位站运行费", "本级配套资金", "35", "万元") in found
    assert ("水位站运行费", "水位站", "26", "处") in found


def test_projects_led_by_their_names() -> None:
    found = said(*LED)
    assert ("河道保洁经费", "项目名称", "河道保洁经费", "") in found
    assert ("河道保洁经费", "项目资金", "9.5", "万元") in found
    assert ("水位站运行经费", "测算总资金", "65", "万元") in found
    assert ("水位站运行经费", "年度计划资金", "13", "万元") in found


def test_numbered_projects_that_say_their_amount_at_once() -> None:
    lines = ("1.河道清淤整治：项目资金46.75万元，已完成验收。", "2.水库白蚁防治：项目资金84.73万元，已完成验收。",
             "3.取水口监测设施建设：安排资金121.48万元，已完成验收。")  # fmt: skip
    found = report(*SELF_EVAL, "二、项目绩效自评情况", *lines)
    assert [project.name for project in found.projects] == ["河道清淤整治", "水库白蚁防治", "取水口监测设施建设"]
    assert [project.money[0].value.text for project in found.projects] == ["46.75", "84.73", "121.48"]


def test_numbered_duties_are_no_projects() -> None:
    lines = ("1.负责全县水资源管理：编制规划，安排水利资金5万元以上项目。",) * 4
    assert report(*SELF_EVAL, "（一）主要职责", *lines).projects == ()


def test_a_total_that_is_broken_down_is_told_from_the_own_part() -> None:
    found = said(*LED)
    assert ("预警平台建设资金", "项目总资金", "109", "万元") in found
    assert ("预警平台建设资金", "国债补助比例", "80", "%") in found
    assert ("预警平台建设资金", "国债补助资金", "87.2", "万元") in found
    assert ("预警平台建设资金", "项目资金", "87.2", "万元") in found
    assert ("预警平台建设资金", "采购金额:显示设备", "2", "万元") in found


def test_two_led_paragraphs_are_no_list_of_projects() -> None:
    assert report(*LED[:-1]).projects == ()


def test_a_labelled_paragraph_is_no_project() -> None:
    lines = (
        *SELF_EVAL,
        "二、绩效目标实现情况",
        *(f"存在问题{n}：部分资金拨付较慢，影响了工程进度，需要加强协调工作。" for n in "一二三"),
    )
    assert [project for project in report(*lines).projects if "情况" in project.name] == []


def test_a_rate_in_a_forms_result_and_the_contract_in_its_box_are_facts() -> None:
    rows = (
        ("项目名称", "堤防监测", ""),
        ("年度总体目标", "预期目标", "实际完成情况"),
        ("", "按合同完成监测", "全年监测50次，报告合格率达到98%。"),
        ("一级指标", "二级指标", "三级指标", "指标值", "完成值", "得分"),
        ("产出指标", "数量指标", "监测次数", "≥40次", "50次", "90"),
        ("总分", "", "", "", "", "100"),
        ("项目实施和预算执行情况及分析", "采购方式：公开招标，中标单位：云泽测绘公司，2024.2.20验收。"),
    )
    (found,) = extract_reports(with_table((*SELF_EVAL, "项目支出绩效自评表"), rows), FileHints())
    said = {(fact.item, fact.value.text) for fact in found.facts if fact.subject == "堤防监测"}
    assert {
        ("报告合格率", "98"),
        ("采购方式", "公开招标"),
        ("中标单位", "云泽测绘公司"),
        ("验收时间", "2024.2.20"),
    } <= said
    assert not any(value == "50" for _, value in said), "a count in a result is told by its indicator"


ACCOUNTED = (
    *SELF_EVAL,
    "二、项目资金使用情况",
    "1.水库维修项目。年初预算800万元，调整后预算780万元；截至2023年12月31日，实际支出748.8万元，预算执行率96%。",
    "2.饮水工程养护项目。全年预算320.5万元，全年执行320.5万元，执行率100%，自评得分99分，等级为“优”。",
    "3.山洪灾害防治项目预算安排60万元（其中中央资金45万元），支出57.6万元。",
    "三、自评结论",
    "3个项目平均得分95.8分。",
)


def test_projects_whose_money_is_accounted_for_one_a_paragraph() -> None:
    found = report(*ACCOUNTED)
    text = [
        tuple(
            "" if fact is None else fact.value.text
            for fact in (one.budget, one.executed, one.execution_rate, one.score, one.grade)
        )
        for one in found.projects
    ]
    assert [one.name for one in found.projects] == ["水库维修项目", "饮水工程养护项目", "山洪灾害防治项目"]
    assert text == [("780", "748.8", "96", "", ""), ("320.5", "320.5", "100", "99", "优"), ("60", "57.6", "", "", "")]
    assert ("山洪灾害防治项目", "中央资金", "45") in [(f.subject, f.item, f.value.text) for f in found.facts]
    department = {(fact.item, fact.value.text) for fact in found.facts if fact.subject == found.department}
    assert ("自评得分", "99") not in department and ("项目", "3") in department


def test_a_single_numbered_paragraph_is_no_list_of_projects() -> None:
    found = report(*ACCOUNTED[: len(SELF_EVAL) + 2])
    assert found.projects == ()
