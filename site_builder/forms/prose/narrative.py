"""The explanations of a final account or budget: each amount with its account, its share, and its change."""

from __future__ import annotations

import re
from collections.abc import Sequence

from site_builder.forms.prose.counts import count_item
from site_builder.forms.prose.ledger import Ledger
from site_builder.forms.prose.lines import Line
from site_builder.forms.prose.phrases import Phrase, phrases
from site_builder.forms.prose.structure import Part
from site_builder.forms.prose.terms import MONEY_UNITS

_CHANGE = re.compile(
    r"^(?P<term>.*?)(?:[，,])?(?:(?:较|比|与|同)?(?:20\d\d年|上一年度?|上年度?|去年|年初预算|年初|全年预算)(?:度)?(?:同期|决算|预算|执行)?数?(?:相比)?)?"
    r"(?:实际|各|均)?(?P<way>增加|增长|增多|上升|提高|减少|下降|降低|压减|核减)(?:了|额|为)?$"
)
_AGAINST_BUDGET = re.compile(r"(?:较|比|与|同)(?:20\d\d年)?(?:年初|全年)?预算")
_UP = frozenset({"增加", "增长", "增多", "上升", "提高"})
_INITIAL = re.compile(r"^(?P<term>.*?)(?:的)?年初预算(?:数|安排|金额)?$")
_WHOLE = re.compile(r"^(?P<term>.*?)(?:的)?全年(?:调整)?预算(?:数)?$")
_ADJUSTED = re.compile(r"^(?P<term>.*?)(?:的)?调整(?:后)?预算(?:数)?$")
_OUTTURN = re.compile(r"^(?P<term>.*?)(?:的)?(?:支出|收入)?决算(?:数)?$")
_DONE = re.compile(r"(?:完成|占|为)(?P<of>年初预算|全年预算|调整预算|调整后预算|预算|年度预算)(?:数)?$")
_SHARE = re.compile(r"占(?P<whole>.*?)(?:的比重|比重|的比例|比例|比|的)?$")
_REASON = re.compile(r"(?:主要)?原因(?:是|为|系)?[：:]?\s*(?P<text>[^。；]{4,300})")
_PURPOSE = re.compile(r"(?<!主要)用于[：:]?\s*(?P<text>[^。，；]{6,200})")
_SKIPPED_ROLES = frozenset({"contents", "glossary", "duties", "organisation"})
_COUNTED = (
    (re.compile(r"团组"), "团组数"),
    (re.compile(r"购置公务用车|车辆购置数"), "购置数"),
    (re.compile(r"保有量"), "保有量"),
)
_BARE = re.compile(r"^(?:支出|收入|资金|金额|总额|费用|经费|合计|总计)?$")


