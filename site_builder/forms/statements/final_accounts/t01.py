"""公开01表: income lines and expenditure by function, one amount each."""

from __future__ import annotations

from site_builder.forms.statements.columns import ADJUSTED, AMOUNT, AMOUNT_OF_PARTS, BY_USE, INITIAL, PREVIOUS
from site_builder.forms.statements.declare import AMOUNTS, BOTH, SHAPE, Family, StatementForm

FORM = StatementForm(
    id="T1",
    title="收入支出决算总表",
    titles=(
        "收入支出决算总表",
        "收支决算总表",
        "收入支出决算表",
        "收支总体决算表",
        "收支决算总体情况表",
        "收入支出决算总体情况表",
        "收入支出决算批复表",
    ),
    columns=(INITIAL, ADJUSTED, AMOUNT, AMOUNT_OF_PARTS, PREVIOUS, *BY_USE),
    family=Family.FINAL,
    pattern=f"(?:财务)?{BOTH}(?:总体)?{AMOUNTS}{SHAPE}",
)
