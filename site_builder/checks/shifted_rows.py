"""Rows of forms whose cells stand beside their columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from site_builder.checks.audit import FileAudit
from site_builder.checks.places import place
from site_builder.checks.registry import Category, Note, Scope, check
from site_builder.model.document import Cell
from site_builder.model.finding import Severity
from site_builder.model.value import Status
from site_builder.numbers import parse_value
from site_builder.text import fold

FIRST_LEVELS = frozenset({"产出指标", "效益指标", "满意度指标"})
BOTH_LEVELS = frozenset({"满意度指标"})
"""Names that forms also print in the column 二级指标."""
LONGEST = 12
MONEY_HEADS = ("年初预算数", "全年预算数", "全年执行数")
_HEADS = frozenset({"一级指标", *MONEY_HEADS})


@check(name="row-shifted", severity=Severity.WARNING, category=Category.DAMAGE, scope=Scope.FILE)
def rows_stand_in_columns(audit: FileAudit) -> Iterator[Note]:
    """表格各行应与栏目对齐.

    一级指标写在了别的栏下，或金额比栏目偏左、偏右一栏；本站按含义而不是按位置读取，并把错位的行列出。
    """
    for table in audit.document.tables():
        if not table.certain:
            continue  # its cells were put in place by meaning: where they stood is not known
        if not any(
            cell.text in _HEADS or fold(cell.text) in _HEADS for cell in table.cells if len(cell.text) < LONGEST
        ):
            continue
        rows = table.own_rows()
        shifted = {locator: label for label, locator in _shifted_levels(rows)}
        if shifted:
            listed = "、".join(f"“{label}”（{place(locator)}）" for locator, label in shifted.items())
            yield Note(tuple(shifted), audit.document.source, f"指标表中{listed}没有对齐“一级指标”栏。")
        yield from _shifted_money(rows, audit.document.source)


def _shifted_levels(rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[str, str]]:
    column: int | None = None
    for row in rows:
        head = next((cell for cell in row if fold(cell.text) == "一级指标"), None)
        if head is not None:
            column = head.col
            continue
        if column is not None:
            for cell in row:
                name = fold(cell.text)
                if name in FIRST_LEVELS and cell.col != column and not (name in BOTH_LEVELS and cell.col == column + 1):
                    yield cell.text, cell.locator


def _shifted_money(rows: Sequence[Sequence[Cell]], source: str) -> Iterator[Note]:
    """Money rows beside one that is aligned: reported only where another row of the block stands right."""
    start: int | None = None
    aligned: list[bool] = []
    found: list[Cell] = []
    for row in rows:
        heads = [cell for cell in row if fold(cell.text) in MONEY_HEADS]
        if len(heads) == len(MONEY_HEADS):
            start, aligned, found = heads[0].col, [], []
            continue
        numbers = [cell for cell in row if parse_value(cell.text).status in (Status.NUMERIC, Status.ZERO)]
        if start is None or len(numbers) < len(MONEY_HEADS):
            if start is not None and found and any(aligned):
                yield from (_money_note(cell, source) for cell in found)
            start = None
            continue
        aligned.append(numbers[0].col == start)
        if numbers[0].col != start:
            found.append(row[0])


def _money_note(cell: Cell, source: str) -> Note:
    return Note((cell.locator,), source, f"资金栏“{cell.text}”一行的金额没有对齐栏目（{place(cell.locator)}）。")
