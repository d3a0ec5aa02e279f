"""Building one department: a pure function run in worker processes, which bring its files to their place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from site_builder.model.output import OutputFile, SearchEntry
from site_builder.model.site import DepartmentSummary
from site_builder.output import Place, Placed, place_files, write_problem
from site_builder.paths import take_new_slugs
from site_builder.pipeline.department import DepartmentHead, DepartmentTask, head_key, summary_key
from site_builder.pipeline.making import DepartmentMade, make_or_report
from site_builder.pipeline.versions import code_version
from site_builder.search import index_share
from site_builder.store import Store, content_key


@dataclass(frozen=True, slots=True)
class BuiltDepartment:
    """A department whose files are in place; an empty `key` says that they are not to be kept for the next build.

    `slugs` are the names that had to be spelled in pinyin for it.
    """

    key: str
    head: DepartmentHead
    placed: Placed
    slugs: dict[str, str] = field(default_factory=dict)


def build_department(task: DepartmentTask) -> BuiltDepartment:
    """Build a department, bring its files to `task.place`, and leave the rest in the store."""
    made = _make(task)
    assert task.place
    return BuiltDepartment(task.key, made.head, _placed(task.place, made.files), take_new_slugs())


def _make(task: DepartmentTask) -> DepartmentMade:
    made = make_or_report(task)
    made = replace(made, head=replace(made.head, share=_share(made.entries, task.store)))
    task.store.put(summary_key(task.key), made.summary)
    task.store.put(head_key(task.key), made.head)
    return made


def _share(entries: tuple[SearchEntry, ...], store: Store) -> str:
    """Keep the share of the index and return its key: other templates may say the same words."""
    key = content_key("share", code_version(), repr(entries))
    if not store.has(key):
        store.put(key, index_share(entries))
    return key


def _placed(place: Place, files: Iterable[OutputFile]) -> Placed:
    try:
        return place_files(place, files)
    except OSError as error:
        raise write_problem(Path(place.published), error) from error


def load_head(task: DepartmentTask) -> DepartmentHead | None:
    """Return the head of a department that was built before, None when the store does not hold it."""
    head = task.store.get(head_key(task.key))
    if not isinstance(head, DepartmentHead):
        return None
    for key in (summary_key(task.key), head.share):
        task.store.has(key)  # of use still, when something else changes
    return head


def load_summary(task: DepartmentTask) -> DepartmentSummary:
    """Return the summary of a built department, made again when the store has lost it."""
    summary = task.store.get(summary_key(task.key))
    if not isinstance(summary, DepartmentSummary):
        summary = _make(task).summary
    return summary or DepartmentSummary(task.group.name, task.group.region, task.group.path, ())


def load_share(task: DepartmentTask, key: str) -> bytes:
    """Return a department's share of the index, made again when the store has lost it."""
    share = task.store.get(key)
    return share if isinstance(share, bytes) else index_share(_make(task).entries)
