"""Indicators written as text: 数量指标：(1) 卫星电话数量：26部; 查出隐患整改率达到100%."""

from __future__ import annotations

import re
from collections.abc import Sequence

from site_builder.forms.prose.ledger import Ledger
from site_builder.forms.prose.lines import Line
from site_builder.forms.prose.phrases import Phrase, phrases
from site_builder.forms.prose.structure import Part
from site_builder.model.report import Indicator

_KIND = re.compile(r"^([\u4e00-\u9fff]{2,8}指标)(?:完成情况)?(?:分析)?\s*[：:。]")
_KIND_HEADING = re.compile(
    r"^((?:数量|质量|时效|成本|(?:经济|社会|生态)效益|可持续影响|(?:服务对象)?满意度)指标)(?:完成情况)?(?:分析)?$"
)
_DONE = re.compile(r"(?:产出|效益|满意度|成本|指标|目标)[^，。；]{0,6}(?:完成|实现)|绩效(?:情况|分析|实现)")
_SET = re.compile(r"设定|设置|下达|申报")
_ACHIEVED = re.compile(r"^(?:已|共|实际|累计|基本)*(?:完成|实现|达到)(?:了)?(?=[\u4e00-\u9fff]{3})")
_AGAINST = re.compile(
    r"^(?:(?:未|没有)?(?:较|比|高于|低于|超过|超出|等于))?(?:年初|年度|原定|预算|预期)?(?:目标|计划|指标|预算|标准|任务)(?:值|数|标准|任务)*$"
)
_MORE = re.compile(r"^(?:多|少|超|高|低|超额|超出|增加|减少|提高|降低)(?:完成|出)?(?:了)?$")
_NAMED_VALUE = re.compile(
    r"^(?P<name>[\u4e00-\u9fff“”]{2,}?)(?:的)?(?:年度|年初|全年|预期|计划)?(?:目标|指标|计划)(?:值|数)$"
)
_REACHED = re.compile(r"^(?:全年)?(?:实际)?(?:完成|达到|实现)?(?:值|数|情况)?$")
_OF_BEFORE = re.compile(r"^(?:(?:完成|达标|合格|及时|覆盖|到位)率|(?:自评)?得分|分值)$")
_OF_TARGET = re.compile(r"^(?:完成|为)?(?:年度|年初)?(?:目标|指标|计划)值?的?$")
_LAST_YEAR = re.compile(r"上年|去年|上一年")
_AT_LEAST = re.compile(r"(?:不少于|不低于|不小于|大于等于|大于或等于|高于等于|至少|≥|>=)\s*$")
_AT_MOST = re.compile(r"(?:不超过|不高于|不大于|小于等于|小于或等于|≤|<=)\s*$")
_PLEDGED = re.compile(r"(?:不少于|不低于|不小于|大于等于|至少|≥|>=|不超过|不高于|不大于|小于等于|≤|<=)\s*$")
_WITHIN = re.compile(r"^\s*(?:以内|以下)")
_OR_MORE = re.compile(r"^\s*(?:以上|及以上)")
_COMPARING = re.compile(
    r"(?:不少于|不低于|不小于|大于等于|大于或等于|高于等于|至少|不超过|不高于|不大于|小于等于|小于或等于|在|约|≥|≤)+$"
)
_MIN_NAME = 3


def read_indicator_lines(lines: Sequence[Line], line_parts: Sequence[Part], ledger: Ledger) -> frozenset[int]:
    """Write the indicators of lines that name their kind (质量指标：…); such a line may run over the next ones.

    Return the blocks that are such lines.
    """
    kind, ruled = "", False
    listed: set[int] = set()
    for line, part in zip(lines, line_parts, strict=True):
        headed = _KIND_HEADING.match(line.rest) if line.heading else None
        match = headed or _KIND.match(line.rest)
        if match:
            kind, ruled = match[1], headed is not None
        elif line.heading or part.role not in ("done", "goals", "money"):
            kind = ""
        if kind and line.numbers:
            _write_line(line, kind, "完成值" if _is_done(part) else "指标值", ledger)
            listed.update(() if ruled else (line.block,))  # below a heading of its own it is told in sentences
            kind = kind if ruled or not line.rest.endswith(("。", ";", "；")) else ""
    return frozenset(listed)


