"""Self-evaluation forms: 项目支出绩效自评表, 部门整体支出绩效自评表, 绩效目标表 and the basic-data table."""

from __future__ import annotations

from site_builder.forms.selfeval.read import read_forms

__all__ = ["read_forms"]
