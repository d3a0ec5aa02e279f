"""The region a department belongs to: 省, 市, 县, as far as its name and the text tell."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from site_builder.forms.identify.gazetteer import PROVINCE_LETTERS, Region, gazetteer

_PROVINCE = r"[\u4e00-\u9fff]{2,6}?(?:省|自治区)"
_CITY = r"[\u4e00-\u9fff]{2,8}?(?:市|自治州|地区|盟)"
_COUNTY = r"[\u4e00-\u9fff]{1,8}?(?:自治县|县|区|市|旗)"
_CHAIN = re.compile(rf"({_PROVINCE})({_CITY})({_COUNTY})")
_NUMBERED = re.compile(r"([\u4e00-\u9fff])[\u4e00-\u9fff]{0,8}[〔\[【（(]\s*20\d\d\s*[〕\]】）)]")
_OWN_REGION = re.compile(r"^([\u4e00-\u9fff]{1,8}?市)?([\u4e00-\u9fff]{1,8}?(?:自治县|县|区|市|旗))")
_BELONGS = re.compile(r"(?:隶属于?|属于?|位于|地处)")
_SITUATED = re.compile(r"(?:位于|坐落于|坐落在|地处|(?:单位|学校|办公|联系)?地址[：:])\s*")
_PUBLISHER = re.compile(r"(?:发布机构|信息来源|来源)[：:]\s*中国([\u4e00-\u9fff]{2,6})")
_ZONE = re.compile(r"([\u4e00-\u9fff]{2,3})综合实验区")
_NO_REGIONS = ("片区", "园区", "校区", "社区", "小区", "景区", "库区")
_PREFIX = re.compile(
    r"^(?:中共|中国共产党|政协|中国人民政治协商(?:会议)?|共青团|中国共产主义青年团|中国国民党革命委员会|中国[\u4e00-\u9fff]{2,6}(?:同盟|促进会|民主党|致公党)|九三学社)"
)


def resolve_region(department: str, text: str) -> tuple[str, ...]:
    """Return (省, 市, 县) of `department`, as many as are known.

    The names in the department's own name come first; the list completes them upwards; where a name stands for
    several regions, the text decides by the provinces and cities it mentions and by the letters of its document
    numbers. A county that no list holds takes its 省 and 市 from a full chain printed in the text.
    """
    name = _PREFIX.sub("", department)
    found = _joined(_leading_names(name))
    if found:
        chain = _best_chain(found, text)
        below = _unlisted_below(name, found)
        return (*chain, below) if below else chain
    return _chain_of_unlisted(name, text)


def _leading_names(name: str) -> list[str]:
    """Listed names at the start of an office's name, each joining the one before (石家庄市, 鹿泉区)."""
    names: list[str] = []
    end = 0
    for at, found in gazetteer().names_in(name):
        if at != end:
            break
        names.append(found)
        end = at + len(found)
    return names or _short_province(name)


def _joined(names: list[str]) -> list[str]:
    """Leave off the last name where none of its regions lies in those before: 兴山县 behind 杭州市 is no 湖北 county."""
    while len(names) > 1 and not _fitting(names):
        names = names[:-1]
    return names


def _fitting(names: list[str]) -> list[tuple[Region, ...]]:
    """The chains of the regions called by the last name that hold all the names."""
    regions = gazetteer()
    chains = [regions.chain(region) for region in regions.by_name[names[-1]]]
    return [chain for chain in chains if set(names) <= {region.name for region in chain}]


def _short_province(name: str) -> list[str]:
    """A province written without its ending (福建省 as 福建), or a prefecture without its peoples (红河州)."""
    prefecture = re.match(r"([\u4e00-\u9fff]{2,4}?)州(?!市)", name)
    for region in gazetteer().by_code.values():
        if not region.parent and name.startswith(region.short):
            return [region.name]
        if prefecture and region.name.startswith(prefecture[1]) and region.name.endswith("自治州"):
            return [region.name]
    return []


