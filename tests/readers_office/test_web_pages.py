"""Web pages: tables with spans, frames of portals, attachment-only pages, MHTML saved as .doc."""

from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

from site_builder.model.document import Document, Format, Heading, Paragraph, Table
from site_builder.readers import html, read_data


def page(body: str, head: str = "") -> Document:
    return html.read(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(), "页.html")


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading | Paragraph)]


def test_rowspan_and_colspan() -> None:
    rows = "<tr><th rowspan=2>项目</th><th colspan=2>支出</th></tr><tr><td>基本</td><td>项目</td></tr><tr><td>水利<td>1<td>2</tr>"
    (table,) = page(f"<table>{rows}</table>").tables()
    found = [(cell.row, cell.col, cell.rowspan, cell.colspan, cell.text) for cell in table.cells]
    assert found[:4] == [(0, 0, 2, 1, "项目"), (0, 1, 1, 2, "支出"), (1, 1, 1, 1, "基本"), (1, 2, 1, 1, "项目")]
    assert found[4][2:] == (1, 1, "水利")


def test_absurd_spans_are_cut() -> None:
    (table,) = page(
        "<table><tr><td rowspan=99999 colspan=99999>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>"
    ).tables()
    assert table.nrows == 2 and table.ncols <= 3


def test_layout_tables_are_not_data() -> None:
    document = page("<table><tr><td><h1>部门决算</h1><table><tr><td>甲</td><td>1</td></tr></table></td></tr></table>")
    assert [type(block) for block in document.blocks] == [Heading, Table]


def test_page_with_attachments_only_says_so_and_names_them() -> None:
    body = (
        '<div class="mainNav"><ul><li><a href="/">首页</a></li><li><a href="/b">预算</a></li></ul></div>'
        '<h2>青禾县水务局2024年度部门预算</h2><p><a href="/download?id=3">青禾县水务局2024年度部门预算.pdf</a></p>'
        '<p><a href="/files/a.xlsx">附表</a></p><div id="footer">访问量 12345.67</div>'
    )
    document = page(body)
    (problem,) = document.problems
    assert problem.name == "attachments-only"
    assert "青禾县水务局2024年度部门预算.pdf" in problem.message and "附表" in problem.message
    assert not list(document.tables())
    assert "访问量" not in "".join(texts(document)) and "首页" not in "".join(texts(document))


def test_page_with_content_and_attachment_is_no_attachment_page() -> None:
    body = "<p>本年支出合计 320.50 万元。</p><p><a href='a.pdf'>附件.pdf</a></p>"
    assert page(body).problems == ()


def test_breaks_and_blocks_within_a_cell() -> None:
    (table,) = page("<table><tr><td>主管部门<br>及代码</td><td><p>12</p><p>34</p></td></tr></table>").tables()
    assert [cell.text for cell in table.cells] == ["主管部门及代码", "12 34"]


def test_scripts_styles_and_hidden_parts_are_no_text() -> None:
    body = "<style>p{}</style><p>甲<script>1+1</script></p><p style='display: none'>密</p><div hidden>密</div><p>乙</p>"
    assert texts(page(body)) == ["甲", "乙"]


def test_title_in_the_head_counts_when_the_body_lacks_it() -> None:
    document = page("<p>正文。</p>", "<title>青禾县水务局2024年度部门决算-青禾县人民政府</title>")
    assert isinstance(document.blocks[0], Heading) and "部门决算" in document.blocks[0].text


def test_gb18030_page_that_declares_gb2312() -> None:
    data = '<html><head><meta charset="gb2312"></head><body><p>㙍村、镕管理站2024年度支出</p></body></html>'.encode(
        "gb18030"
    )
    assert texts(html.read(data, "页.html")) == ["㙍村、镕管理站2024年度支出"]


def test_mhtml_saved_as_doc() -> None:
    message = MIMEMultipart("related")
    message.attach(
        MIMEText(
            "<html><body><p>支出决算表</p><table><tr><td>甲</td><td>1</td></tr></table></body></html>", "html", "utf-8"
        )
    )
    data = b"MIME-Version: 1.0\r\n" + message.as_bytes()
    document = read_data(data, "决算.doc")
    assert document.format is Format.HTML
    assert [type(block) for block in document.blocks] == [Heading, Table]
    assert [problem.name for problem in document.problems] == ["wrong-suffix"]


def test_page_saved_as_xls() -> None:
    data = b"<html><body><table><tr><td>1</td><td>2</td></tr></table></body></html>"
    assert read_data(data, "a.xls").format is Format.HTML


def test_deep_markup_neither_overflows_nor_is_dropped_in_silence() -> None:
    document = page("<p>上</p>" + "<div>" * 3000 + "底" + "</div>" * 3000)
    assert texts(document)[0] == "上"
    assert [problem.name for problem in document.problems] == ["nested-too-deep"]


def test_control_bytes_do_not_stop_a_page() -> None:
    assert page("<p>甲\x00\x01乙</p>").blocks
