"""Kills builds at random moments and looks at what is left: `python -m benchmarks.kills --runs 200 --seed 1`.

After each kill -9 the published site must be complete (manifest.json names every file with its hash, and nothing else
is there) and equal to one of the sites that were to be published; then the next build must succeed, and its site must
equal, byte for byte, the one built in peace.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing.process import BaseProcess
from pathlib import Path

from site_builder.model.config import SiteConfig
from site_builder.pipeline import BuildSettings, build
from site_builder.pipeline.full import SPARE

ROOT = Path(__file__).resolve().parents[1]
NAMES = ("甲地公开", "乙地公开")
"""Two settings of the site's name: every page of the two sites differs, and no report was corrected."""
WATCHED = frozenset({"os.rename", "os.remove", "os.rmdir", "os.link", "os.mkdir", "open"})
Manifest = tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class Job:
    """One build: where, what, and at which of its own operations on the output it kills itself (-1: never).

    Operations are counted from the start (0), or from that which gives manifest.json its name (0) when `from_list` is
    set; what follows that is the swap, and putting the old site aside.
    """

    base: Path
    name: str
    jobs: int = 1
    kill_at: int = -1
    from_list: bool = False
    count_into: Path | None = None

    @property
    def settings(self) -> BuildSettings:
        """The build's settings."""
        return BuildSettings(self.base / "content", self.base / "site", SiteConfig(name=self.name), self.jobs)


def write_content(folder: Path) -> None:
    """Write a few short reports."""
    folder.mkdir(parents=True)
    for name in ("霜河县", "荻洲区"):
        path = next((ROOT / "content").glob(f"{name}*"))
        (folder / path.name).write_bytes(path.read_bytes())


def run_build(job: Job) -> None:
    """Build in this process, killing it at an operation when the job says so."""
    os.environ.pop("SITE_BUILDER_STORE", None)
    counted = [0]
    if job.kill_at >= 0 or job.count_into:
        _watch(job, counted)
    build(job.settings)
    if job.count_into:
        job.count_into.write_text(str(counted[0]), encoding="ascii")


def _watch(job: Job, counted: list[int]) -> None:
    """Count operations on files beside and in the output; kill this process at the one that was named."""
    places = (f"{job.base}/.site.", f"{job.base}/site", f"{job.base}/.site-builder/{SPARE}")
    begun = [not job.from_list]

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        in_tree = event in ("os.remove", "os.rmdir") and isinstance(arguments[1], int) and arguments[1] >= 0
        if not in_tree and (event not in WATCHED or not str(arguments[0]).startswith(places)):
            return
        if event == "os.rename" and str(arguments[1]).endswith("/manifest.json"):
            begun[0] = True
        if not begun[0]:
            return
        if counted[0] == job.kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        counted[0] += 1

    sys.addaudithook(hook)


