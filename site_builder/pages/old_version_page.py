"""An older version of a source page: the document as it was published, without the data of its day."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from site_builder.model.config import SiteConfig
from site_builder.model.output import Page
from site_builder.model.site import OldVersion
from site_builder.pages.layout import Layout, build_layout
from site_builder.paths import relative, source_path


@dataclass(frozen=True, slots=True)
class OldVersionPage:
    """The context of old_version_page.html: `now_href` is empty when the document is no longer published."""

    layout: Layout
    heading: str
    date: str
    sha256: str
    now_href: str
    content: Markup


def old_version_page(version: OldVersion, content: Markup, is_present: bool, config: SiteConfig) -> Page:
    """Return the page of an older version; search and sitemap leave it out."""
    path = version.page
    now = relative(path, source_path(version.source)) if is_present else ""
    title = f"旧版原文：{version.source}"
    page = OldVersionPage(
        layout=build_layout(path, title, config, description=f"文件“{version.source}”到 {version.date} 为止公开的内容"),
        heading=version.source,
        date=version.date,
        sha256=version.sha256,
        now_href=now,
        content=content,
    )
    return Page(path, "old_version_page.html", page)