def _is_done(part: Part) -> bool:
    """Whether a part tells what was reached, and not what was set as well."""
    return any(map(_DONE.search, part.trail)) and not any(map(_SET.search, part.trail))


def _write_line(line: Line, kind: str, item: str, ledger: Ledger) -> None:
    before, sentence = "", -1
    for phrase in phrases(line):
        name, measure = _meaning(phrase, item, before if phrase.sentence == sentence else "")
        if name and not ledger.is_taken(phrase):
            ledger.number(phrase, name, measure, comparator=comparator_of(phrase), path=("", kind, name))
            before, sentence = name, phrase.sentence


def _meaning(phrase: Phrase, item: str, before: str) -> tuple[str, str]:
    """Name and item of a number; one that only compares or measures the indicator before it is of that."""
    name = indicator_name(phrase)
    if before and name.startswith("完成") and _OF_TARGET.match(name) and phrase.number.unit == "%":
        return before, "完成率"
    named = _NAMED_VALUE.match(name)
    if named and not _AGAINST.match(name):
        return named["name"], "指标值"
    if before and name and _REACHED.match(name):
        return before, "完成值"
    if before and _AGAINST.match(name):
        return before, "指标值"
    if before and _MORE.match(name):
        return before, f"较上年{name}" if _LAST_YEAR.search(phrase.raw_label) else "与目标值差额"
    if before and _OF_BEFORE.match(name):
        return before, name
    if item == "完成值" and _PLEDGED.search(phrase.line.text[max(0, phrase.number.start - 8) : phrase.number.start]):
        return name, "指标值"
    return (_ACHIEVED.sub("", name) if item == "完成值" else name), item


def write_indicators(line: Line, project: str, ledger: Ledger) -> list[Indicator]:
    """Write the measurable indicators of a project's 绩效指标 and return them; the rest stays text."""
    found: list[Indicator] = []
    for phrase in phrases(line):
        name = indicator_name(phrase)
        if not _is_measure(phrase, name) or ledger.is_taken(phrase):
            continue
        fact = ledger.number(phrase, project, "指标值", comparator=comparator_of(phrase), path=("绩效指标", "", name))
        found.append(Indicator(name, phrase.locator, ("绩效指标", "", name), target=fact))
    return found


def _is_measure(phrase: Phrase, name: str) -> bool:
    """Whether a phrase states a target: a rate, or a count whose name says that it is one."""
    if len(name) < _MIN_NAME or not phrase.number.unit:
        return False
    return phrase.number.unit == "%" or bool(re.search(r"(?:数|数量|人数|年限|金额|次数|水平|时间|面积)$", name))


def indicator_name(phrase: Phrase) -> str:
    """Return the name before the number, or before a colon (企业数量：49个)."""
    label = phrase.label
    if not label:
        before = phrase.line.text[max(0, phrase.clause - 60) : phrase.clause].rstrip(" ：:")
        label = re.split(r"[，。；;：:、,\s）)]", before)[-1]
    return _COMPARING.sub("", label).strip()


def comparator_of(phrase: Phrase) -> str:
    """Return ≥ or ≤ as the words around the number say, empty for an exact value."""
    before = phrase.line.text[max(0, phrase.number.start - 8) : phrase.number.start]
    behind = phrase.line.text[phrase.number.unit_end : phrase.number.unit_end + 4]
    if _AT_LEAST.search(before) or _OR_MORE.match(behind):
        return "≥"
    return "≤" if _AT_MOST.search(before) or _WITHIN.match(behind) else ""
