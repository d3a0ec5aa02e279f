"""A department as a piece of work: what it is made of, and the little that the site needs of the result."""

from __future__ import annotations

from dataclasses import dataclass, replace

from site_builder.exports import DepartmentRows
from site_builder.model.config import SiteConfig
from site_builder.model.finding import Finding
from site_builder.model.site import DepartmentOutline
from site_builder.output import Place
from site_builder.pipeline.grouping import DepartmentGroup, Grouping, PlacedSource
from site_builder.pipeline.history import NO_HISTORY, History
from site_builder.pipeline.originals import original_hash
from site_builder.pipeline.versions import site_version
from site_builder.store import Store, content_key

UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True)
class DepartmentTask:
    """A department to build; `key` changes with its sources, the settings, the theme and the code.

    `place` is where its files go, None when only its findings are asked for.
    """

    group: DepartmentGroup
    config: SiteConfig
    store: Store
    key: str
    history: History = NO_HISTORY
    place: Place | None = None

    @property
    def name(self) -> str:
        """The name of its part of the site."""
        return self.group.path or UNPLACED

    def at(self, place: Place) -> DepartmentTask:
        """Return the task with a place for its files."""
        return replace(self, place=place)


@dataclass(frozen=True, slots=True)
class DepartmentHead:
    """What the site needs of a built department beside its files.

    `outline` is None for sources that became no report; `lost` are the findings about these. `marks` are counts of
    projects as in SiteSummary, `problems` all findings of severity error, `counts` all by severity value, `rows` and
    `sources` its shares of site-wide data, and `share` the key of its share of the search index.
    """

    key: str
    outline: DepartmentOutline | None
    marks: tuple[tuple[int, int, int], ...]
    lost: tuple[Finding, ...]
    problems: tuple[Finding, ...]
    counts: tuple[tuple[str, int], ...]
    rows: DepartmentRows
    sources: bytes
    share: str = ""


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


def head_key(key: str) -> str:
    """Return the store key of a department's head."""
    return content_key(key, "head")


def summary_key(key: str) -> str:
    """Return the store key of a department's summary."""
    return content_key(key, "summary")
