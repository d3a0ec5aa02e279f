"""The whole build on the sample reports and on bad files."""

import csv
import json
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from site_builder.errors import ContentNotFound
from site_builder.pipeline import BuildResult, BuildSettings, build

Built = tuple[Path, BuildResult]

EXPECTED = {
    "石家庄市青峦区应急管理局": (["河北省", "石家庄市", "青峦区"], [2025], 27),
    "保定市栖禾区应急管理局": (["河北省", "保定市", "栖禾区"], [2024], 21),
    "霜河县应急管理局": (["吉林省", "通化市", "霜河县"], [2024], 1),
    "益阳市荻洲区应急管理局": (["湖南省", "益阳市", "荻洲区"], [2023], 0),
    "岚泽市应急管理局": (["山西省", "晋城市", "岚泽市"], [2024], 21),
}


def site_json(target: Path) -> dict[str, list[dict[str, object]]]:
    data: dict[str, list[dict[str, object]]] = json.loads((target / "data/site.json").read_text(encoding="utf-8"))
    return data


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_departments_regions_years_and_projects(built: Built) -> None:
    data = site_json(built[0])
    departments = {item["name"]: (item["region"], item["years"]) for item in data["departments"]}
    assert departments == {name: (region, years) for name, (region, years, _) in EXPECTED.items()}
    for name, (_, _, least) in EXPECTED.items():
        assert sum(project["department"] == name for project in data["projects"]) >= least, name


def test_every_path_of_site_json_is_a_page(built: Built) -> None:
    data = site_json(built[0])
    for item in (*data["departments"], *data["reports"], *data["projects"]):
        path = built[0] / str(item["path"])
        assert (path / "index.html" if path.is_dir() else path).is_file(), path
    for report in data["reports"]:
        assert (built[0] / str(report["source_path"]) / "index.html").is_file()


