"""Covers, titles and table heads as the families of bureaus print them: who, when, what, and how wide."""

import pytest

from site_builder.forms.identify import ReportSpan, identify_reports
from site_builder.model.config import FileHints
from site_builder.model.document import Block, Cell, Document, Format, Paragraph, Table
from site_builder.model.report import ReportKind

DB, UB, DF, UF = (
    ReportKind.DEPARTMENT_BUDGET, ReportKind.UNIT_BUDGET, ReportKind.DEPARTMENT_FINAL, ReportKind.UNIT_FINAL,
)  # fmt: skip


def table(*rows: tuple[str, ...], locator: str = "t1") -> Table:
    cells = tuple(
        Cell(text, row, col, f"{locator}r{row + 1}c{col + 1}", text)
        for row, line in enumerate(rows)
        for col, text in enumerate(line)
    )
    return Table(cells, len(rows), max(map(len, rows)), locator)


def spans(*lines: str | Table) -> tuple[ReportSpan, ...]:
    blocks: list[Block] = [
        line if isinstance(line, Table) else Paragraph(line, f"L{number}", line) for number, line in enumerate(lines, 1)
    ]
    return identify_reports(Document("a.pdf", Format.PDF, "", tuple(blocks)), FileHints())


def only(*lines: str | Table) -> ReportSpan:
    (span,) = spans(*lines)
    return span


