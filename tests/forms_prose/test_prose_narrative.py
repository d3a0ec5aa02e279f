"""Explanations of final accounts and budgets."""

import pytest
from lines_document import FINAL, facts, report, said


def only(*lines: str) -> set[tuple[str, str, str]]:
    return {(subject, item, value) for subject, item, value, _ in said(*FINAL, *lines)}


def test_totals_and_changes() -> None:
    found = only(
        "一、收入支出决算总体情况说明",
        "2024年度收入总计5,296.11万元，支出总计5,296.11万元。与上年相比，收入总计增加314.54万元，增长6.31%。",
    )
    assert found == {
        ("收入总计", "金额", "5296.11"),
        ("支出总计", "金额", "5296.11"),
        ("收入总计", "较上年增加额", "314.54"),
        ("收入总计", "较上年增长率", "6.31"),
    }


def test_what_a_change_is_measured_against_is_of_its_own_year() -> None:
    line = "（一）2024年城乡社区支出436.82万元，较2023年决算数305.65万元增加131.17万元，增长42.91%。"
    found = facts(*FINAL, "五、支出决算情况", line)
    assert [(fact.item, fact.value.text, fact.year) for fact in found] == [
        ("金额", "436.82", 2024),
        ("支出决算", "305.65", 2023),
        ("较上年增加额", "131.17", 2024),
        ("较上年增长率", "42.91", 2024),
    ]


def test_account_code_without_brackets() -> None:
    line = "（一）2010201行政运行支出342.42万元，较2023年增加33.81万元。主要原因是人员增资。"
    found = facts(*FINAL, "五、支出决算情况", line)
    amounts = [fact for fact in found if fact.value.unit]
    assert {(fact.subject, fact.code) for fact in amounts} == {("行政运行支出", "2010201")}


def test_a_short_point_with_an_amount_is_no_heading() -> None:
    assert only("四、收入决算情况", "2.事业收入0万元。", "3.其他收入18.36万元。") == {
        ("事业收入", "金额", "0"),
        ("其他收入", "金额", "18.36"),
    }


def test_the_rest_of_a_broken_number_is_no_amount() -> None:
    """1500。05万元: what was meant is not guessed, and 05 is nothing."""
    assert not only("三、支出预算情况", "2024年支出1500。05万元，主要用于人员支出。")


def test_decrease_is_not_an_increase() -> None:
    found = only("（一）机关运行经费", "2024年机关运行经费支出165.90万元，比2023年减少39.25万元，下降19.13%。")
    assert ("机关运行经费支出", "较上年减少额", "39.25") in found
    assert ("机关运行经费支出", "较上年下降率", "19.13") in found


def test_shares_budget_and_outturn() -> None:
    found = only(
        "（三）支出决算具体情况",
        "卫生健康支出(类)年初预算37.70万元，支出决算80.33万元，完成年初预算的213.08%，占本年支出合计的1.52%，用于缴纳单位人员的医疗保险。",
    )
    assert ("卫生健康支出", "年初预算", "37.70") in found
    assert ("卫生健康支出", "支出决算", "80.33") in found
    assert ("卫生健康支出", "完成年初预算", "213.08") in found
    assert ("卫生健康支出", "占本年支出合计比重", "1.52") in found
    assert ("卫生健康支出", "用途", "缴纳单位人员的医疗保险") in found


def test_account_chain_in_front_of_a_line() -> None:
    found = facts(
        *FINAL,
        "（三）具体情况",
        "1、卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）。全年预算为2.23万元，支出决算为2.22万元。",
    )
    assert [(fact.subject, fact.item, fact.path) for fact in found] == [
        ("行政单位医疗", "全年预算", ("卫生健康支出", "行政事业单位医疗", "行政单位医疗")),
        ("行政单位医疗", "支出决算", ("卫生健康支出", "行政事业单位医疗", "行政单位医疗")),
    ]


def test_account_code_in_front_of_a_line() -> None:
    found = facts(
        *FINAL,
        "四、财政拨款支出决算表说明",
        "1.小学教育（2050202），2023年度决算数为7,970.38万元，比2022年度决算数增长0.39%。",
    )
    assert [(fact.subject, fact.item, fact.code, fact.year) for fact in found] == [
        ("小学教育", "支出决算", "2050202", 2023),
        ("小学教育", "较上年增长率", "2050202", 2024),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("因公出国（境）费支出0万元，出国（境）团组共0个，0人次。", ("因公出国（境）费支出", "团组数", "0")),
        ("公务用车运行维护费支出17.63万元，公务用车保有量共29辆。", ("公务用车运行维护费支出", "保有量", "29")),
        ("公务接待费支出0万元，共接待3批次，21人次。", ("公务接待费支出", "接待批次", "3")),
        ("本部门共有车辆29辆。其中：机要通信用车7辆。", ("机要通信用车", "数量", "7")),
        ("涉及二级项目28个。其中17个项目自评等级为“优”，0个项目自评等级为“差”。", ("云泽市水务局", "等级分布:差", "0")),
    ],
)
def test_counts(sentence: str, expected: tuple[str, str, str]) -> None:
    assert expected in only("（二）具体情况", sentence)


