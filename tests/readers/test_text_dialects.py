"""Each dialect of the text exports, by hand: what must come out, whatever the samples' files say."""

import pytest

from site_builder.model.document import Document, Heading, Paragraph, Table
from site_builder.readers import read_data

OPENING = "本报告依据有关规定编制，反映全年收支、绩效目标和完成情况，供社会公众监督查询使用。"
END_OF_TABLE = "\n\n注：本表反映支出情况。\n"


def read(text: str, name: str = "报告.txt") -> Document:
    return read_data(text.encode(), name)


def grid(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.own_rows()]


def only_table(text: str, name: str = "报告.txt") -> Table:
    (table,) = read(text, name).tables()
    return table


# ---------------------------------------------------------------- one cell a line


def test_blank_line_parts_rows_of_cell_lines() -> None:
    table = only_table("一、表\n\t项目\n\t金额\n\n\t安全监管\n\t12.50\n\n\t合计\n\t12.50\n\n\n（三）人员情况\n")
    assert grid(table) == [["项目", "金额"], ["安全监管", "12.50"], ["合计", "12.50"]]
    assert [cell.locator for cell in table.cells] == ["L2", "L3", "L5", "L6", "L8", "L9"]


def test_blank_lines_within_a_cell_do_not_part_rows() -> None:
    table = only_table("\t年度总体目标\n\t1、值班；\n\n2、演练。\n\t完成\n\n\t总分\n\t100\n\t97\n\n\n")
    assert grid(table) == [["年度总体目标", "1、值班；\n2、演练。", "完成"], ["总分", "100", "97"]]
    assert table.cells[1].raw == "1、值班；\n\n2、演练。"


def test_empty_paragraph_at_the_end_of_a_cell_keeps_the_row() -> None:
    table = only_table(
        "\t绩\n\n效\n\n\n\t一级\n\t二级\n\n\t\n\t产出\n\n（50分）\n\n　\n\n\n\t数量\n\n\t总分\n\t100\n\t97\n"
    )
    assert grid(table) == [["绩\n效", "一级", "二级"], ["", "产出\n（50分）", "数量"], ["总分", "100", "97"]]


def test_cell_whose_text_begins_on_the_next_line_is_cited_there() -> None:
    table = only_table("\t批复规模\n\t\n实际规模\n（㎡）\n\n\t10\n\t12\n\n")
    cell = table.cells[1]
    assert (cell.text, cell.locator) == ("实际规模\n（㎡）", "L3")


def test_note_behind_cell_lines_is_a_paragraph() -> None:
    document = read("\t公车购置\n\t0\n\n\t公务接待\n\t0.6\n\n\n说明：填报基本支出以外的支出。\n附件2\n")
    (table,) = document.tables()
    assert grid(table)[-1] == ["公务接待", "0.6"]
    assert isinstance(document.blocks[1], Paragraph)


def test_prose_indented_with_tabs_is_no_table() -> None:
    first = "\t根据要求，我局组织开展了绩效自评工作，现将有关情况报告如下。\n"
    document = read(first + "\t经自评，全年预算执行总体情况良好，未发现违规使用资金情况。\n")
    assert not list(document.tables())
    assert len(document.blocks) == 2


# ------------------------------------------------------------------ one row a line


def test_empty_cells_keep_their_place() -> None:
    table = only_table("项目\t\t小计\t基本\n208\t社保\t1.50\t\n\t\t\t2.00\n")
    assert (table.nrows, table.ncols) == (3, 4)
    assert grid(table) == [["项目", "", "小计", "基本"], ["208", "社保", "1.50", ""], ["", "", "", "2.00"]]


def test_page_break_does_not_end_the_table() -> None:
    table = only_table("科目\t合计\t基本\n208\t1\t2\n\n\n\n210\t3\t4\n" + END_OF_TABLE)
    assert table.nrows == 3
    assert table.cells[-1].locator == "L6"


def test_title_between_rows_ends_the_table() -> None:
    document = read("科目\t合计\n208\t1\n\n收入决算表\n\n科目\t合计\n210\t3\n")
    assert [type(block) for block in document.blocks] == [Table, Heading, Table]


