"""Damaged, encrypted, hostile and mislabelled files: a clear message, in bounded time and memory."""

import io
import time
import zipfile
from pathlib import Path

import docx as python_docx
import pypdfium2
import pytest
import xlwt
from make_fixtures import FORMS, written, zipped
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from site_builder.errors import UnreadableFile
from site_builder.readers import SUPPORTED_SUFFIXES, docx, guard, image, read_data, read_file, xlsx
from site_builder.readers.guard import Limits, read_guarded_data
from site_builder.readers.ocr import engine
from site_builder.readers.office import package, soffice
from site_builder.readers.pdf import document as pdf_document


def refused(data: bytes, source: str) -> str:
    """Return the message with which a file is refused; it names the file and says what to do."""
    with pytest.raises(UnreadableFile) as caught:
        read_data(data, source)
    assert source in caught.value.message
    assert caught.value.advice
    return caught.value.message


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "xls", "pdf"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
def test_truncated_files(suffix: str, share: float) -> None:
    data = written(FORMS[2], suffix)
    data = data[: int(len(data) * share)]
    try:
        document = read_data(data, f"残.{suffix}")
    except UnreadableFile as error:
        assert f"残.{suffix}" in error.message and error.advice
    else:  # PDFium repairs some; then something must have been read
        assert suffix == "pdf" and document.blocks


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "xls", "pdf", "html"])
def test_flipped_bytes_raise_nothing_else(suffix: str) -> None:
    data = bytearray(written(FORMS[2], suffix))
    for seed in range(12):
        damaged = bytearray(data)
        for step in range(1, 40):
            damaged[(seed * 7919 + step * 104729) % len(damaged)] = (seed * 31 + step * 17) % 256
        try:
            read_guarded_data(bytes(damaged), f"坏.{suffix}")
        except UnreadableFile as error:
            assert f"坏.{suffix}" in error.message


def test_declared_zip_bomb() -> None:
    data = zipped({"word/document.xml": b"<a>" + b" " * 60_000_000 + b"</a>"})
    assert len(data) < 200_000
    assert "压缩比" in refused(data, "炸弹.docx")


def test_many_members_together_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_UNPACKED", 1_000_000)
    data = zipped({f"xl/part{n}.xml": b"0123456789" * 20_000 for n in range(8)} | {"xl/workbook.xml": b"<workbook/>"})
    refused(data, "大.xlsx")


def test_zip_that_lies_about_its_size() -> None:
    data = bytearray(zipped({"word/document.xml": b"<a>" + b"x" * 9_000_000 + b"</a>"}))
    honest = (9_000_007).to_bytes(4, "little")
    assert data.count(honest) == 2
    lying = bytes(data).replace(honest, (1_000).to_bytes(4, "little"))
    refused(lying, "谎.docx")


def test_encrypted_office_file() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 2000
    assert "密码" in refused(ole, "密.docx")
    assert "密码" in refused(ole, "密.xlsx")


def test_encrypted_zip_member() -> None:
    data = bytearray(zipped({"word/document.xml": b"<a/>"}))
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    assert "密码" in refused(bytes(data), "密.docx")


def test_encrypted_pdf() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(100, 700, "x")
    canvas.save()
    assert "密码" in refused(out.getvalue(), "密.pdf")


def test_word_file_without_text_part() -> None:
    refused(zipped({"word/other.xml": b"<a/>"}), "空.docx")


def test_an_empty_workbook_is_said_to_be_empty() -> None:
    book = xlwt.Workbook()
    book.add_sheet("空")
    out = io.BytesIO()
    book.save(out)
    assert "文件是空的" in refused(out.getvalue(), "空.xls")


def pages_of_text(count: int) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for number in range(count):
        canvas.drawString(80, 700, f"Total 2024 {number}.00 plain text of a page")
        canvas.drawString(80, 660, "End of page.")
        canvas.line(80, 600, 400, 600)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_five_hundred_pages_in_bounded_time() -> None:
    started = time.process_time()
    document = read_data(pages_of_text(500), "长.pdf")
    assert document.page_count == 500
    assert document.blocks[-1].locator == "p500"
    assert time.process_time() - started < 20


