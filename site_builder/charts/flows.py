"""The two sides of a report's money, taken from its tables only when they add up to the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from site_builder.figures import TOTAL, Place, find_cell, is_number, label_of
from site_builder.model.report import Fact, Report, StatementRow, StatementTable
from site_builder.text import fold

INCOME_WORDS = ("收入", "结转", "结余", "拨款")
NOT_PARTS = ("合计", "总计", "小计")
LEFT_OVER = ("结余分配", "年末结转", "结转下年", "年末结余")
KINDS_OF_USE = ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
TOLERANCE = Decimal("0.005")
"""Half the last digit of the usual two decimals, for each term (handbook §5)."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Income and expenditure of one table set in one unit, each side adding up to `total`."""

    income: tuple[tuple[str, Fact], ...]
    uses: tuple[tuple[str, Fact], ...]
    total: Decimal
    unit: str


def find_flow(report: Report) -> Flow | None:
    """Return the two sides of 收支总表, expenditure by 基本 and 项目 when that table adds up too, else by function."""
    main = next((table for table in report.tables if table.form in ("T1", "B1")), None)
    if main is None:
        return None
    income = tuple(_parts(main, "income"))
    left = tuple((name, fact) for name, fact in _parts(main, "expenditure") if name.startswith(LEFT_OVER))
    by_function = tuple(item for item in _parts(main, "expenditure") if item not in left)
    by_use = tuple(_uses(report, "T3" if main.form == "T1" else "B3"))
    for uses in (by_use + left, by_function + left):
        found = _balanced(income, uses)
        if found is not None:
            return found
    return None


def _parts(table: StatementTable, side: str) -> Iterator[tuple[str, Fact]]:
    words = INCOME_WORDS if side == "income" else ("支出", *LEFT_OVER)
    for row in table.rows:
        label = label_of(row.label)
        part = row.side == side and any(word in label for word in words)
        if part and not is_share(row) and not any(word in label for word in NOT_PARTS):
            fact = next((fact for _, fact in row.cells if is_number(fact)), None)
            if fact is not None and fact.value.number and fact.value.number > 0:
                yield label, fact


def is_share(row: StatementRow) -> bool:
    """Whether a row repeats a part of the row above it (其中)."""
    return fold(row.label).startswith("其中")


def _uses(report: Report, form: str) -> Iterator[tuple[str, Fact]]:
    for table in report.tables:
        if table.form == form:
            for name in KINDS_OF_USE:
                fact = find_cell(table, Place((form,), TOTAL, (name,)))
                if fact is not None and fact.value.number and fact.value.number > 0:
                    yield name, fact
            return


def _balanced(income: tuple[tuple[str, Fact], ...], uses: tuple[tuple[str, Fact], ...]) -> Flow | None:
    facts = [fact for _, fact in (*income, *uses)]
    units = {fact.value.unit for fact in facts}
    if not income or not uses or len(facts) < 3 or len(units) != 1 or facts[0].value.in_yuan() is None:
        return None
    came, went = _sum(income), _sum(uses)
    if abs(came - went) > TOLERANCE * len(facts):
        return None
    return Flow(income, uses, came, units.pop())


def _sum(parts: tuple[tuple[str, Fact], ...]) -> Decimal:
    return sum((fact.value.number or Decimal(0) for _, fact in parts), Decimal(0))
