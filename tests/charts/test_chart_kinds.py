"""Chart kinds: drawn only from data, gaps for blanks, sentences and tables that say the same."""

import json
import pkgutil
from collections.abc import Iterator
from dataclasses import replace

import pytest
from chart_records import PROJECTS, department, money, project, public_table, report, row, summary, total_table, words

from site_builder.charts import department_charts, kinds, report_charts, site_charts
from site_builder.model.chart import Chart
from site_builder.model.site import DepartmentSummary, KeyFigure, ReportSummary, SiteSummary


def charts(**more: object) -> dict[str, Chart]:
    return {chart.name: chart for chart in report_charts(report(**more))}


def texts(chart: Chart) -> list[list[str]]:
    return [[cell.text for cell in row] for row in chart.rows]


def data_of(chart: Chart, series: int = 0) -> list[object]:
    values: list[object] = chart.option["series"][series]["data"]
    return [value["value"] if isinstance(value, dict) else value for value in values]


def test_every_kind_is_listed() -> None:
    modules = {name for _, name, _ in pkgutil.iter_modules(kinds.__path__)}
    assert {kind.__name__.rsplit(".", 1)[1] for kind in kinds.KINDS} == modules


def test_nothing_without_data() -> None:
    assert report_charts(report(tables=(), forms=(), projects=())) == ()
    assert site_charts(SiteSummary(())) == ()
    assert department_charts(department()) == ()


def test_a_full_report_has_every_chart_once() -> None:
    assert list(charts()) == [
        "whole-budget", "functions", "flow", "three-public", "budget-execution", "execution-rate", "self-grade", "grades",
    ]  # fmt: skip


def all_charts() -> Iterator[Chart]:
    yield from report_charts(report())
    yield from department_charts(department(summary(2022, "1", "2"), summary(2024, "3", "4", report().projects)))


@pytest.mark.parametrize("chart", list(all_charts()), ids=lambda chart: chart.name)
def test_what_every_chart_has(chart: Chart) -> None:
    assert chart.title
    assert chart.summary.endswith("。")
    assert chart.narrow_option
    assert chart.rows
    assert all(len(row) == len(chart.columns) for row in chart.rows)
    for option in (chart.option, chart.narrow_option):
        text = json.dumps(option, allow_nan=False)
        assert "function" not in text
        assert "http" not in text
        assert option["animation"] is False


def test_title_holds_unit_and_year() -> None:
    assert charts()["budget-execution"].title == "2024 年各项目预算与执行（万元）"


def test_blank_is_a_gap_and_zero_is_a_bar() -> None:
    chart = charts()["budget-execution"]
    executed = dict(zip(chart.option["yAxis"][0]["data"], data_of(chart, 1), strict=True))
    assert executed["隐患专项检查排查整治服务费"] == 0
    assert executed["防汛业务经费（上级补助，跨年度安排）"] is None
    cells = {row[0]: row[2] for row in texts(chart)}
    assert cells["隐患专项检查排查整治服务费"] == "0"
    assert cells["防汛业务经费（上级补助，跨年度安排）"] == "空白"


def test_unreadable_and_text_are_never_zero() -> None:
    odd = project("雨量站维护", "约十万", "5", "——", "90", "优")
    chart = charts(projects=(odd, project(*PROJECTS[0])))["budget-execution"]
    assert None in data_of(chart)
    assert ["雨量站维护", "约十万", "5"] in texts(chart)


def test_amounts_in_other_units_are_converted_for_drawing_only() -> None:
    yuan = project(*PROJECTS[0])
    other = project("卫星电话", "1", "1", "", "90", "优")
    object.__setattr__(other, "budget", money("55000", "全年预算数", "卫星电话", "元"))
    chart = charts(projects=(yuan, other))["budget-execution"]
    assert 5.5 in data_of(chart)
    assert ["卫星电话", "55,000元", "1"] in texts(chart)


def test_large_amounts_of_yuan_are_drawn_in_wan_and_stand_exact_in_the_table() -> None:
    first, second = project("卫星电话", "1", "1", "", "", ""), project("装备购置", "1", "", "", "", "")
    for item, yuan, spent in ((first, "119385303", "55000"), (second, "9999.5", "")):
        object.__setattr__(item, "budget", money(yuan, "年初预算数", item.name, "元"))
        object.__setattr__(item, "executed", money(spent, "全年执行数", item.name, "元"))
    chart = charts(projects=(first, second))["budget-execution"]
    assert chart.title.endswith("（万元）") and chart.columns[1] == "预算（元）"
    assert [point["label"]["formatter"] for point in chart.option["series"][0]["data"]] == ["11,938.53", "1"]
    assert texts(chart)[0] == ["卫星电话", "119,385,303", "55,000"]


def test_years_without_carried_over_money_are_drawn_once() -> None:
    def year(number: int, amount: str) -> ReportSummary:
        made = summary(number, amount, amount)
        return replace(
            made,
            key_figures=(
                *made.key_figures,
                KeyFigure("year_income", "本年收入合计", money(amount)),
                KeyFigure("year_expenditure", "本年支出合计", money(amount)),
            ),
        )

    names = [chart.name for chart in department_charts(department(year(2023, "10"), year(2024, "12")))]
    assert [name for name in names if name.startswith(("years-total", "years-year"))] == [names[0]]


def test_ticks_end_where_the_axis_ends() -> None:
    for option in (charts()["self-grade"].option, charts()["self-grade"].narrow_option):
        assert option is not None
        for axis in (option["xAxis"][0], option["yAxis"][0]):
            assert (axis["max"] - axis["min"]) % axis["interval"] == 0
    assert "纵轴从 60 分起" in charts()["self-grade"].note


