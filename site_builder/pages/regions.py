"""Splitting departments by region so that no page grows with the number of departments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from site_builder.model.site import DepartmentSummary
from site_builder.paths import short_hash, slug

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
    return tuple(_split(departments, 0, (), "", limit, size))


def _split(
    departments: tuple[DepartmentSummary, ...],
    level: int,
    names: tuple[str, ...],
    folder: str,
    limit: int,
    size: Callable[[DepartmentSummary], int],
) -> Iterator[Share]:
    groups: dict[str, list[DepartmentSummary]] = {}
    for department in departments:
        region = department.region[level] if level < len(department.region) else ""
        groups.setdefault(region, []).append(department)
    folders = _folders(tuple(groups))
    for region, group in groups.items():
        inner, below = (*names, region or UNKNOWN), f"{folder}{folders[region]}/"
        share = tuple(group)
        if level + 1 < LEVELS and region and sum(map(size, share)) > limit and len(share) > 1:
            yield from _split(share, level + 1, inner, below, limit, size)
        else:
            yield from _parts(share, inner, below, limit, size)


def _folders(regions: tuple[str, ...]) -> dict[str, str]:
    """Return a folder name for each of the regions side by side; the same pinyin (山西, 陕西) is told apart."""
    names = {region: slug(region or UNKNOWN, 24) for region in regions}
    counts = Counter(names.values())
    return {region: name if counts[name] == 1 else f"{name}-{short_hash(region, 2)}" for region, name in names.items()}


def _parts(
    departments: tuple[DepartmentSummary, ...],
    names: tuple[str, ...],
    folder: str,
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
    title = " · ".join(names)
    for number, part in enumerate(parts, 1):
        more = number > 1
        yield Share(f"{title}（{number}）" if more else title, f"{folder}{number}/" if more else folder, tuple(part))
