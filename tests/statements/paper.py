"""Blocks for tests, written as they look on paper: lines of text and tab-separated tables."""

from __future__ import annotations

from site_builder.forms.context import ReportContext, StatementsResult
from site_builder.forms.facts import FactBook
from site_builder.forms.statements import read_statements
from site_builder.model.document import Block, Cell, Paragraph, Table
from site_builder.model.report import Fact, ReportKind, StatementTable


def paper(text: str) -> tuple[Block, ...]:
    """Lines with a tab are rows of one table, others paragraphs; a blank line ends a table."""
    blocks: list[Block] = []
    rows: list[tuple[int, list[str]]] = []
    for number, line in enumerate([*text.strip("\n").split("\n"), ""], 1):
        if "\t" in line:
            rows.append((number, line.split("\t")))
            continue
        if rows:
            blocks.append(_table(rows))
            rows = []
        if line.strip():
            blocks.append(Paragraph(line.strip(), f"L{number}", line))
    return tuple(blocks)


def _table(rows: list[tuple[int, list[str]]]) -> Table:
    ncols = max(len(cells) for _, cells in rows)
    cells = tuple(
        Cell(text, row, col, f"L{line}", text)
        for row, (line, texts) in enumerate(rows)
        for col, text in enumerate(texts)
    )
    return Table(cells, len(rows), ncols, f"L{rows[0][0]}")


def read(text: str, kind: ReportKind = ReportKind.DEPARTMENT_FINAL) -> tuple[StatementsResult, list[Fact]]:
    """Read official tables from a paper and return them with all facts."""
    book = FactBook("样例.txt")
    context = ReportContext("样例.txt", "青山县水务局", (), 2024, kind)
    return read_statements(paper(text), context, book), book.facts


def read_one(text: str, kind: ReportKind = ReportKind.DEPARTMENT_FINAL) -> StatementTable:
    """Read the only table of a paper."""
    result, _ = read(text, kind)
    assert len(result.tables) == 1, [table.title for table in result.tables]
    return result.tables[0]


def printed(table: StatementTable, label: str, column: str, side: str = "") -> str:
    """What a cell prints."""
    for row in table.rows:
        fact = row.get(column)
        if row.label == label and fact is not None and (not side or row.side == side):
            return fact.value.printed
    raise AssertionError(f"no cell {label}/{column} in {[row.label for row in table.rows]}")
