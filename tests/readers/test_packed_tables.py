"""Official tables that were copied as running text: blank cells are gone, and sums tell where values stand."""

from __future__ import annotations

from site_builder.forms import extract_reports
from site_builder.model.config import FileHints
from site_builder.model.document import Document, Paragraph, Table
from site_builder.model.report import StatementTable
from site_builder.readers import read_data

COVER = "青禾市云溪区2026年区级部门预算\n预算主管部门：青禾市云溪区水务局\n"
UNIT = "编制部门：云溪区水务局 单位：元\n"
LISTED = f"""2026年部门财务收支预算总表
{UNIT}本年收入 本年支出
项目 预算数 项目 预算数
一、财政拨款收入 47,483,458一、社会保障和就业支出 6,397,096
1. 一般公共预算 47,483,458二、农林水支出 41,086,362
2. 政府性基金预算 三、住房保障支出
二、事业收入
三、事业单位经营收入
四、其他收入
收入总计 47,483,458 支出总计 47,483,458
"""
INCOME = f"""2026年部门收入预算总表
{UNIT}项目 收入预算
功能分类科目编码
事业单位
功能分类科目名称 合计 财政拨款收入 事业收入 其他收入
经营收入
类 款 项
208 社会保障和就业支出 6,397,096 6,397,096
208 05 行政事业单位养老支出 6,397,096 6,397,096
213 农林水支出 41,086,362 41,086,362
12
合计 47,483,458 47,483,458
"""
SPENDING = f"""2026年部门支出预算总表
{UNIT}项目 支出预算
功能分类科目编码
功能分类科目名称 合计 基本支出 项目支出
类 款 项
208 社会保障和就业支出 6,397,096 6,103,096 294,000
208 05 行政事业单位养老支出 6,103,096 6,103,096
机关事业单位基本养老保险
208 05 05 6,103,096 6,103,096
缴费支出
208 8 抚恤 294,000 294,000
项目 支出预算
功能分类科目编码
功能分类科目名称 合计 基本支出 项目支出
类 款 项
213 农林水支出 41,086,362 30,094,169 10,992,193
合计 47,483,458 36,197,265 11,286,193
"""
THREE_PUBLIC = """2026年部门“三公”经费和机关运行经费预算表
编制部门：云溪区水务局 单位:万元
“三公”经费预算数
机关运行经费预算
公务用车购置及运行费
数
合计 因公出国(境)费 公务接待费
小计 购置费 运行费
114.22 0.00 0.46 113.76 75.00 38.76 507.25
其他相关情况说明
"""


def read(text: str, name: str = "页.txt") -> Document:
    return read_data(text.encode(), name)


def tables(text: str) -> dict[str, StatementTable]:
    (report,) = extract_reports(read(text), FileHints())
    return {table.form: table for table in report.tables}


def values(table: StatementTable, label: str, side: str = "") -> dict[str, str]:
    row = next(row for row in table.rows if row.label == label and row.side == side)
    return {name: fact.value.printed for name, fact in row.cells if fact.value.printed}


def test_income_beside_expenditure() -> None:
    table = tables(COVER + LISTED)["B1"]
    assert table.unit == "元" and not table.certain
    assert values(table, "收入总计", "income") == {"amount": "47,483,458"}
    assert values(table, "二、农林水支出", "expenditure") == {"amount": "41,086,362"}
    assert values(table, "2.政府性基金预算", "income") == {}


def test_kinds_of_income_that_there_are_none_of_stay_blank() -> None:
    found = tables(COVER + LISTED + INCOME)["B2"]
    assert values(found, "合计") == {"year_income": "47,483,458", "fiscal_appropriation": "47,483,458"}
    alone = tables(COVER + INCOME)["B2"]
    assert values(alone, "合计") == {"year_income": "47,483,458"}


