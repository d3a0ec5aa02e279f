"""Site to CSV, JSON and further open formats."""

from site_builder.exports.audit import audit_html, audit_json, audit_text, count_errors
from site_builder.exports.catalogue import LISTS
from site_builder.exports.department import DepartmentExports, DepartmentRows, department_exports, unplaced_rows
from site_builder.exports.extract import extract_csv, extract_json
from site_builder.exports.facts import FactRow, fact_row, json_array
from site_builder.exports.feeds import ReportFeed, feeds, opensearch, sitemap
from site_builder.exports.site import DepartmentData, SiteData, site_exports, site_extras

__all__ = [
    "LISTS",
    "DepartmentData",
    "DepartmentExports",
    "DepartmentRows",
    "FactRow",
    "ReportFeed",
    "SiteData",
    "audit_html",
    "audit_json",
    "audit_text",
    "count_errors",
    "department_exports",
    "extract_csv",
    "extract_json",
    "fact_row",
    "feeds",
    "json_array",
    "opensearch",
    "site_exports",
    "site_extras",
    "sitemap",
    "unplaced_rows",
]
