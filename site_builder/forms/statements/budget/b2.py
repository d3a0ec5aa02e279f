"""Budget table 2: income by account and kind."""

from __future__ import annotations

from site_builder.forms.statements.columns import AMOUNT, INCOME_KINDS
from site_builder.forms.statements.declare import AMOUNTS, SHAPE, Family, StatementForm

FORM = StatementForm(
    id="B2",
    title="收入总表",
    titles=(
        "收入总表",
        "收入预算总表",
        "收入总体情况表",
        "收入预算表",
        "收入预算总体情况表",
        "收入总体表",
    ),
    columns=(*INCOME_KINDS, AMOUNT),
    family=Family.BUDGET,
    pattern=f"收入{AMOUNTS}{SHAPE}",
)