def test_title_printed_as_a_row_is_a_heading() -> None:
    document = read("部门整体支出绩效自评表\t\t\t\n部门名称\t甲局\t\t\n年度目标\t值守\t\t完成\n")
    title, table = document.blocks
    assert isinstance(title, Heading)
    assert title.text == "部门整体支出绩效自评表"
    assert isinstance(table, Table)
    assert table.nrows == 2


def test_next_form_without_a_title_is_a_table_of_its_own() -> None:
    form = "项目名称\t{}\t\n资金总额\t50\t40\n总分\t\t90\n"
    document = read(form.format("甲项目") + "\n" + form.format("乙项目"))
    assert [table.nrows for table in document.tables()] == [3, 3]


def test_repeated_header_stays_in_the_table() -> None:
    table = only_table("科目\t合计\n208\t1\n210\t2\n\n科目\t合计\n221\t3\n")
    assert table.nrows == 5


def test_single_line_with_trailing_tabs_is_prose() -> None:
    document = read("绩效目标：保障居民的充电安全，有效减少火灾事故。\t\t\t\n绩效指标：火灾事故为零。\n")
    assert not list(document.tables())
    assert document.blocks[0].text == "绩效目标：保障居民的充电安全，有效减少火灾事故。"


def test_row_broken_within_a_cell_is_mended() -> None:
    table = only_table("项目\t目标\t完成\n甲\t1、值班\n2、演练\t完成\n乙\t3\t4\n丙\t5\t6\n丁\t7\t8\n")
    assert grid(table)[1] == ["甲", "1、值班\n2、演练", "完成"]
    assert table.nrows == 5


def test_quoted_cell_of_a_spreadsheet_export() -> None:
    table = only_table('项目\t说明\n甲\t"第一行\n第二行 ""引号"""\n乙\t无\n')
    assert grid(table) == [["项目", "说明"], ["甲", '第一行\n第二行 "引号"'], ["乙", "无"]]


def test_two_quoted_cells_of_one_row() -> None:
    table = only_table('项目\t目标\t完成\n甲\t"一\n二"\t"三\n\n四"\n乙\t5\t6\n丙\t"""七"""\t"八"\n')
    assert grid(table)[1:] == [["甲", "一\n二", "三\n四"], ["乙", "5", "6"], ["丙", '"七"', '"八"']]


def test_row_with_blank_lines_within_cells_is_mended() -> None:
    first = "项目\t目标\t完成\n乙\t3\t4\n"
    table = only_table(first + "甲\t1、值班\n\n2、演练\t1、已值班\n2、已演练\n丙\t5\t6\n丁\t7\t8\n")
    assert grid(table)[2:4] == [["甲", "1、值班\n2、演练", "1、已值班\n2、已演练"], ["丙", "5", "6"]]


def test_total_printed_on_lines_of_its_own() -> None:
    table = only_table("指标\t分值\t得分\n数量\t10\t10\n质量\t10\t9\n\n总分\n\n\n88\n\n优\n" + END_OF_TABLE)
    assert grid(table)[-1] == ["总分", "88", "优"]
    assert [cell.locator for cell in table.own_rows()[-1]] == ["L5", "L8", "L10"]


# -------------------------------------------------------------------- broken words


@pytest.mark.parametrize(
    ("text", "joined", "place"),
    [
        ("金额单位：万  \n元\n", "金额单位：万元", "L2"),
        ("5、协助县委、县政府指定的负责同志，组织重大灾害应急处\n\n置工作。\n", "处置工作。", "L3"),
        ("二是建立监测预警制度，统一发布灾情信息，加强值守和处置，\n\n健全信息共享机制。\n", "处置，健全", "L3"),
    ],
)
def test_sentence_parted_by_a_page_is_joined(text: str, joined: str, place: str) -> None:
    (block,) = read(text).blocks
    assert isinstance(block, Paragraph)
    assert joined in block.text
    assert block.locator_at(0) == "L1"
    assert block.locator_at(len(block.text) - 1) == place


def test_table_number_parted_by_a_page_is_a_heading() -> None:
    assert read("公开02\n\n表\n").blocks == (Heading("公开02表", "L1", 3, "公开02\n表"),)


