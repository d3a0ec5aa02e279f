"""Corrections and older versions: exactly what changed, readable, masked by the gate of today, and kept."""

import json
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document as Word
from lxml import html
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from site_builder.config import load_config
from site_builder.errors import OutputProblem
from site_builder.exports.facts import FactRow
from site_builder.output import MANIFEST
from site_builder.packing import DELETE_LIST, pack_changes
from site_builder.paths import source_path
from site_builder.pipeline import BuildSettings, build
from site_builder.pipeline.changes import changed_rows
from site_builder.pipeline.old_pages import read_old_page

NAME = "泽岚县财政局-2024-整体支出绩效自评报告.txt"
OTHER = "泽岚县水务局-2024-整体支出绩效自评报告.txt"
TEXT = """泽岚县财政局2024年度部门整体支出绩效自评报告

一、部门基本情况
湖南省益阳市泽岚县财政局现有在职人员30人。
二、收支情况
2024年度收入合计320.50万元，其中：财政拨款收入320.50万元。
2024年度支出合计318.20万元，其中：基本支出280.00万元，项目支出38.20万元。
三、自评结论
2024年度部门整体支出绩效自评得分92分，评价等级为优。

泽岚县财政局
2025年3月20日
"""
Records = dict[str, list[dict[str, str]]]


class Site:
    """A content folder and the site that is built from it again and again."""

    def __init__(self, folder: Path) -> None:
        self.content, self.target = folder / "content", folder / "site"
        self.content.mkdir()
        self.write(TEXT)
        self.write(TEXT.replace("财政局", "水务局"), OTHER)
        self.build()

    def write(self, text: str, name: str = NAME) -> None:
        (self.content / name).write_text(text, encoding="utf-8")

    def set(self, settings: str) -> None:
        (self.content / "site.toml").write_text(settings, encoding="utf-8")

    def build(self) -> None:
        build(BuildSettings(self.content, self.target, load_config(None, self.content), jobs=1))

    def record(self) -> Records:
        content: Records = json.loads((self.target / "data/corrections.json").read_text(encoding="utf-8"))
        return content

    def corrections(self) -> list[tuple[str, str, str]]:
        return [(item["item"], item["before"], item["after"]) for item in self.record()["corrections"]]

    def report_page(self, name: str = NAME) -> Path:
        reports = json.loads((self.target / "data/site.json").read_text(encoding="utf-8"))["reports"]
        return self.target / next(item["path"] for item in reports if item["source"] == name) / "index.html"

    def tree(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.target).as_posix(): path.read_bytes()
            for path in self.target.rglob("*")
            if path.is_file()
        }


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setenv("SITE_BUILDER_STORE", str(tmp_path / "store"))
    return Site(tmp_path)


def words(page: Path) -> str:
    return " ".join(html.parse(page).getroot().text_content().split())


def test_a_first_build_has_no_corrections(site: Site) -> None:
    assert site.record() == {"corrections": [], "versions": []}
    assert "目前没有更正" in words(site.target / "corrections/index.html")
    assert "公开之后有更正" not in words(site.report_page())


def test_one_changed_amount_is_the_one_correction(site: Site) -> None:
    before = site.tree()
    old = site.target.with_name("old")
    shutil.copytree(site.target, old)
    site.write(TEXT.replace("项目支出38.20", "项目支出38.70"))
    site.build()
    assert site.corrections() == [("项目支出", "38.20万元", "38.70万元")]
    for page in (site.target / "corrections/index.html", site.report_page(), site.target / "corrections/feed.xml"):
        text = page.read_text(encoding="utf-8")
        assert "38.20万元" in text and "38.70万元" in text, page
    assert "公开之后有更正" not in words(site.report_page(OTHER))
    changed = {path for path, content in site.tree().items() if before.get(path) != content}
    package = pack_changes(site.target, old / MANIFEST, old.with_name("changes.zip"))
    with ZipFile(package.path) as archive:
        assert set(archive.namelist()) == changed | {DELETE_LIST}
        archive.extractall(old)
    (old / DELETE_LIST).unlink()
    assert {
        path.relative_to(old).as_posix(): path.read_bytes() for path in old.rglob("*") if path.is_file()
    } == site.tree()


def test_a_build_without_change_keeps_everything(site: Site) -> None:
    site.write(TEXT.replace("项目支出38.20", "项目支出38.70"))
    site.build()
    before = site.tree()
    site.build()
    assert site.tree() == before
    site.set('[site]\nname = "另一个名称"\n')
    site.build()
    assert site.corrections() == [("项目支出", "38.20万元", "38.70万元")], "another template or name is no correction"
    (site.content / "site.toml").unlink()
    site.build()
    assert site.tree() == before


