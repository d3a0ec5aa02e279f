"""Stable addresses of pages, in pinyin, and relative links between them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from hashlib import blake2b
from urllib.parse import quote

from site_builder.model.report import ReportKind

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_LINK_SAFE = re.compile(r"[A-Za-z0-9_.~/-]*\Z")
_LOCATOR_SAFE = re.compile(r"^[A-Za-z][A-Za-z0-9]*$")
MAX_SLUG = 48


def slug(text: str, limit: int = MAX_SLUG) -> str:
    """Return `text` as lower-case pinyin without separators inside words; empty text gives `x`."""
    known = _SPELLED.get(text)
    if known is None:
        known = _NEW[text] = _spell(text)
        learn_slugs({text: known})
    return known[:limit].strip("-") or "x"


_SPELLED: dict[str, str] = {}
_NEW: dict[str, str] = {}
MOST_SPELLED = 1 << 17


def _spell(text: str) -> str:
    from pypinyin import lazy_pinyin  # its dictionary takes a fifth of a second to load

    return _NOT_SLUG.sub("-", "".join(lazy_pinyin(text)).lower()).strip("-")


def learn_slugs(known: Mapping[str, str]) -> None:
    """Take over texts spelled before, so that the dictionary need not be asked for them."""
    if len(_SPELLED) + len(known) > MOST_SPELLED:
        _SPELLED.clear()
    _SPELLED.update(known)


def take_new_slugs() -> dict[str, str]:
    """Return the texts that were spelled in this process since the last call."""
    new = dict(_NEW)
    _NEW.clear()
    return new


def short_hash(text: str, size: int = 4) -> str:
    """Return a short hexadecimal digest that tells apart names with the same pinyin."""
    return blake2b(text.encode(), digest_size=size).hexdigest()


def department_path(region: tuple[str, ...], name: str) -> str:
    """Return the folder of a department, ending in `/`."""
    parts = [slug(part, 24) for part in region if part] or ["weizhi"]
    return "/".join(["d", *parts, f"{slug(name)}-{short_hash(''.join(region) + name, 2)}"]) + "/"


def report_path(department: str, year: int | None, kind: ReportKind, repeat: int = 1) -> str:
    """Return the folder of a report within its department's folder; `repeat` counts same year and kind."""
    name = kind.value.replace("_", "-") + (f"-{repeat}" if repeat > 1 else "")
    return f"{department}{year or 'unknown-year'}/{name}/"


def project_path(report: str, index: int, name: str) -> str:
    """Return the page of the project at `index` (from 0) of a report."""
    return f"{report}p/{index + 1:02d}-{slug(name, 40)}.html"


def source_path(source: str) -> str:
    """Return the folder of a file's source page, ending in `/`."""
    stem = posixpath.splitext(posixpath.basename(source))[0]
    return f"source/{slug(stem, 32)}-{short_hash(source)}/"


def original_path(source: str, name: str) -> str:
    """Return where the original file `name` (from the content folder) of a source is offered for download."""
    stem, suffix = posixpath.splitext(posixpath.basename(name))
    return f"files/{slug(stem, 48)}-{short_hash(source + chr(0) + name)}{suffix.lower()}"


def anchor(locator: str) -> str:
    """Return the element id of a place in a source page."""
    if _LOCATOR_SAFE.match(locator):
        return locator
    return "at-" + "".join(ch if ch.isascii() and (ch.isalnum() or ch == "-") else f"_{ord(ch):x}_" for ch in locator)


def fact_link(source: str, locator: str) -> str:
    """Return the address, from the site's root, of a place in a source page."""
    return f"{source_path(source)}index.html#{anchor(locator)}"


def relative(page: str, target: str) -> str:
    """Return the link from `page` to `target`, both relative to the site's root; a folder gets its index.html."""
    path, hash_mark, fragment = target.partition("#")
    path, question, query = path.partition("?")
    if path.endswith("/") or not path:
        path += "index.html"
    link = _climb(page, path)
    return (link if _LINK_SAFE.match(link) else quote(link)) + question + query + hash_mark + fragment


def _climb(page: str, target: str) -> str:
    """Return the way from the folder of `page` to `target`; os.path's own asks the system for its folder each time."""
    here, there = page.split("/")[:-1], target.split("/")
    shared = 0
    while shared < len(here) and shared < len(there) - 1 and here[shared] == there[shared]:
        shared += 1
    return "../" * (len(here) - shared) + "/".join(there[shared:])
