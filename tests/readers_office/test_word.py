"""Word files: what stands on the paper, and nothing else."""

import pytest
from make_fixtures import W, word_file

from site_builder.model.document import Document, Heading, Paragraph, Table
from site_builder.readers import docx


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def par(text: str) -> str:
    return f"<w:p>{run(text)}</w:p>"


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def read(body: str, **more: object) -> Document:
    return docx.read(word_file(body, **more), "报告.docx")  # type: ignore[arg-type]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading | Paragraph)]


def test_tracked_changes_are_read_as_accepted() -> None:
    body = (
        f"<w:p>{run('支出')}<w:del><w:r><w:delText>100</w:delText></w:r></w:del><w:ins>{run('120')}</w:ins>{run('万元')}</w:p>"
        f"<w:moveFrom>{par('旧位置')}</w:moveFrom><w:p><w:moveTo>{run('新位置')}</w:moveTo></w:p>"
    )
    document = read(body)
    assert texts(document) == ["支出120万元", "新位置"]
    assert [problem.name for problem in document.problems] == ["tracked-changes"]


def test_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    assert texts(read(f"<w:p>{mark}{run('前半')}</w:p>{par('后半')}")) == ["前半后半"]


def test_text_box_is_read_once_and_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{par('框内文字')}</w:txbxContent>"
    body = (
        f"<w:p>{run('正文')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert texts(read(body)) == ["正文", "框内文字"]


def test_footnote_follows_the_paragraph_that_cites_it() -> None:
    notes = f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0">{par("—")}</w:footnote><w:footnote w:id="2">{par("口径见附表")}</w:footnote></w:footnotes>'
    body = f'<w:p>{run("收入下降")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>{par("下一段")}'
    assert texts(read(body, parts={"word/footnotes.xml": notes})) == ["收入下降", "注：口径见附表", "下一段"]


def test_automatic_numbers_are_part_of_the_text() -> None:
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">{level}</w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )
    item = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
    )
    document = read(item.format("主要职责") + item.format("机构设置"), parts={"word/numbering.xml": numbering})
    assert texts(document) == ["一、主要职责", "二、机构设置"]


def test_style_gives_the_heading_level() -> None:
    styles = f'<w:styles {W}><w:style w:styleId="a3"><w:name w:val="heading 2"/></w:style></w:styles>'
    body = f'<w:p><w:pPr><w:pStyle w:val="a3"/></w:pPr>{run("基本情况怎样")}</w:p>'
    (block,) = read(body, parts={"word/styles.xml": styles}).blocks
    assert isinstance(block, Heading) and block.level == 2


def test_hidden_text_is_left_out_and_said() -> None:
    body = f"<w:p>{run('公开')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r></w:p>"
    document = read(body)
    assert texts(document) == ["公开"]
    assert [problem.name for problem in document.problems] == ["hidden-text"]


def test_nested_table_follows_the_outer_one() -> None:
    inner = f"<w:tbl><w:tr>{cell(par('内'))}{cell(par('2'))}</w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr>{cell(par('外'))}{cell(inner + par('说明'))}</w:tr></w:tbl>"
    first, second = (block for block in read(outer).blocks if isinstance(block, Table))
    assert [item.text for item in first.cells] == ["外", "说明"]
    assert [item.text for item in second.cells] == ["内", "2"]
    assert second.cells[0].locator == "t2r1c1"


def test_merged_cells_and_skipped_columns() -> None:
    span, down, more = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        f"<w:tr>{cell(par('甲'), down)}{cell(par('乙'), span)}</w:tr>"
        f"<w:tr>{cell(par(''), more)}{cell(par('1'))}{cell(par('2'))}</w:tr>"
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell(par("3"), span)}</w:tr>'
    )
    (table,) = read(f"<w:tbl>{rows}</w:tbl>").tables()
    found = [(item.row, item.col, item.rowspan, item.colspan, item.text) for item in table.cells]
    assert found == [(0, 0, 2, 1, "甲"), (0, 1, 1, 2, "乙"), (1, 1, 1, 1, "1"), (1, 2, 1, 1, "2"), (2, 1, 1, 2, "3")]


def test_deleted_row_is_left_out() -> None:
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{cell(par('旧'))}{cell(par('9'))}</w:tr>"
    kept = f"<w:tr>{cell(par('新'))}{cell(par('8'))}</w:tr>"
    (table,) = read(f"<w:tbl>{deleted}{kept}</w:tbl>").tables()
    assert [item.text for item in table.cells] == ["新", "8"]


def test_vertical_letters_and_lists_in_a_cell() -> None:
    letters = "".join(par(letter) for letter in "绩效指标")
    (table,) = read(f"<w:tbl><w:tr>{cell(letters)}{cell(par('1.完成一') + par('2.完成二'))}</w:tr></w:tbl>").tables()
    assert [item.text for item in table.cells] == ["绩效指标", "1.完成一 2.完成二"]
    assert table.cells[0].raw == "绩\n效\n指\n标"


def test_external_entities_are_neither_fetched_nor_read(tmp_path: object) -> None:
    prologue = '<!DOCTYPE d [<!ENTITY secret SYSTEM "file:///etc/passwd"><!ENTITY a "重复"><!ENTITY b "&a;&a;&a;">]>'
    document = read(f"<w:p>{run('前&secret;后')}{run('&b;')}</w:p>", prologue=prologue)
    whole = "".join(texts(document))
    assert "root" not in whole and "重复" not in whole
    assert "external-entities" in [problem.name for problem in document.problems]


def test_macros_are_ignored_and_said() -> None:
    document = read(par("正文"), parts={"word/vbaProject.bin": "x"})
    assert texts(document) == ["正文"]
    assert [problem.name for problem in document.problems] == ["macros-ignored"]


@pytest.mark.parametrize("depth", [30])
def test_deep_nesting_ends(depth: int) -> None:
    body = par("底")
    for _ in range(depth):
        body = f"<w:tbl><w:tr>{cell(body)}</w:tr></w:tbl>"
    assert any(problem.name == "nested-too-deep" for problem in read(body).problems)
