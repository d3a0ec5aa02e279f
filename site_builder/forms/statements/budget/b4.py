"""Budget table 4: appropriations."""

from __future__ import annotations

from site_builder.forms.statements.columns import AMOUNT, FUNDS
from site_builder.forms.statements.declare import AMOUNTS, BOTH, SHAPE, Family, StatementForm

FORM = StatementForm(
    id="B4",
    title="财政拨款收支总表",
    titles=(
        "财政拨款收支总表",
        "财政拨款收支预算总表",
        "财政拨款收支总体情况表",
        "财政拨款收入支出总表",
        "财政拨款收入支出预算总表",
        "财政拨款收支预算表",
        "财政拨款收支总体表",
    ),
    columns=(*FUNDS, AMOUNT),
    family=Family.BUDGET,
    pattern=f"财政拨款(?:预算)?{BOTH}{AMOUNTS}{SHAPE}",
)
