"""The basic-data table of an overall evaluation (整体支出绩效评价基础数据表): every row by every column."""

from __future__ import annotations

import re
from collections.abc import Iterable

from site_builder.forms.selfeval.scribe import Scribe
from site_builder.forms.selfeval.tokens import Kind, Row, Token, is_numeric
from site_builder.model.report import Fact, StatementRow, StatementTable
from site_builder.model.value import Value
from site_builder.numbers import parse_value

TITLE = "整体支出绩效评价基础数据表"
MARKS = frozenset({"财政供养人员情况", "经费控制情况", "厉行节约保障措施", "楼堂馆所控制情况"})
_UNIT = re.compile(r"[(（](万元|元|㎡|%|人)[)）]")
_YEAR = re.compile(r"(20\d\d)年")
_LEAD = re.compile(r"^(?:其中[:：]?|\d+[、.．]|[(（]\d+[)）])|[:：]$")
_PARENTS = frozenset({"三公经费", "项目支出", "公用经费"})
_ALONE = frozenset({"政府采购金额", "部门基本支出预算调整", "基本支出预算调整"})
"""Rows that head others, and rows that stand by themselves: the table prints no indentation to tell."""
_PERSONS = re.compile(r".*(?:编制数?|人数)$")


def is_basic_data(rows: Iterable[Row]) -> bool:
    """Whether a table's rows are those of the basic-data table."""
    return any(token.folded.partition("(")[0] in MARKS for row in rows for token in row[:1])


def read_basic_data(rows: list[Row], scribe: Scribe, department: str, locator: str, title: str) -> StatementTable:
    """Write the facts `row:column`, each with the year its column speaks of, and return them as a table.

    A heading row holds words only and is followed by numbers; its first cell names the rows without label.
    """
    reader = _Reader(scribe, department)
    for row in rows:
        reader.read(row)
    columns = tuple((name, name) for name in reader.columns)
    return StatementTable("X", title or TITLE, locator, "", "万元", columns, tuple(reader.rows))


class _Reader:
    def __init__(self, scribe: Scribe, department: str) -> None:
        self.scribe = scribe
        self.department = department
        self.heading: Row = ()
        self.unit = ""
        self.columns: dict[str, None] = {}
        self.rows: list[StatementRow] = []
        self._group = ""
        self._parent = ""

    def read(self, row: Row) -> None:
        numbers = [token for token in row if is_numeric(token)]
        if not numbers and len(row) > 2:
            self._read_heading(row)
        elif numbers:
            self._read_numbers(row, numbers)
        elif len(row) == 2:
            self._read_text(row)

    def _read_heading(self, row: Row) -> None:
        self.heading = row
        self._group = _name(row[0].folded)
        self._parent = ""
        unit = _UNIT.search(row[0].folded)
        self.unit = unit[1] if unit else ""

    def _read_numbers(self, row: Row, numbers: list[Token]) -> None:
        labels = [token for token in row if not is_numeric(token)]
        printed = labels[0].text if labels else ""
        label = _name("".join(printed.split())) or self._group
        if label in _PARENTS | _ALONE:
            self._parent = ""
        heads = self._heads(numbers)
        cells = [self._fact(label, head, token) for head, token in zip(heads, numbers, strict=True)]
        self.rows.append(StatementRow(printed or label, (labels or numbers)[0].locator, tuple(cells)))
        if label in _PARENTS:
            self._parent = label

    def _heads(self, numbers: list[Token]) -> list[Token | None]:
        heads = list(self.heading[1:])
        if len(heads) == len(numbers):
            return list(heads)
        by_col = {head.col: head for head in heads}
        return [by_col.get(token.col) for token in numbers]

    def _fact(self, label: str, head: Token | None, token: Token) -> tuple[str, Fact]:
        column = "".join(head.text.split()) if head else ""
        year = _YEAR.match(column)
        fact = self.scribe.fact(
            token,
            self.department,
            f"{label}:{column}" if column else label,
            _value(token, self._unit_of(column)),
            path=tuple(part for part in (self._group if self._group != label else "", self._parent, label) if part),
            certain=head is not None,
            year=int(year[1]) if year else None,
        )
        self.columns.setdefault(column)
        return column, fact

    def _unit_of(self, column: str) -> str:
        own = _UNIT.search(column)
        if own:
            return own[1]
        if self.unit:
            return self.unit
        return "人" if _PERSONS.match(column) else ""

    def _read_text(self, row: Row) -> None:
        label, text = row
        if text.kind in (Kind.LONG, Kind.SHORT) and label.kind is Kind.SHORT:
            fact = self.scribe.text(text, self.department, label.text)
            self.rows.append(StatementRow(label.text, label.locator, ((label.text, fact),)))


def _value(token: Token, unit: str) -> Value:
    return parse_value(token.text, unit)


def _name(text: str) -> str:
    while (stripped := _LEAD.sub("", text)) != text:
        text = stripped
    return _UNIT.sub("", text)
