"""`SearchEntry` → index: a share for each department, merged into small script files (docs/search.md)."""

from __future__ import annotations

from site_builder.search.index import index_parts, index_share, merge_shares
from site_builder.search.state import IndexMemory, ShareRef

__all__ = ["IndexMemory", "ShareRef", "index_parts", "index_share", "merge_shares"]
