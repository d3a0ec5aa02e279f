"""The project's own sample reports, and the real ones beside the checkout, are read whole."""

from pathlib import Path

import pytest

from site_builder.model.document import Document, Heading, Paragraph, Table
from site_builder.readers import read_file

# By hand: how many tables each report prints, and the grid of the first ones.
SHAPES = {
    "岚泽市应急管理局-2024-部门决算公开.txt": (33, [(34, 6), (39, 9), (39, 8), (35, 9), (39, 5), (31, 12), (4, 8)]),
    "栖禾区应急管理局-2024-预算项目绩效自评工作报告.txt": (0, []),
    "荻洲区应急管理局-2023-部门整体支出绩效自评报告.txt": (2, [(34, 7), (23, 9)]),
    "霜河县应急管理局-2024-绩效自评表和自评报告.txt": (2, [(18, 7), (19, 8)]),
    "青峦区应急管理局-2025-整体支出绩效自评报告.txt": (1, [(7, 4)]),
}
REAL = {"000": (1, [(7, 4)]), "001": (0, []), "002": (2, [(18, 7), (19, 8)]), "003": (2, [(34, 7), (23, 9)])}


def shape(document: Document, first: int) -> tuple[int, list[tuple[int, int]]]:
    tables = list(document.tables())
    return len(tables), [(table.nrows, table.ncols) for table in tables[:first]]


@pytest.mark.parametrize("name", SHAPES)
def test_tables_of_the_sample_reports(content: Path, name: str) -> None:
    document = read_file(content / name, name)
    assert shape(document, len(SHAPES[name][1])) == SHAPES[name]
    assert not document.problems


@pytest.mark.real
@pytest.mark.parametrize("number", REAL)
def test_tables_of_the_real_reports(shared: Path, number: str) -> None:
    (path,) = (shared / "reports").glob(f"{number}_*.txt")
    assert shape(read_file(path, path.name), len(REAL[number][1])) == REAL[number]


def titles(document: Document) -> list[str]:
    """The last heading before each table."""
    found: list[str] = []
    last = ""
    for block in document.blocks:
        if isinstance(block, Heading) and block.level < 3:
            last = block.text
        if isinstance(block, Table):
            found.append(last)
    return found


def test_official_tables_stand_under_their_titles(content: Path) -> None:
    name = "岚泽市应急管理局-2024-部门决算公开.txt"
    document = read_file(content / name, name)
    assert titles(document)[:4] == ["收入支出决算总表", "收入决算表", "支出決算表", "财政拨款收入支出决算总表"]
    assert sum("自评表" in title for title in titles(document)) >= 20


@pytest.mark.parametrize("name", SHAPES)
def test_every_printed_line_is_in_a_block(content: Path, name: str) -> None:
    document = read_file(content / name, name)
    raws = "\n".join(
        "\t".join(cell.raw for cell in block.cells) if isinstance(block, Table) else block.raw
        for block in document.blocks
    )
    for line in document.lines:
        if line == "---":  # a drawn line prints no text
            continue
        assert all(piece in raws for piece in line.split("\t")), line


def test_sentences_parted_by_pages_are_whole(content: Path) -> None:
    name = "岚泽市应急管理局-2024-部门决算公开.txt"
    joined = [b for b in read_file(content / name, name).blocks if isinstance(b, Paragraph) and b.parts]
    assert len(joined) >= 5
    assert all(block.text.endswith(("。", "；", "元")) for block in joined)
