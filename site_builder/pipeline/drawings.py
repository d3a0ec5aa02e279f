"""Charts with their drawings: each distinct option is drawn once and kept in the store."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.charts import department_charts, draw, drawing_key, option_files, report_charts
from site_builder.model.chart import Chart, Drawing, DrawnChart, DrawnCharts
from site_builder.model.output import OutputFile
from site_builder.model.site import Department
from site_builder.pipeline.versions import DRAWING, code_version
from site_builder.store import Store, content_key


def draw_all(department: Department, store: Store) -> DrawnCharts:
    """Return all charts of a department's pages."""
    path = department.summary.path
    groups = [(path, drawn(department_charts(department), path, store))]
    groups += [
        (item.path, drawn(report_charts(item.report), item.path, store))
        for source in department.sources
        for item in source.reports
        if item.path.startswith(path)
    ]
    return DrawnCharts(tuple(groups))


def drawn(charts: tuple[Chart, ...], folder: str, store: Store) -> tuple[DrawnChart, ...]:
    """Return the charts of a page with their drawings, each distinct option drawn once."""
    return tuple(DrawnChart(chart, _drawing(chart, store), f"{folder}charts/{chart.name}.json") for chart in charts)


def _drawing(chart: Chart, store: Store) -> Drawing:
    key = content_key("drawing", code_version(*DRAWING), drawing_key(chart))
    known = store.get(key)
    if isinstance(known, Drawing):
        return known
    drawing = draw(chart)
    store.put(key, drawing)
    return drawing


def chart_files(charts: DrawnCharts) -> Iterator[OutputFile]:
    """Yield the files that go with charts."""
    for _, group in charts.groups:
        for chart in group:
            yield from option_files(chart)
