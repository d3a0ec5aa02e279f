"""Departments and years side by side: only reports of one kind and scope stand in one table, in one unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from site_builder.model.config import SiteConfig
from site_builder.model.output import Page, PagePlan
from site_builder.model.report import ReportKind
from site_builder.model.site import DepartmentSummary, KeyFigure, ReportSummary, SiteSummary
from site_builder.pages.key_figures import SAME, ranked_figures
from site_builder.pages.layout import Layout, Link, build_layout
from site_builder.pages.project_rows import number_text, yuan_text
from site_builder.pages.regions import Share, every_share, part_links, split_departments
from site_builder.pages.search_entries import plain_entry
from site_builder.pages.values import FactShower, grouped, in_wan
from site_builder.paths import relative

MOST_ROWS = 300
NOT_COMPARED = frozenset({"score", "grade"})
"""Points and grades follow scales of their own: they are never set side by side over departments (handbook §3)."""
FEWEST = 2
"""A figure is compared when at least so many of the reports publish it."""
Pair = tuple[DepartmentSummary, ReportSummary]


@dataclass(frozen=True, slots=True)
class ComparisonTable:
    """One kind and scope: column titles with their units, the years, and rows as markup (department, year, figures)."""

    title: str
    plan: bool
    columns: tuple[str, ...]
    years: tuple[str, ...]
    rows: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class ComparePage:
    """The context of compare_page.html: `alone` are reports with no other one of their kind and scope."""

    layout: Layout
    heading: str
    tables: tuple[ComparisonTable, ...]
    alone: tuple[Link, ...]
    parts: tuple[Link, ...]


def compare_pages(summary: SiteSummary, config: SiteConfig) -> Iterator[Page | PagePlan]:
    """Yield compare/index.html and, when there are many reports, a page for each region."""
    path, title = "compare/index.html", "比较"
    shares = split_departments(summary.outlines, MOST_ROWS, lambda department: department.reports, pack=True)
    split = bool(shares[0].folder)
    layout = _layout(path, title, config)
    parts = part_links(path, "compare/", shares, _note) if split else ()
    yield Page(
        path,
        "compare_page.html",
        _context(path, layout, () if split else summary.departments, parts),
        plain_entry(path, title),
    )
    if split:
        yield from (_plan(share, summary, config) for share in every_share(shares))


def _plan(share: Share, summary: SiteSummary, config: SiteConfig) -> PagePlan:
    path, title = f"compare/{share.folder}index.html", f"比较：{share.title}"

    def make() -> Page:
        layout = _layout(path, title, config, share.crumbs("compare/", "比较"))
        departments = () if share.parts else summary.of(share.departments)
        page = _context(path, layout, departments, part_links(path, "compare/", share.parts, _note))
        return Page(path, "compare_page.html", page)

    return PagePlan(path, share.versions, make)


def _note(share: Share) -> str:
    return f"{len(share.departments)} 个部门"


def _layout(path: str, title: str, config: SiteConfig, crumbs: tuple[tuple[str, str], ...] = ()) -> Layout:
    description = "同一种报告、同一口径的部门和年度放在一起看"
    return build_layout(path, title, config, section="compare", description=description, crumbs=crumbs)


def _context(
    path: str, layout: Layout, departments: Iterable[DepartmentSummary], parts: tuple[Link, ...]
) -> ComparePage:
    groups = _groups(departments)
    tables = tuple(_table(path, kind, scope, pairs) for (kind, scope), pairs in groups.items() if len(pairs) >= FEWEST)
    alone = tuple(_alone(path, pairs[0]) for pairs in groups.values() if len(pairs) < FEWEST)
    return ComparePage(layout, layout.title, tables, alone, parts)


def _groups(departments: Iterable[DepartmentSummary]) -> dict[tuple[str, str], list[Pair]]:
    """Return the reports with figures by kind and scope, whatever each office titles them."""
    groups: dict[tuple[str, str], list[Pair]] = {}
    for department in departments:
        for report in department.reports:
            if any(figure.name not in NOT_COMPARED for figure in report.key_figures):
                groups.setdefault((report.kind, report.scope), []).append((department, report))
    return groups


def _alone(path: str, pair: Pair) -> Link:
    department, report = pair
    title = report.title if department.name in report.title else f"{department.name}{report.title}"
    return Link(title, relative(path, report.path))


def _table(path: str, kind: str, scope: str, pairs: list[Pair]) -> ComparisonTable:
    figures = [{figure.name: figure for figure in ranked_figures(report)} for _, report in pairs]
    columns = _columns(figures)
    label = ReportKind(kind).label
    return ComparisonTable(
        title=f"{label}（{scope}口径）" if scope else label,
        plan=ReportKind(kind).is_plan,
        columns=tuple(columns.values()),
        years=tuple(str(year) for year in sorted({report.year for _, report in pairs if report.year}, reverse=True)),
        rows=tuple(
            _row(path, department, report, tuple(found.get(name) for name in columns))
            for (department, report), found in zip(pairs, figures, strict=True)
        ),
    )


def _columns(rows: list[dict[str, KeyFigure]]) -> dict[str, str]:
    """Return name and heading of the figures to compare, those that citizens ask for first.

    Left out: what fewer than two reports publish, and totals that repeat the year's own money in every row.
    """
    columns: dict[str, str] = {}
    for name, figure in {name: figure for row in rows for name, figure in row.items()}.items():
        having = [row for row in rows if name in row]
        if name not in NOT_COMPARED and len(having) >= FEWEST and not all(_repeats(name, row) for row in having):
            amounts = all(row[name].fact.value.in_yuan() is not None for row in having)
            columns[name] = f"{figure.title}（万元）" if amounts else figure.title
    return columns


def _repeats(name: str, row: dict[str, KeyFigure]) -> bool:
    amount = row[name].fact.value.in_yuan()
    others = (row[other].fact.value.in_yuan() for other in SAME.get(name, ()) if other != name and other in row)
    return amount is not None and amount in others


def _row(
    path: str, department: DepartmentSummary, report: ReportSummary, figures: tuple[KeyFigure | None, ...]
) -> Markup:
    shower = FactShower(path, report.source_path)
    cells = "".join(_cell(figure, shower) for figure in figures)
    place = next((part for part in reversed(department.region) if part), "")
    where = "" if not place or place in department.name else f'<span class="quiet">{escape(place)}</span>'
    return Markup(
        f'<tr data-year="{report.year or ""}"><th scope="row">'
        f'<a href="{escape(relative(path, department.path))}">{escape(department.name)}</a>{where}</th>'
        f'<td><a href="{escape(relative(path, report.path))}">{report.year or "不详"}</a></td>{cells}</tr>'
    )


def _cell(figure: KeyFigure | None, shower: FactShower) -> str:
    if figure is None:
        return '<td class="n" data-value="" aria-label="没有公开"></td>'
    value = yuan_text(figure.fact) or number_text(figure.fact)
    exact = grouped(figure.fact.value)
    shown = in_wan(figure.fact.value)
    linked = (
        shower.linked(figure.fact, shown, "" if exact == f"{shown} 万元" else exact)
        if shown
        else (shower.linked(figure.fact, exact))
    )
    return f'<td class="n" data-value="{value}">{linked}</td>'
