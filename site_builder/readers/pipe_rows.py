"""Markdown tables with pipes; the cells agree with markdown-it-py, which a test holds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from site_builder.model.document import Cell
from site_builder.readers.cleaning import clean_text

# One dash is enough; alignment colons and any number of cells.
_RULE = re.compile(r"\s{0,3}\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_PIPE = re.compile(r"(?<!\\)\|")
MAX_COLUMNS = 1000


def is_rule(line: str) -> bool:
    """Tell whether a line is the rule below a Markdown table's header."""
    return "-" in line and "|" in line and len(line) < 20_000 and _is_rule_shape(line)


def _is_rule_shape(line: str) -> bool:
    return not line.strip(" \t|:-") and bool(_RULE.fullmatch(line.rstrip()))


def opens_pipes(lines: Sequence[str], start: int) -> bool:
    """Tell whether a table begins at `start`: a row with pipes above a rule of as many cells.

    OCR leaves the rule out: then two rows of as many cells, with pipes at both ends.
    """
    if start + 1 >= len(lines) or "|" not in lines[start]:
        return False
    following = lines[start + 1]
    if not is_rule(following) and not (_is_boxed(lines[start]) and _is_boxed(following)):
        return False
    return len(split_row(lines[start])) == len(split_row(following)) <= MAX_COLUMNS


def _is_boxed(line: str) -> bool:
    """Tell whether a row has pipes at both ends and between its cells."""
    line = line.strip()
    return len(line) > 2 and line[0] == line[-1] == "|" and line.count("|") > 2


def split_row(line: str) -> list[str]:
    """Return the cells of one row, raw; an escaped pipe is text."""
    line = line.strip()
    fields = _PIPE.split(line)
    if fields and not fields[0].strip():
        fields = fields[1:]
    if fields and not fields[-1].strip():
        fields = fields[:-1]
    return fields


def read_pipes(lines: Sequence[str], start: int) -> tuple[list[tuple[int, list[str]]], int]:
    """Return the rows (line counted from 0, cells) without the rule, and the line behind the table.

    Blank lines of a page break do not end the table when a row with pipes at both ends follows.
    """
    rows = [(start, split_row(lines[start]))]
    here = end = start + 1
    gap = False
    while here < len(lines):
        line = lines[here].strip()
        if line:
            if "|" not in line or (gap and not (line[0] == line[-1] == "|" and not opens_pipes(lines, here))):
                break
            if not (is_rule(line) and (here == start + 1 or "---" in line)):
                rows.append((here, split_row(line)))
            end = here + 1
            gap = False
        else:
            gap = True
        here += 1
    return rows, end


def build_cells(rows: list[tuple[int, list[str]]], columns: int) -> tuple[Cell, ...]:
    """Return the cells; rows are as wide as the header, but a longer row keeps what it holds."""
    return tuple(
        Cell(clean_text(raw.replace("\\|", "|")), index, col, f"L{line + 1}", raw)
        for index, (line, fields) in enumerate(rows)
        for col, raw in enumerate(fields + [""] * (columns - len(fields)))
    )