COVERS: list[tuple[tuple[str, ...], ReportKind, int, str]] = [
    # Year first, office behind it (广东, 湖南).
    (("2024年度云泽市财政局部门决算",), DF, 2024, "云泽市财政局"),
    (("2024年云泽市司法局部门预算",), DB, 2024, "云泽市司法局"),
    (("2023年度云泽市水务局部门决算公开报告",), DF, 2023, "云泽市水务局"),
    # Office first.
    (("云泽市文化和旅游局2023年部门预算公开说明",), DB, 2023, "云泽市文化和旅游局"),
    (("云泽市水务局2023年度部门决算情况说明",), DF, 2023, "云泽市水务局"),
    (("云泽市残疾人联合会2024年部门预算公开情况说明",), DB, 2024, "云泽市残疾人联合会"),
    (("云泽市水务局2024年部门预算信息公开",), DB, 2024, "云泽市水务局"),
    (("云泽市水务局关于2024年部门预算公开的说明",), DB, 2024, "云泽市水务局"),
    (("关于云泽市水务局2023年度部门决算的公开说明",), DF, 2023, "云泽市水务局"),
    (("云泽市水务局2014年部门预算及“三公”经费预算公开",), DB, 2014, "云泽市水务局"),
    (("云泽市水务局2022年度部门决算和“三公”经费决算公开",), DF, 2022, "云泽市水务局"),
    (("附件1", "云泽市水务局2024年度部门决算"), DF, 2024, "云泽市水务局"),
    # 陕西 calls it 综合预算; files are called 文件, 材料 and 资料 as well.
    (("2024年云泽市水务局部门综合预算",), DB, 2024, "云泽市水务局"),
    (("2024年云泽市水文站单位综合预算公开说明",), UB, 2024, "云泽市水文站"),
    (("云泽市委办公厅2018年度部门预算公开文件",), DB, 2018, "云泽市委办公厅"),
    (("云泽市委办公厅2019年度部门预算公开表格",), DB, 2019, "云泽市委办公厅"),
    (("县水利局2023年度部门决算公开及说明",), DF, 2023, "县水利局"),
    (("2022年度云泽市民政局部门决算分析报告",), DF, 2022, "云泽市民政局"),
    (("附件2：云泽市水务局2024年度部门决算公开", "一、部门职责"), DF, 2024, "云泽市水务局"),
    # Covers over several lines (四川, 江苏, 上海).
    (("2023年度", "四川省云泽市气象服务中心单位决算", "公开时间：2024年9月10日"), UF, 2023, "四川省云泽市气象服务中心"),
    (("2023年度", "云泽市司法局", "部门决算公开", "目录"), DF, 2023, "云泽市司法局"),
    (("云泽市司法局", "2024", "年度部门预算"), DB, 2024, "云泽市司法局"),
    (("云泽市", "司法局", "2024年度部门决算"), DF, 2024, "云泽市司法局"),
    (("河源省云泽市清溪区", "云泽市清溪区司法局", "2024年度部门决算"), DF, 2024, "云泽市清溪区司法局"),
    (("江苏省水利工程局", "2024年度部门预算公开", "2024年2月"), DB, 2024, "江苏省水利工程局"),
    (("云泽市审计局", "二〇二三年度部门决算"), DF, 2023, "云泽市审计局"),
    (("云泽市审计局二○二二年部门预算",), DB, 2022, "云泽市审计局"),
    # No 部门 or 单位 at all.
    (("云泽大学2023年度决算",), DF, 2023, "云泽大学"),
    (("青禾县水务局2024年预算公开",), DB, 2024, "青禾县水务局"),
    (("青禾县白石乡2024年预算公开",), DB, 2024, "青禾县白石乡"),
    (("青禾县白石镇人民政府2024年收支预算公开说明",), DB, 2024, "青禾县白石镇人民政府"),
    # Party, assembly, courts, mass organisations.
    (("中共云泽市委组织部2024年度部门决算",), DF, 2024, "中共云泽市委组织部"),
    (("中国共产党云泽市纪律检查委员会2024年部门预算",), DB, 2024, "中国共产党云泽市纪律检查委员会"),
    (("中共云泽市委机构编制委员会办公室", "2024年部门预算"), DB, 2024, "中共云泽市委机构编制委员会办公室"),
    (("中共云泽市委党校2024年度单位决算",), UF, 2024, "中共云泽市委党校"),
    (("云泽市人民代表大会常务委员会2024年度部门决算",), DF, 2024, "云泽市人民代表大会常务委员会"),
    (("云泽市人大机关2024年度部门决算",), DF, 2024, "云泽市人大机关"),
    (("中国人民政治协商会议云泽市委员会办公室2023年度部门决算",), DF, 2023, "中国人民政治协商会议云泽市委员会办公室"),
    (("政协云泽市委员会2023年度部门决算",), DF, 2023, "政协云泽市委员会"),
    (("云泽市中级人民法院2024年度部门决算",), DF, 2024, "云泽市中级人民法院"),
    (("云泽市清溪区人民检察院2024年部门预算",), DB, 2024, "云泽市清溪区人民检察院"),
    (("共青团云泽市委员会2024年度部门决算",), DF, 2024, "共青团云泽市委员会"),
    (("共青团云泽市委2024年部门预算",), DB, 2024, "共青团云泽市委"),
    (("云泽市妇联2023年度部门决算",), DF, 2023, "云泽市妇联"),
    (("云泽市工商业联合会2023年度部门决算",), DF, 2023, "云泽市工商业联合会"),
    (("云泽市文学艺术界联合会", "2023年度部门决算"), DF, 2023, "云泽市文学艺术界联合会"),
    (("中国民主同盟云泽市委员会2023年度部门决算",), DF, 2023, "中国民主同盟云泽市委员会"),
    # Zones, towns, streets.
    (("云泽经济技术开发区管理委员会2024年度部门决算",), DF, 2024, "云泽经济技术开发区管理委员会"),
    (("云泽高新区管委会2023年部门预算",), DB, 2023, "云泽高新区管委会"),
    (("清溪区东岭街道办事处2024年部门预算",), DB, 2024, "清溪区东岭街道办事处"),
    (("中共青禾县白石镇委员会2024年度部门决算",), DF, 2024, "中共青禾县白石镇委员会"),
    # Institutions.
    (("云泽市第二实验小学2024年度单位决算",), UF, 2024, "云泽市第二实验小学"),
    (("云泽职业技术学院2024年单位预算",), UB, 2024, "云泽职业技术学院"),
    (("云泽市人民医院2024年度单位决算公开",), UF, 2024, "云泽市人民医院"),
    (("云泽市机关幼儿园", "2024年单位预算公开"), UB, 2024, "云泽市机关幼儿园"),
    (("云泽市白石国有林场2024年单位预算",), UB, 2024, "云泽市白石国有林场"),
    (("云泽市供销合作社联合社2024年部门预算",), DB, 2024, "云泽市供销合作社联合社"),
    (("云泽广播电视台2024年度单位决算",), UF, 2024, "云泽广播电视台"),
    (("云泽市融媒体中心（云泽日报社）2024年度单位决算",), UF, 2024, "云泽市融媒体中心(云泽日报社)"),
    (("云泽市水务局（本级）2024年度单位决算",), UF, 2024, "云泽市水务局"),
    (("云泽市水务局本级2024年单位预算",), UB, 2024, "云泽市水务局"),
    (("云泽市公安局交通警察支队2024年单位预算",), UB, 2024, "云泽市公安局交通警察支队"),
    (("四川省云泽监狱2023年度单位决算",), UF, 2023, "四川省云泽监狱"),
    # Ministries.
    (("文化和旅游部2023年度部门决算",), DF, 2023, "文化和旅游部"),
    (("国家河湖保护总署2024年部门预算",), DB, 2024, "国家河湖保护总署"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "kind", "year", "department"), COVERS, ids=[cover[0][0] for cover in COVERS])
