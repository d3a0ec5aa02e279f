"""Mutation benchmark of the audit: change one digit of one published number and see whether the audit reports it.

    python benchmarks/mutate.py [FOLDER] [--number N] [--seed S] [--misses M]

Takes the numbers of official tables and of forms' money, weights and scores that stand in a tie-out, changes one
digit of each in memory, and runs the audit again. A mutation counts as reported when a finding that the unchanged
report does not have rests on the changed number. Changes in the last printed place are counted apart: most of them
lie within the room that rounding leaves (0.5 x 10^-d x (n + 1)) and must not be reported.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from site_builder.checks import all_checks, run_checks
from site_builder.errors import SiteBuilderError
from site_builder.forms import extract_reports
from site_builder.model.config import FileHints
from site_builder.model.document import Document
from site_builder.model.finding import Finding, Severity
from site_builder.model.report import Fact, Report
from site_builder.model.value import Status
from site_builder.numbers import parse_value
from site_builder.readers import read_file

ROOT = Path(__file__).resolve().parents[1]
FAR = Decimal(1_000_003)
"""Added to a number to learn whether it stands in any tie-out at all: no tolerance covers it."""


ERROR_CHECKS = {rule.name: rule.severity is Severity.ERROR for rule in all_checks()}
"""Tie-outs are the checks of severity error; hints such as a deep budget cut are none."""


@dataclass(frozen=True)
class Subject:
    """A report with one of its numbers."""

    document: Document
    reports: tuple[Report, ...]
    index: int
    fact: Fact
    place: str


@dataclass(frozen=True)
class Trial:
    """One mutation and whether it was reported."""

    subject: Subject
    printed: str
    last_place: bool
    reported: bool


def load(folder: Path) -> Iterator[tuple[Document, tuple[Report, ...]]]:
    """Yield every readable document of a folder with its reports."""
    for path in sorted(folder.iterdir()):
        try:
            document = read_file(path, path.name)
        except SiteBuilderError:
            continue
        yield document, extract_reports(document, FileHints())


def numbers_of(report: Report) -> Iterator[tuple[str, Fact]]:
    """Yield the numbers that tie-outs are about."""
    for table in report.tables:
        for row in table.rows:
            yield from ((table.form, fact) for _, fact in row.cells)
    for form in report.forms:
        for money in form.money:
            yield from (("money", fact) for name, fact in money.cells if name != "reason")
        for item in form.indicators:
            yield from (("score", fact) for fact in (item.weight, item.score) if fact is not None)
        if form.total is not None:
            yield "score", form.total


def changed(report: Report, fact: Fact, new: Fact) -> Report:
    """Return the report with one fact replaced everywhere."""

    def swap(other: Fact | None) -> Fact | None:
        return new if other is not None and other.id == fact.id else other

    def cells(pairs: tuple[tuple[str, Fact], ...]) -> tuple[tuple[str, Fact], ...]:
        return tuple((name, swap(item) or item) for name, item in pairs)

    tables = tuple(
        replace(table, rows=tuple(replace(row, cells=cells(row.cells)) for row in table.rows))
        for table in report.tables
    )
    forms = tuple(
        replace(
            form,
            money=tuple(replace(row, cells=cells(row.cells)) for row in form.money),
            indicators=tuple(replace(row, weight=swap(row.weight), score=swap(row.score)) for row in form.indicators),
            total=swap(form.total),
        )
        for form in report.forms
    )
    return replace(report, tables=tables, forms=forms)


def audit(subject: Subject, text: str) -> set[tuple[str, str]]:
    """Run the audit with the number printed as `text`; return what rests on it."""
    value = parse_value(text, subject.fact.value.unit)
    new = replace(subject.fact, value=value)
    reports = list(subject.reports)
    reports[subject.index] = changed(reports[subject.index], subject.fact, new)
    return rests_on(run_checks(subject.document, reports), subject.fact)


def rests_on(findings: tuple[Finding, ...], fact: Fact) -> set[tuple[str, str]]:
    """Return check and message of the findings that rest on a fact."""
    tied = (item for item in findings if ERROR_CHECKS[item.check] and fact.id in item.facts)
    return {(item.check, item.message) for item in tied}


def subjects(folder: Path) -> list[Subject]:
    """Return the numbers that stand in a tie-out: those for which a gross change is reported."""
    found = []
    for document, reports in load(folder):
        for index, report in enumerate(reports):
            for place, fact in numbers_of(report):
                if fact.value.status is Status.NUMERIC and fact.certain:
                    found.append(Subject(document, reports, index, fact, place))
    return found


def mutate(printed: str, chooser: random.Random) -> tuple[str, bool]:
    """Change one digit; return the new text and whether it was the last printed place."""
    places = [index for index, char in enumerate(printed) if char.isdigit()]
    place = chooser.choice(places)
    digit = chooser.choice([char for char in "0123456789" if char != printed[place]])
    return printed[:place] + digit + printed[place + 1 :], place == places[-1]


def run(folder: Path, number: int, seed: int) -> list[Trial]:
    """Return `number` trials, the same for the same seed and samples."""
    chooser = random.Random(seed)
    pool = subjects(folder)
    chooser.shuffle(pool)
    trials: list[Trial] = []
    known: dict[str, bool] = {}
    before: dict[str, set[tuple[str, str]]] = {}
    for turn in range(number * 3):
        subject = pool[turn % len(pool)]
        key = subject.fact.id
        if key not in before:
            before[key] = audit(subject, subject.fact.value.printed)
            far = format((subject.fact.value.number or Decimal(0)) + FAR, "f")
            known[key] = bool(audit(subject, far) - before[key])
        if not known[key]:
            continue
        printed, last = mutate(subject.fact.value.printed, chooser)
        if parse_value(printed).number is None:
            continue
        trials.append(Trial(subject, printed, last, bool(audit(subject, printed) - before[key])))
        if len(trials) >= number:
            break
    return trials


def report(trials: list[Trial], misses: int) -> None:
    """Print the shares by kind of place, and the first misses."""
    for last in (False, True):
        some = [trial for trial in trials if trial.last_place is last]
        hits = sum(trial.reported for trial in some)
        name = "last printed place (mostly rounding)" if last else "any other place"
        print(f"{name}: {hits} of {len(some)} reported = {hits / max(1, len(some)):.4f}")
    wrong = [trial for trial in trials if not trial.last_place and not trial.reported]
    print("not reported, by place:", dict(Counter(trial.subject.place for trial in wrong)))
    for trial in wrong[:misses]:
        fact = trial.subject.fact
        print(
            f"  {trial.subject.place} {fact.locator} {fact.subject} {fact.item}: {fact.value.printed} -> {trial.printed}"
        )


def main() -> int:
    """Run the benchmark; exit 1 when less than 99 % beyond rounding are reported."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "content")
    parser.add_argument("--number", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--misses", type=int, default=20)
    options = parser.parse_args()
    start = time.perf_counter()
    trials = run(options.folder, options.number, options.seed)
    report(trials, options.misses)
    print(f"{len(trials)} mutations, {time.perf_counter() - start:.0f} s")
    beyond = [trial for trial in trials if not trial.last_place]
    return 0 if sum(trial.reported for trial in beyond) >= 0.99 * len(beyond) else 1


if __name__ == "__main__":
    raise SystemExit(main())
