"""Budget table 5: general public budget expenditure by function."""

from __future__ import annotations

from site_builder.forms.statements.columns import AMOUNT, PREVIOUS, SPENDING
from site_builder.forms.statements.declare import AMOUNTS, BY_FUNCTION, GENERAL, SHAPE, Family, StatementForm

FORM = StatementForm(
    id="B5",
    title="一般公共预算支出表",
    titles=(
        "一般公共预算支出表",
        "一般公共预算支出预算表",
        "一般公共预算支出功能分类预算表",
        "一般公共预算支出情况表",
        "一般公共预算财政拨款支出预算表",
        "一般公共预算财政拨款支出表",
        "一般公共预算支出预算总表",
        "一般公共预算当年拨款支出表",
        "一般公共预算财政拨款支出情况表",
        "一般公共预算支出总表",
    ),
    columns=(*SPENDING, PREVIOUS, AMOUNT),
    family=Family.BUDGET,
    pattern=f"{GENERAL}(?:当年)?(?:财政)?(?:拨款)?(?:收入)?支出{AMOUNTS}{BY_FUNCTION}{AMOUNTS}{SHAPE}",
)
