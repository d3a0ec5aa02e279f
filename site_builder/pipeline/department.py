"""One department: its charts, pages, search share and data; a pure function run in worker processes."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256

from site_builder.charts import department_charts, draw, drawing_key, option_files, report_charts
from site_builder.checks import all_checks, run_department_checks
from site_builder.collector import collector_paused
from site_builder.errors import SiteBuilderError
from site_builder.exports import DepartmentExports, DepartmentRows, department_exports, unplaced_rows
from site_builder.model.chart import Chart, Drawing, DrawnChart, DrawnCharts
from site_builder.model.config import SiteConfig
from site_builder.model.finding import Coverage, Finding, Severity
from site_builder.model.output import OutputFile, Page, PageExtras, SearchEntry
from site_builder.model.site import Department, DepartmentSummary, SourceAnalysis
from site_builder.output import ManifestEntry
from site_builder.pages import department_pages, source_page
from site_builder.pipeline.analyse import DEBUG_SWITCH, internal_error, load, placed
from site_builder.pipeline.grouping import DepartmentGroup, Grouping, PlacedSource
from site_builder.pipeline.history import NO_HISTORY, History
from site_builder.pipeline.originals import offer_original, original_hash
from site_builder.pipeline.summaries import department_summary
from site_builder.pipeline.tasks import AnalyseTask
from site_builder.pipeline.versions import DRAWING, code_version, site_version
from site_builder.pipeline.waivers import waived
from site_builder.render import Renderer
from site_builder.search import index_share
from site_builder.store import Store, content_key


@dataclass(frozen=True, slots=True)
class DepartmentTask:
    """A department to build; `key` changes with its sources, the settings, the theme and the code."""

    group: DepartmentGroup
    config: SiteConfig
    store: Store
    key: str
    history: History = NO_HISTORY


@dataclass(frozen=True, slots=True)
class DepartmentHead:
    """What the site needs of a built department; its files stay in the store until they are written.

    `findings` are those about whole files, `problems` all of severity error, `counts` all by severity value.
    """

    key: str
    summary: DepartmentSummary | None
    findings: tuple[Finding, ...]
    problems: tuple[Finding, ...]
    counts: tuple[tuple[str, int], ...]
    coverage: tuple[Coverage, ...]
    entries: tuple[ManifestEntry, ...]


@dataclass(frozen=True, slots=True)
class DepartmentParts:
    """The department's shares of site-wide files."""

    rows: DepartmentRows
    search: bytes


DepartmentBuilt = tuple[DepartmentHead, tuple[OutputFile, ...], DepartmentParts]


def make_department_task(group: DepartmentGroup, config: SiteConfig, store: Store, history: History) -> DepartmentTask:
    """Return the task of one department."""
    mine = history.of_sources(group.path, group.own)
    inputs = repr([(source.task.key, source.paths, original_hash(source.task)) for source in group.sources])
    key = content_key("department", site_version(config), group.path, inputs, repr(group.own), repr(mine))
    return DepartmentTask(group, config, store, key, mine)


def department_tasks(
    grouping: Grouping, config: SiteConfig, store: Store, history: History = NO_HISTORY
) -> tuple[DepartmentTask, ...]:
    """Return a task for each department, and one for the sources that became no report.

    The latter still get their source pages and findings: nothing is dropped in silence.
    """
    tasks = [make_department_task(item, config, store, history) for item in grouping.departments]
    if grouping.unplaced:
        sources = tuple(PlacedSource(task, ()) for task in grouping.unplaced)
        own = tuple(task.source for task in grouping.unplaced)
        tasks.append(make_department_task(DepartmentGroup("", (), "", sources, own), config, store, history))
    return tuple(tasks)


