"""PDF: cells, prose, and what goes on over pages."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from make_fixtures import FONT
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from site_builder.model.document import Document, Heading, Paragraph, Table
from site_builder.readers import pdf
from site_builder.text import fold

Draw = Callable[[Canvas], None]
WIDTH, HEIGHT = A4


def drawn(*pages: Draw, rotation: int = 0) -> Document:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for draw in pages:
        canvas.setFont(FONT, 10)
        if rotation:
            canvas.setPageRotation(rotation)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return pdf.read(out.getvalue(), "报告.pdf")


def ruled(canvas: Canvas, top: float, rows: list[list[str]], xs: tuple[float, ...] = (60, 200, 320, 440)) -> None:
    """Draw a ruled table with rows 20 points high."""
    bottom = top - 20 * len(rows)
    for number in range(len(rows) + 1):
        canvas.line(xs[0], top - 20 * number, xs[-1], top - 20 * number)
    for x in xs:
        canvas.line(x, top, x, bottom)
    for number, row in enumerate(rows):
        for x, text in zip(xs, row, strict=False):
            canvas.drawString(x + 4, top - 20 * number - 14, text)


def grid(table: Table) -> list[list[str]]:
    return [[fold(cell.text) if cell else "" for cell in row] for row in table.rows()]


def texts(document: Document) -> list[str]:
    return [fold(block.text) for block in document.blocks if isinstance(block, Heading | Paragraph)]


HEAD = ["科目", "基本支出", "项目支出"]


def test_continuation_without_header_is_joined_by_column_position() -> None:
    document = drawn(
        lambda c: ruled(c, 300, [HEAD, ["水利", "1.00", "2.00"]]),
        lambda c: ruled(c, 780, [["住房", "3.00", "4.00"]]),
    )
    (table,) = document.tables()
    assert grid(table) == [HEAD, ["水利", "1.00", "2.00"], ["住房", "3.00", "4.00"]]
    assert table.own_rows()[2][0].locator == "p2t1r1c1"


def test_repeated_header_is_left_out() -> None:
    document = drawn(
        lambda c: ruled(c, 300, [HEAD, ["水利", "1.00", "2.00"]]),
        lambda c: ruled(c, 780, [HEAD, ["住房", "3.00", "4.00"]]),
    )
    (table,) = document.tables()
    assert grid(table) == [HEAD, ["水利", "1.00", "2.00"], ["住房", "3.00", "4.00"]]
    assert table.own_rows()[2][1].locator == "p2t1r2c2"


def test_title_printed_again_does_not_part_a_table() -> None:
    def page(label: str) -> Draw:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(230, 790, "支出决算表")
            canvas.drawString(380, 770, "单位：万元")
            ruled(canvas, 760, [HEAD, [label, "1.00", "2.00"]])

        return draw

    document = drawn(page("水利"), page("住房"))
    (table,) = document.tables()
    assert table.nrows == 3
    assert texts(document).count("支出决算表") == 1


def test_a_new_title_begins_a_new_table() -> None:
    def second(canvas: Canvas) -> None:
        canvas.drawString(230, 790, "收入决算表")
        ruled(canvas, 760, [["来源", "拨款", "其他"], ["财政", "1.00", "2.00"]])

    document = drawn(lambda c: ruled(c, 300, [HEAD, ["水利", "1.00", "2.00"]]), second)
    assert len(list(document.tables())) == 2


def test_other_columns_begin_a_new_table() -> None:
    document = drawn(
        lambda c: ruled(c, 300, [HEAD, ["水利", "1.00", "2.00"]]),
        lambda c: ruled(c, 780, [["甲", "乙"], ["丙", "丁"]], xs=(60, 150, 300)),
    )
    assert [table.ncols for table in document.tables()] == [3, 2]


def test_missing_separators_join_cells() -> None:
    def draw(canvas: Canvas) -> None:
        for y in (700, 660):
            canvas.line(60, y, 440, y)
        canvas.line(200, 680, 440, 680)
        for x in (60, 200, 440):
            canvas.line(x, 700, x, 660)
        canvas.line(320, 680, 320, 660)
        canvas.drawString(70, 676, "项目")
        canvas.drawString(260, 686, "支出")
        canvas.drawString(210, 666, "基本")
        canvas.drawString(330, 666, "项目")

    (table,) = drawn(draw).tables()
    found = {(cell.row, cell.col, cell.rowspan, cell.colspan, cell.text) for cell in table.cells}
    assert found == {(0, 0, 2, 1, "项目"), (0, 1, 1, 2, "支出"), (1, 1, 1, 1, "基本"), (1, 2, 1, 1, "项目")}


def test_table_open_at_its_sides() -> None:
    def draw(canvas: Canvas) -> None:
        for y in (700, 680, 660):
            canvas.line(60, y, 440, y)
        canvas.line(200, 700, 200, 660)
        for number, row in enumerate([["科目", "金额"], ["水利", "3.20"]]):
            canvas.drawString(70, 686 - 20 * number, row[0])
            canvas.drawString(210, 686 - 20 * number, row[1])

    (table,) = drawn(draw).tables()
    assert grid(table) == [["科目", "金额"], ["水利", "3.20"]]


def test_number_wrapped_in_a_narrow_cell_is_one_number() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, 700, [["a"], ["b"]], xs=(60, 100))
        canvas.line(140, 700, 140, 660)
        for y in (700, 680, 660):
            canvas.line(100, y, 140, y)
        canvas.drawString(103, 691, "12,345,")
        canvas.drawString(103, 682, "678.90")

    (table,) = drawn(draw).tables()
    assert grid(table)[0][1] == "12,345,678.90"


def test_two_numbers_on_two_lines_stay_two() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, 700, [["甲", "", ""], ["乙", "", ""]])
        canvas.drawString(204, 691, "1.50")
        canvas.drawString(204, 682, "2.50")

    (table,) = drawn(draw).tables()
    assert table.rows()[0][1].text == "1.50 2.50"  # type: ignore[union-attr]


@pytest.mark.parametrize("rotation", [90, 180, 270])
@pytest.mark.parametrize("said", [True, False], ids=["said", "printed sideways"])
def test_turned_page_reads_upright(rotation: int, said: bool) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        if rotation == 90:
            canvas.transform(0, 1, -1, 0, WIDTH, 0)
        elif rotation == 180:
            canvas.transform(-1, 0, 0, -1, WIDTH, HEIGHT)
        else:
            canvas.transform(0, -1, 1, 0, 0, WIDTH)  # the sheet itself lies on its side
        ruled(canvas, 500, [HEAD, ["水利", "1.00", "2.00"]])
        canvas.restoreState()

    (table,) = drawn(draw, rotation=rotation if said else 0).tables()
    assert grid(table) == [HEAD, ["水利", "1.00", "2.00"]]


def test_columns_without_rules_are_found_and_marked_uncertain() -> None:
    def draw(canvas: Canvas) -> None:
        for number, row in enumerate(
            [HEAD, ["水利支出", "1.00", "2.00"], ["住房保障", "3.00", "4.50"], ["合计", "4.00", "6.50"]]
        ):
            for x, text in zip((60, 220, 380), row, strict=True):
                canvas.drawString(x, 700 - 18 * number, text)

    (table,) = drawn(draw).tables()
    assert not table.certain
    assert grid(table)[3] == ["合计", "4.00", "6.50"]


def place(canvas: Canvas, top: float, row: list[tuple[float, str]]) -> None:
    for x, text in row:
        canvas.drawString(x, top, text) if x > 0 else canvas.drawRightString(-x, top, text)


UNRULED: list[list[tuple[float, str]]] = [
    [(115, "项目")],
    [(228, "合计"), (300, "基本支出"), (380, "项目支出")],
    [(62, "编码"), (130, "名称")],
    [(60, "213"), (100, "农林水支出"), (-260, "1,339.00"), (-340, "639.00"), (-420, "700.00")],
    [(60, "21303"), (100, "水利"), (-260, "1,339.00"), (-340, "639.00"), (-420, "700.00")],
    [(60, "2130306"), (100, "水利工程运行与维护"), (-260, "639.00"), (-340, "639.00")],
    [(60, "2130399"), (100, "其他水利支出"), (-260, "700.00"), (-420, "700.00")],
]


@pytest.mark.parametrize("ruled_rows", [False, True], ids=["no rules", "rules between rows"])
def test_heads_and_blanks_of_a_table_without_columns_ruled(ruled_rows: bool) -> None:
    def draw(canvas: Canvas) -> None:
        for number, row in enumerate(UNRULED):
            place(canvas, 700 - 14 * number, row)
        if ruled_rows:
            for number in (0, *range(3, 8)):
                canvas.line(56, 711 - 14 * number, 424, 711 - 14 * number)

    (table,) = drawn(draw).tables()
    heads = {
        cell.text: (cell.row, cell.col, cell.rowspan, cell.colspan)
        for cell in table.cells
        if cell.row < 2 and cell.text
    }
    assert heads == {
        "项目": (0, 0, 1, 2), "编码": (1, 0, 1, 1), "名称": (1, 1, 1, 1),
        "合计": (0, 2, 2, 1), "基本支出": (0, 3, 2, 1), "项目支出": (0, 4, 2, 1),
    }  # fmt: skip
    assert grid(table)[2:] == [
        ["213", "农林水支出", "1,339.00", "639.00", "700.00"],
        ["21303", "水利", "1,339.00", "639.00", "700.00"],
        ["2130306", "水利工程运行与维护", "639.00", "639.00", ""],
        ["2130399", "其他水利支出", "700.00", "", "700.00"],
    ]
    assert not table.certain


def test_a_label_wrapped_around_its_amounts_is_one_row() -> None:
    def draw(canvas: Canvas) -> None:
        place(canvas, 700, [(60, "水利"), (-260, "639.00"), (-340, "639.00")])
        place(canvas, 681, [(60, "机关事业单位基本养老")])
        place(canvas, 675, [(-260, "700.00"), (-340, "700.00")])
        place(canvas, 669, [(60, "保险缴费支出")])
        place(canvas, 650, [(60, "住房公积金"), (-260, "12.00"), (-340, "12.00")])

    (table,) = drawn(draw).tables()
    assert grid(table)[1] == ["机关事业单位基本养老保险缴费支出", "700.00", "700.00"]


def test_an_amount_close_to_the_next_column_is_a_cell_of_its_own() -> None:
    """Amounts keep to the right of their column, labels to the left of theirs."""

    def draw(canvas: Canvas) -> None:
        for number in range(4):
            row = [
                (60.0, f"{'一二三四'[number]}、收入"),
                (-240.0, f"3{number}7.82"),
                (246.0, f"{'一二三四'[number]}、支出"),
                (-420.0, "1.50"),
            ]
            place(canvas, 700 - 16 * number, row)

    (table,) = drawn(draw).tables()
    assert grid(table)[1] == ["二、收入", "317.82", "二、支出", "1.50"]


def test_prose_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(6):
            canvas.drawString(60, 700 - 18 * number, "本年度收入一百万元，支出九十万元，结余十万元，情况正常。")

    assert not list(drawn(draw).tables())


LINE = "本部门认真贯彻落实预算管理的各项要求，加强支出管理，提高资金使用效益，"


def test_wrapped_lines_are_rejoined_over_pages_with_their_places() -> None:
    def first(canvas: Canvas) -> None:
        canvas.drawString(80, 120, "　　" + LINE[:-2])
        canvas.drawString(60, 100, LINE + "全年支")
        canvas.drawCentredString(WIDTH / 2, 30, "1")

    def second(canvas: Canvas) -> None:
        canvas.drawString(60, 780, "出320.50万元。")
        canvas.drawString(80, 760, "　　下一段。")
        canvas.drawCentredString(WIDTH / 2, 30, "— 2 —")

    document = drawn(first, second)
    assert texts(document) == [fold(LINE[:-2] + LINE + "全年支出320.50万元。"), "下一段。"]
    paragraph = document.blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert paragraph.locator_at(0) == "p1"
    assert paragraph.locator_at(paragraph.text.index("320.50")) == "p2"


@pytest.mark.parametrize("room, end, start", [(2, "不含车", "辆）0台。"), (4, "发展", "180.00万，共180.00万。")])
def test_a_line_is_full_when_the_next_word_with_its_marks_did_not_fit(room: int, end: str, start: str) -> None:
    """车 is followed by 辆）: the bracket may begin no line, so 辆 went down with it; so did 万，with its number."""

    def prose(canvas: Canvas) -> None:
        for number in range(3):
            canvas.drawString(60, 760 - 20 * number, LINE)
        canvas.drawString(60, 700, LINE[: len(LINE) - room - len(end)] + end)
        canvas.drawString(60, 680, start)

    assert texts(drawn(prose))[-1].endswith(fold(end + start))


def test_lines_about_tables_do_not_set_the_margin_of_the_text() -> None:
    """Tables reach beyond the text, and so do the lines above them (部门：… 单位：万元)."""

    def table(canvas: Canvas) -> None:
        canvas.drawString(40, 780, "部门：青禾县水务局")
        canvas.drawString(490, 780, "单位：万元")
        ruled(canvas, 770, [HEAD, ["河湖治理", "12.00", "30.00"], ["合计", "12.00", "30.00"]], xs=(40, 200, 320, 550))

    def prose(canvas: Canvas) -> None:
        for number in range(4):
            canvas.drawString(80, 760 - 60 * number, "　　" + LINE[:-4] + "年支")
            canvas.drawString(60, 740 - 60 * number, f"出32{number}.50万元。")

    assert texts(drawn(table, prose))[-1] == fold(LINE[:-4] + "年支出323.50万元。")


def test_a_row_broken_by_the_end_of_the_page_is_one_row() -> None:
    xs = (60, 115, 320, 440)

    def first(canvas: Canvas) -> None:
        ruled(canvas, 120, [HEAD, ["河湖治理", "12.00", "30.00"], ["水利工程", "8.00", "9.00"]], xs)

    def second(canvas: Canvas) -> None:
        ruled(canvas, 780, [["维护", "", ""], ["合计", "20.00", "39.00"]], xs)

    (table,) = drawn(first, second).tables()
    assert grid(table)[2:] == [["水利工程维护", "8.00", "9.00"], ["合计", "20.00", "39.00"]]
    assert table.own_rows()[2][0].locator == "p1t1r3c1"


@pytest.mark.parametrize("last, first", [("水利工程", "二、维护"), ("水利", "维护")])
def test_the_next_item_begins_a_row_of_its_own(last: str, first: str) -> None:
    """A number begins another item; and a label with room left on its line was not broken."""
    xs = (60, 115, 320, 440)

    def upper(canvas: Canvas) -> None:
        ruled(canvas, 120, [HEAD, ["河湖治理", "12.00", "30.00"], [last, "8.00", "9.00"]], xs)

    def lower(canvas: Canvas) -> None:
        ruled(canvas, 780, [[first, "", ""], ["合计", "20.00", "39.00"]], xs)

    (table,) = drawn(upper, lower).tables()
    assert [row[0] for row in grid(table)] == ["科目", "河湖治理", last, first, "合计"]


def test_a_unit_follows_its_number_from_a_short_line() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, LINE + "全年支")
        canvas.drawString(60, 680, "1.小学教育决算数为7,970.38")
        canvas.drawString(60, 660, "万元，比上年增长0.39%。")

    assert texts(drawn(draw))[-1] == fold("1.小学教育决算数为7,970.38万元，比上年增长0.39%。")


def test_running_heads_are_dropped_but_for_the_first() -> None:
    def page(number: int) -> Draw:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(60, 815, "青禾县水务局部门决算公开")
            canvas.drawString(60, 500, f"第{number}段正文，数额为{number}万元。")
            canvas.drawString(280, 25, f"第{number}页")

        return draw

    document = drawn(*(page(number) for number in range(1, 6)))
    found = texts(document)
    assert found.count("青禾县水务局部门决算公开") == 1
    assert len(found) == 6


def test_title_over_two_lines_of_large_print_is_one_heading() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 26)
        canvas.drawCentredString(WIDTH / 2, 600, "青禾县水务局2024年度")
        canvas.drawCentredString(WIDTH / 2, 565, "部门决算")
        canvas.setFont(FONT, 10)
        for number in range(8):
            canvas.drawString(60, 400 - 16 * number, "正文内容若干，说明有关情况，数额如表所示。")

    first = drawn(draw).blocks[0]
    assert isinstance(first, Heading) and first.level == 1
    assert fold(first.text) == "青禾县水务局2024年度部门决算"


def test_contents_name_headings_and_are_none() -> None:
    entries = ["第一部分 部门概况", "一、主要职责", "二、机构设置", "第二部分 部门决算表"]

    def contents(canvas: Canvas) -> None:
        canvas.drawCentredString(WIDTH / 2, 780, "目  录")
        for number, entry in enumerate(entries):
            canvas.drawString(80, 740 - 30 * number, entry)

    def body(canvas: Canvas) -> None:
        canvas.drawString(80, 780, entries[0])
        canvas.drawString(80, 740, entries[1])
        canvas.drawString(80, 700, "管理全县水务。")

    document = drawn(contents, body)
    headings = [(fold(block.text), block.locator) for block in document.blocks if isinstance(block, Heading)]
    assert headings == [("第一部分部门概况", "p2"), ("一、主要职责", "p2")]


def test_text_outside_the_page_is_not_printed() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "页内文字若干个字。")
        canvas.drawString(60, -40, "页外文字若干个字。")

    assert texts(drawn(draw)) == ["页内文字若干个字。"]


@pytest.mark.real
def test_real_reports_keep_every_official_table(shared: Path) -> None:
    expected = {
        "普陀区委社会工作部-2024-部门决算.pdf": 10,
        "江苏省人大办公厅-2019-部门预算公开表.pdf": 12,
        "上海市部门决算模板-2024.pdf": 10,
    }
    for name, count in expected.items():
        document = pdf.read((shared / "real" / name).read_bytes(), name)
        assert len([table for table in document.tables() if table.certain]) == count, name
