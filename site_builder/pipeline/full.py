"""The whole build: reads like a table of contents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from site_builder.output import SiteIndex, SiteWriter, SpareDamaged, Tally
from site_builder.pipeline.building import build_department, load_head
from site_builder.pipeline.department import DepartmentHead, DepartmentTask, department_tasks, head_key
from site_builder.pipeline.executors import Workers, open_workers, run_all
from site_builder.pipeline.gathering import Gathered
from site_builder.pipeline.grouping import group
from site_builder.pipeline.history import update_history
from site_builder.pipeline.lost import LostWork
from site_builder.pipeline.progress import counted
from site_builder.pipeline.quick import remember_tasks
from site_builder.pipeline.reading import read_sources
from site_builder.pipeline.result import BuildResult
from site_builder.pipeline.settings import BuildSettings, Progress
from site_builder.pipeline.site import SitePlan, write_site_parts
from site_builder.pipeline.spelling import Spelling, spelling_remembered
from site_builder.pipeline.tasks import AnalyseTask
from site_builder.store import Store, content_key

SPARE = "spare"
"""Folder of the store that holds the site before the published one, so that a build need not list what stays."""


@dataclass(frozen=True, slots=True)
class Helpers:
    """What a build works with: processes, what became of work they lost, names spelled before, and whom it tells."""

    workers: Workers
    lost: LostWork
    spelling: Spelling
    progress: Progress


def build_site(
    settings: BuildSettings, store: Store, tasks: tuple[AnalyseTask, ...], progress: Progress
) -> tuple[BuildResult, Tally]:
    """Do everything that is not in the store already, and put the finished site in place.

    Returns what was done, and what the files of the site come to.
    """
    lost = LostWork(store)
    shared = (settings.content, settings.store_folder, settings.output.absolute().parent)
    with (
        open_workers(settings.workers, settings.cluster, shared) as workers,
        spelling_remembered(store) as spelling,
    ):
        try:
            helpers = Helpers(workers, lost, spelling, progress)
            plan = _plan(settings, store, tasks, helpers)
            spare = store.folder / SPARE / content_key(str(settings.output.resolve()))
            try:
                return _write(settings, plan, spare, helpers)
            except SpareDamaged:
                return _write(settings, plan, None, helpers)
        finally:
            lost.forget()


def _plan(settings: BuildSettings, store: Store, tasks: tuple[AnalyseTask, ...], helpers: Helpers) -> SitePlan:
    """Read what is new, and find out which departments there are and what was published before."""
    grouping = group(read_sources(tasks, store, helpers.workers, helpers.progress, helpers.lost))
    history = update_history(settings.history_folder, grouping, settings.config, store, date.today().isoformat())
    todo = department_tasks(grouping, settings.config, store, history)
    if settings.published is not None:
        remember_tasks(settings, store, todo)
    return SitePlan(settings.config, store, todo, history, settings.history_folder)


def _write(settings: BuildSettings, plan: SitePlan, spare: Path | None, helpers: Helpers) -> tuple[BuildResult, Tally]:
    todo, store = plan.tasks, plan.store
    writer = SiteWriter(settings.output, spare, partial(_recall, store))
    gathered = Gathered(plan.history.corrections)
    try:
        heads = _departments(writer, todo, helpers)
        for task, head in zip(todo, counted(heads, "生成页面", len(todo), helpers.progress), strict=True):
            gathered.add(task, head)
        summary = write_site_parts(writer, gathered, plan)
        writer.finish(lambda digest, index: store.put(index_key(digest), index))
    except BaseException:
        writer.abandon()
        raise
    finally:
        gathered.close()
    tally = writer.index.tally
    outlines = summary.outlines
    counts = tuple(sorted(gathered.counts.items()))
    result = BuildResult(
        sources=sum(len(task.group.own) for task in todo),
        departments=len(outlines),
        reports=sum(item.reports for item in outlines),
        pages=tally.pages,
        facts=sum(item.facts for item in outlines),
        counts=counts,
        problems=tuple(gathered.problems),
        seconds=0.0,
    )
    return result, tally


def _departments(writer: SiteWriter, todo: tuple[DepartmentTask, ...], helpers: Helpers) -> Iterator[DepartmentHead]:
    """Yield the heads of all departments in order, their files in place; departments that have changed are built."""
    kept = {task.key for task in todo if writer.holds(task.name, task.key) and task.store.has(head_key(task.key))}
    placed = (task.at(writer.place(task.name)) for task in todo if task.key not in kept)
    executor = helpers.workers.executor(len(todo) - len(kept))
    built = run_all(executor, build_department, placed, helpers.workers.number, helpers.lost.department)
    for task in todo:
        head = load_head(task) if task.key in kept else None
        if head and writer.keep(task.name, task.key):
            yield head
            continue
        made = build_department(task.at(writer.place(task.name))) if task.key in kept else next(built)
        writer.enter(task.name, made.key, made.placed)
        helpers.spelling.add(made.slugs)
        yield made.head


def index_key(digest: str) -> str:
    """Return the store key of what is known of the parts of a site, by the digest of its manifest."""
    return content_key("site-index", digest)


def _recall(store: Store, digest: str) -> SiteIndex | None:
    index = store.get(index_key(digest)) if digest else None
    return index if isinstance(index, SiteIndex) else None
