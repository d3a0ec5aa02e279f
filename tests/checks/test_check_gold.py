"""The audit of the real reports against what a careful auditor found (kept beside the project)."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from site_builder.checks import run_checks
from site_builder.forms import extract_reports
from site_builder.model.config import FileHints
from site_builder.model.finding import Finding, Severity
from site_builder.readers import read_file

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def audited(shared: Path) -> dict[int, list[Finding]]:
    """Findings of each real report by its number."""
    found = {}
    for path in sorted((shared / "reports").iterdir()):
        document = read_file(path, path.name)
        found[int(path.name[:3])] = list(run_checks(document, extract_reports(document, FileHints())))
    return found


def _lines(finding: Finding) -> set[int]:
    return {int(match[1]) for place in finding.locators if (match := re.match(r"L(\d+)", place))}


def _gold(shared: Path, name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (shared / "gold" / name).read_text(encoding="utf-8").splitlines()]


def test_gold_findings_are_reported(shared: Path, audited: dict[int, list[Finding]]) -> None:
    hits: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for gold in _gold(shared, "findings.jsonl"):
        lines = {gold["line"], *gold.get("lines", [])}  # type: ignore[misc]
        severity = str(gold["severity"])
        total[severity] += 1
        hits[severity] += any(_lines(item) & lines for item in audited[int(str(gold["seed"]))])
    assert hits["error"] >= 0.95 * total["error"]
    assert hits["warning"] >= 0.60 * total["warning"]


def test_true_sums_are_not_reported(shared: Path, audited: dict[int, list[Finding]]) -> None:
    for gold in _gold(shared, "relations.jsonl"):
        if not gold["foots"]:
            continue
        lines = set(gold["lines"])  # type: ignore[call-overload]
        for item in audited[int(str(gold["seed"]))]:
            blamed = "数字不一致" in item.message and item.severity is not Severity.INFO
            own = gold["printed"] == item.actual
            assert not (blamed and own and _lines(item) and _lines(item) <= lines), (gold["relation"], item.message)


@pytest.mark.parametrize(
    "word", ["万里", "商务委", "社会工作部-2024", "2017-部门预算", "2019-部门预算", "西南大学-2023-部门决算"]
)
def test_published_tables_raise_no_arithmetic_error(shared: Path, word: str) -> None:
    path = next(path for path in (shared / "real").glob("*.pdf") if word in path.name)
    document = read_file(path, path.name)
    found = run_checks(document, extract_reports(document, FileHints()))
    assert [item.message for item in found if item.severity is Severity.ERROR and "数字不一致" in item.message] == []
