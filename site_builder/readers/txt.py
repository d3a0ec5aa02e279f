"""Reading of text exports (.txt) into headings, paragraphs and tables."""

from __future__ import annotations

from hashlib import sha256

from site_builder.errors import UnreadableFile
from site_builder.model.document import Document, Format
from site_builder.readers.encoding import decode_text
from site_builder.readers.text_blocks import BlockReader

MAX_LINES = 2_000_000


def read(data: bytes, source: str) -> Document:
    """Return the document of a text file; every line has the locator `L{n}`."""
    text, encoding = decode_text(data, source)
    lines = split_lines(text, source)
    reader = BlockReader(lines)
    blocks = reader.read()
    digest = sha256(data).hexdigest()
    return Document(source, Format.TXT, digest, blocks, encoding, tuple(lines), problems=tuple(reader.problems))


def split_lines(text: str, source: str) -> list[str]:
    """Split at `\\n` only; a carriage return is no part of a line, and alone (old Mac files) ends one.

    Raises UnreadableFile for more lines than any report has, which would exhaust the memory.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        text = text.replace("\r", "\n") if "\n" not in text else text.replace("\r", "")
    count = text.count("\n") + 1
    if count > MAX_LINES:
        raise UnreadableFile(
            f"{source}：文件有 {count} 行，超过 {MAX_LINES} 行的上限，不像一份报告。",
            "请检查文件是否损坏；确是报告的，请按年度或单位拆分后再放入。",
        )
    return text.split("\n")
