"""Splitting departments by region so that no page grows with the number of departments."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from site_builder.model.site import DepartmentSummary
from site_builder.paths import slug

UNKNOWN = "行政区未写明"
LEVELS = 3


@dataclass(frozen=True, slots=True)
class Share:
    """The departments that one page lists; `folder` is empty for the first page, else ends in `/`."""

    title: str
    folder: str
    departments: tuple[DepartmentSummary, ...]


def split_departments(
    departments: tuple[DepartmentSummary, ...], limit: int, size: Callable[[DepartmentSummary], int]
) -> tuple[Share, ...]:
    """Return one share when the sum of `size` stays within `limit`, else shares by region, split further as needed."""
    if sum(map(size, departments)) <= limit:
        return (Share("", "", departments),)
    return tuple(_split(departments, 0, (), limit, size))


def _split(
    departments: tuple[DepartmentSummary, ...],
    level: int,
    names: tuple[str, ...],
    limit: int,
    size: Callable[[DepartmentSummary], int],
) -> Iterator[Share]:
    groups: dict[str, list[DepartmentSummary]] = {}
    for department in departments:
        region = department.region[level] if level < len(department.region) else ""
        groups.setdefault(region, []).append(department)
    for region, group in groups.items():
        inner = (*names, region or UNKNOWN)
        share = tuple(group)
        if level + 1 < LEVELS and region and sum(map(size, share)) > limit and len(share) > 1:
            yield from _split(share, level + 1, inner, limit, size)
        else:
            yield from _parts(share, inner, limit, size)


def _parts(
    departments: tuple[DepartmentSummary, ...],
    names: tuple[str, ...],
    limit: int,
    size: Callable[[DepartmentSummary], int],
) -> Iterator[Share]:
    """Cut what no region splits any more into parts in order."""
    parts: list[list[DepartmentSummary]] = [[]]
    total = 0
    for department in departments:
        if parts[-1] and total + size(department) > limit:
            parts.append([])
            total = 0
        parts[-1].append(department)
        total += size(department)
    folder = "/".join(slug(name, 24) for name in names) + "/"
    title = " · ".join(names)
    for number, part in enumerate(parts, 1):
        more = number > 1
        yield Share(f"{title}（{number}）" if more else title, f"{folder}{number}/" if more else folder, tuple(part))
