"""The writer: the published site is replaced in whole or stays as it was."""

import errno
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from site_builder import output
from site_builder.errors import OutputProblem
from site_builder.model.output import FileMarks, KeptFiles, OutputFile, OutputStream
from site_builder.output import (
    ManifestEntry,
    SiteIndex,
    SiteWriter,
    SpareDamaged,
    is_intact,
    lock_target,
    placing,
    read_manifest,
    safe_path,
    swapping,
)
from site_builder.output.manifest import BETWEEN, line_of, lines_by_path
from site_builder.pipeline.gathering import CHUNK, FileReader


def write(target: Path, files: dict[str, str]) -> SiteWriter:
    writer = SiteWriter(target)
    writer.add("all", [OutputFile(path, text.encode()) for path, text in files.items()])
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


def test_files_of_any_size_are_read_into_the_same_memory(tmp_path: Path) -> None:
    reader = FileReader()
    for number, size in enumerate((10, 0, CHUNK + 3, 5, CHUNK)):
        path = tmp_path / f"{number}"
        path.write_bytes(bytes([65 + number]) * size)
        assert bytes(reader.read(path)) == path.read_bytes()


@pytest.mark.parametrize("damage", ["none", "gone", "cut"])
def test_a_kept_file_is_loaded_only_where_the_site_has_lost_it(tmp_path: Path, damage: str) -> None:
    target = tmp_path / "site"
    write(target, {"index.html": "one", "a/b.js": "kept"})
    entry = read_manifest(target)["a/b.js"]
    if damage != "none":
        (target / "a/b.js").write_text("ke") if damage == "cut" else (target / "a/b.js").unlink()
    loads: list[str] = []

    def load(path: str) -> bytes:
        loads.append(path)
        return b"kept"

    writer = SiteWriter(target)
    writer.add("all", [KeptFiles(FileMarks(entry.path, (entry.size,), bytes.fromhex(entry.sha256)), load)])
    writer.finish()
    assert tree(target) == {"a/b.js": "kept"}
    assert loads == ([] if damage == "none" else ["a/b.js"])


Parts = dict[str, dict[str, str]]


class Builds:
    """Builds of one site with all that is remembered between them; `made` are the parts that were not kept."""

    def __init__(self, base: Path) -> None:
        self.target, self.spare = base / "site", base / "store/spare"
        self.known: dict[str, SiteIndex] = {}
        self.made: list[str] = []

    def build(self, parts: Parts) -> None:
        writer = SiteWriter(self.target, self.spare, self.known.get)
        self.made = []
        try:
            for name, files in parts.items():
                key = repr(files)
                if not writer.keep(name, key):
                    self.made.append(name)
                    writer.add(name, [OutputFile(path, text.encode()) for path, text in files.items()], key)
            writer.finish(self.known.__setitem__)
        except BaseException:
            writer.abandon()
            raise
        assert tree(self.target) == {path: text for files in parts.values() for path, text in files.items()}


@pytest.fixture
def builds(tmp_path: Path) -> Builds:
    return Builds(tmp_path)


def site(number: int) -> Parts:
    return {"a": {"a/1.html": "x", "a/2.html": "y"}, "b": {"b/1.html": str(number)}, "c": {"c.html": "z"}}


def test_parts_of_the_same_key_are_not_touched(builds: Builds) -> None:
    builds.build(site(1))
    assert builds.made == ["a", "b", "c"]
    before = (builds.target / "a/1.html").stat().st_ino
    for number in (2, 3, 4):
        builds.build(site(number))
        assert builds.made == ["b"]
        assert (builds.target / "a/1.html").stat().st_ino == before
    assert tree(builds.spare)["b/1.html"] == "3", "the site before stands aside, for the next build"
    assert (builds.spare / "a/1.html").stat().st_ino == before
    builds.build(site(3))
    assert builds.made == []


def test_the_first_build_leaves_a_spare(builds: Builds) -> None:
    builds.build(site(1))
    assert tree(builds.spare) == tree(builds.target)
    assert (builds.spare / "a/1.html").stat().st_ino == (builds.target / "a/1.html").stat().st_ino
    builds.build(site(2))
    assert [path.name for path in builds.spare.parent.iterdir()] == ["spare"]