def test_sums_over_accounts_tell_the_columns() -> None:
    table = tables(COVER + SPENDING)["B3"]
    assert [(row.code, row.label) for row in table.rows] == [
        ("208", "社会保障和就业支出"), ("20805", "行政事业单位养老支出"),
        ("2080505", "机关事业单位基本养老保险缴费支出"), ("20808", "抚恤"), ("213", "农林水支出"), ("", "合计"),
    ]  # fmt: skip
    assert values(table, "抚恤") == {"year_expenditure": "294,000", "project_expenditure": "294,000"}
    assert values(table, "机关事业单位基本养老保险缴费支出")["basic_expenditure"] == "6,103,096"


def test_values_that_could_stand_in_two_columns_are_no_amounts() -> None:
    table = tables(COVER + SPENDING.replace("合计 47,483,458 36,197,265 11,286,193\n", ""))["B3"]
    assert values(table, "农林水支出")["basic_expenditure"] == "30,094,169"
    text = f"2026年部门支出预算总表\n{UNIT}功能分类科目编码 功能分类科目名称 合计 基本支出 项目支出\n"
    table = tables(COVER + text + "213 农林水支出 7,000 7,000\n21303 水利 7,000 7,000\n")["B3"]
    assert values(table, "水利") == {"year_expenditure": "7,000"}


def test_total_of_three_public_expenses_is_without_the_agencys_costs() -> None:
    table = tables(COVER + THREE_PUBLIC)["B9"]
    assert values(table, "预算数") == {
        "total": "114.22", "overseas_travel": "0.00", "official_reception": "0.46", "vehicles": "113.76",
        "vehicle_purchase": "75.00", "vehicle_operation": "38.76", "agency_operating_cost": "507.25",
    }  # fmt: skip


PAGE = (
    "标题: 青禾县人民检察院2014年部门决算批复\n"
    "当前位置： 首页政务公开部门决算公开 青禾县人民检察院2014年部门决算批复 时间：2015-11-11 09:15 微信 微博 QQ空间 "
    "2014年公共预算财政拨款收入支出决算批复表 附件1-2 部门（单位）：青禾县人民检察院 单位：万元 项 目 年初结转和结余 本年收入 "
    "本年支出 年末结转和结余 支出功能分类科目编码 科目名称 合计 基本支出 项目支出 合计 基本支出 项目支出 合计 基本支出结转 "
    "项目支出结转和结余 小计 人员经费 日常公用经费 类款项 合计 60.00 20.00 40.00 500.00 480.00 430.00 300.00 130.00 50.00 80.00 "
    "15.00 65.00 204 公共安全支出 60.00 20.00 40.00 490.00 470.00 420.00 290.00 130.00 50.00 80.00 15.00 65.00 20404 检察 60.00 "
    "20.00 40.00 490.00 470.00 420.00 290.00 130.00 50.00 80.00 15.00 65.00 2040401 行政运行 20.00 20.00 415.00 420.00 420.00 "
    "290.00 130.00 15.00 15.00 2040402 一般行政管理事务 40.00 40.00 75.00 50.00 50.00 65.00 65.00 221 住房保障支出 10.00 10.00 "
    "10.00 10.00 来源：青禾县检察院 附件下载\n"
)


def test_table_on_the_one_line_of_a_page() -> None:
    table = tables(PAGE)["T5"]
    assert values(table, "住房保障支出") == {
        "year_income": "10.00", "total": "10.00", "basic_expenditure": "10.00", "personnel_cost": "10.00",
    }  # fmt: skip
    assert values(table, "行政运行") == {
        "opening_carryover": "20.00", "opening_basic_carryover": "20.00", "year_income": "415.00", "total": "420.00",
        "basic_expenditure": "420.00", "personnel_cost": "290.00", "public_operating_cost": "130.00",
        "closing_carryover": "15.00", "closing_basic_carryover": "15.00",
    }  # fmt: skip


