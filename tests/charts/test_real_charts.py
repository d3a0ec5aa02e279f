"""Key figures and charts of the five real reports."""

from pathlib import Path

import pytest

from site_builder.charts import report_charts
from site_builder.figures import key_figures
from site_builder.forms import extract_reports
from site_builder.model.config import FileHints
from site_builder.model.report import Report
from site_builder.readers import read_file

pytestmark = pytest.mark.real


def reports_of(shared: Path, start: str) -> tuple[Report, ...]:
    (path,) = (shared / "reports").glob(f"{start}*")
    return extract_reports(read_file(path, path.name), FileHints())


def figures_of(report: Report) -> dict[str, str]:
    return {item.name: item.fact.value.text for item in key_figures(report)}


def test_final_account(shared: Path) -> None:
    (report,) = reports_of(shared, "004")
    found = figures_of(report)
    expected = {
        "total_income": "5296.11", "total_expenditure": "5296.11", "year_income": "5296.11", "year_expenditure": "5296.11",
        "basic_expenditure": "2328.73", "project_expenditure": "2967.38", "personnel_cost": "2162.83",
        "public_operating_cost": "165.90", "three_public_expense": "17.63", "vehicle_operation": "17.63",
        "general_budget_initial": "7475.24", "general_budget_rate": "70.85",
    }  # fmt: skip
    assert {name: found.get(name) for name in expected} == expected
    names = {chart.name for chart in report_charts(report)}
    assert names >= {"budget-execution", "execution-rate", "functions", "flow", "three-public", "grades", "self-grade"}


def test_whole_department_form(shared: Path) -> None:
    reports = reports_of(shared, "003")
    found = {name: text for report in reports for name, text in figures_of(report).items()}
    expected = {"initial_budget": "581.13", "adjusted_budget": "1016.17", "executed": "1016.17", "score": "96"}
    assert {name: found.get(name) for name in expected} == expected


def test_prose_reports(shared: Path) -> None:
    (first,) = reports_of(shared, "000")
    assert figures_of(first)["income_budget"] == "3409.49"
    grades = next(chart for chart in report_charts(first) if chart.name == "grades")
    assert [[cell.text for cell in row] for row in grades.rows] == [
        ["优秀", "20"],
        ["良好", "5"],
        ["一般", "0"],
        ["较差", "2"],
    ]
    (second,) = reports_of(shared, "001")
    grades = next(chart for chart in report_charts(second) if chart.name == "grades")
    assert [cell.text for cell in grades.rows[0]] == ["90分以上", "22"]
