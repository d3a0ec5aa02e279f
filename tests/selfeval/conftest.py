"""Making of small tables for the tests of self-evaluation forms."""

from __future__ import annotations

from collections.abc import Sequence

from site_builder.forms.context import FormsResult, ReportContext
from site_builder.forms.facts import FactBook
from site_builder.forms.selfeval import read_forms
from site_builder.forms.selfeval.tokens import Row, rows_of
from site_builder.model.document import Block, Cell, Heading, Paragraph, Table
from site_builder.model.report import Fact, ReportKind

CONTEXT = ReportContext("某.txt", "某县某局", (), 2024, ReportKind.DEPARTMENT_FINAL)


def table(text: str, first_line: int = 1) -> Table:
    """A table as the text reader gives it: a row a line, a column a tab (written `|`), blank cells left out."""
    lines = text.strip("\n").split("\n")
    cells = [
        Cell(part.strip(), row, col, f"L{first_line + row}", part)
        for row, line in enumerate(lines)
        for col, part in enumerate(line.split("|"))
        if part.strip()
    ]
    width = max(line.count("|") for line in lines) + 1
    return Table(tuple(cells), len(lines), width, f"L{first_line}")


def row(text: str) -> Row:
    """One row of tokens."""
    return next(rows_of(table(text)))


def read(*blocks: Block | str, kind: ReportKind = ReportKind.DEPARTMENT_FINAL) -> tuple[FormsResult, Sequence[Fact]]:
    """Read blocks (a string is a paragraph; one beginning with # a heading)."""
    given = [_block(block, number) for number, block in enumerate(blocks)]
    book = FactBook("某.txt")
    context = ReportContext(CONTEXT.source, CONTEXT.department, (), CONTEXT.year, kind)
    return read_forms(given, context, book), book.facts


def _block(block: Block | str, number: int) -> Block:
    if not isinstance(block, str):
        return block
    if block.startswith("#"):
        return Heading(block.lstrip("# "), f"L{100 + number}")
    return Paragraph(block, f"L{100 + number}")
