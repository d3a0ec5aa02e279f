"""Amounts and counts that a self-evaluation report states about the department as a whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

from site_builder.forms.prose.accounts import without_office
from site_builder.forms.prose.counts import count_item
from site_builder.forms.prose.indicators import comparator_of
from site_builder.forms.prose.ledger import Ledger
from site_builder.forms.prose.lines import Line
from site_builder.forms.prose.phrases import Phrase, clean_label, phrases
from site_builder.forms.prose.structure import Part
from site_builder.forms.prose.terms import MONEY_UNITS, standard_term
from site_builder.model.report import Fact

_BARE = re.compile(r"^(?:总)?(?:支出|收入|资金|金额|总额|经费|费用)?$")
_CHANGE = re.compile(
    r"^(?P<term>.*?)(?:同?比|较|与)(?:去年|上年度?|上一年度?)(?:同期|相比)?(?P<way>增加|减少|增长|下降|提高|提升|上升|降低|压减|多|少)(?:了)?$"
)
_SHARE = re.compile(r"^(?:约)?占(?P<whole>(?!比)[\u4e00-\u9fff“”]{2,16}?)?(?:的)?(?:比重|比例|比)?(?:为)?$")
_OF_PLAN = re.compile(r"^(?:完成|占)(?P<plan>(?:年初|全年|调整后?|年度)?(?:预算|目标|任务|计划)(?:数|值)?)的?$")
_LAST_YEAR = re.compile(r"^(?:较|比|与)?(?:上年度?|去年)(?:同期)?的?$")
_MOVED = re.compile(r"^(?:同比|环比)?(?P<way>增加|减少|增长|下降|上升|降低)(?:了)?$")
_DONE = re.compile(r"(?<=[\u4e00-\u9fff]{3})(?<![未已实际累计])(?:已|实际|累计)?完成$")
_IN_ALL = re.compile(r"共(?=(?:下达|安排|到位|支出|投入|拨付)$)")
_TOPICS = ("基本支出", "项目支出", "三公经费", "公用经费", "人员经费")
_SKIPPED_ROLES = frozenset({"contents", "glossary"})
_SPENT = re.compile(r"投入|拿出|花费|筹集|争取|安排|落实资金|处罚|罚款|补助|发放")


def read_department(lines: Sequence[Line], line_parts: Sequence[Part], ledger: Ledger) -> tuple[Fact, ...]:
    """Write the numbers left over in running text as facts about the department; return them."""
    found: list[Fact] = []
    for line, part in zip(lines, line_parts, strict=True):
        if part.role in _SKIPPED_ROLES or not line.numbers:
            continue
        last = ""
        for phrase in phrases(line):
            if ledger.is_taken(phrase):
                continue
            item, unit = _meaning(phrase, part, last, ledger.context.department)
            item = "支出预算" if item == "支出总计" and last == "收入预算" else item
            if item:
                found.append(
                    ledger.number(
                        phrase,
                        ledger.context.department,
                        item,
                        year=phrase.year,
                        unit=unit,
                        comparator=comparator_of(phrase),
                    )
                )
                last = last if last and item.startswith(last) else item
    return tuple(found)


def _meaning(phrase: Phrase, part: Part, last: str, department: str) -> tuple[str, str]:
    """Return item and unit; an empty item means that the number is not understood."""
    change = _CHANGE.match(phrase.label)
    if change:
        name = standard_term(change["term"]) or last
        way = "增加" if change["way"] in ("增加", "增长", "多", "提高", "提升", "上升") else "减少"
        return (f"{name}较上年{way}" if name else ""), phrase.number.unit
    of_before = _of_before(phrase, last)
    if of_before:
        return of_before, phrase.number.unit
    if phrase.number.unit in MONEY_UNITS:
        return _money(phrase, part, department), phrase.number.unit
    if phrase.number.unit == "万" and _SPENT.search(phrase.label):
        return standard_term(phrase.label), "万元"
    return count_item(phrase), phrase.number.unit


def _of_before(phrase: Phrase, last: str) -> str:
    """What a number says of the amount before it: its share, last year's amount, its change; empty for others."""
    rate = phrase.number.unit in ("%", "个百分点")
    if not last:
        return ""
    plan = _OF_PLAN.match(phrase.label) if rate else None
    if plan:
        return f"{last}完成{plan['plan']}比例"
    share = _SHARE.match(phrase.label) if rate else None
    if share:
        return f"{last}占{share['whole']}比重" if share["whole"] else f"{last}占比"
    if not rate and _LAST_YEAR.match(phrase.label):
        return f"{last}上年数"
    moved = _MOVED.match(phrase.label)
    if moved and (rate or phrase.number.unit in MONEY_UNITS):
        way = "增" if moved["way"] in ("增加", "增长", "上升") else "减"
        return (
            f"{last}同比{'增长' if way == '增' else '下降'}率"
            if rate
            else f"{last}较上年{way}{'加' if way == '增' else '少'}"
        )
    return ""


def _without_office(label: str, department: str) -> str:
    """某区水务局2022年衔接资金共下达105万元 is of 衔接资金下达."""
    rest = without_office(label, department)
    return label if rest == label else _IN_ALL.sub("", clean_label(rest))


def _money(phrase: Phrase, part: Part, department: str) -> str:
    term = _DONE.sub("", standard_term(_without_office(phrase.label, department)))
    if not _BARE.match(term):
        return term[-30:]
    sentence = phrase.line.text[phrase.sentence : phrase.number.start]
    topic = next((name for name in _TOPICS if name in sentence), "")
    return topic or next((name for name in _TOPICS if name in part.heading), "") or _named_total(term)


def _named_total(term: str) -> str:
    return {"总支出": "支出总计", "总收入": "收入总计", "支出": "支出总计", "收入": "收入总计"}.get(term, term)
