"""Fuzzing of everything that happens to a text before it becomes pages: `python -m benchmarks.fuzz --runs 100000`.

Sample reports are taken apart and put together wrongly, as programs, scanners and people do it (lines, cells, digits,
brackets, two reports spliced), and damaged byte by byte. Whatever comes out: nothing is raised but UnreadableFile,
it ends in time, every fact and every finding has a place, and the place is in the document.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import re
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from site_builder.checks import checklist, run_checks
from site_builder.coverage import account_numbers
from site_builder.errors import UnreadableFile
from site_builder.forms import extract_reports
from site_builder.model.config import FileHints
from site_builder.model.document import Document, Paragraph, Table
from site_builder.model.finding import Finding
from site_builder.model.report import Report
from site_builder.privacy import mask_document
from site_builder.readers import read_data
from site_builder.time_limit import TookTooLong, time_limit
from tests.fuzz.text_mutations import MUTATIONS, TOKENS

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 10.0
HEAD_LINES = 8
WINDOW = (10, 90)
NAME = "报告.txt"
Lines = list[str]
Change = Callable[[random.Random, Lines], None]
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d[\d,.]*%?")
_UNIT = re.compile("万元|亿元|元|%|个|人|次|分")
_BRACKETS = "()（）[]【】《》〈〉“”\"'{}「」"
_NUMBERS = (
    "0", "-1", "00", "0.0", "1e9", "999999999999999999999", "1.2.3", ",", "1,23,4", "１２３", "——", "-", "①", "100%",
    "-0.00", "2024", "20240", "1/3", "一百二十", "≥95%", "＞＝1", "=0", "1 000", "∞", "NaN", "²", "①②③", "٣", "9" * 5000,
)  # fmt: skip


@cache
def reports() -> tuple[tuple[str, ...], ...]:
    """Return the lines of the sample reports."""
    paths = [*sorted((ROOT / "content").glob("*.txt")), *sorted((ROOT / "tests/samples").glob("*/source.*"))]
    texts = (path.read_bytes().decode("utf-8", "ignore") for path in paths if path.suffix in (".txt", ".md"))
    return tuple(tuple(text.split("\n")) for text in texts)


def _some(rng: random.Random, lines: Lines) -> range:
    """Return a few neighbouring lines."""
    start = rng.randrange(len(lines))
    return range(start, min(len(lines), start + rng.randint(1, 6)))


def _drop(rng: random.Random, lines: Lines) -> None:
    some = _some(rng, lines)
    del lines[some.start : some.stop]


def _double(rng: random.Random, lines: Lines) -> None:
    some = _some(rng, lines)
    lines[some.stop : some.stop] = lines[some.start : some.stop] * rng.randint(1, 3)


def _shuffle(rng: random.Random, lines: Lines) -> None:
    some = _some(rng, lines)
    part = lines[some.start : some.stop]
    rng.shuffle(part)
    lines[some.start : some.stop] = part


def _move(rng: random.Random, lines: Lines) -> None:
    some = _some(rng, lines)
    part = lines[some.start : some.stop]
    del lines[some.start : some.stop]
    at = rng.randint(0, len(lines))
    lines[at:at] = part


def _join(rng: random.Random, lines: Lines) -> None:
    some = _some(rng, lines)
    lines[some.start : some.stop] = [rng.choice(("", " ", "\t", "|")).join(lines[some.start : some.stop])]


def _split(rng: random.Random, lines: Lines) -> None:
    at = rng.randrange(len(lines))
    offset = rng.randint(0, len(lines[at]))
    lines[at : at + 1] = [lines[at][:offset], lines[at][offset:]]


def _cells(rng: random.Random, lines: Lines) -> None:
    """Drop, double, move or empty cells of a row."""
    rows = [number for number, line in enumerate(lines) if "\t" in line or "|" in line]
    if not rows:
        return
    at = rng.choice(rows)
    mark = "\t" if "\t" in lines[at] else "|"
    cells = lines[at].split(mark)
    place = rng.randrange(len(cells))
    kind = rng.randrange(5)
    if kind == 0:
        del cells[place]
    elif kind == 1:
        cells.insert(place, rng.choice(cells))
    elif kind == 2:
        rng.shuffle(cells)
    elif kind == 3:
        cells[place] = ""
    else:
        cells[place:place] = [""] * rng.randint(1, 4)
    lines[at] = mark.join(cells)


def _swap_text(pattern: re.Pattern[str], choices: tuple[str, ...]) -> Change:
    def change(rng: random.Random, lines: Lines) -> None:
        for _ in range(rng.randint(1, 4)):
            at = rng.randrange(len(lines))
            found = list(pattern.finditer(lines[at]))
            if found:
                one = rng.choice(found)
                lines[at] = lines[at][: one.start()] + rng.choice(choices) + lines[at][one.end() :]

    return change


def _bracket(rng: random.Random, lines: Lines) -> None:
    for _ in range(rng.randint(1, 5)):
        at = rng.randrange(len(lines))
        places = [offset for offset, char in enumerate(lines[at]) if char in _BRACKETS]
        if places and rng.random() < 0.6:
            offset = rng.choice(places)
            lines[at] = lines[at][:offset] + rng.choice(("", *_BRACKETS)) + lines[at][offset + 1 :]
        else:
            offset = rng.randint(0, len(lines[at]))
            lines[at] = lines[at][:offset] + rng.choice(_BRACKETS) * rng.randint(1, 3) + lines[at][offset:]


def _token(rng: random.Random, lines: Lines) -> None:
    at = rng.randrange(len(lines))
    offset = rng.randint(0, len(lines[at]))
    lines[at] = lines[at][:offset] + rng.choice(TOKENS) + lines[at][offset:]


def _labels(rng: random.Random, lines: Lines) -> None:
    """Put a line of one place of the reports where another stands: the right words in the wrong place."""
    other = rng.choice(reports())
    lines[rng.randrange(len(lines))] = rng.choice(other)


CHANGES: tuple[Change, ...] = (
    _drop, _double, _shuffle, _move, _join, _split, _cells, _cells, _cells, _bracket, _token, _labels,
    _swap_text(_DIGIT, tuple("0123456789.,-")), _swap_text(_NUMBER, _NUMBERS),
    _swap_text(_UNIT, ("万元", "元", "%", "％", "亿元", "", "人", "分")),
)  # fmt: skip


def _piece(rng: random.Random) -> Lines:
    """Return the head of a report and a window of it, or of another one: two reports spliced."""
    own = rng.choice(reports())
    other = own if rng.random() < 0.7 else rng.choice(reports())
    size = rng.randint(*WINDOW)
    start = rng.randrange(max(1, len(other) - size))
    return [*own[: rng.randint(0, HEAD_LINES)], *other[start : start + size]]


def hostile_text(seed: int, number: int) -> bytes:
    """Return input `number` of a seed: always the same bytes."""
    rng = random.Random(f"{seed}-{number}")
    lines = _piece(rng)
    for _ in range(rng.randint(0, 6)):
        if lines:
            rng.choice(CHANGES)(rng, lines)
    data = "\n".join(lines).encode("utf-8", "ignore")
    for _ in range(rng.randint(1, 3) if number % 4 == 0 else 0):
        if data:
            data = rng.choice(MUTATIONS)(rng, data)
    return data


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong with an input."""

    seed: int
    number: int
    kind: str
    details: str