def test_the_older_version_stays_readable_and_is_marked(site: Site) -> None:
    site.write(TEXT.replace("项目支出38.20", "项目支出38.70"))
    site.build()
    (version,) = site.record()["versions"]
    page = site.target / version["page"]
    assert version["page"] == f"{source_path(NAME)}{version['sha256'][:12]}.html"
    text = page.read_text(encoding="utf-8")
    assert "项目支出38.20万元" in text and "这是旧版本" in text and "noindex" in text
    assert "data-fact" not in text and 'id="L7"' in text
    now = page.with_name("index.html").read_text(encoding="utf-8")
    assert page.name in now and "项目支出38.70万元" in now
    assert version["page"] not in (site.target / "data/site.json").read_text(encoding="utf-8")
    for path in site.target.rglob("*.html"):
        for link in html.parse(path).getroot().xpath("//a/@href"):
            if "://" not in link and link.partition("#")[0]:
                assert (path.parent / link.partition("#")[0].partition("?")[0]).resolve().exists(), (path, link)


def test_a_reason_may_be_given_afterwards_and_stays_with_its_correction(site: Site) -> None:
    site.write(TEXT.replace("项目支出38.20", "项目支出38.70"))
    site.build()
    site.set(f'[[file]]\npath = "{NAME}"\ncorrection_reason = "录入差错"\n')
    site.build()
    assert [item["reason"] for item in site.record()["corrections"]] == ["录入差错"]
    assert "录入差错" in words(site.report_page())
    site.set(f'[[file]]\npath = "{NAME}"\ncorrection_reason = "决算批复调整"\ncorrection_date = "2030-01-02"\n')
    site.write(TEXT.replace("项目支出38.20", "项目支出38.70").replace("30人", "31人"))
    site.build()
    reasons = {(item["date"], item["after"]): item["reason"] for item in site.record()["corrections"]}
    assert reasons.pop(("2030-01-02", "31人")) == "决算批复调整"
    assert list(reasons.values()) == ["录入差错"]
    assert len(site.record()["versions"]) == 2


def test_a_correction_of_a_correction_is_another_one(site: Site) -> None:
    for amount in ("38.70", "38.20"):
        site.write(TEXT.replace("项目支出38.20", f"项目支出{amount}"))
        site.build()
    assert sorted(site.corrections()) == [
        ("项目支出", "38.20万元", "38.70万元"),
        ("项目支出", "38.70万元", "38.20万元"),
    ]
    versions = [site.target / item["page"] for item in site.record()["versions"]]
    assert len(versions) == 2 and all(path.is_file() for path in versions)


def test_moved_lines_are_no_corrections(site: Site) -> None:
    site.write(TEXT.replace("一、部门", "（本报告已按规定公开）\n\n一、部门"))
    site.build()
    assert site.corrections() == []
    assert len(site.record()["versions"]) == 1