@pytest.mark.parametrize(
    "text",
    [
        "负责安全生产综合监督管理，指导应急救援工作。\n\n承担其他任务。\n",
        "进一步提升我区应急指挥和救援能力，保障群众安全稳定\n\n10.视频监控专线资费\n",
        "全年完成检查、演练、培训等任务，指标完成情况总体良好\n\n其中：基本支出10.00万元。\n",
        "全年完成检查、演练、培训等任务，指标完成情况总体良好\n备注：无。\n",
    ],
)
def test_whole_paragraphs_are_not_joined(text: str) -> None:
    assert len(read(text).blocks) == 2


# ----------------------------------------------------------------------- headings


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("第二部分 2024年部门决算表", 1), ("一、部门基本情况", 2), ("（一）部门概况", 3), ("(二) 人员情况", 3),
        ("（三）人员情况：", 3), ("1.执法业务费", 4), ("27. 森防个人防护装备", 4), ("（1）职责分工", 5),
        ("收入支出决算总表", 2), ("支出決算表", 2), ("公开01表", 3), ("附件2", 3), ("项目支出情况", 3),
        ("防汛业务经费（某财经[2023]69号原2023年项目）项目支出绩效自评表", 2), ("## （二）职责分工", 3),
        ("**项目支出绩效自评表**", 2), ("2024年部门整体支出绩效自评报告", 1), ("#### 其他", 4),
    ],
)  # fmt: skip
def test_line_is_a_heading(line: str, level: int) -> None:
    block = read(f"{OPENING}\n\n{line}\n").blocks[-1]
    assert isinstance(block, Heading)
    assert block.level == level
    assert block.raw == line


@pytest.mark.parametrize(
    "line",
    [
        "一、财政拨款收入：指单位从同级财政部门取得的财政预算资金。",
        "1.负责应急管理工作，指导应对突发事件。",
        "16.组织开展区域交流与合作。",
        "1. 2024年收入120.50万元",
        "2024.5.30",
        "单位：万元",
        "备注：1.“全年执行数”是指预算执行确认数。",
        "2024年度",
        "无",
        "附件：1、部门整体支出绩效评价基础数据表",
    ],
)
def test_line_is_no_heading(line: str) -> None:
    block = read(f"{OPENING}\n\n{line}\n").blocks[-1]
    assert isinstance(block, Paragraph)


def test_arabic_chapters_above_sections_have_the_chapters_level() -> None:
    blocks = read("1、 部门情况\n（一）部门概况\n1.收入情况\n三、结论评价\n").blocks
    levels = [block.level for block in blocks if isinstance(block, Heading)]
    assert levels == [2, 3, 4, 2]


def test_contents_are_no_headings() -> None:
    entries = "第一部分 概况\t1\n一、收入支出决算总表……………5\n二、支出决算表 ... 7\n"
    document = read(f"# 目 录\n\n{entries}\n## 第一部分 概况\n")
    kinds = [type(block) for block in document.blocks]
    assert kinds == [Heading, Paragraph, Paragraph, Paragraph, Heading]


def test_contents_without_pages_end_where_the_first_title_returns() -> None:
    document = read("目录\n一、主要职责\n二、收入决算表\n\n一、主要职责\n负责应急管理工作。\n")
    assert [type(block) for block in document.blocks] == [Heading, Paragraph, Paragraph, Heading, Paragraph]


# ------------------------------------------------------------------ other tables


def test_html_table_keeps_merged_cells() -> None:
    first = '<table><tr><td rowspan="2">项目</td><td colspan=2>支出</td></tr>'
    table = only_table(f"说明\n{first}\n<tr><td>基本</td><td>项目</td></tr></table>\n")
    assert [(c.text, c.row, c.col, c.rowspan, c.colspan) for c in table.cells] == [
        ("项目", 0, 0, 2, 1),
        ("支出", 0, 1, 1, 2),
        ("基本", 1, 1, 1, 1),
        ("项目", 1, 2, 1, 1),
    ]
    assert table.cells[-1].locator == "L3"


def test_unclosed_html_table_stays_text() -> None:
    document = read("<table><tr><td>项目\n合计 5\n")
    assert not list(document.tables())
    assert document.blocks[0].text == "项目"


