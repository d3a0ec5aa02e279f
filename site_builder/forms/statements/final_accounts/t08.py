"""公开08表: state capital operation budget."""

from __future__ import annotations

from site_builder.forms.statements.columns import FUND_FLOW
from site_builder.forms.statements.declare import Family, StatementForm

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
)