def test_without_links_there_is_no_spare(builds: Builds, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(source: str, goal: str) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    builds.build(site(1))
    assert not list(builds.spare.parent.iterdir())
    builds.build(site(2))
    builds.build(site(3))
    assert builds.made == ["b"]


def test_the_manifest_is_the_same_whatever_was_kept(builds: Builds, tmp_path: Path) -> None:
    for number in (1, 2, 3):
        builds.build(site(number))
    other = Builds(tmp_path / "other")
    other.target.parent.mkdir()
    other.build(site(3))
    assert (builds.target / output.MANIFEST).read_bytes() == (other.target / output.MANIFEST).read_bytes()
    assert read_manifest(builds.target)["b/1.html"].size == 1


def test_what_a_part_has_no_more_is_removed_with_its_folders(builds: Builds) -> None:
    builds.build(site(1))
    builds.build(site(1) | {"a": {"a/2.html": "y"}})
    builds.build({"a": {"a/2.html": "y"}})
    builds.build({"a": {"a/2.html": "y"}})
    assert not (builds.target / "b").exists()
    assert tree(builds.spare) == {"a/2.html": "y"}


def test_a_file_may_move_from_one_part_to_another(builds: Builds) -> None:
    for first, second in ((("1", "2"), ("3",)), (("1",), ("2", "3")), (("3", "1"), ("2",)), ((), ("1", "2", "3"))):
        builds.build({"a": dict.fromkeys(first, "x"), "b": dict.fromkeys(second, "x")})
        builds.build({"b": dict.fromkeys(second, "x"), "a": dict.fromkeys(first, "x")})


def test_a_damaged_spare_is_noticed_before_the_swap(builds: Builds) -> None:
    for number in (1, 2):
        builds.build(site(number))
    (builds.spare / "a/1.html").unlink()
    with pytest.raises(SpareDamaged):
        builds.build(site(3))
    assert tree(builds.target)["b/1.html"] == "2"
    builds.build(site(3))
    assert builds.made == ["b"], "the published site still holds the other parts"


def test_a_spare_of_which_nothing_is_known_is_not_used(builds: Builds) -> None:
    for number in (1, 2):
        builds.build(site(number))
    builds.known.clear()
    (builds.spare / "strange.html").write_text("x")
    builds.build(site(3))
    assert builds.made == ["a", "b", "c"]


def test_an_abandoned_build_leaves_the_old_site(tmp_path: Path) -> None:
    target = tmp_path / "site"
    write(target, {"index.html": "one"})
    writer = SiteWriter(target)
    writer.add("all", [OutputFile("index.html", b"half")])
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
    monkeypatch.setattr(swapping, "_exchange", lambda one, other: False)
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
        writer.add("all", [OutputFile(path, b"x")])
    writer.abandon()


def test_the_same_path_twice_is_refused(tmp_path: Path) -> None:
    writer = SiteWriter(tmp_path / "site")
    with pytest.raises(OutputProblem, match="同一路径"):
        writer.add("all", [OutputFile("a", b"x"), OutputFile("a", b"y")])
    writer.add("one", [OutputFile("b", b"x")])
    writer.add("other", [OutputFile("b", b"x")])
    with pytest.raises(OutputProblem, match="同一路径：b"):
        writer.finish()
    writer.abandon()


def test_a_full_disk_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "site"
    write(target, {"index.html": "one"})
    writer = SiteWriter(target)

    def full(descriptor: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(placing.os, "write", full)
        with pytest.raises(OutputProblem, match="磁盘空间不足"):
            writer.add("all", [OutputFile("new.html", b"x")])
    writer.abandon()
    assert tree(target) == {"index.html": "one"}


def test_streams_and_manifest(tmp_path: Path) -> None:
    target = tmp_path / "site"
    writer = SiteWriter(target)
    writer.add("facts", [OutputStream("data/facts.csv", iter([b"a,", b"b\n"]))])
    writer.finish()
    assert (target / "data/facts.csv").read_bytes() == b"a,b\n"
    digest = sha256(b"a,b\n").hexdigest()
    assert read_manifest(target) == {"data/facts.csv": ManifestEntry("data/facts.csv", 4, digest)}


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), unique=True))
@example(['a", "size": 1, "sha256": "', "\\", '"', "决算/表.html", "a,\nb"])
def test_lines_are_told_apart_by_their_paths(paths: list[str]) -> None:
    lines = [line_of(path, len(path), "0" * 64) for path in paths]
    assert lines_by_path(BETWEEN.join(lines)) == dict(zip(paths, lines, strict=True))


@pytest.mark.parametrize("path", ["", "/etc/x", "../x", "a/../../x", "a\\b", "a\0b", "manifest.json"])
def test_no_file_leaves_the_site(path: str) -> None:
    with pytest.raises(OutputProblem, match="输出路径不合法"):
        safe_path(path)


@pytest.mark.parametrize("path", ["index.html", "a/b.c/d-e_f.html", "决算/表.html", ".well-known/x", "a/..b"])
def test_other_paths_are_as_good(path: str) -> None:
    assert safe_path(path) == path


def test_a_site_that_was_touched_is_not_intact(tmp_path: Path) -> None:
    target = tmp_path / "site"
    tally = write(target, {"index.html": "one", "a.html": "a"}).index.tally
    assert is_intact(target, tally)
    (target / "a.html").write_text("ab")
    assert not is_intact(target, tally)
    (target / "a.html").write_text("a")
    (target / "extra.html").write_text("x")
    assert not is_intact(target, tally)
    (target / "extra.html").unlink()
    (target / "a.html").unlink()
    assert not is_intact(target, tally)


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
