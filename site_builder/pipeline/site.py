"""The pages and files that are about the whole site, made from the departments' summaries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from site_builder.charts import browser_assets, option_files, site_charts
from site_builder.checks import all_checks
from site_builder.exports import DepartmentRows, site_exports, site_extras
from site_builder.model.chart import DrawnCharts
from site_builder.model.config import SiteConfig
from site_builder.model.finding import Finding
from site_builder.model.output import OutputFile, OutputStream
from site_builder.model.site import DepartmentSummary, SiteSummary
from site_builder.pages import site_pages
from site_builder.pipeline.department import (
    DepartmentTask,
    drawn,
    load_parts,
    shared_renderer,
)
from site_builder.pipeline.history import History, history_file, version_files
from site_builder.render import static_files
from site_builder.search import merge_shares
from site_builder.store import Store

_UNLISTED = re.compile(r"(?:^|/)(?:404|fragment|[0-9a-f]{12})\.html$")


def site_files(
    summary: SiteSummary, tasks: tuple[DepartmentTask, ...], history: History, plan: SitePlan
) -> Iterator[OutputFile | OutputStream]:
    """Yield every file that belongs to no single department."""
    config = plan.config
    charts = drawn(site_charts(summary), "", plan.store)
    yield from static_files(config)
    yield from browser_assets()
    for chart in charts:
        yield from option_files(chart)
    yield from _pages(summary, DrawnCharts((("", charts),)), history, config)
    yield from version_files(plan.target, history)
    yield history_file(history)
    rows = partial(_rows, tasks)
    yield from site_exports(summary, rows, config, history.corrections, plan.pages())
    yield from merge_shares(load_parts(task).search for task in tasks)


@dataclass(frozen=True, slots=True)
class SitePlan:
    """Settings, store, where the published site is, and how to list the pages written so far."""

    config: SiteConfig
    store: Store
    target: Path
    written: Callable[[], Iterable[str]]

    def pages(self) -> Iterator[str]:
        """Yield the addresses of the pages that are meant to be found: no fragments, older versions or 404."""
        for path in self.written():
            if path.endswith(".html") and not _UNLISTED.search(path):
                yield path


def _pages(summary: SiteSummary, charts: DrawnCharts, history: History, config: SiteConfig) -> Iterator[OutputFile]:
    renderer = shared_renderer(config)
    extras = site_extras(summary, config)
    for page in site_pages(summary, charts, config, all_checks(), extras, history.corrections):
        yield renderer.render(page)


def _rows(tasks: tuple[DepartmentTask, ...]) -> Iterator[tuple[str, DepartmentRows]]:
    return ((task.group.path, load_parts(task).rows) for task in tasks)


def site_summary(summaries: Iterable[DepartmentSummary], findings: tuple[Finding, ...]) -> SiteSummary:
    """Return the summary of the site, departments by region and name."""
    return SiteSummary(tuple(sorted(summaries, key=lambda item: (item.region, item.name))), findings)
