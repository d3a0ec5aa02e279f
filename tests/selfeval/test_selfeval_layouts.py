"""Every layout has a sample; its form is read with that layout, cell for cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_builder.forms.context import FormsResult, ReportContext
from site_builder.forms.facts import FactBook
from site_builder.forms.selfeval import read_forms
from site_builder.forms.selfeval.layouts import LAYOUTS
from site_builder.model.report import Fact, FormKind, Project, ReportKind, SelfEvalForm, TableState
from site_builder.readers import read_file
from tests.golden import SAMPLES, source_of

LAYOUT_SAMPLES = {
    "national": "form-national",
    "jilin": "form-jilin",
    "shanxi": "form-shanxi",
    "sichuan": "form-sichuan",
    "yunnan": "form-yunnan",
    "chongqing": "form-chongqing",
    "hubei": "form-hubei",
    "hunan-overall": "form-hunan-overall",
    "target": "form-target",
}
FOLDERS = sorted(path.parent for path in SAMPLES.glob("form-*/source.*"))


def read_sample(name: str) -> tuple[FormsResult, tuple[Fact, ...]]:
    source = source_of(SAMPLES / name)
    document = read_file(source, source.name)
    book = FactBook(source.name)
    context = ReportContext(source.name, "某市某局", (), 2022, ReportKind.DEPARTMENT_FINAL)
    return read_forms(document.blocks, context, book), tuple(book.facts)


def only_form(name: str) -> SelfEvalForm:
    result, _ = read_sample(name)
    (form,) = result.forms
    return form


def only_project(name: str) -> Project:
    (project,) = read_sample(name)[0].projects
    return project


def text(fact: Fact | None) -> str:
    return "" if fact is None else fact.value.text + fact.value.unit


def money(form: SelfEvalForm, row: int) -> dict[str, str]:
    return {column: text(fact) for column, fact in form.money[row].cells}


def rows(form: SelfEvalForm) -> list[tuple[str, ...]]:
    return [
        (
            "/".join(one.path),
            text(one.target),
            text(one.adjusted_target),
            text(one.actual),
            text(one.weight),
            text(one.score),
            text(one.reason),
        )
        for one in form.indicators
    ]


def test_every_layout_has_a_sample_that_is_read_with_it() -> None:
    assert {layout.name for layout in LAYOUTS} == set(LAYOUT_SAMPLES)
    for layout, sample in LAYOUT_SAMPLES.items():
        result, _ = read_sample(sample)
        assert {form.layout for form in result.forms if form.layout} == {layout}, sample


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_printed_cell_is_said_once_and_nothing_is_left_over(folder: Path) -> None:
    result, facts = read_sample(folder.name)
    assert len({fact.id for fact in facts}) == len(facts)
    assert all(fact.locator and fact.item and fact.subject for fact in facts)
    assert not [fact for form in result.forms for label, fact in form.texts if label == "未归列文字"]


def test_national_form() -> None:
    form = only_form("form-national")
    assert (form.subject, form.department, form.unit_name) == (
        "城区路灯维护经费",
        "云陵市城市管理局",
        "云陵市路灯管理所",
    )
    assert money(form, 0) == {
        "initial_budget": "120.00万元",
        "adjusted_budget": "118.50万元",
        "executed": "116.13万元",
        "weight": "10分",
        "execution_rate": "98.00%",
        "score": "9.80分",
    }
    assert [row.label for row in form.money] == ["年度资金总额", "当年财政拨款", "上年结转资金", "其他资金"]
    assert rows(form)[4][:6] == ("效益指标/经济效益指标/节约电费", "≥8万元", "", "5万元", "10分", "7分")
    assert text(form.total) == "96.80分"


def test_national_facts_bear_year_path_and_table() -> None:
    _, facts = read_sample("form-national")
    (fact,) = [fact for fact in facts if fact.subject == "市民满意度" and fact.item == "完成值"]
    assert fact.year == 2023
    assert fact.path == ("满意度指标", "服务对象满意度指标", "市民满意度")
    assert fact.table == "项目支出绩效自评表"
    (carried,) = [fact for fact in facts if fact.item == "上年结转资金:全年预算数"]
    assert carried.value.status == "ZERO"
    (absent,) = [fact for fact in facts if fact.item == "上年结转资金:执行率"]
    assert absent.value.status == "NA"


def test_jilin_form_has_no_scores_and_a_row_shifted_left() -> None:
    form = only_form("form-jilin")
    assert rows(form)[-1] == ("满意度指标/服务对象满意度指标/用水户满意度", "≥90%", "", "91%", "", "", "")
    assert money(form, 3)["executed"] == "58.32万元"
    assert form.total is None and form.grade is None


def test_shanxi_shifted_rows_are_set_right_by_meaning() -> None:
    result, facts = read_sample("form-shanxi")
    form = result.forms[0]
    assert rows(form)[2] == ("产出指标/质量指标/装备验收合格率", "=%", "=100%", "=100%", "10分", "", "")
    assert rows(form)[3] == ("产出指标/时效指标/装备发放时间", "", "2024年底", "达成预期指标", "10分", "10分", "")
    assert rows(form)[4] == ("产出指标/成本指标/护林员装备更新", "—万元", "=48万元", "=45.6万元", "10分", "10分", "")
    assert (text(form.total), text(form.grade)) == ("87.5分", "良")
    assert next(fact.item for fact in facts if fact.locator == "L9") == "市县区财政资金:目标申报数"
    assert {fact.item: fact.value.text for fact in facts if fact.locator == "L22"} == {
        "项目实施和预算执行情况及分析": "项目预算资金456,000元，实际到位456,000元，实际支出387,600元，预算执行率为85%。",
        "项目预算资金": "456000",
        "实际到位资金": "456000",
        "实际支出": "387600",
        "预算执行率": "85",
    }


def test_shanxi_blank_and_destroyed_forms_are_listed() -> None:
    result, _ = read_sample("form-shanxi")
    assert [form.state for form in result.forms] == [TableState.FILLED, TableState.BLANK, TableState.DESTROYED]
    assert [project.name for project in result.projects] == ["护林员装备更新", "古树名木普查"]
    assert result.projects[1].executed is None
    assert result.forms[2].locator == "L48" and result.forms[2].subject == ""


def test_sichuan_comparator_and_unit_stand_in_columns_of_their_own() -> None:
    _, facts = read_sample("form-sichuan")
    (target,) = [fact for fact in facts if fact.subject == "管护农田面积" and fact.item == "指标值"]
    assert (target.value.comparator, target.value.text, target.value.unit) == ("≥", "≥3.2", "万亩")
    assert target.value.printed == "3.2"
    form = only_form("form-sichuan")
    assert rows(form)[3][1:] == ("好", "", "良", "20分", "18分", "宣传覆盖面不够")


def test_yunnan_amounts_are_in_yuan() -> None:
    form = only_form("form-yunnan")
    assert money(form, 0)["initial_budget"] == "1250000.00元"
    assert form.money[0].get("initial_budget").value.printed == "1,250,000.00"  # type: ignore[union-attr]
    assert (text(form.total), text(form.grade)) == ("96.50分", "优")


def test_chongqing_goals_before_and_after_adjustment() -> None:
    form = only_form("form-chongqing")
    _, facts = read_sample("form-chongqing")
    assert text(form.goals[0].planned) == "养护农村公路820公里。"
    assert [fact.value.text for fact in facts if fact.item == "调整后绩效目标"] == ["养护农村公路800公里。"]
    assert rows(form)[2] == ("养护完成及时率", "≥100%", "≥100%", "93%", "10分", "9.3分", "汛期塌方延误")
    assert [fact.value.text for fact in facts if fact.item == "得分系数"] == ["100", "100", "93", "80", "100"]
    assert text(form.total) == "94.60分"


def test_hubei_scores_execution_with_twenty_points() -> None:
    form = only_form("form-hubei")
    assert money(form, 0) == {
        "adjusted_budget": "400万元",
        "executed": "368万元",
        "execution_rate": "92%",
        "score": "18.4分",
    }
    assert rows(form)[1] == ("产出指标/质量指标/服务回访合格率", "≥95%", "", "94%", "", "18分", "")


def test_hunan_overall_form() -> None:
    form = only_form("form-hunan-overall")
    assert (form.kind, form.subject) == (FormKind.OVERALL, "荻洲区水利局")
    assert [(row.label, text(row.get("amount"))) for row in form.money[1:]] == [
        ("一般公共预算", "650.3万元"),
        ("基本支出", "566.8万元"),
        ("政府性基金拨款", "0.00万元"),
        ("项目支出", "121.5万元"),
        ("其他资金", "38万元"),
    ]
    assert rows(form)[1][1:] == ("100%", "", "96%", "20分", "17分", "一笔支出科目有误，已调整")
    assert text(form.total) == "95分"


def test_hunan_basic_data_by_row_and_column_with_the_columns_year() -> None:
    result, facts = read_sample("form-hunan-overall")
    found = {fact.item: (text(fact), fact.year, fact.path) for fact in facts if ":" in fact.item}
    assert found["财政供养人员情况:2023年实际在职人数"] == ("38人", 2023, ("财政供养人员情况",))
    assert found["三公经费:2022年决算数"] == ("3.2万元", 2022, ("经费控制情况", "三公经费"))
    assert found["办公经费:2023年决算数"] == ("3.9万元", 2023, ("经费控制情况", "公用经费", "办公经费"))
    assert found["政府采购金额:2023年预算数"] == ("30万元", 2023, ("经费控制情况", "政府采购金额"))
    (table,) = result.tables
    assert table.rows[1].get("2023年决算数") is not None


def test_target_form_has_money_and_goal_but_no_result() -> None:
    project = only_project("form-target")
    form = only_form("form-target")
    assert form.kind is FormKind.TARGET and form.state is TableState.FILLED
    assert text(project.budget) == "58.60万元"
    assert project.executed is None and project.score is None
    assert text(project.goal).startswith("对全区37所学校")
    assert all(one.actual is None for one in form.indicators)


def test_target_list_gives_a_form_for_each_project() -> None:
    result, _ = read_sample("form-target-list")
    assert [(form.subject, len(form.indicators)) for form in result.forms] == [
        ("山洪灾害预警设施维护", 4),
        ("河道采砂巡查", 3),
    ]
    assert text(result.forms[1].goals[0].planned) == "每月巡查不少于4次。"


def test_goals_of_two_terms_side_by_side_are_told_apart() -> None:
    form = only_form("form-target-terms")
    assert [(one.path[0], one.name) for one in form.indicators if "数量指标" in one.path] == [
        ("中期目标", "修复岸线长度"),
        ("产出指标", "年内修复长度"),
    ]
    assert [row.label for row in form.money[:2]] == ["中期资金总额", "年度资金总额"]
    assert text(only_project("form-target-terms").budget) == "900万元"
    assert text(form.goals[0].planned) == "修复岸线12公里，完成监测点建设。"


def test_a_list_whose_merged_cells_are_missing_is_read_by_what_its_cells_are() -> None:
    result, facts = read_sample("form-list-pipes")
    assert [(form.subject, len(form.indicators)) for form in result.forms] == [("渠系清淤", 4), ("村组道路养护", 3)]
    assert [text(project.budget) for project in result.projects] == ["968000.00元", "300000.00元"]
    assert text(result.forms[1].goals[0].planned).startswith("全年养护村组道路")
    assert ("白崖镇部门", "年初预算数", "1268000.00元") in {(f.subject, f.item, text(f)) for f in facts}


def test_hebei_amounts_stand_behind_labels_in_three_columns() -> None:
    form = only_form("form-hebei")
    assert [(row.label, row.get("received") is not None) for row in form.money] == [
        ("资金总额", True),
        ("财政资金", True),
    ]
    assert money(form, 0) == {
        "adjusted_budget": "120.00万元", "received": "120.00万元", "executed": "118.20万元", "execution_rate": "98.50%",
    }  # fmt: skip
    found = {fact.item: text(fact) for fact in read_sample("form-hebei")[1]}
    assert (found["项目级次"], found["总体完成率"], found["总分"]) == ("本级", "100%", "97.5分")
    assert found["项目管理中存在的主要问题及原因分析"] == "个别护林员离岗，已督促整改。"


def test_transfer_form_says_how_the_money_was_managed() -> None:
    form = only_form("form-transfer")
    texts = {label: text(fact) for label, fact in form.texts}
    assert texts["下达及时性"] == "30日内下达" and texts["下达及时性:存在问题和改进措施"] == "无"
    assert [row.label for row in form.money] == ["年度资金总额", "中央财政资金", "地方资金"]
    assert "说明" not in [one.name for one in form.indicators]


def test_nought_for_an_empty_reason_and_unit_within_the_name() -> None:
    form = only_form("form-blanks-between-cells")
    assert [(one.name, text(one.actual), text(one.score)) for one in form.indicators] == [
        ("改造校舍（栋）", "4栋", "20分"),
        ("验收合格率", "100%", "20分"),
        ("单栋改造费用", "11.66万元", "10分"),
        ("受益学生", "912人", "30分"),
        ("学生满意度", "85%", "9分"),
    ]
    assert form.indicators[2].path[:2] == ("产出指标", "成本指标")


def test_overall_form_with_a_block_of_indicators_for_each_goal() -> None:
    form = only_form("form-overall-two-goals")
    assert [text(goal.planned) for goal in form.goals] == ["完成12座水库除险加固。", "完成农村饮水工程维修养护。"]
    assert [one.name for one in form.indicators] == ["除险加固水库", "保护人口", "维修养护工程"]
    assert [row.label for row in form.money] == ["基本支出总额", "项目支出总额", "资金总额"]
    assert text(form.total) == "98.4分"


def test_sum_of_the_tasks_is_the_forms_money() -> None:
    form = only_form("form-overall-tasks")
    assert [row.label for row in form.money] == ["资金总额", "财政拨款", "其他资金"]
    assert money(form, 0) == {
        "adjusted_budget": "50万元", "executed": "48万元", "weight": "10分", "execution_rate": "96%", "score": "9.6分",
    }  # fmt: skip
    found = {(fact.subject, fact.item): text(fact) for fact in read_sample("form-overall-tasks")[1]}
    assert found["防汛抗旱", "全年执行数:财政拨款"] == "43万元"


def test_goals_of_several_years_bear_their_own_year() -> None:
    form = only_form("form-overall-years")
    facts = read_sample("form-overall-years")[1]
    assert [(fact.value.text, fact.year) for fact in facts if fact.item == "绩效目标"][1:] == [
        ("完成除险加固12座", 2023),
        ("完成除险加固8座", 2024),
    ]
    assert [text(goal.planned) for goal in form.goals] == ["2023年安全度汛，完成水库除险加固12座。", "完成除险加固12座"]
    assert {fact.item for fact in facts if fact.subject == "除险加固"} >= {
        "批复金额:总额",
        "实际支出金额",
        "预算执行率",
    }


def test_list_of_results_gives_a_project_a_row() -> None:
    result, facts = read_sample("form-results-list")
    assert [
        (one.name, text(one.budget), text(one.executed), text(one.score), text(one.grade)) for one in result.projects
    ] == [
        ("堤防巡查", "48万元", "46.08万元", "97.5分", "优"),
        ("水库除险加固", "800万元", "768万元", "96.2分", "优"),
    ]
    assert [text(fact) for fact in facts if fact.subject == "某市某局" and fact.item == "全年执行数"] == ["814.08万元"]


def test_points_beside_each_level() -> None:
    form = only_form("form-points-by-level")
    assert [(one.name, text(one.weight), text(one.score)) for one in form.indicators] == [
        ("立项依据充分性", "10分", "10分"),
        ("立项程序规范性", "10分", "8分"),
        ("完成率", "80分", "76分"),
    ]
    facts = read_sample("form-points-by-level")[1]
    assert [(f.subject, text(f), f.path) for f in facts if f.subject in ("决策", "项目立项")] == [
        ("决策", "20分", ("决策",)),
        ("项目立项", "20分", ("决策", "项目立项")),
    ]
