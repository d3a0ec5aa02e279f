"""The layouts of self-evaluation forms, declared as data: a new province is a few lines here and a sample."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.model.report import FormKind, ReportKind
from site_builder.spellings import NO_SPELLINGS, SHANXI_MONEY_LABELS, Spellings

GOALS = ("绩效目标", "绩效目标完成情况")
INDICATORS = (("target", "指标值"), ("adjusted_target", "调整后指标值"), ("actual", "完成值"))


@dataclass(frozen=True, slots=True)
class Layout:
    """One official layout.

    `money` and `indicators` are the column identifiers in official order; `goal_items` and `indicator_items` are
    the standard terms under which goals and values are published (they follow the words the form prints).
    `money_labels` are money-row labels with the spellings that OCR makes of them. `marks` are columns that only this
    layout has and by which it is told from the others. `held_by` are the kinds of report in which it is found.
    `unit` is the unit of money where the form prints none.
    """

    name: str
    title: str
    money: tuple[str, ...]
    indicators: tuple[str, ...]
    marks: frozenset[str] = frozenset()
    goal_items: tuple[str, str] = GOALS
    indicator_items: tuple[tuple[str, str], ...] = INDICATORS
    kinds: frozenset[FormKind] = frozenset({FormKind.PROJECT})
    held_by: frozenset[ReportKind] = frozenset(
        {ReportKind.PROJECT_SELF_EVAL_FORM, ReportKind.DEPARTMENT_FINAL, ReportKind.UNIT_FINAL}
    )
    unit: str = ""
    execution_weight: int = 10
    money_labels: Spellings = NO_SPELLINGS

    def indicator_item(self, column: str) -> str:
        """Return the standard term of a value column."""
        return dict(self.indicator_items).get(column, "")


_LEVELS = ("level1", "level2", "level3")
_SCORED = ("weight", "score", "reason")

NATIONAL = Layout(
    name="national",
    title="项目支出绩效自评表",
    money=("initial_budget", "adjusted_budget", "executed", "weight", "execution_rate", "score"),
    indicators=(*_LEVELS, "target", "actual", *_SCORED),
)
SHANXI = Layout(
    name="shanxi",
    title="项目支出绩效自评表",
    money=(
        *("initial_declared", "initial_budget", "adjusted_budget", "executed"),
        *("balance", "execution_rate", "score", "reason"),
    ),
    indicators=(*_LEVELS, "initial_target", "adjusted_target", "actual", "explanation", *_SCORED),
    marks=frozenset({"initial_target", "initial_declared", "balance"}),
    goal_items=("年度目标", "实际完成情况"),
    indicator_items=(
        ("initial_target", "年初指标值"),
        ("adjusted_target", "调整后指标值"),
        ("target", "调整后指标值"),
        ("actual", "实际完成值"),
    ),
    money_labels=SHANXI_MONEY_LABELS,
)
JILIN = Layout(
    name="jilin",
    title="项目支出绩效自评表",
    money=("initial_budget", "adjusted_budget", "executed", "execution_rate"),
    indicators=(*_LEVELS, "target", "actual", "reason"),
    kinds=frozenset({FormKind.PROJECT, FormKind.OVERALL}),
)
SICHUAN = Layout(
    name="sichuan",
    title="部门预算项目支出绩效自评表",
    money=("initial_budget", "adjusted_budget", "executed", "execution_rate", "weight", "score", "reason"),
    indicators=(*_LEVELS, "nature", "target", "unit", "actual", *_SCORED),
    marks=frozenset({"nature", "unit"}),
)
YUNNAN = Layout(
    name="yunnan",
    title="项目支出绩效自评表",
    money=("initial_budget", "adjusted_budget", "executed", "weight", "execution_rate", "score", "reason"),
    indicators=(*_LEVELS, "nature", "target", "unit", "actual", *_SCORED),
    marks=frozenset({"nature", "unit"}),
    unit="元",
)
CHONGQING = Layout(
    name="chongqing",
    title="项目支出绩效自评表",
    money=("initial_budget", "adjusted_budget", "executed", "execution_rate", "weight", "score"),
    indicators=(
        *("level3", "unit", "nature", "initial_target", "adjusted_target", "actual"),
        *("coefficient", "weight", "score", "core", "explanation"),
    ),
    marks=frozenset({"coefficient", "core"}),
    indicator_items=(
        ("initial_target", "年初指标值"),
        ("adjusted_target", "调整后指标值"),
        ("target", "指标值"),
        ("actual", "完成值"),
    ),
)
HUBEI = Layout(
    name="hubei",
    title="项目自评表",
    money=("adjusted_budget", "executed", "execution_rate", "score"),
    indicators=(*_LEVELS, "initial_target", "actual", "score"),
    execution_weight=20,
)
HUNAN_OVERALL = Layout(
    name="hunan-overall",
    title="部门整体支出绩效自评表",
    money=("initial_budget", "adjusted_budget", "executed", "weight", "execution_rate", "score"),
    indicators=(*_LEVELS, "target", "actual", *_SCORED),
    kinds=frozenset({FormKind.OVERALL}),
    held_by=frozenset({ReportKind.OVERALL_SELF_EVAL_FORM, ReportKind.SELF_EVAL_REPORT}),
)
TARGET = Layout(
    name="target",
    title="绩效目标表",
    money=("initial_budget",),
    indicators=(*_LEVELS, "nature", "target", "unit", "weight", "content"),
    kinds=frozenset({FormKind.TARGET}),
    held_by=frozenset({ReportKind.PERFORMANCE_TARGET, ReportKind.DEPARTMENT_BUDGET, ReportKind.UNIT_BUDGET}),
)

LAYOUTS = (SHANXI, CHONGQING, YUNNAN, SICHUAN, HUBEI, HUNAN_OVERALL, NATIONAL, JILIN, TARGET)
"""Every layout, the more particular before the more general."""

_ADDED: list[Layout] = []


def add_layout(layout: Layout) -> None:
    """Add a layout of a plugin; it wins over ours where it fits as well."""
    if any(known.name == layout.name for known in (*_ADDED, *LAYOUTS)):
        raise ValueError(f"two layouts are called {layout.name}")
    _ADDED.append(layout)


FORM_TITLES = {
    FormKind.PROJECT: "项目支出绩效自评表",
    FormKind.OVERALL: "部门整体支出绩效自评表",
    FormKind.TARGET: "绩效目标表",
}


def choose_layout(kind: FormKind, printed: frozenset[str], unit: str, held_by: ReportKind) -> Layout:
    """Return the layout whose columns are most like those that a form prints.

    A layout's own marks count double, a column it does not have counts against it; the form's unit and the kind of
    report that holds it decide between layouts of equal columns.
    """
    return max((*_ADDED, *LAYOUTS), key=lambda layout: _likeness(layout, kind, printed, unit, held_by))


def _likeness(layout: Layout, kind: FormKind, printed: frozenset[str], unit: str, held_by: ReportKind) -> float:
    columns = frozenset(layout.money) | frozenset(layout.indicators)
    score = float(len(printed & columns) - len(printed - columns)) + 2 * len(printed & layout.marks)
    score -= 0.5 * len(columns - printed)
    score += 3 if kind in layout.kinds else 0
    score += 0.25 if held_by in layout.held_by else 0
    if layout.unit and unit:
        score += 0.5 if layout.unit == unit else -0.5
    return score
