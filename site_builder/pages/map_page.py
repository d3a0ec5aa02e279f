"""站点地图: all columns, departments and reports as one list; by region when they are many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.model.config import SiteConfig
from site_builder.model.output import Page
from site_builder.model.site import DepartmentSummary, SiteSummary
from site_builder.pages.layout import FOOTER_LINKS, NAVIGATION, Layout, Link, build_layout
from site_builder.pages.regions import split_departments
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


def map_pages(summary: SiteSummary, config: SiteConfig) -> Iterator[Page]:
    """Yield map/index.html and, when there are many reports, a page for each region."""
    path = "map/index.html"
    shares = split_departments(summary.departments, MOST_LINKS, lambda department: len(department.reports) + 1)
    split = len(shares) > 1
    parts = tuple(Link(share.title, relative(path, f"map/{share.folder}")) for share in shares if split)
    columns = tuple(Link(title, relative(path, target)) for _, title, target in NAVIGATION)
    columns += (Link("搜索", relative(path, "search/index.html")),)
    columns += tuple(Link(title, relative(path, target)) for title, target in FOOTER_LINKS if target != path)
    yield _page(path, "站点地图", config, columns, parts, () if split else summary.departments)
    if split:
        for share in shares:
            title = f"站点地图：{share.title}"
            yield _page(f"map/{share.folder}index.html", title, config, (), (), share.departments)


def _page(
    path: str,
    title: str,
    config: SiteConfig,
    columns: tuple[Link, ...],
    parts: tuple[Link, ...],
    departments: tuple[DepartmentSummary, ...],
) -> Page:
    crumbs = () if path == "map/index.html" else (("站点地图", "map/index.html"),)
    layout = build_layout(path, title, config, description="本站的全部栏目、部门和报告", crumbs=crumbs)
    entries = tuple(_entry(path, department) for department in departments)
    return Page(path, "map_page.html", MapPage(layout, title, columns, parts, entries), plain_entry(path, title))


def _entry(path: str, department: DepartmentSummary) -> MapEntry:
    return MapEntry(
        Link(
            department.name, relative(path, department.path), note=" ".join(part for part in department.region if part)
        ),
        tuple(Link(report.title, relative(path, report.path)) for report in department.reports),
    )
