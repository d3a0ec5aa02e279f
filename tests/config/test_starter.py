"""`site-builder new DIR`: the folder builds at once, and the audit finds no error in it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from site_builder.cli import commands, run
from site_builder.config import load_config
from site_builder.errors import OutputProblem
from site_builder.model.config import SiteConfig
from site_builder.starter import SAMPLE_NAME, write_starter


def test_the_folder_builds_at_once_and_has_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SITE_BUILDER_STORE", str(tmp_path / "store"))
    made = CliRunner().invoke(commands, ["new", "我的 网站"])
    assert made.exit_code == 0 and "site-builder build" in made.output
    monkeypatch.chdir(tmp_path / "我的 网站")
    assert run(lambda standalone_mode: commands(["build", "--strict"], standalone_mode=standalone_mode)) == 0
    assert run(lambda standalone_mode: commands(["check"], standalone_mode=standalone_mode)) == 0
    site = json.loads(Path("output/data/site.json").read_text(encoding="utf-8"))
    assert [(item["name"], item["region"], item["years"]) for item in site["departments"]] == [
        ("示例县财政局", ["示例省", "示例市", "示例县"], [2024])
    ]
    assert site["reports"][0]["source"] == SAMPLE_NAME
    assert "320.50" in Path("output/data/facts.csv").read_text(encoding="utf-8")
    assert len(Path("output/data/findings.csv").read_text(encoding="utf-8").splitlines()) == 1, "nothing to complain of"


def test_the_settings_are_read_and_say_nothing_of_their_own(tmp_path: Path) -> None:
    write_starter(tmp_path / "a")
    assert load_config(None, tmp_path / "a" / "content") == SiteConfig()


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "报告.txt").write_text("x", encoding="utf-8")
    with pytest.raises(OutputProblem, match="不是空文件夹"):
        write_starter(tmp_path)
    with pytest.raises(OutputProblem):
        write_starter(tmp_path / "报告.txt")
