"""Atom feeds of reports and corrections, the sitemap, robots.txt and the description of the search."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from heapq import nlargest
from itertools import islice

from lxml import etree

from site_builder.model.config import SiteConfig
from site_builder.model.output import OutputFile
from site_builder.model.site import Correction, ReportSummary
from site_builder.paths import relative, short_hash

ATOM = "http://www.w3.org/2005/Atom"
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
SHORT_NAME = 16
"""The longest short name that the OpenSearch format allows."""
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MOST_ENTRIES, MOST_WAITING = 200, 1_000
MOST_ADDRESSES = 50_000


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry: `key` stays the same for the life of the entry, `date` is ISO, `page` relative to the root."""

    key: str
    title: str
    page: str
    date: str
    summary: str


class ReportFeed:
    """The newest reports, gathered department by department; a correction makes a report new."""

    def __init__(self, corrections: tuple[Correction, ...]) -> None:
        self._corrected = {item.report_path: item.date for item in sorted(corrections, key=lambda item: item.date)}
        self._entries: list[FeedEntry] = []

    @property
    def newest(self) -> list[FeedEntry]:
        """The newest of all that were taken in, newest first."""
        return _newest(self._entries)

    def add(self, entries: Iterable[FeedEntry]) -> None:
        """Take in some reports' entries."""
        self._entries += map(self._dated, entries)
        if len(self._entries) > MOST_WAITING:
            self._entries = self.newest

    def _dated(self, entry: FeedEntry) -> FeedEntry:
        corrected = self._corrected.get(entry.page, "")
        if not corrected:
            return entry
        known = f"{entry.summary.removesuffix('。')}，{corrected} 有更正。"
        return replace(entry, date=max(entry.date, corrected), summary=known)


def feeds(
    reports: Iterable[FeedEntry], corrections: tuple[Correction, ...], config: SiteConfig
) -> Iterator[OutputFile]:
    """Yield feed.xml (reports) and corrections/feed.xml, the newest entries first."""
    yield _feed("feed.xml", f"{config.name}：公开的报告", reports, config)
    yield _feed("corrections/feed.xml", f"{config.name}：更正", map(_correction_entry, corrections), config)


def report_entry(report: ReportSummary, config: SiteConfig) -> FeedEntry:
    """Return the entry of a report as far as the report itself knows it."""
    date = config.hints_for(report.source).publication_date or report.date
    known = f"公开日期 {date}" if date else "公开日期未知，按年度末排列"
    text = f"{''.join(report.region)} {report.department}。{known}。"
    return FeedEntry(report.path, report.title, report.path, whole_day(date, report.year), text)


