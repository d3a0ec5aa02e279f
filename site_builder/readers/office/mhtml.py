"""Unpacking of single-file web pages (MHTML), which office suites also save as .doc and .xls."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message

from site_builder.readers.encoding import decode_text

_START = re.compile(rb"\A\s*(?:[\w-]+:[^\n]{0,300}\r?\n(?:[ \t][^\n]{0,300}\r?\n){0,4}){0,12}?MIME-Version:", re.I)
_SHOWS_TEXT = re.compile(r"<(?:table|p|div|td|h\d)[\s>]", re.I)


def is_mhtml(data: bytes) -> bool:
    """Return whether the file is a mail-like container of a page."""
    return bool(_START.match(data[:4096]))


def mhtml_pages(data: bytes, source: str) -> list[str]:
    """Return the pages of the container that show text, in order; a workbook has one for each sheet."""
    try:
        message = message_from_bytes(data)
        parts = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
        pages = [_page(part, source) for part in parts]
    except (MessageError, LookupError, ValueError):
        return []
    return [page for page in pages if _SHOWS_TEXT.search(page)]


def _page(part: Message, source: str) -> str:
    payload = part.get_payload(decode=True)
    body = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    if charset:
        try:
            return body.decode("gb18030" if charset.lower() in ("gb2312", "gbk") else charset)
        except (UnicodeDecodeError, LookupError):
            pass
    return decode_text(body, source)[0] if body.strip() else ""
