"""What a self-evaluation report states about the department as a whole."""

import pytest
from lines_document import SELF_EVAL, facts, report, said

BUREAU = "云泽市青溪区水务局"


def test_income_with_its_parts() -> None:
    found = said(
        *SELF_EVAL,
        "（一）收入情况",
        "2024年预算收入340.49万元，其中：一般公共预算收入318.06万元，上年结转结余22.43万元。",
    )
    assert (BUREAU, "收入预算", "340.49", "万元") in found
    assert (BUREAU, "一般公共预算收入", "318.06", "万元") in found
    assert (BUREAU, "上年结转结余", "22.43", "万元") in found


def test_total_without_a_term_takes_the_sentence_topic() -> None:
    found = said(
        *SELF_EVAL, "三、支出情况", "我局2024年度基本支出整体良好，总支出40.34万元（其中：财政拨款支出37.02万元）。"
    )
    assert (BUREAU, "基本支出", "40.34", "万元") in found
    assert (BUREAU, "财政拨款支出", "37.02", "万元") in found


def test_the_year_is_the_one_printed_in_the_sentence() -> None:
    found = facts(*SELF_EVAL, "一是2024年支出预算30.5万元；二是我单位2023年基本支出为22.3万元。")
    assert {(fact.item, fact.year) for fact in found} == {("支出预算", 2024), ("基本支出", 2023)}


def test_zero_is_zero_and_no_number_is_no_fact() -> None:
    found = facts(*SELF_EVAL, "（一）收入情况", "基金预算收入0.00万元，国有资本经营预算收入万元。")
    assert [(fact.item, fact.value.status.value) for fact in found] == [("基金预算收入", "ZERO")]


def test_staff_and_their_changes() -> None:
    found = said(
        *SELF_EVAL, "（三）人员情况", "我单位有行政人员18人，比去年增加1人，主要变动情况为调入1名公务员，退休4人。"
    )
    assert (BUREAU, "行政人员", "18", "人") in found
    assert (BUREAU, "行政人员较上年增加", "1", "人") in found
    assert (BUREAU, "调入公务员", "1", "人") in found
    assert (BUREAU, "退休人员", "4", "人") in found


def test_staff_of_the_office_by_its_full_name() -> None:
    found = said(*SELF_EVAL, "（三）人员情况", f"江南省{BUREAU}现有在职人员30人。")
    assert (BUREAU, "在职人员", "30", "人") in found


def test_posts_in_brackets_belong_to_the_unit_before_them() -> None:
    text = "本单位现有行政编制16个，内设办公室、水政科及党务办公室（人事科）。下辖青溪区河道管理大队（事业编制15名）、青溪区供水中心两个事业单位（事业编制12名）。"
    found = said(*SELF_EVAL, "（二）人员情况", text)
    assert (BUREAU, "行政编制", "16", "个") in found
    assert ("青溪区河道管理大队", "事业编制", "15", "人") in found
    assert ("青溪区供水中心", "事业编制", "12", "人") in found
    assert (BUREAU, "内设机构", "党务办公室（人事科）", "") in found
    assert ("青溪区供水中心", "单位性质", "事业", "") in found


def test_grades_scale_and_score() -> None:
    found = report(
        *SELF_EVAL,
        "四、评价结论",
        "得分≥85分为优秀；75≤得分＜85分为良好；60≤得分＜75分为一般；得分＜60分为较差。",
        "最终等级为优秀项目20个、良好项目5个、一般项目0个、较差项目2个。",
    )
    assert found.grade_scale is not None
    assert found.grade_scale.id == "luquan"
    assert next((band.name, band.low, band.high) for band in found.grade_scale.bands) == ("优秀", "85", "100")
    assert [(fact.item, fact.value.text) for fact in found.grade_counts] == [
        ("等级分布:优秀", "20"),
        ("等级分布:良好", "5"),
        ("等级分布:一般", "0"),
        ("等级分布:较差", "2"),
    ]


