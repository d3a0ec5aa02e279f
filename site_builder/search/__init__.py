"""`SearchEntry` → index: a share for each department, merged into small script files (docs/search.md)."""

from __future__ import annotations

from collections.abc import Sequence

from site_builder.model.output import SearchEntry
from site_builder.search.merge import IndexMemory, ShareRef, merge_shares
from site_builder.search.share import make_share, pack

__all__ = ["IndexMemory", "ShareRef", "index_share", "merge_shares"]


def index_share(entries: Sequence[SearchEntry]) -> bytes:
    """Return one department's share of the index, empty when it has no pages; depends on nothing else."""
    return pack(make_share(entries)) if entries else b""