def test_cover(lines: tuple[str, ...], kind: ReportKind, year: int, department: str) -> None:
    (span,) = spans(*lines, "一、部门主要职责", "贯彻执行有关法律法规，组织实施相关规划。")
    context = span.context
    assert (context.kind, context.year, context.department) == (kind, year, department)
    assert span.scope == ("单位" if kind in (UB, UF) else "部门")


@pytest.mark.parametrize("title", ["云泽市水务局（本级）2023年度部门决算", "2023年度云泽市水务局本级部门决算"])
def test_an_office_without_its_units_is_a_unit(title: str) -> None:
    (span,) = spans(title)
    assert (span.context.kind, span.context.department, span.scope) == (DF, "云泽市水务局", "单位")


def final_tables() -> tuple[str | Table, ...]:
    return (
        "收入支出决算总表", "公开01表", "部门：云泽市司法局", "2023年度", "金额单位：万元",
        table(("项目", "行次", "金额"), ("一、一般公共预算财政拨款收入", "1", "20.00")),
        "收入决算表", "公开02表", "部门：云泽市司法局", "2023年度", "金额单位：万元",
        table(("科目编码", "科目名称", "本年收入合计"), ("201", "一般公共服务支出", "20.00"), locator="t2"),
    )  # fmt: skip


def test_name_and_year_in_table_heads_only() -> None:
    (span,) = spans(*final_tables())
    assert (span.context.kind, span.context.year, span.context.department) == (DF, 2023, "云泽市司法局")
    assert ("L4", "年度", "2023") in [(mark.locator, mark.item, mark.value) for mark in span.marks]


def test_heads_of_one_line() -> None:
    head = "公开01表部门：云泽市司法局 2023年度 金额单位：万元"
    (span,) = spans("收入支出决算总表", head, table(("项目", "金额"), ("本年收入合计", "20.00")))
    assert (span.context.kind, span.context.year, span.context.department) == (DF, 2023, "云泽市司法局")


def test_contents_first() -> None:
    lines = (
        "目 录", "第一部分 云泽市司法局概况", "一、部门职责", "第二部分 2023年度部门决算表", "一、收入支出决算总表",
        "第三部分 2023年度部门决算情况说明", "第四部分 名词解释", "第一部分 云泽市司法局概况", "一、部门职责",
        "承担法治建设工作。", "第二部分 2023年度部门决算表", *final_tables(), "第三部分 2023年度部门决算情况说明",
    )  # fmt: skip
    (span,) = spans(*lines)
    assert (span.context.kind, span.context.year, span.context.department) == (DF, 2023, "云泽市司法局")


def test_chapters_name_kind_and_year_where_no_title_does() -> None:
    lines = ("目录", "第一部分 部门概况", "第二部分 2024年部门预算情况说明", "部门名称：云泽市档案馆", "一、部门职责")
    (span,) = spans(*lines)
    assert (span.context.kind, span.context.year, span.context.department) == (DB, 2024, "云泽市档案馆")


@pytest.mark.parametrize(
    "printed", ["（2024年度）", "(2024年)", "2024年度", "年度：2024年", "二〇二四年度", "预算年度：2024"]
)
def test_year_beside_a_form(printed: str) -> None:
    form = table(("项目名称", "管网改造"), ("主管部门", "青禾县水务局"))
    (span,) = spans("项目支出绩效自评表", printed, form)
    assert (span.context.kind, span.context.year) == (ReportKind.PROJECT_SELF_EVAL_FORM, 2024)
    assert [(mark.locator, mark.value) for mark in span.marks if mark.item == "年度"] == [("L2", "2024")]


