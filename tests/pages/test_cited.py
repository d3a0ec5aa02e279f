"""PDFs name only the page of a paragraph: the very words of a fact are found there, marked and linked."""

from __future__ import annotations

from lxml import html

from site_builder.forms.facts import FactBook, text_value
from site_builder.model.config import SiteConfig
from site_builder.model.document import Cell, Document, Format, Heading, Paragraph, Table
from site_builder.model.finding import Finding, Severity
from site_builder.model.report import Fact, Report, ReportKind
from site_builder.model.site import ReportAnalysis, SourceAnalysis
from site_builder.pages import source_page
from site_builder.pages.cited import place_facts, with_citations
from site_builder.pages.values import FactShower, fact_anchor
from site_builder.render import Renderer

SOURCE = "云汀市财政局/决算.pdf"


def facts(*values: tuple[str, str], page: str = "p2") -> list[Fact]:
    book = FactBook(SOURCE)
    return [book.add_cell(page, subject, "金额", printed, "万元") for subject, printed in values]


def marked(texts: list[str], found: list[Fact]) -> list[str]:
    citations, _ = place_facts(texts, found)
    return [with_citations(text, here) for text, here in zip(texts, citations, strict=True)]


def test_a_number_is_not_found_inside_a_longer_one() -> None:
    (fact,) = facts(("", "20"))
    (shown,) = marked(["2024年支出120.20万元，接待20批次。"], [fact])
    assert shown == f'2024年支出120.20万元，接待<span class="cited" id="{fact.id}">20</span>批次。'


def test_of_equal_numbers_the_one_beside_its_subject_is_taken() -> None:
    texts = ["收入5.00万元。", "支出5.00万元，其中会议费5.00万元。"]
    income, meeting = facts(("收入", "5.00"), ("会议费", "5.00"))
    citations, lost = place_facts(texts, [meeting, income])
    assert not lost
    assert [[texts[0][c.start : c.end] for c in citations[0]], citations[0][0].fact] == [["5.00"], income]
    assert citations[1][0].start == texts[1].rindex("5.00")


def test_line_breaks_and_spaces_do_not_hide_words() -> None:
    (fact,) = facts(("", "1,234.50"))
    text = "支出合计1, 234\n.50 万元"
    (shown,) = marked([text], [fact])
    assert html.fromstring(f"<p>{shown}</p>").xpath(f"//*[@id='{fact.id}']")[0].text_content() == "1, 234\n.50"


def test_crossing_words_stay_well_formed() -> None:
    book = FactBook(SOURCE)
    words = ("2024年度部门", "部门决算公开", "2024年度部门决算公开", "部门")
    found = [book.add("p1", "", "标题", text_value(text)) for text in words]
    (shown,) = marked(["云汀市2024年度部门决算公开<1>"], found)
    tree = html.fromstring(f"<p>{shown}</p>")
    assert tree.text_content() == "云汀市2024年度部门决算公开<1>"
    for fact, text in zip(found, words, strict=True):
        assert text in tree.xpath(f"//*[@id='{fact.id}']")[0].text_content()


def test_words_that_are_not_there_are_lost_not_guessed() -> None:
    assert place_facts(["没有数字。"], facts(("", "7.00")))[1] == facts(("", "7.00"))


def make_pdf() -> SourceAnalysis:
    """Three pages: text, a sentence that goes on over the break, a table; one fact and one finding on each."""
    book = FactBook(SOURCE)
    first = book.add_cell("p1", "收入合计", "金额", "320.50", "万元")
    second = book.add_cell("p2", "项目支出", "金额", "38.20", "万元")
    third = book.add_cell("p4t1r1c2", "合计", "金额", "318.20", "万元")
    rejoined = Paragraph("支出318.20万元，其中项目支出38.20万元。", "p1", parts=((12, "p2"),))
    blocks = (
        Heading("云汀市财政局2024年度部门决算", "p1"),
        Paragraph("收入合计320.50万元。", "p1"),
        rejoined,
        Table((Cell("合计", 0, 0, "p4t1r1c1"), Cell("318.20", 0, 1, "p4t1r1c2")), 1, 2, "p4t1"),
    )
    report = Report(
        SOURCE,
        0,
        ReportKind.DEPARTMENT_FINAL,
        "决算",
        "云汀市财政局",
        ("湖东省",),
        2024,
        facts=(first, second, third),
    )
    found = Finding("x", Severity.WARNING, SOURCE, ("p2",), "", "需要看。", facts=(second.id,))
    whole = Finding("y", Severity.WARNING, SOURCE, ("p1",), "", "整页的话。")
    analysis = ReportAnalysis(report, "d/x/2024/department-final/", (found, whole))
    document = Document(SOURCE, Format.PDF, "0", blocks, page_count=5)
    return SourceAnalysis(SOURCE, "0", document, (analysis,), (), None)


def test_a_pdf_page_marks_the_words_of_each_fact() -> None:
    source = make_pdf()
    tree = html.fromstring(Renderer(SiteConfig()).render(source_page(source, SiteConfig())).content)
    first, second, third = source.reports[0].report.facts
    shower = FactShower("d/x/index.html", "source/y/index.html")
    for fact in (first, second, third):
        assert shower.linked(fact, "1").endswith(f'#{fact_anchor(fact)}">1</a>')
        assert tree.xpath(f"//*[@id='{fact_anchor(fact)}']")[0].text_content() == fact.value.printed
    assert tree.xpath(f"//div[@id='p2']//*[@id='{second.id}']")  # the second half of the sentence, on its own page
    assert [page.get("id") for page in tree.xpath("//div[@class='page']")] == ["p1", "p2", "p3", "p4", "p5"]
    (note,) = tree.xpath("//div[@id='p2']//p[contains(@class, 'said')]")
    assert "需要看" in note.text_content()
    assert "整页的话" in tree.xpath("string(//div[@id='p1']/div[@class='beside'])")


def test_facts_of_one_page_are_not_said_beside_every_paragraph() -> None:
    tree = html.fromstring(Renderer(SiteConfig()).render(source_page(make_pdf(), SiteConfig())).content)
    assert len(tree.xpath("//div[@id='p1']//summary[contains(., '读出')]")) == 1
