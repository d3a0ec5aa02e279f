"""Reading of all self-evaluation forms of one report, and of the projects they are about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from site_builder.forms.context import FormsResult, ReportContext
from site_builder.forms.facts import FactBook, text_value
from site_builder.forms.selfeval.basic_data import TITLE as BASIC_DATA
from site_builder.forms.selfeval.basic_data import read_basic_data
from site_builder.forms.selfeval.form import FormRows
from site_builder.forms.selfeval.head import bureau_name, find
from site_builder.forms.selfeval.layouts import FORM_TITLES
from site_builder.forms.selfeval.locate import Found, Line, find_forms, form_kind
from site_builder.forms.selfeval.prose import read_numbers
from site_builder.forms.selfeval.scribe import Scribe
from site_builder.forms.selfeval.settle import settle
from site_builder.model.document import Block
from site_builder.model.report import (
    Fact,
    FormKind,
    Goal,
    Indicator,
    MoneyRow,
    Project,
    ReportKind,
    SelfEvalForm,
    StatementTable,
    TableState,
)
from site_builder.numbers import parse_value

_OWN_KINDS = frozenset(
    {ReportKind.PROJECT_SELF_EVAL_FORM, ReportKind.OVERALL_SELF_EVAL_FORM, ReportKind.PERFORMANCE_TARGET}
)
_YEAR = re.compile(r"20\d\d")
_DEPARTMENT_LABELS = ("部门", "主管部门及代码", "主管部门")
_UNIT_LABELS = ("预算单位", "实施单位")


def read_forms(blocks: Sequence[Block], context: ReportContext, book: FactBook) -> FormsResult:
    """Return the forms, the projects they are about, and the blocks consumed; facts are written into `book`.

    Every cell that says something becomes a fact as printed; what could not be placed is a fact 未归列文字 that is not
    certain. Blank and destroyed forms are listed with their state. Tables of basic data come as `tables`.
    """
    found, used = find_forms(blocks)
    forms: list[SelfEvalForm] = []
    projects: list[Project] = []
    tables: list[StatementTable] = []
    for one in found:
        if one.basic:
            tables.append(_read_basic(one, context, book))
            continue
        form, facts = _read_form(one, context, book)
        if form.kind is not FormKind.OVERALL and form.state is not TableState.DESTROYED and form.subject:
            projects.append(_project(form, len(forms), facts))
        forms.append(form)
    return FormsResult(tuple(forms), tuple(projects), used, tuple(tables))


def _read_basic(one: Found, context: ReportContext, book: FactBook) -> StatementTable:
    scribe = Scribe(book, _year(one, context), BASIC_DATA)
    title = one.title.text if one.title else BASIC_DATA
    if one.title:
        scribe.place(one.title.locator, context.department, "标题", text_value(title))
    return read_basic_data(one.rows, scribe, context.department, one.locator, title)


def _year(one: Found, context: ReportContext) -> int | None:
    for line in (one.year, one.title):
        match = _YEAR.search(line.text) if line else None
        if match and "年" in line.text[match.end() : match.end() + 2]:  # type: ignore[union-attr]
            return int(match[0])
    return context.year


def _read_form(one: Found, context: ReportContext, book: FactBook) -> tuple[SelfEvalForm, tuple[Fact, ...]]:
    title = one.title.text if one.title else ""
    rows = FormRows(form_kind(title, one.rows), one.unit)
    scribe = Scribe(book, _title_year(one, context), FORM_TITLES[rows.kind])
    if one.lost:
        return _lost(one, title, rows.kind), ()
    for row in one.rows:
        rows.read_row(row)
    form = _write(one, rows, scribe, context, title)
    return form, tuple(scribe.written)


def _title_year(one: Found, context: ReportContext) -> int | None:
    """A year line wins; a year inside a project's title may be that of its approval (原2023年项目)."""
    match = _YEAR.search(one.year.text) if one.year else None
    if match:
        return int(match[0])
    lead = re.match(r"(20\d\d)年", one.title.text.replace(" ", "")) if one.title else None
    return int(lead[1]) if lead else context.year


