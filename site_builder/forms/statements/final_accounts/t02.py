"""公开02表: income by account and kind."""

from __future__ import annotations

from site_builder.forms.statements.columns import INCOME_KINDS
from site_builder.forms.statements.declare import AMOUNTS, SHAPE, Family, StatementForm

FORM = StatementForm(
    id="T2",
    title="收入决算表",
    titles=(
        "收入决算表",
        "收入决算总表",
        "收入决算情况表",
        "收入决算总体情况表",
        "收入决算明细表",
    ),
    columns=INCOME_KINDS,
    family=Family.FINAL,
    signature=(
        "year_income",
        "fiscal_appropriation",
        "other_income",
    ),
    pattern=f"收入{AMOUNTS}{SHAPE}",
)
