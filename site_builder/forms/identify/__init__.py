"""Identification: which reports a file holds, whose, of which year and kind, read from the text alone."""

from __future__ import annotations

from site_builder.forms.identify.identity import IdentityMark, ReportSpan, identify_reports

__all__ = ["IdentityMark", "ReportSpan", "identify_reports"]
