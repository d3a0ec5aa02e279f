"""Private values however they are printed, in tables, sheet names, file names and hidden parts of files."""

import re

import pytest

from site_builder.model.document import Cell, Document, Format, Paragraph, Table
from site_builder.privacy import mask_document, mask_name, mask_text
from tests.privacy.corpus_prints import HOMES, NO_HOMES, other_look_alikes, printed

COUNT = 300
HALF_WIDTH = str.maketrans("０１２３４５６７８９Ｘ", "0123456789X")


def digits(text: str) -> str:
    return re.sub(r"[^0-9X]", "", text.translate(HALF_WIDTH).upper())


@pytest.mark.parametrize("kind", ["identity_number", "bank_card", "mobile"])
def test_numbers_are_masked_in_every_print(kind: str) -> None:
    missed = [item.text for item in printed(kind, COUNT) if digits(item.value)[-10:] in digits(mask_text(item.text))]
    assert len(missed) <= (0.02 * COUNT if kind == "mobile" else 0), missed[:10]  # a mobile has no check digit


def test_names_in_rarer_sentences() -> None:
    missed = [item.text for item in printed("person_name", COUNT) if item.value in mask_text(item.text)]
    assert len(missed) <= 0.02 * COUNT, missed


def test_homes_are_masked_and_places_of_works_stay() -> None:
    assert not [text for text in HOMES if mask_text(text) == text]
    assert not [text for text in NO_HOMES if mask_text(text) != text]


def test_further_look_alikes_stay() -> None:
    changed = [text for text in other_look_alikes(1000) if mask_text(text) != text]
    assert not changed, changed[:10]


def table(*rows: tuple[str, ...], name: str = "") -> Table:
    cells = [Cell(text, r, c, f"t1r{r + 1}c{c + 1}") for r, row in enumerate(rows) for c, text in enumerate(row)]
    return Table(tuple(cells), len(rows), len(rows[0]), "t1", name=name)


def document(*blocks: Paragraph | Table, lines: tuple[str, ...] = ()) -> Document:
    return Document("a.txt", Format.TXT, "0", blocks, lines=lines)


def shown(original: Document) -> str:
    masked, _ = mask_document(original)
    return repr((masked.blocks, masked.lines))


def test_columns_say_what_their_cells_alone_do_not() -> None:
    listed = table(
        ("姓名", "身份证号", "一卡通账号", "手机号", "住址", "救助金额"),
        ("阿依古丽", "3.10107198001012E+17", "4301250118000123456", "1.3800138E+10", "柳沟乡河湾", "500"),
    )
    text = shown(document(listed))
    for value in ("阿依古丽", "3.10107198001012E", "4301250118000123456", "1.3800138E", "柳沟乡河湾"):
        assert value not in text
    assert "'500'" in text


def test_a_table_of_staff_keeps_its_codes() -> None:
    codes = table(("科目编码", "科目名称", "账户", "金额"), ("2080505", "养老保险", "4301250118000124", "5.00"))
    assert mask_document(document(codes))[0] == document(codes)


def test_a_list_printed_one_cell_a_line() -> None:
    lines = ("临时救助发放名单", "姓名", "金额", "赵有田", "500", "夏红梅", "600")
    blocks = tuple(Paragraph(line, f"L{number}") for number, line in enumerate(lines, start=1))
    text = shown(document(*blocks, lines=lines))
    assert "赵有田" not in text
    assert "夏红梅" not in text
    assert "临时救助发放名单" in text


def test_a_number_broken_over_the_end_of_a_line() -> None:
    lines = ("补助对象证件1101051949", "1231002X已核实")
    blocks = tuple(Paragraph(line, f"L{number}") for number, line in enumerate(lines, start=1))
    text = shown(document(*blocks, lines=lines))
    assert "1101051949" not in text
    assert "1231002X" not in text


def test_names_of_files_and_sheets() -> None:
    assert "王建国" not in mask_name("救助/王建国.docx")
    assert mask_name("石家庄市民政局2024年度部门决算.pdf") == "石家庄市民政局2024年度部门决算.pdf"
    sheet = Table((Cell("500", 0, 0, "低保户王建国!A1"),), 1, 1, "低保户王建国!A1", name="低保户王建国")
    masked, findings = mask_document(document(sheet))
    assert "王建国" not in repr(masked)
    assert findings
    assert "王建国" not in repr(findings)
