"""The indicator block of a form: levels carried down, cells aligned, facts written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from site_builder.forms.selfeval.align import Columns, align, under_headings
from site_builder.forms.selfeval.headings import VALUES, other_columns, part_terms, read_heading, widen
from site_builder.forms.selfeval.layouts import Layout
from site_builder.forms.selfeval.scribe import Scribe
from site_builder.forms.selfeval.tokens import Kind, Row, Token, buried_level1, is_numeric
from site_builder.model.report import Fact, Indicator
from site_builder.model.value import Status, Value
from site_builder.numbers import UNITS, parse_value
from site_builder.spellings import IMPLIED_LEVEL1, level_name, spelled

_NUMBERED = re.compile(r"^[★☆*▲●\s]*(?:指标\s?\d{1,2}(?:\s?[：:.、]|(?=[\u4e00-\u9fff])))?\s?(?=\S)")
_NAMED_UNIT = re.compile(r"\((?:单位:)?(?:[≥≤=<>]|>=|<=)?\**([^()*]{1,6})\)$")
_NOTHING = frozenset({"无", "/", "—", "——", "-"})
_COMPARATORS = {
    "≥": "≥", "≧": "≥", ">=": "≥", "大于等于": "≥", "≤": "≤", "≦": "≤", "<=": "≤", "小于等于": "≤", "=": "=", "═": "=", "==": "=", "等于": "=",
    ">": ">", "大于": ">", "<": "<", "小于": "<",
}  # fmt: skip
_REMARKS = (
    ("reason", "偏差原因"),
    ("explanation", "定性指标情况说明"),
    ("content", "指标内容"),
    ("core", "是否核心指标"),
    ("nature", "指标性质"),
)
_LEVELS = (Kind.LEVEL1, Kind.LEVEL2, Kind.LEVEL_ANY)


@dataclass(slots=True)
class Draft:
    """One indicator row before its facts are written."""

    cells: dict[str, Token]
    level1: str
    level2: str
    level2_printed: bool
    certain: bool
    others: tuple[tuple[str, Token], ...] = ()


class IndicatorBlock:
    """Collects the indicator rows of one form."""

    def __init__(self) -> None:
        self.columns: Columns | None = None
        self.drafts: list[Draft] = []
        self.strays: list[Token] = []
        self.absent: list[tuple[str, Token]] = []
        self.sums: list[tuple[Token, Token]] = []
        self.beside: IndicatorBlock | None = None
        self.term = ""
        self._other: dict[int, str] = {}
        self._wide = False
        self._level1 = ""
        self._level2 = ""

    def read_heading(self, row: Row) -> bool:
        """Take in a heading of indicators; False when the row is none."""
        first, second = part_terms(row)
        columns = read_heading(first)
        if columns is None:
            return False
        self.columns = columns
        self._other = other_columns(first)
        if second:
            self.beside = self.beside or IndicatorBlock()
            self.beside.read_heading(second)
        return True

    def read_row(self, row: Row, layout: Layout) -> bool:
        """Take a row in; False when it is no indicator row."""
        if self.beside and self.beside.columns:
            first = self.beside.columns.positions[0] or 0
            here = tuple(token for token in row if token.col < first)
            there = tuple(token for token in row if token.col >= first)
            taken = not here or self._read_row(here, layout)
            self.beside._enter(self._level1, "")
            return (not there or self.beside.read_row(there, layout)) and taken
        return self._read_row(row, layout)

    def _read_row(self, row: Row, layout: Layout) -> bool:
        row = _unbury(row)
        if len(row) == 1 and not level_name(row[0].folded):
            return True  # the weight of a level whose name the export lost
        if self._is_sum(row):
            self.sums.append((row[0], row[1]))
            return True
        if len(row) <= 2 and all(token.kind in _LEVELS for token in row):
            self._enter_levels(row)
            return True
        if self._read_in_place(row):
            return True
        found = self._align(row, layout)
        if found is None:
            return False
        cells, certain = found
        if len(cells) == 1 and len(row) == 1 and self.drafts:
            self.strays.append(row[0])
            return True
        self._add(cells, certain)
        return True

    def _read_in_place(self, row: Row) -> bool:
        """Take in a row that fills a column known by its place only, if all else stands under its heading."""
        known = tuple(token for token in row if token.col not in self._other)
        places = under_headings(known, self.columns) if self.columns and known and len(known) < len(row) else None
        if places is None or self.columns is None:
            return False
        self._add({self.columns.names[i]: t for i, t in zip(places, known, strict=True)}, certain=True)
        self.drafts[-1].others = tuple((self._other[t.col], t) for t in row if t.col in self._other)
        return True

    def _is_sum(self, row: Row) -> bool:
        """Whether a row of a list is the sum of a bureau's projects: its name and an amount."""
        listed = self.columns is not None and {"project", "budget"} <= set(self.columns.names)
        return listed and len(row) == 2 and row[0].kind in (Kind.SHORT, Kind.LONG) and row[1].kind is Kind.NUMBER

    def _align(self, row: Row, layout: Layout) -> tuple[dict[str, Token], bool] | None:
        columns = self.columns
        if columns is not None and not self._wide:
            found = align(row, columns)
            if found is not None:
                return {columns.names[i]: t for i, t in zip(found.places, row, strict=True)}, found.certain
        columns = widen(self.columns, layout)
        found = align(row, columns)
        if found is None:
            return None
        self._wide = self.columns is not None
        return {columns.names[i]: t for i, t in zip(found.places, row, strict=True)}, found.certain

    def _enter_levels(self, row: Row) -> None:
        """A row of level names only: its indicators follow below."""
        if len(row) == 1 and row[0].kind is Kind.LEVEL2:
            self._enter(_implied(_name(row[0]), self._level1), _name(row[0]))
        else:
            self._enter(_name(row[0]), _name(row[1]) if len(row) > 1 else "")

    def _enter(self, level1: str, level2: str) -> None:
        if level1 and level1 != self._level1:
            self._level1, self._level2 = level1, ""
        if level2:
            self._level2 = level2

    def _add(self, cells: dict[str, Token], certain: bool) -> None:
        level1 = _name(cells["level1"]) if "level1" in cells else ""
        level2 = _name(cells["level2"]) if "level2" in cells else ""
        if level2 and not level1:
            level1 = _implied(level2, self._level1)
        self._enter(level1, level2)
        if _plain_name(cells["level3"]) in _NOTHING and set(cells) <= {"level1", "level2", "level3"}:
            self.absent.append((self._level2 or self._level1, cells["level3"]))
            return
        self.drafts.append(Draft(cells, self._level1, self._level2, bool(level2), certain))

    def write(self, scribe: Scribe, layout: Layout) -> tuple[Indicator, ...]:
        """Write the facts of all rows and return the indicators."""
        _complete_levels(self.drafts)
        written = tuple(_write(draft, scribe, layout, self.term) for draft in self.drafts)
        return written + self.beside.write(scribe, layout) if self.beside else written

    def has_scores(self) -> bool:
        """Whether any row read so far has a score."""
        return any("score" in draft.cells for draft in self.drafts)

    def lists_projects(self) -> bool:
        """Whether the block is a list with the project's name in a column, one project below the other."""
        return self.columns is not None and "project" in self.columns.names

    def by_project(self) -> list[IndicatorBlock]:
        """Return a block for each project of a list; a row without a project's name belongs to the one above."""
        blocks: list[IndicatorBlock] = []
        for draft in self.drafts:
            if "project" in draft.cells or not blocks:
                blocks.append(IndicatorBlock())
                blocks[-1].columns = self.columns
            blocks[-1].drafts.append(draft)
        for block in blocks[:1]:
            block.sums, block.strays = self.sums, self.strays
        return blocks

    def head(self, column: str) -> Token | None:
        """The first filled cell of a column that stands once a project (project, goal, bureau)."""
        return next((draft.cells[column] for draft in self.drafts if column in draft.cells), None)


