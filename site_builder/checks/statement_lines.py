"""Finding of totals, carry-overs and lines in official tables by their labels."""

from __future__ import annotations

import re
from collections.abc import Sequence

from site_builder.figures import label_of
from site_builder.model.report import Fact, StatementRow, StatementTable
from site_builder.text import fold

TOTALS = frozenset({"总计", "合计", "收入总计", "支出总计", "收入合计", "支出合计", "收支总计"})
YEAR_TOTALS = frozenset({
    "本年收入合计", "本年支出合计", "本年收入小计", "本年支出小计", "当年收入小计", "当年支出小计", "本年收入", "本年支出",
    "当年收入", "当年支出", "小计",
})  # fmt: skip
_LEVELS = (
    re.compile(r"^[一二三四五六七八九十]{1,3}[、.]"),
    re.compile(r"^[(（][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"^\d{1,2}[、.](?!\d)"),
)
_FUND = re.compile(r"^(?:[一二三]、|[(（]?[一二三\d][)）.、])?(?:一般公共预算|政府性基金|国有资本经营)")
_CARRY_IN = re.compile(r"年初.*结转|上年.*结转|上年.*结余|使用非财政拨款结余|用事业基金|使用专用结余|动用.*结余")
_CARRY_OUT = re.compile(r"结余分配|年末.*结转|年末.*结余|结转下年|交纳所得税|提取.*基金|转入事业基金")
MONEY_HEADS = ("年初结转", "年末结转")


def side_rows(table: StatementTable, side: str) -> list[StatementRow]:
    """Return the rows of one side of a two-sided table."""
    return [row for row in table.rows if row.side == side]


def total_row(rows: Sequence[StatementRow]) -> StatementRow | None:
    """Return the last row that is labelled as the grand total."""
    return next((row for row in reversed(rows) if label_of(row.label) in TOTALS), None)


def year_row(rows: Sequence[StatementRow]) -> StatementRow | None:
    """Return the row of the year's own total (本年收入合计), if the table has one."""
    return next((row for row in rows if label_of(row.label) in YEAR_TOTALS and not row.code), None)


def level(row: StatementRow) -> int:
    """Return how deep a line is numbered: 1 for 一、 2 for （一） 3 for 1. and 0 for none."""
    label = fold(row.label)
    return next((depth for depth, pattern in enumerate(_LEVELS, start=1) if pattern.match(label)), 0)


def year_lines(rows: Sequence[StatementRow]) -> list[StatementRow]:
    """Return the lines that make the year's own total: 一、二、三… above it, or （一）（二）… below a numbered 一、本年收入."""
    year = year_row(rows)
    if year is not None and level(year):
        return sub_lines(rows, year)
    end = rows.index(year) if year is not None else len(rows)
    return [row for row in rows[:end] if level(row) == 1] or [row for row in rows if level(row) == 1]


def sub_lines(rows: Sequence[StatementRow], parent: StatementRow) -> list[StatementRow]:
    """Return the lines right below `parent` that are numbered one step deeper; 其中 tells only some of the parts."""
    found: list[StatementRow] = []
    for row in rows[rows.index(parent) + 1 :]:
        depth = level(row)
        if not depth or depth <= level(parent):
            break
        found.append(row)
    top = min(map(level, found), default=0)
    told = [row for row in found if level(row) == top]
    return [] if any("其中" in row.label for row in (parent, *told)) else told


def carried_by_fund(rows: Sequence[StatementRow], side: str) -> tuple[StatementRow, list[StatementRow]] | None:
    """Return the carry-over line of appropriations and the lines of the single funds below it."""
    for row in carry_rows(rows, side):
        below: list[StatementRow] = []
        for other in rows[rows.index(row) + 1 :]:
            if not _FUND.search(fold(other.label)):
                break
            below.append(other)
        if below:
            return row, below
    return None


def total_parts(rows: Sequence[StatementRow], side: str) -> list[StatementRow]:
    """Return the lines that make a side's grand total: the year's total (or the lines) and what was carried."""
    year = year_row(rows)
    if year is not None and level(year):
        return [row for row in rows if level(row) == level(year)]
    return [*([year] if year is not None else year_lines(rows)), *carry_rows(rows, side)]


def carry_rows(rows: Sequence[StatementRow], side: str) -> list[StatementRow]:
    """Return the carry-over lines of a side that are no numbered lines and no parts (其中)."""
    pattern = _CARRY_IN if side == "income" else _CARRY_OUT
    found = [row for row in rows if pattern.search(fold(row.label)) and level(row) != 1]
    return [row for row in found if not fold(row.label).startswith("其中")]


def sum_row(table: StatementTable) -> StatementRow | None:
    """Return the total row of a table by account: 合计 without a code."""
    return next((row for row in table.rows if not row.code and label_of(row.label) in TOTALS), None)


def column_names(table: StatementTable) -> list[str]:
    """Return the identifiers of the value columns."""
    return [name for name, _ in table.columns]


def cell(row: StatementRow | None, *columns: str) -> Fact | None:
    """Return the first fact of a row in one of these columns, None when row or column is missing."""
    if row is None:
        return None
    return next((fact for column in columns if (fact := row.get(column)) is not None), None)
