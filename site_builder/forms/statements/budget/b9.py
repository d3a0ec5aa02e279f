"""Budget table 9: the three public expenses and agency operating cost."""

from __future__ import annotations

from site_builder.forms.statements.columns import MEASURES, THREE_PUBLIC
from site_builder.forms.statements.declare import THREE_PUBLIC_TITLE, Family, StatementForm

FORM = StatementForm(
    id="B9",
    title="“三公”经费和机关运行经费预算表",
    titles=(
        "三公经费和机关运行经费预算表",
        "三公经费预算表",
        "三公经费支出表",
        "三公经费支出预算表",
        "三公经费、会议费、培训费支出预算表",
        "一般公共预算三公经费支出表",
        "财政拨款三公经费支出表",
        "一般公共预算三公经费支出预算表",
        "财政拨款三公经费支出预算表",
        "三公经费及机关运行经费预算表",
        "一般公共预算三公经费支出情况表",
        "财政拨款预算三公经费支出表",
        "三公经费支出情况表",
        "三公经费、会议费、培训费预算表",
        "一般公共预算三公经费表",
    ),
    columns=THREE_PUBLIC + MEASURES,
    family=Family.BUDGET,
    measure="预算数",
    pattern=THREE_PUBLIC_TITLE,
)
