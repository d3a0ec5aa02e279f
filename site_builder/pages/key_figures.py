"""Key figures as big numbers: readable first, the exact one beside, the term in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from site_builder.model.report import ReportKind
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


def is_plan(report: ReportSummary) -> bool:
    """Whether a report is a plan for the year, no account of it."""
    return ReportKind(report.kind).is_plan


def figure_title(figure: KeyFigure, report: ReportSummary) -> str:
    """Return a figure's name for lists over several reports: budgets use the names of spent money, so they say so."""
    return f"{figure.title}（预算）" if is_plan(report) and "预算" not in figure.title else figure.title


def key_figure_views(report: ReportSummary, shower: FactShower, most: int = 0) -> tuple[KeyFigureView, ...]:
    """Return the figures of a report: the `most` first that say something new, or all with the repeating ones last."""
    figures = ranked_figures(report)
    telling = without_repetition(figures)
    chosen = telling[:most] if most else telling + [figure for figure in figures if figure not in telling]
    return tuple(_view(figure, report, shower) for figure in chosen)


INCOME, SPENDING = ("year_income", "total_income"), ("year_expenditure", "total_expenditure")
SAME = {
    "total_income": INCOME,
    "income_budget": INCOME,
    "fiscal_appropriation": INCOME,
    "total_expenditure": SPENDING,
    "expenditure_budget": SPENDING,
    "general_public_budget": SPENDING,
}
"""Figures that say nothing new where nothing was carried over or came from elsewhere: shown only when they differ."""


def without_repetition(figures: list[KeyFigure]) -> list[KeyFigure]:
    """Return the figures without those that only repeat another one's amount."""
    amounts = {figure.name: amount_text(figure) for figure in figures}
    return [
        figure
        for figure in figures
        if not any(
            amounts.get(name) == amounts[figure.name] for name in SAME.get(figure.name, ()) if name != figure.name
        )
    ]


def amount_text(figure: KeyFigure) -> str:
    """Return a figure's amount in the words of a headline."""
    return readable(figure.fact.value) or grouped(figure.fact.value)


def ranked_figures(report: ReportSummary) -> list[KeyFigure]:
    """Return the key figures, those that citizens ask for first, then in their order."""
    return sorted(report.key_figures, key=lambda figure: FIRST.index(figure.name) if figure.name in FIRST else 99)


def _view(figure: KeyFigure, report: ReportSummary, shower: FactShower) -> KeyFigureView:
    value = figure.fact.value
    short = readable(value)
    exact = grouped(value)
    note = f"{figure.fact.year} 年" if figure.fact.year and figure.fact.year != report.year else ""
    shown = shower.linked(figure.fact, short or exact)
    explained = explanation(figure.name, plan=is_plan(report))
    return KeyFigureView(figure.title, shown, exact if short else "", note, explained)
