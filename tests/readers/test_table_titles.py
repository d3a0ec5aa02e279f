"""Titles in a table's own first rows: taken out as lines, whatever the format; other rows stay."""

from __future__ import annotations

import pytest

from site_builder.model.document import Block, Cell, Heading, Paragraph, Table
from site_builder.readers.table_titles import lift_titles

HEAD = ("项目名称", "水库巡查", "主管部门", "某市水务局")


def table(*rows: tuple[str, ...]) -> Table:
    width = max(map(len, rows))
    cells = [
        Cell(text, row, col, f"t1r{row + 1}c{col + 1}", text)
        for row, texts in enumerate(rows)
        for col, text in enumerate((*texts, *[""] * (width - len(texts))))
    ]
    return Table(tuple(cells), len(rows), width, "t1")


def lines(blocks: tuple[Block, ...]) -> list[tuple[type, str, str]]:
    return [(type(block), block.text, block.locator) for block in blocks if not isinstance(block, Table)]


def test_title_year_and_unit_become_lines_with_their_places() -> None:
    blocks = lift_titles((table(("项目支出绩效自评表",), ("（2023年度）",), ("金额单位：万元",), HEAD, HEAD),))
    assert lines(blocks) == [
        (Heading, "项目支出绩效自评表", "t1r1c1"),
        (Paragraph, "（2023年度）", "t1r2c1"),
        (Paragraph, "金额单位：万元", "t1r3c1"),
    ]
    (left,) = [block for block in blocks if isinstance(block, Table)]
    assert left.nrows == 2
    assert [(cell.row, cell.col, cell.text) for cell in left.cells[:2]] == [(0, 0, "项目名称"), (0, 1, "水库巡查")]


def test_office_and_table_number_side_by_side_are_lines() -> None:
    blocks = lift_titles((table(("收入支出决算总表",), ("部门：某市水务局", "公开01表"), HEAD, HEAD),))
    assert [text for _, text, _ in lines(blocks)] == ["收入支出决算总表", "部门：某市水务局", "公开01表"]


@pytest.mark.parametrize(
    "rows",
    [
        (HEAD, ("项目支出绩效自评表",), HEAD),
        (("单位：万元",), HEAD, HEAD),
        (("项目支出绩效自评表",),),
        (("项目支出绩效自评表", "附件"), HEAD),
    ],
    ids=["title below the head", "no title", "nothing but a title", "a title among other cells"],
)
def test_other_tables_stay_whole(rows: tuple[tuple[str, ...], ...]) -> None:
    blocks = (table(*rows),)
    assert lift_titles(blocks) == blocks