def test_score_bands_are_counts_and_their_bounds_are_not() -> None:
    found = facts(*SELF_EVAL, "自评得分90分以上的22个，得分60至90分0个，60分以下3个。")
    assert [(fact.item, fact.value.text) for fact in found] == [
        ("等级分布:90分以上", "22"),
        ("等级分布:60至90分", "0"),
        ("等级分布:60分以下", "3"),
    ]


def test_problems_and_measures_are_kept_as_texts() -> None:
    found = facts(*SELF_EVAL, "五、存在的问题及改进措施", "（一）存在的主要问题", "部分项目资金使用率不足，验收时间延长，影响进度。",
                  "（二）改进措施", "今后加强与财政部门的沟通，争取预算全部执行到位。")  # fmt: skip
    assert [(fact.item, fact.locator) for fact in found] == [("存在问题", "L6"), ("改进措施", "L8")]


def test_indicators_listed_by_kind() -> None:
    found = facts(
        *SELF_EVAL,
        "（一）绩效目标、指标设定及完成情况",
        "1. 数量指标：(1) 巡查河道数量：49个；(2) 水位站数量：26处",
        "2. 满意度指标:群众满意度不低于95%。",
    )
    assert [(fact.subject, fact.item, fact.value.text, fact.path[1]) for fact in found] == [
        ("巡查河道数量", "指标值", "49", "数量指标"),
        ("水位站数量", "指标值", "26", "数量指标"),
        ("群众满意度", "指标值", "≥95", "满意度指标"),
    ]


def test_the_ministrys_words_name_its_scale() -> None:
    found = report(
        *SELF_EVAL,
        "自评结果为：17个项目自评等级为“优”，9个项目自评等级为“良”，2个项目自评等级为“中”，0个项目自评等级为“差”。",
    )
    assert found.grade_scale is not None
    assert found.grade_scale.id == "mof2020"
    assert [fact for fact in found.facts if fact.item == "评价等级"] == []


def test_summary_holds_staff_and_money() -> None:
    found = report(
        *SELF_EVAL, "（三）人员情况", "我单位有行政人员18人。", "（四）收支情况", "2024年预算收入340.49万元。"
    )
    assert [fact.item for fact in found.summary] == ["行政人员", "收入预算"]


def test_a_numbered_statement_is_printed_with_its_number() -> None:
    text = "（一）重视绩效管理。把绩效管理贯穿预算编制、执行和监督的全过程，落实到每个科室。"
    (fact,) = facts(*SELF_EVAL, "六、下一步改进措施", text)
    assert (fact.item, fact.value.printed) == ("改进措施", text)
    assert fact.value.text == text.removeprefix("（一）")


def test_inner_offices_counted_in_words() -> None:
    found = said(*SELF_EVAL, "（一）部门组成", "我局内设五个股室：办公室、水政股、工程股、规划股、财务股。")
    assert (BUREAU, "内设股室数", "5", "个") in found


def test_a_quoted_document_does_not_name_the_amount() -> None:
    found = said(
        *SELF_EVAL, "二、收入情况", "《关于下达水利资金的通知》（云财农〔2024〕61号）下达中央补助资金1.5万元。"
    )
    assert (BUREAU, "中央补助资金", "1.5", "万元") in found


def test_a_list_summed_up_names_the_amount_as_a_whole() -> None:
    found = said(*SELF_EVAL, "二、支出情况", "用于购置税、强制保险等费用3.6万元。")
    assert (BUREAU, "购置税、强制保险等费用", "3.6", "万元") in found


def test_things_counted_behind_a_list_are_named_behind_their_number() -> None:
    found = said(*SELF_EVAL, "三、重点工作", "完成底图更新、质量控制、数据入库等4项工作，监控视频206路网络专线。")
    assert {(BUREAU, "工作", "4", "项"), (BUREAU, "监控视频", "206", "路")} <= found


def test_a_form_that_no_reader_could_part_says_nothing() -> None:
    text = "一级指标二级指标三级指标分值指标值完成值得分产出指标数量指标巡堤次数20100次88次17.6"
    assert facts(*SELF_EVAL, "三、绩效目标完成情况", text) == []


