"""Official tables as HTML tables."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from site_builder.model.report import Fact, StatementRow, StatementTable, TableState
from site_builder.pages.values import FactShower, escaped

STATE_NOTES = {
    TableState.FILLED: "",
    TableState.DECLARED_EMPTY: "原文说明：本表无数据。",
    TableState.BLANK: "原文中此表为空白，没有填写数据。",
    TableState.DESTROYED: "原文中此表已损毁，无法还原，请到原文查看。",
}
SIDE_TITLES = {"income": "收入", "expenditure": "支出", "personnel": "人员经费", "public": "公用经费"}
MOST_ON_PHONE = 3
"""Columns of numbers that a phone shows beside the names; rows of wider tables become cards there."""
TOTAL_WORDS = ("合计", "总计", "小计")


@dataclass(frozen=True, slots=True)
class TableView:
    """One official table; `groups` are its sides (收入, 支出), each a title and rows as markup."""

    anchor: str
    title: str
    number: str
    unit: str
    state_note: str
    note: str
    certain: bool
    source_href: str
    coded: bool
    cards: bool
    columns: tuple[str, ...]
    groups: tuple[tuple[str, tuple[Markup, ...]], ...]


def table_view(index: int, table: StatementTable, shower: FactShower) -> TableView:
    """Return one table; `index` counts from 0 within the report."""
    coded = any(row.code for row in table.rows)
    cards = len(table.columns) > MOST_ON_PHONE
    return TableView(
        anchor=f"table-{index + 1}",
        title=table.title,
        number=table.number,
        unit=table.unit,
        state_note=STATE_NOTES[table.state],
        note=table.note,
        certain=table.certain,
        source_href=shower.href(table.locator),
        coded=coded,
        cards=cards,
        columns=tuple(title for _, title in table.columns),
        groups=_groups(table, coded, cards, shower),
    )


def _groups(
    table: StatementTable, coded: bool, cards: bool, shower: FactShower
) -> tuple[tuple[str, tuple[Markup, ...]], ...]:
    labels = {name: title if cards else "" for name, title in table.columns}
    sides: dict[str, list[Markup]] = {}
    for row in table.rows:
        sides.setdefault(row.side, []).append(_row(row, labels, coded, shower))
    return tuple((SIDE_TITLES.get(side, side), tuple(rows)) for side, rows in sides.items())


def _row(row: StatementRow, columns: dict[str, str], coded: bool, shower: FactShower) -> Markup:
    facts: dict[str, Fact] = dict(row.cells)
    total = "total" if row.label.replace(" ", "").endswith(TOTAL_WORDS) else ""
    blank = "" if any(fact.value.printed for fact in facts.values()) else "blank"
    style = f' class="{f"{total} {blank}".strip()}"' if total or blank else ""
    level = f' class="level-{row.level}"' if row.level > 3 else ""
    code = f'<td class="code">{escaped(row.code)}</td>' if coded else ""
    if columns and facts and facts.keys().isdisjoint(columns):  # a remark written over the whole row
        shown = "；".join(shower.text(fact) for fact in facts.values() if fact.value.printed)
        cells = f'<td colspan="{len(columns)}">{shown}</td>'
    else:
        cells = "".join(shower.cell(facts.get(name), title) for name, title in columns.items())
    return Markup(f'<tr{style}>{code}<th scope="row"{level}>{escaped(row.label)}</th>{cells}</tr>')
