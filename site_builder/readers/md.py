"""Reading of Markdown (.md): its marks are taken off, then the text reader finds headings, tables and prose.

Headings and pipe tables are read by the text reader too, because text exports hold them as well; inline marks go
through markdown-it-py. Emphasis stays off there: `5*3*2` in a report is arithmetic.
"""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256

from markdown_it import MarkdownIt
from markdown_it.token import Token

from site_builder.model.document import Document, Format
from site_builder.readers.encoding import decode_text
from site_builder.readers.text_blocks import BlockReader
from site_builder.readers.txt import split_lines

_FENCE = re.compile(r" {0,3}(```|~~~)[^`]*")
_COMMENT = re.compile(r"\s*<!--.*-->\s*")
_BULLET = re.compile(r"\s{0,12}[-*+]\s+(?=\S)")
_QUOTE = re.compile(r" {0,3}(?:>\s?){1,9}")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})\s*")
_INLINE = re.compile(r"\]\(|\]\[|`|!\[|<https?:|\\$")
_MAX_INLINE = 20_000
_LONGEST_TITLE = 80


def read(data: bytes, source: str) -> Document:
    """Return the document of a Markdown file; every line has the locator `L{n}`."""
    text, encoding = decode_text(data, source)
    lines = split_lines(text, source)
    reader = BlockReader(plain_lines(lines), lines)
    blocks = reader.read()
    digest = sha256(data).hexdigest()
    return Document(source, Format.MD, digest, blocks, encoding, tuple(lines), problems=tuple(reader.problems))


def plain_lines(lines: list[str]) -> list[str]:
    """Return the lines without the marks of lists, quotes, fences, comments, links and code; as many as before."""
    plain: list[str] = []
    fenced = False
    for line in lines:
        if ("```" in line or "~~~" in line) and _FENCE.fullmatch(line):
            fenced = not fenced
            plain.append("")
        elif fenced or not line:
            plain.append(line)
        else:
            plain.append(_plain_line(line, plain))
    return plain


def _plain_line(line: str, before: list[str]) -> str:
    """Return one line without marks; an underline makes the line before it a heading."""
    first = line.lstrip()[:1]
    if first == "<" and _COMMENT.fullmatch(line):
        return ""
    if first in ("=", "-") and _is_underlined(before) and _UNDERLINE.fullmatch(line):
        before[-1] = ("# " if first == "=" else "## ") + before[-1].strip()
        return ""
    if first == ">":
        line = _QUOTE.sub("", line, count=1)
    if first in ("-", "*", "+"):
        line = _BULLET.sub("", line, count=1)
    if len(line) < _MAX_INLINE and _INLINE.search(line):
        return _plain_inline(line)
    return line


def _is_underlined(before: list[str]) -> bool:
    """Tell whether the last line can be a heading: one short line alone."""
    if not before or not before[-1].strip() or before[-1].lstrip()[0] in "#|-*+>" or len(before[-1]) > _LONGEST_TITLE:
        return False
    return len(before) == 1 or not before[-2].strip()


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").disable(["emphasis", "entity", "html_inline", "escape"])


def _plain_inline(line: str) -> str:
    indent = line[: len(line) - len(line.lstrip())]
    (token,) = _parser().parseInline(line.strip())
    return indent + "".join(map(_token_text, token.children or ()))


def _token_text(token: Token) -> str:
    return token.content if token.type in ("text", "code_inline", "image") else ""