def _unbury(row: Row) -> Row:
    name = buried_level1(row[0].folded)
    if not name:
        return row
    return (replace(row[0], folded=name, kind=Kind.LEVEL1), *row[1:])


def _name(token: Token) -> str:
    return level_name(token.folded)


def _implied(level2: str, current: str) -> str:
    """The first level a printed second level belongs to, when the current one cannot be it."""
    only = spelled(level2, IMPLIED_LEVEL1)
    if not only or only == current or (only == "产出指标" and current):
        return current
    return only


def _complete_levels(drafts: list[Draft]) -> None:
    """Give rows printed above their second level's name that name.

    OCR puts the text of a merged cell into the row where it was centred.
    """
    following = ""
    for index in range(len(drafts) - 1, -1, -1):
        draft = drafts[index]
        below = drafts[index + 1] if index + 1 < len(drafts) else None
        if below is not None and below.level1 != draft.level1:
            following = ""
        if draft.level2_printed:
            following = draft.level2
        elif not draft.level2:
            draft.level2 = following


def _write(draft: Draft, scribe: Scribe, layout: Layout, term: str) -> Indicator:
    cells = draft.cells
    name = _plain_name(cells["level3"])
    path = tuple(level for level in (term, draft.level1, draft.level2, name) if level)
    facts: dict[str, Fact] = {}
    for column in VALUES:
        if column in cells:
            value = _measured(column, cells)
            item = layout.indicator_item(column) or dict(_FALLBACK)[column]
            facts[column] = scribe.fact(cells[column], name, item, value, path=path, certain=draft.certain)
    for column, item in (("weight", "分值"), ("score", "得分"), ("coefficient", "得分系数")):
        if column in cells:
            unit = "分" if column != "coefficient" else "%"
            value = parse_value(cells[column].text, unit)
            facts[column] = scribe.fact(cells[column], name, item, value, path=path, certain=draft.certain)
    for item, token in draft.others:
        if item in ("level1", "level2"):
            _write_points(draft, item, token, scribe)
            continue
        if is_numeric(token):
            scribe.number(token, name, item, "", path)
        else:
            scribe.text(token, name, item, path)
    if "explanation" in cells and "reason" not in layout.indicators:
        cells["reason"] = cells.pop("explanation")
    for column, item in _REMARKS:
        if column in cells and not (column == "nature" and cells[column].kind is Kind.COMPARATOR):
            facts[column] = scribe.text(cells[column], name, item, path=path, certain=draft.certain)
    return _indicator(name, cells["level3"].locator, path, facts, draft.certain)


