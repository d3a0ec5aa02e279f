"""The pages and files that are about the whole site, made from the departments' summaries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from site_builder.charts import browser_assets, option_files, site_charts
from site_builder.checks import all_checks
from site_builder.exports import DepartmentRows, site_exports, site_extras
from site_builder.model.chart import DrawnCharts
from site_builder.model.config import SiteConfig
from site_builder.model.finding import Coverage, Finding
from site_builder.model.output import KeptFile, OutputFile, OutputStream, Page, SearchEntry
from site_builder.model.site import Correction, DepartmentSummary, SiteSummary
from site_builder.pages import old_version_page, site_pages
from site_builder.pipeline.department import (
    DepartmentTask,
    drawn,
    load_rows,
    load_share,
    render_pages,
    share_key,
    shared_renderer,
)
from site_builder.pipeline.history import History, history_file
from site_builder.pipeline.old_pages import page_hash, read_old_page
from site_builder.pipeline.published import sources_file
from site_builder.pipeline.versions import site_version
from site_builder.render import static_files
from site_builder.search import ShareRef, index_share, merge_shares
from site_builder.store import Store, content_key

_UNLISTED = re.compile(r"(?:^|/)(?:404|fragment|[0-9a-f]{12})\.html$")


def site_files(
    summary: SiteSummary, tasks: tuple[DepartmentTask, ...], history: History, plan: SitePlan
) -> Iterator[OutputFile | OutputStream | KeptFile]:
    """Yield every file that belongs to no single department."""
    config = plan.config
    charts = drawn(site_charts(summary), "", plan.store)
    yield from static_files(config)
    yield from browser_assets()
    for chart in charts:
        yield from option_files(chart)
    files, entries = render_pages(_pages(summary, DrawnCharts((("", charts),)), history, config), config)
    yield from files
    yield from _old_versions(history, tasks, plan)
    yield history_file(history)
    yield sources_file(summary)
    rows = partial(_rows, tasks)
    yield from site_exports(summary, rows, config, _with_pages(history.corrections, summary), plan.pages())
    yield from merge_shares(_shares(tasks, entries, plan), SearchMemory(plan.store, plan.target))


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


@dataclass(frozen=True, slots=True)
class SearchMemory:
    """What the last build left of its index: in the store, and on the published site."""

    store: Store
    target: Path

    def get(self, key: str) -> object | None:
        """Return what the store holds under `key`; shares are kept there under the keys of their ShareRef."""
        kept: object | None = self.store.get(key)
        return kept

    def put(self, key: str, value: object) -> None:
        """Keep `value` under `key`."""
        self.store.put(key, value)

    def published(self, path: str) -> bytes | None:
        """Return a file of the published site, which may be damaged."""
        try:
            return (self.target / path).read_bytes()
        except OSError:
            return None


def _shares(tasks: tuple[DepartmentTask, ...], entries: tuple[SearchEntry, ...], plan: SitePlan) -> Iterator[ShareRef]:
    """Yield the departments' shares of the index, read only where needed, and that of the site's own pages."""
    for task in tasks:
        yield ShareRef(share_key(task.key), partial(load_share, task))
    own = index_share(entries)
    key = content_key("share", own)
    plan.store.put(key, own)
    yield ShareRef(key, lambda: own)


def _pages(summary: SiteSummary, charts: DrawnCharts, history: History, config: SiteConfig) -> Iterator[Page]:
    corrections = _with_pages(history.corrections, summary)
    return site_pages(summary, charts, config, all_checks(), site_extras(summary, config), corrections)


def _with_pages(corrections: tuple[Correction, ...], summary: SiteSummary) -> tuple[Correction, ...]:
    """Return the corrections as pages show them: those of a report that is gone lead to the corrections page."""
    known = {report.path for department in summary.departments for report in department.reports}
    return tuple(
        item if item.report_path in known else replace(item, report_path="corrections/") for item in corrections
    )


def _old_versions(history: History, tasks: tuple[DepartmentTask, ...], plan: SitePlan) -> Iterator[OutputFile]:
    """Yield the pages of older versions, each made anew from the page that is published, for the gate may have grown."""
    present = {source.task.source for task in tasks for source in task.group.sources}
    for version in history.versions:
        page = plan.target / version.page
        published = page if page.is_file() else page.with_name("index.html")
        key = content_key("old-version", site_version(plan.config), page_hash(published), repr(version))
        known = plan.store.get(key)
        if not isinstance(known, OutputFile):
            document = read_old_page(published, version.source)
            if document is None:
                continue
            made = old_version_page(version, document.content, version.source in present, plan.config)
            known = shared_renderer(plan.config).render(made)
            plan.store.put(key, known)
        yield known


def _rows(tasks: tuple[DepartmentTask, ...]) -> Iterator[tuple[str, DepartmentRows]]:
    return ((task.group.path, load_rows(task)) for task in tasks)


def site_summary(
    summaries: Iterable[DepartmentSummary], findings: tuple[Finding, ...], coverage: tuple[Coverage, ...]
) -> SiteSummary:
    """Return the summary of the site, departments by region and name."""
    return SiteSummary(tuple(sorted(summaries, key=lambda item: (item.region, item.name))), findings, coverage)
