"""The list of chart kinds: each kind registers one function for the pages it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from site_builder.model.chart import Chart
from site_builder.model.report import Report
from site_builder.model.site import Department, SiteSummary

ReportCharts = Callable[[Report], Iterator[Chart]]
DepartmentCharts = Callable[[Department], Iterator[Chart]]
SiteCharts = Callable[[SiteSummary], Iterator[Chart]]
Subject = TypeVar("Subject")

REPORT_CHARTS: list[ReportCharts] = []
DEPARTMENT_CHARTS: list[DepartmentCharts] = []
SITE_CHARTS: list[SiteCharts] = []


def report_chart(function: ReportCharts) -> ReportCharts:
    """Register a function that yields the charts of its kind for one report, none without data."""
    REPORT_CHARTS.append(function)
    return function


def department_chart(function: DepartmentCharts) -> DepartmentCharts:
    """Register a function that yields the charts of its kind for one department."""
    DEPARTMENT_CHARTS.append(function)
    return function


def site_chart(function: SiteCharts) -> SiteCharts:
    """Register a function that yields the charts of its kind for the whole site."""
    SITE_CHARTS.append(function)
    return function


def gather(functions: Iterable[Callable[[Subject], Iterator[Chart]]], subject: Subject) -> tuple[Chart, ...]:
    """Return the charts of all functions in order, the first of each name."""
    charts: dict[str, Chart] = {}
    for function in functions:
        for chart in function(subject):
            charts.setdefault(chart.name, chart)
    return tuple(charts.values())
