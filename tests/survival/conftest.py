"""Small reports to build, and what can go wrong with disks."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.kills import write_content
from site_builder.pipeline import BuildSettings, build


@pytest.fixture(autouse=True)
def _own_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SITE_BUILDER_STORE", raising=False)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A content folder with a few short reports."""
    write_content(tmp_path / "content")
    return tmp_path / "content"


@pytest.fixture(scope="session")
def peace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `reports` as content, its site and its store, made in peace."""
    base = tmp_path_factory.mktemp("peace")
    write_content(base / "content")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SITE_BUILDER_STORE", raising=False)
        build(BuildSettings(base / "content", base / "site", jobs=1))
    return base


@pytest.fixture(scope="session")
def clean_tree(peace: Path) -> dict[str, bytes]:
    """The files of the site of `reports`, built in peace."""
    return tree(peace / "site")


def tree(folder: Path) -> dict[str, bytes]:
    """The files of a folder by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[tuple[Path, list[str]]]:
    """A mounted disk of its own, and the command that changes its size; the test skips where mounting is forbidden."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", place], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("this user may not mount a disk")
    yield place, ["mount", "-o", "remount"]
    subprocess.run(["umount", "-l", place], check=True)
