"""公开06表: basic expenditure by economic account, 人员经费 and 公用经费 side by side."""

from __future__ import annotations

from site_builder.forms.statements.columns import EXECUTED, SPENDING
from site_builder.forms.statements.declare import AMOUNTS, GENERAL, SHAPE, Family, StatementForm

FORM = StatementForm(
    id="T6",
    title="一般公共预算财政拨款基本支出决算明细表",
    titles=(
        "一般公共预算财政拨款基本支出决算明细表",
        "一般公共预算财政拨款基本支出决算表",
        "一般公共预算基本支出决算表",
        "一般公共预算基本支出决算明细表",
        "基本支出决算明细表",
        "基本支出决算表",
        "一般公共预算财政拨款基本支出经济分类决算表",
        "一般公共预算财政拨款基本支出决算经济分类表",
    ),
    columns=(*SPENDING[3:5], EXECUTED, SPENDING[0]),
    family=Family.FINAL,
    pattern=f"(?:{GENERAL}|财政)(?:财政)?(?:拨款)?基本支出{AMOUNTS}(?:部门)?(?:支出)?(?:经济)?(?:分类)?(?:科目)?{AMOUNTS}{SHAPE}",
)
