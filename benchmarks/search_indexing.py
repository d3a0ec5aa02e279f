"""Indexing of the same pages by us and by Pagefind, each a process of its own: processor and wall seconds, peak memory."""

from __future__ import annotations

import html
import os
import pickle
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.search_corpus import Department
from site_builder.render import search_text
from site_builder.search import ShareRef, index_share, merge_shares

PAGEFIND = "1.6.0"
ENTRIES = "entries.pickle"


@dataclass(frozen=True, slots=True)
class Spent:
    """What one process took: seconds of processor and wall, peak megabytes; files and megabytes written."""

    cpu: float
    wall: float
    memory: float
    files: int
    size: float

    def __str__(self) -> str:
        return (
            f"{self.cpu:.1f} s processor, {self.wall:.1f} s wall, {self.memory:.0f} MB peak; "
            f"{self.size:.1f} MB in {self.files} files"
        )


def write_pages(folder: Path, made: Sequence[Department]) -> None:
    """Write pages as plain HTML, and beside them what we are told of them besides their text."""
    for entries in made:
        for entry in entries:
            lines = "".join(f"<p>{html.escape(line)}</p>\n" for line in entry.text.split("\n"))
            page = (
                f'<html lang="zh-CN"><title>{html.escape(entry.title)}</title><main data-pagefind-body>{lines}</main>'
            )
            target = folder / entry.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(f"<!doctype html>{page}</html>", encoding="utf-8")
    with (folder / ENTRIES).open("wb") as file:
        for entries in made:
            pickle.dump([replace(entry, text="") for entry in entries], file)


def index_pages(folder: Path, target: Path) -> None:
    """Read pages, make shares one department after the other, merge them and write the index: one process."""
    shares: list[ShareRef] = []
    store = target / "shares"
    store.mkdir(parents=True)
    with (folder / ENTRIES).open("rb") as file:
        while True:
            try:
                entries = pickle.load(file)
            except EOFError:
                break
            read = [replace(entry, text=search_text((folder / entry.path).read_text("utf-8"))) for entry in entries]
            kept = store / str(len(shares))
            kept.write_bytes(index_share(read))
            shares.append(ShareRef(kept.name, kept.read_bytes))
    for made in merge_shares(shares):
        path = target / made.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made.content)  # type: ignore[union-attr]
    shutil.rmtree(store)


def measure(command: list[str], written: Path) -> Spent:
    """Run a command and return what it took."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr
    problems = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    if status:
        raise SystemExit(f"{command[0]} failed: {problems[-2000:]}")
    sizes = [path.stat().st_size for path in written.rglob("*") if path.is_file()]
    return Spent(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1000, len(sizes), sum(sizes) / 1e6)


def install_pagefind(folder: Path) -> Path | None:
    """Install Pagefind's program with npm and return it; None without npm."""
    npm = shutil.which("npm")
    if npm is None:
        return None
    command = [npm, "install", "--no-save", "--no-audit", "--no-fund", "--prefix", str(folder), f"pagefind@{PAGEFIND}"]
    subprocess.run(command, check=True, capture_output=True)
    return next(
        (path for path in folder.glob("node_modules/@pagefind/*/bin/pagefind*") if os.access(path, os.X_OK)), None
    )


def index_with_ours(folder: Path, target: Path) -> Spent:
    """Index pages with this project, one process."""
    command = [sys.executable, "-m", "benchmarks.search_indexing", str(folder), str(target)]
    return measure(command, target / "search")


def index_with_pagefind(program: Path, folder: Path) -> Spent:
    """Index the same pages with Pagefind."""
    return measure([str(program), "--site", str(folder)], folder / "pagefind")


if __name__ == "__main__":
    index_pages(Path(sys.argv[1]), Path(sys.argv[2]))
