"""Reading of text exports (.txt) into headings, paragraphs and tables."""

from __future__ import annotations

from hashlib import sha256

from site_builder.model.document import Document, Format
from site_builder.readers.encoding import decode_text
from site_builder.readers.text_blocks import BlockReader


def read(data: bytes, source: str) -> Document:
    """Return the document of a text file; every line has the locator `L{n}`."""
    text, encoding = decode_text(data, source)
    lines = split_lines(text)
    reader = BlockReader(lines)
    blocks = reader.read()
    digest = sha256(data).hexdigest()
    return Document(source, Format.TXT, digest, blocks, encoding, tuple(lines), problems=tuple(reader.problems))


def split_lines(text: str) -> list[str]:
    """Split at `\\n` only; a carriage return is no part of a line, and alone (old Mac files) ends one."""
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        text = text.replace("\r", "\n") if "\n" not in text else text.replace("\r", "")
    return text.split("\n")
