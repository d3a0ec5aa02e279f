"""Documents made of plain lines, for tests of what running text says."""

from __future__ import annotations

from site_builder.forms import extract_reports
from site_builder.model.config import FileHints
from site_builder.model.document import Cell, Document, Format, Paragraph, Table
from site_builder.model.report import Fact, Report

SELF_EVAL = ("河源省云泽市青溪区", "云泽市青溪区水务局", "2024年度部门整体支出绩效自评报告")
FINAL = ("云泽市水务局", "2024年度部门决算公开")


def document(*lines: str, source: str = "report.txt") -> Document:
    """Return a text document of one paragraph a line, placed at L1, L2, …"""
    blocks = tuple(Paragraph(line, f"L{number}", line) for number, line in enumerate(lines, 1) if line.strip())
    return Document(source, Format.TXT, "0" * 64, blocks, lines=lines)


def with_table(lines: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Document:
    """Return lines followed by a table whose cells are placed at t1r1c1, …"""
    cells = tuple(
        Cell(text, row, col, f"t1r{row + 1}c{col + 1}")
        for row, texts in enumerate(rows)
        for col, text in enumerate(texts)
    )
    base = document(*lines)
    table = Table(cells, len(rows), max(map(len, rows)), "t1")
    return Document(base.source, base.format, base.sha256, (*base.blocks, table), lines=base.lines)


def report(*lines: str) -> Report:
    """Return the only report of a document of lines."""
    (only,) = extract_reports(document(*lines), FileHints())
    return only


def facts(*lines: str) -> list[Fact]:
    """Return the facts of a document of lines that are no identity facts."""
    found = report(*lines)
    identity = {fact.id for fact in found.identity}
    return [fact for fact in found.facts if fact.id not in identity]


def said(*lines: str) -> set[tuple[str, str, str, str]]:
    """Return (subject, item, value, unit) of the facts of a document of lines."""
    return {(fact.subject, fact.item, fact.value.text, fact.value.unit) for fact in facts(*lines)}
