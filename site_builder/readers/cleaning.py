"""Cleaning of text: leftover HTML, LaTeX, bookmarks, look-alike radicals, control characters, white space."""

from __future__ import annotations

import html
import re

from site_builder.text import KANGXI, RADICALS

# A line without any of these needs no more than stripping; most lines of a report are such.
_DIRTY = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\xa0\xad&<$\\\\`"
    "\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2e80-\u2fdf\u3000\ufeff０-９％Ａ-Ｚａ-ｚ]|  |\\*\\*|\\[bookmark"
)
_BOOKMARK = re.compile(r"\[bookmark:[^\]\n]{0,80}\]")
_BLOCK_TAGS = "p|br|div|li|ul|ol|tr|h[1-6]|center|blockquote"
_INLINE_TAGS = (
    "td|th|tbody|thead|tfoot|table|col|colgroup|caption|span|font|b|i|u|s|strong|em|sup|sub|a|img|o:p|small|big|label"
)
_ATTRIBUTES = r"(?:\s[^<>]{0,400})?/?>"
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCK_TAGS}){_ATTRIBUTES}", re.I)
_INLINE_TAG = re.compile(rf"</?(?:{_INLINE_TAGS}){_ATTRIBUTES}", re.I)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d{0,2});")
_BOLD = re.compile(r"(?<!\d)\*\*([^*\n]{1,400})\*\*(?!\d)|(?<=\d)\*\*([^*\n\d][^*\n]{0,400})\*\*(?!\d)")
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")

_MATH = re.compile(r"\$([^$\n]{1,200})\$")
_MATH_MARK = re.compile(r"[\\^_]|^[\d.,\s<>=+-]+$")
_COMMANDS = {
    "geq": "≥", "geqslant": "≥", "ge": "≥", "leq": "≤", "leqslant": "≤", "le": "≤", "gt": ">", "lt": "<",
    "times": "×", "div": "÷", "pm": "±", "sim": "~", "approx": "≈", "neq": "≠", "cdot": "·", "circ": "°",
    "to": "→", "rightarrow": "→", "quad": " ", "qquad": " ", "left": "", "right": "", "ldots": "…", "cdots": "…",
    "square": "□", "checkmark": "√", "Delta": "Δ", "sum": "∑",
}  # fmt: skip
_COMMAND = re.compile(r"\\([A-Za-z]{2,12})\s?")
_WRAPPER = re.compile(r"\\(?:text|mathrm|mathbf|mathit|textbf|operatorname|mbox)\s?\{([^{}]{0,120})\}")
_SUPERSCRIPT = re.compile(r"\^\{?([\d+-])\}?")
_SUPERSCRIPTS = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_ESCAPED = re.compile(r"\\([%_*#&$.()\[\]~>|+!{}-])")

_ZERO_WIDTH = [0xAD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)]
_CONTROLS = [*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), 0x2028, 0x2029]
# U+FFFD stays: dropping it would join the halves of a damaged number.
_FOLDED: dict[int, str | None] = {
    **{ord(character): plain for character, plain in (RADICALS | KANGXI).items()},
    **dict.fromkeys(_CONTROLS, " "),
    **dict.fromkeys(_ZERO_WIDTH, None),
    **{ord("０") + digit: str(digit) for digit in range(10)},
    **{ord("Ａ") + offset: chr(ord("A") + offset) for offset in range(26)},
    **{ord("ａ") + offset: chr(ord("a") + offset) for offset in range(26)},
    ord("％"): "%",
}
_WIDE_POINT = re.compile(r"(?<=[０-９])．(?=[０-９])")
_WIDE_COMMA = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")


def is_plain(text: str) -> bool:
    """Tell whether `text` needs no cleaning besides stripping (tabs are not looked at)."""
    return _DIRTY.search(text) is None


def clean_text(raw: str) -> str:
    """Return `raw` as people read it; line breaks (also those of leftover `<p>` and `<br>`) stay as `\\n`."""
    if "\t" not in raw and is_plain(raw):
        return raw.strip()
    text = _BOOKMARK.sub("", raw) if "[bookmark" in raw else raw
    if "<" in text:
        text = _INLINE_TAG.sub("", _BLOCK_TAG.sub("\n", text))
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    if "$" in text or "\\" in text:
        text = _clean_latex(text)
    if "**" in text:
        text = _BOLD.sub(lambda match: match[1] or match[2], text)
    text = _WIDE_COMMA.sub(",", _WIDE_POINT.sub(".", text)).translate(_FOLDED)
    return _LINES.sub("\n", _BLANKS.sub(" ", text)).strip()


def clean_prose(raw: str) -> str:
    """Return a paragraph's line on one line."""
    return clean_text(raw).replace("\n", " ")


def _clean_latex(text: str) -> str:
    """Replace `$...$` and stray commands by plain characters; what is not understood stays as printed."""
    text = _MATH.sub(_plain_math, text)
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", _COMMAND.sub(_plain_command, text))
    return text


def _plain_command(match: re.Match[str]) -> str:
    return _COMMANDS.get(match[1], match[0])


def _plain_math(match: re.Match[str]) -> str:
    body = match[1]
    if not _MATH_MARK.search(body):
        return match[0]
    body = _COMMAND.sub(_plain_command, _WRAPPER.sub(r"\1", body))
    body = _SUPERSCRIPT.sub(lambda found: found[1].translate(_SUPERSCRIPTS), body)
    body = _ESCAPED.sub(r"\1", body)
    return match[0] if "\\" in body else body.replace("{", "").replace("}", "").strip()
