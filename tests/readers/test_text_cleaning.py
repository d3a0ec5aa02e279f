"""Leftovers of other programs are cleaned for showing; nothing printed is lost or made up."""

import pytest

from site_builder.readers.cleaning import clean_prose, clean_text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("<p>一是落实。</p> <p>二是加强。</p>", "一是落实。\n二是加强。"),
        ("第一行<br/>第二行", "第一行\n第二行"),
        ('主要经验做法 <td colspan="8"></td>', "主要经验做法"),
        ("得分<60分为较差", "得分<60分为较差"),
        ("60<得分<75，a<b>c", "60<得分<75，ac"),
        ("甲&nbsp;乙&amp;丙&lt;td&gt;&#65;", "甲 乙&丙<td>A"),
        ("AT&T公司", "AT&T公司"),
        ("$\\geq 99\\%$", "≥99%"),
        ("$\\geq 3000$ 元", "≥3000 元"),
        ("$\\leqslant 0.5$", "≤0.5"),
        ("99\\%", "99%"),
        ("$1{,}200$", "$1{,}200$"),
        ("$\\text{合格率}=100\\%$", "合格率=100%"),
        ("$10^{4}$ $\\mathrm{km}^2$", "10⁴ km²"),
        ("$\\frac{1}{2}$", "$\\frac{1}{2}$"),
        ("美元$100和$200", "美元$100和$200"),
        ("[bookmark: OLE_LINK2]（二）机构", "（二）机构"),
        ("高财经[2023]69号", "高财经[2023]69号"),
        ("１２３，４５６．７８万元，共５个", "123,456.78万元，共5个"),
        ("９５％", "95%"),
        ("部⻔⻓⾏⼀", "部门长行一"),
        ("1\u200b2\ufeff3", "123"),
        ("\x07合计\x0b12", "合计 12"),
        ("12\ufffd4.50", "12\ufffd4.50"),
        ("**加粗**和**标题**", "加粗和标题"),
        ("5**3**2", "5**3**2"),
        (" 甲\u3000\u3000乙 \t丙 ", "甲 乙 丙"),
        ("（一）：；，。“”", "（一）：；，。“”"),
    ],
)
def test_clean_text(raw: str, text: str) -> None:
    assert clean_text(raw) == text


def test_prose_stays_on_one_line() -> None:
    assert clean_prose("<p>甲</p><p>乙</p>") == "甲 乙"


def test_cleaning_is_stable() -> None:
    for raw in ("<p>甲</p>", "$\\geq 99\\%$", "**甲**", "１２％", " 甲  乙 "):
        assert clean_text(clean_text(raw)) == clean_text(raw)
