"""The home page: how to read the site, and the departments by region and year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from site_builder.model.config import SiteConfig
from site_builder.model.finding import ItemState
from site_builder.model.output import Page, PageExtras, PagePlan
from site_builder.model.site import DepartmentSummary, ReportSummary, SiteSummary
from site_builder.pages.downloads import DownloadView, download_views
from site_builder.pages.findings import counts_text, lost_files
from site_builder.pages.key_figures import figure_title, ranked_figures, without_repetition
from site_builder.pages.layout import Layout, Link, build_layout
from site_builder.pages.regions import UNKNOWN, Share, every_share, part_links, split_departments
from site_builder.pages.search_entries import plain_entry
from site_builder.pages.values import FactShower, grouped, readable
from site_builder.paths import relative

SHOWN_FIGURES = 3
ROW_FIGURES = 2
MOST_ROWS = 150
FEW = 12
"""Departments that need no headings of regions: the cards name them."""
MOST_PROBLEMS = 50


@dataclass(frozen=True, slots=True)
class DepartmentCard:
    """One department on the home page: `figures` pair title and linked number of its newest report."""

    name: str
    href: str
    region: str
    source: str
    figures: tuple[tuple[str, Markup], ...]
    reports: tuple[Link, ...]
    projects: int
    findings: str
    missing: int


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """One of many departments, in a line: its newest report, its first figures, what the audit found."""

    name: str
    href: str
    place: str
    report: Link
    figures: tuple[tuple[str, Markup], ...]
    findings: str
    missing: int


@dataclass(frozen=True, slots=True)
class RegionGroup:
    """The departments of one region: as cards when they are few, else in lines."""

    title: str
    departments: tuple[DepartmentCard, ...]
    rows: tuple[DepartmentRow, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    """The context of home_page.html; `parts` lead to regions when the departments are too many for one page."""

    layout: Layout
    heading: str
    counts: tuple[tuple[str, str], ...]
    years: tuple[str, ...]
    regions: tuple[RegionGroup, ...]
    parts: tuple[Link, ...]
    problems: tuple[str, ...]
    downloads: tuple[DownloadView, ...]


@dataclass(frozen=True, slots=True)
class RegionPage:
    """The context of region_page.html: the departments of one region, or `parts` that lead to regions within it."""

    layout: Layout
    heading: str
    regions: tuple[RegionGroup, ...]
    parts: tuple[Link, ...]


def home_pages(summary: SiteSummary, config: SiteConfig, extras: PageExtras) -> Iterator[Page | PagePlan]:
    """Yield the home page and, when departments are many, a page for each region.

    Amounts are listed, never added up over departments: kinds, scopes and units differ.
    """
    path = "index.html"
    every = summary.outlines
    shares = split_departments(every, MOST_ROWS, lambda _: 1)
    split = bool(shares[0].folder)
    page = HomePage(
        layout=_layout(config, extras),
        heading=config.name,
        counts=_counts(summary),
        years=tuple(str(year) for year in sorted({year for item in every for year in item.years}, reverse=True)),
        regions=() if split else _regions(path, summary.departments),
        parts=part_links(path, "regions/", shares, _note) if split else (),
        problems=lost_files(summary)[:MOST_PROBLEMS],
        downloads=download_views(extras.downloads_of(""), path),
    )
    yield Page(path, "home_page.html", page, plain_entry(path, config.name, "首页"))
    if split:
        yield from (_region_plan(share, summary, config) for share in every_share(shares))


def _counts(summary: SiteSummary) -> tuple[tuple[str, str], ...]:
    """Return what the site holds; what it has none of is not counted."""
    every = summary.outlines
    counts = (
        ("部门", len(every)),
        ("报告", sum(item.reports for item in every)),
        ("项目", sum(item.projects for item in every)),
        ("可查证的数据", sum(item.facts for item in every)),
    )
    return tuple((title, f"{count:,}") for title, count in counts if count)


def _layout(config: SiteConfig, extras: PageExtras) -> Layout:
    return build_layout(
        "index.html",
        config.name,
        config,
        section="home",
        description=f"{config.name}：每个部门花了多少钱、花在哪里、效果如何，每个数字都能查到出处",
        json_ld=extras.json_ld_of(""),
    )


def _note(share: Share) -> str:
    return f"{len(share.departments)} 个部门"


def _region_plan(share: Share, summary: SiteSummary, config: SiteConfig) -> PagePlan:
    path = f"regions/{share.folder}index.html"

    def make() -> Page:
        crumbs = share.crumbs("regions/", "")[1:]
        description = f"{share.title}各部门的公开情况"
        layout = build_layout(path, share.title, config, section="home", description=description, crumbs=crumbs)
        regions = () if share.parts else _regions(path, summary.of(share.departments))
        page = RegionPage(layout, share.title, regions, part_links(path, "regions/", share.parts, _note))
        return Page(path, "region_page.html", page)

    return PagePlan(path, share.versions, make)


def _regions(path: str, given: Iterable[DepartmentSummary]) -> tuple[RegionGroup, ...]:
    departments = tuple(given)
    if len(departments) <= FEW:
        return (
            (RegionGroup("", tuple(_card(path, department) for department in departments), ()),) if departments else ()
        )
    groups: dict[str, list[DepartmentRow]] = {}
    one_province = len({department.region[:1] for department in departments}) == 1
    for department in departments:
        named = [part for part in department.region[: 2 if one_province else 1] if part]
        groups.setdefault(named[-1] if named else UNKNOWN, []).append(_row(path, department))
    return tuple(RegionGroup(title, (), tuple(rows)) for title, rows in groups.items())


def _row(path: str, department: DepartmentSummary) -> DepartmentRow:
    card = _card(path, department)
    return DepartmentRow(
        name=card.name,
        href=card.href,
        place="" if not department.region or department.region[-1] in card.name else department.region[-1],
        report=card.reports[0] if card.reports else Link("", ""),
        figures=card.figures[:ROW_FIGURES],
        findings=card.findings,
        missing=card.missing,
    )


def _card(path: str, department: DepartmentSummary) -> DepartmentCard:
    reports = sorted(department.reports, key=lambda report: -(report.year or 0))
    first = next((report for report in reports if report.key_figures), reports[0] if reports else None)
    return DepartmentCard(
        name=department.name,
        href=relative(path, department.path),
        region=" · ".join(part for part in department.region if part),
        source=_report_title(first) if first and len(reports) > 1 else "",
        figures=_figures(path, first) if first else (),
        reports=tuple(_report_link(path, report) for report in reports),
        projects=sum(len(report.projects) for report in reports),
        findings=counts_text(sum(r.errors for r in reports), sum(r.warnings for r in reports)),
        missing=_missing(reports),
    )


def _report_link(path: str, report: ReportSummary) -> Link:
    return Link(_report_title(report), relative(path, report.path))


def _report_title(report: ReportSummary) -> str:
    return f"{f'{report.year} 年' if report.year else '年度不详的'}{report.kind_title}"


def _figures(path: str, report: ReportSummary) -> tuple[tuple[str, Markup], ...]:
    shower = FactShower(path, report.source_path)
    return tuple(
        (
            figure_title(figure, report),
            shower.linked(figure.fact, readable(figure.fact.value) or grouped(figure.fact.value)),
        )
        for figure in without_repetition(ranked_figures(report))[:SHOWN_FIGURES]
    )


def _missing(reports: list[ReportSummary]) -> int:
    """Return how many required items the newest year's reports lack."""
    newest = max((report.year or 0 for report in reports), default=0)
    items = (item for report in reports if (report.year or 0) == newest for item in report.checklist)
    return sum(1 for item in items if item.state is ItemState.MISSING)
