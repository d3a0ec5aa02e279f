"""How likely a run of characters is a person's name, and how likely it is words of the dictionary."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from math import log
from pathlib import Path

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
_NO_WORD = float("-inf")
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
class Lexicon:
    """Counts of words, and logarithms of the frequencies of surnames and characters of given names."""

    counts: dict[str, int]
    total: int
    names: frozenset[str]
    surnames: dict[str, float]
    given: dict[str, float]
    unknown_word: float
    unknown_surname: float
    unknown_given: float

    def word(self, word: str, unknown: float) -> float:
        """Return the logarithm of the frequency of a word, `unknown` when the dictionary does not have it."""
        count = self.counts.get(word)
        return log(count / self.total) if count else unknown

    def name(self, name: str) -> float:
        """Return how likely `name` is among the names of persons."""
        surname = name[:2] if name.startswith(DOUBLE_SURNAMES) else name[0]
        given = name[len(surname) :]
        chars = sum(self.given.get(char, self.unknown_given) for char in given)
        if given in _WORD_NAMES:
            chars = max(chars, _WORD_NAME)
        length = _LONG_NAME if len(given) > 1 else _SHORT_NAME
        return self.surnames.get(surname, self.unknown_surname) + chars + length


@cache
def lexicon() -> Lexicon:
    """Load the dictionary once a process, and only when a sentence speaks of aid.

    All words at once rather than line by line: every process of a build, however short, pays for it.
    """
    parts = _dictionary().read_text(encoding="utf-8").split()
    words, counts, tags = parts[::3], list(map(int, parts[1::3])), parts[2::3]
    names = [
        (word, count)
        for word, count, tag in zip(words, counts, tags, strict=True)
        if tag[:2] == "nr" and _is_name(word, tag)
    ]
    frequency = dict(zip(words, counts, strict=True))
    for word in [word for word, count in names if count < (_RARE if len(word) == 2 else _LONG_RARE)]:
        del frequency[word]
    surnames = Counter(word[0] for word, _ in names)
    given = Counter("".join(word[1:] for word, _ in names))
    total, chars = sum(counts), sum(given.values())
    return Lexicon(
        counts=frequency,
        total=total,
        names=frozenset(word for word, _ in names if word in frequency),
        surnames={char: log(count / len(names)) for char, count in surnames.items()},
        given={char: log(count / chars) for char, count in given.items()},
        unknown_word=log(1 / total),
        unknown_surname=log(5 / len(names)),
        unknown_given=log(_UNKNOWN_GIVEN / chars),
    )


def load_dictionary() -> None:
    """Load now what the first sentence that speaks of aid would wait for: a third of a second."""
    lexicon()


def _dictionary() -> Path:
    """Return where jieba keeps its dictionary; importing it to ask would take as long as reading half of it."""
    found = find_spec("jieba")
    assert found
    assert found.origin
    return Path(found.origin).with_name("dict.txt")


def _is_name(word: str, tag: str) -> bool:
    return tag.startswith("nr") and tag != "nrt" and 2 <= len(word) <= 3 and word[0] in SURNAMES


class Reading:
    """The most likely reading of a sentence as words of the dictionary, from its start and from its end."""

    def __init__(self, sentence: str) -> None:
        self._words = lexicon()
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

    def _arcs(self, sentence: str, start: int):  # type: ignore[no-untyped-def]
        words = self._words
        yield start + 1, words.word(sentence[start], words.unknown_word)
        for end in range(start + 2, min(len(sentence), start + _LONGEST_WORD) + 1):
            weight = words.word(sentence[start:end], _NO_WORD)
            if weight > _NO_WORD:
                yield end, weight

    def gain(self, start: int, end: int, name: str) -> float:
        """Return how much more likely the sentence is with a name at `start` to `end` than as words alone."""
        return self._upto[start] + self._words.name(name) + self._from[end] - self._upto[-1]
