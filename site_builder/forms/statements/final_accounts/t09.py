"""公开09表: the three public expenses, budget and outturn."""

from __future__ import annotations

from site_builder.forms.statements.columns import MEASURES, THREE_PUBLIC
from site_builder.forms.statements.declare import THREE_PUBLIC_TITLE, Family, StatementForm

FORM = StatementForm(
    id="T9",
    title="财政拨款“三公”经费支出决算表",
    titles=(
        "财政拨款三公经费支出决算表",
        "一般公共预算财政拨款三公经费支出决算表",
        "三公经费支出决算表",
        "三公经费决算表",
        "财政拨款三公经费决算表",
        "一般公共预算三公经费支出决算表",
        "财政拨款三公经费支出决算情况表",
        "三公经费公共财政拨款支出决算表",
        "三公经费及机关运行经费决算表",
        "一般公共预算财政拨款三公经费支出表",
        "三公经费公共预算财政拨款支出决算表",
        "财政拨款三公经费及机关运行经费支出决算表",
    ),
    columns=THREE_PUBLIC + MEASURES,
    family=Family.FINAL,
    measure="决算数",
    pattern=THREE_PUBLIC_TITLE,
)
