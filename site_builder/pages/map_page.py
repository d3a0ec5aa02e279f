"""站点地图: all columns, departments and reports as one list; by region when they are many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from site_builder.model.config import SiteConfig
from site_builder.model.output import Page, PagePlan
from site_builder.model.site import DepartmentSummary, SiteSummary
from site_builder.pages.layout import FOOTER_LINKS, NAVIGATION, Layout, Link, build_layout
from site_builder.pages.regions import Share, every_share, part_links, split_departments
from site_builder.pages.search_entries import plain_entry
from site_builder.paths import relative

MOST_LINKS = 800


@dataclass(frozen=True, slots=True)
class MapEntry:
    """A department and its reports."""

    department: Link
    reports: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class MapPage:
    """The context of map_page.html."""

    layout: Layout
    heading: str
    columns: tuple[Link, ...]
    parts: tuple[Link, ...]
    departments: tuple[MapEntry, ...]


def map_pages(summary: SiteSummary, config: SiteConfig) -> Iterator[Page | PagePlan]:
    """Yield map/index.html and, when there are many reports, a page for each region."""
    path, title = "map/index.html", "站点地图"
    shares = split_departments(summary.outlines, MOST_LINKS, lambda department: department.reports + 1)
    split = bool(shares[0].folder)
    parts = part_links(path, "map/", shares, _note) if split else ()
    columns = tuple(Link(title, relative(path, target)) for _, title, target in NAVIGATION)
    columns += (Link("搜索", relative(path, "search/index.html")),)
    columns += tuple(Link(title, relative(path, target)) for title, target in FOOTER_LINKS if target != path)
    entries = () if split else _entries(path, summary.departments)
    page = MapPage(_layout(path, title, config), title, columns, parts, entries)
    yield Page(path, "map_page.html", page, plain_entry(path, title))
    if split:
        yield from (_plan(share, summary, config) for share in every_share(shares))


def _plan(share: Share, summary: SiteSummary, config: SiteConfig) -> PagePlan:
    path, title = f"map/{share.folder}index.html", f"站点地图：{share.title}"

    def make() -> Page:
        layout = _layout(path, title, config, share.crumbs("map/", "站点地图"))
        entries = () if share.parts else _entries(path, summary.of(share.departments))
        page = MapPage(layout, title, (), part_links(path, "map/", share.parts, _note), entries)
        return Page(path, "map_page.html", page)

    return PagePlan(path, share.versions, make)


def _note(share: Share) -> str:
    return f"{len(share.departments)} 个部门"


def _layout(path: str, title: str, config: SiteConfig, crumbs: tuple[tuple[str, str], ...] = ()) -> Layout:
    return build_layout(path, title, config, description="本站的全部栏目、部门和报告", crumbs=crumbs)


def _entries(path: str, departments: Iterable[DepartmentSummary]) -> tuple[MapEntry, ...]:
    return tuple(_entry(path, department) for department in departments)


def _entry(path: str, department: DepartmentSummary) -> MapEntry:
    where = " ".join(part for part in department.region if part and part not in department.name)
    return MapEntry(
        Link(department.name, relative(path, department.path), note=where),
        tuple(Link(report.title, relative(path, report.path)) for report in department.reports),
    )