def test_page_with_too_many_strokes_is_cut_and_said() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.drawString(80, 800, "Map of the county in 2024")
    for number in range(36_000):
        canvas.line(number % 500, number // 72, number % 500 + 30, number // 72)
    canvas.save()
    started = time.process_time()
    document = read_data(out.getvalue(), "图.pdf")
    assert time.process_time() - started < 30
    assert "page-too-complex" in [problem.name for problem in document.problems]


def scanned_pdf() -> bytes:
    pdf = pypdfium2.PdfDocument(written(FORMS[2], "pdf"))
    picture = pdf[0].render(scale=0.3).to_pil()
    out = io.BytesIO()
    picture.save(out, "PDF")
    return out.getvalue()


def test_scanned_pdf_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_document, "is_installed", lambda: False)
    with pytest.raises(UnreadableFile) as caught:
        read_data(scanned_pdf(), "扫描.pdf")
    assert "扫描件" in caught.value.message and "site-builder[ocr]" in caught.value.advice


def test_picture_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "is_installed", lambda: False)
    with pytest.raises(UnreadableFile) as caught:
        image.read(b"\x89PNG\r\n\x1a\n", "图.png")
    assert "site-builder[ocr]" in caught.value.advice


def test_damaged_picture() -> None:
    if not engine.is_installed():
        pytest.skip("the recogniser is not installed")
    refused(b"\x89PNG\r\n\x1a\n" + b"junk" * 40, "坏.png")


def test_old_word_file_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soffice, "find_soffice", lambda: "")
    message = refused(b"{\\rtf1 x}", "旧.doc")
    assert "LibreOffice" in message


def test_named_program_that_is_missing_counts_as_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(soffice.OVERRIDE, "/nowhere/soffice")
    soffice.find_soffice.cache_clear()
    try:
        assert soffice.find_soffice() == ""
    finally:
        soffice.find_soffice.cache_clear()


def test_stuck_conversion_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 60\n")
    program.chmod(0o755)
    monkeypatch.setattr(soffice, "find_soffice", lambda: str(program))
    monkeypatch.setattr(soffice, "TIME_LIMIT", -9.5)
    started = time.monotonic()
    with pytest.raises(UnreadableFile, match="转换超过"):
        soffice.convert(b"x", "卡.doc", "docx")
    assert time.monotonic() - started < 10


def test_wrong_suffix_is_read_by_content_and_said() -> None:
    document = read_data(written(FORMS[2], "docx"), "决算.xlsx")
    assert list(document.tables())
    assert [problem.name for problem in document.problems] == ["wrong-suffix"]


def test_readers_of_all_suffixes_exist() -> None:
    wanted = {
        ".docx",
        ".xlsx",
        ".xls",
        ".et",
        ".doc",
        ".wps",
        ".pdf",
        ".html",
        ".mht",
        ".odt",
        ".ods",
        ".png",
        ".jpg",
        ".tif",
    }
    assert wanted <= set(SUPPORTED_SUFFIXES)


# The child process


def test_child_gives_the_same_document() -> None:
    data = written(FORMS[0], "docx")
    assert read_guarded_data(data, "表.docx") == docx.read(data, "表.docx")


def test_plain_text_needs_no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_CHILD", None)
    assert read_guarded_data("支出决算表\n".encode(), "表.txt").blocks


def test_child_that_runs_out_of_time_is_replaced() -> None:
    with pytest.raises(UnreadableFile, match="没有进展"):
        read_guarded_data(pages_of_text(300), "慢.pdf", limits=Limits(-guard.SPARE_SECONDS + 0.01, 0))
    data = written(FORMS[2], "xlsx")
    assert read_guarded_data(data, "表.xlsx") == xlsx.read(data, "表.xlsx")


def test_child_that_needs_too_much_memory_says_so() -> None:
    body = "".join(f"<w:p><w:r><w:t>{n} 段落文字</w:t></w:r></w:p>" for n in range(400_000))
    xml = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/document.xml", xml)
    with pytest.raises(UnreadableFile):
        read_guarded_data(out.getvalue(), "大.docx", limits=Limits(60, 250_000_000))
    assert read_guarded_data(written(FORMS[2], "docx"), "表.docx").blocks


def test_refusal_of_the_child_keeps_its_words() -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_guarded_data(zipped({"word/other.xml": b"<a/>"}), "空.docx")
    assert "没有 Word 正文" in caught.value.message and caught.value.advice


def test_child_results_may_only_hold_documents() -> None:
    import pickle

    with pytest.raises(pickle.UnpicklingError):
        guard._OnlyDocuments(io.BytesIO(pickle.dumps(Path("/tmp")))).load()


def test_read_file_goes_through_the_child(tmp_path: Path) -> None:
    path = tmp_path / "表.docx"
    document = python_docx.Document()
    document.add_paragraph("部门决算")
    document.save(str(path))
    assert read_file(path, "表.docx").blocks[0].text == "部门决算"  # type: ignore[union-attr]
