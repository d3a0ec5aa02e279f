"""A report with one number supposed to be another: the same records, the fact replaced wherever it is referred to."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

from site_builder.checks.places import plain
from site_builder.model.report import Fact, Report
from site_builder.model.value import Status
from site_builder.numbers import rounded


def suppose(report: Report, fact: Fact, number: Decimal) -> Report:
    """Return the report as if `fact` printed `number`; only for asking what else would then hold."""
    exact = rounded(number, f"1e-{fact.value.decimals()}")
    status = Status.NUMERIC if exact else Status.ZERO
    value = replace(fact.value, status=status, number=exact, text=plain(exact), printed=plain(exact))
    made: Report = _swapped(report, fact, replace(fact, value=value))
    return made


def _swapped(record: Any, old: Fact, new: Fact) -> Any:
    if record is old:
        return new
    if isinstance(record, tuple):
        items = tuple(_swapped(item, old, new) for item in record)
        return record if all(a is b for a, b in zip(items, record, strict=True)) else items
    if isinstance(record, Fact) or not is_dataclass(record) or isinstance(record, type):
        return record
    changes = {}
    for field in fields(record):
        before = getattr(record, field.name)
        after = _swapped(before, old, new)
        if after is not before:
            changes[field.name] = after
    return replace(record, **changes) if changes else record
