"""Queries drawn from pages with a fixed seed: exact ones of many kinds, and slips of names and of what pages say."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.search_corpus import OBJECTS, OFFICES
from site_builder.model.output import SearchEntry
from site_builder.search.folding import fold_line, variants
from site_builder.search.sounds import gb2312_characters, sounds_of

_CLAUSE = re.compile(r"[\u4e00-\u9fff]{4,}")
_AMOUNT = re.compile(r"\d{1,3},\d{3}\.\d\d")
_PLAIN_AMOUNT = re.compile(r"(?<![\d.,])\d{2,3}\.\d\d(?![\d.])")
_CODE = re.compile(r"(?m)^2\d{6}$")
CODES = ("2240106", "2080505", "22401", "2130305", "2110301", "2010350", "221", "2210201")
COMMON = (
    "三公经费", "“三公”经费", "绩效自评", "执行率", "财政拨款收入", "应急演练", "满意度", "政府采购", "资金", "服务对象满意度指标",
)  # fmt: skip
NUMBERS = ("2024", "2023年", "10", "95%", "≥90%", "100.00", "224", "1.5", "0.00", "12月")
SECOND = ("执行率", "偏差", "万元", "镇", "2023", "满意度", "≥95%")
SYNONYMS = (
    ("农村住房保险", "农房保险"), ("公共财政预算", "一般公共预算"), ("国资预算", "国有资本经营预算"), ("基金预算数", "政府性基金预算"),
    ("因公出国境", "因公出国"), ("公车运行", "公务用车"), ("未完成原因", "偏差原因"), ("自我评价", "自评"), ("公务用车运行维护费", "三公"),
    ("安全生产监督管理", "安全监管"), ("财政补助收入", "财政拨款"), ("全年预算数", "预算数"),
)  # fmt: skip
"""Words of the handbook that mean the same: what is typed, and what the page says."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A query gone wrong, and the term it meant."""

    kind: str
    query: str
    meant: str


def exact_queries(entries: Sequence[SearchEntry], seed: int = 6) -> list[tuple[str, str]]:
    """Return 244 pairs of kind and query (fewer where nothing fits), all of them in the pages as written or folded alike."""
    chance = random.Random(seed)
    projects = [entry for entry in entries if entry.kind == "项目"]
    known = [entry.department for entry in entries if entry.department]
    queries = [("名称", chance.choice(projects).title) for _ in range(25)]
    queries += [("半个名称", _part(chance, chance.choice(projects).title, 3, 6)) for _ in range(25)]
    queries += [("部门", chance.choice(known)) for _ in range(15)]
    queries += [("机构", chance.choice(OFFICES)) for _ in range(8)]
    queries += [("事项", word) for word in chance.sample(OBJECTS, 25)]
    queries += [("正文", _from_text(chance, chance.choice(entries).text)) for _ in range(45)]
    queries += [("金额", _amount(chance, entries, _AMOUNT)) for _ in range(15)]
    queries += [("金额无分隔", _amount(chance, entries, _AMOUNT).replace(",", "")) for _ in range(10)]
    queries += [("小金额", _amount(chance, entries, _PLAIN_AMOUNT)) for _ in range(8)]
    queries += [("编码", code) for code in CODES]
    queries += [("常用词", word) for word in COMMON]
    queries += [("数字", word) for word in NUMBERS]
    queries += [("几个词", f"{chance.choice(OBJECTS)} {chance.choice(SECOND)}") for _ in range(15)]
    queries += [
        ("几个词", f"{_from_text(chance, (page := chance.choice(projects)).text)} {page.year}") for _ in range(5)
    ]
    queries += [("繁体", _traditional(chance.choice(OBJECTS))) for _ in range(10)]
    queries += [("全角", _wide(_amount(chance, entries, _AMOUNT))) for _ in range(5)]
    queries += [("引号括号", f"“{word[:2]}”（{word[2:]}）") for word in chance.sample(OBJECTS, 5)]
    return queries


def _part(chance: random.Random, text: str, least: int, most: int) -> str:
    size = min(len(text), chance.randint(least, most))
    start = chance.randrange(len(text) - size + 1)
    return text[start : start + size]


def _from_text(chance: random.Random, text: str) -> str:
    return _part(chance, chance.choice(_CLAUSE.findall(text) or ["绩效自评"]), 2, 7)


def _amount(chance: random.Random, entries: Sequence[SearchEntry], pattern: re.Pattern[str]) -> str:
    while True:
        found = pattern.findall(chance.choice(entries).text)
        if found:
            return str(chance.choice(found))


def _traditional(word: str) -> str:
    to = {simple: other for other, simple in sorted(variants().items(), reverse=True)}
    return "".join(to.get(char, char) for char in word)


def _wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


KINDS = (("同音字", 35), ("错字", 25), ("漏字", 25), ("全拼", 30), ("首字母", 25))


def slips(entries: Sequence[SearchEntry], seed: int = 7) -> list[Slip]:
    """Return slips that stand on no page: a homophone, another character, a missing one, full pinyin, initials, synonyms."""
    chance = random.Random(seed)
    alike = _homophones()
    text = "\n".join(dict.fromkeys(fold_line(line) for entry in entries for line in entry.text.split("\n")))
    found = []
    for kind, count in KINDS:
        made = 0
        while made < count:
            meant = _meant(chance, entries, kind)
            query = _spoil(chance, kind, meant, alike)
            if query not in text:
                found.append(Slip(kind, query, meant))
                made += 1
    known = [(query, meant) for query, meant in SYNONYMS if query not in text and meant in text]
    return found + [Slip("同义词", query, meant) for query, meant in known]


def _meant(chance: random.Random, entries: Sequence[SearchEntry], kind: str) -> str:
    """Return the name of a department, a thing, half of one, or (but for initials) a label or a phrase of prose."""
    draw = chance.random()
    if draw < 0.2:
        return _drawn(chance, lambda: chance.choice(entries).department, 5)
    if draw < 0.6 or kind == "首字母":
        word = _drawn(chance, lambda: chance.choice(OBJECTS), 4)
        return word if chance.random() < 0.6 else word[-max(4, len(word) - 3) :]
    if draw < 0.8:
        titles = [entry.title for entry in chance.choices(entries, k=20) if entry.kind == "项目"]
        return _drawn(chance, lambda: _part(chance, _han(chance.choice(titles or ["绩效自评报告"])), 4, 7), 4)
    return _drawn(chance, lambda: _part(chance, _from_any(chance, entries), 4, 7), 4)


def _drawn(chance: random.Random, draw: Callable[[], str], least: int) -> str:
    """Return the first draw that is long enough and has readings throughout."""
    while True:
        word = draw()
        if len(word) >= least and all(map(sounds_of, word)):
            return word


def _han(title: str) -> str:
    return max(_CLAUSE.findall(title) or ["绩效自评报告"], key=len)


def _from_any(chance: random.Random, entries: Sequence[SearchEntry]) -> str:
    return str(chance.choice(_CLAUSE.findall(chance.choice(entries).text) or ["绩效自评报告"]))


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
        others = [
            char for char in gb2312_characters()[:600] if char != meant[at] and sounds_of(char) != sounds_of(meant[at])
        ]
    return meant[:at] + chance.choice(others) + meant[at + 1 :]
