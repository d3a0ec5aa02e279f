"""Full, forbidden and read-only disks: the published site stays, the reason is said, nothing is left behind."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from benchmarks.kills import look_at
from site_builder.errors import OutputProblem
from site_builder.model.config import SiteConfig
from site_builder.output import lock_target, locking
from site_builder.pipeline import BuildSettings, build
from tests.survival.conftest import tree
from tests.survival.ordinary_user import ordinary_user

Disk = tuple[Path, list[str]]


def test_a_full_disk_leaves_the_old_site(
    reports: Path, tmp_path: Path, small_disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, remount = small_disk
    monkeypatch.setenv("SITE_BUILDER_STORE", str(tmp_path / "store"))
    build(BuildSettings(reports, place / "site", jobs=1))
    before = look_at(place / "site")
    size = sum(path.stat().st_blocks * 512 for path in place.rglob("*"))
    subprocess.run([*remount, f"-osize={size + 300_000}", place], check=True)
    with pytest.raises(OutputProblem, match="磁盘空间不足") as caught:
        build(BuildSettings(reports, place / "site", SiteConfig(name="另一个名字"), jobs=1))
    assert "没有改动" in caught.value.advice
    assert look_at(place / "site") == before
    assert {path.name for path in place.iterdir()} <= {"site", ".site.lock"}
    subprocess.run([*remount, "-osize=64m", place], check=True)
    build(BuildSettings(reports, place / "site", SiteConfig(name="另一个名字"), jobs=1))
    assert look_at(place / "site") != before


def test_a_full_disk_under_the_store_only_costs_time(
    reports: Path, tmp_path: Path, small_disk: Disk, monkeypatch: pytest.MonkeyPatch, clean_tree: dict[str, bytes]
) -> None:
    place, remount = small_disk
    subprocess.run([*remount, "-osize=100k", place], check=True)
    monkeypatch.setenv("SITE_BUILDER_STORE", str(place / "store"))
    build(BuildSettings(reports, tmp_path / "site", jobs=1))
    assert tree(tmp_path / "site") == clean_tree


def test_a_store_that_cannot_be_written_only_costs_time(
    reports: Path, tmp_path: Path, clean_tree: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    store.mkdir()
    store.chmod(0o555)
    monkeypatch.setenv("SITE_BUILDER_STORE", str(store))
    with ordinary_user():
        build(BuildSettings(reports, tmp_path / "site", jobs=1))
    assert tree(tmp_path / "site") == clean_tree
    assert not list(store.iterdir())


def test_a_folder_that_may_not_be_written_is_named(reports: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    build(BuildSettings(reports, closed / "site", jobs=1))
    before = tree(closed / "site")
    closed.chmod(0o555)
    with ordinary_user(), pytest.raises(OutputProblem, match="没有写入权限"):
        build(BuildSettings(reports, closed / "site", SiteConfig(name="另一个名字"), jobs=1))
    closed.chmod(0o755)
    assert tree(closed / "site") == before


def test_files_and_folders_that_may_not_be_read_are_findings(reports: Path, tmp_path: Path) -> None:
    (reports / "不让看.txt").write_text("2024年度部门决算", encoding="utf-8")
    (reports / "不让看.txt").chmod(0)
    (reports / "关着的").mkdir(mode=0)
    with ordinary_user():
        result = build(BuildSettings(reports, tmp_path / "site", jobs=1))
    (reports / "关着的").chmod(0o755)
    closed = {finding.source: finding for finding in result.problems if finding.check == "file-not-readable"}
    assert closed.keys() == {"不让看.txt", "关着的"}
    assert "权限" in closed["不让看.txt"].message
    assert result.departments == 2
    assert look_at(tmp_path / "site")


def test_an_output_that_is_a_link_is_replaced_where_it_leads(reports: Path, tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "www/real")
    for name in ("一", "二"):
        build(BuildSettings(reports, tmp_path / "site", SiteConfig(name=name), jobs=1))
    assert (tmp_path / "site").is_symlink()
    assert "二" in (tmp_path / "www/real/index.html").read_text(encoding="utf-8")
    assert look_at(tmp_path / "www/real")
    assert {path.name for path in (tmp_path / "www").iterdir()} == {"real", ".real.lock"}


def test_an_output_that_is_a_mounted_disk_is_explained(reports: Path, small_disk: Disk) -> None:
    with pytest.raises(OutputProblem, match="不能整体替换") as caught:
        build(BuildSettings(reports, small_disk[0], jobs=1))
    assert "子文件夹" in caught.value.advice


def test_a_second_build_gives_up_in_words(reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "LOCK_WAIT_SECONDS", 0.2)
    with lock_target(tmp_path / "site"), pytest.raises(OutputProblem, match="另一个构建"):
        build(BuildSettings(reports, tmp_path / "site", jobs=1))


def test_links_that_lead_in_circles_end(reports: Path, tmp_path: Path) -> None:
    (reports / "圈").symlink_to(reports)
    assert build(BuildSettings(reports, tmp_path / "site", jobs=1)).sources == 2