def test_facts_have_the_contract_columns_and_known_places(built: Built) -> None:
    with (built[0] / "data/facts.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = "id, source, locator, department, region, year, kind, subject, item, value, unit, status, printed, path"
    assert list(rows[0]) == [*columns.split(", "), "table", "code"]
    assert len(rows) == built[1].facts > 2000
    assert len({row["id"] for row in rows}) == len(rows), "identifiers are unique"
    assert all(row["locator"] for row in rows)
    assert json.loads((built[0] / "data/facts.json").read_text(encoding="utf-8")) == rows


def test_no_link_is_broken(built: Built) -> None:
    target = built[0]
    anchors: dict[Path, set[str]] = {}
    for page in target.rglob("*.html"):
        tree = html.parse(page).getroot()
        anchors[page] = {str(name) for name in tree.xpath("//@id")}
    broken = []
    for page in anchors:
        for link in html.parse(page).getroot().xpath("//@href|//@src"):
            parts = urlsplit(str(link))
            if parts.scheme in ("http", "https", "mailto"):
                continue
            goal = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            if not goal.is_file() or (
                parts.fragment and goal in anchors and unquote(parts.fragment) not in anchors[goal]
            ):
                broken.append((page.name, link))
    assert not broken, broken[:20]


def test_every_shown_number_links_to_its_place(built: Built) -> None:
    with (built[0] / "data/facts.csv").open(encoding="utf-8-sig", newline="") as file:
        known = {row["id"] for row in csv.DictReader(file)}
    shown = 0
    for page in (built[0] / "d").rglob("*.html"):
        for element in html.parse(page).getroot().xpath("//*[@data-fact]"):
            shown += 1
            assert element.get("data-fact") in known
            links = element.xpath("ancestor-or-self::a/@href | .//a/@href")
            assert any("source/" in link and "#" in link for link in links), html.tostring(element)
    assert shown > 2000


def test_same_input_same_bytes(built: Built, tmp_path: Path, content: Path) -> None:
    build(BuildSettings(content, tmp_path / "again", jobs=2))
    assert tree(built[0]) == tree(tmp_path / "again")


def test_nothing_changed_is_noticed_and_damage_is_mended(tmp_path: Path, content: Path) -> None:
    copy = tmp_path / "content"
    shutil.copytree(content, copy)
    for path in list(copy.iterdir())[1:]:
        path.unlink()
    settings = BuildSettings(copy, tmp_path / "site", jobs=1)
    assert not build(settings).unchanged
    assert build(settings).unchanged
    (tmp_path / "site/index.html").unlink()
    assert not build(settings).unchanged
    assert (tmp_path / "site/index.html").is_file()


def test_a_change_touches_only_its_department(tmp_path: Path, content: Path) -> None:
    copy = tmp_path / "content"
    shutil.copytree(content, copy)
    settings = BuildSettings(copy, tmp_path / "site", jobs=1)
    build(settings)
    before = tree(tmp_path / "site")
    changed = next(copy.glob("栖禾区*"))
    text = changed.read_text(encoding="utf-8")
    assert "1851.72" in text
    changed.write_text(text.replace("1851.72", "1851.73"), encoding="utf-8")
    build(settings)
    after = tree(tmp_path / "site")
    touched = {path for path in after if before.get(path) != after[path]}
    assert not [path for path in touched if path.startswith("d/") and "qihequ" not in path]
    assert any("qihequ" in path for path in touched)
    assert b"1851.73" in after["data/facts.csv"]


@pytest.fixture
def bad_content(tmp_path: Path, content: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    shutil.copy(next(content.glob("栖禾区*")), folder)
    (folder / "空文件.txt").write_bytes(b"")
    (folder / "图片.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))
    text = next(content.glob("荻洲区*")).read_text(encoding="utf-8")
    (folder / "国标编码.txt").write_bytes(text.encode("gb18030"))
    (folder / "不相干.txt").write_text("今天天气很好，适合出门。\n", encoding="utf-8")
    return folder


def test_bad_files_are_explained_and_the_others_built(tmp_path: Path, bad_content: Path) -> None:
    result = build(BuildSettings(bad_content, tmp_path / "site", jobs=1))
    names = {item["name"] for item in site_json(tmp_path / "site")["departments"]}
    assert {"保定市栖禾区应急管理局", "益阳市荻洲区应急管理局"} <= names
    for name in ("空文件.txt", "图片.txt", "不相干.txt"):
        messages = [problem.message for problem in result.problems if problem.source == name]
        assert messages, name
        assert all(any("\u4e00" <= char <= "\u9fff" for char in message) for message in messages)
    read = [problem for problem in result.problems if problem.source == "国标编码.txt"]
    assert all(problem.locators for problem in read), "only what the report itself says may be wrong"
    home = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert "空文件.txt" in home


def test_an_empty_or_missing_folder_is_explained(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    with pytest.raises(ContentNotFound, match="没有文件"):
        build(BuildSettings(tmp_path / "content", tmp_path / "site"))
    with pytest.raises(ContentNotFound, match="找不到内容文件夹"):
        build(BuildSettings(tmp_path / "none", tmp_path / "site"))


def test_private_values_stay_out_of_every_byte(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    folder.mkdir()
    private = ("11010519491231002X", "13912345678", "6222020000000000003", "赵有田")
    (folder / "救助13912345678.txt").write_text(
        "河北省保定市栖禾区民政局2024年度部门整体支出绩效自评报告\n"
        "一、救助情况\n"
        f"2024年为上庄镇赵有田户发放临时救助资金0.5万元，身份证号{private[0]}，电话{private[1]}，卡号{private[2]}。\n",
        encoding="utf-8",
    )
    result = build(BuildSettings(folder, tmp_path / "site", jobs=1))
    assert len([problem for problem in result.problems if problem.check == "private-data"]) >= 4
    for path, content in tree(tmp_path / "site").items():
        for value in private:
            assert value.encode() not in content, (path, value)
            assert value not in path


@pytest.mark.real
def test_the_five_real_reports(tmp_path: Path, shared: Path) -> None:
    build(BuildSettings(shared / "reports", tmp_path / "site", jobs=2))
    data = site_json(tmp_path / "site")
    departments = {item["name"]: (item["region"], item["years"]) for item in data["departments"]}
    assert departments == {
        "石家庄市鹿泉区应急管理局": (["河北省", "石家庄市", "鹿泉区"], [2025]),
        "保定市徐水区应急管理局": (["河北省", "保定市", "徐水区"], [2024]),
        "柳河县应急管理局": (["吉林省", "通化市", "柳河县"], [2024]),
        "益阳市资阳区应急管理局": (["湖南省", "益阳市", "资阳区"], [2023]),
        "高平市应急管理局": (["山西省", "晋城市", "高平市"], [2024]),
    }
    counts = {name: sum(item["department"] == name for item in data["projects"]) for name in departments}
    assert counts["石家庄市鹿泉区应急管理局"] >= 27
    assert counts["保定市徐水区应急管理局"] >= 21
    assert counts["柳河县应急管理局"] >= 1
    assert counts["高平市应急管理局"] >= 21
