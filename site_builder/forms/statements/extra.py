"""Tables beyond the official sets that bureaus add: projects, procurement, assets, meetings (identifier X)."""

from __future__ import annotations

from site_builder.forms.statements.columns import (
    ADJUSTED,
    AMOUNT,
    EXPENDITURE_KINDS,
    FUNDS,
    INITIAL,
    PREVIOUS,
)
from site_builder.forms.statements.declare import Column, Family, StatementForm

TOTAL = Column("total", ("合计", "总计"))

FORM = StatementForm(
    id="X",
    title="其他公开表",
    titles=(
        "财政拨款支出决算表",
        "财政拨款支出预算表",
        "财政拨款支出表",
        "财政拨款基本支出预算表",
        "财政拨款基本支出决算表",
        "财政拨款基本支出表",
        "基本支出预算表",
        "项目支出表",
        "项目支出预算表",
        "项目支出决算表",
        "项目支出明细表",
        "政府采购预算表",
        "政府采购支出预算表",
        "政府采购情况表",
        "政府采购支出决算表",
        "政府采购支出表",
        "机关运行经费支出预算表",
        "一般公共预算机关运行经费支出预算表",
        "机关运行经费预算表",
        "机关运行经费表",
        "政府购买服务预算表",
        "政府购买服务支出表",
        "政府购买服务支出预算表",
        "国有资产占有使用情况表",
        "国有资产占用情况表",
        "新增资产配置预算表",
        "会议费培训费支出表",
        "会议费、培训费支出表",
        "会议费和培训费支出表",
        "一般性支出情况表",
        "一般性支出表",
        "财政专户管理资金支出表",
        "专项转移支付表",
        "对下转移支付预算表",
        "财政拨款结转和结余表",
        "一般公共预算支出政府经济分类预算表",
        "政府经济分类支出表",
    ),
    columns=(
        *EXPENDITURE_KINDS[1:],
        *FUNDS[1:],
        INITIAL,
        ADJUSTED,
        PREVIOUS,
        Column("total", ("合计", "总计")),
        AMOUNT,
    ),
    family=Family.EXTRA,
)