def test_aligned_columns_are_a_less_certain_table() -> None:
    table = only_table("科目      合计      基本支出\n208        1.50          1.00\n210        2.00\n")
    assert grid(table) == [["科目", "合计", "基本支出"], ["208", "1.50", "1.00"], ["210", "2.00", ""]]
    assert not table.certain


def test_signature_line_with_spaces_is_prose() -> None:
    assert not list(read("单位负责人：      填表人：      联系电话：\n（盖章）\n").tables())


def test_pipes_without_a_rule_are_a_table() -> None:
    assert grid(only_table("|项目|金额|\n|合计|5|\n")) == [["项目", "金额"], ["合计", "5"]]


# ------------------------------------------------------------------ hostile grids


def test_table_of_absurd_width_stays_text() -> None:
    document = read("甲" + "\t1" * 5000 + "\n乙" + "\t2" * 5000 + "\n")
    assert not list(document.tables())
    assert [problem.name for problem in document.problems] == ["table-too-large"]
    assert len(document.blocks) == 2


def test_html_table_of_absurd_spans_stays_text() -> None:
    document = read("<table>" + "<tr>" + '<td colspan="999">1</td>' * 3000 + "</tr></table>\n")
    assert not list(document.tables())


# --------------------------------------------------------------- pages and drawn lines


@pytest.mark.parametrize("mark", ["- 5 -", "第 5 页 共 9 页", "—5—", "续表", "5/9"])
def test_page_mark_does_not_end_the_table(mark: str) -> None:
    document = read(f"科目\t合计\n208\t1\n\n{mark}\n\n210\t3\n")
    table, paragraph = document.blocks
    assert isinstance(table, Table)
    assert table.nrows == 3
    assert paragraph == Paragraph(mark, "L4", mark)


def test_page_number_parts_a_sentence() -> None:
    first = "5、组织指导协调突发事件应急救援，协助县委、县政府指定的负责同志组织灾害应急处"
    sentence, number = read(f"{first}\n\n12\n\n置工作。\n").blocks
    assert sentence.text == first + "置工作。"
    assert sentence.parts == ((len(first), "L5"),)
    assert number.text == "12"


def test_lines_broken_at_a_width_are_joined() -> None:
    text = (
        "本单位负责全县应急管理工作，指导各乡镇、各部门应对安全\n"
        "生产类和自然灾害类等突发事件，负责安全生产综合监督管理\n"
        "和工矿商贸行业安全生产监督管理工作，编制应急体系建设规\n"
        "划并监督实施，全年支出120.50万元。\n"
        "二、收入决算情况说明\n"
        "年度收入合计一百二十万元，其中财政拨款收入一百二十万元\n"
        "整，事业收入为零，经营收入为零，附属单位上缴收入为零，\n"
        "其他收入为零。与上年度相比收入有所增加，主要原因是项目\n"
        "资金增加，人员经费按照规定标准据实列支，公用经费严格执\n"
        "行定额标准，全年预算执行进度与序时进度基本保持一致的工\n"
        "作情况\n"
    )
    first, title, second = read(text).blocks
    assert first.text.endswith("应急体系建设规划并监督实施，全年支出120.50万元。")
    assert isinstance(title, Heading)
    assert second.text.endswith("基本保持一致的工作情况")
    assert second.locator_at(second.text.index("资金增加")) == "L9"


def test_drawn_table_with_a_rule_between_all_rows() -> None:
    table = only_table(
        "┌───┬──┐\n│项目  │金额│\n├───┼──┤\n│安全  │12.5│\n│监管  │    │\n├───┼──┤\n│合计  │12.5│\n└───┴──┘\n"
    )
    assert grid(table) == [["项目", "金额"], ["安全\n监管", "12.5"], ["合计", "12.5"]]


def test_drawn_table_with_a_rule_below_the_header() -> None:
    table = only_table("┌───┬──┐\n│项目  │金额│\n├───┼──┤\n│安全  │12.5│\n│合计  │12.5│\n└───┴──┘\n")
    assert grid(table) == [["项目", "金额"], ["安全", "12.5"], ["合计", "12.5"]]
