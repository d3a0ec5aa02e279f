"""公开07表: government funds, income, expenditure and carry-over."""

from __future__ import annotations

from site_builder.forms.statements.columns import FUND_FLOW
from site_builder.forms.statements.declare import AMOUNTS, BOTH, BY_FUNCTION, SHAPE, Family, StatementForm

FORM = StatementForm(
    id="T7",
    title="政府性基金预算财政拨款收入支出决算表",
    titles=(
        "政府性基金预算财政拨款收入支出决算表",
        "政府性基金预算财政拨款支出决算表",
        "政府性基金预算财政拨款收支决算表",
        "政府性基金预算收入支出决算表",
        "政府性基金预算支出决算表",
        "政府性基金收入支出决算表",
        "政府性基金财政拨款收入支出决算表",
        "政府性基金预算财政拨款收入支出决算总表",
    ),
    columns=FUND_FLOW,
    family=Family.FINAL,
    pattern=f"(?:财政拨款)?政府性基金(?:预算)?(?:财政)?(?:拨款)?(?:{BOTH}|支出){AMOUNTS}{BY_FUNCTION}{AMOUNTS}{SHAPE}",
)