def test_list_whose_amounts_touch_their_labels() -> None:
    text = PAGE[: PAGE.index("2014年公共")] + (
        "2014年收入支出决算批复表部门（单位）：青禾县人民检察院　单位：万元项 目金 额备注年初结转和结余161.90 其中：基本支出结转45.03 "
        "本年收入合计3,804.69 1.公共预算财政拨款收入1,511.70 2.政府性基金预算财政拨款收入 3.其他收入2,292.99 收入总计3,966.59　"
        "本年支出合计3,698.55 支出总计3,966.59　年末结转和结余268.04 来源：青禾县 附件下载\n"
    )
    table = tables(text)["T1"]
    assert values(table, "本年收入合计") == {"amount": "3,804.69"}
    assert values(table, "2.政府性基金预算财政拨款收入") == {}
    assert values(table, "年末结转和结余") == {"amount": "268.04"}


def test_page_whose_title_is_the_only_one_of_its_table() -> None:
    text = (
        "当前位置： 首页部门决算公开 2014年“三公”经费公共财政拨款支出决算批复表 时间：2015-11-09 17:06 微信 微博 QQ空间 "
        "部门（单位）：青禾县水利局 项 目 “三公”经费公共财政拨款支出合计 因公出国（境）费 公务用车购置及运行维护费小计 公务接待费 "
        "支出功能分类科目编码 科目名称 公务用车购置费 公务用车运行维护费 类款项 合计 4.90 3.19 3.19 1.71 213 农林水支出 4.89 3.19 "
        "3.19 1.71 来源：青禾县 附件下载\n"
    )
    table = tables(text)["T9"]
    assert values(table, "合计") == {"total": "4.90", "vehicles": "3.19", "official_reception": "1.71"}


def test_sentences_with_amounts_are_no_table() -> None:
    text = f"2026年部门支出预算总表\n{UNIT}本表合计 100.00 万元，其中基本支出 60.00 万元。\n项目支出 40.00 万元。\n"
    assert not any(isinstance(block, Table) for block in read(COVER + text).blocks)


def test_every_line_of_the_page_is_kept() -> None:
    document = read(COVER + SPENDING + THREE_PUBLIC)
    texts = [block.text for block in document.blocks if not isinstance(block, Table)]
    assert "其他相关情况说明" in texts and "编制部门：云溪区水务局 单位：元" in texts


def test_lines_copied_from_pages_are_rejoined() -> None:
    """A digit takes half the room of a Chinese character, so lines differ in length but not in width."""
    lines = "".join(
        f"{number}．本部门认真贯彻落实预算管理的各项要求，20{number}5年加强支出管理，提高资金使用效益并严\n格控制一般性支出{number}.25万元。\n"
        for number in range(1, 10)
    )
    blocks = read(COVER + lines).blocks
    joined = [block for block in blocks if isinstance(block, Paragraph) and "严格控制" in block.text]
    assert len(joined) == 9


def test_units_and_their_posts() -> None:
    text = (
        "当前位置： 首页部门预算公开 青禾县水务局2017年部门预算说明 时间：2017-02-09 17:05 一、部门主要职责 负责水务工作。"
        "二、部门预算单位基本情况 详细情况见下表: 单位名称 经费性质 人员编制数 在职人数 青禾县水务局 财政拨款 116 128 "
        "河道站（本级） 财政核拨 10 8人 三、部门主要工作任务 保证供水。 来源：青禾县 附件下载"
    )
    (report,) = extract_reports(read(text), FileHints())
    found = {(fact.subject, fact.item): fact.value for fact in report.facts if fact.value.unit == "人"}
    assert {key: value.text for key, value in found.items()} == {
        ("青禾县水务局", "人员编制数"): "116",
        ("青禾县水务局", "在职人数"): "128",
        ("河道站(本级)", "人员编制数"): "10",
        ("河道站(本级)", "在职人数"): "8",
    }
    glued = "详细情况见下表:单位名称经费性质人员编制数在职人数 青禾县水务局财政拨款 25 18河道站财政拨款 5 2四、收支情况"
    (table,) = [block for block in read(glued).blocks if isinstance(block, Table)]
    assert [[cell.text for cell in row] for row in table.own_rows()[1:]] == [
        ["青禾县水务局", "财政拨款", "25", "18"],
        ["河道站", "财政拨款", "5", "2"],
    ]
