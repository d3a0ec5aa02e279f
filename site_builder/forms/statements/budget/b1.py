"""Budget table 1: income and expenditure."""

from __future__ import annotations

from site_builder.forms.statements.columns import AMOUNT, AMOUNT_OF_PARTS, BY_USE, PREVIOUS
from site_builder.forms.statements.declare import AMOUNTS, BOTH, SHAPE, Family, StatementForm

FORM = StatementForm(
    id="B1",
    title="收支总表",
    titles=(
        "收支总表",
        "收支预算总表",
        "财务收支预算总表",
        "财务收支总表",
        "收入支出总表",
        "收支总体情况表",
        "收支预算总体情况表",
        "收入支出预算总表",
        "收支总体表",
        "预算收支总表",
        "收支预算表",
    ),
    columns=(AMOUNT, AMOUNT_OF_PARTS, PREVIOUS, *BY_USE),
    family=Family.BUDGET,
    pattern=f"(?:财务|综合)?{BOTH}(?:总体)?{AMOUNTS}{SHAPE}",
)
