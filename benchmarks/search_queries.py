"""Queries drawn from generated pages with a fixed seed: exact ones of several kinds, and slips of names."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from benchmarks.search_corpus import OBJECTS, OFFICES
from site_builder.model.output import SearchEntry
from site_builder.search.sounds import gb2312_characters, sounds_of

_CLAUSE = re.compile(r"[\u4e00-\u9fff]{4,}")
_AMOUNT = re.compile(r"\d{1,3},\d{3}\.\d\d")


@dataclass(frozen=True, slots=True)
class Slip:
    """A query gone wrong, and the term it meant."""

    kind: str
    query: str
    meant: str


def exact_queries(entries: list[SearchEntry], seed: int = 6) -> list[tuple[str, str]]:
    """Return 131 pairs of kind and query."""
    chance = random.Random(seed)
    projects = [entry for entry in entries if entry.kind == "项目"]
    queries = [("名称", chance.choice(projects).title) for _ in range(15)]
    queries += [("半个名称", _part(chance, chance.choice(projects).title, 3, 6)) for _ in range(15)]
    queries += [("部门", chance.choice(entries).department) for _ in range(10)]
    queries += [("机构", chance.choice(OFFICES)) for _ in range(6)]
    queries += [("事项", word) for word in chance.sample(OBJECTS, 15)]
    queries += [("正文", _from_text(chance, chance.choice(entries).text)) for _ in range(30)]
    queries += [("金额", _amount(chance, entries)) for _ in range(12)]
    queries += [("编码", code) for code in ("2240106", "2080505", "22401", "2130305", "2110301")]
    queries += [
        ("常用词", word)
        for word in ("三公经费", "“三公”经费", "绩效自评", "执行率", "财政拨款收入", "应急演练", "满意度", "政府采购")
    ]
    queries += [("数字", word) for word in ("2024", "10", "95%", "≥90%", "100.00")]
    queries += [
        ("几个词", f"{chance.choice(OBJECTS)} {chance.choice(('执行率', '偏差', '万元', '镇', '2023'))}")
        for _ in range(10)
    ]
    return queries


def _part(chance: random.Random, text: str, least: int, most: int) -> str:
    size = min(len(text), chance.randint(least, most))
    start = chance.randrange(len(text) - size + 1)
    return text[start : start + size]


def _from_text(chance: random.Random, text: str) -> str:
    return _part(chance, chance.choice(_CLAUSE.findall(text)), 2, 7)


def _amount(chance: random.Random, entries: list[SearchEntry]) -> str:
    while True:
        found = _AMOUNT.findall(chance.choice(entries).text)
        if found:
            amount = str(chance.choice(found))
            return amount if chance.random() < 0.5 else amount.replace(",", "")


def slips(entries: list[SearchEntry], seed: int = 7, each: int = 20) -> list[Slip]:
    """Return slips of names of things: a homophone, another character, a missing one, full pinyin, initials."""
    chance = random.Random(seed)
    alike = _homophones()
    found = []
    for kind in ("同音字", "错字", "漏字", "全拼", "首字母"):
        for _ in range(each):
            meant = _meant(chance, entries)
            found.append(Slip(kind, _spoil(chance, kind, meant, alike), meant))
    return found


def _meant(chance: random.Random, entries: list[SearchEntry]) -> str:
    """Return the name of a department or a thing, or half of one."""
    if chance.random() < 0.25:
        return chance.choice(entries).department
    word = chance.choice([word for word in OBJECTS if len(word) >= 4])
    return word if chance.random() < 0.6 else word[-max(4, len(word) - 3) :]


def _homophones() -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for char in gb2312_characters()[:3755]:
        groups.setdefault(sounds_of(char)[0], []).append(char)
    return groups


def _spoil(chance: random.Random, kind: str, meant: str, alike: dict[str, list[str]]) -> str:
    if kind == "全拼":
        return "".join(sounds_of(char)[0] for char in meant)
    if kind == "首字母":
        return "".join(sounds_of(char)[0][0] for char in meant)
    at = chance.randrange(len(meant))
    if kind == "漏字":
        return meant[:at] + meant[at + 1 :]
    if kind == "同音字":
        others = [char for char in alike[sounds_of(meant[at])[0]] if char != meant[at]] or ["甲"]
    else:
        others = [char for char in "甲乙丙丁子丑寅卯" if char != meant[at]]
    return meant[:at] + chance.choice(others) + meant[at + 1 :]
