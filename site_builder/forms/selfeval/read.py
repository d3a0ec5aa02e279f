"""Reading of all self-evaluation forms of one report, and of the projects they are about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from site_builder.forms.context import FormsResult, ReportContext
from site_builder.forms.facts import FactBook, text_value
from site_builder.forms.selfeval.basic_data import TITLE as BASIC_DATA
from site_builder.forms.selfeval.basic_data import read_basic_data
from site_builder.forms.selfeval.form import FormRows
from site_builder.forms.selfeval.goals import GoalDraft
from site_builder.forms.selfeval.head import Field
from site_builder.forms.selfeval.layouts import FORM_TITLES
from site_builder.forms.selfeval.locate import Found, find_forms, form_kind
from site_builder.forms.selfeval.money import MoneyDraft
from site_builder.forms.selfeval.results import read_list
from site_builder.forms.selfeval.scribe import Scribe
from site_builder.forms.selfeval.write import write_form
from site_builder.model.document import Block
from site_builder.model.report import (
    Fact,
    FormKind,
    Goal,
    Project,
    SelfEvalForm,
    StatementTable,
    TableState,
)
from site_builder.spellings import LONG_TERM_MONEY

_YEAR = re.compile(r"(20\d\d)年度|^(20\d\d)年")


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
        for form, facts in _read(one, context, book):
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
    """The form's own year; a year inside a project's name is that of its approval (原2023年项目) and not meant."""
    for line in (one.year, one.title):
        text = re.sub(r"[\s(（]", "", line.text) if line else ""
        match = re.match(r"20\d\d", text) if line is one.year else _YEAR.search(text)
        if match:
            return int(match[0][:4])
    return context.year


def _read(one: Found, context: ReportContext, book: FactBook) -> Iterator[tuple[SelfEvalForm, tuple[Fact, ...]]]:
    title = one.title.text if one.title else ""
    kind = form_kind(title, one.rows)
    if one.lost:
        yield SelfEvalForm(kind, title, "", one.locator, state=TableState.DESTROYED, certain=False), ()
        return
    rows = FormRows(kind, one.unit, context.kind)
    for row in () if one.listed else one.rows:
        rows.read_row(row)
    parts = read_list(one.rows, rows) if one.listed else _by_project(rows)
    for number, part in enumerate(parts):
        scribe = Scribe(book, _year(one, context), FORM_TITLES[kind])
        yield write_form(one, part, scribe, context, first=number == 0), tuple(scribe.written)


def _by_project(rows: FormRows) -> list[FormRows]:
    """The projects of a list (`项目名称` in a column), each as a form of its own; any other form as it is."""
    if not rows.indicators.lists_projects():
        return [rows]
    parts: list[FormRows] = []
    for block in rows.indicators.by_project():
        part = FormRows(rows.kind, rows.unit, rows.held_by, rows.chosen())
        part.indicators = block
        name, goal, bureau, budget = (block.head(column) for column in ("project", "goal", "bureau", "budget"))
        part.fields = [Field(label, cell) for label, cell in (("项目名称", name), ("部门", bureau)) if cell]
        if budget:
            part.money.rows.append(MoneyDraft("资金总额", budget.locator, [("initial_budget", budget, True)]))
        if goal:
            part.goals.rows.append(GoalDraft(planned=goal, labelled=True))
        parts.append(part)
    for part in parts[:1]:
        part.strays = rows.strays
    return parts or [rows]


def _project(form: SelfEvalForm, index: int, facts: tuple[Fact, ...]) -> Project:
    filled = [row for row in form.money if row.cells]
    total_row = next((row for row in filled if not LONG_TERM_MONEY.match(row.label)), next(iter(filled), None))
    goal = form.goals[0] if form.goals else Goal()

    def money(*columns: str) -> Fact | None:
        found = (total_row.get(column) for column in columns) if total_row else iter(())
        return next((fact for fact in found if fact is not None), None)

    return Project(
        form.subject,
        form.locator,
        index,
        money("adjusted_budget", "initial_budget", "initial_declared", "amount"),
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
