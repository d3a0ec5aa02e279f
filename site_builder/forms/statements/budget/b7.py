"""Budget table 7: state capital operation expenditure."""

from __future__ import annotations

from site_builder.forms.statements.columns import FUND_FLOW
from site_builder.forms.statements.declare import Family, StatementForm

FORM = StatementForm(
    id="B7",
    title="国有资本经营预算支出表",
    titles=(
        "国有资本经营预算支出表",
        "国有资本经营预算支出功能分类预算表",
        "国有资本经营预算支出预算表",
        "国有资本经营预算支出情况表",
        "国有资本经营预算财政拨款支出表",
        "国有资本经营预算财政拨款支出预算表",
        "国有资本经营支出预算表",
        "国有资本经营预算收支表",
    ),
    columns=FUND_FLOW,
    family=Family.BUDGET,
)
