"""Whatever was kept from earlier builds, the site is the one that a first build gives, byte for byte."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.model.config import SiteConfig
from site_builder.pipeline import BuildSettings, build
from site_builder.pipeline.full import SPARE


@pytest.fixture(autouse=True)
def _own_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SITE_BUILDER_STORE", raising=False)


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class Ground:
    """A folder with reports and a site, and how to build the same from nothing."""

    def __init__(self, base: Path, content: Path) -> None:
        self.base, self.texts = base, [path.read_text(encoding="utf-8") for path in sorted(content.glob("*"))[:2]]
        self.content, self.site = base / "content", base / "site"
        self.content.mkdir()
        self.added = 0

    def add(self, rng: random.Random) -> None:
        self.added += 1
        text = rng.choice(self.texts).replace("应急管理局", f"{'教育水利民政交通'[self.added % 4 * 2 :][:2]}局")
        (self.content / f"{self.added}.txt").write_text(text, encoding="utf-8")

    def edit(self, rng: random.Random) -> None:
        path = rng.choice(sorted(self.content.iterdir()))
        path.write_text(path.read_text(encoding="utf-8") + f"本年培训{rng.randint(20, 90)}人。\n", encoding="utf-8")

    def remove(self, rng: random.Random) -> None:
        if len(list(self.content.iterdir())) > 2:
            rng.choice(sorted(self.content.iterdir())).unlink()

    def spoil(self, rng: random.Random) -> None:
        rng.choice(sorted(self.content.iterdir())).write_bytes(b"")

    def build(self, name: str = "甲地公开") -> None:
        build(BuildSettings(self.content, self.site, SiteConfig(name=name), jobs=1))

    def fresh(self, name: str = "甲地公开") -> dict[str, bytes]:
        """The site as a first build with the same history gives it."""
        shutil.rmtree(self.base / ".site-builder")
        target = self.base / "fresh"
        shutil.rmtree(target, ignore_errors=True)
        build(BuildSettings(self.content, target, SiteConfig(name=name), jobs=1, published=self.site))
        shutil.rmtree(self.base / ".site-builder")
        return tree(target)


@pytest.fixture
def ground(tmp_path: Path, content: Path) -> Ground:
    ground = Ground(tmp_path, content)
    for number in range(3):
        ground.add(random.Random(number))
    return ground


@pytest.mark.parametrize("seed", [1, 2])
def test_many_changes_one_after_the_other(ground: Ground, seed: int) -> None:
    rng = random.Random(seed)
    ground.build()
    changes: list[Callable[[random.Random], None]] = [ground.add, ground.edit, ground.remove, ground.spoil]
    for number in range(5):
        rng.choice(changes)(rng)
        ground.build("乙地公开" if number == 3 else "甲地公开")
    assert list((ground.base / ".site-builder" / SPARE).iterdir())
    built = tree(ground.site)
    assert built == ground.fresh()


def test_a_damaged_spare_costs_time_only(ground: Ground) -> None:
    rng = random.Random(3)
    for _ in range(2):
        ground.build()
        ground.edit(rng)
    (spare,) = (ground.base / ".site-builder" / SPARE).iterdir()
    for path in sorted(spare.rglob("*.html"))[::3]:
        path.unlink()
    ground.build()
    assert tree(ground.site) == ground.fresh()


def test_a_damaged_site_is_mended(ground: Ground) -> None:
    rng = random.Random(4)
    for _ in range(2):
        ground.build()
        ground.edit(rng)
    ground.build()
    for number, path in enumerate(sorted((ground.site / "d").rglob("*.html"))[::3]):
        path.unlink() if number % 2 else path.write_text("damaged")
    ground.edit(rng)
    ground.build()
    assert tree(ground.site) == ground.fresh()
