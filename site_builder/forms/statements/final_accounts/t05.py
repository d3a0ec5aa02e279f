"""公开05表: general public budget expenditure by function."""

from __future__ import annotations

from site_builder.forms.statements.columns import FUND_FLOW
from site_builder.forms.statements.declare import AMOUNTS, BY_FUNCTION, GENERAL, SHAPE, Family, StatementForm

FORM = StatementForm(
    id="T5",
    title="一般公共预算财政拨款支出决算表",
    titles=(
        "一般公共预算财政拨款支出决算表",
        "一般公共预算财政拨款支出决算总表",
        "一般公共预算支出决算表",
        "一般公共预算财政拨款收入支出决算表",
        "一般公共预算财政拨款支出决算情况表",
        "一般公共预算财政拨款支出决算功能分类表",
        "一般公共预算财政拨款支出决算明细表",
        "一般公共预算财政拨款支出决算具体情况表",
    ),
    columns=FUND_FLOW,
    family=Family.FINAL,
    pattern=f"{GENERAL}(?:当年)?(?:财政)?(?:拨款)?(?:收入)?支出{AMOUNTS}{BY_FUNCTION}{AMOUNTS}{SHAPE}",
)
