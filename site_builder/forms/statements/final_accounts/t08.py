"""公开08表: state capital operation budget."""

from __future__ import annotations

from site_builder.forms.statements.columns import FUND_FLOW
from site_builder.forms.statements.declare import AMOUNTS, BOTH, BY_FUNCTION, SHAPE, Family, StatementForm

FORM = StatementForm(
    id="T8",
    title="国有资本经营预算财政拨款支出决算表",
    titles=(
        "国有资本经营预算财政拨款支出决算表",
        "国有资本经营预算财政拨款收入支出决算表",
        "国有资本经营预算支出决算表",
        "国有资本经营预算收入支出决算表",
        "国有资本经营财政拨款支出决算表",
        "国有资本经营预算财政拨款收支决算表",
    ),
    columns=FUND_FLOW,
    family=Family.FINAL,
    pattern=f"(?:财政拨款)?国有资本(?:经营)?(?:预算)?(?:财政)?(?:拨款)?(?:{BOTH}|支出){AMOUNTS}{BY_FUNCTION}{AMOUNTS}{SHAPE}",
)