def whole_day(date: str, year: int | None) -> str:
    """Return a whole ISO date: a report may print year and month only, or nothing."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", date)
    if match:
        return f"{match[1]}-{match[2] or '12'}-{match[3] or '01'}"
    return f"{year or 1970}-12-31"


def _correction_entry(item: Correction) -> FeedEntry:
    text = f"{item.subject} {item.item}：{item.before} 改为 {item.after}。{item.reason}"
    parts = (item.report_path, item.date, item.subject, item.item, item.before, item.after, item.fact)
    return FeedEntry(
        "\0".join(parts), f"更正：{item.department} {item.report_title}", item.report_path, item.date, text
    )


def _newest(entries: Iterable[FeedEntry]) -> list[FeedEntry]:
    return nlargest(MOST_ENTRIES, entries, key=lambda entry: (entry.date, entry.key))


def _feed(path: str, title: str, entries: Iterable[FeedEntry], config: SiteConfig) -> OutputFile:
    newest = _newest(entries)
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})  # type: ignore[dict-item]
    feed.set("{http://www.w3.org/XML/1998/namespace}lang", "zh-CN")
    _add(feed, "title", title)
    _add(feed, "id", config.base_url + path if config.base_url else f"urn:site-builder:{short_hash(title + path, 8)}")
    _add(feed, "updated", f"{newest[0].date if newest else '1970-01-01'}T00:00:00Z")
    _link(feed, "self", _address(path, path, config))
    _add(_add(feed, "author", ""), "name", config.organisation or config.name)
    for entry in newest:
        _add_entry(feed, entry, path, config)
    return OutputFile(path, _xml(feed))


def _add_entry(feed: etree._Element, entry: FeedEntry, path: str, config: SiteConfig) -> None:
    element = _add(feed, "entry", "")
    _add(element, "title", entry.title or entry.page)
    _add(element, "id", f"urn:site-builder:entry:{short_hash(entry.key, 8)}")
    _add(element, "updated", f"{entry.date}T00:00:00Z")
    _link(element, "alternate", _address(path, f"{entry.page}index.html", config))
    _add(element, "summary", entry.summary)


def _add(parent: etree._Element, name: str, text: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}")
    if text:
        element.text = _legal(text)
    return element


def _link(parent: etree._Element, relation: str, address: str) -> None:
    element = etree.SubElement(parent, f"{{{ATOM}}}link")
    element.set("rel", relation)
    element.set("href", address)


def _legal(text: str) -> str:
    """Leave out the characters that XML cannot hold."""
    return _ILLEGAL.sub("", text)


def _address(page: str, target: str, config: SiteConfig) -> str:
    return config.base_url + target if config.base_url else relative(page, target)


def sitemap(pages: Iterable[str], config: SiteConfig) -> Iterator[OutputFile]:
    """Yield robots.txt, and sitemap.xml with its parts when a base URL is set (the protocol wants whole addresses)."""
    lines = ["User-agent: *", "Allow: /"]
    if config.base_url:
        lines.append(f"Sitemap: {config.base_url}sitemap.xml")
        yield from _sitemap_files((config.base_url + page.removesuffix("index.html") for page in pages), config)
    yield OutputFile("robots.txt", ("\n".join(lines) + "\n").encode())


def _sitemap_files(addresses: Iterator[str], config: SiteConfig) -> Iterator[OutputFile]:
    part = list(islice(addresses, MOST_ADDRESSES))
    following = list(islice(addresses, MOST_ADDRESSES))
    if not following:
        yield OutputFile("sitemap.xml", _locations("urlset", "url", part))
        return
    names: list[str] = []
    while part:
        names.append(f"sitemap-{len(names) + 1}.xml")
        yield OutputFile(names[-1], _locations("urlset", "url", part))
        part, following = following, list(islice(addresses, MOST_ADDRESSES))
    yield OutputFile("sitemap.xml", _locations("sitemapindex", "sitemap", [config.base_url + name for name in names]))


def _locations(root: str, child: str, addresses: Iterable[str]) -> bytes:
    element = etree.Element(f"{{{SITEMAP}}}{root}", nsmap={None: SITEMAP})  # type: ignore[dict-item]
    for address in addresses:
        entry = etree.SubElement(element, f"{{{SITEMAP}}}{child}")
        etree.SubElement(entry, f"{{{SITEMAP}}}loc").text = address
    return _xml(element)


def _xml(element: etree._Element) -> bytes:
    content: bytes = etree.tostring(element, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return content


def opensearch(config: SiteConfig) -> Iterator[OutputFile]:
    """Yield opensearch.xml, with which a browser offers the site's search; the format wants whole addresses."""
    if not config.base_url:
        return
    element = etree.Element(f"{{{OPENSEARCH}}}OpenSearchDescription", nsmap={None: OPENSEARCH})  # type: ignore[dict-item]
    texts = (("ShortName", config.name[:SHORT_NAME]), ("Description", f"搜索{config.name}"), ("InputEncoding", "UTF-8"))
    for name, text in texts:
        etree.SubElement(element, f"{{{OPENSEARCH}}}{name}").text = _legal(text)
    url = etree.SubElement(element, f"{{{OPENSEARCH}}}Url")
    url.set("type", "text/html")
    url.set("template", f"{config.base_url}search/index.html?q={{searchTerms}}")
    yield OutputFile("opensearch.xml", _xml(element))
