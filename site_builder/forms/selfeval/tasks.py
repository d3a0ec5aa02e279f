"""The yearly tasks of an overall form: name, content, what was done and what it cost."""

from __future__ import annotations

import re

from site_builder.forms.selfeval.money import MoneyDraft
from site_builder.forms.selfeval.scribe import Scribe
from site_builder.forms.selfeval.tokens import Kind, Row, Token, is_numeric
from site_builder.model.report import Fact
from site_builder.spellings import TASK_AMOUNTS, TASK_COLUMNS, TASK_TOTAL, spelled

_NOTE = re.compile(r"\([^()]*\)$")
_UNIT = re.compile(r"[(（](万?元)[)）]")
_MONEY = {
    "budget": "adjusted_budget",
    "executed": "executed",
    "weight": "weight",
    "rate": "execution_rate",
    "score": "score",
}
"""The money column that the sum of all tasks fills, for each column of a task."""


def _task_column(token: Token) -> str:
    return spelled(token.folded, TASK_COLUMNS) or spelled(_NOTE.sub("", token.folded), TASK_COLUMNS)


class TaskBlock:
    """The yearly tasks of an overall form: name, content and what was done."""

    def __init__(self) -> None:
        self.rows: list[list[tuple[str, Token]]] = []
        self.sums: list[MoneyDraft] = []
        self._places: list[tuple[str, str, int]] = []

    def read_heading(self, row: Row) -> bool:
        """Take in the heading; False when the row is none."""
        places = [(name, token.text, token.col) for token in row if (name := _task_column(token))]
        if not {"name", "content"} <= {name for name, _, _ in places}:
            return False
        self._places = places
        return True

    def _read_subheading(self, row: Row) -> bool:
        """A second heading row (`总额 | 财政拨款 | 其他资金` under 预算数): each takes the place of what it divides."""
        if self.rows or not all(TASK_AMOUNTS.fullmatch(token.folded) for token in row):
            return False
        parents = {token.col: self._above(token) for token in row}
        divided = [place for place in self._places if place not in parents.values()]
        parts = [(parents[t.col][0], f"{parents[t.col][1]}:{t.text}", t.col) for t in row]
        self._places = sorted([*divided, *parts], key=lambda place: place[2])
        return True

    def _above(self, token: Token) -> tuple[str, str, int]:
        return max((place for place in self._places if place[2] <= token.col), key=lambda place: place[2])

    def read_row(self, row: Row) -> bool:
        """Take in a task; False when there was no heading or the row does not fit it."""
        if self._places and row[0].col >= self._places[0][2] and self._read_subheading(row):
            return True
        cells = [token for token in row if token.kind is not Kind.NUMBER or not self._is_number(token)]
        places = [place for place in self._places if place[0] != "number"]
        if not places or len(cells) < 2 or len(cells) > len(places):
            return False
        by_place = {col: (name, text) for name, text, col in places}
        if all(token.col in by_place for token in cells):
            named = [(*by_place[token.col], token) for token in cells]
        else:
            named = [(name, text, token) for (name, text, _), token in zip(places, cells, strict=False)]
        if TASK_TOTAL.fullmatch(cells[0].folded):
            self._add_sums(named[1:])
        else:
            self.rows.append([(text, token) for _, text, token in named])
        return True

    def _add_sums(self, named: list[tuple[str, str, Token]]) -> None:
        """The sum of all tasks is the form's money: a row for the whole and one for each source."""
        sums: dict[str, MoneyDraft] = {}
        for name, text, token in named:
            source = text.partition(":")[2]
            label = "" if TASK_TOTAL.fullmatch(source) or source in ("", "总额", "小计") else source
            draft = sums.setdefault(label, MoneyDraft(label, token.locator, []))
            if name in _MONEY and is_numeric(token):
                draft.cells.append((_MONEY[name], token, True))
        self.sums += [draft for draft in sums.values() if draft.cells]

    def _is_number(self, token: Token) -> bool:
        return any(name == "number" and token.col <= col for name, _, col in self._places)

    @property
    def unit(self) -> str:
        """The unit that the columns of money print, empty where they print none."""
        return next((unit[1] for _, text, _ in self._places if (unit := _UNIT.search(text))), "")

    def write(self, scribe: Scribe, unit: str) -> tuple[tuple[str, Fact], ...]:
        """Write the facts of all tasks under the task's name."""
        written: list[tuple[str, Fact]] = []
        for row in self.rows:
            subject = row[0][1].text
            for head, token in row:
                item = _UNIT.sub("", head)
                own = _task_unit(head, unit)
                number = scribe.number(token, subject, item, own) if is_numeric(token) else None
                written.append((item, number or scribe.text(token, subject, item)))
        return tuple(written)


def _task_unit(head: str, unit: str) -> str:
    """The unit of a task's column: of its heading, of points and rates, else the form's for money."""
    own = _UNIT.search(head)
    if own:
        return own[1]
    name = spelled(head.partition(":")[0], TASK_COLUMNS)
    return {"weight": "分", "score": "分", "rate": "%", "budget": unit, "executed": unit}.get(name, "")
