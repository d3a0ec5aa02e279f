"""What a recogniser was unsure of is never a number."""

from site_builder.forms.facts import FactBook, confidences_of
from site_builder.model.document import Cell, Document, Format, Paragraph, Table
from site_builder.model.value import Status


def scanned() -> Document:
    cells = (
        Cell("12.50", 0, 0, "p1t1r1c1", confidence=0.99),
        Cell("72.50", 0, 1, "p1t1r1c2", confidence=0.55),
        Cell("", 0, 2, "p1t1r1c3", confidence=0.3),
    )
    paragraph = Paragraph("收入合计85元", "p2", confidence=0.7)
    return Document("扫描.pdf", Format.PDF, "0", (Table(cells, 1, 3, "p1t1"), paragraph))


def test_sure_unsure_and_blank_cells() -> None:
    book = FactBook("扫描.pdf", confidences_of(scanned()))
    sure = book.add_cell("p1t1r1c1", "a", "金额", "12.50")
    unsure = book.add_cell("p1t1r1c2", "b", "金额", "72.50")
    blank = book.add_cell("p1t1r1c3", "c", "金额", "")
    assert (sure.value.status, sure.confidence, sure.certain) == (Status.NUMERIC, 0.99, True)
    assert (unsure.value.status, unsure.value.number, unsure.value.text) == (Status.UNREADABLE, None, "")
    assert unsure.value.printed == "72.50" and not unsure.certain
    assert blank.value.status is Status.EMPTY
    assert book.facts == [sure, unsure, blank]


def test_running_text_is_marked_but_kept() -> None:
    fact = FactBook("扫描.pdf", confidences_of(scanned())).add_cell("p2", "局", "收入合计", "85元")
    assert (fact.value.text, fact.confidence, fact.certain) == ("85", 0.7, False)


def test_documents_that_are_not_scanned_stay_as_they_are() -> None:
    document = Document("a.txt", Format.TXT, "0", (Paragraph("收入85元", "L1"),))
    assert not confidences_of(document)
    assert FactBook("a.txt", confidences_of(document)).add_cell("L1", "局", "收入", "85元").confidence is None
