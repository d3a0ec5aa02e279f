"""Reading of official tables in the layouts bureaus print."""

import pytest

from site_builder.model.report import ReportKind, TableState
from site_builder.model.value import Status
from tests.statements.paper import printed, read, read_one

T1 = """
收入支出决算总表
公开01
表
部门名称：青山县水务局
2024年度
金额单位：万
元
收入\t\t\t支出\t\t
项目\t行次\t金额\t项目\t行次\t金额
栏次\t\t1\t栏次\t\t2
一、一般公共预算财政拨款收入\t1\t120.50\t一、一般公共服务支出\t32\t
二、政府性基金预算财政拨款收入\t2\t\t八、社会保障和就业支出\t39\t20.50
\t3\t\t十二、农林水支出\t43\t100.00
本年收入合计\t27\t120.50\t本年支出合计\t58\t120.50
总计\t31\t120.50\t总计\t62\t120.50

注：本表反映部门本年度的总收支情况。
"""


def test_two_sided_table() -> None:
    table = read_one(T1)
    assert (table.form, table.number, table.unit) == ("T1", "公开01表", "万元")
    assert printed(table, "一、一般公共预算财政拨款收入", "amount", "income") == "120.50"
    assert printed(table, "十二、农林水支出", "amount", "expenditure") == "100.00"
    assert [row.side for row in table.rows if row.label == "总计"] == ["income", "expenditure"]


def test_blank_cells_are_empty_facts_and_fillers_are_nothing() -> None:
    _, facts = read(T1)
    blank = [fact for fact in facts if fact.subject == "一、一般公共服务支出"]
    assert [fact.value.status for fact in blank] == [Status.EMPTY]
    assert not any(fact.subject in ("", "3") for fact in facts)


def test_facts_about_the_table_stand_at_their_lines() -> None:
    _, facts = read(T1)
    about = {fact.item: (fact.value.text, fact.locator) for fact in facts if fact.subject == "公开01表"}
    assert about["表名"] == ("收入支出决算总表", "L1")
    assert about["表号"] == ("公开01表", "L2")
    assert about["部门名称"] == ("青山县水务局", "L4")
    assert about["年度"] == ("2024", "L5")
    assert about["金额单位"] == ("万元", "L6")


def test_everything_around_the_table_is_used() -> None:
    result, _ = read(T1)
    assert result.used == frozenset(range(9))


T3 = """
支出决算表
单位：万元
项目\t\t本年支出合计\t基本支出\t项目支出\t上缴上级支出\t经营支出\t对附属单位补助支出
科目代码\t科目名称\t\t\t\t\t\t
栏次\t\t1\t2\t3\t4\t5\t6
合计\t\t30.00\t10.00\t20.00\t\t\t
213\t农林水支出\t30.00\t10.00\t20.00\t\t\t

21303\t水利\t30.00\t10.00\t20.00\t\t\t
"""


def test_table_continues_over_a_page_break() -> None:
    table = read_one(T3)
    assert [(row.code, row.level) for row in table.rows] == [("", 0), ("213", 3), ("21303", 5)]
    assert printed(table, "水利", "project_expenditure") == "20.00"


def test_text_between_ends_a_table() -> None:
    cut = T3.replace("\n\n21303", "\n\n第三部分 情况说明如下。\n21303")
    assert len(read_one(cut).rows) == 2


T6 = """
一般公共预算财政拨款基本支出决算明细表
人员经费\t\t\t公用经费\t\t\t\t\t
科目代码\t科目名称\t决算数\t科目代码\t科目名称\t决算数\t科目代码\t科目名称\t决算数
301\t工资福利支出\t8.00\t302\t商品和服务支出\t2.00\t309\t资本性支出（基本建设）\t——
人员经费合计\t\t8.00\t公用经费合计\t\t\t\t\t2.00
"""


