"""The writer: the published site is replaced in whole or stays as it was."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from site_builder import output
from site_builder.errors import OutputProblem
from site_builder.model.output import KeptFile, OutputFile, OutputStream
from site_builder.output import SiteWriter, is_intact, lock_target, read_manifest


def write(target: Path, files: dict[str, str]) -> SiteWriter:
    writer = SiteWriter(target)
    for path, text in files.items():
        writer.add(OutputFile(path, text.encode()))
    writer.finish()
    return writer


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file() and path.name != output.MANIFEST
    }


def test_a_site_is_written_and_replaced(tmp_path: Path) -> None:
    target = tmp_path / "site"
    write(target, {"index.html": "one", "a/b.html": "b"})
    assert tree(target) == {"index.html": "one", "a/b.html": "b"}
    before = (target / "a/b.html").stat().st_ino
    write(target, {"index.html": "two", "a/b.html": "b"})
    assert tree(target) == {"index.html": "two", "a/b.html": "b"}
    assert (target / "a/b.html").stat().st_ino == before, "an unchanged file is linked, not written again"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("damage", ["none", "gone", "cut"])
def test_a_kept_file_is_loaded_only_where_the_site_has_lost_it(tmp_path: Path, damage: str) -> None:
    target = tmp_path / "site"
    entry = write(target, {"index.html": "one", "a/b.js": "kept"}).entries["a/b.js"]
    if damage != "none":
        (target / "a/b.js").write_text("ke") if damage == "cut" else (target / "a/b.js").unlink()
    loads: list[str] = []

    def load() -> bytes:
        loads.append(entry.path)
        return b"kept"

    writer = SiteWriter(target)
    writer.add_kept(KeptFile(entry.path, entry.size, entry.sha256, load))
    writer.finish()
    assert tree(target) == {"a/b.js": "kept"}
    assert loads == ([] if damage == "none" else ["a/b.js"])


def test_an_abandoned_build_leaves_the_old_site(tmp_path: Path) -> None:
    target = tmp_path / "site"
    write(target, {"index.html": "one"})
    writer = SiteWriter(target)
    writer.add(OutputFile("index.html", b"half"))
    writer.abandon()
    assert tree(target) == {"index.html": "one"}


def test_leftovers_of_a_killed_build_are_removed(tmp_path: Path) -> None:
    target = tmp_path / "site"
    process = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    leftover = tmp_path / f".site.new-{int(process.stdout)}"
    (leftover / "x").mkdir(parents=True)
    write(target, {"index.html": "one"})
    assert not leftover.exists()


def test_a_site_moved_aside_by_a_killed_build_is_put_back(tmp_path: Path) -> None:
    target = tmp_path / "site"
    write(target, {"index.html": "one"})
    target.rename(tmp_path / ".site.old")
    SiteWriter(target).abandon()
    assert tree(target) == {"index.html": "one"}


def test_without_atomic_exchange_the_swap_works_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "_exchange", lambda one, other: False)
    target = tmp_path / "site"
    write(target, {"index.html": "one"})
    write(target, {"index.html": "two"})
    assert tree(target) == {"index.html": "two"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_strangers_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("dear")
    with pytest.raises(OutputProblem, match="不是本工具生成的网站"):
        SiteWriter(tmp_path)
    file = tmp_path / "thesis.doc"
    with pytest.raises(OutputProblem, match="是一个文件"):
        SiteWriter(file)


@pytest.mark.parametrize("path", ["/etc/passwd", "../up.html", "a/../../b", "", "a\\b"])
def test_paths_stay_inside(tmp_path: Path, path: str) -> None:
    writer = SiteWriter(tmp_path / "site")
    with pytest.raises(OutputProblem):
        writer.add(OutputFile(path, b"x"))
    writer.abandon()


def test_the_same_path_twice_is_refused(tmp_path: Path) -> None:
    writer = SiteWriter(tmp_path / "site")
    writer.add(OutputFile("a", b"x"))
    with pytest.raises(OutputProblem, match="同一路径"):
        writer.add(OutputFile("a", b"y"))
    writer.abandon()


def test_a_full_disk_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "site"
    write(target, {"index.html": "one"})
    writer = SiteWriter(target)

    def full(self: Path, data: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutputProblem, match="磁盘空间不足"):
        writer.add(OutputFile("new.html", b"x"))
    writer.abandon()
    assert tree(target) == {"index.html": "one"}


def test_streams_and_manifest(tmp_path: Path) -> None:
    target = tmp_path / "site"
    writer = SiteWriter(target)
    entry = writer.add_stream(OutputStream("data/facts.csv", iter([b"a,", b"b\n"])))
    writer.finish()
    assert (target / "data/facts.csv").read_bytes() == b"a,b\n"
    assert read_manifest(target) == {"data/facts.csv": entry}


def test_a_site_that_was_touched_is_not_intact(tmp_path: Path) -> None:
    target = tmp_path / "site"
    write(target, {"index.html": "one", "a.html": "a"})
    assert is_intact(target)
    (target / "extra.html").write_text("x")
    assert not is_intact(target)
    (target / "extra.html").unlink()
    (target / "a.html").unlink()
    assert not is_intact(target)


def test_a_second_build_waits_and_gives_up(tmp_path: Path) -> None:
    target = tmp_path / "site"
    with (
        lock_target(target),
        pytest.raises(OutputProblem, match="另一个构建"),
        lock_target(target, wait_seconds=0),
    ):
        pass
    with lock_target(target, wait_seconds=0):
        pass
