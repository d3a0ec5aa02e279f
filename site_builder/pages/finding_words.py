"""The words of a finding as readers of the site see them, with its places as links."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from site_builder.model.finding import Finding
from site_builder.pages.values import FactShower

_ADVICE = re.compile(
    r"[；。]请(?:核对|对照|与原|检查|确认|下载|补充|在|删|定稿|取消|按|换|用|重新|另存|安装)[^。]*。\Z"
)
"""What the clerk should do about the file: said by the check before publishing, no matter for the public."""
_CITED = re.compile(r"（(第[^（）]*[行页列段])）")
_CITED_WITHIN = re.compile(r"（([^（）]+)（(第[^（）]*[行页列段])））")
"""A place in brackets of its own inside brackets."""
_NAMED = re.compile(
    r"第(?P<page>\d+)页(?:表(?P<table>\d+)第(?P<row>\d+)行第(?P<col>\d+)列)?"
    r"|第(?P<own_table>\d+)个表格第(?P<own_row>\d+)行第(?P<own_col>\d+)列"
    r"|第(?P<line>\d+)行|第(?P<paragraph>\d+)段"
)
_PLACE = re.compile(
    r"L(?P<line>\d+)|¶(?P<paragraph>\d+)|(?:p(?P<page>\d+))?(?:t(?P<table>\d+)(?:r(?P<row>\d+)c(?P<col>\d+))?)?"
)
_PLACE_WORDS = (
    ("page", "第 {} 页"), ("table", "表 {}"), ("row", " 第 {} 行"), ("col", "第 {} 列"), ("line", "第 {} 行"),
    ("paragraph", "第 {} 段"),
)  # fmt: skip


def place_title(locator: str) -> str:
    """Return a place in words: 第 71 行, 第 12 页表 1 第 3 行第 4 列, “收支总表”B4."""
    found = _PLACE.fullmatch(locator)
    if found:
        return "".join(words.format(found[name]) for name, words in _PLACE_WORDS if found[name])
    sheet, mark, cell = locator.rpartition("!")
    return f"“{sheet}”{cell}" if mark else locator


def message_text(finding: Finding) -> str:
    """Return the sentence without what stands beside it anyway: the severity, a place that was just named, advice."""
    message = _ADVICE.sub("。", finding.message.removeprefix("数字不一致："))
    last = ""

    def once(cited: re.Match[str]) -> str:
        nonlocal last
        last, before = cited[1], last
        return "" if last == before else cited[0]

    return _CITED.sub(once, _CITED_WITHIN.sub(r"（\1，\2）", message))


def linked_message(finding: Finding, shower: FactShower) -> tuple[Markup, tuple[str, ...]]:
    """Return the sentence with the places it names as links, and the finding's places that it does not name."""
    places = dict.fromkeys(finding.locators)
    named: set[str] = set()

    def link(found: re.Match[str]) -> str:
        locator = _locator(found)
        if locator not in places:
            return found[0]
        named.add(locator)
        return f'<a href="{shower.href(locator)}">{found[0]}</a>'

    message = Markup(_NAMED.sub(link, str(escape(message_text(finding)))))
    return message, tuple(place for place in places if place not in named)


def _locator(found: re.Match[str]) -> str:
    """Return the locator that words of `checks.places` stand for."""
    if found["line"] or found["paragraph"]:
        return f"L{found['line']}" if found["line"] else f"¶{found['paragraph']}"
    page = f"p{found['page']}" if found["page"] else ""
    table = found["table"] or found["own_table"]
    cell = f"t{table}r{found['row'] or found['own_row']}c{found['col'] or found['own_col']}" if table else ""
    return page + cell
