"""One PDF file to one document, within limits on pages and drawing objects."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pypdfium2

from site_builder.errors import UnreadableFile
from site_builder.model.document import Document, Format, Problem
from site_builder.readers import progress
from site_builder.readers.ocr.doubt import doubt_numbers
from site_builder.readers.ocr.engine import INSTALL_ADVICE, is_installed
from site_builder.readers.ocr.notes import listed_pages, recognised_problems
from site_builder.readers.office.package import damaged, encrypted
from site_builder.readers.pdf.objects import read_page
from site_builder.readers.pdf.pages import PageParts, assemble, take_apart

if TYPE_CHECKING:
    from site_builder.readers.ocr.page import RecognisedPage

MAX_PAGES = 3_000
_PASSWORD_ERROR = 4
"""FPDF_ERR_PASSWORD."""
_FEW_GLYPHS = 12
_PICTURE_PAGE = 0.25
_UNMAPPED_PAGE = 0.3
"""Share of a page's glyphs without characters above which the page is read from its picture."""
_SCALE_DPI = 200 / 72
MAX_PIXELS = 40_000_000


def read(data: bytes, source: str) -> Document:
    """Return the document of a PDF; locators are `p12` and `p12t1r3c4`."""
    pdf = _open(data, source)
    try:
        return _read_pages(pdf, data, source)
    finally:
        pdf.close()


def _open(data: bytes, source: str) -> Any:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_ERROR or "password" in str(error).lower():
            raise encrypted(source) from error
        raise damaged(source, "PDF 文件") from error


def _read_pages(pdf: Any, data: bytes, source: str) -> Document:
    count = len(pdf)
    if count == 0:
        raise damaged(source, "PDF 文件")
    problems: list[Problem] = []
    parts: list[PageParts] = []
    scanned: list[int] = []
    unmapped: list[int] = []
    for number in range(1, min(count, MAX_PAGES) + 1):
        page = _page(pdf, number, problems)
        if page is None:
            continue
        try:
            content = read_page(page, number)
        finally:
            page.close()
        if len(content.glyphs) < _FEW_GLYPHS and content.pictures > _PICTURE_PAGE:
            scanned.append(number)
            continue
        if content.unmapped > _UNMAPPED_PAGE * len(content.glyphs):
            unmapped.append(number)
            continue
        if content.unmapped:
            message = f"第 {number} 页有 {content.unmapped} 个字没有字符对应表，无法读出，请对照原件。"
            problems.append(Problem("text-without-characters", message, f"p{number}"))
        if content.crowded:
            message = f"第 {number} 页的图形对象过多，只读取了一部分；如果页上有表格，请核对。"
            problems.append(Problem("page-too-complex", message, f"p{number}"))
        parts.append(take_apart(content))
        progress.tick()
    if count > MAX_PAGES:
        problems.append(Problem("too-many-pages", f"文件有 {count} 页，只读取了前 {MAX_PAGES} 页。"))
    pictures = sorted([*scanned, *unmapped])
    if pictures and not is_installed():
        problems.extend(_not_recognised(scanned, unmapped, source, has_text=bool(parts)))
    elif pictures:
        parts.extend(_recognised(pdf, pictures))
    blocks = assemble(sorted(parts, key=lambda part: part.number))
    if pictures and is_installed():
        blocks = doubt_numbers(blocks)
        problems.extend(recognised_problems(blocks, scanned, unmapped))
    if not blocks and not pictures:
        advice = "请换成原始的 Word、Excel 文件，或重新导出 PDF。"
        raise UnreadableFile(f"{source}：PDF 里没有文字，也没有图像。", advice)
    digest = sha256(data).hexdigest()
    return Document(source, Format.PDF, digest, blocks, page_count=count, problems=tuple(problems))


def _page(pdf: Any, number: int, problems: list[Problem]) -> Any:
    try:
        return pdf[number - 1]
    except pypdfium2.PdfiumError:
        problems.append(Problem("damaged-page", f"第 {number} 页已损坏，没有读取。", f"p{number}", "error"))
        return None


def _recognised(pdf: Any, pictures: list[int]) -> list[PageParts]:
    from site_builder.readers.ocr.kept import recognise_kept

    return [_recognise(pdf, number, recognise_kept) for number in pictures]


def _not_recognised(scanned: list[int], unmapped: list[int], source: str, has_text: bool) -> Iterator[Problem]:
    """Say which pages only a recogniser could read; a file of nothing else is unreadable."""
    if not has_text:
        why = "整份 PDF 是扫描件，没有文字" if scanned else "PDF 的字体没有附字符对应表，文字只能显示、不能读出"
        raise UnreadableFile(f"{source}：{why}，目前没有安装识别组件。", INSTALL_ADVICE)
    if scanned:
        message = f"第 {listed_pages(scanned)} 页是扫描图片，没有文字，未能读取。{INSTALL_ADVICE}"
        yield Problem("scanned-pages", message, f"p{scanned[0]}")
    if unmapped:
        message = f"第 {listed_pages(unmapped)} 页的字体没有附字符对应表，文字读出来是乱码，没有采用。{INSTALL_ADVICE}"
        yield Problem("text-without-characters", message, f"p{unmapped[0]}")


def _recognise(pdf: Any, number: int, recognise: Callable[[bytes], RecognisedPage]) -> PageParts:
    """Draw one page at 200 dpi and recognise it."""
    page = pdf[number - 1]
    try:
        width, height = page.get_size()
        scale = min(_SCALE_DPI, (MAX_PIXELS / max(1.0, width * height)) ** 0.5)
        image = page.render(scale=scale, grayscale=True).to_pil()
        out = io.BytesIO()
        image.save(out, "PNG", compress_level=1)
    finally:
        page.close()
    progress.tick()
    return take_apart(recognise(out.getvalue()).content(number))
