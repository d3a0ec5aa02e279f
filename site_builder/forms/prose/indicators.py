"""Indicators written as text: 数量指标：(1) 卫星电话数量：26部; 查出隐患整改率达到100%."""

from __future__ import annotations

import re
from collections.abc import Sequence

from site_builder.forms.prose.ledger import Ledger
from site_builder.forms.prose.lines import Line
from site_builder.forms.prose.phrases import Phrase, phrases
from site_builder.forms.prose.structure import Part
from site_builder.model.report import Indicator

_KIND = re.compile(r"^([\u4e00-\u9fff]{2,8}指标)\s*[：:]")
_AT_LEAST = re.compile(r"(?:不少于|不低于|不小于|大于等于|大于或等于|高于等于|至少|≥|>=)\s*$")
_AT_MOST = re.compile(r"(?:不超过|不高于|不大于|小于等于|小于或等于|≤|<=)\s*$")
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
    kind = ""
    listed: set[int] = set()
    for line, part in zip(lines, line_parts, strict=True):
        match = _KIND.match(line.rest)
        if match:
            kind = match[1]
        elif line.heading or part.role not in ("done", "goals", "money"):
            kind = ""
        if kind and line.numbers:
            _write_line(line, kind, ledger)
            listed.add(line.block)
            kind = "" if line.rest.endswith(("。", ";", "；")) else kind
    return frozenset(listed)


def _write_line(line: Line, kind: str, ledger: Ledger) -> None:
    for phrase in phrases(line):
        name = indicator_name(phrase)
        if name and not ledger.is_taken(phrase):
            ledger.number(phrase, name, "指标值", comparator=comparator_of(phrase), path=("", kind, name))


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
