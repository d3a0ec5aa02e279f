"""The search page: a form that works from plain files, and says what to do when scripts are off."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.model.config import SiteConfig
from site_builder.model.output import Page
from site_builder.pages.layout import Layout, build_layout

TITLE = "搜索"


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The context of search_page.html."""

    layout: Layout
    heading: str
    example: str


def search_page(config: SiteConfig) -> Page:
    """Return search/index.html; its address takes `?q=WORDS`."""
    layout = build_layout("search/index.html", TITLE, config, description="在本站全部页面里查找部门、项目、科目和金额")
    return Page("search/index.html", "search_page.html", SearchPage(layout, TITLE, "部门、项目、科目编码或金额"))
