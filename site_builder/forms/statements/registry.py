"""The declared tables in official order; a test compares this list with the folders."""

from __future__ import annotations

from site_builder.forms.statements import extra
from site_builder.forms.statements.budget import b1, b2, b3, b4, b5, b6, b7, b8, b9
from site_builder.forms.statements.declare import StatementForm
from site_builder.forms.statements.final_accounts import t01, t02, t03, t04, t05, t06, t07, t08, t09, t10

FORMS: tuple[StatementForm, ...] = tuple(
    module.FORM
    for module in (t01, t02, t03, t04, t05, t06, t07, t08, t09, t10, b1, b2, b3, b4, b5, b6, b7, b8, b9, extra)
)
