"""The whole build: reads like a table of contents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import replace
from datetime import date
from functools import partial

from site_builder.model.finding import Coverage, Finding
from site_builder.model.output import KeptFile, OutputFile, OutputStream
from site_builder.model.site import DepartmentSummary, SiteSummary
from site_builder.output import SiteWriter
from site_builder.pipeline.analyse import outline
from site_builder.pipeline.department import (
    DepartmentHead,
    DepartmentTask,
    build_department,
    department_tasks,
    load_files,
)
from site_builder.pipeline.executors import open_executor, run_all
from site_builder.pipeline.grouping import group
from site_builder.pipeline.history import update_history
from site_builder.pipeline.lost import LostWork
from site_builder.pipeline.progress import counted
from site_builder.pipeline.result import BuildResult
from site_builder.pipeline.settings import BuildSettings, Progress
from site_builder.pipeline.site import SitePlan, site_files, site_summary
from site_builder.pipeline.tasks import AnalyseTask
from site_builder.store import Store


def build_site(
    settings: BuildSettings, store: Store, tasks: tuple[AnalyseTask, ...], progress: Progress
) -> BuildResult:
    """Do everything that is not in the store already, and put the finished site in place."""
    shared = (settings.content, settings.store_folder)
    with open_executor(settings.workers, len(tasks), settings.cluster, shared) as executor:
        return _build(settings, store, tasks, executor, progress)


def _build(
    settings: BuildSettings, store: Store, tasks: tuple[AnalyseTask, ...], executor: Executor, progress: Progress
) -> BuildResult:
    lost = LostWork(store)
    outlines = run_all(executor, partial(outline, store=store), tasks, settings.workers, lost.outline)
    grouping = group(counted(outlines, "读取与核对", len(tasks), progress))
    history = update_history(settings.history_folder, grouping, settings.config, store, date.today().isoformat())
    todo = department_tasks(grouping, settings.config, store, history)
    built = run_all(executor, build_department, todo, settings.workers, lost.department)
    heads = counted(built, "生成页面", len(todo), progress)
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
    finally:
        lost.forget()
    return replace(result, pages=sum(path.endswith(".html") for path in writer.entries))


def _write_departments(
    writer: SiteWriter, tasks: tuple[DepartmentTask, ...], heads: Iterator[DepartmentHead], sources: int
) -> tuple[BuildResult, SiteSummary]:
    summaries: list[DepartmentSummary] = []
    loose: list[Finding] = []
    problems: list[Finding] = []
    coverage: list[Coverage] = []
    counts: Counter[str] = Counter()
    for task, head in zip(tasks, heads, strict=True):
        _write_files(writer, task, head)
        loose += head.findings
        coverage += head.coverage
        problems += head.problems
        counts.update(dict(head.counts))
        if head.summary:
            summaries.append(head.summary)
    summary = site_summary(summaries, tuple(loose), tuple(coverage))
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


def _add(writer: SiteWriter, file: OutputFile | OutputStream | KeptFile) -> None:
    if isinstance(file, OutputStream):
        writer.add_stream(file)
    elif isinstance(file, KeptFile):
        writer.add_kept(file)
    else:
        writer.add(file)
