"""Projects as rows of the department's, report's and site's project tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from site_builder.model.report import Fact
from site_builder.model.site import DepartmentSummary, ProjectSummary
from site_builder.pages.values import FactShower
from site_builder.paths import relative


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """One project; values are markup, `*_sort` plain decimals for the sorting script, empty when blank."""

    name: str
    href: str
    department: str
    department_href: str
    year: str
    budget: Markup
    budget_sort: str
    executed: Markup
    executed_sort: str
    rate: Markup
    rate_sort: str
    score: Markup
    score_sort: str
    grade: Markup
    grade_text: str
    scale: str


def project_rows(
    page: str, projects: Iterable[tuple[ProjectSummary, FactShower]], department: DepartmentSummary | None = None
) -> tuple[ProjectRow, ...]:
    """Return rows for `page`; each project comes with the shower of its source, `department` on site-wide pages."""
    folder = relative(page, department.path) if department else ""
    return tuple(_project_row(page, project, shower, folder) for project, shower in projects)


def _project_row(page: str, project: ProjectSummary, shower: FactShower, department_href: str) -> ProjectRow:
    return ProjectRow(
        name=project.name,
        href=relative(page, project.path),
        department=project.department,
        department_href=department_href,
        year=str(project.year or ""),
        budget=shower.amount(project.budget),
        budget_sort=yuan_text(project.budget),
        executed=shower.amount(project.executed),
        executed_sort=yuan_text(project.executed),
        rate=shower.text(project.execution_rate),
        rate_sort=number_text(project.execution_rate),
        score=shower.text(project.score),
        score_sort=number_text(project.score),
        grade=shower.text(project.grade),
        grade_text=project.grade.value.text if project.grade else "",
        scale=project.scale,
    )


def by_money(rows: tuple[ProjectRow, ...]) -> list[ProjectRow]:
    """Return rows with the largest budget or spending first; rows without any amount keep their order at the end."""
    return sorted(rows, key=lambda row: -max(Decimal(row.budget_sort or -1), Decimal(row.executed_sort or -1)))


def yuan_text(fact: Fact | None) -> str:
    """Return an amount in yuan as a plain decimal, empty when it is none."""
    return _plain(fact.value.in_yuan()) if fact else ""


def number_text(fact: Fact | None) -> str:
    """Return a number as a plain decimal, empty when blank."""
    return _plain(fact.value.number) if fact else ""


def _plain(number: Decimal | None) -> str:
    return "" if number is None else format(number, "f")
