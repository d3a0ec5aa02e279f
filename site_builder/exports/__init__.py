"""Site to CSV, JSON and further open formats."""

from site_builder.exports.audit import audit_html, audit_json, audit_text, count_errors
from site_builder.exports.department import DepartmentExports, DepartmentRows, department_exports, unplaced_rows
from site_builder.exports.extract import extract_csv, extract_json
from site_builder.exports.facts import FactRow, fact_row
from site_builder.exports.site import site_exports, site_extras

__all__ = [
    "DepartmentExports",
    "DepartmentRows",
    "FactRow",
    "audit_html",
    "audit_json",
    "audit_text",
    "count_errors",
    "department_exports",
    "extract_csv",
    "extract_json",
    "fact_row",
    "site_exports",
    "site_extras",
    "unplaced_rows",
]
