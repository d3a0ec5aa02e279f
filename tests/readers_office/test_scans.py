"""Scans: structure from the ruled lines, text with its confidence, results kept."""

import io
from pathlib import Path

import pypdfium2
import pytest
from make_fixtures import FORMS, FormGrid, written

from site_builder.model.document import Cell, Format, Table
from site_builder.readers import progress, read_data
from site_builder.readers.ocr import engine, kept, page, raster
from site_builder.readers.ocr.doubt import doubt_numbers
from site_builder.readers.ocr.notes import LOW_CONFIDENCE, recognised_problems
from site_builder.readers.pdf.geometry import Glyph, Rule
from site_builder.text import fold

pytestmark = pytest.mark.skipif(not engine.is_installed(), reason="the recogniser (extra `ocr`) is not installed")


def picture(form: FormGrid, angle: float = 0.0) -> bytes:
    """Return the form's first page at 200 dpi, as a scanner would give it."""
    image = pypdfium2.PdfDocument(written(form, "pdf"))[0].render(scale=200 / 72).to_pil().convert("L")
    out = io.BytesIO()
    image.rotate(angle, fillcolor=255).save(out, "PNG")
    return out.getvalue()


def test_scanned_form_reads_as_printed_or_is_flagged() -> None:
    form = FORMS[2]
    document = read_data(picture(form, 0.8), "扫描.png")
    assert document.format is Format.IMAGE
    (table,) = document.tables()
    assert (table.nrows, table.ncols) == (form.nrows, form.ncols)
    found = {(cell.row, cell.col): cell for cell in table.cells}
    right = 0
    for row, col, rows, cols, text in form.spans:
        cell = found[(row, col)]
        assert (cell.rowspan, cell.colspan) == (rows, cols)
        if fold(cell.text) == fold(text):
            right += 1
        elif any(char.isdigit() for char in text):
            assert cell.confidence is not None and cell.confidence < LOW_CONFIDENCE, (text, cell)
    assert right >= 0.97 * len(form.spans)
    assert document.problems[0].name == "recognised-by-ocr"


def test_every_recognised_cell_carries_its_confidence() -> None:
    found = page.recognise_page(picture(FORMS[2]))
    assert found.glyphs
    assert all(glyph.confidence is not None for glyph in found.glyphs)


def test_skew_is_found_and_undone() -> None:
    for angle in (-2.0, 1.5):
        grey = raster.cv().imdecode(raster.numpy().frombuffer(picture(FORMS[2], angle), "uint8"), 0)
        assert abs(raster.skew(grey) + angle) < 0.15


def test_small_lines_below_a_tall_title_stay_apart() -> None:
    assert raster._joined_parts([(0, 40), (55, 75), (84, 106)]) == [(0, 40), (55, 75), (84, 106)]
    assert raster._joined_parts([(0, 5), (12, 17), (25, 30), (50, 70)]) == [(0, 17), (25, 30), (50, 70)]


def test_a_short_dash_is_no_one() -> None:
    ink = raster.numpy().zeros((40, 120), "uint8")
    ink[20:24, 20:39] = 255
    assert page._is_dash(ink, (20, 20, 39, 24))
    ink[22:24, 20:34] = 0  # 一 in print: a thin stroke with a heavy end
    assert not page._is_dash(ink, (20, 20, 39, 24))


def test_long_dash_is_not_read_as_one() -> None:
    ink = raster.numpy().zeros((40, 120), "uint8")
    ink[20:23, 20:90] = 255
    assert page._is_dash(ink, (20, 20, 90, 23))
    assert not page._is_dash(ink, (20, 10, 60, 33))


def test_characters_are_spread_over_their_line() -> None:
    glyphs = list(page.spread("支出 12", 0.9, 0, 0, 70, 10))
    assert [glyph.text for glyph in glyphs] == ["支", "出", "1", "2"]
    assert glyphs[0].x1 - glyphs[0].x0 == pytest.approx(2 * (glyphs[2].x1 - glyphs[2].x0))
    assert glyphs[2].spaced and not glyphs[3].spaced


def test_results_are_kept_by_image(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[bytes] = []
    result = page.RecognisedPage(595, 842, (Glyph("支", 1, 2, 3, 4, 0.9),), (Rule(True, 5, 6, 7),))

    def recognise(image: bytes) -> page.RecognisedPage:
        calls.append(image)
        return result

    monkeypatch.setattr(kept, "recognise_page", recognise)
    progress.use(lambda: None, str(tmp_path))
    try:
        assert kept.recognise_kept(b"one") == result
        assert kept.recognise_kept(b"one") == result
        assert len(calls) == 1
        next(tmp_path.glob("*.json")).write_text("broken")
        assert kept.recognise_kept(b"one") == result
        assert len(calls) == 2
        kept.recognise_kept(b"two")
        assert calls == [b"one", b"one", b"two"]
    finally:
        progress.use(lambda: None)


def test_doubtful_cells_are_listed() -> None:
    cells = (Cell("12", 0, 0, "p1t1r1c1", "12", confidence=0.5), Cell("13", 0, 1, "p1t1r1c2", "13", confidence=0.99))
    problems = recognised_problems([Table(cells, 1, 2, "p1t1")], [1])
    assert [problem.name for problem in problems] == ["recognised-by-ocr", "low-confidence"]
    assert "p1t1r1c1" in problems[1].message and "p1t1r1c2" not in problems[1].message


def test_a_number_that_lost_its_point_is_doubted() -> None:
    texts = ["201", "307.82", "202", "264.87", "203", "20224", "204", "2.71", "205", "0"]
    cells = tuple(Cell(text, n // 2, n % 2, f"r{n}", text, confidence=0.99) for n, text in enumerate(texts))
    (table,) = doubt_numbers([Table(cells, 5, 2, "p1t1")])
    assert isinstance(table, Table)
    doubted = [cell.text for cell in table.cells if cell.confidence is not None and cell.confidence < LOW_CONFIDENCE]
    assert doubted == ["20224"]


def test_typed_numbers_are_never_doubted() -> None:
    texts = ["307.82", "264.87", "20224", "2.71"]
    table = Table(tuple(Cell(text, n, 0, f"r{n}", text) for n, text in enumerate(texts)), 4, 1, "p1t1")
    assert doubt_numbers([table]) == (table,)


def test_misread_separators() -> None:
    found = page._SEPARATORS.sub(",", "18.330.37 1，234.50 3.14 2024.12.31")
    assert found == "18,330.37 1,234.50 3.14 2024.12.31"


def test_scanned_pages_among_text_pages_are_recognised() -> None:
    source = pypdfium2.PdfDocument(written(FORMS[2], "pdf"))
    scan = io.BytesIO()
    other = pypdfium2.PdfDocument(written(FORMS[0], "pdf"))
    other[0].render(scale=200 / 72).to_pil().convert("L").save(scan, "PDF", resolution=200)
    both = pypdfium2.PdfDocument.new()
    both.import_pages(source)
    both.import_pages(pypdfium2.PdfDocument(scan.getvalue()))
    out = io.BytesIO()
    both.save(out)
    document = read_data(out.getvalue(), "混合.pdf")
    assert [table.locator for table in document.tables()] == ["p1t1", "p2t1"]
    second = list(document.tables())[1]
    assert any(cell.confidence is not None for cell in second.cells)
