"""The page that explains where the data come from and how they were read and checked."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.model.config import Allowance, SiteConfig, Waiver
from site_builder.model.output import Page, PageExtras
from site_builder.model.site import SiteSummary
from site_builder.pages.downloads import DownloadView, download_views
from site_builder.pages.findings import lost_files
from site_builder.pages.layout import Layout, build_layout
from site_builder.pages.search_entries import plain_entry
from site_builder.paths import relative


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source file: what it became and how completely its numbers were understood."""

    source: str
    href: str
    reports: str
    sha256: str
    printed: str
    share: str


@dataclass(frozen=True, slots=True)
class MethodPage:
    """The context of method_page.html."""

    layout: Layout
    heading: str
    sources: tuple[SourceRow, ...]
    problems: tuple[str, ...]
    allowances: tuple[Allowance, ...]
    waivers: tuple[Waiver, ...]
    downloads: tuple[DownloadView, ...]


def method_page(summary: SiteSummary, config: SiteConfig, extras: PageExtras) -> Page:
    """Return the method and data page."""
    path = "method/index.html"
    page = MethodPage(
        layout=build_layout(
            path, "数据与方法", config, section="method", description="数据从哪里来，怎样读出、怎样核对，怎样引用和下载"
        ),
        heading="数据与方法",
        sources=_sources(path, summary),
        problems=lost_files(summary),
        allowances=config.allowances,
        waivers=config.waivers,
        downloads=download_views(extras.downloads_of(""), path),
    )
    return Page(path, "method_page.html", page, plain_entry(path, "数据与方法"))


def _sources(path: str, summary: SiteSummary) -> tuple[SourceRow, ...]:
    coverage = {entry.source: entry for entry in summary.coverage}
    titles: dict[str, list[str]] = {}
    places: dict[str, tuple[str, str]] = {}
    for department in summary.departments:
        for report in department.reports:
            titles.setdefault(report.source, []).append(f"{report.department} {report.year or ''} {report.kind_title}")
            places[report.source] = (report.source_path, report.sha256)
    rows = []
    for source, (place, sha256) in sorted(places.items()):
        entry = coverage.get(source)
        share = f"{1 - len(entry.not_understood) / entry.printed:.1%}" if entry and entry.printed else ""
        printed = str(entry.printed) if entry else ""
        rows.append(SourceRow(source, relative(path, place), "；".join(titles[source]), sha256, printed, share))
    return tuple(rows)
