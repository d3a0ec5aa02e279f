"""The pages and files that are about the whole site, made from what the departments gave."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import overload

from site_builder.charts import browser_assets, option_files, site_charts
from site_builder.checks import all_checks
from site_builder.exports import feeds, opensearch, site_exports, site_extras, sitemap
from site_builder.model.chart import DrawnChart, DrawnCharts
from site_builder.model.config import SiteConfig
from site_builder.model.output import OutputFile, Page, PagePlan, SearchEntry, SitePart
from site_builder.model.site import Correction, DepartmentSummary, SiteSummary
from site_builder.output import SiteWriter
from site_builder.pages import old_version_page, site_pages
from site_builder.pages.regions import region_order
from site_builder.pipeline.building import load_share, load_summary
from site_builder.pipeline.department import DepartmentTask
from site_builder.pipeline.drawings import drawn
from site_builder.pipeline.gathering import Gathered
from site_builder.pipeline.history import History, history_file
from site_builder.pipeline.old_pages import page_hash, read_old_page
from site_builder.pipeline.published import sources_file
from site_builder.pipeline.rendering import render_pages, shared_renderer
from site_builder.pipeline.versions import code_version, site_version
from site_builder.render import static_files
from site_builder.search import ShareRef, index_parts, index_share
from site_builder.store import Store, content_key

_UNLISTED = re.compile(r"(?:^|/)(?:404|fragment|[0-9a-f]{12})\.html$")


KEPT_SUMMARIES = 64
"""Summaries of departments that are kept in memory, those of a region."""


@dataclass(frozen=True, slots=True)
class SitePlan:
    """Settings, store, the tasks of all departments, what is remembered, and where the published site is."""

    config: SiteConfig
    store: Store
    tasks: tuple[DepartmentTask, ...]
    history: History
    target: Path


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


class _Departments(Sequence[DepartmentSummary]):
    """The summaries of all departments, each loaded when it is asked for; several pages ask for those of a region."""

    def __init__(
        self, tasks: Sequence[DepartmentTask], kept: OrderedDict[str, DepartmentSummary] | None = None
    ) -> None:
        self._tasks = tasks
        self._kept: OrderedDict[str, DepartmentSummary] = OrderedDict() if kept is None else kept

    def __len__(self) -> int:
        return len(self._tasks)

    @overload
    def __getitem__(self, place: int) -> DepartmentSummary: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[DepartmentSummary]: ...
    def __getitem__(self, place: int | slice) -> DepartmentSummary | Sequence[DepartmentSummary]:
        if isinstance(place, slice):
            return _Departments(self._tasks[place], self._kept)
        task = self._tasks[place]
        if task.key not in self._kept:
            self._kept[task.key] = load_summary(task)
            if len(self._kept) > KEPT_SUMMARIES:
                self._kept.popitem(last=False)
        return self._kept[task.key]


def site_summary(gathered: Gathered) -> SiteSummary:
    """Return the summary of the site, departments by region and pinyin."""
    ordered = sorted(gathered.outlines, key=lambda pair: (region_order(pair[0].region), pair[0].path))
    marks = tuple((*mark, number) for mark, number in sorted(gathered.marks.items()))
    outlines = tuple(outline for outline, _ in ordered)
    return SiteSummary(_Departments([task for _, task in ordered]), tuple(gathered.lost), outlines, marks)


def write_site_parts(writer: SiteWriter, gathered: Gathered, plan: SitePlan) -> SiteSummary:
    """Write every file that belongs to no single department."""
    summary = site_summary(gathered)
    charts = drawn(site_charts(summary), "", plan.store)
    corrections = _with_pages(plan.history.corrections, plan.tasks)
    version = site_version(plan.config)
    for part in _files(charts, gathered, corrections, plan):
        _add(writer, part, version)
    extras = site_extras(summary, plan.config)
    pages = site_pages(summary, DrawnCharts((("", charts),)), plan.config, all_checks(), extras, corrections)
    entries = tuple(_write_pages(writer, pages, plan))
    for part in site_exports(summary, gathered.data(writer.staging), plan.config):
        _add(writer, part, code_version())
    for part in _search(gathered, entries, plan, writer.target):
        _add(writer, part, code_version())
    writer.add("sitemap", sitemap(_listed(writer.paths()), plan.config))
    return summary


def _add(writer: SiteWriter, part: SitePart, version: str) -> None:
    """Write a part unless one of the same key is at hand; `version` is that of all else it depends on."""
    key = _versioned(version, part.key)
    if key and writer.keep(part.name, key):
        return
    writer.add(part.name, part.files(), lambda: _versioned(version, part.key or part.key_after()))


def _versioned(version: str, key: str) -> str:
    return content_key(version, key) if key else ""


def _files(
    charts: tuple[DrawnChart, ...], gathered: Gathered, corrections: tuple[Correction, ...], plan: SitePlan
) -> Iterator[SitePart]:
    config, history = plan.config, plan.history
    yield SitePart("assets", lambda: chain(static_files(config), browser_assets()), "assets")
    yield SitePart("charts", lambda: chain.from_iterable(map(option_files, charts)))
    yield SitePart("history", lambda: [history_file(history), sources_file(gathered.sources.chunks())])
    yield SitePart("feeds", lambda: chain(feeds(gathered.feed.newest, corrections, config), opensearch(config)))
    if history.versions:
        present = {source.task.source for task in plan.tasks for source in task.group.sources}
        gone = sorted({version.source for version in history.versions} - present)
        yield SitePart("old-versions", lambda: _old_versions(present, plan), repr((history.versions, gone)))


def _write_pages(writer: SiteWriter, pages: Iterable[Page | PagePlan], plan: SitePlan) -> Iterator[SearchEntry]:
    """Write pages and yield what search knows of them; those whose content has not changed are kept."""
    for page in pages:
        name = f"page {page.path}"
        if isinstance(page, Page):
            files, entries = render_pages([page], plan.config, plan.store)
            writer.add(name, files)
        else:
            entries = _planned(writer, name, page, plan)
        yield from entries


def _planned(writer: SiteWriter, name: str, page: PagePlan, plan: SitePlan) -> tuple[SearchEntry, ...]:
    key = content_key("page", site_version(plan.config), page.path, *page.about)
    known = plan.store.get(key)
    if isinstance(known, tuple) and writer.keep(name, key):
        return known
    files, entries = render_pages([page.make()], plan.config, plan.store)
    writer.add(name, files, key)
    plan.store.put(key, entries)
    return entries


def _search(gathered: Gathered, entries: tuple[SearchEntry, ...], plan: SitePlan, target: Path) -> Iterator[SitePart]:
    """Return the parts of the index, made of the departments' shares and that of the site's own pages."""
    own = index_share(entries)
    own_key = content_key("share", own)
    plan.store.put(own_key, own)
    shares = [ShareRef(key, partial(load_share, task, key)) for key, task in gathered.shares]
    shares.append(ShareRef(own_key, lambda: own))
    memory = SearchMemory(plan.store, target)
    return index_parts(shares, memory)


def _with_pages(corrections: tuple[Correction, ...], tasks: tuple[DepartmentTask, ...]) -> tuple[Correction, ...]:
    """Return the corrections as pages show them: those of a report that is gone lead to the corrections page."""
    wanted = {item.report_path for item in corrections}
    known = {path for task in tasks for source in task.group.sources for path in source.paths if path in wanted}
    return tuple(
        item if item.report_path in known else replace(item, report_path="corrections/") for item in corrections
    )


def _old_versions(present: set[str], plan: SitePlan) -> Iterator[OutputFile]:
    """Yield the pages of older versions, each made anew from the page that is published, for the gate may have grown."""
    for version in plan.history.versions:
        page = plan.target / version.page
        published = page if page.is_file() else page.with_name("index.html")
        key = content_key("old-version", site_version(plan.config), page_hash(published), repr(version))
        known = plan.store.get(key)
        if not isinstance(known, OutputFile):
            document = read_old_page(published, version.source)
            if document is None:
                continue
            made = old_version_page(version, document.content, version.source in present, plan.config)
            known = shared_renderer(plan.config, plan.store).render(made)
            plan.store.put(key, known)
        yield known


def _listed(paths: Iterable[str]) -> Iterator[str]:
    """Yield the pages that are meant to be found: no fragments, older versions or 404."""
    return (path for path in paths if path.endswith(".html") and not _UNLISTED.search(path))
