"""Budget table 8: basic expenditure by economic account."""

from __future__ import annotations

from site_builder.forms.statements.columns import SPENDING
from site_builder.forms.statements.declare import AMOUNTS, GENERAL, SHAPE, Column, Family, StatementForm

FORM = StatementForm(
    id="B8",
    title="一般公共预算基本支出表",
    titles=(
        "一般公共预算基本支出表",
        "一般公共预算基本支出预算表",
        "一般公共预算基本支出部门预算经济分类预算表",
        "一般公共预算基本支出经济分类预算表",
        "一般公共预算基本支出情况表",
        "一般公共预算财政拨款基本支出表",
        "一般公共预算财政拨款基本支出预算表",
        "一般公共预算基本支出部门经济分类预算表",
    ),
    columns=(*SPENDING[3:5], Column("total", ("合计", "金额", "小计", "预算数", "本年预算数"))),
    family=Family.BUDGET,
    pattern=f"{GENERAL}(?:财政)?(?:拨款)?基本支出{AMOUNTS}(?:部门)?(?:预算)?(?:支出)?(?:经济)?(?:分类)?(?:科目)?{AMOUNTS}{SHAPE}",
)
