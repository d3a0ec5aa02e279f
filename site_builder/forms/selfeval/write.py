"""Writing down of one form: its cells become facts, its blocks the form's record."""

from __future__ import annotations

import re

from site_builder.forms.context import ReportContext
from site_builder.forms.facts import text_value
from site_builder.forms.selfeval.form import FormRows
from site_builder.forms.selfeval.head import bureau_name, find, project_name
from site_builder.forms.selfeval.layouts import FORM_TITLES
from site_builder.forms.selfeval.locate import Found
from site_builder.forms.selfeval.prose import read_numbers
from site_builder.forms.selfeval.scribe import Scribe
from site_builder.forms.selfeval.settle import settle
from site_builder.model.report import Fact, FormKind, Goal, Indicator, MoneyRow, ReportKind, SelfEvalForm, TableState
from site_builder.numbers import parse_value
from site_builder.spellings import MONEY_ITEMS

_OWN_KINDS = frozenset(
    {ReportKind.PROJECT_SELF_EVAL_FORM, ReportKind.OVERALL_SELF_EVAL_FORM, ReportKind.PERFORMANCE_TARGET}
)
"""Kinds of report that are the form itself: identification writes their title down."""
_DEPARTMENT_LABELS = ("部门", "主管部门及代码", "主管部门")
_UNIT_LABELS = ("预算单位", "实施单位")
UNPLACED = "未归列文字"
"""The item of a text that stands in a form and could not be placed in any of its boxes."""
Texts = list[tuple[str, Fact]]


def write_form(one: Found, rows: FormRows, scribe: Scribe, context: ReportContext, first: bool) -> SelfEvalForm:
    """Write the facts of one form and return it; `first` is False for the further projects of a list."""
    overall = rows.kind is FormKind.OVERALL
    name = find(rows.fields, "项目名称")
    department = bureau_name(find(rows.fields, *_DEPARTMENT_LABELS)) or context.department
    subject = project_name(name) if name and not overall else ""
    about = subject or (department if overall else context.department)
    layout = rows.chosen()
    _write_identity(one, rows, scribe, context, about, first)
    for bureau, amount in rows.indicators.sums:
        scribe.number(amount, bureau_name(bureau), MONEY_ITEMS["initial_budget"], one.unit or context.unit)
    rows.money.rows += rows.tasks.sums
    rows.money.unit = rows.money.unit or rows.tasks.unit
    money = rows.money.write(scribe, about, layout, one.unit or context.unit)
    texts: Texts = list(rows.management.write(scribe, about))
    goals = rows.goals.write(scribe, about, layout)
    texts += rows.tasks.write(scribe, one.unit or context.unit)
    indicators = rows.indicators.write(scribe, layout)
    total, grade = _write_total(rows, scribe, about)
    indicators = settle(indicators, money, total, layout.execution_weight)
    _write_texts(rows, scribe, about, texts, indicators)
    return SelfEvalForm(
        rows.kind,
        one.title.text if one.title else FORM_TITLES[rows.kind],
        about if overall else subject,
        one.locator if first or name is None else name.locator,
        layout.name,
        department,
        bureau_name(find(rows.fields, *_UNIT_LABELS)),
        _state(rows.kind, money, indicators, total, goals),
        money,
        goals,
        indicators,
        total,
        grade,
        tuple(texts),
        one.certain,
    )


def _write_identity(
    one: Found, rows: FormRows, scribe: Scribe, context: ReportContext, about: str, first: bool
) -> None:
    if first and one.title and context.kind not in _OWN_KINDS:
        scribe.place(one.title.locator, about, "标题", text_value(one.title.text))
        scribe.place(one.title.locator, about, "报告类型", text_value(FORM_TITLES[rows.kind]))
    year = re.search(r"20\d\d", one.year.text) if first and one.year else None
    if year and one.year:
        scribe.place(one.year.locator, about, "年度", parse_value(year[0]))
    names = {field.name for field in rows.fields}
    for field in rows.fields:
        item = field.name
        if item == "实施单位" and not names & set(_DEPARTMENT_LABELS):
            item = "部门"
        subject = bureau_name(field.value) if item == "部门" else about
        scribe.text(field.value, subject, item)


def _write_total(rows: FormRows, scribe: Scribe, about: str) -> tuple[Fact | None, Fact | None]:
    """The last number of the total row is the score; one before it is the sum of the weights."""
    for token in (*rows.weights, *rows.totals[:-1]):
        scribe.number(token, about, "分值", "分", ("总分",))
    total = scribe.number(rows.totals[-1], about, "总分", "分") if rows.totals else None
    grade = scribe.text(rows.grade, about, "等级") if rows.grade else None
    return total, grade


def _write_texts(rows: FormRows, scribe: Scribe, about: str, texts: Texts, indicators: tuple[Indicator, ...]) -> None:
    texts.extend((level, scribe.text(token, about, level)) for level, token in rows.indicators.absent if level)
    for label, token in rows.analyses:
        texts.append((label, scribe.text(token, about, label)))
        read_numbers(token, scribe, about, indicators)
    strays = (*rows.strays, *rows.indicators.strays)
    texts.extend((UNPLACED, scribe.text(token, about, UNPLACED, certain=False)) for token in strays)


def _state(
    kind: FormKind,
    money: tuple[MoneyRow, ...],
    indicators: tuple[Indicator, ...],
    total: Fact | None,
    goals: tuple[Goal, ...],
) -> TableState:
    """A form that states no result at all is blank, even where its targets stand printed."""
    amounts = any(fact.value.number is not None for row in money for _, fact in row.cells)
    results = any(one.actual or one.score for one in indicators)
    if amounts or results or total or (kind is FormKind.TARGET and (indicators or goals)):
        return TableState.FILLED
    return TableState.FILLED if any(goal.actual for goal in goals) else TableState.BLANK
