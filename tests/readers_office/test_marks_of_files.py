"""Numbers in the markup of files: spans, rows, styles and levels of any length are read or left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make_fixtures import word_file, zipped

from site_builder.numbers import MOST_DIGITS, find_numbers, parse_value, rounded
from site_builder.readers import read_data
from site_builder.text import whole_number

VAST = "9" * 5000


@given(st.integers(0, 10**12), st.integers(0, 10**6), st.integers(0, 5))
def test_whole_numbers(number: int, most: int, zeros: int) -> None:
    assert whole_number("0" * zeros + str(number), most) == min(number, most)


@pytest.mark.parametrize("text", [None, "", "-1", "1.5", "x", "²", " 1"])
def test_no_whole_number(text: str | None) -> None:
    assert whole_number(text, 9) is None


def test_vast_numbers() -> None:
    assert whole_number(VAST, 1000) == 1000
    longest = "9" * MOST_DIGITS
    assert parse_value(longest).number == int(longest)
    assert parse_value(f"{int(longest):,}").number == int(longest)
    for more in (f"9{longest}", f"{longest}.5", f"{int(longest) * 10:,}", VAST):
        assert parse_value(more).number is None
    assert [found.printed for found in find_numbers(f"共{VAST}个，另{longest}个")] == [longest]
    assert rounded(parse_value(longest).number / parse_value("0.001").number) == int(longest) * 1000  # type: ignore[operator]


@pytest.mark.parametrize(
    "part",
    [
        '<w:p><w:pPr><w:outlineLvl w:val="N"/></w:pPr><w:r><w:t>收入总计</w:t></w:r></w:p>',
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="N"/><w:numId w:val="N"/></w:numPr></w:pPr><w:r><w:t>收入总计</w:t></w:r></w:p>',
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="N"/></w:tcPr><w:p><w:r><w:t>收入总计</w:t></w:r></w:p></w:tc></w:tr></w:tbl>',
    ],
)
def test_word(part: str) -> None:
    document = read_data(word_file(part.replace("N", VAST)), "表.docx")
    assert "收入总计" in str(document.blocks)


@pytest.mark.parametrize(
    "row",
    [
        '<row r="N"><c t="inlineStr"><is><t>收入总计</t></is></c></row>',
        '<row r="1"><c t="inlineStr"><is><t>收入总计</t></is></c><c s="N"><v>1</v></c><c t="s"><v>N</v></c></row>',
    ],
)
def test_workbooks(row: str) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    sheet = f'<worksheet xmlns="{main}"><cols><col hidden="1" min="N" max="N"/></cols><sheetData>{row}</sheetData></worksheet>'
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{links}"><sheets><sheet name="表" sheetId="1" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="a" Type="{links}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet.replace('"N"', f'"{VAST}"').replace(">N<", f">{VAST}<"),
    }
    assert "收入总计" in str(read_data(zipped(parts), "表.xlsx").blocks)