def test_contents_and_glossary_give_no_amounts_and_terms_are_kept() -> None:
    found = report(
        *FINAL,
        "目录",
        "一、收入支出决算总体情况说明 21",
        "二、名词解释 25",
        "一、收入支出决算总体情况说明",
        "2024年度收入总计1.00万元。",
        "第四部分 名词解释",
        "一、财政拨款收入：指单位从同级财政部门取得的财政预算资金100万元以上的部分。",
        "二、“三公”经费：指出国、公车和接待三项支出，由财政拨款安排。",
        "三、“结转资金”：指当年没有用完、下年按原用途继续使用的资金。",
    )
    assert [(entry.term, entry.locator) for entry in found.glossary] == [
        ("财政拨款收入", "L9"),
        ("“三公”经费", "L10"),
        ("结转资金", "L11"),
    ]
    assert [fact.value.text for fact in found.summary] == ["1.00"]


def test_placeholders_give_no_amounts() -> None:
    found = only(
        "一、收入支出决算总体情况说明", "2024年度收入总计XX万元，比上年增加（减少）XX万元，政府性基金支出万元。"
    )
    assert found == set()


def test_units_below_their_heading() -> None:
    found = only("(二) 纳入云泽市水务局预算的单位包括", "云泽市水务局", "云泽市河道管理中心", "(三) 人员基本情况")
    assert ("云泽市水务局", "纳入预算单位", "云泽市河道管理中心") in found


def test_an_amount_arranged_for_an_account_is_the_accounts() -> None:
    found = facts(
        *FINAL,
        "1.“一般公共服务支出（类）统计信息事务（款）专项普查活动（项）”25.77万元。2023年当年预算执行数为60.13万元，"
        "2024年预算安排25.77万元，比2023年预算执行数减少57.14%。",
    )
    assert {fact.subject for fact in found} == {"专项普查活动"}
    assert [(fact.item, fact.value.text, fact.year) for fact in found] == [
        ("金额", "25.77", 2024), ("金额", "60.13", 2023), ("金额", "25.77", 2024), ("较上年下降率", "57.14", 2024),
    ]  # fmt: skip


def test_office_is_no_part_of_what_it_has() -> None:
    found = only(
        "云泽市水务局（本级）收入预算30.00万元。",
        "云泽市水务局部门预算是包括水务局本部以及下属5家预算单位的综合收支计划。",
        "云泽市水务局（本级）设8个内设机构。",
        "云泽市水务局共有车辆6辆。",
    )
    assert found == {
        ("收入预算", "金额", "30.00"),
        ("下属预算单位", "数量", "5"),
        ("内设机构", "数量", "8"),
        ("车辆", "数量", "6"),
    }


def test_chain_with_strokes_and_amounts_in_ten_thousands() -> None:
    found = only(
        "1.“一般公共服务支出(类）-统计信息事务（款）-统计管理（项）”2024年度预算0.12万元。",
        "2024年度项目总预算1170.00万，其中支持企业规模化发展870.00万。",
        "全市人口25万。",
    )
    assert found >= {
        ("统计管理", "金额", "0.12"),
        ("项目总预算", "金额", "1170.00"),
        ("支持企业规模化发展", "金额", "870.00"),
    }
    assert ("全市人口", "金额", "25") not in found


def test_less_than_last_year_is_a_change() -> None:
    line = "会议费预算支出1305.25万元，本年数小于上年403.75万元，主要原因是从会议费预算中减少403.75万元。"
    assert {said for said in only("三、会议费", line) if said[1] != "增减原因"} == {
        ("会议费预算支出", "金额", "1305.25"),
        ("会议费预算支出", "较上年减少额", "403.75"),
        ("会议费预算", "较上年减少额", "403.75"),
    }


def test_a_line_goes_on_about_the_account_named_above_it() -> None:
    found = only(
        "五、支出决算情况",
        "8、住房保障支出（类）住房改革支出（款）住房公积金（项）。",
        "主要用于：缴存住房公积金。全年预算为 18.12 万元，支出决算为 17.70 万元，完成全年预算数的 97.68%。",
        "2024 年度支出总计 30.00 万元。",
    )
    assert {said for said in found if said[1] != "用途"} == {
        ("住房公积金", "全年预算", "18.12"),
        ("住房公积金", "支出决算", "17.70"),
        ("住房公积金", "完成全年预算", "97.68"),
        ("支出总计", "金额", "30.00"),
    }


