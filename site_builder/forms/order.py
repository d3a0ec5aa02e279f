"""Sorting of facts into the order in which a reader meets them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from site_builder.model.document import Block, Table
from site_builder.model.report import Fact


def in_reading_order(
    facts: Sequence[Fact], blocks: Sequence[Block], offsets: Mapping[str, tuple[int, int]]
) -> tuple[Fact, ...]:
    """Return `facts` by the place of their locators in `blocks`, then by their offset in the text of that place.

    `offsets` gives (block, offset) by identifier where it is known; the others keep the order they were written in.
    """
    ranks: dict[str, int] = {}
    for block in blocks:
        for locator in _locators(block):
            ranks.setdefault(locator, len(ranks))
    last = len(ranks)
    start = (-1, -1)
    return tuple(sorted(facts, key=lambda fact: (ranks.get(fact.locator, last), offsets.get(fact.id, start))))


def _locators(block: Block) -> list[str]:
    if isinstance(block, Table):
        cells = sorted(block.cells, key=lambda cell: (cell.row, cell.col))
        return [block.locator, *(cell.locator for cell in cells)]
    parts = [locator for _, locator in getattr(block, "parts", ())]
    return [block.locator, *parts]
