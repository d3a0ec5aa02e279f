"""Heading levels by wording for files that are not plain text: print effects are removed first."""

from __future__ import annotations

import re

from site_builder.readers.headings import heading_level, is_table_title
from site_builder.text import clean

_SPACED = re.compile(r"^(?:\S ){3,}\S$")
_TABLE_PREFIX = re.compile(r"^附?表\s?[\d一二三四五六七八九十]{1,3}(?:-\d{1,2})?\s?[:：、.．]?\s?(?=\S{4})")


def plain_title(text: str) -> str:
    """Return a title without the spaces that stretch it (部 门 决 算) and without 表1： before it."""
    text = clean(text)
    if _SPACED.match(text):
        text = text.replace(" ", "")
    bare = _TABLE_PREFIX.sub("", text)
    return bare if bare != text and is_table_title(bare) else text


def title_level(text: str) -> int | None:
    """Return the level of a line that reads as a heading, None for running text."""
    return heading_level(plain_title(text))


def is_title_of_table(text: str) -> bool:
    """Return whether a line reads as the title of a table or form."""
    return is_table_title(plain_title(text))
