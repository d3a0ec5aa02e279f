"""Pages become files, and entries of the search."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from site_builder.model.config import SiteConfig
from site_builder.model.output import OutputFile, Page, SearchEntry
from site_builder.pipeline.versions import site_version
from site_builder.render import Renderer
from site_builder.store import Store, content_key


def render_pages(
    pages: Iterable[Page], config: SiteConfig, store: Store
) -> tuple[tuple[OutputFile, ...], tuple[SearchEntry, ...]]:
    """Return the pages as files, and what search knows of them."""
    renderer = shared_renderer(config, store)
    rendered = [renderer.render_with_search(page) for page in pages]
    return tuple(file for file, _ in rendered), tuple(entry for _, entry in rendered if entry)


def shared_renderer(config: SiteConfig, store: Store) -> Renderer:
    """Return the renderer of this process; compiled templates are kept while they do not change."""
    return _renderer(config, store, site_version(config))


@lru_cache(maxsize=2)
def _renderer(config: SiteConfig, store: Store, version: str) -> Renderer:
    return Renderer(config, CompiledTemplates(store, version))


class CompiledTemplates(BytecodeCache):
    """Templates as compiled before, kept in the store: of this version of ours, and of theirs, which a bucket checks."""

    def __init__(self, store: Store, version: str) -> None:
        self._store, self._version = store, version

    def _key(self, bucket: Bucket) -> str:
        return content_key("template", self._version, bucket.key)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what the store holds."""
        code = self._store.get(self._key(bucket))
        if isinstance(code, bytes):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what the bucket holds."""
        self._store.put(self._key(bucket), bucket.bytecode_to_string())
