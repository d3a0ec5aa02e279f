"""Plugins: the example, installed as pip would, adds a reader, a form, a check and a page; a bad one is named."""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from site_builder import plugins
from site_builder.forms.selfeval.layouts import LAYOUTS, add_layout
from site_builder.forms.statements.declare import Column, Family, StatementForm
from site_builder.forms.statements.registry import FORMS
from site_builder.forms.statements.titles import TitleIndex
from site_builder.model.document import Format
from site_builder.readers import Reader, add_reader

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "site-builder-example-plugin"
MEETING = """湖东省云汀市泽岚县财政局2024年度部门决算
会议费培训费支出情况表
单位：万元
项目,预算数,决算数
会议费,3.20,2.75
培训费,1.50,1.40
"""
REPORT = """{name}2024年度部门整体支出绩效自评报告

一、基本情况
湖南省益阳市{name}现有在职人员30人。
二、收支情况
2024年度支出合计318.20万元，其中：基本支出280.00万元，项目支出38.20万元。
"""


def install(folder: Path, package: Path, entry: str, name: str, version: str = "1.0") -> Path:
    """Lay out what pip leaves in site-packages: the package and its .dist-info."""
    shutil.copytree(package, folder / package.name)
    info = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    (info / "entry_points.txt").write_text(f"[site_builder.plugins]\nexample = {entry}\n")
    return folder


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    name = "site-builder-example-plugin"
    return install(tmp_path / "packages", EXAMPLE / "site_builder_example", "site_builder_example:register", name)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "会议费.csv").write_text(MEETING, encoding="utf-8-sig")
    for name in ("泽岚县财政局", "泽岚县水务局", "泽岚县林业局"):
        (folder / f"{name}.txt").write_text(REPORT.format(name=name), encoding="utf-8")
    return folder


def run(
    folder: Path, *arguments: str, packages: Path | None = None, **extra: str
) -> "subprocess.CompletedProcess[str]":
    paths = [str(ROOT), *([str(packages)] if packages else [])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8", **extra}
    environment["SITE_BUILDER_STORE"] = str(folder / "store")
    code = "from site_builder.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def facts(site: Path) -> list[dict[str, str]]:
    with (site / "data/facts.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_life_of_the_example(tmp_path: Path, content: Path, packages: Path) -> None:
    """Built in worker processes, left alone, changed, and gone: one site through all of it."""
    site = tmp_path / "site"

    def build(*options: str, packages: Path | None = packages) -> "subprocess.CompletedProcess[str]":
        result = run(tmp_path, "build", "content", "--output", "site", *options, packages=packages)
        assert result.returncode == 0, result.stderr
        return result

    build("--jobs", "2")
    assert_example_is_there(site)
    assert "没有变化" in build("--jobs", "1").stdout
    page = packages / "site_builder_example/years_page.py"
    page.write_text(page.read_text(encoding="utf-8").replace("公开年度一览", "各年度一览"), encoding="utf-8")
    build("--jobs", "1")
    assert "各年度一览" in (site / "years/index.html").read_text(encoding="utf-8")
    result = build("--jobs", "1", packages=None)
    assert "没有变化" not in result.stdout
    assert not (site / "years").exists()
    assert not [row for row in facts(site) if row["source"] == "会议费.csv"]
    assert "会议费.csv" in result.stderr, "the file that can no longer be read is named"


def assert_example_is_there(site: Path) -> None:
    rows = [row for row in facts(site) if row["source"] == "会议费.csv" and row["table"]]
    values = {(row["subject"], row["item"]): (row["value"], row["unit"], row["locator"]) for row in rows}
    assert values["会议费", "决算数"] == ("2.75", "万元", "L5")
    page = (site / "years/index.html").read_text(encoding="utf-8")
    assert "公开年度一览" in page and "泽岚县水务局" in page and "2024" in page
    rules = (site / "rules/index.html").read_text(encoding="utf-8")
    assert "example-all-full-marks" in rules and "所有项目自评都是满分" in rules


def test_extract_and_check_know_the_plugin(tmp_path: Path, content: Path, packages: Path) -> None:
    extracted = run(tmp_path, "extract", "content/会议费.csv", "--format", "csv", packages=packages)
    assert extracted.returncode == 0 and "2.75" in extracted.stdout
    assert run(tmp_path, "extract", "content/会议费.csv").returncode == 2


def test_a_plugin_that_cannot_be_loaded_is_named(tmp_path: Path, content: Path) -> None:
    bad = tmp_path / "bad_plugin"
    bad.mkdir()
    (bad / "__init__.py").write_text("def register(registry):\n    raise RuntimeError('boom')\n")
    folder = install(tmp_path / "packages", bad, "bad_plugin:register", "bad-plugin", "0.3")
    result = run(tmp_path, "build", "content", "--output", "site", packages=folder)
    assert result.returncode == 2
    assert (
        "插件 bad-plugin 0.3" in result.stderr
        and "boom" in result.stderr
        and "pip uninstall bad-plugin" in result.stderr
    )
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "site").exists()
    without = run(tmp_path, "build", "content", "--output", "site", packages=folder, SITE_BUILDER_PLUGINS="0")
    assert without.returncode == 0


def test_what_is_there_already_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\.pdf"):
        add_reader(Reader(Format.OTHER, (".pdf",), "x", 1))
    with pytest.raises(ValueError, match="national"):
        add_layout(next(layout for layout in LAYOUTS if layout.name == "national"))


def test_a_form_is_found_by_its_title() -> None:
    index = TitleIndex(FORMS)
    form = StatementForm("X-A", "某项支出表", ("某项支出情况表",), (Column("a", ("决算数",)),), Family.EXTRA)
    assert index.find("2024年度某项支出情况表", Family.FINAL) is None
    index.add(form)
    assert index.find("2024年度某项支出情况表", Family.FINAL) is form


def test_nothing_installed_is_found_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugins, "_declares_plugins", lambda folder: False)
    plugins.installed_plugins.cache_clear()
    assert plugins.installed_plugins() == ()
    plugins.installed_plugins.cache_clear()


def test_the_document_names_every_way_to_add() -> None:
    text = (ROOT / "docs/plugins.md").read_text(encoding="utf-8")
    ways = [name for name in vars(plugins.PluginRegistry) if name.startswith("add_")]
    assert len(ways) == 4 and all(f"registry.{name}" in text for name in ways)
    assert plugins.GROUP in text and plugins.SWITCH in text
