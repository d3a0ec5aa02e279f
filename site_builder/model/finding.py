"""What a check found, the completeness checklist, and the account of every printed number."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How sure and how grave a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


SEVERITY_NAMES = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.INFO: "说明"}
"""The severities in Chinese, the gravest first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a reader should know: what stands where, what was expected, and why.

    `check` is the check's name (kebab-case). `message` is one Chinese sentence that states and does not
    accuse. `facts` are the identifiers of the facts it rests on. `report` is the ordinal of the report in
    its source, None for a finding about the whole file. `proposal` is a repair that arithmetic suggests;
    it is never applied. `waiver` is the reason given in site.toml.
    """

    check: str
    severity: Severity
    source: str
    locators: tuple[str, ...]
    subject: str
    message: str
    expected: str = ""
    actual: str = ""
    difference: str = ""
    facts: tuple[str, ...] = ()
    report: int | None = None
    proposal: str = ""
    waiver: str = ""


class ItemState(StrEnum):
    """The state of a required disclosure item (handbook §6)."""

    PRESENT = "present"
    DECLARED_EMPTY = "declared_empty"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One required item of a report, its state, its place, and the rule that requires it."""

    name: str
    title: str
    state: ItemState
    locator: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class UnreadNumber:
    """A printed number that became no fact and was not set aside for a named reason."""

    locator: str
    printed: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """The account of every number printed in one source. `set_aside` pairs reason and count."""

    source: str
    printed: int
    facts: int
    set_aside: tuple[tuple[str, int], ...]
    not_understood: tuple[UnreadNumber, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A check as the public rules page shows it: `title` is one sentence, `reason` its arithmetic or legal basis."""

    name: str
    severity: Severity
    title: str
    reason: str = ""
    category: str = ""