def test_codes_in_square_brackets() -> None:
    line = "（一）[2011501]行政运行250.69万元。（二）[2011502]一般行政管理事务594.6万元，主要用于执法。"
    found = [fact for fact in facts(*FINAL, "五、支出决算情况", line) if fact.value.unit]
    assert [(fact.subject, fact.code, fact.value.text) for fact in found] == [
        ("行政运行", "2011501", "250.69"),
        ("一般行政管理事务", "2011502", "594.6"),
    ]


def test_an_amount_arranged_behind_its_accounts_name() -> None:
    found = facts(*FINAL, "（一）公务接待费 2025年预算安排17.8万元。2025年预算安排车辆经费72.2万元。")
    assert [(fact.subject, fact.value.text, fact.year) for fact in found] == [
        ("公务接待费", "17.8", 2025),
        ("车辆经费", "72.2", 2025),
    ]


def test_the_year_that_opens_a_sentence_and_an_offices_short_name() -> None:
    found = facts(*FINAL, "2025年，区水务局部门收入预算为30.00万元，其中：人员支出19万元。")
    assert [(fact.subject, fact.value.text, fact.year) for fact in found] == [
        ("收入预算", "30.00", 2025),
        ("人员支出", "19", 2025),
    ]


def test_each_reason_and_purpose_is_of_the_account_spoken_of_before_it() -> None:
    found = only(
        "一、收支情况",
        "2023年度收入合计980.1万元，较上年决算数增加30.6万元，主要原因是转移支付增加。其中：其他收入80.0万元。",
        "公务用车运行维护费12.3万元，主要用于机要文件交换。公务接待费3.3万元，主要用于接待上级检查指导。",
    )
    assert {
        ("本年收入合计", "增减原因", "转移支付增加"),
        ("公务用车运行维护费", "用途", "机要文件交换"),
        ("公务接待费", "用途", "接待上级检查指导"),
    } <= found
    assert not any(subject == "其他收入" and item == "增减原因" for subject, item, _ in found)


def test_a_rate_is_against_what_its_amount_is_against() -> None:
    found = only(
        "五、“三公”经费情况",
        "公务接待费支出15.6万元，较年初预算数减少4.4万元，下降22.0%；较上年支出数增加1.2万元，增长8.3%。",
    )
    assert {
        ("公务接待费支出", "较年初预算减少额", "4.4"),
        ("公务接待费支出", "较年初预算下降率", "22.0"),
        ("公务接待费支出", "较上年增加额", "1.2"),
        ("公务接待费支出", "较上年增长率", "8.3"),
    } <= found


def test_the_words_before_a_colon_are_what_a_points_first_amount_is_about() -> None:
    found = only(
        "三、部门收支总体情况",
        "（一）收入预算：2024年年初预算数3562.3万元，其中，事业收入12.5万元。收入较去年增加125.6万元。",
        "（二）项目支出：2024年年初预算数为1900万元，其中：森林防火经费支出300万元。",
    )
    assert found == {
        ("收入预算", "年初预算", "3562.3"),
        ("事业收入", "金额", "12.5"),
        ("收入预算", "较上年增加额", "125.6"),
        ("项目支出", "年初预算", "1900"),
        ("森林防火经费支出", "金额", "300"),
    }


def test_the_offices_short_name_and_the_whole_of_a_term() -> None:
    found = only(
        "十、其他重要事项",
        "2024年度，水务局机关运行经费支出120.3万元。水务局共有车辆5辆，其中：主要负责人用车1辆。",
        "2024年度一般公共预算支出决算数为126.7万元，完成预算100%。",
    )
    assert {
        ("机关运行经费支出", "金额", "120.3"),
        ("车辆", "数量", "5"),
        ("主要负责人用车", "数量", "1"),
        ("一般公共预算支出", "支出决算", "126.7"),
        ("一般公共预算支出", "完成预算", "100"),
    } <= found


def test_changes_against_the_budget_and_the_account_without_that_word() -> None:
    found = only(
        "五、“三公”经费支出决算情况",
        "“三公”经费支出预算为56万元，支出决算为48.3万元，完成预算的86.3%，较预算减少7.7万元，降低13.7%，主要是厉行节约；"
        "较2023年度决算减少3.2万元，降低6.2%，主要是车辆减少。",
    )
    subject = "“三公”经费支出"
    assert found == {
        ("“三公”经费支出预算", "金额", "56"),
        (subject, "支出决算", "48.3"),
        (subject, "完成预算", "86.3"),
        (subject, "较预算减少额", "7.7"),
        (subject, "较预算下降率", "13.7"),
        (subject, "增减原因", "厉行节约"),
        (subject, "较上年减少额", "3.2"),
        (subject, "较上年下降率", "6.2"),
        (subject, "增减原因", "车辆减少"),
    }


