"""Findings that were reviewed and kept (site.toml, `[[waive]]`): marked with the reason, never hidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from site_builder.model.config import Waiver
from site_builder.model.finding import Finding, Severity
from site_builder.model.site import SourceAnalysis

UNUSED = "waiver-unused"


def waived(analysis: SourceAnalysis, waivers: Iterable[Waiver]) -> SourceAnalysis:
    """Return the analysis with waived findings marked, and a finding for each waiver that matches none."""
    mine = [waiver for waiver in waivers if waiver.file == analysis.source]
    if not mine:
        return analysis
    reports = tuple(
        replace(item, findings=tuple(_marked(finding, mine) for finding in item.findings)) for item in analysis.reports
    )
    findings = tuple(_marked(finding, mine) for finding in analysis.findings)
    every = [*analysis.findings, *(finding for item in analysis.reports for finding in item.findings)]
    unused = (_unused(waiver) for waiver in mine if not any(_covers(waiver, finding) for finding in every))
    return replace(analysis, reports=reports, findings=(*findings, *unused))


def _covers(waiver: Waiver, finding: Finding) -> bool:
    return waiver.check == finding.check and (not waiver.locator or waiver.locator in finding.locators)


def _marked(finding: Finding, waivers: list[Waiver]) -> Finding:
    waiver = next((item for item in waivers if _covers(item, finding)), None)
    return replace(finding, waiver=f"{waiver.reason}（{waiver.role}，{waiver.date}）") if waiver else finding


def _unused(waiver: Waiver) -> Finding:
    place = f" {waiver.locator}" if waiver.locator else ""
    return Finding(
        check=UNUSED,
        severity=Severity.WARNING,
        source=waiver.file,
        locators=(waiver.locator,) if waiver.locator else (),
        subject=waiver.file,
        message=f"设置文件中保留的“{waiver.check}{place}”没有对应的核对结果：可能已经更正，也可能名称或位置写错，请改正或删去。",
    )
