"""All sources read: those that are new are analysed, the outlines of the others are remembered together."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from site_builder.pipeline.analyse import ReportOutline, SourceOutline, outline
from site_builder.pipeline.executors import Workers, run_all
from site_builder.pipeline.lost import LostWork
from site_builder.pipeline.progress import counted
from site_builder.pipeline.settings import Progress
from site_builder.pipeline.tasks import AnalyseTask
from site_builder.store import Store, content_key

OUTLINES = content_key("outlines")


def read_sources(
    tasks: tuple[AnalyseTask, ...], store: Store, workers: Workers, progress: Progress, lost: LostWork | None = None
) -> list[SourceOutline]:
    """Return the outlines of all sources in order.

    A file over which worker processes died twice gets what `lost` gives for it; without it WorkerLost is raised.
    """
    known = _known_outlines(tasks, store)
    new = [task for task in tasks if task.key not in known]
    executor, given_up = workers.executor(len(new)), lost.outline if lost else None
    made = run_all(executor, partial(outline, store=store), new, workers.number, given_up)
    every = (SourceOutline(task, known[task.key]) if task.key in known else next(made) for task in tasks)
    outlines = list(counted(every, "读取与核对", len(tasks), progress))
    if new:
        store.put(
            OUTLINES, {item.task.key: item.reports for item in outlines if not (lost and lost.holds(item.task.key))}
        )
    return outlines


def _known_outlines(tasks: Iterable[AnalyseTask], store: Store) -> dict[str, tuple[ReportOutline, ...]]:
    kept = store.get(OUTLINES)
    known = kept if isinstance(kept, dict) else {}
    found = {task.key: known[task.key] for task in tasks if task.key in known}
    for key in found:
        store.has(key)  # of use still, when something else of its department changes
    return found
