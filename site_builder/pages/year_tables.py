"""A department's key figures over the years: one table for each kind and scope of report."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from site_builder.model.report import Fact
from site_builder.model.site import ReportSummary
from site_builder.pages.values import FactShower, grouped

MISSING = Markup('<td class="n" aria-label="没有公开"></td>')


@dataclass(frozen=True, slots=True)
class YearTable:
    """The same key figures over the years, for one kind of report: rows are markup cells in the years' order.

    `unit` is the unit of all its amounts, empty when they differ and each cell says its own.
    """

    title: str
    unit: str
    years: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Markup, ...]], ...]


def year_tables(path: str, reports: tuple[ReportSummary, ...]) -> tuple[YearTable, ...]:
    """Return one table for each kind and scope that was published for two years or more."""
    groups: dict[tuple[str, str], list[ReportSummary]] = {}
    for report in reports:
        if report.year and report.key_figures:
            groups.setdefault((report.kind_title, report.scope), []).append(report)
    return tuple(
        _year_table(path, title, sorted(group, key=lambda report: report.year or 0))
        for (title, _), group in groups.items()
        if len({report.year for report in group}) > 1
    )


def _year_table(path: str, title: str, reports: list[ReportSummary]) -> YearTable:
    titles = dict.fromkeys(figure.title for report in reports for figure in report.key_figures)
    amounts = {
        figure.fact.value.unit
        for report in reports
        for figure in report.key_figures
        if figure.fact.value.in_yuan() is not None
    }
    unit = amounts.pop() if len(amounts) == 1 else ""
    columns = [
        (FactShower(path, report.source_path), {figure.title: figure.fact for figure in report.key_figures})
        for report in reports
    ]
    rows = tuple((name, tuple(_cell(found.get(name), unit, shower) for shower, found in columns)) for name in titles)
    return YearTable(title, unit, tuple(f"{report.year} 年" for report in reports), rows)


def _cell(fact: Fact | None, unit: str, shower: FactShower) -> Markup:
    if fact is None:
        return MISSING
    shown = grouped(fact.value)
    return Markup(f'<td class="n">{shower.linked(fact, shown.removesuffix(f" {unit}") if unit else shown)}</td>')
