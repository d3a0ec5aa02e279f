"""A build killed at any moment leaves a complete site, and the next build succeeds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.kills import NAMES, Job, Peace, beside, block_spare, finish, ground, kill_once, look_at, start


@pytest.fixture(scope="module")
def battlefield() -> Iterator[tuple[Path, Peace]]:
    with ground() as found:
        yield found


def test_killed_at_random_moments(battlefield: tuple[Path, Peace]) -> None:
    base, peace = battlefield
    rng = random.Random(8)
    for number in range(4):
        kill_once(base, peace, rng, NAMES[number % 2])


@pytest.mark.parametrize(
    ("after", "blocked"),
    [(0, False), (1, False), (2, False), (1, True), (2, True), (40, True)],
    ids=["before the list", "after the swap", "putting aside", "nowhere to put", "clearing", "cleared half"],
)
def test_killed_around_the_swap(battlefield: tuple[Path, Peace], after: int, blocked: bool) -> None:
    base, peace = battlefield
    block_spare(base, blocked)
    before = look_at(base / "site")
    name = next(name for name in NAMES if peace.sites[name] != before)
    process = start(Job(base, name, kill_at=after, from_list=True))
    process.join()
    assert process.exitcode == -9
    assert look_at(base / "site") == (before if after == 0 else peace.sites[name])


def test_what_killed_builds_left_is_cleared_away(battlefield: tuple[Path, Peace]) -> None:
    base, peace = battlefield
    (base / ".site.new-999999999").mkdir(exist_ok=True)
    finish(Job(base, NAMES[0]))
    finish(Job(base, NAMES[1]))
    assert look_at(base / "site") == peace.sites[NAMES[1]]
    assert not beside(base)


def test_two_builds_at_the_same_time(battlefield: tuple[Path, Peace]) -> None:
    base, peace = battlefield
    first, second = start(Job(base, NAMES[0])), start(Job(base, NAMES[1]))
    first.join()
    second.join()
    assert (first.exitcode, second.exitcode) == (0, 0)
    assert look_at(base / "site") in peace.sites.values()


def test_a_damaged_site_is_seen(battlefield: tuple[Path, Peace]) -> None:
    base, _ = battlefield
    page = base / "site/index.html"
    good = page.read_bytes()
    page.write_bytes(good[:-1] + b"x")
    with pytest.raises(AssertionError, match=r"index\.html"):
        look_at(base / "site")
    page.unlink()
    with pytest.raises(AssertionError, match="missing"):
        look_at(base / "site")
    page.write_bytes(good)
