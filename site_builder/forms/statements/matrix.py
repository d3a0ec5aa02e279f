"""Tables without row labels, whose columns name the subjects (三公 tables, 江苏 支出预算总表)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from site_builder.forms.statements.declare import StatementForm
from site_builder.forms.statements.heads import GridRow, distinct, is_column_numbers
from site_builder.forms.statements.layout import Layout, ValueColumn, identify
from site_builder.forms.statements.rows import RowContext, read_value
from site_builder.forms.statements.titles import label_key
from site_builder.model.document import Cell
from site_builder.model.report import StatementRow
from site_builder.model.value import Status

_MEASURE = re.compile(
    r"(?:(?:19|20)\d\d年度?)?((?:上年|本年|年初|全年|调整)?(?:预算数|决算数|执行数)|(?:上年|本年)?(?:预算|决算))$"
)
_YEAR = re.compile(r"^((?:19|20)\d\d)年度?")
_PARTS = frozenset({"小计", "合计"})
_UMBRELLA = frozenset({"财政拨款三公经费", "一般公共预算财政拨款三公经费", "一般公共预算三公经费"})


@dataclass(frozen=True, slots=True)
class Subject:
    """What a column is about: measure (预算数), subject as printed, identifier, and the year its head states."""

    measure: str
    subject: str
    name: str
    path: tuple[str, ...]
    year: int | None


def matrix_rows(
    form: StatementForm, layout: Layout, rows: Sequence[GridRow], context: RowContext
) -> Iterable[StatementRow]:
    """Yield one row a measure (预算数, 决算数) for every printed row, its cells named by subject."""
    columns = layout.values()
    if not form.measure:
        yield from _plain_rows(columns, rows, context)
        return
    subjects = _subjects(form, columns)
    measures = list(dict.fromkeys(subject.measure for subject in subjects))
    for row in rows:
        texts = [cell.text for cell in distinct(row)]
        if texts and is_column_numbers(texts) and len(texts) == len(columns):
            continue
        if not texts and len(rows) > 1:
            continue
        cells = [row[column.col] if column.col < len(row) else None for column in columns]
        for measure in measures:
            chosen = [(s, c) for s, c in zip(subjects, cells, strict=True) if s.measure == measure]
            yield _measure_row(measure, chosen, context)


def matrix_columns(form: StatementForm, layout: Layout) -> tuple[tuple[str, str], ...]:
    """Return identifier and printed subject of every column, once over all measures."""
    names: dict[str, str] = {}
    for subject in _subjects(form, layout.values()):
        names.setdefault(subject.name, subject.subject)
    return tuple(names.items())


def _subjects(form: StatementForm, columns: Sequence[ValueColumn]) -> list[Subject]:
    """Return every column's subject; a plain 合计 beside a total of the 三公 alone also holds meetings and training."""
    subjects = [_subject(form, column) for column in columns]
    if not any(subject.name == "total" and len(subject.path) > 1 for subject in subjects):
        return subjects
    return [replace(s, name="overall_total") if s.name == "total" and len(s.path) == 1 else s for s in subjects]


def _subject(form: StatementForm, column: ValueColumn) -> Subject:
    measure, year, kept = "", column.year, []
    for part in column.path:
        plain = re.sub(r"\s+", "", part)
        found = _MEASURE.search(plain)
        rest = _YEAR.sub("", plain[: found.start()]) if found else _YEAR.sub("", plain)
        measure = found[1] if found else measure
        if rest and label_key(rest) not in _UMBRELLA:
            kept.append(rest)
    named = [part for part in kept if label_key(part) not in _PARTS]
    subject = named[-1] if named and (len(kept) > 1 or kept[-1] == named[-1]) else (kept[-1] if kept else form.title)
    name = identify(form, tuple(kept))[0] or (identify(form, (named[-1],))[0] if named else "")
    return Subject(measure or form.measure, subject, name or column.name, tuple(kept), year)


def _measure_row(measure: str, cells: Sequence[tuple[Subject, Cell | None]], context: RowContext) -> StatementRow:
    written = []
    place = next((cell.locator for _, cell in cells if cell is not None), "")
    for subject, cell in cells:
        value = read_value(cell.text if cell else "", context.unit)
        fact = context.book.add(
            cell.locator if cell else place,
            subject.subject,
            measure,
            value,
            year=subject.year or context.year,
            path=subject.path,
            table=context.table,
            certain=context.certain and value.status is not Status.UNREADABLE,
            confidence=cell.confidence if cell else None,
        )
        written.append((subject.name, fact))
    return StatementRow(measure, place, tuple(written))


def _plain_rows(columns: Sequence[ValueColumn], rows: Sequence[GridRow], context: RowContext) -> Iterable[StatementRow]:
    """A single row of totals by kind: its subject is 合计."""
    for row in rows:
        texts = [cell.text for cell in distinct(row)]
        if not texts or is_column_numbers(texts):
            continue
        cells = [row[column.col] if column.col < len(row) else None for column in columns]
        place = next((cell.locator for cell in cells if cell is not None), "")
        facts = []
        for column, cell in zip(columns, cells, strict=True):
            value = read_value(cell.text if cell else "", column.unit or context.unit)
            fact = context.book.add(
                cell.locator if cell else place, "合计", column.item, value,
                year=column.year or context.year, table=context.table, certain=context.certain,
            )  # fmt: skip
            facts.append((column.name, fact))
        yield StatementRow("合计", place, tuple(facts))
