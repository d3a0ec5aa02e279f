"""Self-evaluation and target forms as pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup, escape

from site_builder.model.report import Fact, Goal, Indicator, MoneyRow, SelfEvalForm
from site_builder.pages.finding_words import place_title
from site_builder.pages.tables import STATE_NOTES
from site_builder.pages.values import FactShower

MONEY_COLUMNS = (
    ("initial_declared", "目标申报数"),
    ("initial_budget", "年初预算数"),
    ("adjusted_budget", "全年预算数"),
    ("executed", "全年执行数"),
    ("amount", "金额"),
    ("balance", "结余"),
    ("weight", "分值"),
    ("execution_rate", "执行率"),
    ("score", "得分"),
    ("reason", "原因说明"),
)
UNTITLED = "没有标题的表"
TEXT_TITLES = {"未归列文字": "没有归入任何一栏的文字"}
"""Names of the data that readers of the page would not understand."""
TEXT_COLUMNS = frozenset({"reason"})
INDICATOR_COLUMNS = (
    ("target", "指标值（目标）"),
    ("adjusted_target", "调整后指标值"),
    ("actual", "实际完成值"),
    ("weight", "分值"),
    ("score", "得分"),
    ("reason", "偏差原因及改进措施"),
)


@dataclass(frozen=True, slots=True)
class MoneyView:
    """The money rows of a form: column titles, whether they hold numbers, and rows as markup."""

    columns: tuple[tuple[str, bool], ...]
    rows: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class IndicatorsView:
    """Indicator rows grouped by first-level indicator: (title, rows as markup)."""

    columns: tuple[str, ...]
    groups: tuple[tuple[str, tuple[Markup, ...]], ...]


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal as planned and as done, as markup; empty where the form prints nothing."""

    planned: Markup
    actual: Markup


@dataclass(frozen=True, slots=True)
class FormView:
    """One form; `head` and `texts` pair label and content."""

    anchor: str
    title: str
    subject: str
    state_note: str
    certain: bool
    source_href: str
    place: str
    head: tuple[tuple[str, Markup], ...]
    money: MoneyView | None
    goals: tuple[GoalView, ...]
    indicators: IndicatorsView | None
    texts: tuple[tuple[str, Markup], ...]


def form_view(index: int, form: SelfEvalForm, shower: FactShower) -> FormView:
    """Return one form; `index` counts from 0 within the report."""
    return FormView(
        anchor=f"form-{index + 1}",
        title=form.title or UNTITLED,
        subject=form.subject,
        state_note=STATE_NOTES[form.state],
        certain=form.certain,
        source_href=shower.href(form.locator),
        place=place_title(form.locator),
        head=_head(form, shower),
        money=money_view(form.money, shower),
        goals=goal_views(form.goals, shower),
        indicators=indicators_view(form.indicators, shower),
        texts=tuple((TEXT_TITLES.get(label, label), shower.folded(fact)) for label, fact in form.texts),
    )


def _head(form: SelfEvalForm, shower: FactShower) -> tuple[tuple[str, Markup], ...]:
    rows = (
        ("主管部门", escape(form.department)),
        ("实施单位", escape(form.unit_name)),
        ("总分", shower.text(form.total)),
        ("等级", shower.text(form.grade)),
    )
    return tuple((label, content) for label, content in rows if content)


def money_view(rows: tuple[MoneyRow, ...], shower: FactShower) -> MoneyView | None:
    """Return the money rows with only the columns that the form prints."""
    if not rows:
        return None
    printed = {name for row in rows for name, _ in row.cells}
    columns = tuple((name, title) for name, title in MONEY_COLUMNS if name in printed)
    return MoneyView(
        tuple((f"{title}{_unit(rows, name)}", name not in TEXT_COLUMNS) for name, title in columns),
        tuple(_money_row(row, columns, shower) for row in rows),
    )


def _money_row(row: MoneyRow, columns: tuple[tuple[str, str], ...], shower: FactShower) -> Markup:
    facts = dict(row.cells)
    cells = "".join(shower.cell(facts.get(name), title) for name, title in columns)
    blank = "" if any(fact.value.printed for _, fact in row.cells) else ' class="blank"'
    return Markup(f'<tr{blank}><th scope="row">{escape(row.label)}</th>{cells}</tr>')


def _unit(rows: tuple[MoneyRow, ...], column: str) -> str:
    units = {fact.value.unit for row in rows for name, fact in row.cells if name == column and fact.value.in_yuan()}
    return f"（{units.pop()}）" if len(units) == 1 else ""


def goal_views(goals: tuple[Goal, ...], shower: FactShower) -> tuple[GoalView, ...]:
    """Return the goals, planned and done side by side."""
    return tuple(GoalView(shower.folded(goal.planned), shower.folded(goal.actual)) for goal in goals)


def indicators_view(indicators: tuple[Indicator, ...], shower: FactShower) -> IndicatorsView | None:
    """Return indicator rows under their first-level titles, with only the columns that occur."""
    if not indicators:
        return None
    columns = tuple(
        (name, title) for name, title in INDICATOR_COLUMNS if any(getattr(row, name) is not None for row in indicators)
    )
    groups: list[tuple[str, list[Markup]]] = []
    for row in indicators:
        first = row.path[0] if row.path else ""
        if not groups or groups[-1][0] != first:
            groups.append((first, []))
        groups[-1][1].append(_indicator_row(row, columns, shower))
    return IndicatorsView(tuple(title for _, title in columns), tuple((title, tuple(rows)) for title, rows in groups))


def _indicator_row(row: Indicator, columns: tuple[tuple[str, str], ...], shower: FactShower) -> Markup:
    second = " / ".join(part for part in row.path[1:] if part and part != row.name)
    cells = "".join(shower.cell(_field(row, name), title) for name, title in columns)
    unsure = "" if row.certain else '<span class="mark-unsure">需核对</span>'
    return Markup(
        f'<tr><td data-label="二级指标">{escape(second)}</td><th scope="row">{escape(row.name)}{unsure}</th>{cells}</tr>'
    )


def _field(row: Indicator, name: str) -> Fact | None:
    fact: Fact | None = getattr(row, name)
    return fact


def indicator_facts(row: Indicator) -> tuple[Fact, ...]:
    """Return the facts of an indicator row, in the order of its columns."""
    fields = (row.target, row.adjusted_target, row.actual, row.weight, row.score, row.reason)
    return tuple(fact for fact in fields if fact is not None)