def examine(data: bytes, name: str = NAME) -> str:
    """Take one input through all steps; return `read`, `refused` or `no report`. AssertionError when a place is false."""
    try:
        document = read_data(data, name)
    except UnreadableFile:
        return "refused"
    masked, private = mask_document(document, ())
    found = extract_reports(masked, FileHints())
    findings = run_checks(masked, found)
    check_places(masked, found, (*private, *findings))
    return "read" if found else "no report"


def check_places(document: Document, found: tuple[Report, ...], findings: tuple[Finding, ...]) -> None:
    """Every fact, finding, checklist item and number not understood has a place in the document."""
    places = known_places(document)
    ids: set[str] = set()
    for report in found:
        for fact in report.facts:
            assert fact.locator in places, f"fact {fact.item} at {fact.locator!r}"
            assert fact.id not in ids, f"identifier {fact.id} of {fact.item} twice"
            ids.add(fact.id)
        assert 0 <= report.first_block <= report.last_block < max(1, len(document.blocks)), "blocks of a report"
        for item in checklist(document, report):
            assert not item.locator or item.locator in places, f"checklist {item.name} at {item.locator!r}"
    for finding in findings:
        assert all(place in places for place in finding.locators), f"finding {finding.check} at {finding.locators}"
        assert set(finding.facts) <= ids, f"finding {finding.check} rests on unknown facts"
    account = account_numbers(document, found)
    assert all(unread.locator in places for unread in account.not_understood), "number not understood without a place"
    assert account.facts + sum(dict(account.set_aside).values()) + len(account.not_understood) == account.printed


def known_places(document: Document) -> set[str]:
    """Return every place of a document that can be cited."""
    places = {f"L{number}" for number in range(1, len(document.lines) + 1)}
    for block in document.blocks:
        places.add(block.locator)
        if isinstance(block, Table):
            places.update(cell.locator for cell in block.cells)
        elif isinstance(block, Paragraph):
            places.update(place for _, place in block.parts)
    return places


def try_one(seed: int, number: int) -> tuple[str, Failure | None, float]:
    """Return how an input ended, what went wrong, and the seconds it took."""
    data = hostile_text(seed, number)
    begin = time.perf_counter()
    try:
        with time_limit(SECONDS, f"{seed}-{number}"):
            ended = examine(data, "报告.md" if number % 5 == 0 else NAME)
        return ended, None, time.perf_counter() - begin
    except TookTooLong:
        return "failed", Failure(seed, number, "too slow", f"{len(data)} bytes"), SECONDS
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        failure = Failure(seed, number, f"{type(error).__name__} {place}", str(error)[:200])
        return "failed", failure, time.perf_counter() - begin


def run(seed: int, numbers: range, workers: int = 1) -> Iterator[tuple[str, Failure | None, float]]:
    """Yield the outcome of each input."""
    if workers == 1:
        yield from (try_one(seed, number) for number in numbers)
        return
    with ProcessPoolExecutor(workers, multiprocessing.get_context("forkserver")) as pool:
        yield from pool.map(partial(try_one, seed), numbers, chunksize=50)


def main() -> None:
    """Run from the command line; exit code 1 when something failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    ended: Counter[str] = Counter()
    failures: dict[str, list[Failure]] = {}
    slowest, begin = 0.0, time.monotonic()
    for way, failure, seconds in run(options.seed, range(options.first, options.first + options.runs), options.jobs):
        ended[way] += 1
        slowest = max(slowest, seconds)
        if failure:
            failures.setdefault(failure.kind, []).append(failure)
    for kind, same in sorted(failures.items(), key=lambda item: -len(item[1])):
        sys.stdout.write(f"{len(same)} x {kind}: first number {same[0].number}: {same[0].details}\n")
    ways = ", ".join(f"{count} {way}" for way, count in sorted(ended.items()))
    sys.stdout.write(f"{options.runs} inputs: {ways}; slowest {slowest:.1f} s; {time.monotonic() - begin:.0f} s\n")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
