"""What every column of a table is for: groups of code, label, line and value columns, and the values' names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from site_builder.forms.statements.declare import StatementForm
from site_builder.forms.statements.heads import GridRow, Head, Role, is_number_text
from site_builder.forms.statements.titles import label_key
from site_builder.spellings import UNPLACED

_UNIT_TAIL = re.compile(r"[(（](?:单位[:：])?(亿元|万元|千元|元|%|人|辆|个|台套?)[)）]$")
_YEAR_HEAD = re.compile(r"^((?:19|20)\d\d)年度?")
_PREVIOUS = re.compile(r"^上年度?")
_GENERIC = frozenset({"金额", "小计", "合计"})


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """A column of values. `item` is the printed head without unit and year; `year` only when the head states one.

    `previous` is True for a head that says 上年.
    """

    col: int
    name: str
    item: str
    path: tuple[str, ...]
    unit: str = ""
    year: int | None = None
    previous: bool = False


@dataclass(slots=True)
class Group:
    """Columns that make one row of meaning; two-sided tables have several side by side."""

    top: str = ""
    codes: list[int] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    values: list[ValueColumn] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Layout:
    """The groups of a table, left to right; `ncols` is the width it was made for."""

    groups: tuple[Group, ...]
    ncols: int

    @property
    def labelled(self) -> bool:
        """Whether rows have labels; a 三公 table has none and names its subjects by column."""
        return any(group.codes or group.labels for group in self.groups)

    def values(self) -> list[ValueColumn]:
        """Return all value columns, left to right."""
        return [column for group in self.groups for column in group.values]


def make_layout(form: StatementForm, heads: Sequence[Head], data: Sequence[GridRow]) -> Layout:
    """Return the layout of a table with these heads; blank columns without a head are left out."""
    groups: list[Group] = []
    for col, head in enumerate(heads):
        if head.path == (UNPLACED,):
            continue
        starts = head.role in (Role.CODE, Role.LABEL)
        if not groups or (starts and groups[-1].values):
            groups.append(Group(head.path[0] if head.path else ""))
        if head.role is Role.VALUE and not head.path:
            texts = _texts(data, col)
            if not texts:
                continue
            if groups[-1].labels and _role_by_content(texts) is Role.LABEL:
                head = Head(Role.LABEL, ())
        _place(groups[-1], col, head, form)
    return Layout(tuple(group for group in groups if group.values), len(heads))


def _place(group: Group, col: int, head: Head, form: StatementForm) -> None:
    if head.role is Role.CODE:
        group.codes.append(col)
    elif head.role is Role.LABEL:
        group.labels.append(col)
    elif head.role is Role.LINE:
        group.lines.append(col)
    else:
        group.values.append(value_column(form, col, head.path))


def value_column(form: StatementForm, col: int, path: tuple[str, ...]) -> ValueColumn:
    """Return what a head path says of its values; an unknown head keeps its printed words under `other_N`."""
    leaf = path[-1] if path else ""
    unit_found = _UNIT_TAIL.search(leaf)
    item = _UNIT_TAIL.sub("", leaf)
    year_found = next((found for part in path if (found := _YEAR_HEAD.match(part))), None)
    item = _YEAR_HEAD.sub("", item) or leaf
    name, parent = identify(form, (*path[:-1], item))
    if parent and label_key(item) in _GENERIC:
        item = parent
    return ValueColumn(
        col,
        name or f"other_{col + 1}",
        item,
        path,
        unit_found[1] if unit_found else "",
        int(year_found[1]) if year_found else None,
        any(_PREVIOUS.match(part) for part in path),
    )


def identify(form: StatementForm, path: tuple[str, ...]) -> tuple[str, str]:
    """Return the identifier of a head path and, when its parent decided, the parent's words."""
    if not path:
        return "", ""
    plain, below = _spellings(form)
    leaf = label_key(path[-1])
    parent = path[-2] if len(path) > 1 else ""
    name = below.get((leaf, label_key(parent)))
    if name:
        return name, parent
    return plain.get(leaf, ""), ""


@lru_cache(maxsize=64)
def _spellings(form: StatementForm) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    plain: dict[str, str] = {}
    below: dict[tuple[str, str], str] = {}
    for column in form.columns:
        for spelling in map(label_key, column.spellings):
            if not column.under:
                plain.setdefault(spelling, column.name)
            for parent in map(label_key, column.under):
                below.setdefault((spelling, parent), column.name)
    return plain, below


def infer_heads(data: Sequence[GridRow], ncols: int) -> tuple[Head, ...]:
    """Return roles by content, for a table whose heads are lost: codes, words, numbers."""
    return tuple(Head(_role_by_content(_texts(data, col)), ()) for col in range(ncols))


def _texts(data: Sequence[GridRow], col: int) -> list[str]:
    return [cell.text.strip() for row in data if col < len(row) and (cell := row[col]) and cell.text.strip()]


def _role_by_content(texts: Iterable[str]) -> Role:
    texts = list(texts)
    if texts and all(re.fullmatch(r"\d{3}(?:\d{2}){0,2}", text) for text in texts):
        return Role.CODE
    words = sum(not is_number_text(text) for text in texts)
    return Role.LABEL if words * 2 > len(texts) else Role.VALUE
