"""A small site for search: pages, index, scripts and search page, written to a folder; and an oracle."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path

from site_builder.model.config import SiteConfig
from site_builder.model.output import OutputFile, OutputStream, SearchEntry
from site_builder.pages.search_page import search_page
from site_builder.render import Renderer, static_files
from site_builder.search import ShareRef, index_share, merge_shares
from site_builder.search.folding import fold_text, fold_words, joined_codes

CONFIG = SiteConfig(name="测试公开网")
CSP = "default-src 'self'"


def write_search_site(folder: Path, departments: Iterable[Sequence[SearchEntry]]) -> None:
    """Write a site with these pages, one department after the other."""
    shares = []
    for entries in departments:
        shares.append(index_share(entries))
        for entry in entries:
            body = "".join(f"<p>{html.escape(line)}</p>" for line in entry.text.split("\n"))
            page = (
                f"<!doctype html><html lang=zh-CN><title>{html.escape(entry.title)}</title><main>{body}</main></html>"
            )
            write(folder, OutputFile(entry.path, page.encode()))
    for file in (*merge_shares(refs(shares)), *static_files(CONFIG), Renderer(CONFIG).render(search_page(CONFIG))):
        write(folder, file)


def refs(shares: Iterable[bytes]) -> list[ShareRef]:
    """Shares as the pipeline hands them over: by keys of their content."""
    return [ShareRef(sha256(share).hexdigest(), lambda share=share: share) for share in shares]


def content(file: OutputFile | OutputStream) -> bytes:
    """What a file holds."""
    return file.content if isinstance(file, OutputFile) else b"".join(file.chunks)


def write(folder: Path, file: OutputFile | OutputStream) -> None:
    target = folder / file.path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content(file))


def folded_page(entry: SearchEntry) -> str:
    """Everything a page's search matches, as docs/search.md says: title, own names, lines, joined codes."""
    own = [name for name in entry.names if name != entry.department]
    lines = fold_text("\n".join((entry.title, entry.text, *own))).split("\n")
    return "\n".join((*lines, *joined_codes(lines)))


def scan(entries: Iterable[SearchEntry], query: str) -> set[str]:
    """The plain substring scan that exact results must equal."""
    words = [word for word in fold_words(query) if len(word) > 1]
    return {entry.path for entry in entries if all(word in folded_page(entry) for word in words)}
