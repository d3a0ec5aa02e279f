"""会议费培训费支出情况表: an extra table that some places publish beside the official ones."""

from __future__ import annotations

from site_builder.forms.statements.declare import Column, Family, StatementForm

FORM = StatementForm(
    id="X-MEETING",
    title="会议费培训费支出情况表",
    titles=("会议费培训费支出情况表", "会议费、培训费支出表"),
    columns=(
        Column("budget", ("预算数", "年初预算数")),
        Column("executed", ("决算数", "支出数")),
    ),
    family=Family.EXTRA,
)
