"""Every sample step by step: document, reports, findings; so a difference shows which step has moved."""

from dataclasses import replace
from pathlib import Path

import pytest

from site_builder.checks import run_checks
from site_builder.forms import extract_reports
from site_builder.model.config import FileHints
from site_builder.model.document import Document
from site_builder.model.finding import Finding, Severity
from site_builder.model.report import Report
from site_builder.readers import read_file
from tests.golden import SAMPLES, check_golden, sample_folders, source_of


def steps(folder: Path) -> tuple[Document, tuple[Report, ...], tuple[Finding, ...]]:
    path = source_of(folder)
    document = read_file(path, path.name)
    reports = extract_reports(document, FileHints())
    return document, reports, run_checks(document, reports)


def test_there_are_samples() -> None:
    assert len(sample_folders()) >= 20


@pytest.mark.parametrize("folder", sample_folders(), ids=lambda folder: folder.name)
def test_every_step_is_as_expected(folder: Path, request: pytest.FixtureRequest) -> None:
    document, reports, findings = steps(folder)
    check_golden(folder / "document.json", replace(document, lines=(), sha256=""), request)
    check_golden(folder / "report.json", reports, request)
    check_golden(folder / "findings.json", findings, request)


def printed_facts(reports: tuple[Report, ...]) -> set[tuple[str, str, str, str, str]]:
    return {
        (fact.locator, fact.subject, fact.item, fact.value.text, fact.value.unit)
        for report in reports
        for fact in report.facts
    }


def test_hand_written_facts_of_the_prose_report() -> None:
    _, reports, findings = steps(SAMPLES / "report-prose")
    (report,) = reports
    assert (report.department, report.year, report.date) == ("保定市栖禾区水利局", 2024, "2025-03-18")
    assert report.region == ("河北省", "保定市", "栖禾区")
    assert [project.name for project in report.projects] == ["小型水库维修养护经费", "山洪灾害防治经费"]
    facts = printed_facts(reports)
    values = {(locator, value, unit) for locator, _, _, value, unit in facts}
    assert {("L6", "12", "人"), ("L6", "30", "人"), ("L9", "600.00", "万元"), ("L12", "120.5", "万元")} <= values
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    assert any({"L9"} <= set(finding.locators) and "861.5" in finding.message for finding in errors)
    assert any("L19" in finding.locators for finding in findings), "three graded, two listed"


def test_hand_written_facts_of_the_final_account() -> None:
    _, reports, findings = steps(SAMPLES / "report-final")
    (report,) = reports
    assert (report.department, report.year) == ("岚泽市水务局", 2024)
    assert [(table.form, table.state.value) for table in report.tables] == [
        ("T1", "filled"),
        ("T3", "filled"),
        ("T7", "declared_empty"),
    ]
    facts = {(locator, item, value, unit) for locator, _, item, value, unit in printed_facts(reports)}
    assert ("L22", "金额", "820.00", "万元") in facts
    assert ("L46", "项目支出", "410.00", "万元") in facts
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    assert errors and all({"L44", "L46"} & set(finding.locators) for finding in errors), "only 水利 does not add up"
