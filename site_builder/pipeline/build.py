"""A build, or the last one again when nothing has changed since."""

from __future__ import annotations

import time
from dataclasses import replace

from site_builder.output import Tally, is_intact, lock_target, manifest_digest
from site_builder.pipeline.progress import silent
from site_builder.pipeline.result import WORKER_LOST, BuildResult
from site_builder.pipeline.scan import find_sources
from site_builder.pipeline.settings import BuildSettings, Progress
from site_builder.pipeline.tasks import AnalyseTask, make_task
from site_builder.pipeline.versions import site_version
from site_builder.store import Store, content_key


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
        from site_builder.pipeline.full import build_site  # everything a build needs takes a while to import

        result, tally = build_site(settings, store, tasks, progress)
        _remember(settings, store, tasks, (result, tally))
        store.tidy()
    return replace(result, seconds=time.monotonic() - start)


def _state_key(settings: BuildSettings) -> str:
    return content_key("state", str(settings.output.absolute()))


def _site_key(settings: BuildSettings, tasks: tuple[AnalyseTask, ...]) -> str:
    """Return what the site is made of and which site stands there: a build may have ended before it could say so."""
    return content_key(site_version(settings.config), manifest_digest(settings.output), *(task.key for task in tasks))


def _finished_before(settings: BuildSettings, store: Store, tasks: tuple[AnalyseTask, ...]) -> BuildResult | None:
    """Return the result of the last build when nothing has changed since and its site is intact."""
    state = store.get(_state_key(settings))
    if not isinstance(state, tuple) or state[0] != _site_key(settings, tasks):
        return None
    result, tally = state[1]
    return result if is_intact(settings.output, tally) else None


def _remember(
    settings: BuildSettings, store: Store, tasks: tuple[AnalyseTask, ...], built: tuple[BuildResult, Tally]
) -> None:
    if all(problem.check != WORKER_LOST for problem in built[0].problems):
        store.put(_state_key(settings), (_site_key(settings, tasks), built))
