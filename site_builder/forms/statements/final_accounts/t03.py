"""公开03表: expenditure by account and kind."""

from __future__ import annotations

from site_builder.forms.statements.columns import EXPENDITURE_KINDS
from site_builder.forms.statements.declare import AMOUNTS, SHAPE, Family, StatementForm

FORM = StatementForm(
    id="T3",
    title="支出决算表",
    titles=(
        "支出决算表",
        "支出决算总表",
        "支出决算情况表",
        "支出决算总体情况表",
        "支出决算明细表",
    ),
    columns=EXPENDITURE_KINDS,
    family=Family.FINAL,
    signature=(
        "year_expenditure",
        "basic_expenditure",
        "project_expenditure",
        "remittance_to_superior",
    ),
    pattern=f"支出{AMOUNTS}{SHAPE}",
)
