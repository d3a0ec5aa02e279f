"""The zip is reproducible; applying a zip of changes to the old site gives the new one byte for byte."""

import json
import os
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from site_builder.cli import commands, run
from site_builder.errors import OutputProblem
from site_builder.model.output import OutputFile
from site_builder.output import MANIFEST, SiteWriter
from site_builder.packing import DELETE_LIST, pack_changes, pack_site


def write(target: Path, files: dict[str, str]) -> Path:
    writer = SiteWriter(target)
    writer.add("all", [OutputFile(path, text.encode()) for path, text in files.items()])
    writer.finish()
    return target


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def apply(zip_path: Path, site: Path) -> None:
    """What docs/publishing.md tells the portal operator to do."""
    with ZipFile(zip_path) as archive:
        archive.extractall(site)
    for path in (site / DELETE_LIST).read_text(encoding="utf-8").splitlines():
        (site / path).unlink()
    (site / DELETE_LIST).unlink()


OLD = {"index.html": "一", "d/x/index.html": "旧", "data/facts.csv": "a,b", "d/gone/index.html": "撤"}
NEW = {"index.html": "一", "d/x/index.html": "新", "data/facts.csv": "a,b", "d/more/索引 1.html": "增"}


def test_the_whole_site_is_in_the_zip(tmp_path: Path) -> None:
    site = write(tmp_path / "site", OLD)
    package = pack_site(site, tmp_path / "out" / "site.zip")
    with ZipFile(package.path) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "unpacked")
        assert archive.namelist()[-1] == MANIFEST
    assert tree(tmp_path / "unpacked") == tree(site)
    assert package.files == len(OLD)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["site.zip"]


def test_the_same_site_gives_the_same_bytes(tmp_path: Path) -> None:
    first = pack_site(write(tmp_path / "one" / "site", OLD), tmp_path / "1.zip").path
    other = write(tmp_path / "two" / "site", dict(reversed(OLD.items())))
    for path in other.rglob("*.html"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
        path.chmod(0o600)
    assert pack_site(other, tmp_path / "2.zip").path.read_bytes() == first.read_bytes()


def test_applying_the_changes_gives_the_new_site(tmp_path: Path) -> None:
    old, new = write(tmp_path / "old", OLD), write(tmp_path / "new", NEW)
    package = pack_changes(new, old / MANIFEST, tmp_path / "changes.zip")
    with ZipFile(package.path) as archive:
        assert set(archive.namelist()) == {"d/x/index.html", "d/more/索引 1.html", DELETE_LIST, MANIFEST}
    assert (package.files, package.deleted) == (2, 1)
    apply(package.path, old)
    assert tree(old) == tree(new)


def test_a_folder_may_stand_for_its_manifest_and_nothing_changed_is_nothing(tmp_path: Path) -> None:
    site = write(tmp_path / "site", OLD)
    package = pack_changes(site, site, tmp_path / "changes.zip")
    assert (package.files, package.deleted) == (0, 0)
    before = tree(site)
    apply(package.path, site)
    assert tree(site) == before


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"files": [{"path": "../../etc/passwd", "size": 1, "sha256": ""}]}'])
def test_a_wrong_manifest_is_explained(tmp_path: Path, text: str) -> None:
    site = write(tmp_path / "site", OLD)
    (tmp_path / "old.json").write_text(text)
    with pytest.raises(OutputProblem):
        pack_changes(site, tmp_path / "old.json", tmp_path / "x.zip")
    assert not (tmp_path / "x.zip").exists()


def test_a_site_that_was_touched_is_not_packed(tmp_path: Path) -> None:
    site = write(tmp_path / "site", OLD)
    (site / "index.html").write_text("二", encoding="utf-8")
    with pytest.raises(OutputProblem, match="与清单不符"):
        pack_site(site, tmp_path / "x.zip")
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.endswith(".lock")) == ["site"]


def test_the_zip_does_not_go_into_the_site(tmp_path: Path) -> None:
    site = write(tmp_path / "site", OLD)
    with pytest.raises(OutputProblem, match="不能放在网站文件夹里"):
        pack_site(site, site / "x.zip")


def test_the_command(tmp_path: Path) -> None:
    site = write(tmp_path / "网站 1", NEW)
    old = tmp_path / "上次.json"
    shutil.copy(write(tmp_path / "old", OLD) / MANIFEST, old)
    runner = CliRunner()
    whole = runner.invoke(commands, ["package", "--output", str(site)])
    assert whole.exit_code == 0 and "已打包 4 个文件" in whole.output
    assert (tmp_path / "网站 1.zip").is_file()
    changes = runner.invoke(commands, ["package", "--output", str(site), "--since", str(old)])
    assert "已打包 2 个文件，另有 1 个文件要删除" in changes.output
    assert (tmp_path / "网站 1-changes.zip").is_file()
    assert json.loads(ZipFile(tmp_path / "网站 1.zip").read(MANIFEST))["files"]


def test_without_a_site_the_command_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(lambda standalone_mode: commands(["package"], standalone_mode=standalone_mode)) == 2
