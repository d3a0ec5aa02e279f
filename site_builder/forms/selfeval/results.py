"""Lists of results: a project a row, with its money, its score and its grade in columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from site_builder.forms.selfeval.form import FormRows
from site_builder.forms.selfeval.head import Field
from site_builder.forms.selfeval.money import MoneyDraft, money_column
from site_builder.forms.selfeval.tokens import Kind, Row, Token, is_numeric
from site_builder.spellings import GRADE, GRADE_LABEL, MONEY_TOTAL, RESULT_COLUMNS, TOTAL, spelled

Columns = list[tuple[int, str]]
_LEAST = 2
"""Columns of money or score that a list of results has at least."""
_TITLE_ROWS = 4
_NUMBER = re.compile(r"序号|编号")


def list_columns(rows: Sequence[Row]) -> Columns:
    """Return the columns of a list of results by their place, none when the table is no such list."""
    for place, row in enumerate(rows[:_TITLE_ROWS]):
        columns = [(token.col, _column(token)) for token in row]
        names = [name for _, name in columns if name]
        if "project" in names and len(names) - 1 >= _LEAST and not any(map(is_numeric, row)):
            return _divided(columns, rows[place + 1 : place + 2])
    return []


def _divided(columns: Columns, below: Sequence[Row]) -> Columns:
    """The columns with those of a second heading row in the place of what they divide (预算数: 年初, 全年)."""
    for row in below:
        names = [(token.col, _column(token)) for token in row]
        if names and all(name for _, name in names):
            taken = {max(col for col, _ in columns if col <= place) for place, _ in names}
            return sorted([*(one for one in columns if one[0] not in taken), *names])
    return columns


def _column(token: Token) -> str:
    if _NUMBER.fullmatch(token.folded):
        return "number"
    if GRADE_LABEL.fullmatch(token.folded):
        return "grade"
    return spelled(token.folded, RESULT_COLUMNS) or money_column(token.folded)


def read_list(rows: Sequence[Row], form: FormRows) -> Iterator[FormRows]:
    """Yield a form for each project of the list; `form` gives kind and unit. A sum gives a form without project."""
    columns = list_columns(rows)
    unit = next(
        (form.money.unit for row in rows[:_TITLE_ROWS] for token in row if form.money.note_unit(token)), form.unit
    )
    for row in rows:
        cells = [(name, token) for token in row if (name := _name_at(columns, token.col))]
        if any(is_numeric(token) for name, token in cells if name not in ("number", "project")):
            yield _read_row(cells, FormRows(form.kind, unit, form.held_by))


def _name_at(columns: Columns, col: int) -> str:
    return next((name for place, name in reversed(columns) if place <= col), "")


def _read_row(cells: list[tuple[str, Token]], part: FormRows) -> FormRows:
    part.money.unit = part.unit
    money = MoneyDraft("", cells[0][1].locator, [])
    for name, token in cells:
        if name in ("project", "bureau", "unit"):
            _add_name(part, name, token)
        elif name == "total" and is_numeric(token):
            part.totals.append(token)
        elif name == "grade" and GRADE.fullmatch(token.folded):
            part.grade = token
        elif name in ("reason",) or (is_numeric(token) and name not in ("number", "total", "grade")):
            money.cells.append((name, token, True))
        elif name != "number":
            part.strays.append(token)
    if money.cells:
        part.money.rows.append(money)
    return part


def _add_name(part: FormRows, name: str, token: Token) -> None:
    label = {"project": "项目名称", "bureau": "主管部门", "unit": "实施单位"}[name]
    if token.kind is not Kind.NUMBER and not (TOTAL.fullmatch(token.folded) or MONEY_TOTAL.fullmatch(token.folded)):
        part.fields.append(Field(label, token))