def _best_chain(names: list[str], text: str) -> tuple[str, ...]:
    regions = gazetteer()
    fitting = _fitting(names) or [regions.chain(region) for region in regions.by_name[names[-1]]]
    best = fitting[0] if len(fitting) == 1 else max(fitting, key=lambda chain: _mentions(chain, text))
    return tuple(region.name for region in best)


def _mentions(chain: tuple[Region, ...], text: str) -> int:
    """How often `text` names the regions above the last of `chain`, document numbers included."""
    count = sum(text.count(region.short) for region in chain[:-1])
    letters = Counter(match[1] for match in _NUMBERED.finditer(text))
    return count + sum(n for letter, n in letters.items() if PROVINCE_LETTERS.get(letter) == chain[0].code)


def _unlisted_below(name: str, found: list[str]) -> str:
    """A county printed right behind a listed city but not in the list (renamed, newer, or a sample's own)."""
    rest = name[len("".join(found)) :] if name.startswith(found[0]) else ""
    match = re.match(r"([\u4e00-\u9fff]{2,3}(?:自治县|县|区|市|旗))(?=[\u4e00-\u9fff]{2})", rest)
    regions = gazetteer().by_name[found[-1]]
    is_county = any(len(gazetteer().chain(region)) == 3 for region in regions)
    return match[1] if match and not is_county and not match[1].endswith(("社区", "小区", "园区", "校区")) else ""


def _chain_of_unlisted(name: str, text: str) -> tuple[str, ...]:
    match = _OWN_REGION.match(name)
    if not match or match[2].endswith(_NO_REGIONS):
        return _stated_place(text)
    own = match[2]
    for chain in _CHAIN.finditer(text):
        if chain[3] == own:
            return _known_head(chain[1]), chain[2], own
    upper = _nearest_upper(own, text)
    return (*upper, own) if upper else _zone_of_listed(own) or (own,)


def _stated_place(text: str) -> tuple[str, ...]:
    """Where an office without a region in its name says it is (位于重庆市北碚区), or whose portal published it."""
    regions = gazetteer()
    for match in _SITUATED.finditer(text):
        names = regions.names_in(text[match.end() : match.end() + 24])
        if names and names[0][0] == 0:
            joined = [name for at, name in names if at <= len(names[0][1])]
            return _best_chain(joined, text)
    publisher = _PUBLISHER.search(text) or _ZONE.search(text)
    return _zone_of_listed(publisher[1]) if publisher else ()


@lru_cache(maxsize=256)
def _zone_of_listed(own: str) -> tuple[str, ...]:
    """A zone named after a county (平潭综合实验区) lies in it."""
    regions = gazetteer()
    named = [region for region in regions.by_code.values() if region.parent and own.startswith(region.short)]
    return tuple(region.name for region in regions.chain(named[0])) if len(named) == 1 else ()


def _known_head(province: str) -> str:
    """Cut words that run into a province's name (隶属湖南省)."""
    known = [name for _, name in gazetteer().names_in(province)]
    return known[-1] if known else province


def _nearest_upper(own: str, text: str) -> tuple[str, ...]:
    """省 and 市 printed around an unlisted county elsewhere in the text (通化市霜河县, 霜河县隶属吉林省通化市)."""
    regions = gazetteer()
    at = text.find(own)
    while at >= 0:
        before = text[max(0, at - 20) : at]
        names = regions.names_in(before)
        if names and before.endswith(names[-1][1]):
            return tuple(region.name for region in regions.chain(regions.by_name[names[-1][1]][0]))
        behind = _BELONGS.match(text, at + len(own))
        names = regions.names_in(text[behind.end() : behind.end() + 20]) if behind else []
        if names and names[0][0] == 0:
            last = [name for position, name in names if position <= len(names[0][1])][-1]
            return tuple(region.name for region in regions.chain(regions.by_name[last][0]))
        at = text.find(own, at + 1)
    return ()
