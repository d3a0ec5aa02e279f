"""What to do about items over which worker processes died: say so, go on, and try again in the next build."""

from __future__ import annotations

from dataclasses import replace

from site_builder.model.finding import Finding, Severity
from site_builder.model.site import SourceAnalysis
from site_builder.pipeline.analyse import SourceOutline
from site_builder.pipeline.building import BuiltDepartment, build_department
from site_builder.pipeline.department import DepartmentTask, head_key
from site_builder.pipeline.result import WORKER_LOST
from site_builder.pipeline.tasks import AnalyseTask
from site_builder.store import Store


class LostWork:
    """The work given up in one build. The store holds its poor results until the build ends, and no longer."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._keys: list[str] = []

    def outline(self, task: AnalyseTask) -> SourceOutline:
        """Return the outline of a file that could not be analysed."""
        self._fail(task)
        return SourceOutline(task, ())

    def department(self, task: DepartmentTask) -> BuiltDepartment:
        """Return a department of which nothing is shown but that it could not be built."""
        for source in task.group.sources:
            self._fail(source.task)
        own = tuple(source.task.source for source in task.group.sources)
        self._keys.append(head_key(task.key))
        built = build_department(replace(task, group=replace(task.group, path="", own=own)))
        return replace(built, key="")

    def holds(self, key: str) -> bool:
        """Tell whether the result under `key` is such a poor one."""
        return key in self._keys

    def forget(self) -> None:
        """Take the poor results out of the store."""
        for key in self._keys:
            self._store.forget(key)

    def _fail(self, task: AnalyseTask) -> None:
        finding = Finding(
            check=WORKER_LOST,
            severity=Severity.ERROR,
            source=task.source,
            locators=(),
            subject=task.source,
            message=f"处理 {task.source} 时工作进程两次异常退出（多半是内存不足），已跳过，下次生成时再试。",
        )
        self._store.put(task.key, SourceAnalysis(task.source, task.sha256, None, (), (finding,), None))
        self._keys.append(task.key)
