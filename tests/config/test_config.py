"""site.toml: right settings are taken over, mistakes name the line, the nearest key and an example."""

import dataclasses
from pathlib import Path

import pytest

from site_builder.config import load_config
from site_builder.errors import ConfigError
from site_builder.model.config import Allowance, FileHints, PortalConfig, SiteConfig, Waiver
from site_builder.settings_keys import SECTIONS, sample_settings


def write(folder: Path, text: str) -> Path:
    (folder / "报告.txt").write_text("x", encoding="utf-8")
    (folder / "site.toml").write_text(text, encoding="utf-8")
    return folder


def test_defaults_without_a_file(tmp_path: Path) -> None:
    assert load_config(None, tmp_path / "content") == SiteConfig()


def test_all_sections_are_taken_over(tmp_path: Path) -> None:
    write(
        tmp_path,
        """
[site]
name = "某县公开"
base_url = "https://www.example.gov.cn/a"
[portal]
site_id_code = "1300000000"
[[file]]
path = "报告.txt"
region = ["河北省", "保定市", "某区"]
year = 2024
[[waive]]
file = "报告.txt"
check = "x"
reason = "已核实"
role = "主任"
date = "2025-01-02"
""",
    )
    config = load_config(None, tmp_path)
    assert config.name == "某县公开"
    assert config.base_url == "https://www.example.gov.cn/a/"
    assert config.portal.site_id_code == "1300000000"
    assert config.hints_for("报告.txt") == FileHints(region=("河北省", "保定市", "某区"), year=2024)
    assert config.waivers[0].reason == "已核实"
    assert config.hints_for("别的.txt") == FileHints()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('[site]\nnmae = "x"\n', ("第 2 行", "name", "例如")),
        ('[sites]\nname = "x"\n', ("sites", "site")),
        ("[site]\nname = 3\n", ("第 2 行", "加引号的文字")),
        ("[site]\nname = x\n", ("第 2 行", "写法有误")),
        ('[[file]]\npath = "报告.txt"\n[[file]]\npath = "报吿.txt"\n', ("第 4 行", "报告.txt")),
        ('[[waive]]\nfile = "报告.txt"\ncheck = "a"\nrole = "b"\ndate = "2025-01-01"\n', ("第 1 行", "reason")),
        ('[[file]]\npath = "报告.txt"\napproval_date = "2025年1月"\n', ("第 3 行", "不是日期")),
        ('[[file]]\npath = "报告.txt"\nkind = "department_finals"\n', ("第 3 行", "department_final")),
        ('[site]\nbase_url = "www.x"\n', ("base_url", "https://")),
        ('[site]\ntheme = "none"\n', ("第 2 行", "主题")),
        ('[portal]\nsite_id_code = "130000"\n', ("第 2 行", "130000", "10 位数字", "1300000000")),
        ('[portal]\nsite_domain = "https://www.example.gov.cn/"\n', ("第 2 行", "不带 http", "www.example.gov.cn")),
        ('[portal]\nemblem_url = "javascript:alert(1)"\n', ("第 2 行", "http:// 或 https://")),
        ('[[file]]\npath = "报告.txt"\nyear = 20244\n', ("第 3 行", "四位数的年度")),
        ('[[file]]\npath = "报告.txt"\nscope = "全部"\n', ("第 3 行", "部门", "单位")),
        ('file = "x"\n', ("[[file]]",)),
        ('[portal]\nemblem_image = "emblem.png"\n', ("第 2 行", "emblem.png", "static")),
    ],
)
def test_a_mistake_is_explained(tmp_path: Path, text: str, parts: tuple[str, ...]) -> None:
    write(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        load_config(None, tmp_path)
    for part in parts:
        assert part in str(caught.value)


def test_a_missing_file_is_explained(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="读不到设置文件"):
        load_config(tmp_path / "none.toml", tmp_path)


def test_every_field_has_a_documented_key() -> None:
    records = {"portal": PortalConfig, "file": FileHints, "allow": Allowance, "waive": Waiver}
    for section, record in records.items():
        names = {field.name for field in dataclasses.fields(record)}
        assert set(SECTIONS[section].keys) - {"path"} == names
    own = {field.name for field in dataclasses.fields(SiteConfig)} - {"portal", "files", "allowances", "waivers"}
    assert set(SECTIONS["site"].keys) == own


def test_the_sample_with_every_key_uncommented_is_valid(tmp_path: Path) -> None:
    lines = sample_settings().splitlines()
    text = "\n".join(line.removeprefix("# ") if " = " in line or "[[" in line else line for line in lines)
    text = text.replace("2024/应急管理局决算.pdf", "报告.txt").replace('theme = "my-theme"', 'theme = "."')
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "emblem.png").write_bytes(b"")
    write(tmp_path, text)
    config = load_config(None, tmp_path)
    assert config.files and config.waivers and config.allowances