def test_spending_beside_its_income_accounts_below_their_class_and_changed_counts() -> None:
    found = only(
        "四、收支总体情况",
        "本部门收入、支出预算总计356.2万元。财政拨款本年收入250.3万元；本年支出251.6万元，增加26.3万元。",
        "（一）农林水支出（类）",
        "1.水利（款）行政运行（项）支出156.3万元。",
        "2.农林水支出（类）支出200.1万元。",
        "本部门共有车辆56辆，比上年减少2辆。",
    )
    assert found == {
        ("收支预算总计", "金额", "356.2"),
        ("财政拨款本年收入", "金额", "250.3"),
        ("财政拨款本年支出", "金额", "251.6"),
        ("财政拨款本年支出", "较上年增加额", "26.3"),
        ("行政运行", "金额", "156.3"),
        ("农林水支出", "金额", "200.1"),
        ("车辆", "数量", "56"),
        ("车辆", "较上年减少数", "2"),
    }


def test_projects_reviewed_one_after_the_other() -> None:
    found = report(
        *FINAL,
        "六、预算绩效情况",
        "（二）自评结果。饮水工程养护自评综述：根据年初设定的绩效目标，饮水工程养护绩效自评得分为98.5分。全年预算数为320.5万元，"
        "执行数为310.5万元，完成预算的96.9%。2.山洪防治自评综述：山洪防治绩效自评得分为100分。全年预算数为60万元，执行数为60万元。",
    )
    told = [
        (one.name, *(fact and fact.value.text for fact in (one.budget, one.executed, one.execution_rate, one.score)))
        for one in found.projects
    ]
    assert told == [("饮水工程养护", "320.5", "310.5", "96.9", "98.5"), ("山洪防治", "60", "60", None, "100")]
    assert not [fact for fact in found.facts if fact.subject == found.department and fact.item == "自评得分"]


def test_rates_in_brackets_behind_a_change_and_what_is_arranged() -> None:
    found = only(
        "（六）经费预算情况",
        "公务接待费4万元，较上年减少1万元（20%），减少的主要原因是压减接待。机关运行经费预算安排186.5万元。",
        "工资福利支出（301）2256.3万元。本部门所属预算单位共有车辆3辆。",
    )
    assert found == {
        ("公务接待费", "金额", "4"),
        ("公务接待费", "较上年减少额", "1"),
        ("公务接待费", "较上年下降率", "20"),
        ("公务接待费", "增减原因", "压减接待"),
        ("机关运行经费", "金额", "186.5"),
        ("工资福利支出", "金额", "2256.3"),
        ("车辆", "数量", "3"),
    }


def test_units_in_a_numbered_list_below_a_sentence_that_announces_them() -> None:
    found = facts(
        *FINAL,
        "二、部门决算单位构成",
        "从预算单位构成看，本部门的决算包括本级决算和所属事业单位决算。纳入本部门2024年度决算编制范围的二级预算单位共有3个，包括：",
        "序号 单位名称",
        "1 云泽市水务局本级（机关）",
        "2 云泽市河道管理站",
        "3.云泽市水文中心",
    )
    names = [fact.value.text for fact in found if fact.item == "纳入预算单位"]
    assert names == ["云泽市水务局本级(机关)", "云泽市河道管理站", "云泽市水文中心"]


def test_what_a_line_goes_on_about_is_not_the_account_before_it() -> None:
    found = only(
        "（二）“三公”经费实物量情况",
        "国内接待费支出1.5万元，其中国（境）外接待0.0万元，共安排国内公务接待18批次。公务用车保有量为1辆。",
        "用于保障机关正常运转的日常支出256.3万元，其中：人员经费236.1万元。报废资产2项，账面原值3.5万元。",
    )
    assert {("国内公务接待", "接待批次", "18"), ("公务用车", "保有量", "1"), ("账面原值", "金额", "3.5")} <= found
    assert not any(item == "用途" for _, item, _ in found)


def test_spending_that_grew_is_the_spending_just_told() -> None:
    """与上年相比，支出增加 goes on about the account of the same sentence, not about all spending."""
    found = only(
        "（一）总体情况", "2024年度一般公共预算财政拨款支出7824.40万元，与上年相比，支出增加1564.88万元，增长25.00%。"
    )
    subject = "一般公共预算财政拨款支出"
    assert {(subject, "较上年增加额", "1564.88"), (subject, "较上年增长率", "25.00")} <= found
