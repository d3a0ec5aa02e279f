"""Projects described in running text: their names, goals, indicators, and what each number of them says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from site_builder.forms.prose.counts import count_item
from site_builder.forms.prose.indicators import comparator_of, write_indicators
from site_builder.forms.prose.ledger import Ledger
from site_builder.forms.prose.lines import Level, Line
from site_builder.forms.prose.phrases import Phrase, phrases
from site_builder.forms.prose.project_money import MoneyTrail
from site_builder.forms.prose.structure import Part
from site_builder.forms.prose.terms import MONEY_UNITS
from site_builder.model.report import Fact, Indicator, Project

_LABEL = re.compile(
    r"^(项目绩效目标|绩效目标|年度目标|总体目标|绩效指标|项目绩效指标|完成情况|实际完成情况|绩效目标完成情况)\s*[:：]\s*"
)
_ITEMS = {"项目绩效目标": "绩效目标", "年度目标": "绩效目标", "总体目标": "绩效目标", "项目绩效指标": "绩效指标",
          "完成情况": "绩效目标完成情况", "实际完成情况": "绩效目标完成情况"}  # fmt: skip
_LEAD = re.compile(r"^([^：:;；。，,？！]{4,48}?)[：:;；](?=.{15})")
_NOT_A_NAME = re.compile(r"绩效|指标|目标|情况|附件|说明|备注|原因|^第|^其中|^注|^关于|如下|包括|主要")
_IN_TEXT = re.compile(r"([^，。；：:]{4,48}?)(?:项目)?(?:的)?基本情况(?:是|为)[：:\s]*")
_AMOUNT_SOON = re.compile(r"^[^：:;；。，,？！]{4,48}?[：:][^。；;]{0,24}?\d[\d,.]*\s*(?:万元|元)")
_OTHER_PARTS = frozenset({"duties", "organisation", "glossary", "staff", "assets", "problems", "measures", "money"})
_MIN_LEADS = 3


@dataclass(slots=True)
class Draft:
    """A project while its lines are read."""

    name: str
    line: Line
    facts: list[Fact] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    goal: Fact | None = None
    result: Fact | None = None
    trail: MoneyTrail = field(default_factory=MoneyTrail)

    def finished(self) -> Project:
        """Return the project's record."""
        money = tuple(fact for fact in self.facts if fact.value.unit in MONEY_UNITS)
        budget = next((fact for fact in money if fact.item == "项目资金"), None)
        return Project(
            self.name,
            self.line.locator,
            budget=budget,
            goal=self.goal,
            result=self.result,
            indicators=tuple(self.indicators),
            money=money,
            facts=tuple(self.facts),
        )


def read_projects(lines: Sequence[Line], line_parts: Sequence[Part], ledger: Ledger) -> tuple[Project, ...]:
    """Return the projects of the text in order, their facts written into `ledger`."""
    drafts = _numbered(lines, ledger) or _led(lines, line_parts, ledger)
    return tuple(draft.finished() for draft in drafts)


def _numbered(lines: Sequence[Line], ledger: Ledger) -> list[Draft]:
    """Projects as numbered headings with labelled lines below (绩效目标：…, 绩效指标：…)."""
    drafts: list[Draft] = []
    for above, line in zip([None, *lines], lines, strict=False):
        match = _LABEL.match(line.rest)
        if match and above is not None and above.level is Level.POINT and not _LABEL.match(above.rest):
            name = above.rest.strip("。：: ")
            drafts.append(Draft(name, above))
            drafts[-1].facts.append(ledger.text(above, above.body, name, "项目名称", name))
        if match and drafts:
            _labelled(line, match, drafts[-1], ledger)
    return drafts


def _labelled(line: Line, match: re.Match[str], draft: Draft, ledger: Ledger) -> None:
    item = _ITEMS.get(match[1], match[1])
    text = line.rest[match.end() :].strip()
    fact = ledger.text(line, line.body, draft.name, item, text)
    draft.facts.append(fact)
    if item == "绩效目标":
        draft.goal = draft.goal or fact
    elif item == "绩效目标完成情况":
        draft.result = draft.result or fact
    if item == "绩效指标":
        draft.indicators.extend(write_indicators(line, draft.name, ledger))
    _numbers(phrases(line), draft, ledger)


def _led(lines: Sequence[Line], line_parts: Sequence[Part], ledger: Ledger) -> list[Draft]:
    """Projects as paragraphs led by their name (应急工作经费：用于…), three or more in a part about goals."""
    leads: list[tuple[Line, re.Match[str]]] = []
    for line, part in zip(lines, line_parts, strict=True):
        match = _LEAD.match(line.rest) if _may_lead(line, part) else None
        if match and not _NOT_A_NAME.search(match[1]):
            leads.append((line, match))
    if len(leads) < _MIN_LEADS:
        return []
    drafts: list[Draft] = []
    for line, match in leads:
        name = match[1].strip()
        draft = Draft(name, line)
        draft.facts.append(ledger.text(line, line.body, name, "项目名称", name))
        draft.goal = ledger.text(line, line.body + match.end(), name, "绩效目标", line.rest[match.end() :].strip())
        draft.facts.append(draft.goal)
        _numbers(phrases(line), draft, ledger)
        drafts.append(draft)
    return drafts


def _may_lead(line: Line, part: Part) -> bool:
    """Paragraphs of a part about goals; numbered points of any part about projects that say an amount at once."""
    if line.level is Level.NONE:
        return part.role in ("done", "goals")
    return line.level is Level.POINT and part.role not in _OTHER_PARTS and bool(_AMOUNT_SOON.match(line.rest))


def read_projects_in_text(lines: Sequence[Line], ledger: Ledger) -> None:
    """Write the numbers of projects that a paragraph describes one after another (…基本情况是：…)."""
    for line in lines:
        starts = list(_IN_TEXT.finditer(line.text)) if "基本情况" in line.text else []
        found = phrases(line) if starts else []
        for match, following in zip(starts, [*starts[1:], None], strict=False):
            end = following.start() if following else len(line.text)
            draft = Draft(match[1].strip(), line)
            _numbers([phrase for phrase in found if match.end() <= phrase.number.start < end], draft, ledger)


def _numbers(found: Sequence[Phrase], draft: Draft, ledger: Ledger) -> None:
    for phrase in found:
        if ledger.is_taken(phrase):
            continue
        item = draft.trail.item(phrase) if phrase.number.unit in MONEY_UNITS else count_item(phrase)
        if item:
            draft.facts.append(
                ledger.number(phrase, draft.name, item, year=_year(phrase), comparator=comparator_of(phrase))
            )


def _year(phrase: Phrase) -> int | None:
    """A project's amount speaks of the year printed in its own clause, if any."""
    clause = phrase.line.text[phrase.clause : phrase.number.start]
    years = re.findall(r"((?:19|20)\d\d)\s*年", clause)
    return int(years[-1]) if years else None
