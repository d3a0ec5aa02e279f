"""Proposals for misread digits: when one changed number makes all equations of a money row hold, it is offered."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from site_builder.checks.arithmetic import HUNDRED
from site_builder.checks.places import plain, shown
from site_builder.model.report import Fact, MoneyRow
from site_builder.numbers import rounded

CENT = Decimal("0.01")
NAMES = {"adjusted_budget": "全年预算数", "executed": "全年执行数", "balance": "结余", "execution_rate": "执行率"}


def find_repair(row: MoneyRow) -> tuple[Fact, Decimal] | None:
    """Return the number and its value for which budget, executed, balance and rate all agree, when only one does.

    Three equations: balance = budget - executed, rate = executed / budget, score = rate / 10.
    """
    numbers = {name: fact.value.number for name in NAMES if (fact := row.get(name)) and fact.value.number is not None}
    if len(numbers) < len(NAMES):
        return None
    solutions = list(_candidates({key: number for key, number in numbers.items() if number is not None}))
    fact = row.get(solutions[0][0]) if len(solutions) == 1 else None
    return (fact, solutions[0][1]) if fact is not None else None


def propose_repair(row: MoneyRow) -> str:
    """Return the repair as a proposal in words, empty without a single solution; never applied."""
    found = find_repair(row)
    if found is None:
        return ""
    fact, value = found
    name = next(NAMES[column] for column in NAMES if row.get(column) is fact)
    return f"如果{name}是{plain(value)}（印为{shown(fact)}），预算数、执行数、结余和执行率四个数字都能对上；仅供核对，未作修改。"


def _candidates(numbers: dict[str, Decimal]) -> Iterator[tuple[str, Decimal]]:
    budget, executed = numbers["adjusted_budget"], numbers["executed"]
    balance, rate = numbers["balance"], numbers["execution_rate"]
    if budget > 0 and abs(budget - executed - balance) <= CENT:
        yield "execution_rate", rounded(executed / budget * HUNDRED)
    if budget > 0 and abs((budget - balance) / budget * HUNDRED - rate) <= CENT:
        yield "executed", budget - balance
    total = executed + balance
    if total > 0 and abs(executed / total * HUNDRED - rate) <= CENT:
        yield "adjusted_budget", total
    if budget > 0 and abs(executed / budget * HUNDRED - rate) <= CENT:
        yield "balance", budget - executed