def test_year_in_a_cell_of_the_form() -> None:
    (span,) = spans(table(("项目支出绩效自评表",), ("（2024年度）",), ("项目名称", "管网改造")))
    assert span.context.year == 2024


def test_unit_and_its_department_on_one_cover() -> None:
    lines = ("上海市清溪区2025年区级单位预算", "预算单位：上海市清溪区第一幼儿园", "预算主管部门：上海市清溪区教育局")
    (span,) = spans(*lines)
    assert (span.context.kind, span.context.department) == (UB, "上海市清溪区第一幼儿园")
    assert span.scope == "单位"
    lines = ("上海市清溪区2025年区级单位预算", "预算主管部门：上海市清溪区教育局", "预算单位：上海市清溪区第一幼儿园")
    assert spans(*lines)[0].context.department == "上海市清溪区第一幼儿园"


def test_region_of_the_city_itself() -> None:
    (span,) = spans("2024年云泽市本级部门预算", "部门名称：云泽市发展和改革委员会")
    assert (span.context.kind, span.context.year, span.context.department) == (DB, 2024, "云泽市发展和改革委员会")


def test_tables_only_are_named_after_what_they_are() -> None:
    (span,) = spans(*final_tables())
    assert span.title == "云泽市司法局2023年度部门决算"


def test_a_unit_keeps_its_scope_in_tables_only() -> None:
    tables = final_tables()
    lines = [
        line.replace("部门：云泽市司法局", "单位名称：云泽市第一中学") if isinstance(line, str) else line
        for line in tables
    ]
    (span,) = spans("2023年度单位决算公开表", *lines)
    assert (span.context.kind, span.context.department, span.scope) == (UF, "云泽市第一中学", "单位")


ARCHIVED: list[tuple[tuple[str, ...], ReportKind, int, str]] = [
    # What an archived page declares as its title names the kind in whatever words.
    (("标题: 青禾县检察院2014年收入支出决算批复", "发布机构: 中国青禾"), DF, 2014, "青禾县检察院"),
    (("标题: 青禾县政府办2014年度决算说明",), DF, 2014, "青禾县政府办"),
    (("标题: 2015年白石乡财政支出预算明细表",), DB, 2015, "白石乡"),
    (("标题: 2016年白石乡公共财政预算支出计划", "发布机构: 白石乡"), DB, 2016, "白石乡"),
    (("标题: 青禾县检察院2015年部门预算批复明细表",), DB, 2015, "青禾县检察院"),
    (("标题: 青禾县财政局关于批复 白石国有林场2014年度部门决算的通知",), DF, 2014, "白石国有林场"),
    # The office stands in the page itself, or publishes it.
    (
        ("标题: 2014年“三公”经费公共财政拨款支出决算批复表", "发布机构: 中国青禾", "部门（单位）：青禾县水利局 单位：万元"),
        DF, 2014, "青禾县水利局",
    ),
    (
        ("标题: 关于2014年度部门决算的批复", "云财〔2015〕12号青禾县水利局：你部门报送的2014年度部门决算收悉，现批复如下。"),
        DF, 2014, "青禾县水利局",
    ),
    (("标题: 2016年决算公开", "发布机构: 政协青禾县委员会", "说明如下。"), DF, 2016, "政协青禾县委员会"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "kind", "year", "department"), ARCHIVED)
def test_archived_page(lines: tuple[str, ...], kind: ReportKind, year: int, department: str) -> None:
    (span,) = spans(*lines, "附件下载")
    assert (span.context.kind, span.context.year, span.context.department) == (kind, year, department)


def test_portal_lines_are_no_part_of_a_title() -> None:
    span = only(
        "某股项目支出绩效自评",
        "发布时间:2023-12-05 15:04",
        "【字体:打印",
        "项目支出绩效自评表",
        "(2022年度)",
        "实施单位：青溪县水务局",
    )
    assert (span.title, span.context.year, span.context.department) == ("项目支出绩效自评表", 2022, "青溪县水务局")


def test_where_a_page_stands_is_no_title() -> None:
    span = only(
        "您现在的位置：首页 > 通知公告 > 部门整体支出绩效评价报告",
        "部门整体支出绩效评价报告",
        "2021年部门决算收支完成情况。",
    )
    assert (span.title, span.context.year) == ("部门整体支出绩效评价报告", 2021)