def test_groups_side_by_side_and_a_total_over_two_groups() -> None:
    table = read_one(T6)
    assert printed(table, "公用经费合计", "executed") == "2.00"
    assert [row.side for row in table.rows] == ["personnel", "public", "public", "personnel", "public"]
    row = table.rows[2].get("executed")
    assert row is not None and row.value.status is Status.NA


T9 = """
财政拨款“三公”经费支出决算表
公开09表
预算数\t\t\t\t\t\t决算数\t\t\t\t\t
合计\t出国(境)费\t公务用车购置及运行维护费\t\t\t公务接 待费\t合计\t出国(境)费\t公务用车购置及运行维护费\t\t\t公务接 待费
\t\t小计\t公务用 车购置 费\t公务用车 运行维护费\t\t\t\t小计\t公务用 车购置 费\t公务用车 运行维护费\t
1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12
5.00\t\t4.00\t\t4.00\t1.00\t4.20\t\t3.50\t\t3.50\t0.70
"""


def test_three_public_expenses_are_one_row_a_measure() -> None:
    table = read_one(T9)
    assert [row.label for row in table.rows] == ["预算数", "决算数"]
    assert printed(table, "预算数", "vehicles") == "4.00"
    assert printed(table, "决算数", "official_reception") == "0.70"
    fact = table.rows[1].get("vehicles")
    assert fact is not None
    assert (fact.subject, fact.item) == ("公务用车购置及运行维护费", "决算数")


def test_shanghai_columns_split_codes_and_measures_below() -> None:
    table = read_one(
        """
2025年部门一般公共预算支出功能分类预算表
编制部门：青山县水务局 单位：元
项目\t\t\t\t一般公共预算支出\t\t
功能分类科目编码\t\t\t功能分类科目名称\t合计\t基本支出\t项目支出
类\t款\t项\t\t\t\t
213\t\t\t农林水支出\t3,000\t1,000\t2,000
213\t03\t\t水利\t3,000\t1,000\t2,000
213\t3\t1\t行政运行\t1,000\t1,000\t0
合计\t\t\t\t3,000\t1,000\t2,000
""",
        ReportKind.DEPARTMENT_BUDGET,
    )
    assert [row.code for row in table.rows] == ["213", "21303", "2130301", ""]
    fact = table.rows[2].get("project_expenditure")
    assert fact is not None
    assert (fact.value.status, fact.value.unit, fact.year) == (Status.ZERO, "元", 2025)


def test_income_beside_expenditure_by_use() -> None:
    table = read_one(
        """
2026年预算单位财务收支预算总表
编制单位：青山县水务局（本级） 单位：元
本年收入\t\t本年支出\t\t\t\t
项目\t预算数\t项目\t预算数\t\t\t
\t\t\t合计\t基本支出\t\t项目支出
\t\t\t\t人员经费\t公用经费\t
一、财政拨款收入\t3,000\t一、农林水支出\t3,000\t700\t300\t2,000
收入总计\t3,000\t支出总计\t3,000\t700\t300\t2,000
""",
        ReportKind.UNIT_BUDGET,
    )
    assert (table.form, table.unit) == ("B1", "元")
    assert printed(table, "收入总计", "amount", "income") == "3,000"
    assert [printed(table, "支出总计", column) for column in ("amount", "personnel_cost", "public_operating_cost")] == [
        "3,000",
        "700",
        "300",
    ]
    assert printed(table, "一、农林水支出", "project_expenditure", "expenditure") == "2,000"


def test_narrower_last_page_holds_the_total() -> None:
    table = read_one(
        """
2025年部门支出预算总表
单位：元
项目\t\t\t\t支出预算\t\t
功能分类科目编码\t\t\t功能分类科目名称\t合计\t基本支出\t项目支出
类\t款\t项\t\t\t\t
213\t\t\t农林水支出\t3,000\t1,000\t2,000

合计\t3,000\t1,000\t2,000
""",
        ReportKind.DEPARTMENT_BUDGET,
    )
    assert printed(table, "合计", "basic_expenditure") == "1,000"


