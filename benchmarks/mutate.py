"""Mutation benchmark of the audit: change one digit of one number that takes part in a tie-out; is it reported there?

    python -m benchmarks.mutate [--number N] [--seed S] [--only NAME] [--misses M]

The reports are invented and clean (`benchmarks.clean`), and every tie-out of handbook §5 (F1-F16) that their numbers
stand in is listed beside them, independently of the checks. Each trial prints one number with one digit changed, reads
the file anew and runs the whole audit. It counts as reported when a check of severity error says something about the
changed number's line that it did not say before. Changes that break no listed tie-out by more than its tolerance
(0.5 x 10^-d x (n + 1), half the last digit of a percentage) are counted apart: no single tie-out can show them.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from benchmarks.clean.paper import Number, Paper
from benchmarks.clean.samples import SAMPLES
from site_builder.checks import all_checks, run_checks
from site_builder.forms import extract_reports
from site_builder.model.config import FileHints
from site_builder.model.finding import Finding, Severity
from site_builder.readers import read_file

TIE_OUTS = frozenset(rule.name for rule in all_checks() if rule.severity is Severity.ERROR)
"""Tie-outs are the checks of severity error; hints such as a deep budget cut are none."""


@dataclass(frozen=True)
class Trial:
    """One mutation: which tie-outs it broke, and whether it was reported."""

    sample: str
    number: Number
    printed: str
    broken: tuple[str, ...]
    reported: bool

    def __str__(self) -> str:
        return f"{self.sample} L{self.number.line} {self.number.printed} -> {self.printed} {', '.join(self.broken)}"


def audit(text: str, folder: Path) -> tuple[Finding, ...]:
    """Read a text as a file and return its findings."""
    path = folder / "sample.txt"
    path.write_text(text, encoding="utf-8")
    document = read_file(path, path.name)
    return run_checks(document, extract_reports(document, FileHints()))


def said(findings: tuple[Finding, ...], line: int) -> set[tuple[str, str]]:
    """What tie-outs say about a line."""
    place = f"L{line}"
    return {(item.check, item.message) for item in findings if item.check in TIE_OUTS and place in item.locators}


def mutate(printed: str, chooser: random.Random) -> str:
    """Change one digit."""
    place = chooser.choice([index for index, char in enumerate(printed) if char.isdigit()])
    digit = chooser.choice([char for char in "0123456789" if char != printed[place]])
    return printed[:place] + digit + printed[place + 1 :]


def run(name: str, paper: Paper, number: int, seed: int) -> Iterator[Trial]:
    """Yield trials of one report, the same for the same seed."""
    chooser = random.Random(f"{name}{seed}")
    pool = paper.numbers()
    with tempfile.TemporaryDirectory() as folder:
        before = audit(paper.text(), Path(folder))
        for _ in range(number):
            item = chooser.choice(pool)
            printed = mutate(item.printed, chooser)
            broken = tuple(paper.broken(item, Decimal(printed.replace(",", ""))))
            after = audit(paper.text(item, printed), Path(folder))
            yield Trial(name, item, printed, broken, bool(said(after, item.line) - said(before, item.line)))


def errors(paper: Paper) -> list[Finding]:
    """Return what the audit calls wrong in a clean report: nothing, or it cries wolf."""
    with tempfile.TemporaryDirectory() as folder:
        found = audit(paper.text(), Path(folder))
    return [item for item in found if item.severity is Severity.ERROR or "数字不一致" in item.message]


def report(trials: list[Trial], misses: int) -> float:
    """Print the shares and the first misses; return the share reported of what broke a tie-out."""
    beyond = [trial for trial in trials if trial.broken]
    missed = [trial for trial in beyond if not trial.reported]
    within = [trial for trial in trials if not trial.broken]
    share = 1 - len(missed) / max(1, len(beyond))
    print(f"beyond tolerance: {len(beyond) - len(missed)} of {len(beyond)} reported = {share:.4f}")
    print(f"within the tolerance of every tie-out: {len(within)}, of these reported: {sum(t.reported for t in within)}")
    print(f"all: {sum(t.reported for t in trials) / max(1, len(trials)):.4f}")
    print("not reported, by sample:", dict(Counter(trial.sample for trial in missed)))
    for trial in missed[:misses]:
        print(" ", trial)
    return share


def main() -> int:
    """Run the benchmark; exit 1 when less than 99 % are reported or a clean report is called wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--only", default="")
    parser.add_argument("--misses", type=int, default=40)
    options = parser.parse_args()
    start, trials, wolves = time.perf_counter(), list[Trial](), 0
    names = [name for name in SAMPLES if options.only in name]
    for name in names:
        paper = SAMPLES[name](options.seed)
        for item in errors(paper):
            wolves += 1
            print(f"clean {name}: {item.check} {item.locators[:3]} {item.message}")
        trials += run(name, paper, options.number // len(names), options.seed)
    share = report(trials, options.misses)
    print(f"{len(trials)} mutations, {wolves} findings on clean reports, {time.perf_counter() - start:.0f} s")
    return 0 if share >= 0.99 and not wolves else 1


if __name__ == "__main__":
    raise SystemExit(main())
