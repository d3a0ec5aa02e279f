"""Rows of a table: labels, codes, and one fact for every value cell, blank ones included."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from site_builder.forms.facts import FactBook
from site_builder.forms.statements.heads import GridRow, is_number_text
from site_builder.forms.statements.layout import Group, Layout, ValueColumn
from site_builder.forms.statements.titles import label_key
from site_builder.model.document import Cell
from site_builder.model.report import Fact, StatementRow
from site_builder.model.value import Status, Value
from site_builder.numbers import parse_value

_CODE = re.compile(r"\d{3}(?:\d{2}){0,3}")
_DIGITS_LOST = re.compile(r"^[-\d.,，。lIoO０-９\s*?？\ufffd]+$")
_UNIT_IN_LABEL = re.compile(r"[(（](?:单位[:：])?(辆|台[、/]?套|台|套|个|人|人次|批次|批|次|平方米|万元|元|%)[)）]$")
_PERCENT_ITEM = re.compile(r"率$|比例?$|%|占比|百分比")


@dataclass(frozen=True, slots=True)
class RowText:
    """One group's part of a row before it is written down."""

    label: str
    code: str
    line_no: str
    locator: str
    values: tuple[tuple[ValueColumn, Cell | None], ...]

    @property
    def blank(self) -> bool:
        """Whether nothing but perhaps a line number is printed."""
        return not (self.label or self.code or self.has_values)

    @property
    def has_values(self) -> bool:
        """Whether any value cell holds something."""
        return any(cell is not None and cell.text.strip() for _, cell in self.values)


@dataclass(slots=True)
class RowContext:
    """What all rows of a table share; `section` changes as section rows are met."""

    table: str
    unit: str
    year: int | None
    book: FactBook
    certain: bool = True
    section: str = ""
    section_unit: str = ""

    def enter_section(self, label: str) -> None:
        """Note the section that following rows belong to, and the unit its things are counted in."""
        self.section = label
        found = _UNIT_IN_LABEL.search(label)
        counted = "国有资产" in label or "车辆" in label
        self.section_unit = found[1] if found else ("辆" if counted else "")


def split_row(row: GridRow, layout: Layout) -> list[tuple[int, RowText]]:
    """Return the row's parts with the index of their group; labels that reach over groups stand in the first."""
    joined: list[tuple[int, RowText]] = []
    for index, group in enumerate(layout.groups):
        part = _group_part(row, group)
        owner = _owner(part, joined)
        if owner is None:
            joined.append((index, part))
        else:
            place, last = joined[owner]
            joined[owner] = (place, RowText(last.label, last.code, last.line_no, last.locator, part.values))
    return joined


def _owner(part: RowText, before: Sequence[tuple[int, RowText]]) -> int | None:
    """Return which earlier part a part's values belong to: one without values of its own, whose label reaches over.

    公用经费合计 spans three groups; 支出合计 one cell over two.
    """
    if not before or not (part.has_values or part.locator == before[-1][1].locator):
        return None
    same_cell = bool(part.label) and part.label == before[-1][1].label and part.locator == before[-1][1].locator
    if (part.label or part.code) and not same_cell:
        return None
    owner = next((i for i in range(len(before) - 1, -1, -1) if before[i][1].label), None)
    return owner if owner is not None and not before[owner][1].has_values else None


def _group_part(row: GridRow, group: Group) -> RowText:
    code = _joined(row, group.codes)
    label = _joined(row, group.labels, " / ")
    cells = [cell for col in (*group.codes, *group.labels, *group.lines) if (cell := _at(row, col))]
    values = [(column, _at(row, column.col)) for column in group.values]
    if not _CODE.fullmatch(code):
        label, code = (label or code), ""
    named = {id(cell) for cell in cells if cell.text.strip()}
    values = [(column, None if cell is not None and id(cell) in named else cell) for column, cell in values]
    first = next((cell for cell in cells if cell.text.strip()), None) or next((c for _, c in values if c), None)
    line_no = _joined(row, group.lines)
    return RowText(label, code, line_no, first.locator if first else "", tuple(values))


