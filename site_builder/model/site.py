"""The site as a whole: analysed sources, departments, and the small summaries cross-report pages are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from site_builder.model.document import Document
from site_builder.model.finding import ChecklistItem, Coverage, Finding
from site_builder.model.report import Fact, GlossaryEntry, Report


@dataclass(frozen=True, slots=True)
class ReportAnalysis:
    """A report with what the audit says of it. `path` is the report's folder on the site, ending in `/`."""

    report: Report
    path: str
    findings: tuple[Finding, ...] = ()
    checklist: tuple[ChecklistItem, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceAnalysis:
    """Everything learned from one file. `document` is already masked by the privacy gate."""

    source: str
    sha256: str
    document: Document | None
    reports: tuple[ReportAnalysis, ...]
    findings: tuple[Finding, ...]
    coverage: Coverage | None


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A headline value of a report: `name` is the glossary identifier (handbook §4), `title` its Chinese name."""

    name: str
    title: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class ProjectSummary:
    """What cross-report pages need of a project. `path` is the page, relative to the site's root."""

    name: str
    department: str
    region: tuple[str, ...]
    year: int | None
    path: str
    budget: Fact | None = None
    executed: Fact | None = None
    execution_rate: Fact | None = None
    score: Fact | None = None
    grade: Fact | None = None
    scale: str = ""
    source_path: str = ""


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """What cross-report pages need of a report. `source_path` is its source page, relative to the root."""

    title: str
    department: str
    region: tuple[str, ...]
    year: int | None
    kind: str
    kind_title: str
    scope: str
    path: str
    source: str
    source_path: str
    sha256: str
    date: str = ""
    key_figures: tuple[KeyFigure, ...] = ()
    projects: tuple[ProjectSummary, ...] = ()
    grade_counts: tuple[Fact, ...] = ()
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    facts: int = 0
    checklist: tuple[ChecklistItem, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceAccount:
    """How many numbers a source prints, and how many of them were not understood."""

    source: str
    printed: int
    unread: int


@dataclass(frozen=True, slots=True)
class DepartmentSummary:
    """A department across its reports; `path` is its folder on the site, ending in `/`.

    `accounts` are those of the sources whose source pages the department makes.
    """

    name: str
    region: tuple[str, ...]
    path: str
    reports: tuple[ReportSummary, ...]
    accounts: tuple[SourceAccount, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        """The fiscal years published, newest first."""
        return tuple(sorted({report.year for report in self.reports if report.year}, reverse=True))

    def outline(self, version: str = "") -> DepartmentOutline:
        """Return the little that counting and splitting need."""
        return DepartmentOutline(
            name=self.name,
            region=self.region,
            path=self.path,
            version=version,
            years=self.years,
            reports=len(self.reports),
            sources=len({report.source for report in self.reports}),
            projects=sum(len(report.projects) for report in self.reports),
            facts=sum(report.facts for report in self.reports),
            terms=sum(len(report.glossary) for report in self.reports),
        )


@dataclass(frozen=True, slots=True)
class DepartmentOutline:
    """The little that counting and splitting need of a department: all of these are in memory at once.

    `version` changes with the summary. `reports`, `sources`, `projects`, `facts` and `terms` (of glossaries) are
    numbers of them.
    """

    name: str
    region: tuple[str, ...]
    path: str
    version: str
    years: tuple[int, ...]
    reports: int
    sources: int
    projects: int
    facts: int
    terms: int


@dataclass(frozen=True)
class SiteSummary:
    """All departments by region and name, and findings about files that became no report.

    `departments` may load each summary when it is asked for, so pages go through them once and keep none; `outlines`
    stand in the same order. `marks` counts projects by execution rate and score, both whole: (rate, score, number).
    """

    departments: Sequence[DepartmentSummary]
    findings: tuple[Finding, ...] = ()
    given_outlines: tuple[DepartmentOutline, ...] | None = None
    marks: tuple[tuple[int, int, int], ...] = ()

    @cached_property
    def outlines(self) -> tuple[DepartmentOutline, ...]:
        """The outlines of all departments."""
        if self.given_outlines is not None:
            return self.given_outlines
        return tuple(department.outline() for department in self.departments)

    def of(self, outlines: Iterable[DepartmentOutline]) -> Iterator[DepartmentSummary]:
        """Yield the summaries that belong to `outlines`."""
        return (self.departments[self._places[outline.path]] for outline in outlines)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {outline.path: place for place, outline in enumerate(self.outlines)}


@dataclass(frozen=True, slots=True)
class Department:
    """One department with everything its own pages show; loaded one at a time."""

    summary: DepartmentSummary
    sources: tuple[SourceAnalysis, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """One published value that changed: what it was, what it is, when, and the reason given in site.toml.

    `source` and `sha256` name the file and the version of it that brought the change.
    """

    date: str
    department: str
    report_title: str
    report_path: str
    subject: str
    item: str
    before: str
    after: str
    reason: str = ""
    fact: str = ""
    source: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class OldVersion:
    """A source page that was published before; `page` is where it stays readable, `date` when it was replaced."""

    source: str
    sha256: str
    page: str
    date: str
