"""Final-account and budget tables: `read_statements` finds, identifies and reads them."""

from __future__ import annotations

from site_builder.forms.statements.read import read_statements
from site_builder.forms.statements.registry import FORMS

__all__ = ["FORMS", "read_statements"]
