"""Budget table 7: state capital operation expenditure."""

from __future__ import annotations

from site_builder.forms.statements.columns import FUND_FLOW
from site_builder.forms.statements.declare import AMOUNTS, BOTH, BY_FUNCTION, SHAPE, Family, StatementForm

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
    pattern=f"(?:财政拨款)?国有资本(?:经营)?(?:预算)?(?:当年)?(?:财政)?(?:拨款)?(?:{BOTH}|支出){AMOUNTS}{BY_FUNCTION}{AMOUNTS}{SHAPE}",
)
