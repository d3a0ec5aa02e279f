"""Fields of self-evaluation forms that several checks read."""

from __future__ import annotations

import re
from decimal import Decimal

from site_builder.figures import total_row
from site_builder.model.report import Fact, FormKind, Indicator, MoneyRow, SelfEvalForm
from site_builder.model.value import Value
from site_builder.text import fold

_TOTAL = re.compile(r"(?<!基本支出)(?<!项目支出)总额|合计|总计|总和|总数|^资金情况$")
_PART = re.compile(r"^(?:其中|①|②|③|[(（]?\d[)）.、])|其中")
UNPLACED = "未归列文字"
"""The label of texts of a form that stand in none of its boxes."""
TORN = 3
COST = re.compile(r"成本")
FULL = frozenset({"全部完成", "达成预期指标", "完成", "已完成", "达成预期目标"})


def form_name(form: SelfEvalForm) -> str:
    """Return how messages call a form: its project, the whole department, or its title."""
    if form.kind is FormKind.OVERALL:
        return "部门整体支出自评表"
    if form.subject:
        return f"“{form.subject}”{'绩效目标' if form.kind is FormKind.TARGET else '自评'}表"
    return f"《{form.title}》" if form.title else "一张自评表"


def is_torn(form: SelfEvalForm) -> bool:
    """Return whether so many texts stand outside of all boxes that the form's sums cannot be trusted."""
    return sum(label == UNPLACED for label, _ in form.texts) >= TORN


def total_money(form: SelfEvalForm) -> MoneyRow | None:
    """Return the money row about the whole."""
    for row in form.money:
        if _TOTAL.search(fold(row.label)):
            return row
    return total_row(form)


def sources(form: SelfEvalForm) -> list[MoneyRow]:
    """Return the rows whose sum is the total; rows that say 其中 are parts of another row."""
    total = total_money(form)
    others = [row for row in form.money if row is not total]
    plain = [row for row in others if not _PART.search(fold(row.label))]
    return plain or others


def goal_value(indicator: Indicator) -> Fact | None:
    """Return the target in force: the adjusted one, else the initial one, when it has a number or words."""
    for fact in (indicator.adjusted_target, indicator.target):
        if fact is not None and fact.value.text.strip():
            return fact
    return None


def is_cost(indicator: Indicator) -> bool:
    """Return whether an indicator is about cost."""
    return any(COST.search(part) for part in indicator.path[:-1])


def money_value(fact: Fact | None) -> Decimal | None:
    """Return an indicator's amount in yuan, None when it is no amount of money."""
    return fact.value.in_yuan() if fact is not None else None


def reached(target: Value, actual: Value) -> bool | None:
    """Return whether the actual value reaches the target, None when they cannot be compared.

    `=` is missed by any other number; forms print ≥ before actual values too, which is then only their number.
    """
    if target.number is None or actual.number is None or not _comparable(target.unit, actual.unit):
        return None
    goal, done = _pair(target, actual)
    if target.comparator in ("≥", ">"):
        return done >= goal
    if target.comparator in ("≤", "<"):
        return done <= goal
    return None if target.comparator == "" and done > goal else done == goal or (done > goal)


def _comparable(one: str, other: str) -> bool:
    return one == other or not one or not other or _is_money(one) == _is_money(other) is True


def _is_money(unit: str) -> bool:
    return unit in ("元", "万元", "亿元", "千元")


def _pair(target: Value, actual: Value) -> tuple[Decimal, Decimal]:
    one, other = target.in_yuan(), actual.in_yuan()
    if one is not None and other is not None:
        return one, other
    assert target.number is not None and actual.number is not None
    return target.number, actual.number
