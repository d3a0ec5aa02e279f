"""What stands around a number: its clause, the words it belongs to, and the year it speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from site_builder.forms.prose.lines import Line
from site_builder.printed_numbers import Printed

_BOUNDARY = frozenset('，。；;：:,！？!?、\t（(【[“”"|')
_SENTENCE_END = frozenset("。；;！？!?\t")
_CLOSING = frozenset("）)")
# No clause or sentence is looked at further back than this: time must grow with length only.
_FAR = 600
_BRACKETS = 4
_YEAR = re.compile(r"((?:19|20)\d\d)(?!\d)\s*(?:[-—至~]\s*(?:19|20)\d\d)?\s*年?(?:度|初|末|底)?")
# Word processors set blanks between numbers and Chinese characters: 学校 2023 年度收入总计.
_SPACED_DIGITS = re.compile(r"(?<=[\u4e00-\u9fff])[ \u00a0]+(?=\d)|(?<=\d)[ \u00a0]+(?=[\u4e00-\u9fff])")
_CODE_OPENED = re.compile(r"[\[【]\d{5,7}[\]】]")
_SUMMED = re.compile(r"等[\u4e00-\u9fff]{1,8}$")
# A quoted document and its number tell where an amount comes from, not what it is: 《…通知》(财行〔2021〕6号)补助资金.
_QUOTED = re.compile(r"^.*》(?:[（(][^（()）]{0,40}[）)])?|^[^（(]{0,30}号[）)]")
_LEADING_WORDS = re.compile(
    r"^(?:[（(][\d一二三四五六七八九十]{1,2}[）)]|[一二三四五六七八九十]是|(?:与|较|比|同)?上年度?相比|其中|分别(?:为|是)?|包括|包含|含(?![水税量氧])|以及|并(?![网购联发])|另外|另|同时|此外|全部|主要(?!负责人|领导)|具体|共计|共有|共(?![享建青同管治])|约(?![谈束定])"
    r"|截止到?|截至|我单位|本局|全局|本委|本校|账面(?!原值|净值|价值)|我局|我委|我院|我校|我区|我县|我市|本单位|本部门|(?:[（(]单位[）)])|[本该]?项目的?(?:总体|年度)*(?:绩效)?目标[为是]|该项目|该|本年度|全年(?!预算|调整|执行)|当年|目前|现(?=有)"
    r"|\d{1,2}月(?:\d{1,2}日|份|底)?|的|(?<=^)(?:有(?![效关机偿限线害色序轨])|和(?![谐平解])|与(?![会时])|及(?![时格])|为(?![民农企老]))|\s)+"
)
_TRAILING_WORDS = re.compile(
    r"(?:现有|共有|(?<!得)分为|(?<![行作])为|是|共计|共|合计为|总计为|达到了|达到|(?<![下到抵传表直送])达|了|约为|仅为|仅|(?<![节签履合违续])约|大概|大约|分别"
    r"|(?<![实拥保占国所持私])有|(?<![同平相高中初优一二三])等|的|至|：|:|(?<![接附最邻])近|已|\s)+$"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A number with its words. `label` stands before it in its clause, `behind` after its unit up to the next mark.

    `clause` is the offset where the clause begins, `sentence` where the sentence does. `year` is the last year
    printed in the sentence before the number, None when there is none.
    """

    line: Line
    number: Printed
    label: str
    raw_label: str
    behind: str
    clause: int
    sentence: int
    year: int | None
    previous: Printed | None

    @property
    def locator(self) -> str:
        """The place of the number."""
        return self.line.locate(self.number.start)


@lru_cache(maxsize=2048)
def phrases(line: Line) -> tuple[Phrase, ...]:
    """Return the values of a line (numbers not set aside) with their words, in order.

    Several readers ask for the same line, one after the other; lines compare by identity.
    """
    found: list[Phrase] = []
    previous: Printed | None = None
    for number in line.numbers:
        if not number.reason:
            found.append(_phrase(line, number, previous))
            previous = number
    return tuple(found)


