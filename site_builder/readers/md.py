"""Reading of Markdown (.md): the text reader knows headings, tables and markup of Markdown in any text."""

from __future__ import annotations

from site_builder.model.document import Document, Format
from site_builder.readers.txt import read_as


def read(data: bytes, source: str) -> Document:
    """Return the document of a Markdown file; every line has the locator `L{n}`."""
    return read_as(data, source, Format.MD)