def start(job: Job) -> BaseProcess:
    """Start a build in a process forked from a server that has the program loaded and no engine running."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["site_builder.pipeline.building", "site_builder.pipeline.full"])
    process = context.Process(target=run_build, args=(job,))
    process.start()
    return process


def finish(job: Job) -> None:
    """Run a build to its end; it must succeed."""
    process = start(job)
    process.join()
    assert process.exitcode == 0, f"the build ended with {process.exitcode}"


def block_spare(base: Path, blocked: bool = True) -> None:
    """Leave no room for the old site to be put aside, so that it is cleared away; or give the room back."""
    spare = base / ".site-builder" / SPARE
    if blocked and not spare.is_file():
        shutil.rmtree(spare, ignore_errors=True)
        spare.parent.mkdir(exist_ok=True)
        spare.touch()
    if not blocked and spare.is_file():
        spare.unlink()


def look_at(site: Path) -> Manifest:
    """Return what the site holds, empty when there is none; AssertionError when it is not exactly its manifest."""
    if not site.exists():
        return ()
    rows = json.loads((site / "manifest.json").read_text(encoding="utf-8"))["files"]
    named = {row["path"]: (row["size"], row["sha256"]) for row in rows}
    found = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    found.pop("manifest.json")
    assert found.keys() == named.keys(), f"missing or extra: {sorted(found.keys() ^ named.keys())[:5]}"
    for name, path in found.items():
        data = path.read_bytes()
        assert (len(data), sha256(data).hexdigest()) == named[name], f"not as the manifest says: {name}"
    return tuple(sorted((name, size, digest) for name, (size, digest) in named.items()))


def beside(base: Path) -> set[str]:
    """Return what stands beside the site but should not."""
    return {path.name for path in base.iterdir()} - {"content", "site", ".site-builder", ".site.lock", "peace"}


@dataclass(frozen=True, slots=True)
class Peace:
    """What undisturbed builds give: the sites by name, the seconds one takes, and its operations on the output."""

    sites: dict[str, Manifest]
    seconds: float
    operations: int


def measure_peace(base: Path) -> Peace:
    """Build both sites undisturbed."""
    sites, seconds, counted = {}, 0.0, base / "operations"
    for name in NAMES:
        shutil.rmtree(base / ".site-builder", ignore_errors=True)
        begin = time.monotonic()
        finish(Job(base, name, count_into=counted))
        seconds = time.monotonic() - begin
        sites[name] = look_at(base / "site")
    operations = int(counted.read_text(encoding="ascii"))
    counted.unlink()
    return Peace(sites, seconds, operations)


def kill_once(base: Path, peace: Peace, rng: random.Random, name: str) -> str:
    """Kill one build at a random moment, look, and let the next one succeed; return how the build ended."""
    if rng.random() < 0.6:
        shutil.rmtree(base / ".site-builder", ignore_errors=True)
    if rng.random() < 0.1:
        shutil.rmtree(base / "site", ignore_errors=True)
    block_spare(base, rng.random() < 0.2)
    before = look_at(base / "site")
    jobs = 2 if rng.random() < 0.15 else 1
    if jobs == 1 and rng.random() < 0.5:
        near_swap = rng.random() < 0.5
        kill_at = rng.randrange(30 if near_swap else peace.operations)
        process = start(Job(base, name, kill_at=kill_at, from_list=near_swap))
    else:
        process = start(Job(base, name, jobs))
        process.join(rng.random() * peace.seconds * 1.1)
        with suppress(ProcessLookupError):
            os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    ended = "finished" if process.exitcode == 0 else "killed"
    after = look_at(base / "site")
    assert after in (before, peace.sites[name]), "neither the old site nor the new one"
    ended = "killed after the swap" if ended == "killed" and after != before else ended
    finish(Job(base, name))
    assert look_at(base / "site") == peace.sites[name], "the next build gave another site"
    assert not beside(base), f"left behind: {beside(base)}"
    return ended


@contextmanager
def ground() -> Iterator[tuple[Path, Peace]]:
    """Yield a folder with content and what undisturbed builds of it give."""
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:
        base = Path(folder)
        write_content(base / "content")
        yield base, measure_peace(base)


def run(runs: int, seed: int) -> Counter[str]:
    """Kill `runs` builds; return how many ended in which way. AssertionError at the first incomplete site."""
    rng = random.Random(seed)
    ended: Counter[str] = Counter()
    with ground() as (base, peace):
        for number in range(runs):
            ended[kill_once(base, peace, rng, NAMES[number % 2])] += 1
            if sys.stderr.isatty():
                sys.stderr.write(f"\r{number + 1}/{runs}")
    return ended


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    begin = time.monotonic()
    ended = run(options.runs, options.seed)
    ways = ", ".join(f"{count} {way}" for way, count in sorted(ended.items()))
    sys.stdout.write(f"{options.runs} builds: {ways}; every site complete; {time.monotonic() - begin:.0f} s\n")


if __name__ == "__main__":
    main()
