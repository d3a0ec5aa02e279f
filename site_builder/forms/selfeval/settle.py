"""Ambiguous places of weights and scores settled by the sums that a form must satisfy."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from site_builder.model.report import Fact, Indicator, MoneyRow


def settle(
    indicators: tuple[Indicator, ...], money: tuple[MoneyRow, ...], total: Fact | None, execution_weight: int
) -> tuple[Indicator, ...]:
    """Return the indicators, certain again where weights and scores add up as placed.

    Weights must make 100 together with the execution rate's, scores must make the total. Only the indicator's own
    mark changes; the facts keep theirs, because each stands for one cell that was hard to place.
    """
    if all(one.certain for one in indicators):
        return indicators
    weights = sum((_number(one.weight) for one in indicators), Decimal(0))
    scores = sum((_number(one.score) for one in indicators), Decimal(0))
    execution = next((_number(row.get("score")) for row in money if row.get("score")), Decimal(0))
    sound = weights in (100, 100 - execution_weight) and total is not None
    if not sound or total is None or abs(scores + execution - _number(total)) > Decimal("0.05"):
        return indicators
    return tuple(replace(one, certain=True) for one in indicators)


def _number(fact: Fact | None) -> Decimal:
    return fact.value.number or Decimal(0) if fact else Decimal(0)
