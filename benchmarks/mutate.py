"""Mutation benchmark of the audit: change one digit of one number that takes part in a tie-out; is it reported there?

    python -m benchmarks.mutate [--number N] [--seed S] [--only NAME] [--format txt|docx|xlsx|html|pdf] [--misses M]

The reports are invented and clean (`benchmarks.clean`), and every tie-out of handbook §5 (F1-F16) that their numbers
stand in is listed beside them, independently of the checks. Each trial prints one number with one digit changed and
runs reading, forms and audit again (office files are read once and changed as read). It counts as reported when a
check of severity error says something about the changed number's place that it did not say before. Changes that
break no listed tie-out by more than its tolerance (0.5 x 10^-d x (n + 1), half the last digit of a percentage) are
counted apart: no single tie-out can show them.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from benchmarks.clean.office import WRITERS, change
from benchmarks.clean.paper import Number, Paper
from benchmarks.clean.samples import SAMPLES
from site_builder.checks import all_checks, run_checks
from site_builder.forms import extract_reports
from site_builder.model.config import FileHints
from site_builder.model.document import Document
from site_builder.model.finding import Finding, Severity
from site_builder.readers import read_file

TIE_OUTS = frozenset(rule.name for rule in all_checks() if rule.severity is Severity.ERROR)
"""Tie-outs are the checks of severity error; hints such as a deep budget cut are none."""
Print = Callable[[Number | None, str], tuple[Document, str] | None]
"""Gives the document with one number printed otherwise, and the number's place."""


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


def as_text(paper: Paper, folder: Path) -> Print:
    """Print a report as a text file, which is read anew each time."""
    path = folder / "sample.txt"

    def printed(number: Number | None, text: str) -> tuple[Document, str]:
        path.write_text(paper.text(number, text), encoding="utf-8")
        return read_file(path, path.name), f"L{number.line}" if number else ""

    return printed


def as_office(paper: Paper, folder: Path, suffix: str) -> Print:
    """Print a report as an office file, which is read once."""
    path = folder / f"sample.{suffix}"
    WRITERS[suffix](paper, path)
    document = read_file(path, path.name)

    def printed(number: Number | None, text: str) -> tuple[Document, str] | None:
        return change(document, paper, number, text) if number else (document, "")

    return printed


def audit(document: Document) -> tuple[Finding, ...]:
    """Return the findings of a document."""
    return run_checks(document, extract_reports(document, FileHints()))


def said(findings: tuple[Finding, ...], place: str) -> set[tuple[str, str]]:
    """What tie-outs say about a place."""
    return {(item.check, item.message) for item in findings if item.check in TIE_OUTS and place in item.locators}


def mutate(printed: str, chooser: random.Random) -> str:
    """Change one digit."""
    place = chooser.choice([index for index, char in enumerate(printed) if char.isdigit()])
    digit = chooser.choice([char for char in "0123456789" if char != printed[place]])
    return printed[:place] + digit + printed[place + 1 :]


def run(name: str, paper: Paper, suffix: str, number: int, seed: int) -> Iterator[Trial | Finding]:
    """Yield what is called wrong in the clean report, then trials, the same for the same seed."""
    chooser = random.Random(f"{name}{seed}")
    pool = paper.numbers()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        show = as_text(paper, folder) if suffix == "txt" else as_office(paper, folder, suffix)
        clean = show(None, "")
        before = audit(clean[0]) if clean else ()
        yield from (item for item in before if item.severity is Severity.ERROR or "数字不一致" in item.message)
        for _ in range(number):
            item = chooser.choice(pool)
            printed = mutate(item.printed, chooser)
            shown = show(item, printed)
            if shown is None:
                continue
            broken = tuple(paper.broken(item, Decimal(printed.replace(",", ""))))
            reported = bool(said(audit(shown[0]), shown[1]) - said(before, shown[1]))
            yield Trial(name, item, printed, broken, reported)


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
    parser.add_argument("--number", type=int, default=3300)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--only", default="")
    parser.add_argument("--format", default="txt", choices=("txt", *WRITERS))
    parser.add_argument("--misses", type=int, default=40)
    options = parser.parse_args()
    start, trials, wolves = time.perf_counter(), list[Trial](), 0
    names = [name for name in SAMPLES if options.only in name]
    for name in names:
        paper = SAMPLES[name](options.seed)
        for item in run(name, paper, options.format, options.number // len(names), options.seed):
            if isinstance(item, Trial):
                trials.append(item)
                continue
            wolves += 1
            print(f"clean {name}: {item.check} {item.locators[:3]} {item.message}")
    share = report(trials, options.misses)
    print(f"{len(trials)} mutations, {wolves} findings on clean reports, {time.perf_counter() - start:.0f} s")
    return 0 if share >= 0.99 and not wolves else 1


if __name__ == "__main__":
    raise SystemExit(main())
