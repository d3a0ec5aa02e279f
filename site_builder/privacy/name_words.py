"""How likely a run of characters is a person's name, and how likely it is words of the dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log
from pathlib import Path

from site_builder.privacy.word_list import word_list

TABLE = Path(__file__).parent / "data" / "names.txt"

SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊"
    "金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐"
    "梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶"
    "刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封"
    "竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺肖付闫邝卯撒鹿桓寇展信尚卿沃巴戈呼帅战阙暴冮占宝布青"
)
DOUBLE_SURNAMES = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "皇甫",
    "尉迟",
    "东方",
    "慕容",
    "司徒",
    "令狐",
    "公孙",
    "端木",
    "轩辕",
    "夏侯",
    "呼延",
    "宇文",
    "长孙",
    "申屠",
    "独孤",
    "南宫",
)
_RARE = 20
"""Dictionary names less frequent than this are no words of their own (王建国); others may be (高峰, 张贴, 温泉)."""
_LONG_RARE = 300
_UNKNOWN_GIVEN = 0.3
_LONGEST_WORD = 8
WORDS_AT_HAND = 100_000
NO_WORD = float("-inf")
_WORD_NAMES = frozenset(
    [
        "解放",
        "胜利",
        "跃进",
        "援朝",
        "建国",
        "国庆",
        "和平",
        "卫国",
        "爱国",
        "保国",
        "红旗",
        "红军",
        "向阳",
        "向前",
        "前进",
        "文化",
        "社会",
        "新华",
        "新民",
        "爱党",
        "爱军",
        "卫东",
        "建设",
        "建军",
        "建党",
        "民主",
        "自立",
        "自强",
        "学习",
        "学军",
        "拥军",
        "平安",
        "健康",
        "幸福",
        "长征",
        "长城",
        "长江",
        "黄河",
        "泰山",
        "春节",
        "元旦",
        "冬至",
        "立春",
        "立夏",
        "秋分",
        "清明",
        "满意",
        "有余",
        "来福",
        "来喜",
        "发财",
        "进步",
        "光明",
        "光荣",
        "英雄",
        "永久",
    ]
)
"""Words of the dictionary that are given names; their characters alone seldom are."""
_WORD_NAME = log(3e-5)
_LONG_NAME, _SHORT_NAME = log(0.75), log(0.25)


@dataclass(frozen=True)
class NameTable:
    """Logarithms of the frequencies of surnames and of characters of given names, and of what is not known."""

    surnames: dict[str, float]
    given: dict[str, float]
    total: int
    unknown_word: float
    unknown_surname: float
    unknown_given: float

    def weight(self, name: str) -> float:
        """Return how likely `name` is among the names of persons."""
        surname = name[:2] if name.startswith(DOUBLE_SURNAMES) else name[0]
        given = name[len(surname) :]
        chars = sum(self.given.get(char, self.unknown_given) for char in given)
        if given in _WORD_NAMES:
            chars = max(chars, _WORD_NAME)
        length = _LONG_NAME if len(given) > 1 else _SHORT_NAME
        return self.surnames.get(surname, self.unknown_surname) + chars + length


@cache
def name_table() -> NameTable:
    """Read the table that `scripts/build_name_table.py` makes of the dictionary."""
    numbers, surnames, given = TABLE.read_text(encoding="utf-8").splitlines()
    total, names = map(int, numbers.split())
    chars = {entry[0]: int(entry[1:]) for entry in given.split()}
    all_chars = sum(chars.values())
    return NameTable(
        surnames={entry[0]: log(int(entry[1:]) / names) for entry in surnames.split()},
        given={char: log(count / all_chars) for char, count in chars.items()},
        total=total,
        unknown_word=log(1 / total),
        unknown_surname=log(5 / names),
        unknown_given=log(_UNKNOWN_GIVEN / all_chars),
    )


@lru_cache(WORDS_AT_HAND)
def word_weight(word: str) -> float:
    """Return the logarithm of the frequency of a word, minus infinity when it is none or hardly more than a name."""
    known = word_list().find(word)
    if known is None or (is_name(word, known.kind) and known.count < (_RARE if len(word) == 2 else _LONG_RARE)):
        return NO_WORD
    return log(known.count / name_table().total)


@lru_cache(WORDS_AT_HAND)
def is_name_too(word: str) -> bool:
    """Tell whether a word of the dictionary is a name of a person as well (高峰)."""
    known = word_list().find(word)
    return known is not None and is_name(word, known.kind) and word_weight(word) > NO_WORD


def is_name(word: str, kind: str) -> bool:
    """Tell whether the dictionary has a word as a Chinese person's name, by its kind."""
    return kind.startswith("nr") and kind != "nrt" and 2 <= len(word) <= 3 and word[0] in SURNAMES


def load_words() -> None:
    """Load now what the first sentence that speaks of aid would wait for."""
    word_list()
    name_table()


class Reading:
    """The most likely reading of a sentence as words of the dictionary, from its start and from its end."""

    def __init__(self, sentence: str) -> None:
        size = len(sentence)
        arcs = [list(self._arcs(sentence, start)) for start in range(size)]
        self._upto = [float("-inf")] * (size + 1)
        self._upto[0] = 0.0
        for start in range(size):
            for end, weight in arcs[start]:
                self._upto[end] = max(self._upto[end], self._upto[start] + weight)
        self._from = [0.0] * (size + 1)
        for start in range(size - 1, -1, -1):
            self._from[start] = max(weight + self._from[end] for end, weight in arcs[start])

    def _arcs(self, sentence: str, start: int) -> Iterator[tuple[int, float]]:
        yield start + 1, max(word_weight(sentence[start]), name_table().unknown_word)
        for end in range(start + 2, min(len(sentence), start + _LONGEST_WORD) + 1):
            weight = word_weight(sentence[start:end])
            if weight > NO_WORD:
                yield end, weight

    def gain(self, start: int, end: int, name: str) -> float:
        """Return how much more likely the sentence is with a name at `start` to `end` than as words alone."""
        return self._upto[start] + name_table().weight(name) + self._from[end] - self._upto[-1]
