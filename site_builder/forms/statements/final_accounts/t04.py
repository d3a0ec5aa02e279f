"""公开04表: appropriations, expenditure split by fund."""

from __future__ import annotations

from site_builder.forms.statements.columns import AMOUNT, FUNDS
from site_builder.forms.statements.declare import AMOUNTS, BOTH, SHAPE, Family, StatementForm

FORM = StatementForm(
    id="T4",
    title="财政拨款收入支出决算总表",
    titles=(
        "财政拨款收入支出决算总表",
        "财政拨款收支决算总表",
        "财政拨款收入支出决算表",
        "财政拨款收支决算表",
        "财政拨款收支决算总体情况表",
        "财政拨款收入支出决算总体情况表",
    ),
    columns=(*FUNDS, AMOUNT),
    family=Family.FINAL,
    pattern=f"财政拨款{BOTH}{AMOUNTS}{SHAPE}",
)