def _lost(one: Found, title: str, kind: FormKind) -> SelfEvalForm:
    return SelfEvalForm(kind, title, "", one.locator, state=TableState.DESTROYED, certain=False)


def _write(one: Found, rows: FormRows, scribe: Scribe, context: ReportContext, title: str) -> SelfEvalForm:
    name = find(rows.fields, "项目名称")
    department = bureau_name(find(rows.fields, *_DEPARTMENT_LABELS)) or context.department
    subject = name.text if name and rows.kind is not FormKind.OVERALL else ""
    about = subject or (department if rows.kind is FormKind.OVERALL else context.department)
    layout = rows.chosen()
    _write_identity(one, rows, scribe, context, about)
    money = rows.money.write(scribe, about, layout, one.unit or context.unit)
    goals = rows.goals.write(scribe, about, layout)
    texts = list(rows.tasks.write(scribe))
    indicators = rows.indicators.write(scribe, layout)
    total, grade = _write_total(rows, scribe, about)
    indicators = settle(indicators, money, total, layout.execution_weight)
    texts.extend((level, scribe.text(token, about, level)) for level, token in rows.indicators.absent if level)
    for label, token in rows.analyses:
        texts.append((label, scribe.text(token, about, label)))
        read_numbers(token, scribe, about, indicators)
    strays = (*rows.strays, *rows.indicators.strays)
    texts.extend(("未归列文字", scribe.text(token, about, "未归列文字", certain=False)) for token in strays)
    return SelfEvalForm(
        rows.kind,
        title or FORM_TITLES[rows.kind],
        about if rows.kind is FormKind.OVERALL else subject,
        one.locator,
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


def _write_identity(one: Found, rows: FormRows, scribe: Scribe, context: ReportContext, about: str) -> None:
    if one.title and context.kind not in _OWN_KINDS:
        scribe.place(one.title.locator, about, "标题", text_value(one.title.text))
        scribe.place(one.title.locator, about, "报告类型", text_value(FORM_TITLES[rows.kind]))
    if one.year:
        _write_year(one.year, scribe, about)
    names = {field.name for field in rows.fields}
    for field in rows.fields:
        item = field.name
        if item == "实施单位" and not names & set(_DEPARTMENT_LABELS):
            item = "部门"
        subject = bureau_name(field.value) if item == "部门" else about
        scribe.text(field.value, subject, item)


def _write_year(line: Line, scribe: Scribe, about: str) -> None:
    match = _YEAR.search(line.text)
    if match:
        scribe.place(line.locator, about, "年度", parse_value(match[0]))


def _write_total(rows: FormRows, scribe: Scribe, about: str) -> tuple[Fact | None, Fact | None]:
    """The last number of the total row is the score; one before it is the sum of the weights."""
    for token in rows.totals[:-1]:
        scribe.number(token, about, "分值", "分", ("总分",))
    total = scribe.number(rows.totals[-1], about, "总分", "分") if rows.totals else None
    grade = scribe.text(rows.grade, about, "等级") if rows.grade else None
    return total, grade


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


def _project(form: SelfEvalForm, index: int, facts: tuple[Fact, ...]) -> Project:
    total_row = next((row for row in form.money if row.cells), None)
    goal = form.goals[0] if form.goals else Goal()

    def money(*columns: str) -> Fact | None:
        found = (total_row.get(column) for column in columns) if total_row else iter(())
        return next((fact for fact in found if fact is not None), None)

    return Project(
        form.subject,
        form.locator,
        index,
        money("adjusted_budget", "initial_budget", "initial_declared"),
        money("executed"),
        money("execution_rate"),
        form.total,
        form.grade,
        goal.planned,
        goal.actual,
        form.indicators,
        tuple(fact for _, fact in total_row.cells) if total_row else (),
        facts,
    )
