"""What stands beside a place of a source page: the findings that rest on it and the facts read from it."""

from __future__ import annotations

from collections.abc import Iterable

from site_builder.model.finding import Finding
from site_builder.model.report import Fact
from site_builder.model.site import SourceAnalysis
from site_builder.model.value import Status
from site_builder.pages.finding_words import message_text, place_title
from site_builder.pages.findings import MISSING_CHECK, severity_title
from site_builder.pages.values import escaped, with_unit
from site_builder.paths import anchor


class SourceNotes:
    """The notes of one file; `findings` are numbered from 1 in the order of the page's list."""

    def __init__(self, source: SourceAnalysis, findings: tuple[Finding, ...]) -> None:
        self._numbers = {id(finding): number for number, finding in enumerate(findings, 1)}
        self._findings: dict[str, list[Finding]] = {}
        self._told: dict[int, str] = {}
        for finding in findings:
            for locator in dict.fromkeys(finding.locators) if finding.check != MISSING_CHECK else ():
                self._findings.setdefault(locator, []).append(finding)
        self._facts: dict[str, list[Fact]] = {}
        self.count = 0
        for report in source.reports:
            self.count += len(report.report.facts)
            for fact in report.report.facts:
                self._facts.setdefault(fact.locator, []).append(fact)

    def facts_of(self, locator: str) -> list[Fact]:
        """Return the facts read from a place, in reading order."""
        return self._facts.get(locator, [])

    def findings_of(self, locator: str) -> list[Finding]:
        """Return the findings that rest on a place."""
        return self._findings.get(locator, [])

    def at(self, locator: str) -> str:
        """Return everything that stands beside a line, a cell or a paragraph."""
        return self.beside(self.findings_of(locator), self.facts_of(locator), locator)

    def beside(self, findings: Iterable[Finding], facts: list[Fact], locator: str) -> str:
        """Return findings and facts as they stand beside a text at `locator`."""
        notes = "".join(self._said(finding, locator) for finding in findings) + folded_facts(facts)
        return f'<div class="beside">{notes}</div>' if notes else ""

    def _said(self, finding: Finding, locator: str) -> str:
        """Return a finding in words; where it rests on several places, the words stand at the first."""
        number = self._numbers[id(finding)]
        first = self._told.setdefault(number, locator)
        words = f"：{escaped(message_text(finding))}"
        if first != locator:
            words = f'，见<a href="#{anchor(first)}">{place_title(first)}</a>'
        return f'<p class="said {finding.severity.value}">{self._flag(finding)}{severity_title(finding)}{words}</p>'

    def flags_at(self, locator: str) -> str:
        """Return links to the findings that rest on a cell."""
        return "".join(map(self._flag, self.findings_of(locator)))

    def _flag(self, finding: Finding) -> str:
        number = self._numbers[id(finding)]
        return f'<a class="flag {finding.severity.value}" href="#finding-{number}">注{number}</a>'


def folded_facts(facts: list[Fact], where: str = "") -> str:
    """Return the facts read from a place, folded away; nothing when there are none."""
    if not facts:
        return ""
    items = "".join(_fact_item(fact) for fact in facts)
    return f"<details><summary>{where}读出 {len(facts)} 项</summary><ul>{items}</ul></details>"


def _fact_item(fact: Fact) -> str:
    label = " › ".join(part for part in (fact.subject, *fact.path, fact.item) if part)
    shown = with_unit(fact.value) if fact.value.status is not Status.EMPTY else "（空白）"
    return f'<li>{escaped(label)}：<span data-fact="{fact.id}">{escaped(shown)}</span></li>'
