"""Departments and years side by side: only reports of one kind and scope stand in one table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from site_builder.model.config import SiteConfig
from site_builder.model.output import Page
from site_builder.model.site import DepartmentSummary, KeyFigure, ReportSummary, SiteSummary
from site_builder.pages.layout import Layout, Link, build_layout
from site_builder.pages.project_rows import number_text, yuan_text
from site_builder.pages.regions import Share, split_departments
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


def compare_pages(summary: SiteSummary, config: SiteConfig) -> Iterator[Page]:
    """Yield compare/index.html and, when there are many reports, a page for each region."""
    path = "compare/index.html"
    shares = split_departments(summary.departments, MOST_ROWS, lambda department: len(department.reports))
    if len(shares) == 1:
        yield _page(path, "比较", config, summary.departments, ())
        return
    parts = tuple(Link(share.title, relative(path, f"compare/{share.folder}")) for share in shares)
    yield _page(path, "比较", config, (), parts)
    yield from (_share(share, config) for share in shares)


def _share(share: Share, config: SiteConfig) -> Page:
    return _page(f"compare/{share.folder}index.html", f"比较：{share.title}", config, share.departments, ())


def _page(
    path: str, title: str, config: SiteConfig, departments: tuple[DepartmentSummary, ...], parts: tuple[Link, ...]
) -> Page:
    layout = build_layout(
        path,
        title,
        config,
        section="compare",
        description="同一种报告、同一口径的部门和年度放在一起看",
        crumbs=() if path == "compare/index.html" else (("比较", "compare/index.html"),),
    )
    page = ComparePage(layout, title, _tables(path, departments), parts)
    return Page(path, "compare_page.html", page, plain_entry(path, title))


def _tables(path: str, departments: tuple[DepartmentSummary, ...]) -> tuple[ComparisonTable, ...]:
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
