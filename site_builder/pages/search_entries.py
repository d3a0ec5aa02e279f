"""What search knows of each page; the page's text is added after rendering (see `render.search_text`)."""

from __future__ import annotations

from site_builder.model.output import SearchEntry
from site_builder.model.report import Report
from site_builder.model.site import DepartmentSummary, KeyFigure, ProjectSummary, ReportSummary
from site_builder.pages.key_figures import amount_text
from site_builder.pages.project_rows import number_text, yuan_text
from site_builder.pages.values import grouped


def plain_entry(path: str, title: str, kind: str = "说明") -> SearchEntry:
    """Return the entry of a page that belongs to no department."""
    return SearchEntry(path, title, "", kind)


def department_entry(path: str, summary: DepartmentSummary) -> SearchEntry:
    """Return the entry of a department's page."""
    figures = summary.reports[0].key_figures if summary.reports else ()
    return SearchEntry(
        path,
        summary.name,
        "",
        "部门",
        summary.name,
        summary.region,
        summary.years[0] if summary.years else None,
        names=(summary.name,),
        **_figures(figures),
    )


def report_entry(path: str, summary: ReportSummary) -> SearchEntry:
    """Return the entry of a report's page."""
    return SearchEntry(
        path,
        summary.title,
        "",
        summary.kind_title,
        summary.department,
        summary.region,
        summary.year,
        names=(summary.department,),
        **_figures(summary.key_figures),
    )


def project_entry(path: str, project: ProjectSummary) -> SearchEntry:
    """Return the entry of a project's page."""
    money = project.executed or project.budget
    return SearchEntry(
        path,
        project.name,
        "",
        "项目",
        project.department,
        project.region,
        project.year,
        project.grade.value.text if project.grade else "",
        (project.name, project.department),
        yuan_text(money),
        number_text(project.execution_rate),
        number_text(project.score),
        ("执行数" if project.executed else "预算数") if money else "",
        grouped(money.value) if money else "",
    )


def source_entry(path: str, title: str, report: Report | None) -> SearchEntry:
    """Return the entry of a source page."""
    if report is None:
        return SearchEntry(path, title, "", "原文")
    return SearchEntry(path, title, "", "原文", report.department, report.region, report.year)


def _figures(figures: tuple[KeyFigure, ...]) -> dict[str, str]:
    """Return the first amount, the rate and the score among key figures."""
    amounts = [figure for figure in figures if figure.fact.value.in_yuan() is not None]
    by_name = {figure.name: figure for figure in figures}
    rate, score = by_name.get("execution_rate"), by_name.get("score")
    first = amounts[0] if amounts else None
    return {
        "amount": yuan_text(first.fact) if first else "",
        "rate": number_text(rate.fact) if rate else "",
        "score": number_text(score.fact) if score else "",
        "key_label": first.title if first else "",
        "key_value": amount_text(first) if first else "",
    }
