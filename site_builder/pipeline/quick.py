"""The pages of the departments whose reports were edited, at once: what the preview shows until the build is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from site_builder.model.config import SiteConfig
from site_builder.output import Place, place_files
from site_builder.pipeline.analyse import analyse, outline
from site_builder.pipeline.department import DepartmentTask, make_department_task
from site_builder.pipeline.grouping import PlacedSource
from site_builder.pipeline.making import make_or_report
from site_builder.pipeline.scan import SourceFile
from site_builder.pipeline.settings import BuildSettings
from site_builder.pipeline.tasks import AnalyseTask, make_task
from site_builder.privacy import load_words
from site_builder.store import Store, content_key


def remember_tasks(settings: BuildSettings, store: Store, tasks: tuple[DepartmentTask, ...]) -> None:
    """Remember which departments the last build made."""
    store.put(_key(settings), tasks)


def get_ready(settings: BuildSettings) -> None:
    """Make the pages of one department for nothing: code, templates and dictionaries are then loaded."""
    load_words()
    for task in (Store(settings.store_folder).get(_key(settings)) or ())[:1]:
        for source in task.group.sources[:1]:
            analyse(source.task)
        make_or_report(task)


def edited_pages(settings: BuildSettings, changed: Iterable[Path], folder: Path) -> bool:
    """Write the pages of the departments of edited reports into `folder`.

    Returns False, with nothing written, when more has changed than the words of reports that stay where they are.
    """
    store = Store(settings.store_folder)
    known = store.get(_key(settings))
    edited = {path.absolute() for path in changed}
    tasks = [task for task in known or () if any(source.task.path in edited for source in task.group.sources)]
    sources = {source.task.path: source for task in tasks for source in task.group.sources}
    if not edited or edited - sources.keys():
        return False
    fresh = {path: _edited(sources[path], settings.config, store) for path in edited}
    if not all(fresh.values()):
        return False
    for task in tasks:
        _write(task, {path: source for path, source in fresh.items() if source}, settings, folder)
    return True


def _key(settings: BuildSettings) -> str:
    return content_key("tasks", str(settings.output.absolute()))


def _edited(known: PlacedSource, config: SiteConfig, store: Store) -> PlacedSource | None:
    """Return the source as it is now, None when its reports would stand elsewhere or it cannot be read."""
    try:
        digest = sha256(known.task.path.read_bytes()).hexdigest()
    except OSError:
        return None
    task = make_task(SourceFile(known.task.path, known.task.source, digest), config)
    return PlacedSource(task, known.paths) if _reports(task, store) == _reports(known.task, store) else None


def _reports(task: AnalyseTask, store: Store) -> tuple[object, ...]:
    return outline(task, store).reports


def _write(task: DepartmentTask, fresh: dict[Path, PlacedSource], settings: BuildSettings, folder: Path) -> None:
    sources = tuple(fresh.get(source.task.path, source) for source in task.group.sources)
    group = replace(task.group, sources=sources)
    again = replace(make_department_task(group, settings.config, task.store, task.history), history=task.history)
    place_files(Place(str(folder), str(settings.output)), make_or_report(again).files)