def _write_points(draft: Draft, level: str, token: Token, scribe: Scribe) -> None:
    """The points of a level as a whole, printed beside its name."""
    path = (draft.level1,) if level == "level1" else (draft.level1, draft.level2)
    scribe.number(token, path[-1], "分值", "分", path)


def _plain_name(token: Token) -> str:
    """An indicator's name without the number that a template gives it (指标1：)."""
    return _NUMBERED.sub("", "".join(token.text.splitlines())).strip()


_FALLBACK = (
    ("initial_target", "年初指标值"),
    ("target", "指标值"),
    ("adjusted_target", "调整后指标值"),
    ("actual", "完成值"),
)


def _indicator(name: str, locator: str, path: tuple[str, ...], facts: dict[str, Fact], certain: bool) -> Indicator:
    return Indicator(
        name,
        locator,
        path,
        target=facts.get("target") or facts.get("initial_target"),
        adjusted_target=facts.get("adjusted_target"),
        actual=facts.get("actual"),
        weight=facts.get("weight"),
        score=facts.get("score"),
        reason=facts.get("reason"),
        certain=certain,
    )


def _unit_in_name(folded: str) -> str:
    """The unit that an indicator's name ends with in brackets (`清淤长度（公里）`, `仓库(≥**平方米)`)."""
    match = _NAMED_UNIT.search(folded)
    return match[1] if match and match[1] in UNITS else ""


def _measured(column: str, cells: dict[str, Token]) -> Value:
    """The value of a target or actual cell, with the comparator and unit printed in columns of their own."""
    token = cells[column]
    unit = cells["unit"].text if "unit" in cells else _unit_in_name(cells["level3"].folded)
    value = parse_value(token.text, unit)
    if value.status not in (Status.NUMERIC, Status.ZERO):
        return value
    comparator = _COMPARATORS.get(cells["nature"].folded, "") if "nature" in cells else ""
    if not comparator or value.comparator or column == "actual":
        return value
    return replace(value, comparator=comparator, text=comparator + value.text)
