"""Download links of a page."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.model.output import DownloadLink
from site_builder.paths import relative


@dataclass(frozen=True, slots=True)
class DownloadView:
    """A file offered for download; `size` is readable, empty when unknown."""

    title: str
    href: str
    media: str
    size: str


def download_views(links: tuple[DownloadLink, ...], page: str) -> tuple[DownloadView, ...]:
    """Return the links as seen from `page`."""
    return tuple(
        DownloadView(link.title, relative(page, link.path), link.media, size_text(link.size)) for link in links
    )


def size_text(size: int) -> str:
    """Return a size in KB or MB, empty for 0."""
    if not size:
        return ""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} KB"
