"""Reading of scanned pages kept as pictures (.png, .jpg, .tiff) by recognition."""

from __future__ import annotations

from hashlib import sha256

from site_builder.errors import UnreadableFile
from site_builder.model.document import Document, Format
from site_builder.readers import progress
from site_builder.readers.ocr.doubt import doubt_numbers
from site_builder.readers.ocr.engine import INSTALL_ADVICE, is_installed
from site_builder.readers.ocr.notes import recognised_problems
from site_builder.readers.pdf.pages import PageParts, assemble, take_apart


def read(data: bytes, source: str) -> Document:
    """Return the document of a picture; locators are `p1` and `p1t1r3c4`, one page a frame."""
    if not is_installed():
        raise UnreadableFile(f"{source}：这是图片，要用文字识别才能读取，目前没有安装识别组件。", INSTALL_ADVICE)
    from site_builder.readers.ocr.kept import recognise_kept
    from site_builder.readers.ocr.raster import frames

    parts: list[PageParts] = []
    for number, image in enumerate(frames(data, source), 1):
        parts.append(take_apart(recognise_kept(image).content(number)))
        progress.tick()
    blocks = doubt_numbers(assemble(parts))
    if not blocks:
        raise UnreadableFile(f"{source}：图片里没有识别出文字。", "请确认图片是清晰、端正的报告扫描件，或换成原件。")
    problems = recognised_problems(blocks, [part.number for part in parts])
    digest = sha256(data).hexdigest()
    return Document(source, Format.IMAGE, digest, blocks, page_count=len(parts), problems=problems)
