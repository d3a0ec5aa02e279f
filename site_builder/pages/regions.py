"""Splitting departments by region so that no page grows with the number of departments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from site_builder.model.site import DepartmentOutline
from site_builder.pages.layout import Link
from site_builder.paths import relative, short_hash, slug

UNKNOWN = "行政区未写明"
LEVELS = 3
PROVINCES = (
    "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽", "福建", "江西",
    "山东", "河南", "湖北", "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州", "云南", "西藏", "陕西", "甘肃",
    "青海", "宁夏", "新疆", "台湾", "香港", "澳门",
)  # fmt: skip
"""The order of GB/T 2260, in which official lists name the provinces."""
_RANKS = {name: rank for rank, name in enumerate(PROVINCES)}
Size = Callable[[DepartmentOutline], int]


@dataclass(frozen=True, slots=True)
class Share:
    """The departments that one page lists, or leads to when it has `parts`.

    `folder` is empty for the first page, else ends in `/`; `above` are the titles and folders on the way to it.
    """

    title: str
    folder: str
    departments: tuple[DepartmentOutline, ...]
    parts: tuple[Share, ...] = ()
    above: tuple[tuple[str, str], ...] = ()

    @property
    def versions(self) -> tuple[str, ...]:
        """What changes with the departments listed, or with the pages led to."""
        if self.parts:
            return tuple(f"{part.title} {part.folder} {len(part.departments)}" for part in self.parts)
        return tuple(department.version for department in self.departments)

    def crumbs(self, root: str, title: str) -> tuple[tuple[str, str], ...]:
        """Return title and address of the pages above, beginning with that in the folder `root`."""
        steps = ((name, f"{root}{folder}index.html") for name, folder in self.above)
        return ((title, f"{root}index.html"), *steps)


def region_order(region: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    """Return the key that sorts regions: provinces in their official order, cities and counties by pinyin."""
    province = region[0] if region else ""
    rank = _RANKS.get(province[:2], _RANKS.get(province[:3], len(PROVINCES)))
    return rank, tuple(slug(part) if part else "" for part in region)


def part_links(page: str, root: str, parts: Iterable[Share], note: Callable[[Share], str]) -> tuple[Link, ...]:
    """Return the links from `page` to pages in the folder `root`."""
    return tuple(Link(part.title, relative(page, f"{root}{part.folder}"), note=note(part)) for part in parts)


def every_share(shares: Iterable[Share]) -> Iterator[Share]:
    """Yield shares and all parts of theirs."""
    for share in shares:
        yield share
        yield from every_share(share.parts)


def split_departments(
    departments: tuple[DepartmentOutline, ...], limit: int, size: Size, *, pack: bool = False
) -> tuple[Share, ...]:
    """Return one share when the sum of `size` stays within `limit`, else shares by region, split further as needed.

    `pack` puts neighbouring cities or counties of a province into one share as far as the limit allows: for tables,
    in which readers compare, few long pages serve better than many short ones.
    """
    if sum(map(size, departments)) <= limit:
        return (Share("", "", departments),)
    return tuple(_Splitter(limit, size, pack).split(departments, 0, Share("", "", departments)))


@dataclass(frozen=True, slots=True)
class _Splitter:
    limit: int
    size: Size
    pack: bool

    def split(self, departments: tuple[DepartmentOutline, ...], level: int, above: Share) -> Iterator[Share]:
        groups: dict[str, list[DepartmentOutline]] = {}
        for department in departments:
            region = department.region[level] if level < len(department.region) else ""
            groups.setdefault(region, []).append(department)
        folders = _folders(tuple(groups))
        for regions in self._packs(groups, level):
            first, last = regions[0] or UNKNOWN, regions[-1] or UNKNOWN
            name = first if len(regions) == 1 else f"{first}—{last}"
            title = " · ".join(part for part in (above.title, name) if part)
            way = (*above.above, (above.title, above.folder)) if above.folder else ()
            group = tuple(department for region in regions for department in groups[region])
            share = Share(title, f"{above.folder}{folders[regions[0]]}/", group, above=way)
            deeper = level + 1 < LEVELS and regions[0] and len(group) > 1 and self._total(share) > self.limit
            parts = tuple(self.split(share.departments, level + 1, share)) if deeper else ()
            if parts:
                yield Share(title, share.folder, share.departments, parts, way)
            else:
                yield from self._cut(share)

    def _packs(self, groups: dict[str, list[DepartmentOutline]], level: int) -> Iterator[list[str]]:
        """Yield the regions that share a page, in order; provinces never do."""
        pack: list[str] = []
        total = 0
        for region, group in groups.items():
            more = sum(map(self.size, group))
            if pack and not (self.pack and level and total + more <= self.limit):
                yield pack
                pack, total = [], 0
            pack.append(region)
            total += more
        if pack:
            yield pack

    def _total(self, share: Share) -> int:
        return sum(map(self.size, share.departments))

    def _cut(self, share: Share) -> Iterator[Share]:
        """Cut what no region splits any more into parts in order."""
        parts: list[list[DepartmentOutline]] = [[]]
        total = 0
        for department in share.departments:
            if parts[-1] and total + self.size(department) > self.limit:
                parts.append([])
                total = 0
            parts[-1].append(department)
            total += self.size(department)
        for number, part in enumerate(parts, 1):
            title = f"{share.title}（{number}）" if number > 1 else share.title
            folder = f"{share.folder}{number}/" if number > 1 else share.folder
            yield Share(title, folder, tuple(part), above=share.above)


def _folders(regions: tuple[str, ...]) -> dict[str, str]:
    """Return a folder name for each of the regions side by side; the same pinyin (山西, 陕西) is told apart."""
    names = {region: slug(region or UNKNOWN, 24) for region in regions}
    counts = Counter(names.values())
    return {region: name if counts[name] == 1 else f"{name}-{short_hash(region, 2)}" for region, name in names.items()}
