"""Pages become files, and entries of the search."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from site_builder.model.config import SiteConfig
from site_builder.model.output import OutputFile, Page, SearchEntry
from site_builder.pipeline.versions import site_version
from site_builder.render import Renderer


def render_pages(pages: Iterable[Page], config: SiteConfig) -> tuple[tuple[OutputFile, ...], tuple[SearchEntry, ...]]:
    """Return the pages as files, and what search knows of them."""
    renderer = shared_renderer(config)
    rendered = [renderer.render_with_search(page) for page in pages]
    return tuple(file for file, _ in rendered), tuple(entry for _, entry in rendered if entry)


def shared_renderer(config: SiteConfig) -> Renderer:
    """Return the renderer of this process; compiled templates are kept while they do not change."""
    return _renderer(config, site_version(config))


@lru_cache(maxsize=2)
def _renderer(config: SiteConfig, version: str) -> Renderer:
    return Renderer(config)
