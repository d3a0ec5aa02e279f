"""Figures become charts: an ECharts option, one sentence, a table, and drawings made at build time."""

from __future__ import annotations

from site_builder.charts import kinds as kinds  # registers every chart kind
from site_builder.charts.drawing import draw, drawing_key
from site_builder.charts.engine import DrawingProblem, close_engine
from site_builder.charts.files import browser_assets, option_files, option_json, option_script
from site_builder.charts.kinds.self_grade import project_marks
from site_builder.charts.registry import DEPARTMENT_CHARTS, REPORT_CHARTS, SITE_CHARTS, gather
from site_builder.model.chart import Chart
from site_builder.model.report import Report
from site_builder.model.site import Department, SiteSummary

__all__ = [
    "DrawingProblem",
    "browser_assets",
    "close_engine",
    "department_charts",
    "draw",
    "drawing_key",
    "option_files",
    "option_json",
    "option_script",
    "project_marks",
    "report_charts",
    "site_charts",
]


def report_charts(report: Report) -> tuple[Chart, ...]:
    """Return the charts a report has data for, in the order of a citizen's questions."""
    return gather(REPORT_CHARTS, report)


def department_charts(department: Department) -> tuple[Chart, ...]:
    """Return the charts over all reports of a department; its page adds those of its newest reports."""
    return gather(DEPARTMENT_CHARTS, department)


def site_charts(summary: SiteSummary) -> tuple[Chart, ...]:
    """Return the charts of the home page."""
    return gather(SITE_CHARTS, summary)