class NarrativeLine:
    """Reads one line; `topic` is the account spoken of last."""

    def __init__(self, line: Line, part: Part, ledger: Ledger) -> None:
        self.line = line
        self.part = part
        self.ledger = ledger
        self.topic = ""

    def read(self) -> None:
        """Write down every number of the line that is understood, and the reason and purpose it states."""
        for phrase in phrases(self.line):
            if self.ledger.is_taken(phrase):
                continue
            subject, item = self._meaning(phrase)
            if item:
                self.ledger.number(phrase, subject or self.ledger.context.department, item, year=_year(phrase))
        if self.topic:
            self._write_texts()

    def _meaning(self, phrase: Phrase) -> tuple[str, str]:
        if phrase.number.unit in MONEY_UNITS:
            return self._money(phrase)
        if phrase.number.unit in ("%", "个百分点"):
            return self._percent(phrase)
        return self._count(phrase)

    def _money(self, phrase: Phrase) -> tuple[str, str]:
        label = phrase.label
        change = _CHANGE.match(label)
        if change:
            self._turn(change["term"])
            base = "年初预算" if _AGAINST_BUDGET.search(label) else "上年"
            return self.topic, f"较{base}{'增加额' if change['way'] in _UP else '减少额'}"
        for pattern, item in (
            (_INITIAL, "年初预算"),
            (_WHOLE, "全年预算"),
            (_ADJUSTED, "调整预算"),
            (_OUTTURN, "支出决算"),
        ):
            match = pattern.match(label)
            if match:
                self._turn(match["term"])
                return (self.topic, item) if self.topic else (label, "金额")
        if _BARE.match(label):
            return self.topic, "金额" if label not in ("资金",) else "项目资金"
        self._turn(label)
        return self.topic, "金额"

    def _percent(self, phrase: Phrase) -> tuple[str, str]:
        label = phrase.label
        done = _DONE.search(label)
        if done:
            return self.topic, f"完成{done['of']}"
        share = _SHARE.search(label)
        if share:
            whole = share["whole"]
            return self.topic, f"占{whole}比重" if whole else "占比"
        change = _CHANGE.match(label)
        if change:
            self._turn(change["term"])
            base = "年初预算" if _AGAINST_BUDGET.search(label) else "上年"
            return self.topic, f"较{base}{'增长率' if change['way'] in _UP else '下降率'}"
        return self.topic, count_item(phrase)

    def _count(self, phrase: Phrase) -> tuple[str, str]:
        label = phrase.label
        change = _CHANGE.match(label)
        if change and phrase.number.unit == "人":
            return self.topic, "增加人员数" if change["way"] in _UP else "减少人员数"
        for pattern, item in _COUNTED:
            if pattern.search(label):
                return self.topic or label, item
        if phrase.number.unit in ("批次", "人次", "批"):
            kind = "外事" if "外事" in label else "国（境）外" if "外" in label else ""
            return (
                self.topic or label,
                f"{kind}接待{phrase.number.unit}" if "接待" in self.topic else f"{phrase.number.unit}数",
            )
        name = count_item(phrase)
        return (name, "数量") if name else ("", "")

    def _turn(self, term: str) -> None:
        """Change the topic when a label names an account."""
        name = account_name(term, self.part, self.topic, self.line)
        if name:
            self.topic = name

    def _write_texts(self) -> None:
        body = self.line.text
        for pattern, item in ((_REASON, "增减原因"), (_PURPOSE, "用途")):
            match = pattern.search(body)
            if match and not match["text"].startswith(("以下", "：")):
                self.ledger.text(self.line, match.start("text"), self.topic, item, match["text"].strip())


def account_name(term: str, part: Part, topic: str, line: Line) -> str:
    """Return the account's name as tables print it; empty when the words name none."""
    name = (
        re.sub(r"[（(](?:类|款|项)[）)]", "", term).strip('，,：: “”"') if term.count("“") != term.count("”") else term
    )
    name = re.sub(r"[（(](?:类|款|项)[）)]", "", name).strip("，,：: ")
    name = re.sub(r"(?:财政拨款)?决算(支出|收入)$", lambda m: m[0].replace("决算", ""), name)
    if _BARE.match(name):
        total = {"合计": "合计", "总计": "总计"}.get(name, "")
        return "" if not total else name
    heading = " ".join(part.trail)
    if name in ("收入合计", "支出合计"):
        return "本年" + name
    if name in ("支出总计", "收入总计") and ("财政拨款" in topic or "财政拨款" in heading):
        return "财政拨款" + name
    return name


def read_narrative(lines: Sequence[Line], line_parts: Sequence[Part], ledger: Ledger) -> None:
    """Write the facts of all lines outside of contents, duties and glossary."""
    for line, part in zip(lines, line_parts, strict=True):
        if not line.heading and part.role not in _SKIPPED_ROLES and line.numbers:
            NarrativeLine(line, part, ledger).read()


def _year(phrase: Phrase) -> int | None:
    """Amounts speak of the year printed in their clause; a comparison (比2023年减少) does not move it."""
    clause = phrase.line.text[phrase.clause : phrase.number.start]
    match = re.match(r"\s*((?:19|20)\d\d)\s*年", clause)
    return int(match[1]) if match else None
