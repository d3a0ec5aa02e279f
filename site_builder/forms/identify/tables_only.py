"""The kind of a document without a title of its own: by its chapters, what its tables are called, what it is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from site_builder.forms.identify.titles import parse_title, without_number
from site_builder.model.document import Block, Table
from site_builder.model.report import ReportKind
from site_builder.text import fold

_TABLE_KINDS = (
    (re.compile(r"决算(?:总|明细)?表"), ReportKind.DEPARTMENT_FINAL),
    (re.compile(r"预算(?:总|明细|收支)?表|收支(?:预算)?总表"), ReportKind.DEPARTMENT_BUDGET),
)
_MAX_LINE = 40
_CHAPTER = re.compile(
    r"绩效目标(?:分解下达|完成|实现)情况|绩效自评|自评工作|自评结[果论]|偏离绩效目标的?原因|绩效指标完成情况|绩效评价结论"
)
_MIN_CHAPTERS = 2


def kind_of_chapters(blocks: Sequence[Block], first: int, last: int) -> ReportKind | None:
    """Return the kind that numbered chapters name (第二部分 2024年部门预算情况说明), None when none does."""
    votes: Counter[ReportKind] = Counter()
    for block in blocks[first : last + 1]:
        if isinstance(block, Table) or len(block.text) > _MAX_LINE:
            continue
        title = parse_title(without_number(block.text))
        if title and title.year is not None:
            votes[title.kind] += 1
    return votes.most_common(1)[0][0] if votes else None


def kind_of_tables(blocks: Sequence[Block], first: int, last: int) -> ReportKind:
    """Return the kind that most titles of tables belong to, UNKNOWN when there are none."""
    votes: Counter[ReportKind] = Counter()
    for block in blocks[first : last + 1]:
        plain = fold(block.name if isinstance(block, Table) else block.text)
        if len(plain) <= _MAX_LINE:
            votes.update([kind for pattern, kind in _TABLE_KINDS if pattern.search(plain)][:1])
    return votes.most_common(1)[0][0] if votes else _kind_of_content(blocks, first, last)


def _kind_of_content(blocks: Sequence[Block], first: int, last: int) -> ReportKind:
    """Return the kind by the columns of a form or by the chapters of a self-evaluation, UNKNOWN where neither is."""
    chapters = 0
    for block in blocks[first : last + 1]:
        if isinstance(block, Table):
            heads = {fold(cell.text) for cell in block.cells if 2 < len(cell.text) < 20}
            if {"二级指标", "三级指标"} & heads:
                return _kind_of_form(heads)
        elif len(block.text) <= _MAX_LINE:
            chapters += bool(_CHAPTER.search(fold(block.text)))
    return ReportKind.SELF_EVAL_REPORT if chapters >= _MIN_CHAPTERS else ReportKind.UNKNOWN


def _kind_of_form(heads: set[str]) -> ReportKind:
    if not any(head.endswith(("完成值", "得分", "完成情况", "执行率")) for head in heads):
        return ReportKind.PERFORMANCE_TARGET
    named = {"项目名称", "实施单位", "项目资金"} & heads
    return ReportKind.PROJECT_SELF_EVAL_FORM if named else ReportKind.OVERALL_SELF_EVAL_FORM
