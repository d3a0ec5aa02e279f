"""The pages and files that are about the whole site, made from the departments' summaries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

from site_builder.charts import browser_assets, option_files, site_charts
from site_builder.checks import all_checks
from site_builder.exports import site_exports
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
from site_builder.render import static_files
from site_builder.search import merge_shares
from site_builder.store import Store


def site_files(
    summary: SiteSummary, tasks: tuple[DepartmentTask, ...], config: SiteConfig, store: Store
) -> Iterator[OutputFile | OutputStream]:
    """Yield every file that belongs to no single department."""
    charts = drawn(site_charts(summary), "", store)
    groups = DrawnCharts((("", charts),))
    renderer = shared_renderer(config)
    yield from static_files(config)
    yield from browser_assets()
    for chart in charts:
        yield from option_files(chart)
    for page in site_pages(summary, groups, config, all_checks()):
        yield renderer.render(page)
    yield from site_exports(summary, lambda: (load_parts(task).rows for task in tasks), config)
    yield from merge_shares(load_parts(task).search for task in tasks)


def site_summary(summaries: Iterable[DepartmentSummary], findings: tuple[Finding, ...]) -> SiteSummary:
    """Return the summary of the site, departments by region and name."""
    return SiteSummary(tuple(sorted(summaries, key=lambda item: (item.region, item.name))), findings)


def digest(content: bytes) -> str:
    """Return the SHA-256 of a file's content in hexadecimal."""
    return sha256(content).hexdigest()