def test_totals_alone_by_kind() -> None:
    table = read_one(
        """
支出预算总表
公开表三
部门：青山县水务局\t单位：万元\t\t
合计\t基本支出\t项目支出\t单位预留机动经费
30.00\t10.00\t15.00\t5.00
""",
        ReportKind.DEPARTMENT_BUDGET,
    )
    assert (table.number, table.unit) == ("公开表三", "万元")
    assert printed(table, "合计", "reserve") == "5.00"


T10 = """
部门决算公开相关信息统计表
公开10表
金额单位：万元
一、政府采购情况\t\t
项目\t行次\t统计数
合计\t1\t6.00
货物\t2\t6.00
二、机关运行经费\t\t
项目\t\t统计数
（一）行政单位\t5\t9.00
三、国有资产占用情况\t\t
（一）车辆数合计（辆）\t7\t3
4. 应急保障用车\t11\t3
（二）单价100万元（含）以上设备（不含车辆）\t17\t
"""


def test_sections_and_their_units() -> None:
    table = read_one(T10)
    units = {row.label: fact.value.unit for row in table.rows if (fact := row.get("amount"))}
    assert units["合计"] == "万元"
    assert units["4.应急保障用车"] == "辆"
    assert units["（二）单价100万元（含）以上设备（不含车辆）"] == "台(套)"
    assert [row.label for row in table.rows if not row.cells] == [
        "一、政府采购情况",
        "二、机关运行经费",
        "三、国有资产占用情况",
    ]


EMPTY = """
政府性基金预算财政拨款收入支出决算表
公开07表
部门名称：青山县水务局2024年度单位：万元
项目\t\t年初结转和结余\t本年收入\t本年支出\t\t\t年末结转和结余
科目代码\t科目名称\t\t\t小计\t基本支出\t项目支出\t
栏次\t\t1\t2\t3\t4\t5\t6
合计\t\t\t\t\t\t\t
"""


@pytest.mark.parametrize(
    ("note", "state"),
    [
        ("说明：本表无数据", TableState.DECLARED_EMPTY),
        ("注：本部门2024年度无政府性基金预算财政拨款收支，故本表为空表。", TableState.DECLARED_EMPTY),
        ("（无政府性基金支出）", TableState.DECLARED_EMPTY),
        ("注：本表反映部门本年度政府性基金预算财政拨款收入、支出及结转和结余情况。", TableState.BLANK),
        ("", TableState.BLANK),
    ],
)
def test_declared_empty_or_blank(note: str, state: TableState) -> None:
    assert read_one(EMPTY + "\n" + note).state is state


def test_title_without_table_that_declares_itself_empty() -> None:
    table = read_one(
        "国有资本经营预算财政拨款支出决算表\n公开08表\n单位：万元\n本单位无国有资本经营预算支出，本表为空。"
    )
    assert (table.form, table.state, table.rows) == ("T8", TableState.DECLARED_EMPTY, ())


def test_contents_page_is_no_table() -> None:
    result, facts = read("第二部分 决算表\n一、收入支出决算总表\n二、收入决算表\n三、支出决算表")
    assert result.tables == () and facts == []


def test_self_evaluation_form_is_left_alone() -> None:
    result, _ = read("项目支出绩效自评表\n项目名称\t河道清淤\t主管部门\t水务局\n资金总额\t10\t9\t90%")
    assert result.tables == ()


def test_destroyed_number_is_unreadable() -> None:
    table = read_one(T3.replace("213\t农林水支出\t30.00", "213\t农林水支出\t3O.0l"))
    fact = table.rows[1].get("year_expenditure")
    assert fact is not None
    assert fact.value.status is Status.UNREADABLE and not fact.certain


def test_a_unit_of_money_is_no_office() -> None:
    _, facts = read("收入决算表\n单位：万元\n科目编码\t科目名称\t本年收入合计\n201\t一般公共服务支出\t20.50\n")
    assert [fact.value.text for fact in facts if fact.item == "部门名称"] == []
    assert [fact.value.text for fact in facts if fact.item == "金额单位"] == ["万元"]
