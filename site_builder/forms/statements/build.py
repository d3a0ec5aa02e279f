"""From a table's grid rows to a `StatementTable` with its facts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from site_builder.forms.context import ReportContext
from site_builder.forms.facts import FactBook
from site_builder.forms.statements.declare import StatementForm
from site_builder.forms.statements.heads import GridRow, distinct, is_column_numbers
from site_builder.forms.statements.layout import Layout
from site_builder.forms.statements.matrix import matrix_columns, matrix_rows
from site_builder.forms.statements.rows import (
    RowContext,
    RowText,
    is_section,
    is_stray_number,
    side_of,
    split_row,
    write_row,
)
from site_builder.forms.statements.surroundings import Surroundings, declares_empty, write_surroundings
from site_builder.forms.statements.titles import label_key
from site_builder.model.report import StatementRow, StatementTable, TableState
from site_builder.model.value import Status


@dataclass(slots=True)
class Draft:
    """A table found and being gathered; later pages add rows, later lines add notes."""

    form: StatementForm
    around: Surroundings
    layout: Layout
    locator: str
    sections: list[GridRow]
    certain: bool
    rows: list[GridRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    last_block: int = -1


def build_table(draft: Draft, context: ReportContext, book: FactBook) -> StatementTable:
    """Write a table's facts and return the table."""
    year = _year(draft) or context.year
    unit = draft.around.unit.text if draft.around.unit else context.unit
    write_surroundings(draft.around, year, book)
    rows_context = RowContext(draft.around.name, unit, year, book, draft.certain)
    rows = tuple(_rows(draft, rows_context))
    return StatementTable(
        form=draft.form.id,
        title=draft.around.title.text,
        locator=draft.locator,
        number=draft.around.number.text if draft.around.number else "",
        unit=unit,
        columns=_columns(draft),
        rows=rows,
        state=_state(rows, draft.notes),
        note=" ".join(draft.notes),
        certain=draft.certain,
    )


def _year(draft: Draft) -> int | None:
    if draft.around.year:
        return int(draft.around.year.text)
    in_title = re.search(r"((?:19|20)\d\d)年", draft.around.title.text)
    return int(in_title[1]) if in_title else None


def _columns(draft: Draft) -> tuple[tuple[str, str], ...]:
    if draft.form.measure and draft.layout.groups and not draft.layout.labelled:
        return matrix_columns(draft.form, draft.layout)
    names: dict[str, str] = {}
    for column in draft.layout.values():
        names.setdefault(column.name, column.item)
    return tuple(names.items())


def _state(rows: Iterable[StatementRow], notes: list[str]) -> TableState:
    filled = any(fact.value.status is not Status.EMPTY for row in rows for _, fact in row.cells)
    if filled:
        return TableState.FILLED
    return TableState.DECLARED_EMPTY if any(map(declares_empty, notes)) else TableState.BLANK


def _rows(draft: Draft, context: RowContext) -> Iterable[StatementRow]:
    if draft.layout.groups and not draft.layout.labelled:
        yield from matrix_rows(draft.form, draft.layout, draft.rows, context)
        return
    heads = _head_texts(draft.layout)
    for row in (*draft.sections, *draft.rows):
        texts = [cell.text for cell in distinct(row)]
        if not texts or is_column_numbers(texts) or all(label_key(text) in heads for text in texts):
            continue
        for index, part in split_row(row, draft.layout):
            yield from _write_part(part, index, draft.layout, context)


def _head_texts(layout: Layout) -> frozenset[str]:
    """Heads repeated inside a table; totals are left out, for 合计 is a row's label as well."""
    found = {label_key(part) for group in layout.groups for column in group.values for part in column.path}
    words = {"项目", "行次", "栏次", "科目代码", "科目名称"}
    return frozenset((found | words) - {"合计", "小计", "总计"})


def _write_part(part: RowText, index: int, layout: Layout, context: RowContext) -> Iterable[StatementRow]:
    if is_stray_number(part):
        return
    if is_section(part, layout):
        context.enter_section(part.label)
        yield StatementRow(part.label, part.locator, ())
        return
    group = layout.groups[min(index, len(layout.groups) - 1)]
    yield write_row(part, side_of(group, index, layout, part.code, part.label), context)
