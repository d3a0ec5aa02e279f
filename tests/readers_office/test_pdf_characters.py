"""PDF files whose fonts do not say which characters they draw: said, never read as something else."""

import io
import re

import pytest
from make_fixtures import FONT
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from site_builder.errors import UnreadableFile
from site_builder.model.document import Document
from site_builder.readers import pdf
from site_builder.readers.pdf import document as pdf_document

SENTENCE = "本年度收入合计一百二十万元，支出合计一百一十万元。"
DRAWN = "Total 1,234.56 of the year, 987.65 of it for rivers"


def without_maps(*pages: tuple[str, str]) -> bytes:
    """Pages of one Chinese line, and one line in a font that lost its table of characters."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf", asciiReadable=False))
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=0)
    for chinese, drawn in pages:
        canvas.setFont(FONT, 12)
        canvas.drawString(60, 700, chinese)
        canvas.setFont("Vera", 12)
        canvas.drawString(60, 660, drawn)
        canvas.showPage()
    canvas.save()
    return re.sub(rb"/ToUnicode \d+ 0 R", lambda match: b" " * len(match[0]), out.getvalue())


def read(data: bytes) -> Document:
    return pdf.read(data, "决算.pdf")


@pytest.fixture(autouse=True)
def _no_recogniser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_document, "is_installed", lambda: False)


def test_a_file_of_such_text_is_unreadable() -> None:
    with pytest.raises(UnreadableFile, match="字符对应表"):
        read(without_maps(("", DRAWN), ("", DRAWN)))


def test_a_page_of_such_text_is_left_out_and_said() -> None:
    document = read(without_maps((SENTENCE, ""), ("", DRAWN)))
    assert [block.text for block in document.blocks] == [SENTENCE]  # type: ignore[union-attr]
    (problem,) = document.problems
    assert (problem.name, problem.locator) == ("text-without-characters", "p2")


def test_single_words_are_marked_where_they_stand() -> None:
    document = read(without_maps((SENTENCE, "1,234")))
    assert [block.text for block in document.blocks] == [SENTENCE, "�" * 5]  # type: ignore[union-attr]
    assert [problem.name for problem in document.problems] == ["text-without-characters"]
