"""Doubting of recognised numbers that look unlike their neighbours: recognisers lose decimal points with confidence."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from site_builder.model.document import Block, Cell, Table

DOUBTED = 0.5
"""The confidence left to a number whose decimals differ from those of its column."""
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.(\d+))?%?")
_ENOUGH = 3
_MOST = 0.6


def doubt_numbers(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with less confidence in recognised numbers that break the form of their column.

    Where most numbers of a column (or, in a column of few numbers, of the table) have two decimals, one with
    none or one has probably lost its point or a digit. Zero alone may be printed bare.
    """
    return tuple(_doubt_table(block) if isinstance(block, Table) else block for block in blocks)


def _doubt_table(table: Table) -> Table:
    numbers = [(cell, decimals) for cell in table.cells if (decimals := _decimals(cell)) is not None]
    if not any(cell.confidence is not None for cell, _ in numbers):
        return table
    columns: dict[int, list[int]] = defaultdict(list)
    for cell, decimals in numbers:
        columns[cell.col].append(decimals)
    whole = _usual([decimals for _, decimals in numbers])
    doubted = {
        cell.locator
        for cell, decimals in numbers
        if _differs(decimals, _usual(columns[cell.col]) if len(columns[cell.col]) >= _ENOUGH else whole)
    }
    return replace(table, cells=tuple(_doubted(cell) if cell.locator in doubted else cell for cell in table.cells))


def _decimals(cell: Cell) -> int | None:
    """Return the number of decimals a cell prints, None when it is no number or bare zero."""
    match = _NUMBER.fullmatch(cell.text.replace(" ", ""))
    return len(match[1] or "") if match and cell.text.strip("0 -%") else None


def _usual(decimals: Sequence[int]) -> int:
    """Return the decimals most numbers have, 0 when there is no such habit."""
    if len(decimals) < _ENOUGH:
        return 0
    value, count = Counter(decimals).most_common(1)[0]
    return value if count >= _MOST * len(decimals) else 0


def _differs(decimals: int, usual: int) -> bool:
    return usual > 0 and decimals != usual


def _doubted(cell: Cell) -> Cell:
    known = cell.confidence
    return cell if known is None else replace(cell, confidence=min(known, DOUBTED))