def test_levels_that_run_into_an_indicators_name_are_left_out() -> None:
    assert (BUREAU, "足额保障率", "100", "%") in said(*SELF_EVAL, "产出指标数量指标足额保障率=100%")


def test_results_of_indicators_listed_by_kind() -> None:
    found = facts(
        *SELF_EVAL,
        "（一）产出指标完成情况",
        "（1）数量指标：完成水库除险加固12座，完成率100%；维修养护饮水工程46处，较目标值45处多1处。",
        "（2）质量指标：供水水质达标率达到95%以上。",
        "（3）成本指标：除险加固平均每座62.4万元，未超出预算标准65万元。",
    )
    assert [(fact.subject, fact.item, fact.value.text) for fact in found] == [
        ("水库除险加固", "完成值", "12"),
        ("水库除险加固", "完成率", "100"),
        ("维修养护饮水工程", "完成值", "46"),
        ("维修养护饮水工程", "指标值", "45"),
        ("维修养护饮水工程", "与目标值差额", "1"),
        ("供水水质达标率", "完成值", "≥95"),
        ("除险加固平均每座", "完成值", "62.4"),
        ("除险加固平均每座", "指标值", "65"),
    ]


def test_shares_and_changes_are_of_the_amount_before_them() -> None:
    found = facts(
        *SELF_EVAL,
        "（三）收支情况",
        "人员经费860.2万元，占86.8%；公务接待费28.6万元，较上年的31.2万元减少2.6万元，下降8.33%。婴儿死亡率控制在3.2‰以内，群众满意度达93%以上。",
    )
    assert [(fact.item, fact.value.text) for fact in found] == [
        ("人员经费", "860.2"),
        ("人员经费占比", "86.8"),
        ("公务接待费", "28.6"),
        ("公务接待费上年数", "31.2"),
        ("公务接待费较上年减少", "2.6"),
        ("公务接待费同比下降率", "8.33"),
        ("婴儿死亡率", "≤3.2"),
        ("群众满意度", "≥93"),
    ]


def test_points_of_the_parts_of_an_evaluation() -> None:
    found = facts(
        "云泽市水利局2023年度水库维修资金绩效评价报告",
        "二、评价结论",
        "项目综合得分86.75分。其中：决策类指标满分15分，得13.5分，得分率90%；过程类指标满分25分，得20.25分。",
    )
    assert [(fact.subject, fact.item, fact.value.text) for fact in found] == [
        ("云泽市水利局", "评价得分", "86.75"),
        ("决策类指标", "分值", "15"),
        ("决策类指标", "得分", "13.5"),
        ("决策类指标", "得分率", "90"),
        ("过程类指标", "分值", "25"),
        ("过程类指标", "得分", "20.25"),
    ]


def test_an_amount_behind_a_colon_is_named_before_it() -> None:
    found = facts(*SELF_EVAL, "（三）收支情况", "1、收入:792.2万元。同比上年度增加189.2万元,增长31.4%。")
    assert [(fact.item, fact.value.text) for fact in found] == [
        ("收入总计", "792.2"),
        ("收入总计较上年增加", "189.2"),
        ("收入总计同比增长率", "31.4"),
    ]


def test_units_in_letters_bounds_and_ranges_of_counts() -> None:
    assert {
        (BUREAU, "修复荒坡面积", "1362.8", "hm²"),
        (BUREAU, "固土量", "2.7", "万t"),
        (BUREAU, "疏通沟渠", "12.5", "km"),
        (BUREAU, "开展进村宣传", "≥20", "场"),
        (BUREAU, "防汛演练", "1-2", "次"),
        (BUREAU, "骨干培训班", "11", "期"),
    } <= said(
        *SELF_EVAL,
        "（二）总体目标",
        "项目总体目标为修复荒坡面积1362.8hm²，固土量2.7万t，疏通沟渠12.5km，每年开展进村宣传分别不少于20场，每年组织1-2次防汛演练，举办11期骨干培训班，采购A4纸和5G模块。",
    )


