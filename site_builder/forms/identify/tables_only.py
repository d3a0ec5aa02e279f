"""The kind of a document without a title of its own: by its chapters, else by what its tables are called."""

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
    return votes.most_common(1)[0][0] if votes else ReportKind.UNKNOWN
