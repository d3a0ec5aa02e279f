"""The page that explains where the data come from and how they were read and checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from site_builder.model.config import Allowance, SiteConfig, Waiver
from site_builder.model.output import Page, PageExtras, PagePlan
from site_builder.model.site import DepartmentSummary, SiteSummary, SourceAccount
from site_builder.pages.downloads import DownloadView, download_views
from site_builder.pages.findings import lost_files
from site_builder.pages.layout import Layout, Link, build_layout
from site_builder.pages.regions import Share, every_share, part_links, split_departments
from site_builder.pages.search_entries import plain_entry
from site_builder.paths import relative

MOST_SOURCES = 300
MOST_PROBLEMS = 300


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source file: what it became, how many numbers it prints and how many of them were not understood."""

    source: str
    href: str
    reports: str
    sha256: str
    printed: str
    unread: str


@dataclass(frozen=True, slots=True)
class MethodPage:
    """The context of method_page.html; `parts` lead to the source files of regions when they are too many."""

    layout: Layout
    heading: str
    sources: tuple[SourceRow, ...]
    parts: tuple[Link, ...]
    problems: tuple[str, ...]
    more_problems: int
    allowances: tuple[Allowance, ...]
    waivers: tuple[Waiver, ...]
    downloads: tuple[DownloadView, ...]


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """The context of sources_page.html: the source files of one region, or `parts` that lead on."""

    layout: Layout
    heading: str
    sources: tuple[SourceRow, ...]
    parts: tuple[Link, ...]


def method_pages(summary: SiteSummary, config: SiteConfig, extras: PageExtras) -> Iterator[Page | PagePlan]:
    """Yield the method and data page and, when source files are many, a page for each region."""
    path = "method/index.html"
    shares = split_departments(summary.outlines, MOST_SOURCES, lambda department: department.sources)
    split = bool(shares[0].folder)
    problems = lost_files(summary)
    page = MethodPage(
        layout=build_layout(
            path, "数据与方法", config, section="method", description="数据从哪里来，怎样读出、怎样核对，怎样引用和下载"
        ),
        heading="数据与方法",
        sources=() if split else _sources(path, summary.departments),
        parts=part_links(path, "method/", shares, _note) if split else (),
        problems=problems[:MOST_PROBLEMS],
        more_problems=max(0, len(problems) - MOST_PROBLEMS),
        allowances=config.allowances,
        waivers=config.waivers,
        downloads=download_views(extras.downloads_of(""), path),
    )
    yield Page(path, "method_page.html", page, plain_entry(path, "数据与方法"))
    if split:
        yield from (_plan(share, summary, config) for share in every_share(shares))


def _plan(share: Share, summary: SiteSummary, config: SiteConfig) -> PagePlan:
    path, title = f"method/{share.folder}index.html", f"来源文件：{share.title}"

    def make() -> Page:
        crumbs = share.crumbs("method/", "数据与方法")
        layout = build_layout(path, title, config, section="method", description=title, crumbs=crumbs)
        sources = () if share.parts else _sources(path, summary.of(share.departments))
        links = part_links(path, "method/", share.parts, _note)
        return Page(path, "sources_page.html", SourcesPage(layout, title, sources, links))

    return PagePlan(path, share.versions, make)


def _note(share: Share) -> str:
    return f"{sum(department.sources for department in share.departments)} 个文件"


def _sources(path: str, departments: Iterable[DepartmentSummary]) -> tuple[SourceRow, ...]:
    accounts: dict[str, SourceAccount] = {}
    titles: dict[str, list[str]] = {}
    places: dict[str, tuple[str, str]] = {}
    for department in departments:
        accounts.update((account.source, account) for account in department.accounts)
        for report in department.reports:
            titles.setdefault(report.source, []).append(f"{report.department} {report.year or ''} {report.kind_title}")
            places[report.source] = (report.source_path, report.sha256)
    rows = []
    for source, (place, sha256) in sorted(places.items()):
        entry = accounts.get(source)
        printed, unread = (f"{entry.printed:,}", f"{entry.unread:,}") if entry else ("", "")
        row = SourceRow(source, relative(path, place), "；".join(titles[source]), sha256, printed, unread)
        rows.append((entry.unread if entry else 0, row))
    rows.sort(key=lambda pair: -pair[0])  # stable: files that were read in full keep their order
    return tuple(row for _, row in rows)
