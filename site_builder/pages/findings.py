"""Findings and the completeness checklist as pages show them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from site_builder.model.finding import ChecklistItem, Finding, ItemState, Severity
from site_builder.model.site import SiteSummary
from site_builder.pages.finding_words import linked_message, place_title
from site_builder.pages.layout import Link
from site_builder.pages.values import FactShower
from site_builder.paths import anchor

SEVERITY_TITLES = {Severity.ERROR: "不一致", Severity.WARNING: "需要核对", Severity.INFO: "提示"}
SEVERITY_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
STATE_TITLES = {
    ItemState.PRESENT: "已公开",
    ItemState.DECLARED_EMPTY: "已说明为空",
    ItemState.MISSING: "未找到",
    ItemState.NOT_APPLICABLE: "不适用",
    ItemState.UNKNOWN: "无法判断",
}
SHOWN_PLACES = 6
_EQUALS = re.compile(r"^=(?=\d)")
PRIVACY_CHECK = "private-data"
MISSING_CHECK = "required-item-missing"
"""What this check finds stands in the list of required items, on no line of the file."""


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding; `number` is its place in the list, which marks beside numbers refer to."""

    number: int
    severity: str
    severity_title: str
    check: str
    subject: str
    message: Markup
    expected: str
    actual: str
    difference: str
    proposal: str
    waiver: str
    places: tuple[Link, ...]
    more_places: int
    rule_href: str


@dataclass(frozen=True, slots=True)
class ChecklistView:
    """One required item and its state."""

    title: str
    state: str
    state_title: str
    href: str
    basis: str


class RuleLinks:
    """Links from a page to the rules page, for the checks that it explains."""

    def __init__(self, root: str, names: tuple[str, ...]) -> None:
        self._page = f"{root}rules/index.html"
        self._names = frozenset(names)

    def href(self, check: str) -> str:
        """Return the address of a check's explanation, empty when the rules page has none."""
        return f"{self._page}#{anchor(check)}" if check in self._names else ""


def lost_files(summary: SiteSummary) -> tuple[str, ...]:
    """Return file and message of the findings about files that became no report."""
    return tuple(f"{found.source}：{found.message}" for found in summary.findings)


def sort_findings(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return findings without repetition, the gravest first, otherwise in the order found."""
    return tuple(
        sorted(dict.fromkeys(findings), key=lambda finding: (_masked(finding), SEVERITY_ORDER[finding.severity]))
    )


def _masked(finding: Finding) -> bool:
    """Whether the privacy gate found something: that is masked by now and no matter of numbers."""
    return finding.check == PRIVACY_CHECK


def severity_title(finding: Finding) -> str:
    """Return the severity in words."""
    return "隐私已遮盖" if _masked(finding) else SEVERITY_TITLES[finding.severity]


def count_text(findings: Iterable[Finding]) -> str:
    """Return how many findings there are by severity, hints and masked places left out; empty when there are none."""
    counted = Counter(finding.severity for finding in dict.fromkeys(findings) if not _masked(finding))
    return counts_text(counted[Severity.ERROR], counted[Severity.WARNING])


def counts_text(errors: int, warnings: int) -> str:
    """Return the numbers of errors and warnings in words, empty when there are none."""
    counts = ((errors, Severity.ERROR), (warnings, Severity.WARNING))
    return "、".join(f"{count} 处{SEVERITY_TITLES[severity]}" for count, severity in counts if count)


def finding_view(number: int, finding: Finding, shower: FactShower, rules: RuleLinks) -> FindingView:
    """Return one finding with links to the places it rests on."""
    message, places = linked_message(finding, shower)
    told = _masked(finding) or _tells_numbers(finding)
    return FindingView(
        number=number,
        severity="info" if _masked(finding) else finding.severity.value,
        severity_title=severity_title(finding),
        check=finding.check,
        subject="" if finding.subject in finding.message else finding.subject,
        message=message,
        expected="" if told else finding.expected,
        actual="" if told else finding.actual,
        difference="" if told else finding.difference,
        proposal=finding.proposal,
        waiver=finding.waiver,
        places=tuple(Link(place_title(place), shower.href(place)) for place in places[:SHOWN_PLACES]),
        more_places=max(0, len(places) - SHOWN_PLACES),
        rule_href=rules.href(finding.check),
    )


def _tells_numbers(finding: Finding) -> bool:
    """Whether the sentence itself names the numbers, there with their units: they are not said a second time."""
    message = _plainly(finding.message)
    return all(
        re.search(rf"(?<![\d.]){re.escape(_plainly(number))}(?!\.?\d)", message)
        for number in (finding.expected, finding.actual)
        if number
    )


def _plainly(text: str) -> str:
    """Return numbers without separators and equals signs, comparisons in one sign each."""
    return _EQUALS.sub("", text.replace(">=", "≥").replace("<=", "≤").replace(",", ""))


def finding_views(findings: tuple[Finding, ...], shower: FactShower, rules: RuleLinks) -> tuple[FindingView, ...]:
    """Return sorted findings, numbered from 1."""
    return tuple(finding_view(number, finding, shower, rules) for number, finding in enumerate(findings, 1))


def checklist_views(items: tuple[ChecklistItem, ...], shower: FactShower) -> tuple[ChecklistView, ...]:
    """Return the checklist with a link to each item's place."""
    return tuple(
        ChecklistView(
            item.title,
            item.state.value.replace("_", "-"),
            STATE_TITLES[item.state],
            shower.href(item.locator) if item.locator else "",
            item.basis,
        )
        for item in items
    )