def build_department(task: DepartmentTask) -> DepartmentHead:
    """Build a department unless that was done before, and leave its files and shares in the store."""
    known = task.store.get(head_key(task.key))
    if isinstance(known, DepartmentHead) and task.store.has(files_key(task.key)):
        return known
    head, files, parts = make_or_report(task)
    task.store.put(files_key(task.key), files)
    task.store.put(rows_key(task.key), parts.rows)
    task.store.put(share_key(task.key), parts.search)
    task.store.put(head_key(task.key), head)
    return head


def load_files(task: DepartmentTask) -> tuple[OutputFile, ...]:
    """Return the files of a built department, built again when the store has lost them."""
    files = task.store.get(files_key(task.key))
    return files if isinstance(files, tuple) else make_or_report(task)[1]


def load_rows(task: DepartmentTask) -> DepartmentRows:
    """Return the rows of open data of a built department, built again when the store has lost them."""
    rows = task.store.get(rows_key(task.key))
    return rows if isinstance(rows, DepartmentRows) else make_or_report(task)[2].rows


def load_share(task: DepartmentTask) -> bytes:
    """Return a built department's share of the search index, built again when the store has lost it."""
    share = task.store.get(share_key(task.key))
    return share if isinstance(share, bytes) else make_or_report(task)[2].search


def head_key(key: str) -> str:
    """Return the store key of a department's head."""
    return content_key(key, "head")


def files_key(key: str) -> str:
    """Return the store key of a department's files."""
    return content_key(key, "files")


def rows_key(key: str) -> str:
    """Return the store key of a department's rows of open data."""
    return content_key(key, "rows")


def share_key(key: str) -> str:
    """Return the store key of a department's share of the search index."""
    return content_key(key, "share")


def analysed_sources(task: DepartmentTask) -> tuple[SourceAnalysis, ...]:
    """Return the department's sources with all findings: waived ones marked, comparisons over years added."""
    group = task.group
    sources = tuple(placed(load(source.task, task.store), source.paths) for source in group.sources)
    if group.path:
        summary = department_summary(group.name, group.region, group.path, sources)
        sources = _compared(Department(summary, sources))
    return tuple(waived(source, task.config.waivers) for source in sources)


def make_or_report(task: DepartmentTask) -> DepartmentBuilt:
    """Build a department; a mistake of ours costs its pages, is said as a finding, and leaves the others alone."""
    try:
        with collector_paused():
            return make_department(task)
    except SiteBuilderError:
        raise
    except Exception as error:
        if os.environ.get(DEBUG_SWITCH):
            raise
        finding = internal_error(task.group.name or "未识别的文件", error)
        sources = tuple(_failed_source(source.task, finding) for source in task.group.sources)
        unplaced = replace(task, group=replace(task.group, path=""))
        return _make_unplaced(unplaced, sources)


def _failed_source(task: AnalyseTask, finding: Finding) -> SourceAnalysis:
    return SourceAnalysis(task.source, task.sha256, None, (), (replace(finding, source=task.source),), None)


def make_department(task: DepartmentTask) -> DepartmentBuilt:
    """Build a department from the analyses of its sources."""
    group = task.group
    sources, originals = _with_originals(task, analysed_sources(task))
    if not group.path:
        return _make_unplaced(task, sources)
    department = Department(department_summary(group.name, group.region, group.path, sources), sources)
    charts = _draw_all(department, task.store)
    exported = department_exports(department, group.own, task.config)
    extras = page_extras(task, exported, originals)
    pages = [
        *department_pages(department, charts, task.config, extras),
        *(source_page(source, task.config, extras) for source in sources if _owns(task, source)),
    ]
    rendered, entries = render_pages(pages, task.config)
    files = (*rendered, *_chart_files(charts), *exported.files, *(file for _, file in originals))
    parts = DepartmentParts(exported.rows, index_share(entries))
    return _head(task, department.summary, files, sources), files, parts


Originals = tuple[tuple[str, OutputFile], ...]


