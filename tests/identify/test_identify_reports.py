"""Whose, of which year and kind, and how many reports a file holds."""

import pytest

from site_builder.forms.identify import ReportSpan, identify_reports
from site_builder.model.config import FileHints
from site_builder.model.document import Document, Format, Paragraph
from site_builder.model.report import ReportKind


def spans(*lines: str, source: str = "a.txt", hints: FileHints | None = None) -> tuple[ReportSpan, ...]:
    blocks = tuple(Paragraph(line, f"L{number}", line) for number, line in enumerate(lines, 1) if line.strip())
    return identify_reports(Document(source, Format.TXT, "", blocks, lines=lines), hints or FileHints())


def only(*lines: str, source: str = "a.txt") -> ReportSpan:
    (span,) = spans(*lines, source=source)
    return span


def marks(span: ReportSpan) -> list[tuple[str, str, str]]:
    return [(mark.locator, mark.item, mark.value) for mark in span.marks]


@pytest.mark.parametrize(
    ("lines", "kind", "year", "department"),
    [
        (("云泽市水务局", "2024年度部门决算"), ReportKind.DEPARTMENT_FINAL, 2024, "云泽市水务局"),
        (("云泽市水务局2025年部门预算公开说明",), ReportKind.DEPARTMENT_BUDGET, 2025, "云泽市水务局"),
        (("云泽市第一中学", "2024年度单位决算"), ReportKind.UNIT_FINAL, 2024, "云泽市第一中学"),
        (("云泽大学2023年度部门决算", "2024年8月"), ReportKind.DEPARTMENT_FINAL, 2023, "云泽大学"),
        (("上海市普陀区2025年区级部门预算", "预算主管部门：上海市普陀区商务委员会"), ReportKind.DEPARTMENT_BUDGET, 2025, "上海市普陀区商务委员会"),
        (("中共云泽市委", "社会工作部2024年度", "部门决算"), ReportKind.DEPARTMENT_FINAL, 2024, "中共云泽市委社会工作部"),
        (("江苏省人大常委会办公厅", "2017年度部门预算"), ReportKind.DEPARTMENT_BUDGET, 2017, "江苏省人大常委会办公厅"),
        (("中楼乡人民政府2014年收支决算总表",), ReportKind.DEPARTMENT_FINAL, 2014, "中楼乡人民政府"),
        (("2024年度预算项目绩效自评工作报告", "一、组织情况", "云泽市水务局", "2025年3月12日"), ReportKind.SELF_EVAL_REPORT, 2024, "云泽市水务局"),
        (("云泽市水务局", "防洪工程2024年度绩效评价报告"), ReportKind.EVALUATION_REPORT, 2024, "云泽市水务局"),
    ],
)  # fmt: skip
def test_kind_year_and_department(lines: tuple[str, ...], kind: ReportKind, year: int, department: str) -> None:
    context = only(*lines).context
    assert (context.kind, context.year, context.department) == (kind, year, department)


def test_date_at_the_end_is_the_report_date() -> None:
    span = only("2024年度绩效自评报告", "云泽市水务局", "二〇二五年三月十二日")
    assert span.date == "2025-03-12"
    assert ("L3", "报告日期", "2025-03-12") in marks(span)


def test_unknown_stays_visible() -> None:
    context = only("一些文字", "没有标题").context
    assert (context.kind, context.year, context.department) == (ReportKind.UNKNOWN, None, "")


def test_an_empty_document_is_one_unknown_report() -> None:
    assert only().context.kind is ReportKind.UNKNOWN


def test_forms_before_a_report_are_documents_of_their_own() -> None:
    found = spans(
        "项目支出绩效自评表", "项目名称 堤防维护", "部门整体支出绩效自评表", "部门名称：青溪县水务局",
        "青溪县水务局", "2024年部门整体支出绩效自评报告", "一、概况",
    )  # fmt: skip
    assert [span.context.kind for span in found] == [
        ReportKind.PROJECT_SELF_EVAL_FORM, ReportKind.OVERALL_SELF_EVAL_FORM, ReportKind.SELF_EVAL_REPORT,
    ]  # fmt: skip
    assert [(span.first, span.last) for span in found] == [(0, 1), (2, 3), (4, 6)]
    assert {span.context.department for span in found} == {"青溪县水务局"}
    assert {span.context.year for span in found} == {2024}


