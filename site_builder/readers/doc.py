"""Reading of old Word, WPS and RTF files (.doc, .wps, .rtf) through LibreOffice."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from site_builder.model.document import Document, Format
from site_builder.readers import docx
from site_builder.readers.office.soffice import convert


def read(data: bytes, source: str) -> Document:
    """Return the document of an old Word file; locators are `¶14` and `t2r3c4`, as in its docx."""
    converted = convert(data, source, "docx")
    document = docx.read(converted, source)
    return replace(document, format=Format.DOC, sha256=sha256(data).hexdigest())
