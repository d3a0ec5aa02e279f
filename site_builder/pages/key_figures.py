"""Key figures as big numbers: readable first, the exact one beside, the term in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from site_builder.model.site import KeyFigure
from site_builder.pages.terms import explanation
from site_builder.pages.values import FactShower, grouped, readable


@dataclass(frozen=True, slots=True)
class KeyFigureView:
    """One headline figure: `shown` is the linked number, `exact` the printed one when `shown` is rounded."""

    title: str
    shown: Markup
    exact: str
    note: str
    explained: str


def key_figure_views(figures: tuple[KeyFigure, ...], shower: FactShower) -> tuple[KeyFigureView, ...]:
    """Return the figures in their order."""
    return tuple(_view(figure, shower) for figure in figures)


def _view(figure: KeyFigure, shower: FactShower) -> KeyFigureView:
    value = figure.fact.value
    short = readable(value)
    exact = grouped(value)
    note = f"{figure.fact.year} 年" if figure.fact.year else ""
    shown = shower.linked(figure.fact, short or exact)
    return KeyFigureView(figure.title, shown, exact if short else "", note, explanation(figure.name))
