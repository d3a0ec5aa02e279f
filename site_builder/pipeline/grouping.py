"""Which report belongs to which department, and where it stands on the site."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from site_builder import paths
from site_builder.model.report import ReportKind
from site_builder.pipeline.analyse import ReportOutline, SourceOutline
from site_builder.pipeline.tasks import AnalyseTask

UNKNOWN_DEPARTMENT = "未能识别的部门"


@dataclass(frozen=True, slots=True)
class PlacedSource:
    """A source with the site folder of each of its reports, in the reports' order."""

    task: AnalyseTask
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DepartmentGroup:
    """A department and the sources in which its reports stand; `own` are those whose source page it makes."""

    name: str
    region: tuple[str, ...]
    path: str
    sources: tuple[PlacedSource, ...]
    own: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grouping:
    """All departments by address, and the sources that became no report."""

    departments: tuple[DepartmentGroup, ...]
    unplaced: tuple[AnalyseTask, ...]


def group(outlines: Iterable[SourceOutline]) -> Grouping:
    """Place every report; the order of sources decides which of two like reports is the second."""
    outlines = _with_regions(list(outlines))
    used: Counter[tuple[str, int | None, str]] = Counter()
    members: dict[tuple[tuple[str, ...], str], list[PlacedSource]] = defaultdict(list)
    own: dict[tuple[tuple[str, ...], str], list[str]] = defaultdict(list)
    unplaced = []
    for outline in outlines:
        if not outline.reports:
            unplaced.append(outline.task)
            continue
        keys = [(report.region, report.department or UNKNOWN_DEPARTMENT) for report in outline.reports]
        placed = PlacedSource(outline.task, tuple(_report_paths(outline, used)))
        own[keys[0]].append(outline.task.source)
        for key in dict.fromkeys(keys):
            members[key].append(placed)
    groups = [
        DepartmentGroup(name, region, paths.department_path(region, name), tuple(sources), tuple(own[region, name]))
        for (region, name), sources in members.items()
    ]
    return Grouping(tuple(sorted(groups, key=lambda item: item.path)), tuple(unplaced))


def _with_regions(outlines: list[SourceOutline]) -> list[SourceOutline]:
    """Give a report without a region that of the one department of its name, so that it stands beside its others."""
    known: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for outline in outlines:
        for report in outline.reports:
            if report.region and report.department:
                known[report.department].add(report.region)

    def region(report: ReportOutline) -> tuple[str, ...]:
        choices = known.get(report.department, set())
        return report.region or (next(iter(choices)) if len(choices) == 1 else ())

    return [
        replace(item, reports=tuple(replace(report, region=region(report)) for report in item.reports))
        for item in outlines
    ]


def _report_paths(outline: SourceOutline, used: Counter[tuple[str, int | None, str]]) -> Iterable[str]:
    for report in outline.reports:
        folder = paths.department_path(report.region, report.department or UNKNOWN_DEPARTMENT)
        place = (folder, report.year, report.kind)
        used[place] += 1
        yield paths.report_path(folder, report.year, ReportKind(report.kind), used[place])
