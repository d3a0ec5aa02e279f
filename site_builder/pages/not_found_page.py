"""The page shown for an address that does not exist."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from site_builder.model.config import SiteConfig
from site_builder.model.output import Page
from site_builder.pages.layout import Layout, build_layout


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """The context of not_found_page.html."""

    layout: Layout
    heading: str


def not_found_page(config: SiteConfig) -> Page:
    """Return 404.html. A server shows it at any depth, so with a base address known its links start from there."""
    layout = build_layout("404.html", "没有找到这个页面", config)
    if config.base_url:
        layout = replace(layout, base_href=urlsplit(config.base_url).path.rstrip("/") + "/", canonical="")
    return Page("404.html", "not_found_page.html", NotFoundPage(layout, "没有找到这个页面"))
