"""Charts as figures: drawing, sentence, table and downloads."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup, escape

from site_builder.model.chart import ChartCell, DrawnChart
from site_builder.pages.values import FactPlaces
from site_builder.paths import relative


@dataclass(frozen=True, slots=True)
class ChartView:
    """A figure; `option_href` is the address of its option, `rows` are table rows as markup."""

    name: str
    title: str
    summary: str
    note: str
    option_href: str
    csv_href: str
    svg_href: str
    svg: Markup
    narrow_svg: Markup
    columns: tuple[str, ...]
    rows: tuple[Markup, ...]


def chart_views(drawn: tuple[DrawnChart, ...], page: str, places: FactPlaces) -> tuple[ChartView, ...]:
    """Return the charts of a page."""
    return tuple(chart_view(chart, page, places) for chart in drawn)


def chart_view(drawn: DrawnChart, page: str, places: FactPlaces) -> ChartView:
    """Return one chart with its table linked to the facts' places."""
    chart = drawn.chart
    option = relative(page, drawn.path)
    return ChartView(
        name=chart.name,
        title=chart.title,
        summary=chart.summary,
        note=chart.note,
        option_href=option,
        csv_href=option.removesuffix(".json") + ".csv",
        svg_href=option.removesuffix(".json") + ".svg",
        svg=Markup(drawn.drawing.wide),
        narrow_svg=Markup(drawn.drawing.narrow),
        columns=chart.columns,
        rows=tuple(_row(row, places) for row in chart.rows),
    )


def _row(cells: tuple[ChartCell, ...], places: FactPlaces) -> Markup:
    head = f'<th scope="row">{_content(cells[0], places)}</th>' if cells else ""
    return Markup(head + "".join(_cell(cell, places) for cell in cells[1:]))


def _cell(cell: ChartCell, places: FactPlaces) -> str:
    side = ' class="n"' if cell.numeric else ""
    return f"<td{side}>{_content(cell, places)}</td>"


def _content(cell: ChartCell, places: FactPlaces) -> str:
    href = places.href(cell.fact)
    if not href:
        return str(escape(cell.text))
    return f'<a class="v" data-fact="{escape(cell.fact)}" href="{escape(href)}">{escape(cell.text)}</a>'
