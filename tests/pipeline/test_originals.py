"""An original file is offered as it is, unless the privacy gate found something in it or it cannot be read."""

from pathlib import Path

import pytest
from docx import Document as Word
from lxml import html

from site_builder.config import load_config
from site_builder.errors import ConfigError
from site_builder.pipeline import BuildSettings, build

NAME = "泽岚县财政局.txt"
TEXT = """泽岚县财政局2024年度部门整体支出绩效自评报告

一、基本情况
湖南省益阳市泽岚县财政局现有在职人员30人。
二、收支情况
2024年度支出合计318.20万元，其中：基本支出280.00万元，项目支出38.20万元。
"""


def build_with(folder: Path, original: str, text: str = TEXT) -> tuple[Path, tuple[str, ...]]:
    content = folder / "content"
    (content / NAME).write_text(text, encoding="utf-8")
    settings = f'[[file]]\npath = "{NAME}"\noriginal = "{original}"\n'
    (content / "site.toml").write_text(settings, encoding="utf-8")
    build(BuildSettings(content, folder / "site", load_config(None, content), jobs=1))
    rows = (folder / "site/data/findings.csv").read_text(encoding="utf-8")
    return folder / "site", tuple(line for line in rows.splitlines() if line.startswith("original-held-back"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "content" / "原件 1").mkdir(parents=True)
    return tmp_path


def downloads(site: Path) -> list[Path]:
    return [
        (page.parent / str(link)).resolve()
        for page in site.rglob("*.html")
        for link in html.parse(page).getroot().xpath("//a[contains(., '原始文件')]/@href")
    ]


def word_file(path: Path, text: str) -> None:
    document = Word()
    document.add_paragraph(text)
    document.save(str(path))


def test_a_clean_original_is_offered_as_it_is(folder: Path) -> None:
    path = folder / "content/原件 1/决算 盖章.docx"
    word_file(path, "泽岚县财政局2024年度部门决算")
    site, held = build_with(folder, "原件 1/决算 盖章.docx")
    links = downloads(site)
    assert links and held == ()
    assert {link.read_bytes() for link in links} == {path.read_bytes()}
    assert all(link.name.endswith(".docx") and link.name.isascii() for link in links)
    word_file(path, "泽岚县财政局2024年度部门决算（改）")
    build_with(folder, "原件 1/决算 盖章.docx")
    assert {link.read_bytes() for link in downloads(site)} == {path.read_bytes()}


def test_an_original_with_private_data_is_held_back(folder: Path) -> None:
    word_file(folder / "content/原件 1/名单.docx", "救助对象电话 13912345678")
    site, held = build_with(folder, "原件 1/名单.docx")
    assert downloads(site) == [] and not (site / "files").exists()
    assert len(held) == 1 and "个人隐私" in held[0]


def test_the_source_itself_is_held_back_when_it_is_masked(folder: Path) -> None:
    site, held = build_with(folder, NAME, TEXT + "联系人手机13912345678\n")
    assert downloads(site) == [] and len(held) == 1
    site, held = build_with(folder, NAME)
    assert len(downloads(site)) >= 2 and held == ()


def test_an_original_that_cannot_be_read_is_held_back(folder: Path) -> None:
    (folder / "content/原件 1/坏.docx").write_bytes(b"PK\x03\x04broken")
    site, held = build_with(folder, "原件 1/坏.docx")
    assert downloads(site) == [] and "无法确认" in held[0]


def test_an_original_that_is_not_there_is_a_mistake_in_the_settings(folder: Path) -> None:
    with pytest.raises(ConfigError, match="没有文件 原件 1/没有\\.docx"):
        build_with(folder, "原件 1/没有.docx")


def test_an_original_outside_the_content_folder_is_not_offered(folder: Path) -> None:
    (folder / "secret.txt").write_text("x", encoding="utf-8")
    site, _ = build_with(folder, "../secret.txt")
    assert downloads(site) == [] and not (site / "files").exists()
