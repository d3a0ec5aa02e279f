"""Key figures of a report: which published value stands for which term of the glossary (handbook §4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from site_builder.model.report import Fact, FormKind, MoneyRow, Project, Report, SelfEvalForm, StatementTable
from site_builder.model.site import KeyFigure
from site_builder.model.value import Status, Value
from site_builder.numbers import rounded
from site_builder.text import fold

PERCENT = Decimal(100)
_TOTAL = re.compile(r"(?<!基本支出)(?<!项目支出)总额|合计|总计|支出总数")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table prints a figure: table identifiers, row labels, column titles (none: the first amount)."""

    forms: tuple[str, ...]
    rows: tuple[str, ...]
    columns: tuple[str, ...] = ()
    side: str = ""


@dataclass(frozen=True, slots=True)
class FigureRule:
    """A figure's identifier and Chinese name, its places in tables in order of trust, and its terms in prose.

    `prose` holds subjects; `items` are the field names under which prose facts carry the amount.
    """

    name: str
    title: str
    places: tuple[Place, ...] = ()
    prose: tuple[str, ...] = ()
    items: tuple[str, ...] = ("金额", "支出决算", "决算数", "收入决算")


@dataclass(frozen=True, slots=True)
class Derived:
    """A value this site computed: its formula in words and the published facts it rests on.

    `number` is exact or rounded to two decimals (rates). `certain` is False as soon as one operand is not.
    """

    name: str
    title: str
    number: Decimal
    unit: str
    formula: str
    operands: tuple[Fact, ...]

    @property
    def certain(self) -> bool:
        """Whether every operand was read with certainty."""
        return all(fact.certain for fact in self.operands)


TOTAL = ("合计", "总计", "本年支出合计", "本年收入合计", "部门合计", "支出合计", "收入合计")
THREE = ("T9", "B9")
PUBLIC_COLUMNS = ("决算数", "本年决算数", "支出决算数", "全年决算数", "预算数", "本年预算数")


def _three(name: str, title: str, *labels: str) -> FigureRule:
    # Some tables print 购置费 and 运行费 under a common head: the column's identifier then tells them apart.
    column = "total" if name == "three_public_expense" else name
    return FigureRule(name, title, (Place(THREE, (*labels, column), PUBLIC_COLUMNS),), labels[1:] or labels)


def _funds(name: str, title: str, *columns: str) -> FigureRule:
    rows = ("本年支出合计", "支出合计", "合计", "总计")
    return FigureRule(name, title, (Place(("T4", "B4"), rows, columns, "expenditure"),), (title, columns[0]))


RULES: tuple[FigureRule, ...] = (
    FigureRule(
        "total_income",
        "收入总计",
        (Place(("T1", "B1"), ("总计", "收入总计", "收入合计", "合计"), side="income"),),
        ("收入总计", "总收入"),
        ("金额", "收入总计"),
    ),
    FigureRule(
        "total_expenditure",
        "支出总计",
        (Place(("T1", "B1"), ("总计", "支出总计", "支出合计", "合计"), side="expenditure"),),
        ("支出总计", "总支出"),
        ("金额", "支出总计"),
    ),
    FigureRule(
        "year_income",
        "本年收入合计",
        (
            Place(("T1", "B1"), ("本年收入合计", "本年收入小计"), side="income"),
            Place(("T2", "B2"), TOTAL, ("本年收入合计", "合计")),
        ),
        ("本年收入合计", "本年收入", "收入合计"),
        ("金额", "本年收入合计", "收入合计"),
    ),
    FigureRule(
        "year_expenditure",
        "本年支出合计",
        (
            Place(("T1", "B1"), ("本年支出合计", "本年支出小计"), side="expenditure"),
            Place(("T3", "B3"), TOTAL, ("本年支出合计", "合计")),
        ),
        ("本年支出合计", "本年支出", "支出合计"),
        ("金额", "本年支出合计", "支出合计"),
    ),
    FigureRule(
        "fiscal_appropriation",
        "财政拨款收入",
        (Place(("T2", "B2"), TOTAL, ("财政拨款收入", "财政拨款")),),
        ("财政拨款收入",),
    ),
    FigureRule("basic_expenditure", "基本支出", (Place(("T3", "B3"), TOTAL, ("基本支出",)),), ("基本支出",)),
    FigureRule("project_expenditure", "项目支出", (Place(("T3", "B3"), TOTAL, ("项目支出",)),), ("项目支出",)),
    _funds("general_public_budget", "一般公共预算财政拨款支出", "一般公共预算财政拨款", "一般公共预算"),
    _funds("government_fund", "政府性基金预算财政拨款支出", "政府性基金预算财政拨款", "政府性基金预算", "政府性基金"),
    _funds(
        "state_capital_operation",
        "国有资本经营预算财政拨款支出",
        "国有资本经营预算财政拨款",
        "国有资本经营预算",
        "国有资本经营",
    ),
    FigureRule("personnel_cost", "人员经费", (Place(("T6",), ("人员经费合计",)),), ("人员经费",)),
    FigureRule("public_operating_cost", "公用经费", (Place(("T6",), ("公用经费合计",)),), ("公用经费",)),
    FigureRule("income_budget", "收入预算", (), ("收入预算", "预算收入")),
    FigureRule("expenditure_budget", "支出预算", (), ("支出预算", "预算支出")),
    FigureRule(
        "general_budget_initial",
        "一般公共预算财政拨款支出年初预算",
        prose=("一般公共预算财政拨款支出", "一般公共预算支出"),
        items=("年初预算", "年初预算数"),
    ),
    FigureRule(
        "general_budget_rate",
        "一般公共预算财政拨款支出完成年初预算",
        prose=("一般公共预算财政拨款支出", "一般公共预算支出"),
        items=("完成年初预算",),
    ),
    _three(
        "three_public_expense", "“三公”经费", "合计", "三公经费", "“三公”经费", "三公经费支出", "三公经费财政拨款支出"
    ),
    _three(
        "overseas_travel",
        "因公出国（境）费",
        "因公出国(境)费",
        "因公出国(境)费用",
        "因公出国(境)支出",
        "因公出国(境)经费",
        "因公出国(境)费支出",
    ),
    _three(
        "vehicle_purchase", "公务用车购置费", "公务用车购置费", "公务用车购置", "公务用车购置支出", "公务用车购置费支出"
    ),
    _three(
        "vehicle_operation",
        "公务用车运行维护费",
        "公务用车运行维护费",
        "公务用车运行费",
        "公务用车运行维护",
        "公务用车运行维护费支出",
        "公务用车运行维护支出",
    ),
    _three("vehicles", "公务用车购置及运行维护费", "公务用车购置及运行维护费", "公务用车购置及运行费", "公务用车费"),
    _three("official_reception", "公务接待费", "公务接待费", "公务接待", "公务接待费支出", "公务接待支出"),
    FigureRule(
        "agency_operating_cost",
        "机关运行经费",
        (Place(("T10", "B9"), ("机关运行经费", "机关运行经费支出")),),
        ("机关运行经费", "机关运行经费支出"),
    ),
    FigureRule(
        "procurement",
        "政府采购支出",
        (Place(("T10",), ("政府采购支出合计", "政府采购支出总额", "政府采购支出")),),
        ("政府采购支出总额", "政府采购支出", "政府采购"),
    ),
)

