"""The audit before publishing: the same reading and checking as a build, without pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from site_builder.model.finding import Finding
from site_builder.pipeline.department import DepartmentTask, department_tasks
from site_builder.pipeline.executors import open_workers, run_all
from site_builder.pipeline.grouping import group
from site_builder.pipeline.making import analysed_sources
from site_builder.pipeline.progress import silent
from site_builder.pipeline.reading import read_sources
from site_builder.pipeline.scan import find_sources
from site_builder.pipeline.settings import BuildSettings, Progress
from site_builder.pipeline.tasks import make_task
from site_builder.store import Store


@dataclass(frozen=True, slots=True)
class AuditedFile:
    """One file with everything the audit says of it; `titles` are the reports found in it."""

    source: str
    titles: tuple[str, ...]
    findings: tuple[Finding, ...]


def audit(settings: BuildSettings, progress: Progress = silent) -> tuple[AuditedFile, ...]:
    """Return what the audit says of each file, by name. Raises SiteBuilderError for the operator's problems."""
    store = Store(settings.store_folder)
    files = find_sources(settings.content, store, exclude=(settings.output, settings.store_folder))
    tasks = tuple(make_task(file, settings.config) for file in files)
    shared = (settings.content, settings.store_folder)
    with open_workers(settings.workers, settings.cluster, shared) as workers:
        grouping = group(read_sources(tasks, store, workers, progress))
        todo = department_tasks(grouping, settings.config, store)
        audited = run_all(workers.executor(len(todo)), audit_department, todo, workers.number)
        return _joined(file for part in audited for file in part)


def audit_department(task: DepartmentTask) -> tuple[AuditedFile, ...]:
    """Return what the audit says of the department's reports, file by file."""
    folder = task.group.path
    result = []
    for source in analysed_sources(task):
        mine = [item for item in source.reports if item.path.startswith(folder)]
        findings = tuple(finding for item in mine for finding in item.findings)
        if source.source in task.group.own:
            findings += source.findings
        result.append(AuditedFile(source.source, tuple(item.report.title for item in mine), findings))
    return tuple(result)


def _joined(parts: Iterable[AuditedFile]) -> tuple[AuditedFile, ...]:
    """Join what departments say of the same file."""
    by_source: dict[str, list[AuditedFile]] = defaultdict(list)
    for part in parts:
        by_source[part.source].append(part)
    return tuple(
        AuditedFile(
            source,
            tuple(title for part in same for title in part.titles),
            tuple(finding for part in same for finding in part.findings),
        )
        for source, same in sorted(by_source.items())
    )
