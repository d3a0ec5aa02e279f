"""Key figures as big numbers: readable first, the exact one beside, the term in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from site_builder.model.site import KeyFigure, ReportSummary
from site_builder.pages.terms import explanation
from site_builder.pages.values import FactShower, grouped, readable

FIRST = (
    "year_expenditure", "year_income", "adjusted_budget", "executed", "execution_rate", "basic_expenditure",
    "project_expenditure", "three_public_expense", "score", "grade", "initial_budget", "total_expenditure",
    "total_income",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class KeyFigureView:
    """One headline figure: `shown` is the linked number, `exact` the printed one when `shown` is rounded."""

    title: str
    shown: Markup
    exact: str
    note: str
    explained: str


def key_figure_views(report: ReportSummary, shower: FactShower, most: int = 99) -> tuple[KeyFigureView, ...]:
    """Return the figures of a report, at most `most`."""
    figures = ranked_figures(report)
    if len(figures) > most:
        figures = _without_repetition(figures)[:most]
    return tuple(_view(figure, report.year, shower) for figure in figures)


SAME = {"total_income": "year_income", "total_expenditure": "year_expenditure"}
"""Totals that say nothing new where nothing was carried over: shown only when they differ."""


def _without_repetition(figures: list[KeyFigure]) -> list[KeyFigure]:
    amounts = {figure.name: figure.fact.value.in_yuan() for figure in figures}
    return [figure for figure in figures if figure.name not in SAME or not _same(amounts, figure.name)]


def _same(amounts: dict[str, Decimal | None], name: str) -> bool:
    return amounts[name] is not None and amounts[name] == amounts.get(SAME[name])


def ranked_figures(report: ReportSummary) -> list[KeyFigure]:
    """Return the key figures, those that citizens ask for first, then in their order."""
    return sorted(report.key_figures, key=lambda figure: FIRST.index(figure.name) if figure.name in FIRST else 99)


def _view(figure: KeyFigure, year: int | None, shower: FactShower) -> KeyFigureView:
    value = figure.fact.value
    short = readable(value)
    exact = grouped(value)
    note = f"{figure.fact.year} 年" if figure.fact.year and figure.fact.year != year else ""
    shown = shower.linked(figure.fact, short or exact)
    return KeyFigureView(figure.title, shown, exact if short else "", note, explanation(figure.name))