FORM_FIGURES = (
    ("initial_budget", "年初预算数"),
    ("adjusted_budget", "全年预算数"),
    ("executed", "全年执行数"),
    ("execution_rate", "预算执行率"),
)
PROSE_FIGURES = (
    FigureRule("initial_budget", "年初预算数", (), (), ("年初预算数", "年初预算")),
    FigureRule("adjusted_budget", "全年预算数", (), (), ("全年预算数", "调整预算数", "预算调整数", "预算总额")),
    FigureRule("executed", "全年执行数", (), (), ("全年执行数", "执行数", "支出决算", "支出总额", "实际支出")),
    FigureRule("execution_rate", "预算执行率", (), (), ("执行率", "预算执行率")),
    FigureRule("score", "自评得分", (), (), ("总分", "自评得分", "评价得分", "得分")),
    FigureRule("grade", "自评等级", (), (), ("等级", "自评等级", "评价等级")),
)
WHOLE = frozenset({"", "部门", "部门整体", "部门整体支出", "整体支出", "部门支出", "本部门", "总体"})

_QUOTES = dict.fromkeys(map(ord, "“”\"'‘’「」"))
_NUMBERING = re.compile(r"^(?:[(]?[一二三四五六七八九十\d]+[)、.:]|其中:)+")


@lru_cache(maxsize=16384)
def label_of(text: str) -> str:
    """Return a row label or column title without width, spaces and numbering, for comparing."""
    return _NUMBERING.sub("", fold(text).translate(_QUOTES))


def is_number(fact: Fact | None) -> bool:
    """Whether a fact holds a number; blank, ——, text and unreadable do not, a printed 0 does."""
    return fact is not None and fact.value.status in (Status.NUMERIC, Status.ZERO) and fact.value.number is not None


def key_figures(report: Report) -> tuple[KeyFigure, ...]:
    """Return the report's headline values in glossary order, each once; what is not published is absent.

    Every figure is one published fact of the report's own scope and year: nothing is added up or converted here.
    """
    found = [*_from_overall_form(report), *_from_rules(report), *_from_prose(report)]
    names: dict[str, KeyFigure] = {}
    for figure_found in found:
        names.setdefault(figure_found.name, figure_found)
    return tuple(names.values())


def figure(report: Report, name: str) -> Fact | None:
    """Return the fact that stands for the glossary identifier `name`, None when the report does not publish it."""
    return next((item.fact for item in key_figures(report) if item.name == name), None)


def _from_rules(report: Report) -> Iterator[KeyFigure]:
    for rule in RULES:
        fact = _in_tables(report, rule) or _in_summary(report, rule, rule.prose)
        if fact is not None:
            yield KeyFigure(rule.name, rule.title, fact)