def _at(row: GridRow, col: int) -> Cell | None:
    return row[col] if col < len(row) else None


def _joined(row: GridRow, cols: Sequence[int], separator: str = "") -> str:
    """Join cells split over columns; parts of a code (类/款/项) with one digit lost their leading zero."""
    seen: list[Cell] = []
    for col in cols:
        cell = _at(row, col)
        if cell is not None and cell.text.strip() and not any(cell is other for other in seen):
            seen.append(cell)
    texts = [re.sub(r"\s+", "", cell.text) for cell in seen]
    if not separator and texts and texts[0].isdigit():
        texts = [texts[0], *(text.zfill(2) if text.isdigit() and len(text) == 1 else text for text in texts[1:])]
    return separator.join(texts)


def write_row(part: RowText, side: str, context: RowContext) -> StatementRow:
    """Write the facts of a row's part and return the row."""
    subject = part.label or part.code or context.table
    certain = context.certain and bool(part.label or part.code)
    cells = tuple((column.name, _write(column, cell, subject, part, certain, context)) for column, cell in part.values)
    return StatementRow(part.label, part.locator, cells, part.code, _level(part.code), side, part.line_no)


def _level(code: str) -> int:
    return len(code) if len(code) in (3, 5, 7) else 0


def _write(
    column: ValueColumn, cell: Cell | None, subject: str, part: RowText, certain: bool, context: RowContext
) -> Fact:
    value = read_value(cell.text if cell else "", _unit(column, part, context))
    return context.book.add(
        cell.locator if cell else part.locator,
        subject,
        column.item,
        value,
        year=_year(column, context.year),
        path=(context.section,) if context.section else (),
        table=context.table,
        code=part.code,
        certain=certain and value.status is not Status.UNREADABLE,
        confidence=cell.confidence if cell else None,
    )


def _year(column: ValueColumn, year: int | None) -> int | None:
    if column.year:
        return column.year
    return year - 1 if year and column.previous else year


def _unit(column: ValueColumn, part: RowText, context: RowContext) -> str:
    found = _UNIT_IN_LABEL.search(part.label)
    if found:
        return found[1]
    if column.unit:
        return column.unit
    if context.section_unit == "辆" and "设备" in part.label:
        return "台(套)"
    if _PERCENT_ITEM.search(column.item):
        return "%"
    return context.section_unit or context.unit


def read_value(text: str, unit: str) -> Value:
    """Interpret a value cell; one of digits and marks that is still no number is UNREADABLE, never guessed."""
    value = parse_value(text, unit)
    if value.status is Status.TEXT and _DIGITS_LOST.match(value.printed) and re.search(r"[\d\ufffd]", value.printed):
        return Value(Status.UNREADABLE, value.printed, value.printed, unit=unit)
    return value


def side_of(group: Group, index: int, layout: Layout, code: str, label: str) -> str:
    """Return the side of a row: income, expenditure, purpose, personnel, public, or nothing."""
    top = label_key(group.top)
    head = "".join(map(label_key, group.values[0].path)) + top if group.values else top
    if "人员经费" in top or label_key(label) == "人员经费合计":
        return "personnel"
    if "公用经费" in top or label_key(label) == "公用经费合计":
        return "public"
    if "支出用途" in head:
        return "purpose"
    if len(layout.groups) > 1 and "收入" in top:
        return "income"
    if len(layout.groups) > 1 and "支出" in top and not code:
        return "expenditure"
    return ("personnel" if code[:3] in ("301", "303") else "public") if code[:1] == "3" else ""


def is_section(part: RowText, layout: Layout) -> bool:
    """Return whether a row heads a section: a label alone, without the line number that others have."""
    has_lines = any(group.lines for group in layout.groups)
    return bool(part.label) and not part.code and not part.has_values and has_lines and not part.line_no


def is_stray_number(part: RowText) -> bool:
    """Return whether a part holds nothing but a line number (fillers of two-sided tables)."""
    return part.blank or (not part.has_values and is_number_text(part.label))
