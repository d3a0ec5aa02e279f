"""Clean reports are not called wrong, and a changed digit is reported at its place (a part of benchmarks/mutate.py)."""

from __future__ import annotations

import pytest

from benchmarks.clean.samples import SAMPLES
from benchmarks.mutate import Trial, run
from site_builder.checks import all_checks
from site_builder.checks.tie_outs import TIE_OUTS
from site_builder.model.finding import Severity

SEED = 11
OFFICE = ("final-rounded", "budget", "forms-shanxi")


@pytest.mark.parametrize("name", SAMPLES)
def test_changed_digits_are_reported(name: str) -> None:
    found = list(run(name, SAMPLES[name](SEED), "txt", 20, SEED))
    assert [item for item in found if not isinstance(item, Trial)] == []
    missed = [item for item in found if isinstance(item, Trial) and item.broken and not item.reported]
    assert missed == []


@pytest.mark.parametrize("name", OFFICE)
@pytest.mark.parametrize("suffix", ["docx", "html"])
def test_changed_digits_are_reported_in_office_files(name: str, suffix: str) -> None:
    found = list(run(name, SAMPLES[name](SEED), suffix, 8, SEED))
    assert [item for item in found if not isinstance(item, Trial)] == []
    assert [item for item in found if isinstance(item, Trial) and item.broken and not item.reported] == []


def test_tie_outs_name_checks_of_severity_error() -> None:
    severities = {rule.name: rule.severity for rule in all_checks()}
    named = {name for tie in TIE_OUTS for name in tie.checks}
    assert {severities[name] for name in named} == {Severity.ERROR}
    ids = " ".join(tie.id for tie in TIE_OUTS).split()
    assert {f"F{number}" for number in range(1, 17)} <= set(ids)