def _with_originals(
    task: DepartmentTask, sources: tuple[SourceAnalysis, ...]
) -> tuple[tuple[SourceAnalysis, ...], Originals]:
    """Return the sources, with a finding where an original is held back, and the originals offered."""
    tasks = [source.task for source in task.group.sources if source.task.source in task.group.own]
    offers = {item.source: item for one in tasks if (item := offer_original(one, task.config, task.store))}
    held = {name: item.finding for name, item in offers.items() if item.finding}
    noted = tuple(
        replace(source, findings=(*source.findings, held[source.source])) if source.source in held else source
        for source in sources
    )
    return noted, tuple((name, item.file) for name, item in offers.items() if item.file)


def page_extras(
    task: DepartmentTask, exported: DepartmentExports | None = None, originals: Originals = ()
) -> PageExtras:
    """Return what other steps add to the pages of a department."""
    return PageExtras(
        downloads=exported.downloads if exported else (),
        json_ld=exported.json_ld if exported else (),
        rules=tuple(rule.name for rule in all_checks()),
        corrections=task.history.corrections,
        versions=task.history.versions,
        originals=tuple((source, file.path) for source, file in originals),
    )


def _make_unplaced(task: DepartmentTask, sources: tuple[SourceAnalysis, ...]) -> DepartmentBuilt:
    pages = [source_page(source, task.config, page_extras(task)) for source in sources]
    files, entries = render_pages(pages, task.config)
    parts = DepartmentParts(unplaced_rows(sources), index_share(entries))
    return _head(task, None, files, sources), files, parts


def _head(
    task: DepartmentTask,
    summary: DepartmentSummary | None,
    files: tuple[OutputFile, ...],
    sources: tuple[SourceAnalysis, ...],
) -> DepartmentHead:
    entries = tuple(ManifestEntry(file.path, len(file.content), sha256(file.content).hexdigest()) for file in files)
    of_files = tuple(finding for source in sources if _owns(task, source) for finding in source.findings)
    every = of_files + tuple(
        finding
        for source in sources
        for item in source.reports
        if item.path.startswith(task.group.path)
        for finding in item.findings
    )
    problems = tuple(finding for finding in every if finding.severity is Severity.ERROR and not finding.waiver)
    counts = Counter(finding.severity.value for finding in every)
    coverage = tuple(source.coverage for source in sources if source.coverage and _owns(task, source))
    return DepartmentHead(task.key, summary, of_files, problems, tuple(sorted(counts.items())), coverage, entries)


def _owns(task: DepartmentTask, source: SourceAnalysis) -> bool:
    return source.source in task.group.own


def render_pages(pages: Iterable[Page], config: SiteConfig) -> tuple[tuple[OutputFile, ...], tuple[SearchEntry, ...]]:
    """Return the pages as files, and what search knows of them."""
    renderer = shared_renderer(config)
    rendered = [renderer.render_with_search(page) for page in pages]
    return tuple(file for file, _ in rendered), tuple(entry for _, entry in rendered if entry)


def shared_renderer(config: SiteConfig) -> Renderer:
    """Return the renderer of this process; compiled templates are kept while they do not change."""
    return _renderer(config, site_version(config))


@lru_cache(maxsize=2)
def _renderer(config: SiteConfig, version: str) -> Renderer:
    return Renderer(config)


def _compared(department: Department) -> tuple[SourceAnalysis, ...]:
    """Add what comparing the department's reports shows; findings go to the report they name."""
    extra = run_department_checks(department)
    if not extra:
        return department.sources
    return tuple(
        replace(
            source,
            reports=tuple(
                replace(item, findings=(*item.findings, *_of(extra, source.source, item.report.ordinal)))
                for item in source.reports
            ),
        )
        for source in department.sources
    )


def _of(findings: tuple[Finding, ...], source: str, ordinal: int) -> tuple[Finding, ...]:
    return tuple(item for item in findings if item.source == source and item.report == ordinal)


def _draw_all(department: Department, store: Store) -> DrawnCharts:
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


def _chart_files(charts: DrawnCharts) -> Iterator[OutputFile]:
    for _, group in charts.groups:
        for chart in group:
            yield from option_files(chart)
