"""Reading of text exports (.txt) into headings, paragraphs and tables."""

from __future__ import annotations

from hashlib import sha256

from site_builder.model.document import Document, Format, Paragraph
from site_builder.readers.encoding import decode_text
from site_builder.text import clean


def read(data: bytes, source: str) -> Document:
    """Return the document of a text file; every line has the locator `L{n}`."""
    return read_as(data, source, Format.TXT)


def read_as(data: bytes, source: str, kind: Format) -> Document:
    """Return the document of a text or Markdown file."""
    text, encoding = decode_text(data, source)
    lines = tuple(text.replace("\r", "").split("\n"))
    blocks = tuple(Paragraph(clean(line), f"L{n}", line) for n, line in enumerate(lines, 1) if line.strip())
    return Document(source, kind, sha256(data).hexdigest(), blocks, encoding, lines)
