"""Splitting by region."""

from site_builder.model.site import DepartmentSummary
from site_builder.pages.regions import split_departments


def test_regions_of_the_same_pinyin_have_different_folders() -> None:
    departments = tuple(
        DepartmentSummary("财政局", (province, city), f"d/{index}/", ()).outline()
        for index, (province, city) in enumerate((("山西省", "晋城市"), ("陕西省", "西安市"), ("河北省", "保定市")))
    )
    shares = split_departments(departments, 1, lambda department: 1)
    assert [share.title for share in shares] == ["山西省", "陕西省", "河北省"]
    assert len({share.folder for share in shares}) == 3
    assert shares[2].folder == "hebeisheng/"