def _phrase(line: Line, number: Printed, previous: Printed | None) -> Phrase:
    text = line.text
    floor = max(line.body if line.body <= number.start else 0, _floor(text, number, previous))
    clause = _list_start(text, _clause_start(text, number.start, floor), number.start, floor, number.unit)
    sentence = _sentence_start(text, number.start)
    if clause > floor and _CODE_OPENED.match(text, clause - 1):
        clause -= 1  # [2011501]行政运行: the bracket holds the account's code and parts nothing
    if clause > floor and not text[clause : number.start].strip() and text[clause - 1] in "：:":
        clause = _clause_start(text, clause - 1, floor)  # 收入：792.22万元
    raw = _without_brackets(text[clause : number.start])
    in_clause = previous if previous and previous.unit_end >= clause and previous.start >= sentence else None
    return Phrase(
        line,
        number,
        clean_label(raw),
        raw,
        _behind(text, number.unit_end),
        clause,
        sentence,
        _year_before(text, sentence, number.start),
        in_clause,
    )


def _floor(text: str, number: Printed, previous: Printed | None) -> int:
    """A label begins behind the number before it, unless that one only stands in brackets: 补助资金（80%）87.2万元."""
    if previous is None:
        return 0
    between = text[previous.unit_end : number.start].strip()
    return 0 if between in ("）", ")") else previous.unit_end


def _clause_start(text: str, end: int, floor: int) -> int:
    """Walk back from `end` to the mark that opens the clause; brackets without a mark of their own are walked over."""
    at = end - 1
    floor = max(floor, end - _FAR)
    brackets = 0
    while at >= floor:
        ch = text[at]
        if ch in _CLOSING and brackets < _BRACKETS:
            brackets += 1
            start = max(text.rfind(mark, max(at - 60, 0), at) for mark in "（(")
            if start >= 0:
                at = start - 1
                continue
        if ch in _BOUNDARY and not _is_part_of_label(text, at, end):
            return at + 1
        at -= 1
    return floor


def _list_start(text: str, clause: int, end: int, floor: int, unit: str) -> int:
    """Walk back over a list that 等 sums up (购置税、强制保险等费用3.6万元): all of it names the amount."""
    at = clause
    if unit.endswith("元") and _SUMMED.search(text, clause, end):
        while at > floor and text[at - 1] == "、":
            at = _clause_start(text, at - 1, floor)
    return at


def _is_part_of_label(text: str, at: int, end: int) -> bool:
    """Quotes around a term belong to the label (“三公”经费), and so does the mark in 收、支总计."""
    if text[at] == "”" or text[at - 1 : at + 2] == "收、支" or text[at - 2 : at + 3] == "收入、支出":
        return True
    return text[at] in '“"' and any(mark in text[at + 1 : end] for mark in '”"')


def _sentence_start(text: str, end: int) -> int:
    floor = max(0, end - _FAR)
    return max(floor, *(text.rfind(mark, floor, end) + 1 for mark in _SENTENCE_END))


def _without_brackets(label: str) -> str:
    """Drop bracketed remarks that end a label: 社会保障支出(类) is 社会保障支出; 因公出国（境）费 stays."""
    return re.sub(r"[（(][^（()）]*[）)]\s*$", "", label)


def clean_label(raw: str) -> str:
    """Return a label without years, connecting words before and verbs behind it."""
    raw = _SPACED_DIGITS.sub("", raw)
    label = _QUOTED.sub("", raw).strip(" 　*\t") if "》" in raw or "号" in raw else raw.strip(" 　*\t")
    before = None
    while before != label:
        before = label
        label = _LEADING_WORDS.sub("", label)
        match = _YEAR.match(label)
        if match and match.end() < len(label):
            label = label[match.end() :].lstrip("、，")
    return _TRAILING_WORDS.sub("", label).strip()


def _behind(text: str, start: int) -> str:
    end = start
    while end < len(text) and end - start < 40 and text[end] not in _BOUNDARY and not text[end].isdigit():
        end += 1
    return text[start:end].strip()


def _year_before(text: str, start: int, end: int) -> int | None:
    years = _YEAR_WORD.findall(text, start, end)
    return int(years[-1]) if years else None


_YEAR_WORD = re.compile(r"((?:19|20)\d\d)\s*(?:年|-20\d\d)")
