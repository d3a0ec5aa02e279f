"""The whole build: reads like a table of contents."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from site_builder.model.finding import Finding
from site_builder.model.output import OutputFile, OutputStream
from site_builder.model.site import DepartmentSummary, SiteSummary
from site_builder.output import SiteWriter, is_intact, lock_target
from site_builder.pipeline.analyse import AnalyseTask, make_task, outline
from site_builder.pipeline.department import (
    DepartmentHead,
    DepartmentTask,
    build_department,
    department_tasks,
    load_files,
    site_version,
)
from site_builder.pipeline.executors import open_executor, run_all
from site_builder.pipeline.grouping import group
from site_builder.pipeline.history import update_history
from site_builder.pipeline.progress import counted, silent
from site_builder.pipeline.scan import find_sources
from site_builder.pipeline.settings import BuildSettings, Progress
from site_builder.pipeline.site import SitePlan, site_files, site_summary
from site_builder.store import Store, content_key


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did. `problems` are the findings of severity error; `counts` counts all by severity value."""

    sources: int
    departments: int
    reports: int
    pages: int
    facts: int
    counts: tuple[tuple[str, int], ...]
    problems: tuple[Finding, ...]
    seconds: float
    unchanged: bool = False

    @property
    def findings(self) -> int:
        """The number of findings of all severities."""
        return sum(count for _, count in self.counts)


def build(settings: BuildSettings, progress: Progress = silent) -> BuildResult:
    """Build the site of `settings.content` into `settings.output`.

    The published site is replaced in whole at the very end, and stays as it was when anything fails.
    Raises SiteBuilderError for the operator's problems.
    """
    start = time.monotonic()
    store = Store(settings.store_folder)
    files = find_sources(settings.content, store, exclude=(settings.output, settings.store_folder))
    tasks = tuple(make_task(file, settings.config) for file in files)
    with lock_target(settings.output):
        known = _finished_before(settings, store, tasks)
        if known:
            return replace(known, seconds=time.monotonic() - start, unchanged=True)
        with open_executor(settings.workers, len(tasks), settings.cluster) as executor:
            result = _build(settings, store, tasks, executor, progress)
        _remember(settings, store, tasks, result)
    return replace(result, seconds=time.monotonic() - start)


def _build(
    settings: BuildSettings, store: Store, tasks: tuple[AnalyseTask, ...], executor: Executor, progress: Progress
) -> BuildResult:
    outlines = run_all(executor, partial(outline, store=store), tasks, settings.workers)
    grouping = group(counted(outlines, "读取与核对", len(tasks), progress))
    history = update_history(settings.history_folder, grouping, settings.config, store, date.today().isoformat())
    todo = department_tasks(grouping, settings.config, store, history)
    heads = counted(run_all(executor, build_department, todo, settings.workers), "生成页面", len(todo), progress)
    writer = SiteWriter(settings.output)
    try:
        result, summary = _write_departments(writer, todo, heads, len(tasks))
        plan = SitePlan(settings.config, store, settings.history_folder, writer.paths)
        for file in site_files(summary, todo, history, plan):
            _add(writer, file)
        writer.finish()
    except BaseException:
        writer.abandon()
        raise
    return replace(result, pages=sum(path.endswith(".html") for path in writer.entries))


def _write_departments(
    writer: SiteWriter, tasks: tuple[DepartmentTask, ...], heads: Iterator[DepartmentHead], sources: int
) -> tuple[BuildResult, SiteSummary]:
    summaries: list[DepartmentSummary] = []
    loose: list[Finding] = []
    problems: list[Finding] = []
    counts: Counter[str] = Counter()
    for task, head in zip(tasks, heads, strict=True):
        _write_files(writer, task, head)
        loose += head.findings
        problems += head.problems
        counts.update(dict(head.counts))
        if head.summary:
            summaries.append(head.summary)
    summary = site_summary(summaries, tuple(loose))
    reports = [report for department in summary.departments for report in department.reports]
    facts = sum(report.facts for report in reports)
    result = BuildResult(
        sources, len(summaries), len(reports), 0, facts, tuple(sorted(counts.items())), tuple(problems), 0.0
    )
    return result, summary


def _write_files(writer: SiteWriter, task: DepartmentTask, head: DepartmentHead) -> None:
    """Link what the published site already holds; load and write the rest."""
    missing = {entry.path for entry in writer.keep(head.entries)}
    if missing:
        for file in load_files(task):
            if file.path in missing:
                writer.add(file)


def _add(writer: SiteWriter, file: OutputFile | OutputStream) -> None:
    if isinstance(file, OutputStream):
        writer.add_stream(file)
    else:
        writer.add(file)


def _state_key(settings: BuildSettings) -> str:
    return content_key("state", str(settings.output.absolute()))


def _site_key(settings: BuildSettings, tasks: tuple[AnalyseTask, ...]) -> str:
    return content_key(site_version(settings.config), *(task.key for task in tasks))


def _finished_before(settings: BuildSettings, store: Store, tasks: tuple[AnalyseTask, ...]) -> BuildResult | None:
    """Return the result of the last build when nothing has changed since and its site is intact."""
    state = store.get(_state_key(settings))
    if not isinstance(state, tuple) or state[0] != _site_key(settings, tasks):
        return None
    result: BuildResult = state[1]
    return result if is_intact(settings.output) else None


def _remember(settings: BuildSettings, store: Store, tasks: tuple[AnalyseTask, ...], result: BuildResult) -> None:
    store.put(_state_key(settings), (_site_key(settings, tasks), result))
