"""A page of its own: which years each department has published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.model.config import SiteConfig
from site_builder.model.output import Page
from site_builder.model.site import SiteSummary
from site_builder.pages.layout import Layout, Link, build_layout
from site_builder.pages.search_entries import plain_entry
from site_builder.paths import relative


@dataclass(frozen=True, slots=True)
class YearsPage:
    """The context of years_page.html: pairs of department and its years."""

    layout: Layout
    heading: str
    departments: tuple[tuple[Link, str], ...]


def years_pages(summary: SiteSummary, config: SiteConfig) -> Iterator[Page]:
    """Yield the page at years/index.html."""
    path, title = "years/index.html", "公开年度一览"
    rows = tuple(
        (Link(item.name, relative(path, item.path)), "、".join(map(str, item.years)) or "不详")
        for item in summary.departments
    )
    page = YearsPage(build_layout(path, title, config), title, rows)
    yield Page(path, "years_page.html", page, plain_entry(path, title))
