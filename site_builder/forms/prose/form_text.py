"""Numbers in the longer boxes of self-evaluation forms: 该项目预算资金为200,000元，实际支出0元，…"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from site_builder.forms.prose.counts import count_item
from site_builder.forms.prose.ledger import Ledger
from site_builder.forms.prose.lines import Level, Line
from site_builder.forms.prose.phrases import Phrase, phrases
from site_builder.forms.prose.terms import MONEY_UNITS, standard_term
from site_builder.model.report import Fact, SelfEvalForm
from site_builder.model.value import Status
from site_builder.printed_numbers import printed_numbers

_MONEY = (
    (re.compile(r"预算(?:资金|金额|数)?$"), "项目预算资金"),
    (re.compile(r"(?:实际)?到位(?:资金)?$"), "实际到位资金"),
    (re.compile(r"实际(?:支出|支付|使用|执行)(?:资金)?$|(?:已)?支出$"), "实际支出"),
)
_PLAN = re.compile(r"计划(?!完成)|原因|拟")
# Block numbers for texts of forms: behind all blocks of running text, so that they never collide.
_AFTER_TEXT = 1_000_000
_MEASURE = re.compile(r"率$")
_DAY = r"(20\d\d\s?[.年-]\s?\d{1,2}\s?[.月-]\s?\d{1,2}日?)"
_CONTRACT = (
    ("招投标时间", re.compile(rf"(?:招投?标|开标|中标)的?时间\s?[:：]\s?{_DAY}")),
    (
        "采购方式",
        re.compile(
            r"(?:采购|招标)?方式\s?[:：]\s?((?:公开|邀请)招标|竞争性(?:磋商|谈判)|询价|单一来源(?:采购)?|框架协议)"
        ),
    ),
    ("中标单位", re.compile(r"(?:中标|成交|供货|承包)(?:单位|供应商|方)\s?[:：]\s?([\u4e00-\u9fff（）()]{4,40})")),
    ("验收时间", re.compile(rf"{_DAY}\s?(?:完成|通过)?验收")),
)
_TARGET = re.compile(r"目标(?:值)?$")


def read_form_texts(forms: Sequence[SelfEvalForm], known: Sequence[Fact], ledger: Ledger) -> None:
    """Write the numbers that stand in the texts of `forms` as facts about each form's subject.

    `known` are the facts that the form's reader wrote; a number that it already took from the text is left alone.
    """
    taken = Counter((fact.locator, fact.subject, fact.value.printed) for fact in known if not fact.path)
    for position, form in enumerate(forms):
        for number, fact in enumerate(_texts(form)):
            line = _as_line(fact, _AFTER_TEXT + position * 1000 + number)
            if line.numbers and form.subject:
                _read(line, form, taken, ledger)
            if form.subject:
                _read_contract(line, form, ledger)
        for number, goal in enumerate(form.goals):
            if goal.actual and form.subject:
                _read_measures(_as_line(goal.actual, _AFTER_TEXT + position * 1000 + 500 + number), form, ledger)


def _read_measures(line: Line, form: SelfEvalForm, ledger: Ledger) -> None:
    """What a result states as a measure (报告合格率达到98%); its other figures are told by the indicators."""
    for phrase in phrases(line):
        if _MEASURE.search(phrase.label) and not _is_plan(phrase):
            ledger.number(phrase, form.subject, count_item(phrase), table=form.title)


def _read_contract(line: Line, form: SelfEvalForm, ledger: Ledger) -> None:
    """How, when and from whom was bought (方式：竞争性磋商，中标单位：…)."""
    for item, pattern in _CONTRACT:
        match = pattern.search(line.text)
        if match:
            ledger.text(line, match.start(1), form.subject, item, match[1].strip())


def _texts(form: SelfEvalForm) -> list[Fact]:
    """The boxes of a form; a text that found no place in it (not certain) may be cells run together."""
    texts = (fact for _, fact in form.texts if fact.certain)
    return [fact for fact in texts if fact.value.status is Status.TEXT and len(fact.value.text) > 8]


def _as_line(fact: Fact, block: int) -> Line:
    text = fact.value.text
    return Line(block, text, lambda _offset: fact.locator, Level.NONE, 0, False, printed_numbers(text))


def _read(line: Line, form: SelfEvalForm, taken: Counter[tuple[str, str, str]], ledger: Ledger) -> None:
    last = ""
    for phrase in phrases(line):
        item = _item(phrase, last)
        key = (phrase.locator, form.subject, phrase.number.text)
        if taken[key]:
            taken[key] -= 1
            last = item
        elif item:
            ledger.number(phrase, form.subject, item, table=form.title)
            last = item.removesuffix("目标")


def _item(phrase: Phrase, last: str) -> str:
    """Return the name of a number; plans and reasons stay text, since the result is stated beside them."""
    label = phrase.label
    if _is_plan(phrase):
        return ""
    if not label and phrase.number.unit == "%":
        return last
    if phrase.number.unit in MONEY_UNITS:
        return next((item for pattern, item in _MONEY if pattern.search(label)), "") or standard_term(label)[-30:]
    if _TARGET.search(label) and last:
        return f"{last}目标"
    if label.endswith("满意度") or "满意度" in label[-12:]:
        return "满意度"
    if re.search(r"预算执行率$", label):
        return "预算执行率"
    return count_item(phrase)


def _is_plan(phrase: Phrase) -> bool:
    text, start = phrase.line.text, phrase.number.start
    opening = max(text.rfind(mark, max(0, start - 200), start) for mark in "，。；：:,;")
    return bool(_PLAN.search(text, opening + 1, start) or _PLAN.search(phrase.behind))