def test_forms_annexed_to_a_report_stay_with_it() -> None:
    span = only(
        "青溪县水务局", "2023年度部门整体支出绩效自评报告", "一、概况", "附件2", "2023年度部门整体支出绩效自评表",
        "堤防维护项目支出绩效自评表", "防汛经费（青财〔2022〕3号原2022年项目）项目支出绩效自评表",
    )  # fmt: skip
    assert span.last == 6
    titles = [value for _, item, value in marks(span) if item == "标题"]
    assert titles == ["2023年度部门整体支出绩效自评报告", "2023年度部门整体支出绩效自评表"]


def test_a_repeated_title_is_no_second_report() -> None:
    assert len(spans("青溪县水务局", "2023年度部门决算", "青溪县水务局", "2023年度部门决算", "一、概况")) == 1


def test_two_offices_or_years_in_one_file_are_two_reports() -> None:
    found = spans("青溪县水务局2023年度部门决算", "一、概况", "青溪县农业局2023年度部门决算", "一、概况")
    assert [span.context.department for span in found] == ["青溪县水务局", "青溪县农业局"]
    found = spans("青溪县水务局2023年度部门决算", "一、概况", "青溪县水务局2024年度部门决算", "一、概况")
    assert [span.context.year for span in found] == [2023, 2024]


def test_titles_in_the_contents_begin_nothing() -> None:
    span = only(
        "青溪县水务局2024年度部门决算",
        "目录",
        "一、部门概况",
        "二、部门绩效自评报告",
        "一、部门概况",
        "二、部门绩效自评报告",
    )
    assert span.context.kind is ReportKind.DEPARTMENT_FINAL


def test_a_cover_of_a_unit_that_takes_in_others_is_a_department() -> None:
    lines = (
        "青溪县水务局",
        "2024年度单位决算公开",
        "(二) 纳入部门预算的单位包括",
        "青溪县水务局",
        "青溪县河道中心",
        "(三) 人员",
    )
    span = only(*lines)
    assert span.context.kind is ReportKind.DEPARTMENT_FINAL
    mark = next(mark for mark in span.marks if mark.item == "报告类型")
    assert (mark.value, mark.printed) == ("部门决算公开", "单位决算公开")


def test_hints_win() -> None:
    hints = FileHints(region=("甲省",), department="乙局", year=2020, kind="unit_budget", scope="单位")
    (span,) = spans("青溪县水务局2024年度部门决算", hints=hints)
    context = span.context
    assert (context.region, context.department, context.year, context.kind) == (
        ("甲省",),
        "乙局",
        2020,
        ReportKind.UNIT_BUDGET,
    )


def test_the_file_name_speaks_only_where_the_text_is_silent() -> None:
    assert only("收支预算总表", "支出预算表", source="某厅-2019-预算表.txt").context.year == 2019
    assert only("青溪县水务局2024年度部门决算", source="2019.txt").context.year == 2024


@pytest.mark.real
def test_real_reports(shared) -> None:  # type: ignore[no-untyped-def]
    from site_builder.readers import read_file

    expected = {
        "000": [("石家庄市鹿泉区应急管理局", "河北省石家庄市鹿泉区", 2025, "self_eval_report")],
        "001": [("保定市徐水区应急管理局", "河北省保定市徐水区", 2024, "self_eval_report")],
        "002": [
            ("柳河县应急管理局", "吉林省通化市柳河县", 2024, "project_self_eval_form"),
            ("柳河县应急管理局", "吉林省通化市柳河县", 2024, "overall_self_eval_form"),
            ("柳河县应急管理局", "吉林省通化市柳河县", 2024, "self_eval_report"),
        ],
        "003": [("益阳市资阳区应急管理局", "湖南省益阳市资阳区", 2023, "self_eval_report")],
        "004": [("高平市应急管理局", "山西省晋城市高平市", 2024, "department_final")],
    }
    for path in sorted((shared / "reports").iterdir()):
        found = [span.context for span in identify_reports(read_file(path, path.name), FileHints())]
        assert [(c.department, "".join(c.region), c.year, c.kind.value) for c in found] == expected[path.name[:3]]
