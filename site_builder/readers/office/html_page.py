"""Telling a web page's content from what surrounds it: navigation, foot, links to attachments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from site_builder.text import clean

SKIPPED = frozenset({
    "script", "style", "head", "noscript", "template", "nav", "header", "footer", "select", "button", "iframe",
    "object", "embed", "svg", "canvas", "input", "textarea", "link", "meta", "del", "map", "audio", "video", "title",
})  # fmt: skip
_FRAME = re.compile(
    r"(?:^|[\s_-])(?:main|top|sub|side|left|right)?-?(?:nav\w*|menu|foot\w*|header|banner|bread\w*|crumbs?|currentpath|"
    r"sidebar|share\w*|search\w*|copyright|pageset|pager|toolbar|dqwz|location|weizhi)(?:$|[\s_-])",
    re.I,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|7z|rtf|csv)\s*(?:$|[?#&])", re.I)
_AMOUNT = re.compile(r"\d[\d,，.]*\s*[万亿千]?元|\d+\.\d\d")
_BUSY = 0.5
"""A part that holds more than this share of the page's text outside links is no frame, whatever its class says."""


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link to a file: its name as shown, or the last part of its address."""

    name: str


def tag_of(element: etree._Element) -> str:
    """Return the tag in lower case, empty for comments and processing instructions."""
    return element.tag.lower() if isinstance(element.tag, str) else ""


def is_hidden(element: etree._Element) -> bool:
    """Return whether the page itself hides the element."""
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style") or ""))


def visible_text(element: etree._Element) -> str:
    """Return the text below an element without scripts and hidden parts."""
    parts: list[str] = [element.text or ""]
    for item in element:
        if tag_of(item) not in SKIPPED and tag_of(item) and not is_hidden(item):
            parts.append(visible_text(item))
        parts.append(item.tail or "")
    return "".join(parts)


def drop_frame(body: etree._Element) -> None:
    """Remove navigation, banner and foot of the portal: they are no part of the disclosure."""
    whole = max(1, len(clean(visible_text(body))))
    for element in list(body.iter("div", "ul", "section", "aside", "td")):
        names = f"{element.get('id') or ''} {element.get('class') or ''}"
        parent = element.getparent()
        if parent is None or not _FRAME.search(names) or element.find(".//table") is not None:
            continue
        if len(clean(visible_text(element))) / whole < _BUSY:
            _remove(parent, element)


def _remove(parent: etree._Element, element: etree._Element) -> None:
    """Remove an element but keep the text that follows it."""
    previous = element.getprevious()
    if element.tail:
        if previous is not None:
            previous.tail = (previous.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def attachments(body: etree._Element) -> list[PageLink]:
    """Return the links to files, each name once."""
    return [PageLink(name) for name in dict.fromkeys(_attachment_names(body))]


def _attachment_names(body: etree._Element) -> Iterator[str]:
    for link in body.iter("a"):
        href, shown = link.get("href") or "", clean(visible_text(link))
        if _FILE.search(shown):
            yield shown
        elif _FILE.search(href):
            yield shown or href.rpartition("/")[2]


def says_amounts(text: str) -> bool:
    """Return whether running text holds amounts of money."""
    return bool(_AMOUNT.search(text))
