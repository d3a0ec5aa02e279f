"""Budget table 3: expenditure by account and kind."""

from __future__ import annotations

from site_builder.forms.statements.columns import EXPENDITURE_KINDS
from site_builder.forms.statements.declare import AMOUNTS, SHAPE, Family, StatementForm

FORM = StatementForm(
    id="B3",
    title="支出总表",
    titles=(
        "支出总表",
        "支出预算总表",
        "支出总体情况表",
        "支出预算表",
        "支出预算总体情况表",
        "支出总体表",
    ),
    columns=EXPENDITURE_KINDS,
    family=Family.BUDGET,
    pattern=f"支出{AMOUNTS}{SHAPE}",
)
