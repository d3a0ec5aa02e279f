"""What was published before: the corrections and older versions that the site remembers.

The published site itself is the record: nothing else survives a cleared cache or a moved machine. All text taken
over from it passes the privacy gate of today again.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from site_builder import paths
from site_builder.errors import OutputProblem
from site_builder.model.config import SiteConfig
from site_builder.model.output import OutputFile
from site_builder.model.site import Correction, OldVersion
from site_builder.pipeline.analyse import load
from site_builder.pipeline.changes import SourceChange, corrections_of, old_source_page, reads_the_same, withdrawal
from site_builder.pipeline.grouping import Grouping
from site_builder.pipeline.published import Published, PublishedReport, department_folder, read_published
from site_builder.pipeline.tasks import AnalyseTask
from site_builder.pipeline.versions import READING, code_version
from site_builder.privacy import mask_text
from site_builder.store import Store

RECORD = "data/corrections.json"
Record = TypeVar("Record", Correction, OldVersion)


@dataclass(frozen=True)
class History:
    """Everything the site remembers, the newest first."""

    corrections: tuple[Correction, ...] = ()
    versions: tuple[OldVersion, ...] = ()

    def of_sources(self, folder: str, sources: tuple[str, ...]) -> History:
        """Return the part that the pages of the department in `folder`, and of its own sources, show."""
        mine = self._corrections_by_folder.get(folder, ()) if folder else ()
        versions = (item for source in sources for item in self._versions_by_source.get(source, ()))
        return History(tuple(mine), tuple(versions))

    @cached_property
    def _corrections_by_folder(self) -> dict[str, list[Correction]]:
        result: dict[str, list[Correction]] = defaultdict(list)
        for item in self.corrections:
            result[department_folder(item.report_path)].append(item)
        return result

    @cached_property
    def _versions_by_source(self) -> dict[str, list[OldVersion]]:
        result: dict[str, list[OldVersion]] = defaultdict(list)
        for item in self.versions:
            result[item.source].append(item)
        return result


NO_HISTORY = History()


def read_history(target: Path) -> History:
    """Return what the published site remembers; empty when there is none.

    Raises OutputProblem when the record is damaged: the public would lose it without a word.
    """
    path = target / RECORD
    if not path.is_file():
        return History()
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        return History(
            tuple(_record(Correction, item) for item in record["corrections"]),
            tuple(_record(OldVersion, item) for item in record["versions"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise OutputProblem(
            f"更正记录 {path} 已损坏", "请从备份恢复这个文件；确实要放弃以往的更正记录时，删除它再生成。"
        ) from error


def _record(kind: type[Record], item: dict[str, Any]) -> Record:
    """Return a record with its texts masked anew; fields of other versions of the program are left out."""
    known = {field.name for field in fields(kind)}
    texts = {name: value for name, value in item.items() if name in known}
    return kind(**{name: text if name in _ADDRESSES else mask_text(text) for name, text in texts.items()})


_ADDRESSES = frozenset({"report_path", "fact", "sha256", "page", "date"})


def history_file(history: History) -> OutputFile:
    """Return the record that the next build reads."""
    content = {
        "corrections": [asdict(item) for item in history.corrections],
        "versions": [asdict(item) for item in history.versions],
    }
    return OutputFile(RECORD, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())


def update_history(target: Path, grouping: Grouping, config: SiteConfig, store: Store, today: str) -> History:
    """Return the history with what the changed sources change against the published site.

    `today` (ISO) dates a change for which site.toml gives no date; it is written down once.
    """
    known = read_history(target)
    published = read_published(target)
    corrections, versions = list(known.corrections), list(known.versions)
    present = _present(grouping)
    for old, task, folders in _changed_sources(published, present):
        hints = config.hints_for(task.source)
        day = hints.correction_date or today
        same_reading = published.reading == code_version(*READING)
        change = SourceChange(tuple(old), load(task, store), folders, same_reading)
        new = list(corrections_of(target, change, day, hints.correction_reason))
        if not new and reads_the_same(target, change):
            continue
        corrections += new
        if old_source_page(target, old[0].source).is_file():
            versions.append(_version(old[0], task.source, day))
    corrections += [withdrawal(item, today) for item in _withdrawn(published, present)]
    explained = (_explained(item, config, present) for item in corrections)
    newest = sorted(dict.fromkeys(explained), key=lambda item: item.date, reverse=True)
    pages = {item.page: item for item in versions}.values()
    return History(tuple(newest), tuple(sorted(pages, key=lambda item: (item.date, item.page), reverse=True)))


Present = dict[str, tuple[AnalyseTask, tuple[str, ...]]]


def _present(grouping: Grouping) -> Present:
    """Return the sources of today with the folders of their reports."""
    placed = {item.task.source: (item.task, item.paths) for group in grouping.departments for item in group.sources}
    return placed | {task.source: (task, ()) for task in grouping.unplaced}


def _changed_sources(
    published: Published, present: Present
) -> Iterator[tuple[list[PublishedReport], AnalyseTask, tuple[str, ...]]]:
    """Yield the published reports of each source that changed, with its task and folders of today.

    A file of another name that takes the address of a published report, whose own file is gone, replaces it.
    """
    by_source = published.by_source()
    gone = {item.path: item for item in published.reports if item.source not in present}
    for source, (task, folders) in present.items():
        old = by_source.get(source) or [gone[path] for path in folders if path in gone]
        if old and folders and old[0].sha256 != task.sha256:
            yield old, task, folders


def _withdrawn(published: Published, present: Present) -> list[PublishedReport]:
    taken = {path for _, folders in present.values() for path in folders}
    return [item for item in published.reports if item.source not in present and item.path not in taken]


def _version(old: PublishedReport, source: str, day: str) -> OldVersion:
    return OldVersion(source, old.sha256, f"{paths.source_path(old.source)}{old.sha256[:12]}.html", day)


def _explained(item: Correction, config: SiteConfig, present: Present) -> Correction:
    """Take over a reason that was written down after the correction was found, while that version still stands."""
    task = present.get(item.source)
    reason = config.hints_for(item.source).correction_reason
    if task is None or task[0].sha256 != item.sha256 or not reason:
        return item
    return replace(item, reason=reason)