def test_points_behind_parts_in_brackets_are_not_the_reports_score() -> None:
    found = facts(
        *SELF_EVAL,
        "四、绩效情况",
        "整体支出绩效自评得分为96.5分。其中：投入指标（15分），得分14分；产出指标30分，得分30分。",
        "参保人数指标值52万人，实际完成52.36万人，得分10分。",
    )
    scores = [(fact.subject, fact.item, fact.value.text) for fact in found if fact.value.unit == "分"]
    assert scores[:5] == [
        (BUREAU, "自评得分", "96.5"),
        ("投入指标", "分值", "15"),
        ("投入指标", "得分", "14"),
        ("产出指标", "分值", "30"),
        ("产出指标", "得分", "30"),
    ]
    assert (BUREAU, "自评得分", "10") not in scores


def test_lines_below_the_heading_of_a_kind_of_indicator() -> None:
    found = facts(
        *SELF_EVAL,
        "三、项目绩效情况",
        "1.数量指标",
        "参保人数指标值52万人，实际完成52.36万人，得分10分。",
        "住院补偿6.25万人次。",
        "2.质量指标",
        "参保率目标值≥95%，实际97.2%，完成目标值的102.3%。",
        "3.成本指标",
        "人均筹资标准930元，与上年相比增加70元。",
    )
    assert [(fact.subject, fact.item, fact.value.text) for fact in found if fact.value.number is not None] == [
        ("参保人数", "指标值", "52"),
        ("参保人数", "完成值", "52.36"),
        ("参保人数", "得分", "10"),
        ("住院补偿", "完成值", "6.25"),
        ("参保率", "指标值", "≥95"),
        ("参保率", "完成值", "97.2"),
        ("参保率", "完成率", "102.3"),
        ("人均筹资标准", "完成值", "930"),
        ("人均筹资标准", "较上年增加", "70"),
    ]


def test_shares_of_a_whole_plans_fulfilled_and_counts_that_go_on() -> None:
    found = facts(
        *SELF_EVAL,
        "（三）收支情况",
        "基本支出856.2万元，占总支出的59.04%。非税收入完成245万元，完成年初预算的102.08%。对个人和家庭的补助33.4万元。",
        "公务接待45批次312人次。发现隐患3421条，整改3398条。解决了2.3万人的饮水安全问题。参保率稳定在95%以上。",
    )
    assert [(fact.item, fact.value.text, fact.value.unit) for fact in found if fact.value.number is not None] == [
        ("基本支出", "856.2", "万元"),
        ("基本支出占总支出比重", "59.04", "%"),
        ("非税收入", "245", "万元"),
        ("非税收入完成年初预算比例", "102.08", "%"),
        ("对个人和家庭的补助", "33.4", "万元"),
        ("公务接待", "45", "批次"),
        ("公务接待", "312", "人次"),
        ("发现隐患", "3421", "条"),
        ("整改", "3398", "条"),
        ("解决饮水安全问题", "2.3", "万人"),
        ("参保率", "≥95", "%"),
    ]


def test_inner_offices_counted_behind_their_list() -> None:
    found = facts(
        *SELF_EVAL,
        "（一）单位情况",
        "内设办公室、财务股、规划股等6个股室，下设水利质量监督站等3个二级机构。年末实有人数32人，其中在职28人。",
    )
    said = [(fact.item, fact.value.text) for fact in found if fact.value.number is not None]
    assert said == [("内设股室数", "6"), ("二级机构数", "3"), ("实有人员", "32"), ("在职人员", "28")]


@pytest.mark.parametrize(
    ("printed", "item"),
    [
        ("节约500万元", "节约"),
        ("有效回收率95%", "有效回收率"),
        ("服务及时率98%", "服务及时率"),
        ("签约12家", "签约"),
        ("共享单车300辆", "共享单车"),
        ("云泽市青溪区水务局2023年衔接资金共下达105万元", "衔接资金下达"),
        ("优良率达到88.5%，较上年提高2.3个百分点", "优良率较上年增加"),
    ],
)
def test_words_that_only_look_like_connecting_ones(printed: str, item: str) -> None:
    assert item in [fact.item for fact in facts(*SELF_EVAL, "二、主要绩效", f"{printed}。")]