def _in_tables(report: Report, rule: FigureRule) -> Fact | None:
    facts = (find_cell(table, place) for place in rule.places for table in report.tables if table.form in place.forms)
    return next((fact for fact in facts if fact is not None), None)


def find_cell(table: StatementTable, place: Place) -> Fact | None:
    """Return the number at `place` in a table; the row named first in `place` wins, then the column named first.

    Rows may be named by their label, their fact's subject or their column's identifier: 三公 tables put parts in
    columns, in rows, or both.
    """
    cells = [
        ({label_of(row.label), label_of(fact.subject), column}, label_of(fact.item), fact)
        for row in table.rows
        if not (place.side and row.side and row.side != place.side)
        for column, fact in row.cells
        if is_number(fact)
    ]
    for wanted in map(label_of, place.rows):
        for column in map(label_of, place.columns or ("",)):
            for names, item, fact in cells:
                if wanted in names and column in ("", item):
                    return fact
    return None


def _in_summary(report: Report, rule: FigureRule, subjects: tuple[str, ...]) -> Fact | None:
    items = {fold(item) for item in rule.items}
    wanted = {label_of(subject) for subject in subjects}
    for fact in report.summary:
        if not is_number(fact) or fact.year not in (None, report.year):
            continue
        subject, item = label_of(fact.subject), label_of(fact.item)
        if (subject in wanted and item in items) or item in wanted:
            return fact
    return None


def _from_overall_form(report: Report) -> Iterator[KeyFigure]:
    form = next((form for form in report.forms if form.kind is FormKind.OVERALL), None)
    if form is None:
        return
    row = total_row(form)
    for name, title in FORM_FIGURES:
        fact = row.get(name) if row else None
        if fact is not None and is_number(fact):
            yield KeyFigure(name, title, fact)
    if form.total is not None and is_number(form.total):
        yield KeyFigure("score", "自评得分", form.total)
    if form.grade is not None and form.grade.value.status is Status.TEXT:
        yield KeyFigure("grade", "自评等级", form.grade)


def total_row(form: SelfEvalForm) -> MoneyRow | None:
    """Return the money row about the whole (资金总额), the only row, or None when no row says it is the total."""
    for row in form.money:
        if _TOTAL.search(fold(row.label)):
            return row
    return form.money[0] if len(form.money) == 1 else None


def _from_prose(report: Report) -> Iterator[KeyFigure]:
    department = fold(report.department)
    for rule in PROSE_FIGURES:
        items = {fold(item) for item in rule.items}
        for fact in report.summary:
            whole = fold(fact.subject) in WHOLE or fold(fact.subject) == department
            if not whole or label_of(fact.item) not in items or fact.year not in (None, report.year):
                continue
            if is_number(fact) or (rule.name == "grade" and fact.value.status is Status.TEXT):
                yield KeyFigure(rule.name, rule.title, fact)
                break


def project_rate(project: Project) -> Fact | Derived | None:
    """Return a project's execution rate: the published one, else executed ÷ budget where both are certain amounts."""
    if is_number(project.execution_rate):
        return project.execution_rate
    return derive_rate(project.budget, project.executed)


def derive_rate(budget: Fact | None, executed: Fact | None) -> Derived | None:
    """Return 执行率 = 全年执行数 ÷ 全年预算数 in percent with two decimals; None unless both are known amounts."""
    if budget is None or executed is None:
        return None
    whole, part = budget.value.in_yuan(), executed.value.in_yuan()
    if whole is None or part is None or whole <= 0:
        return None
    rate = rounded(part / whole * PERCENT, rounding=ROUND_HALF_UP)
    formula = f"执行率 = 执行数 {_printed(executed.value)} ÷ 预算数 {_printed(budget.value)}"
    return Derived("execution_rate", "执行率", rate, "%", formula, (executed, budget))


def derive_sum(name: str, title: str, facts: tuple[Fact, ...]) -> Derived | None:
    """Return the sum of amounts of one unit; None when there is none or units differ (scopes are the caller's care)."""
    numbers = [fact.value.number for fact in facts if fact.value.number is not None]
    units = {fact.value.unit for fact in facts}
    if not numbers or len(numbers) != len(facts) or len(units) != 1:
        return None
    formula = f"{title} = {len(facts)} 项之和"
    return Derived(name, title, sum(numbers, Decimal(0)), units.pop(), formula, facts)


def derived_figures(report: Report) -> tuple[Derived, ...]:
    """Return what this site adds up over the report's projects: budget, executed, and the rate of those with both."""
    both = [p for p in report.projects if is_number(p.budget) and is_number(p.executed)]
    budget = derive_sum("project_budget_sum", "各项目预算合计", tuple(p.budget for p in both if p.budget))
    executed = derive_sum("project_executed_sum", "各项目执行合计", tuple(p.executed for p in both if p.executed))
    return tuple(item for item in (budget, executed) if item is not None)


def _printed(value: Value) -> str:
    return value.text if value.text.endswith(value.unit) else f"{value.text}{value.unit}"