def test_the_year_in_brackets_behind_a_forms_title_is_its_own() -> None:
    span = only("部门预算项目支出绩效自评表（2023年度）", "实施单位：青溪县水务局")
    assert (span.context.kind, span.context.year) == (ReportKind.PROJECT_SELF_EVAL_FORM, 2023)


def test_a_form_named_by_neither_project_nor_department_is_a_projects() -> None:
    assert (
        only("绩效目标自评表（2022年度）", "实施单位：青溪县水务局").context.kind is ReportKind.PROJECT_SELF_EVAL_FORM
    )


def test_a_title_within_the_opening_sentence() -> None:
    span = only(
        "为做好绩效管理工作，现将2022年西平县交通运输局衔接资金项目绩效自评总结报告如下：", "一、绩效目标分解下达情况"
    )
    context = span.context
    assert (context.kind, context.year, context.department) == (ReportKind.SELF_EVAL_REPORT, 2022, "西平县交通运输局")


def test_the_publisher_is_the_office_where_nothing_else_names_one() -> None:
    span = only(
        "发布机构: | 枞阳县卫生健康委员会 | 主题分类: | 卫生 |",
        "枞阳县2023年度国家基本公共卫生",
        "服务项目绩效评价自评报告",
    )
    assert (span.context.department, span.context.region) == ("枞阳县卫生健康委员会", ("安徽省", "铜陵市", "枞阳县"))


def test_a_region_before_the_year_is_known_without_an_office() -> None:
    span = only("云南省2022年度中央自然灾害资金绩效自评报告", "发布时间:2023-06-01 14:16:00")
    assert (span.context.department, span.context.region) == ("", ("云南省",))


def test_the_chapters_of_a_self_evaluation_tell_what_it_is() -> None:
    span = only(
        "一、绩效目标分解下达情况",
        "省厅下达资金500万元。",
        "二、绩效目标完成情况分析",
        "三、偏离绩效目标的原因和下一步改进措施",
    )
    assert span.context.kind is ReportKind.SELF_EVAL_REPORT


def test_a_prefecture_without_its_peoples() -> None:
    span = only("红河州数据发展中心2024年度项目支出绩效单位自评报告", "展厅位于蒙自市天马路。")
    assert span.context.region == ("云南省", "红河哈尼族彝族自治州")


def test_the_year_that_a_text_speaks_of_most_is_its_year_where_none_is_stated() -> None:
    span = only(
        "青溪县第四中学专项资金绩效自评报告",
        "我校2022年项目为一个。（云财〔2021〕7号）",
        "我校2022年按生均1000元安排，2021年结转2万元，2023年5月拨付。",
    )
    assert span.context.year == 2022


def test_a_title_about_several_years_is_of_the_last() -> None:
    span = only("青溪县2020-2022年度农田建设专项资金绩效评价报告", "来源:青溪县财政局     发布时间:2023-11-30 09:42")
    assert (span.context.year, span.context.department) == (2022, "青溪县财政局")


def test_the_pages_title_and_the_texts_name_one_office() -> None:
    span = only(
        "标题: 白石乡2015年财政收支决算",
        "2015年度青禾综合实验区白石乡人民政府决算说明",
        "按照有关要求，现将我单位2015年度部门决算说明如下：",
    )
    assert span.context.department == "青禾综合实验区白石乡人民政府"
    other = spans("青禾市水务局2015年度部门决算", "青禾市水务局云溪分局2015年度部门决算")
    assert len(other) == 2


def test_the_covers_whole_name_goes_before_that_above_the_tables() -> None:
    span = only(
        "云泽市青溪区2026年区级部门预算",
        "预算主管部门：云泽市青溪区水务局",
        "编制部门：青溪区水务局 单位：元",
        "编制部门：青溪区水务局 单位：元",
    )
    assert span.context.department == "云泽市青溪区水务局"


