"""Projects whose money a report accounts for, one a numbered paragraph (1.水库维修项目。年初预算…实际支出…)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from site_builder.forms.prose.counts import count_item
from site_builder.forms.prose.grades import grade_in
from site_builder.forms.prose.ledger import Ledger
from site_builder.forms.prose.lines import Level, Line
from site_builder.forms.prose.phrases import Phrase, phrases
from site_builder.forms.prose.structure import Part
from site_builder.forms.prose.terms import MONEY_UNITS, standard_term
from site_builder.model.report import Fact, Project

_LEAD = re.compile(
    r"^(?P<name>[^，。；;：:\d]{2,40}?(?:项目|工程|专项(?:资金|经费)?|补助资金|补贴资金))(?:[。：:；;，,]\s*|"
    r"(?=(?:年初|全年|调整|本年|当年|20\d\d年|预算|总投资|安排|下达|到位|实际|计划|批复|资金|共)))"
)
_NO_NAME = re.compile(
    r"^(?:基本|项目)?支出|^(?:全部|该|本|各|所有|以上|重点|上述|其中|其他|部分)|绩效|指标|目标|情况|管理$|^实施"
)
_PLANNED = re.compile(r"预算|安排|下达|到位|投资|批复")
_SPENT = re.compile(r"支出|执行|拨付|支付|使用")
_OTHER_PARTS = frozenset({"duties", "organisation", "glossary", "staff", "assets", "problems", "measures"})
_REVIEW = re.compile(
    r"(?:(?<=[。；;、.）)])|^|\s)(?:[（(]?[\d一二三四五六七八九十]{1,2}[）)]?[.、．]?)?[“\"]?(?P<name>[^。；;：:，,”\"\s（）()]{2,50}?(?:[（(][^（()）]{1,20}[)）])?)[”\"]?(?:绩效)?自评综述[：:]"
)
_LEAST = 2
_BUDGET = ("调整后预算", "全年预算", "调整预算", "预算安排", "年初预算", "预算")
_FORM_TERMS = {"执行数": "全年执行数", "预算数": "全年预算数"}
_EXECUTED = re.compile(r"(?:实际|累计|全年|已)?(?:支出|执行|拨付|支付)(?:资金|金额|数)?$")


@dataclass(slots=True)
class Account:
    """One project with its lines: the one that names it, and what follows without a number of its own.

    `end` is where the next project begins in the same line, None where the lines are the project's alone.
    """

    name: str
    start: int
    lines: list[Line]
    facts: list[Fact] = field(default_factory=list)
    grade: Fact | None = None
    end: int | None = None

    def finished(self) -> Project:
        """Return the project's record."""
        money = tuple(fact for fact in self.facts if fact.value.unit in MONEY_UNITS)
        return Project(
            self.name,
            self.lines[0].locator,
            budget=next((fact for name in _BUDGET for fact in money if fact.item.startswith(name)), None),
            executed=next((fact for fact in money if _EXECUTED.fullmatch(fact.item)), None),
            execution_rate=next((fact for fact in self.facts if fact.item.endswith("执行率")), None),
            score=next((fact for fact in self.facts if fact.item == "自评得分"), None),
            grade=self.grade,
            money=money,
            facts=tuple(self.facts),
        )


def find_accounts(lines: Sequence[Line], line_parts: Sequence[Part]) -> list[Account]:
    """Return the projects accounted for in lists of two or more, none of their facts written yet."""
    found: list[tuple[tuple[str, ...], Account]] = []
    running: Account | None = None
    for line, part in zip(lines, line_parts, strict=True):
        match = _LEAD.match(line.rest) if _may_lead(line, part) else None
        if match and not _NO_NAME.search(match["name"]):
            start = line.text.find(line.rest, line.body) + match.end()
            running = Account(match["name"], start, [line])
            found.append((part.trail[:-1] if line.heading else part.trail, running))
        elif running and line.level is Level.NONE and not line.heading:
            running.lines.append(line)
        else:
            running = None
    told = [(trail, account) for trail, account in found if _accounts(account)]
    often = Counter(trail for trail, _ in told)
    return [account for trail, account in told if often[trail] >= _LEAST]


def find_reviews(lines: Sequence[Line]) -> list[Account]:
    """Return the projects that final accounts review one a paragraph (某项目自评综述：根据年初设定的绩效目标，…)."""
    found: list[Account] = []
    for line in lines:
        matches = list(_REVIEW.finditer(line.text, line.body)) if "自评综述" in line.text else []
        for match, following in zip_longest(matches, matches[1:]):
            end = following.start() if following else len(line.text)
            found.append(Account(match["name"], match.end(), [line], end=end))
    return found


def _may_lead(line: Line, part: Part) -> bool:
    return line.level in (Level.POINT, Level.ITEM) and part.role not in _OTHER_PARTS


def _accounts(account: Account) -> bool:
    text = "".join(line.rest for line in account.lines)
    amounts = any(phrase.number.unit in MONEY_UNITS for line in account.lines for phrase in phrases(line))
    return amounts and bool(_PLANNED.search(text) and _SPENT.search(text))


def read_accounts(accounts: Sequence[Account], ledger: Ledger) -> tuple[Project, ...]:
    """Write the facts of all projects and return them."""
    for account in accounts:
        first = account.lines[0]
        account.facts.append(ledger.text(first, first.text.find(account.name), account.name, "项目名称", account.name))
        for line in account.lines:
            _read_line(line, account, ledger)
    return tuple(account.finished() for account in accounts)


def _read_line(line: Line, account: Account, ledger: Ledger) -> None:
    first, last = (account.start, account.end) if account.end else (0, len(line.text))
    for phrase in phrases(line):
        if not first <= phrase.number.start < last:
            continue
        item = "" if ledger.is_taken(phrase) else _item(phrase, account)
        if item:
            account.facts.append(ledger.number(phrase, account.name, item))
    graded = grade_in(line)
    if graded and account.grade is None:
        account.grade = ledger.text(line, graded[0], account.name, "评价等级", graded[1])
        account.facts.append(account.grade)


def _item(phrase: Phrase, account: Account) -> str:
    if re.search(r"得分$", phrase.label):
        return "自评得分"
    if phrase.number.unit not in MONEY_UNITS:
        item = count_item(phrase)
        return "执行率" if item in ("完成预算", "完成全年预算") else item
    label = phrase.label
    if phrase.line is account.lines[0] and phrase.clause < account.start:
        label = phrase.line.text[account.start : phrase.number.start].strip()
    return _FORM_TERMS.get(label) or standard_term(label)[-30:] or phrase.behind[:20]
