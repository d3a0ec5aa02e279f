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


def _texts(form: SelfEvalForm) -> list[Fact]:
    return [fact for _, fact in form.texts if fact.value.status is Status.TEXT and len(fact.value.text) > 8]


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
