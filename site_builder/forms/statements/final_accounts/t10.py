"""公开10表: procurement, agency operating cost and assets."""

from __future__ import annotations

from site_builder.forms.statements.columns import ADJUSTED, EXECUTED, INITIAL, STATISTIC
from site_builder.forms.statements.declare import Family, StatementForm

FORM = StatementForm(
    id="T10",
    title="部门决算公开相关信息统计表",
    titles=(
        "部门决算公开相关信息统计表",
        "决算公开相关信息统计表",
        "公开相关信息统计表",
        "相关信息统计表",
        "机构运行信息表",
        "国有资产占用和政府采购情况表",
        "机构运行信息决算表",
        "其他重要事项统计表",
    ),
    columns=(INITIAL, ADJUSTED, STATISTIC, EXECUTED),
    family=Family.FINAL,
)