def test_a_file_saved_anew_with_the_same_words_is_no_new_version(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()

    def save(title: str) -> None:
        document = Word()
        document.add_paragraph("泽岚县财政局2024年度部门决算")
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "本年支出合计", "120.00万元"
        document.core_properties.title = title
        document.save(str(content / "决算.docx"))
        build(BuildSettings(content, tmp_path / "site", jobs=1))

    save("一")
    save("二")
    record = json.loads((tmp_path / "site/data/corrections.json").read_text(encoding="utf-8"))
    assert record == {"corrections": [], "versions": []}


def test_a_pdf_saved_anew_with_the_same_words_is_no_new_version(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    first = ("泽岚县财政局2024年度部门决算", "2024年度收入合计320.50万元，支出合计318.20万元。")
    second = ("其中：基本支出280.00万元。", "项目支出38.20万元。")

    def save(title: str, pages: tuple[tuple[str, ...], ...]) -> dict[str, list[object]]:
        paper = Canvas(str(content / "决算.pdf"), invariant=1)
        paper.setTitle(title)
        for lines in pages:
            paper.setFont("STSong-Light", 12)
            for number, line in enumerate(lines):
                paper.drawString(60, 760 - 40 * number, line)
            paper.showPage()
        paper.save()
        build(BuildSettings(content, tmp_path / "site", jobs=1))
        record = json.loads((tmp_path / "site/data/corrections.json").read_text(encoding="utf-8"))
        return {name: record[name] for name in ("corrections", "versions")}

    save("一", (first, second))
    assert save("二", (first, second)) == {"corrections": [], "versions": []}
    changed = save("三", (first, ("其中：基本支出281.00万元。", "项目支出38.20万元。")))
    assert [(item["before"], item["after"]) for item in changed["corrections"]] == [("280.00万元", "281.00万元")]
    assert len(changed["versions"]) == 1


def test_a_file_of_another_name_replaces_the_report_at_its_address(site: Site) -> None:
    (site.content / NAME).unlink()
    site.write(TEXT.replace("项目支出38.20", "项目支出38.70"), "泽岚县财政局（更正）.txt")
    site.build()
    assert site.corrections() == [("项目支出", "38.20万元", "38.70万元")]
    (version,) = site.record()["versions"]
    assert "项目支出38.20万元" in (site.target / version["page"]).read_text(encoding="utf-8")
    assert Path(version["page"]).name in (
        site.target / source_path("泽岚县财政局（更正）.txt") / "index.html"
    ).read_text(encoding="utf-8")


def test_a_withdrawn_report_is_said(site: Site) -> None:
    (site.content / NAME).unlink()
    site.build()
    assert site.corrections() == [("整份报告", "已公开", "已撤下")]
    page = site.target / "corrections/index.html"
    assert "已撤下" in words(page)
    for link in html.parse(page).getroot().xpath("//main//a/@href"):
        assert (page.parent / link).resolve().exists()
    site.build()
    assert len(site.corrections()) == 1


def test_what_is_private_today_reappears_nowhere(site: Site) -> None:
    private = "13912345678"
    line = f"联系电话{private}，自评负责人见附件。\n"
    site.set(
        f'[[allow]]\nfile = "{NAME}"\nkind = "mobile"\nlocator = "L5"\nreason = "办公"\nrole = "主任"\ndate = "2025-01-01"\n'
    )
    site.write(TEXT.replace("二、收支", line + "二、收支"))
    site.build()
    assert private in (site.target / source_path(NAME) / "index.html").read_text(encoding="utf-8"), "allowed once"
    site.set("")
    site.write(TEXT.replace("项目支出38.20", "项目支出38.70"))
    site.build()
    assert len(site.record()["versions"]) == 2
    for path, content in site.tree().items():
        assert private.encode() not in content, path


def test_a_name_known_by_its_table_is_masked_in_an_older_page(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    rows = "".join(f"<tr><td>{name}</td><td>低保</td><td>500</td></tr>" for name in ("赵有田", "钱二丫"))
    page.write_text(
        "<html><body><main><section class='document'><div class='block' id='t1' ><table aria-label='赵有田'>"
        f"<tr><td>姓名</td><td>救助类型</td><td>金额</td></tr>{rows}</table>"
        "<details class='beside'>读出</details></div><div class='block'><p>赵有田<a class='flag' href='#f'>注1</a></p>"
        "<script>alert(1)</script><a href='../../d/x.html'>部门</a></div></section></main></body></html>",
        encoding="utf-8",
    )
    old = read_old_page(page, "名单.docx", ("赵有田 救助金：500",))
    assert old is not None
    assert "赵有田" not in old.content and "钱二丫" not in old.content and "赵某某" in old.content
    assert "赵有田" not in old.extras[0]
    assert "读出" not in old.content and "注1" not in old.content and "<script" not in old.content
    assert "d/x.html" not in old.content and "部门" in old.content


def test_a_damaged_record_is_not_lost_in_silence(site: Site) -> None:
    (site.target / "data/corrections.json").write_text("{", encoding="utf-8")
    with pytest.raises(OutputProblem, match="已损坏"):
        site.build()


def test_fields_of_another_version_of_the_program_are_left_out(site: Site) -> None:
    site.write(TEXT.replace("项目支出38.20", "项目支出38.70"))
    site.build()
    path = site.target / "data/corrections.json"
    record = site.record()
    record["corrections"][0]["colour"] = "red"
    del record["corrections"][0]["sha256"]
    path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    site.build()
    assert site.corrections() == [("项目支出", "38.20万元", "38.70万元")]


def test_after_a_change_of_the_reading_code_only_reworded_places_count(site: Site) -> None:
    sources = site.target / "data/sources.json"
    facts = next(site.target.glob("d/**/*caizhengju*/data/facts.csv"))
    facts.write_text(
        facts.read_text(encoding="utf-8").replace(",基本支出,280.00,", ",基本支出,28.00,"), encoding="utf-8"
    )
    site.write(TEXT.replace("30人", "31人"))
    content = json.loads(sources.read_text(encoding="utf-8")) | {"reading": "older"}
    sources.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    site.build()
    assert [item[1:] for item in site.corrections()] == [("30人", "31人")]


def row(value: str, subject: str = "某项目", item: str = "决算数") -> FactRow:
    return FactRow(
        *(f"id{value}", "决算.txt", "L1", "某局", "某省", "2024", "department_final", subject, item),
        *(value, "万元", "NUMERIC", value, "", "公开01表", ""),
    )


def test_an_inserted_value_does_not_shift_the_pairs() -> None:
    old, new = [row("1"), row("2"), row("3")], [row("1"), row("9"), row("2"), row("3")]
    assert [(a and a.value, b and b.value) for a, b in changed_rows(old, new)] == [(None, "9")]
    assert [(a and a.value, b and b.value) for a, b in changed_rows(new, old)] == [("9", None)]
    assert [(a and a.value, b and b.value) for a, b in changed_rows([row("1")], [row("2")])] == [("1", "2")]
