"""The store is a cache: damaged, foreign, old or gone, it never changes a byte of the site."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.pipeline import BuildSettings, build
from tests.survival.conftest import tree

Damage = Callable[[random.Random, bytes], bytes]


def _flip(rng: random.Random, data: bytes) -> bytes:
    damaged = bytearray(data)
    for _ in range(rng.randint(1, 9)):
        damaged[rng.randrange(len(damaged))] ^= rng.randint(1, 255)
    return bytes(damaged)


DAMAGES: dict[str, Damage] = {
    "bytes changed": _flip,
    "cut off": lambda rng, data: data[: rng.randrange(len(data))],
    "zeros": lambda rng, data: bytes(len(data)),
    "noise": lambda rng, data: rng.randbytes(len(data)),
    "longer": lambda rng, data: data + b"\0",
    "empty": lambda rng, data: b"",
}


def entries(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / ".site-builder").glob("??/*") if path.is_file())


@pytest.fixture
def built(peace: Path, tmp_path: Path) -> BuildSettings:
    """Settings of a site that is built already, in a folder of the test's own."""
    shutil.copytree(peace, tmp_path, dirs_exist_ok=True)
    return BuildSettings(tmp_path / "content", tmp_path / "site", jobs=1)


@pytest.mark.parametrize("kind", DAMAGES)
def test_random_entries_damaged(kind: str, built: BuildSettings, tmp_path: Path, clean_tree: dict[str, bytes]) -> None:
    rng = random.Random(kind)
    known = entries(tmp_path)
    assert len(known) > 12
    for path in rng.sample(known, len(known) * 2 // 3):
        path.write_bytes(DAMAGES[kind](rng, path.read_bytes()))
    if kind in ("noise", "empty"):
        shutil.rmtree(tmp_path / "site")
    build(built)
    assert tree(tmp_path / "site") == clean_tree


def test_entries_under_each_others_names(built: BuildSettings, tmp_path: Path, clean_tree: dict[str, bytes]) -> None:
    known = entries(tmp_path)
    contents = [path.read_bytes() for path in known]
    for path, content in zip(known, contents[1:] + contents[:1], strict=True):
        path.write_bytes(content)
    shutil.rmtree(tmp_path / "site")
    build(built)
    assert tree(tmp_path / "site") == clean_tree


def test_folders_where_entries_should_be(built: BuildSettings, tmp_path: Path, clean_tree: dict[str, bytes]) -> None:
    for path in entries(tmp_path)[::2]:
        path.unlink()
        path.mkdir()
    shutil.rmtree(tmp_path / "site")
    build(built)
    assert tree(tmp_path / "site") == clean_tree


def test_a_deleted_store(built: BuildSettings, tmp_path: Path, clean_tree: dict[str, bytes]) -> None:
    shutil.rmtree(tmp_path / ".site-builder")
    build(built)
    assert tree(tmp_path / "site") == clean_tree


def test_a_file_where_the_store_should_be(reports: Path, tmp_path: Path, clean_tree: dict[str, bytes]) -> None:
    (tmp_path / ".site-builder").write_text("x", encoding="ascii")
    build(BuildSettings(reports, tmp_path / "site", jobs=1))
    assert tree(tmp_path / "site") == clean_tree
