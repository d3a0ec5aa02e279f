"""Tables of items: income beside expenditure, or one list of both."""

from __future__ import annotations

import re
from collections.abc import Sequence

from site_builder.readers.packed.assign import told, ways_of
from site_builder.readers.packed.grids import Grid, Made, numbers_of, put_heads, put_label_heads, put_values, single
from site_builder.readers.packed.layouts import BESIDE, FUNDS, Layout, fitting
from site_builder.readers.packed.rows import Packed, PackedRow, is_numbered, is_total, item_name, listed_rows
from site_builder.readers.packed.tokens import Token

Columns = list[list[int | None]]

_EXPENDITURE = re.compile(r"支出|结余分配|年末|结转下年")
_INCOME = re.compile(r"收入|年初|上年|^使用|^用事业基金|预算(?:财政)?(?:拨款)?$|拨款$|资金$")
_PURPOSE = re.compile(r"基本支出|项目支出|单位预留机动经费|经营支出|上缴上级支出|对附属单位补助支出")
_WHOLE_LABEL = re.compile(r"年初|上年|年末|结转|使用|用事业|本年|当年|其中|收入|支出|财政|——|附属|上级|事业|经营|其他")
_FEWEST = 2


def without_value(found: Sequence[Token]) -> frozenset[str]:
    """Return the items of a table that show no value, without their numbers (二、事业收入)."""
    return frozenset(item_name(row.name) for row in listed_rows(found).rows if not row.values)


def listed_table(found: Sequence[Token]) -> Made | None:
    """Return the grid of a table of items: income beside expenditure, or one list of both."""
    packed = listed_rows(found)
    if len(packed.rows) < 3 or sum(bool(row.values) for row in packed.rows) < _FEWEST:
        return None
    head = packed.head_text
    if not ("收入" in head and "支出" in head):
        return _list_grid(packed) if packed.width == 1 else None
    if not all(_is_item(row.name) for row in packed.rows if row.values):
        return None
    income, expenditure, purposes = _sides(packed.rows)
    if not (expenditure or purposes) or not income or max(len(row.values) for row in (*income, *purposes)) > 1:
        return None
    if not any(not is_total(row.name) for row in expenditure):
        return _two_sided_grid(packed, income, [*purposes, *expenditure], [])
    return _two_sided_grid(packed, income, expenditure, purposes)


def _list_grid(packed: Packed) -> Made:
    grid = Grid([])
    place = (packed.head[0] if packed.head else packed.rows[0].first).locator
    each = single(packed)
    put_label_heads(grid, place, ("项目",), 0, 1)
    put_heads(grid, place, each, 1, False)
    for index, row in enumerate(packed.rows, 1):
        grid.put(index, 0, row.name, row.first.locator)
        put_values(grid, index, 1, row.values, [0] * len(row.values), each)
    return grid.made(2, packed.lines)


def _is_item(name: str) -> bool:
    """Whether a label is a whole one; the second half of a wrapped one would name another thing."""
    return is_numbered(name) or is_total(name) or bool(_WHOLE_LABEL.match(name))


def _sides(rows: Sequence[PackedRow]) -> tuple[list[PackedRow], list[PackedRow], list[PackedRow]]:
    """Part income, expenditure and its purposes (基本支出, 项目支出).

    An item that says nothing of it is of the side that its line has not had yet.
    """
    income: list[PackedRow] = []
    expenditure: list[PackedRow] = []
    purposes: list[PackedRow] = []
    for row in rows:
        name = item_name(row.name)
        if _PURPOSE.fullmatch(name):
            purposes.append(row)
        elif _EXPENDITURE.search(name) and not name.endswith("收入"):
            expenditure.append(row)
        elif _INCOME.search(name):
            income.append(row)
        else:
            taken = bool(income) and income[-1].first.line == row.first.line
            (expenditure if taken else income).append(row)
    return income, expenditure, purposes


def _two_sided_grid(
    packed: Packed, income: list[PackedRow], expenditure: list[PackedRow], purposes: list[PackedRow]
) -> Made | None:
    left = single(packed)
    width = max(len(row.values) for row in expenditure)
    options = (left,) if width <= 1 else tuple(fitting(BESIDE, packed.head_words, width))
    for each in options:
        placed = _beside(income, expenditure, each)
        if placed is not None:
            break
    else:
        return None
    grid = Grid([])
    place = (packed.head[0] if packed.head else packed.rows[0].first).locator
    above = 1 + bool(purposes)
    depth = above + max(left.depth, each.depth)
    unplaced = any(None in columns for columns in placed)
    right = 2 + 1 + len(each.heads) + unplaced
    by_purpose = bool(_PURPOSE.fullmatch(item_name(expenditure[0].name)))
    grid.put(0, 0, "收入", place, above, 2)
    grid.put(0, 2, "支出用途" if by_purpose else "支出", place, 1, right - 2 + 2 * bool(purposes))
    if purposes:
        grid.put(1, 2, "功能分类", place, 1, right - 2)
        grid.put(1, right, "支出用途", place, 1, 2)
    one: Columns = [[0]] * max(len(income), len(purposes))
    groups = [(0, income, one[: len(income)], left), (2, expenditure, placed, each)]
    if purposes:
        groups.append((right, purposes, one[: len(purposes)], left))
    height = max(len(rows) for _, rows, _, _ in groups)
    for col, rows, columns, known in groups:
        put_label_heads(grid, place, ("项目",), col, depth - above, above)
        put_heads(grid, place, known, col + 1, unplaced and known is each, above, depth - above)
        for index, (row, way) in enumerate(zip(rows, columns, strict=True), depth):
            # Totals stand beside each other below all items.
            at = depth + height - 1 if index == depth + len(rows) - 1 and is_total(row.name) else index
            grid.put(at, col, row.name, row.first.locator)
            put_values(grid, at, col + 1, row.values, way[: len(row.values)], known)
    return grid.made(right + 2 * bool(purposes), packed.lines)


def _beside(income: Sequence[PackedRow], expenditure: Sequence[PackedRow], each: Layout) -> Columns | None:
    """Return the columns of the expenditure's values; a fund without income has no expenditure."""
    allowed = frozenset(range(len(each.heads)))
    if len(each.heads) > 1 and each.heads[1][0] == FUNDS[0]:
        with_income = "".join(row.name for row in income if row.values)
        allowed = frozenset(
            column for column in allowed if column == 0 or each.heads[column][0].removesuffix("预算") in with_income
        )
    placed: Columns = []
    for row in expenditure:
        ways = ways_of(numbers_of(row), each, allowed) if row.values else [()]
        if not ways:
            return None
        placed.append(list(told(ways)))
    return placed
