"""Recognising a file's format by its first bytes, whatever its name says."""

from __future__ import annotations

import io
import re
import zipfile

from site_builder.model.document import Format

_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"%PDF-", Format.PDF),
    (b"\x89PNG\r\n\x1a\n", Format.IMAGE),
    (b"\xff\xd8\xff", Format.IMAGE),
    (b"GIF87a", Format.IMAGE),
    (b"GIF89a", Format.IMAGE),
    (b"II*\0", Format.IMAGE),
    (b"MM\0*", Format.IMAGE),
    (b"{\\rtf", Format.DOC),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_ZIP_PARTS = (("word/", Format.DOCX), ("xl/", Format.XLSX))
_HTML_LEAD = rb"\A\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,400}-->\s*)?"
_PAGE = re.compile(_HTML_LEAD + rb"<(?:!doctype\s+html|html[\s>]|head[\s>])", re.I)
_HTML = re.compile(_HTML_LEAD + rb"<(?:!doctype\s+html|html[\s>]|head[\s>]|meta[\s>]|table[\s>])", re.I)
_MHTML = re.compile(rb"\A(?:[\w-]+:[^\n]{0,300}\r?\n){0,12}?MIME-Version:", re.I)
_HEAD = 4096
_NOTHING = b"\0 \t\r\n\f\v\xef\xbb\xbf\xff\xfe"


def sniff_format(data: bytes) -> Format | None:
    """Return the format that the content shows, None for plain text and unknown content."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(_ZIP):
        return _sniff_zip(data)
    if data.startswith(_OLE):
        return _sniff_ole(data)
    if data[8:12] == b"WEBP" and data.startswith(b"RIFF"):
        return Format.IMAGE
    if data.startswith(b"BM") and len(data) > 26 and data[14:18] in (b"\x28\0\0\0", b"\x7c\0\0\0", b"\x6c\0\0\0"):
        return Format.IMAGE
    head = _plain_head(data)
    return Format.HTML if _HTML.match(head) or _MHTML.match(head) else None


def is_blank(data: bytes) -> bool:
    """Tell whether a file holds nothing but white space, byte order marks and NULs."""
    return not data[:_HEAD].strip(_NOTHING) and not data.strip(_NOTHING)


def is_whole_page(data: bytes) -> bool:
    """Tell whether a file is a web page, rather than text with markup left in it."""
    if not _PAGE.match(_plain_head(data)):
        return False
    # OCR programs write <html><body><table> around every table of a Markdown file: a page ends as one, too.
    return data.lstrip()[:9].lower() == b"<!doctype" or b"</html>" in data[-400:].replace(b"\0", b"").lower()


def _plain_head(data: bytes) -> bytes:
    """Return the beginning without byte order mark and without the NULs of UTF-16, so that one pattern fits."""
    head = data[:_HEAD]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head[2:].replace(b"\0", b"")
    return head.removeprefix(b"\xef\xbb\xbf")


def _sniff_zip(data: bytes) -> Format | None:
    """Tell the packed formats apart by the names in the archive's directory (nothing is unpacked but `mimetype`)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        names = []
    for start, kind in _ZIP_PARTS:
        if any(name.startswith(start) for name in names):
            return kind
    # The OpenDocument rule: the first member is `mimetype`, stored unpacked.
    if b"opendocument.spreadsheet" in data[:200]:
        return Format.ODS
    return Format.ODT if b"opendocument.text" in data[:200] else None


def _sniff_ole(data: bytes) -> Format | None:
    """Tell old Word and Excel apart by their stream's name in the directory."""
    if "WordDocument".encode("utf-16-le") in data:
        return Format.DOC
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return Format.XLS
    return None
