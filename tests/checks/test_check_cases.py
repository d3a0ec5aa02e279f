"""Every check has a passing and a failing case, and its words are fit for the public."""

from __future__ import annotations

import re

import pytest

from site_builder.checks import all_checks
from site_builder.checks.registry import CHECKS, Scope
from site_builder.model.finding import Severity
from tests.checks.build import findings
from tests.checks.cases import forms, statements, texts

CASES = {**forms.CASES, **texts.CASES}
ELSEWHERE = {"accounts-differ-between-tables", "sentence-broken-over-lines"}
"""Checks with tests of their own (two tables to change at once; a paragraph joined by the reader)."""


@pytest.mark.parametrize("name", sorted(CASES))
def test_passing_case(name: str) -> None:
    assert findings(CASES[name][0], name) == []


@pytest.mark.parametrize("name", sorted(set(CASES) - ELSEWHERE))
def test_failing_case(name: str) -> None:
    found = findings(CASES[name][1], name)
    assert found, f"{name} finds nothing"
    assert all(item.message.endswith(("。", "）")) for item in found), found[0].message


def test_every_check_has_a_case() -> None:
    over_years = {name for name, item in CHECKS.items() if item.scope is Scope.DEPARTMENT}
    assert set(CHECKS) - over_years - set(CASES) - set(statements.CASES) - ELSEWHERE == set()


def test_every_check_is_documented() -> None:
    for rule in all_checks():
        assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", rule.name)
        assert re.search("[\u4e00-\u9fff]", rule.title) and len(rule.reason) > 10, rule.name
        assert isinstance(rule.severity, Severity)


def test_messages_do_not_accuse() -> None:
    blamed = re.compile(r"造假|虚报|舞弊|违法|违规|骗取|隐瞒")
    for name, (_, bad) in CASES.items():
        for item in findings(bad, name):
            assert not blamed.search(item.message), item.message


def test_scores_and_grades_of_several_scales() -> None:
    """A grade word without a known scale is not judged."""
    odd = forms.rows(total="83", grade="合格")
    assert findings(odd, "grade-outside-band") == []
