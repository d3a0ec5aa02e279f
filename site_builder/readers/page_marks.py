"""Page numbers and 续表 lines that stand in the middle of a table or a sentence where a page ended."""

from __future__ import annotations

import re

_MARK = re.compile(
    r"[-—–－_·~]{1,3}\s?\d{1,4}\s?[-—–－_·~]{1,3}"
    r"|第\s?\d{1,4}\s?页(?:\s?[，,/]?\s?共\s?\d{1,4}\s?页)?"
    r"|\d{1,4}\s?/\s?\d{1,4}(?:\s?页)?"
    r"|[（(]?(?:续表|续上表|接上页|转下页|接下页|承前页|续)[)）]?"
)
_BARE_NUMBER = re.compile(r"\d{1,3}")


def is_page_mark(line: str) -> bool:
    """Tell whether a line is a page's number or says that a table goes on."""
    return len(line) < 24 and bool(_MARK.fullmatch(line.strip()))


def may_be_page_number(text: str) -> bool:
    """Tell whether a line can be a page number where it parts a sentence: also a number alone."""
    return len(text) < 24 and (bool(_BARE_NUMBER.fullmatch(text)) or is_page_mark(text))
