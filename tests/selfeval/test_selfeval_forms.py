"""Forms are found, told apart and joined; broken heads and spoiled labels do not hide them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_builder.model.document import Cell, Table
from site_builder.model.report import FormKind, ReportKind, TableState
from site_builder.numbers import parse_value
from tests.selfeval.conftest import read, table

HEAD = "项目名称||{name}||||||\n主管部门|某市林业局||||实施单位|某市护林站|||"
MONEY = "项目资金（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分|\n|年度资金总额|10|10|9|10|90%|9|"
INDICATORS = (
    "绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施\n"
    "|产出指标|数量指标|巡护次数|≥12次|12次|50|50|\n"
    "|||巡护里程|≥300公里|280公里|20|18|道路封闭\n"
    "|满意度指标|服务对象满意度指标|村民满意度|≥90%|92%|20|20|\n"
    "总分||||||100|97|"
)


def form(name: str) -> str:
    return "\n".join((HEAD.format(name=name), MONEY, INDICATORS))


def test_title_years_and_place() -> None:
    result, facts = read("# 护林项目支出绩效自评表", "（2023年度）", table(form("护林"), 5))
    (found,) = result.forms
    assert (found.title, found.locator, found.subject) == ("护林项目支出绩效自评表", "L100", "护林")
    assert result.used == {0, 1, 2}
    assert {fact.year for fact in facts} == {2023}


def test_year_of_an_approval_in_the_name_is_not_the_forms_year() -> None:
    _, facts = read("# 护林（某财[2022]69号原2022年项目）项目支出绩效自评表", table(form("护林")))
    assert {fact.year for fact in facts} == {2024}


def test_form_without_title_is_found() -> None:
    result, _ = read("六五書畫會館", table(form("护林")))
    assert [one.subject for one in result.forms] == ["护林"]


def test_two_forms_in_one_table_are_two() -> None:
    result, _ = read(table(form("护林") + "\n" + form("造林")))
    assert [(one.subject, len(one.indicators)) for one in result.forms] == [("护林", 3), ("造林", 3)]
    assert [project.form for project in result.projects] == [0, 1]


def test_titles_inside_a_sheet_separate_forms() -> None:
    text = "护林项目支出绩效自评表||||\n" + form("护林") + "\n造林项目支出绩效自评表||||\n" + form("造林")
    result, _ = read(table(text))
    assert [one.title for one in result.forms] == ["护林项目支出绩效自评表", "造林项目支出绩效自评表"]


def test_rest_of_a_form_on_the_next_page_is_joined_and_less_certain() -> None:
    rest = table("|效益指标|社会效益指标|火情下降|下降|下降|10|10|\n||生态效益指标|林木成活率|≥85%|88%|10|10|", 30)
    head = table("\n".join((HEAD.format(name="护林"), INDICATORS.rsplit("\n", 1)[0])))
    result, _ = read(head, rest)
    (found,) = result.forms
    assert [one.name for one in found.indicators][-2:] == ["火情下降", "林木成活率"]
    assert not found.certain


def test_other_tables_are_left_alone() -> None:
    other = table("科目编码|科目名称|合计|基本支出\n201|一般公共服务支出|12.5|12.5\n20101|人大事务|12.5|12.5")
    result, facts = read("# 支出决算表", other, "# 护林项目支出绩效自评表", table(form("护林")), other)
    assert result.used == {2, 3} and len(result.forms) == 1
    assert not [fact for fact in facts if "人大" in fact.subject]


def test_title_in_a_list_of_annexes_makes_no_form() -> None:
    result, _ = read(
        "附件：1、部门整体支出绩效自评表", "# 部门整体支出绩效自评表", "某县某局", "2024年5月25日", "一、部门概况"
    )
    assert result.forms == () and result.used == frozenset()


def test_note_without_its_form_is_a_destroyed_form() -> None:
    note = "备注：1.“年初预算数”项下的“目标申报数”和“预算编制数”为并列关系。"
    result, _ = read(
        "# 护林项目支出绩效自评表", table(form("护林")), note, "2.“全年预算数”取调整后的。", "(2024年度)", note
    )
    assert [one.state for one in result.forms] == [TableState.FILLED, TableState.DESTROYED]
    assert result.forms[1].locator == "L104" and len(result.projects) == 1
    assert result.used == {0, 1, 2, 3, 4, 5}


def test_form_with_targets_only_is_blank() -> None:
    rows = "绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分\n|产出指标|数量指标|巡护次数|≥12次|||\n总分|||||||"
    result, _ = read("# 护林项目支出绩效自评表", table(HEAD.format(name="护林") + "\n" + rows))
    (found,) = result.forms
    assert found.state is TableState.BLANK
    assert found.indicators[0].target is not None and found.indicators[0].score is None


def test_unit_is_told_by_its_code_where_the_label_is_lost() -> None:
    text = "项目名称||护林|||\n主管部门及代码||031-某市林业局||||031001-某市护林站\n" + INDICATORS
    _, facts = read("# 护林项目支出绩效自评表", table(text))
    assert {fact.item: fact.value.text for fact in facts if fact.locator == "L2"} == {
        "主管部门及代码": "031-某市林业局",
        "预算单位": "031001-某市护林站",
    }


def test_label_and_value_in_one_cell() -> None:
    result, _ = read(table("项目名称：护林|主管部门：某市林业局\n" + INDICATORS))
    assert result.forms[0].subject == "护林" and result.forms[0].department == "某市林业局"


def test_grade_on_its_own_row_and_total_in_either_column() -> None:
    text = form("护林").rsplit("\n", 1)[0] + "\n|总 分|||||||97|\n||||||||良"
    result, _ = read("# 护林项目支出绩效自评表", table(text))
    (found,) = result.forms
    assert found.total is not None and found.total.value.text == "97"
    assert found.grade is not None and found.grade.value.text == "良"


def test_a_level_printed_only_in_the_second_row_reaches_the_first() -> None:
    text = HEAD.format(name="护林") + (
        "\n绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分\n"
        "|产出指标||固定基站|=1套|1套|5|5\n||数量指标|移动基站|=1套|1套|5|5"
    )
    result, _ = read(table(text))
    assert [one.path for one in result.forms[0].indicators] == [
        ("产出指标", "数量指标", "固定基站"),
        ("产出指标", "数量指标", "移动基站"),
    ]


def test_second_level_implies_the_first_where_it_is_missing() -> None:
    text = form("护林").replace("|满意度指标|服务", "||社会效益|火情|下降|达成预期指标|5|5|\n|满意度指标|服务")
    result, _ = read(table(text))
    assert result.forms[0].indicators[2].path == ("效益指标", "社会效益", "火情")


def test_overall_form_speaks_of_the_department() -> None:
    text = "部门名称|某县水利局||||\n" + MONEY + "\n" + INDICATORS
    result, facts = read("# 部门整体支出绩效自评表", table(text))
    (found,) = result.forms
    assert (found.kind, found.subject, result.projects) == (FormKind.OVERALL, "某县水利局", ())
    assert {fact.subject for fact in facts if fact.item == "全年执行数"} == {"某县水利局"}


def test_a_report_that_is_the_form_has_its_title_written_by_identification() -> None:
    blocks = ("# 项目支出绩效自评表", table(form("护林")))
    _, inside = read(*blocks)
    _, own = read(*blocks, kind=ReportKind.PROJECT_SELF_EVAL_FORM)
    assert [fact.item for fact in inside if fact.locator == "L100"] == ["标题", "报告类型"]
    assert not [fact for fact in own if fact.locator == "L100"]


def test_recognised_text_keeps_its_confidence() -> None:
    given_table = table(form("护林"))
    cells = tuple(
        Cell(cell.text, cell.row, cell.col, cell.locator, cell.raw, confidence=0.93) for cell in given_table.cells
    )
    _, facts = read(Table(cells, given_table.nrows, given_table.ncols, "p1t1"))
    assert facts and all(fact.confidence == 0.93 for fact in facts)


def test_unknown_fields_of_the_head_keep_their_printed_label() -> None:
    text = HEAD.format(name="护林") + "\n项目属性|经常性项目||起止时间|长期\n" + MONEY + "\n" + INDICATORS
    _, facts = read(table(text))
    found = {fact.item: fact.value.text for fact in facts if fact.locator == "L3"}
    assert found == {"项目类型": "经常性项目", "起止时间": "长期"}


def test_tasks_with_divided_amounts() -> None:
    text = (
        "部门名称|某县水利局|||||\n"
        "年度主要任务|任务名称|主要内容|预算数||执行数|\n"
        "|||总额|财政拨款|总额|财政拨款\n"
        "|堤防巡查|巡查126公里堤防|50|45|48|43\n"
    ) + INDICATORS
    _, facts = read("# 部门整体支出绩效自评表", table(text))
    found = {fact.item: fact.value.text for fact in facts if fact.subject == "堤防巡查"}
    assert found == {
        "任务名称": "堤防巡查",
        "主要内容": "巡查126公里堤防",
        "预算数:总额": "50",
        "预算数:财政拨款": "45",
        "执行数:总额": "48",
        "执行数:财政拨款": "43",
    }


WORDS = st.sampled_from(
    ["", "", "产出指标", "数量指标", "成本指标", "总分", "合计", "年度目标", "实际完成情况", "项目名称", "资金总额：", "一级指标",
     "二级指标", "三级指标", "≥", "≥96%", "≥人", "10", "10分", "98%", "——", "优", "保障", "达成预期指标", "全年执行数", "执行率",
     "年初预算数", "财政供养人员情况", "编制数", "序号", "任务名称", "主要内容", "其中：基本支出：12", "自评结果分析", "问题：",
     "因故未开展，下一年度继续推进。", "项目支出绩效自评表", "020-某局", "2024", "<td>", "得分", "分值"]
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(WORDS, min_size=1, max_size=13), min_size=1, max_size=12))
def test_any_table_is_read_without_failing_and_every_fact_has_a_place(rows: list[list[str]]) -> None:
    cells = tuple(
        Cell(text, r, c, f"L{r + 1}", text) for r, words in enumerate(rows) for c, text in enumerate(words) if text
    )
    grid = Table(cells, len(rows), 13, "L1")
    result, facts = read("# 项目支出绩效自评表", grid, table(form("护林"), 50))
    assert all(fact.locator for fact in facts)
    assert len({fact.id for fact in facts}) == len(facts)
    assert all(project.form is not None and project.form < len(result.forms) for project in result.projects)


def test_a_column_with_a_name_of_its_own_keeps_it() -> None:
    text = "项目名称|护林|||||\n|一级指标|二级指标|三级指标|数据来源及依据|指标值|分值\n"
    text += "|产出指标|数量指标|巡护次数|巡护台账|≥40次|30\n|满意度指标|满意度指标|村民满意度|问卷|≥90%|10"
    _, facts = read("# 项目支出绩效目标表", table(text))
    found = {(fact.subject, fact.item): fact.value.text for fact in facts}
    assert found["巡护次数", "数据来源及依据"] == "巡护台账" and found["巡护次数", "指标值"] == "≥40"
    assert found["村民满意度", "数据来源及依据"] == "问卷"


def test_amounts_and_result_in_the_head_are_money_and_result() -> None:
    text = "基础信息|项目名称|护林|预算金额（万元）|120|支出金额（万元）|118.6\n|自评得分|96.2|自评等级|优|预算执行率|98.83%\n"
    text += "|一级指标|二级指标|三级指标|目标值|完成值|得分\n|产出指标|数量指标|巡护次数|≥40次|41次|50"
    result, facts = read("# 项目支出绩效自评表", table(text))
    (form,) = result.forms
    assert {column: fact.value.text for column, fact in form.money[0].cells} == {
        "adjusted_budget": "120", "executed": "118.6", "execution_rate": "98.83",
    }  # fmt: skip
    assert form.total and form.grade and (form.total.value.text, form.grade.value.text) == ("96.2", "优")
    assert {fact.value.unit for fact in facts if fact.item == "全年执行数"} == {"万元"}


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("90%以上", "≥90%"),
        ("3次及以上", "≥3次"),
        ("5天以内", "≤5天"),
        ("2%以下", "≤2%"),
        ("≥46万立方米", "≥46万立方米"),
        ("12月底前", "12月底前"),
    ],
)
def test_bounds_in_words_and_large_units(printed: str, text: str) -> None:
    value = parse_value(printed)
    assert value.text + value.unit == text


@pytest.mark.parametrize(
    ("cell", "number", "unit"),
    [
        ("≥1296㎡", "1296", "㎡"),
        ("20hm²", "20", "hm²"),
        ("35万m³", "35", "万m³"),
        ("≤60dB", "60", "dB"),
        ("3℃", "3", "℃"),
    ],
)
def test_units_in_letters_and_signs(cell: str, number: str, unit: str) -> None:
    value = parse_value(cell)
    assert (str(value.number), value.unit) == (number, unit)
