"""Budget table 6: government fund expenditure."""

from __future__ import annotations

from site_builder.forms.statements.columns import FUND_FLOW
from site_builder.forms.statements.declare import AMOUNTS, BOTH, BY_FUNCTION, SHAPE, Family, StatementForm

FORM = StatementForm(
    id="B6",
    title="政府性基金预算支出表",
    titles=(
        "政府性基金预算支出表",
        "政府性基金预算支出预算表",
        "政府性基金预算支出功能分类预算表",
        "政府性基金预算支出情况表",
        "财政拨款政府性基金支出预算表",
        "政府性基金支出预算表",
        "政府性基金支出表",
        "政府性基金预算财政拨款支出预算表",
        "政府性基金预算财政拨款支出表",
        "政府性基金预算收支表",
    ),
    columns=FUND_FLOW,
    family=Family.BUDGET,
    pattern=f"(?:财政拨款)?政府性基金(?:预算)?(?:当年)?(?:财政)?(?:拨款)?(?:{BOTH}|支出){AMOUNTS}{BY_FUNCTION}{AMOUNTS}{SHAPE}",
)
