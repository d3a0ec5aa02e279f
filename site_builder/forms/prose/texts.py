"""Longer statements of a report: goals, what was reached, problems, and what will be done about them."""

from __future__ import annotations

from collections.abc import Sequence

from site_builder.forms.prose.ledger import Ledger
from site_builder.forms.prose.lines import Line
from site_builder.forms.prose.structure import Part

_ITEMS = {"problems": "存在问题", "measures": "改进措施", "done": "绩效目标完成情况", "goals": "绩效目标"}
_MIN_LENGTH = 20


def read_texts(lines: Sequence[Line], line_parts: Sequence[Part], told: frozenset[int], ledger: Ledger) -> None:
    """Write the paragraphs under such headings as texts about the department.

    `told` are the blocks that already are texts of a project.
    """
    for line, part in zip(lines, line_parts, strict=True):
        item = _ITEMS.get(part.role)
        if item and not line.heading and line.block not in told and len(line.rest) >= _MIN_LENGTH:
            printed = line.text[line.begin :].strip()
            ledger.text(line, line.body, ledger.context.department, item, line.rest, printed=printed)
