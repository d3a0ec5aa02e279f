"""Seeded damage to text reports: bytes as transfer and disks damage them, structure as programs and people do."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

CONTENT = Path(__file__).resolve().parents[2] / "content"
TOKENS = (
    "\t", "\n", "\n\n", "\n\n\n", " ", "\u3000", "\x0c", "\x0b", "\r", "\x00", "\ufffd", "\u202e", "|", "|---|", "# ", "**",
    "<table>", "</table>", "<tr><td colspan=99999>", "</p>", "<script>alert(1)</script>", "&#0;", "&#1114112;", "$\\geq", "$",
    "目录", "一、", "（一）", "1.", "总分", "合计", "公开01表", "备注：", "单位：万元", "=1+1", "-", "——", "1e999", "９９", "{{7*7}}", "../",
    '"', "'", "\\", "[bookmark: ", "]", "```", "·" * 30, "……", "项目名称\t", "\t" * 50, "0" * 400,
)  # fmt: skip
Mutation = Callable[[random.Random, bytes], bytes]


def seeds() -> list[bytes]:
    """The sample reports in pieces of a few kilobytes, so that many runs stay quick."""
    pieces: list[bytes] = []
    for path in sorted(CONTENT.glob("*.txt")):
        lines = path.read_bytes().split(b"\n")
        pieces += [b"\n".join(lines[start : start + 60]) for start in range(0, len(lines), 60)]
    return pieces


def flip_bytes(rng: random.Random, data: bytes) -> bytes:
    """Change a few bytes to any value."""
    damaged = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        damaged[rng.randrange(len(damaged))] = rng.randrange(256)
    return bytes(damaged)


def cut(rng: random.Random, data: bytes) -> bytes:
    """Break the file off, also within a character."""
    return data[: rng.randrange(len(data))]


def recode(rng: random.Random, data: bytes) -> bytes:
    """Save in another encoding."""
    name = rng.choice(["gb18030", "utf-16", "utf-16-le", "utf-16-be", "big5", "utf-8-sig"])
    return data.decode("utf-8", "ignore").encode(name, "ignore")


def _lines(change: Callable[[random.Random, list[str]], None]) -> Mutation:
    def mutate(rng: random.Random, data: bytes) -> bytes:
        lines = data.decode("utf-8", "replace").split("\n")
        change(rng, lines)
        return "\n".join(lines).encode("utf-8", "replace")

    return mutate


def _drop(rng: random.Random, lines: list[str]) -> None:
    del lines[rng.randrange(len(lines)) :][: rng.randint(1, 5)]


def _double(rng: random.Random, lines: list[str]) -> None:
    at = rng.randrange(len(lines))
    lines[at:at] = lines[at : at + rng.randint(1, 5)] * rng.randint(1, 4)


def _swap(rng: random.Random, lines: list[str]) -> None:
    for _ in range(3):
        first, second = rng.randrange(len(lines)), rng.randrange(len(lines))
        lines[first], lines[second] = lines[second], lines[first]


def _insert(rng: random.Random, lines: list[str]) -> None:
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(lines))
        offset = rng.randint(0, len(lines[at]))
        lines[at] = lines[at][:offset] + rng.choice(TOKENS) + lines[at][offset:]


def _retab(rng: random.Random, lines: list[str]) -> None:
    old, new = rng.choice([("\t", "|"), ("\t", "  "), ("\t", "\n\t"), ("，", "\t"), ("\t\t", "\t"), ("。", "。\n\n")])
    lines[:] = "\n".join(lines).replace(old, new).split("\n")


def _blank(rng: random.Random, lines: list[str]) -> None:
    for at in sorted(rng.sample(range(len(lines)), min(6, len(lines))), reverse=True):
        lines[at:at] = [rng.choice(["", " ", "\t", "　"])] * rng.randint(1, 4)


MUTATIONS: tuple[Mutation, ...] = (
    flip_bytes, cut, recode, *map(_lines, (_drop, _double, _swap, _insert, _insert, _retab, _blank)),
)  # fmt: skip


def damaged_texts(seed: int, runs: int) -> Iterator[tuple[int, bytes]]:
    """Yield numbered damaged files; the same seed and number give the same bytes."""
    pieces = seeds()
    for run in range(runs):
        rng = random.Random(f"{seed}-{run}")
        data = rng.choice(pieces)
        for _ in range(rng.randint(1, 4)):
            if data:
                data = rng.choice(MUTATIONS)(rng, data)
        yield run, data
