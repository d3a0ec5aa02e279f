"""Departments and years side by side: only reports of one kind and scope stand in one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from site_builder.model.config import SiteConfig
from site_builder.model.output import Page, PagePlan
from site_builder.model.site import DepartmentSummary, KeyFigure, ReportSummary, SiteSummary
from site_builder.pages.layout import Layout, Link, build_layout
from site_builder.pages.project_rows import number_text, yuan_text
from site_builder.pages.regions import Share, every_share, part_links, split_departments
from site_builder.pages.search_entries import plain_entry
from site_builder.pages.values import FactShower, grouped
from site_builder.paths import relative

MOST_ROWS = 300
NOT_COMPARED = frozenset({"score", "grade"})
"""Points and grades follow scales of their own: they are never set side by side over departments (handbook §3)."""


@dataclass(frozen=True, slots=True)
class ComparisonTable:
    """One kind and scope: column titles, and rows as markup (department, year, figures)."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class ComparePage:
    """The context of compare_page.html."""

    layout: Layout
    heading: str
    tables: tuple[ComparisonTable, ...]
    parts: tuple[Link, ...]


def compare_pages(summary: SiteSummary, config: SiteConfig) -> Iterator[Page | PagePlan]:
    """Yield compare/index.html and, when there are many reports, a page for each region."""
    path, title = "compare/index.html", "比较"
    shares = split_departments(summary.outlines, MOST_ROWS, lambda department: department.reports)
    split = bool(shares[0].folder)
    page = ComparePage(
        layout=_layout(path, title, config),
        heading=title,
        tables=() if split else _tables(path, summary.departments),
        parts=part_links(path, "compare/", shares, _note) if split else (),
    )
    yield Page(path, "compare_page.html", page, plain_entry(path, title))
    if split:
        yield from (_plan(share, summary, config) for share in every_share(shares))


def _plan(share: Share, summary: SiteSummary, config: SiteConfig) -> PagePlan:
    path, title = f"compare/{share.folder}index.html", f"比较：{share.title}"

    def make() -> Page:
        layout = _layout(path, title, config, share.crumbs("compare/", "比较"))
        tables = () if share.parts else _tables(path, summary.of(share.departments))
        page = ComparePage(layout, title, tables, part_links(path, "compare/", share.parts, _note))
        return Page(path, "compare_page.html", page)

    return PagePlan(path, share.versions, make)


def _note(share: Share) -> str:
    return f"{len(share.departments)} 个部门"


def _layout(path: str, title: str, config: SiteConfig, crumbs: tuple[tuple[str, str], ...] = ()) -> Layout:
    description = "同一种报告、同一口径的部门和年度放在一起看"
    return build_layout(path, title, config, section="compare", description=description, crumbs=crumbs)


def _tables(path: str, departments: Iterable[DepartmentSummary]) -> tuple[ComparisonTable, ...]:
    groups: dict[tuple[str, str], list[tuple[DepartmentSummary, ReportSummary]]] = {}
    for department in departments:
        for report in department.reports:
            if any(figure.name not in NOT_COMPARED for figure in report.key_figures):
                groups.setdefault((report.kind_title, report.scope), []).append((department, report))
    return tuple(
        _table(path, f"{kind}（{scope}）" if scope else kind, pairs) for (kind, scope), pairs in groups.items()
    )


def _table(path: str, title: str, pairs: list[tuple[DepartmentSummary, ReportSummary]]) -> ComparisonTable:
    columns = {
        figure.name: figure.title
        for _, report in pairs
        for figure in report.key_figures
        if figure.name not in NOT_COMPARED
    }
    return ComparisonTable(
        title,
        tuple(columns.values()),
        tuple(_row(path, department, report, tuple(columns)) for department, report in pairs),
    )


def _row(path: str, department: DepartmentSummary, report: ReportSummary, columns: tuple[str, ...]) -> Markup:
    shower = FactShower(path, report.source_path)
    figures = {figure.name: figure for figure in report.key_figures}
    cells = "".join(_cell(figures.get(name), shower) for name in columns)
    place = escape(" ".join(part for part in department.region[1:] if part))
    return Markup(
        f'<tr><th scope="row"><a href="{escape(relative(path, department.path))}">{escape(department.name)}</a>'
        f'<span class="quiet">{place}</span></th>'
        f'<td><a href="{escape(relative(path, report.path))}">{report.year or "不详"}</a></td>{cells}</tr>'
    )


def _cell(figure: KeyFigure | None, shower: FactShower) -> str:
    if figure is None:
        return '<td class="n" data-value="" aria-label="没有公开"></td>'
    value = yuan_text(figure.fact) or number_text(figure.fact)
    return f'<td class="n" data-value="{value}">{shower.linked(figure.fact, grouped(figure.fact.value))}</td>'