def test_table_cells_carry_their_facts() -> None:
    first = report().projects[0]
    chart = {chart.name: chart for chart in report_charts(report(projects=(first, project(*PROJECTS[1]))))}[
        "budget-execution"
    ]
    assert first.budget is not None
    assert chart.rows[0][1].fact == first.budget.id


def test_sentence_numbers_are_right() -> None:
    assert charts()["budget-execution"].summary.startswith(
        "6 个项目公布了预算，合计 517.23 万元；5 个公布了执行数，合计 348.14 万元"
    )
    assert "1 个用完了预算，2 个不到一半" in charts()["execution-rate"].summary
    assert "3 个得分在 90 分以上，2 个执行率不到 50%，0 个两样都是" in charts()["self-grade"].summary


def test_uncertain_numbers_say_so() -> None:
    fact = money("10", "年初预算数", certain=False)
    rows = charts(tables=(), projects=(), forms=(), summary=(fact, money("9", "全年执行数")))["whole-budget"].rows
    assert rows[0][1].text == "10（待核对）"


def test_computed_rates_name_their_formula() -> None:
    lines = {row[0]: row for row in texts(charts()["execution-rate"])}
    assert lines["应急指挥窄带无线通信网建设"][1] == "99.95（计算）"
    assert "÷" in lines["应急指挥窄带无线通信网建设"][2]
    assert lines["安全监管业务费"][2] == "原文公布"


def test_flow_needs_sides_that_agree() -> None:
    assert "flow" in charts()
    assert "flow" not in charts(tables=(total_table(spent="4000"),))


def test_flow_falls_back_to_functions() -> None:
    chart = charts(tables=(total_table(),))["flow"]
    assert ["去向", "灾害防治及应急管理支出", "5,016.85"] in texts(chart)


def test_three_public_keeps_blank_parts_as_gaps() -> None:
    chart = charts(tables=(public_table(),))["three-public"]
    assert data_of(chart, 1) == [17.63, 0, 17.63, None]
    assert "不当作 0" in chart.note


def test_stated_grade_counts_come_before_counting() -> None:
    stated = (
        money("3", "等级分布:60分以下", unit="个"),
        money("22", "等级分布:90分以上", unit="个"),
        money("0", "等级分布:60至90分", unit="个"),
    )
    chart = charts(grade_counts=stated)["grades"]
    assert texts(chart) == [["90分以上", "22"], ["60至90分", "0"], ["60分以下", "3"]]
    assert chart.rows[0][1].fact == stated[1].id


def test_counted_grades_say_that_they_are_counted() -> None:
    chart = charts()["grades"]
    assert texts(chart) == [["优", "3"], ["良", "3"]]
    assert "数出" in chart.note


def test_missing_years_are_gaps() -> None:
    found = department_charts(department(summary(2022, "10", "9"), summary(2024, "12", "11")))
    chart = next(chart for chart in found if chart.name.startswith("years-total"))
    assert data_of(chart) == [10, None, 12]
    assert "2023" in chart.note
    assert texts(chart)[1] == ["2023 年", "未公布", "未公布"]


def test_one_year_is_not_compared() -> None:
    assert department_charts(department(summary(2024, "12", "11"))) == ()


def test_many_projects_are_counted_into_cells() -> None:
    projects = tuple(project(f"项目{n}", "10", "5", f"{n % 100}", f"{60 + n % 40}", "优") for n in range(400))
    about = DepartmentSummary("云溪市应急管理局", ("云溪市",), "d/", (summary(2024, "1", "1", projects),))
    (chart,) = site_charts(SiteSummary((about,)))
    assert len(chart.rows) <= 11
    assert len(chart.option["series"][0]["data"]) < 200


def test_equal_points_share_a_mark() -> None:
    projects = tuple(project(name, "10", "0", "0", "80", "良") for name in ("甲项目", "乙项目", "丙项目"))
    data = charts(projects=projects)["self-grade"].option["series"][0]["data"]
    assert [(mark["name"], mark["label"]["formatter"]) for mark in data] == [("甲项目、乙项目、丙项目", "3")]


def test_names_are_whole_in_tables_even_when_drawings_shorten_them() -> None:
    name = "自然灾害综合风险普查与基层防灾能力提升工程配套设备采购安装及后续运行维护经费"
    chart = charts(projects=(project(name, "9", "8", "", "", ""), project(*PROJECTS[0])))["budget-execution"]
    assert name in [row[0] for row in texts(chart)]
    assert max(map(len, chart.option["yAxis"][0]["data"])) <= 32


def test_words_of_grade_facts_may_be_subjects() -> None:
    assert words("优", "等级").value.text == "优"


def test_the_largest_part_is_named_only_when_parts_make_the_total() -> None:
    def said(reception: str) -> str:
        return charts(tables=(public_table(reception=reception),))["three-public"].summary

    assert said("") == "“三公”经费预算 19.63 万元，决算 17.63 万元。"
    assert "最多的是" not in said("9")
    planned = public_table()
    cells = tuple((name, fact) for name, fact in planned.rows[0].cells if fact.item == "预算数")
    only = replace(planned, rows=(replace(planned.rows[0], cells=cells),))
    assert "最多的是公务用车运行维护费" in charts(tables=(only,))["three-public"].summary


def test_a_row_of_which_is_no_part_of_the_sum() -> None:
    table = total_table()
    share = row("其中：政府性基金预算财政拨款收入", ("amount", "金额", "100.00"), side="income")
    wider = replace(table, rows=(table.rows[0], share, *table.rows[1:]))
    assert "flow" in charts(tables=(wider,))
