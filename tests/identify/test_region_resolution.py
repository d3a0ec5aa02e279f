"""Regions of offices, from their names, the list, and the text."""

import pytest

from site_builder.forms.identify.gazetteer import gazetteer
from site_builder.forms.identify.region import resolve_region


@pytest.mark.parametrize(
    ("office", "text", "expected"),
    [
        ("高平市应急管理局", "", ("山西省", "晋城市", "高平市")),
        ("石家庄市鹿泉区应急管理局", "", ("河北省", "石家庄市", "鹿泉区")),
        ("柳河县应急管理局", "", ("吉林省", "通化市", "柳河县")),
        ("上海市普陀区商务委员会", "", ("上海市", "普陀区")),
        ("中共上海市普陀区委社会工作部", "", ("上海市", "普陀区")),
        ("江苏省人大常委会办公厅", "", ("江苏省",)),
        ("河南省财政厅", "", ("河南省",)),
        ("政协柳河县委员会", "", ("吉林省", "通化市", "柳河县")),
        ("中国人民政治协商会议福建省平潭县委员会", "", ("福建省", "福州市", "平潭县")),
        ("共青团石家庄市鹿泉区委", "", ("河北省", "石家庄市", "鹿泉区")),
    ],
)
def test_names_complete_upwards(office: str, text: str, expected: tuple[str, ...]) -> None:
    assert resolve_region(office, text) == expected


def test_ambiguous_names_are_settled_by_the_text() -> None:
    assert resolve_region("鼓楼区水务局", "苏财〔2024〕3号，南京市统一安排")[:2] == ("江苏省", "南京市")
    assert resolve_region("鼓楼区水务局", "福州市统一安排，闽水〔2024〕9号")[:2] == ("福建省", "福州市")


@pytest.mark.parametrize(
    ("office", "text", "expected"),
    [
        ("青峦区水务局", "河北省石家庄市青峦区水务局概况", ("河北省", "石家庄市", "青峦区")),
        ("石家庄市青峦区水务局", "", ("河北省", "石家庄市", "青峦区")),
        ("霜河县水务局", "霜河县隶属吉林省通化市。", ("吉林省", "通化市", "霜河县")),
        ("平潭综合实验区行政服务中心", "", ("福建省", "福州市", "平潭县")),
        ("西南某大学", "学校主体位于重庆市北碚区，", ("重庆市", "北碚区")),
        ("某某协会", "", ()),
    ],
)
def test_counties_outside_the_list(office: str, text: str, expected: tuple[str, ...]) -> None:
    assert resolve_region(office, text) == expected


def test_every_region_has_its_parents() -> None:
    regions = gazetteer()
    assert len(regions.by_code) > 3000
    assert all(region.parent in regions.by_code for region in regions.by_code.values() if region.parent)


@pytest.mark.parametrize(
    ("office", "expected"),
    [
        ("浙江省杭州市兴山县农业农村局", ("浙江省", "杭州市", "兴山县")),
        ("昆明市双清区农业农村局", ("云南省", "昆明市", "双清区")),
        ("兴山县农业农村局", ("湖北省", "宜昌市", "兴山县")),
    ],
)
def test_a_county_lies_where_its_office_names_it(office: str, expected: tuple[str, ...]) -> None:
    assert resolve_region(office, "") == expected
