"""The year-stamped list of 省, 市 and 县 that regions are resolved with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

# Endings that everyday names drop: 江苏省 is written 江苏, 益阳市 is written 益阳.
_SUFFIXES = (
    "维吾尔自治区",
    "壮族自治区",
    "回族自治区",
    "特别行政区",
    "自治区",
    "自治州",
    "地区",
    "省",
    "市",
    "县",
    "区",
    "盟",
)
# One-character names of provinces as used in document numbers (冀应急〔2020〕24号).
PROVINCE_LETTERS = {
    "京": "110000", "津": "120000", "冀": "130000", "晋": "140000", "蒙": "150000", "辽": "210000", "吉": "220000",
    "黑": "230000", "沪": "310000", "苏": "320000", "浙": "330000", "皖": "340000", "闽": "350000", "赣": "360000",
    "鲁": "370000", "豫": "410000", "鄂": "420000", "湘": "430000", "粤": "440000", "桂": "450000", "琼": "460000",
    "渝": "500000", "川": "510000", "黔": "520000", "滇": "530000", "藏": "540000", "陕": "610000", "甘": "620000",
    "青": "630000", "宁": "640000", "新": "650000",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Region:
    """One row of the list: six-digit code, full name, code of the region above it (empty for 省)."""

    code: str
    name: str
    parent: str

    @property
    def short(self) -> str:
        """The name without its ending, never shorter than two characters."""
        for suffix in _SUFFIXES:
            if self.name.endswith(suffix) and len(self.name) - len(suffix) >= 2:
                return self.name.removesuffix(suffix)
        return self.name


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Regions by code and by full name; a name may belong to several regions."""

    by_code: dict[str, Region]
    by_name: dict[str, tuple[Region, ...]]
    longest: int

    def chain(self, region: Region) -> tuple[Region, ...]:
        """Return the regions from 省 down to `region`."""
        chain = [region]
        while chain[0].parent:
            chain.insert(0, self.by_code[chain[0].parent])
        return tuple(chain)

    def names_in(self, text: str) -> list[tuple[int, str]]:
        """Return (offset, name) of every listed full name in `text`, longest first at each place, none overlapping."""
        found: list[tuple[int, str]] = []
        at = 0
        while at < len(text):
            name = self._longest_at(text, at)
            if name:
                found.append((at, name))
            at += len(name) or 1
        return found

    def _longest_at(self, text: str, at: int) -> str:
        for size in range(min(self.longest, len(text) - at), 1, -1):
            if text[at : at + size] in self.by_name:
                return text[at : at + size]
        return ""


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Return the list shipped with the package (regions.csv; its first line names source, year and licence)."""
    text = files("site_builder.forms.identify").joinpath("regions.csv").read_text(encoding="utf-8")
    rows = [line.split(",") for line in text.splitlines()[2:]]
    regions = [Region(code, name, parent) for code, name, parent in rows]
    names = {region.code: region.name for region in regions}
    by_name: dict[str, tuple[Region, ...]] = {}
    for region in regions:
        # A city without counties (东莞市) is listed a second time below itself.
        if names.get(region.parent) != region.name:
            by_name[region.name] = (*by_name.get(region.name, ()), region)
    return Gazetteer({region.code: region for region in regions}, by_name, max(map(len, by_name)))
