"""The explanations of a final account or budget: each amount with its account, its share, and its change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from site_builder.forms.prose.accounts import (
    ARRANGED,
    BARE,
    Account,
    account_name,
    chained,
    code_first,
    leading,
    without_office,
)
from site_builder.forms.prose.counts import count_item
from site_builder.forms.prose.ledger import Ledger
from site_builder.forms.prose.lines import Line
from site_builder.forms.prose.phrases import Phrase, phrases
from site_builder.forms.prose.structure import Part
from site_builder.forms.prose.terms import MONEY_UNITS

# “三公”经费支出预算为56万元，支出决算为48万元: what the account is called without its 预算.
_BUDGETED = re.compile(r"(?<=支出|.[费])预算$")
_WAY = r"(?P<way>增加|增长|增多|上升|提高|减少|下降|降低|压减|核减|调增|调减|(?<![至不])多|(?<![至不减])少)"
_BASE = (
    r"(?:(?:较|比|与|同)?(?:20\d\d年|上一年度?|上年度?|去年|年初预算|年初|全年预算|调整后?预算|(?<=[较比与同])预算)(?:度)?"
    r"(?:同期|决算|预算|执行|支出|收入)*数?(?:相比)?)?"
)
_CHANGE = re.compile(rf"^(?P<term>.*?)[，,]?{_BASE}(?:实际|各|均|同比)?{_WAY}(?:了|额|为)?$")
_COMPARED = re.compile(
    r"^(?P<term>.*?)(?:本年数?)?(?P<way>大于|高于|多于|小于|低于|少于)上年(?:度)?(?:预算|决算|执行)?数?$"
)
# An amount in 万 is printed with its hundredths; a count is not.
_CENTS = re.compile(r"[\d,，]+\.\d{2}")
_ADDED = re.compile(rf"^{_WAY}(?:了)?(?P<term>[\u4e00-\u9fff]{{2,12}}(?:支出|收入|经费|资金|预算))$")
_AGAINST_BUDGET = re.compile(r"(?:较|比|与|同)(?:(?P<first>年初|全年|调整后?))?预算")
_AGAINST_YEAR = re.compile(r"上一?年|去年|20\d\d|同比")
_CAR = re.compile(r"公务用?车|车辆")
_ABROAD = re.compile(r"[（(]境[）)]外|外事|国外")
_RATE_OF = re.compile(r"较(?P<base>.+?)(?P<way>增加|减少)额$")
# (一)收入预算：2024年年初预算数…: the words before the colon name the account.
_LED = re.compile(r"(?P<name>[\u4e00-\u9fff“”（）]{2,20}(?:预算|决算|收入|支出|经费|费))[：:](?=.*\d)")
_UP = frozenset({"增加", "增长", "增多", "上升", "提高", "调增", "多", "大于", "高于", "多于"})
_STATED = (
    (re.compile(r"^(?P<term>.*?)(?:的)?年初预算(?:数|安排|金额)?$"), "年初预算"),
    (re.compile(r"^(?P<term>.*?)(?:的)?全年(?:调整)?预算(?:数)?$"), "全年预算"),
    (re.compile(r"^(?P<term>.*?)(?:的)?调整(?:后)?预算(?:数)?$"), "调整预算"),
    (re.compile(r"^(?P<term>.*?)(?:的)?(?:支出|收入)?决算(?:数)?$"), "支出决算"),
)
_BROKEN = re.compile(r"\d\s*[。.，,、·]\s*$")
_DONE = re.compile(r"(?:完成|占|为)(?P<of>年初预算|全年预算|调整预算|调整后预算|预算|年度预算)(?:数)?$")
_SHARE = re.compile(r"占(?P<whole>.*?)(?:的比重|比重|的比例|比例|比|的)?$")
_REASON = re.compile(
    r"(?:(?:主要)?原因(?:是|为|系)?|(?<=[，,；;。])主要[是系](?:由于|因为)?)[：:，]?\s*(?P<text>[^。；;]{4,300})"
)
_PURPOSE = re.compile(r"用于[：:]?\s*(?P<text>[^。，；;]{6,200})")
_NO_PURPOSE = re.compile(r"^(?:以下|其他|如下)")
# A line about the account that the line before it names: 8、…住房公积金（项）。 / 全年预算为18.12万元，….
_GOES_ON = re.compile(
    r"(?:主要)?用于|[与比较同](?:上年|20\d\d年)|(?:全年|年初|调整后?)预算|(?:支出)?决算|(?:(?:19|20)\d\d年度?)?(?:当年)?预算(?:执行|安排|数)|完成"
)
# 2016年，我单位支出预算1530万元: the year that opens a sentence is that of its amounts.
_SENTENCE_YEAR = re.compile(r"\s*((?:19|20)\d\d)\s*年度?[，,]")
_ARRANGED_YEAR = re.compile(r"((?:19|20)\d\d)\s*年度?(?:预算)?安排\s*$")
_OWNED = re.compile(r"^(?:本?(?:部门|单位))?(?:及?所属(?:预算)?单位)?共有")
_SKIPPED_ROLES = frozenset({"contents", "glossary"})
_COUNTED = (
    (re.compile(r"团组"), "团组数"),
    (re.compile(r"购置公务用车|车辆购置数"), "购置数"),
    (re.compile(r"保有量"), "保有量"),
)


class NarrativeLine:
    """Reads one line; `topic` is the account spoken of last."""

    def __init__(self, line: Line, part: Part, ledger: Ledger, before: Account | None = None) -> None:
        """`before` is the account that the line before named, for lines that go on about it."""
        self.line = line
        self.part = part
        self.ledger = ledger
        goes_on = before if before and _GOES_ON.match(line.rest) else None
        led = _LED.match(line.rest)
        self.led = led["name"] if led else ""
        self.topic = leading(line.rest) or goes_on or Account(self.led)
        self.topics = [(0, self.topic)]
        self.base = ("上年", -1)
        self.counted = ""
        self.last = ("", 0)

    def read(self) -> None:
        """Write down every number of the line that is understood, and the reason and purpose it states."""
        for phrase in phrases(self.line):
            if self.ledger.is_taken(phrase):
                continue
            subject, item = self._meaning(phrase)
            self.topics.append((phrase.number.start, self.topic))
            self.last = (item, phrase.number.unit_end)
            if item:
                self._write(phrase, subject, item)
        if self.topic.name:
            self._write_texts()

    def _write(self, phrase: Phrase, subject: str, item: str) -> None:
        owner = subject or self.ledger.context.department
        about = self.topic if owner == self.topic.name else Account(owner)
        year = _year(phrase, changes=item.startswith("较"))
        self.ledger.number(phrase, owner, item, year=year, path=about.path, code=about.code)

    def _meaning(self, phrase: Phrase) -> tuple[str, str]:
        if re.match(r"0\d", phrase.number.text) and _BROKEN.search(self.line.text[: phrase.number.start]):
            return "", ""  # the rest of a broken number (1500。05万元)
        if phrase.number.unit in MONEY_UNITS or _is_bare_zero(phrase):
            return self._money(phrase)
        if phrase.number.unit in ("%", "个百分点"):
            return self._percent(phrase)
        return self._count(phrase)

    def _money(self, phrase: Phrase) -> tuple[str, str]:
        label = phrase.label
        added = _ADDED.match(label)
        if added:
            return added["term"], _change_item("上年", added["way"], "额")
        change = self._change(phrase, "额")
        if change:
            return self.topic.name, change
        for pattern, item in _STATED:
            match = pattern.match(label)
            if match:
                if not match["term"] and item == "支出决算":
                    self.topic = replace(self.topic, name=_BUDGETED.sub("", self.topic.name))
                self._turn(_with_direction(match["term"], label))
                return (self.topic.name, item) if self.topic.name else (label, "金额")
        if BARE.match(label) or (self.topic.name and ARRANGED.fullmatch(label)):
            return self.topic.name, "项目资金" if label == "资金" else "金额"
        self._turn(label)
        return self.topic.name, "金额"

    def _percent(self, phrase: Phrase) -> tuple[str, str]:
        done = _DONE.search(phrase.label)
        if done:
            return self.topic.name, f"完成{done['of']}"
        share = _SHARE.search(phrase.label)
        if share:
            whole = share["whole"]
            return self.topic.name, f"占{whole}比重" if whole else "占比"
        change = _RATE_OF.match(self.last[0])
        if change and self.line.text[self.last[1] : phrase.number.start].strip() in ("（", "("):
            words = "增长" if change["way"] == "增加" else "下降"
            return self.topic.name, f"较{change['base']}{words}率"  # 较上年减少1万元（20%）
        return self.topic.name, self._change(phrase, "率") or count_item(phrase)

    def _change(self, phrase: Phrase, measure: str) -> str:
        """Return the item of a change against last year or the budget, empty when the label states none."""
        label = phrase.label
        match = _CHANGE.match(label) or _COMPARED.match(label)
        if not match:
            return ""
        told = self.line.text[phrase.sentence : phrase.number.start]
        if match["term"] in ("收入", "支出") and self.topic.name.endswith(match["term"]) and self.topic.name in told:
            pass  # 一般公共预算财政拨款支出7824万元，与上年相比，支出增加1564万元
        elif match["term"] in ("收入", "支出"):
            self.topic = Account(self.led if match["term"] in self.led else f"本年{match['term']}合计")
        else:
            self._turn(match["term"])
        return _change_item(self._base(phrase), match["way"], measure)

    def _base(self, phrase: Phrase) -> str:
        """What a change is against; a rate that does not say so goes on about the change before it."""
        budget = _AGAINST_BUDGET.search(phrase.label)
        if budget:
            self.base = ("年初预算" if budget["first"] else "预算", phrase.sentence)
        elif _AGAINST_YEAR.search(phrase.raw_label) or self.base[1] != phrase.sentence:
            self.base = ("上年", phrase.sentence)
        return self.base[0]

    def _count(self, phrase: Phrase) -> tuple[str, str]:
        label, unit = phrase.label, phrase.number.unit
        change = _CHANGE.match(label)
        if change and unit == "人" and "人员" in label:
            return self.topic.name, "增加人员数" if change["way"] in _UP else "减少人员数"
        if change and not change["term"] and self.counted and _AGAINST_YEAR.search(phrase.raw_label):
            return self.counted, _change_item("上年", change["way"], "额").removesuffix("额") + "数"
        for pattern, item in _COUNTED:
            if pattern.search(label):
                car = _CAR.search(label) if "车" not in self.topic.name else None
                return (car[0] if car else self.topic.name or label), item
        if "国内" in label and _ABROAD.search(self.topic.name):
            self.topic = Account("国内公务接待")
        if unit in ("批次", "人次", "批") and "接待" in self.topic.name + label:
            return self.topic.name or label, f"接待{unit}"
        if unit == "人" and "接待" in label and "公务接待" in self.topic.name:
            return self.topic.name, "接待人次"
        if unit == "人次" and self.topic.name:
            return self.topic.name, "人次数"
        name = without_office(count_item(phrase), self.ledger.context.department)
        name = _OWNED.sub("", name)
        if unit == "万" and _CENTS.fullmatch(phrase.number.text):
            return name, "金额"
        self.counted = name or self.counted
        return (name, "数量") if name and unit else ("", "")

    def _turn(self, term: str) -> None:
        """Change the topic when a label names an account."""
        chain = chained(term)
        if chain:
            self.topic = chain
            return
        code, words = code_first(term)
        name = account_name(words, self.part, self.topic.name, self.ledger.context.department)
        if name and name != self.topic.name:
            self.topic = Account(name, (), code)

    def _write_texts(self) -> None:
        """Write reasons and purposes, each of the account that was spoken of last before it."""
        for pattern, item in ((_REASON, "增减原因"), (_PURPOSE, "用途")):
            for match in pattern.finditer(self.line.text):
                told = [topic for start, topic in self.topics if start < match.start() and topic.name]
                topic = told[-1] if told else self._only_topic() if item == "用途" else self.topic
                if topic.name and not _NO_PURPOSE.match(match["text"]):
                    text = match["text"].strip("，,： ")
                    self.ledger.text(self.line, match.start("text"), topic.name, item, text)

    def _only_topic(self) -> Account:
        """The account of a line that speaks of one alone, none of a line with several."""
        names = {topic.name for _, topic in self.topics if topic.name}
        return self.topic if len(names) == 1 else Account("")


def _with_direction(term: str, label: str) -> str:
    """一般公共预算支出决算数 is of 一般公共预算支出: without its last word the term would name another thing."""
    after = label[len(term) : len(term) + 2]
    return term + after if term.endswith(("预算", "拨款")) and after in ("支出", "收入") else term


def _is_bare_zero(phrase: Phrase) -> bool:
    """公务用车购置为0: nothing was spent, so the unit is left out."""
    is_zero = phrase.number.number == 0 and not phrase.number.unit
    return is_zero and bool(re.search(r"(?:费|支出|收入|经费|购置|预算|决算|金额)(?:预算|决算)?$", phrase.label))


def _change_item(base: str, way: str, measure: str) -> str:
    """较上年增加额, 较上年增长率, 较年初预算减少额, 较上年下降率."""
    words = ("增加", "减少") if measure == "额" else ("增长", "下降")
    return f"较{base}{words[0] if way in _UP else words[1]}{measure}"


def read_narrative(lines: Sequence[Line], line_parts: Sequence[Part], ledger: Ledger) -> None:
    """Write the facts of all lines outside of contents, duties and glossary."""
    before: Account | None = None
    for line, part in zip(lines, line_parts, strict=True):
        if part.role not in _SKIPPED_ROLES and line.numbers and (not line.heading or _states_amount(line)):
            reader = NarrativeLine(line, part, ledger, before)
            reader.read()
            before = reader.topic
        else:
            before = leading(line.rest)


def _states_amount(line: Line) -> bool:
    """A point as short as a heading (2.事业收入0万元。) is none when it states an amount."""
    return any(number.unit in MONEY_UNITS and not number.reason for number in line.numbers)


def _year(phrase: Phrase, changes: bool) -> int | None:
    """Amounts speak of the year printed in their clause; a comparison (比2023年减少) does not move that of a change."""
    clause = phrase.line.text[phrase.clause : phrase.number.start]
    match = re.match(
        r"\s*(?:[比较与同]\s?)?((?:19|20)\d\d)\s*年" if not changes else r"\s*((?:19|20)\d\d)\s*年", clause
    ) or _SENTENCE_YEAR.match(phrase.line.text, phrase.sentence, phrase.number.start)
    match = match or _ARRANGED_YEAR.search(clause)
    return int(match[1]) if match else None