@pytest.mark.parametrize(
    ("line", "kind", "year", "department"),
    [
        ("标题: 青禾县财政局关于区交通局批复 2014年度部门决算的通知", DF, 2014, "区交通局"),
        ("标题: 【部门决算公开】2015年度青禾县水务局部门决算说明", DF, 2015, "青禾县水务局"),
        ("标题: 县政协2015年财政决算", DF, 2015, "县政协"),
        ("青禾县第四中学筹建办关于2015年部门决算说明以及2016年部门预算说明", DF, 2015, "青禾县第四中学筹建办"),
        ("2016年度青禾县片区建设指挥部办公室本级（片区管理局）决算说明", DF, 2016, "青禾县片区建设指挥部办公室"),
        ("青禾县环境监察支队2017—2019年预算编制说明", DB, 2017, "青禾县环境监察支队"),
        ("云泽经济开发区2018年招商局预算说明", DB, 2018, "云泽经济开发区招商局"),
    ],
)
def test_titles_of_portals(line: str, kind: ReportKind, year: int, department: str) -> None:
    context = only(line).context
    assert (context.kind, context.year, context.department) == (kind, year, department)


def test_an_evaluation_is_about_the_office_it_names() -> None:
    span = only(
        "云泽市2023年度困难群众补助资金绩效评价报告",
        "受云泽市财政局委托，某会计师事务所对云泽市民政局2023年度困难群众补助资金开展重点绩效评价，现报告如下。",
    )
    assert (span.context.kind, span.context.department) == (ReportKind.EVALUATION_REPORT, "云泽市民政局")


def test_the_office_of_a_list_stands_in_a_column_of_its_own() -> None:
    head = ("单位名称", "项目名称", "预算数", "一级指标", "二级指标", "三级指标", "指标值")
    rows = (
        ("715-白崖镇部门", "", "1268000"),
        ("715001-霖川县白崖镇人民政府", "渠系清淤", "968000", "产出指标", "数量指标", "清淤长度", "36"),
    )
    assert only("部门预算项目绩效目标表（2024年度）", table(head, *rows)).context.department == "霖川县白崖镇人民政府"
    names = [(str(n), project, "霖川县水利局", "50", "48") for n, project in enumerate(("渠系清淤", "道路养护"), 1)]
    listed = table(("序号", "项目名称", "主管部门", "全年预算数", "全年执行数"), *names)
    assert only("2024年度项目支出绩效自评结果汇总表", listed).context.department == "霖川县水利局"


def test_the_first_chapter_names_the_office_before_the_portal_does() -> None:
    span = only(
        "发布时间：2024-10-20 10:05 信息来源：青溪县财政局",
        "第一部分 青溪县人民政府办公室概况",
        "第二部分 部门决算表",
        "一、收入支出决算总表",
        "2023年度部门决算收、支总计2035.12万元。",
    )
    assert (span.context.department, span.context.kind) == ("青溪县人民政府办公室", DF)
    assert "发布时间" not in span.title


def test_marks_of_cells_around_a_title_are_no_part_of_it() -> None:
    span = only("中国人民政治协商会议青溪县委员会2023年度部门决算 |", "来源：青溪县人民政府 时间：2024-10-21 |")
    assert span.context.department == "中国人民政治协商会议青溪县委员会"
    form = only("青溪县财政项目支出绩效目标批复表 | |||||", "( 2019 年度) | |||||", "预算单位:青溪县交通运输局 | ||")
    assert (form.context.year, form.context.department) == (2019, "青溪县交通运输局")


def test_a_files_own_name_tells_what_its_tables_do_not() -> None:
    rows = table(("科目", "金额"), ("公用经费", "12.5"))
    named = Document("2024/03-青溪县水务局2024年部门预算.xlsx", Format.XLSX, "", (rows,))
    (span,) = identify_reports(named, FileHints())
    assert (span.context.department, span.context.year, span.context.kind) == ("青溪县水务局", 2024, DB)
    cover = Paragraph("青溪县司法局2023年度部门决算", "L1", "青溪县司法局2023年度部门决算")
    (span,) = identify_reports(Document(named.source, Format.DOCX, "", (cover, rows)), FileHints())
    assert (span.context.department, span.context.year, span.context.kind) == ("青溪县司法局", 2023, DF)


@pytest.mark.parametrize(
    ("line", "office"),
    [
        ("2024年度青禾县城管局整体支出绩效自评报告", "青禾县城管局"),
        ("2021年度县医院整体支出绩效评价报告", "县医院"),
        ("青禾县2023年城乡居民医保补助资金绩效自评报告", ""),
        ("2023年农村公路养护中心建设项目绩效自评报告", ""),
    ],
)
def test_an_office_before_the_words_of_what_is_evaluated(line: str, office: str) -> None:
    span = only(line)
    assert span.context.department == office
    assert span.title.endswith(line)
