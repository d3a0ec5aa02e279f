"""Tables drawn with line characters (┌─┬─┐), as accounting programs print them to text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from site_builder.model.document import Cell
from site_builder.readers.cleaning import clean_text

_RULE = re.compile(r"[\s─━═┄┅┈┉┌┏╔┬┳╦┐┓╗├┣╠┼╋╬┤┫╣└┗╚┴┻╩┘┛╝│┃║╭╮╰╯+-]+")
_DASHES = re.compile("[─━═]")
_BAR = re.compile("[│┃║]")
_CORNERS = tuple("┌┏╔├┣╠╭")


@dataclass(slots=True)
class DraftRow:
    """One row: the texts of its cells line by line, and the first line (counted from 0)."""

    line: int
    lines: list[list[str]]


def opens_box(line: str) -> bool:
    """Tell whether a line is the upper edge of a drawn table, or a row between upright lines."""
    start = line.lstrip()[:1]
    return start in _CORNERS or (start in ("│", "┃", "║") and len(_BAR.findall(line)) > 2)


def is_rule(line: str) -> bool:
    """Tell whether a line is drawn only."""
    return bool(_DASHES.search(line)) and bool(_RULE.fullmatch(line))


def read_boxes(lines: Sequence[str], start: int) -> tuple[list[DraftRow], int]:
    """Return the rows and the line behind; a cell has several lines where rules part all rows."""
    groups: list[list[DraftRow]] = [[]]
    here = start
    while here < len(lines):
        line = lines[here]
        if is_rule(line):
            groups.append([])
        elif _BAR.search(line):
            groups[-1].append(DraftRow(here, [_cells(line)]))
        else:
            break
        here += 1
    filled = [group for group in groups if group]
    # One rule below the header only: the lines of the last group are rows, not lines of one row.
    if len(filled) > 2 or all(len(group) == 1 for group in filled):
        return [_merge(group) for group in filled], here
    return [row for group in filled for row in group], here


def _cells(line: str) -> list[str]:
    fields = _BAR.split(line.strip())
    return fields[1 if not fields[0].strip() else 0 : -1 if not fields[-1].strip() else None]


def _merge(group: list[DraftRow]) -> DraftRow:
    return DraftRow(group[0].line, [row.lines[0] for row in group])


def width_of(row: DraftRow) -> int:
    """Return the number of cells in the row."""
    return max(map(len, row.lines))


def build_cells(rows: list[DraftRow]) -> tuple[Cell, ...]:
    """Return the cells; the place is the first line of the cell that holds text."""
    cells: list[Cell] = []
    for index, row in enumerate(rows):
        for col in range(width_of(row)):
            parts = [fields[col] if col < len(fields) else "" for fields in row.lines]
            offset = next((n for n, part in enumerate(parts) if part.strip()), 0)
            text = "\n".join(filter(None, map(clean_text, parts)))
            cells.append(Cell(text, index, col, f"L{row.line + offset + 1}", "\n".join(parts)))
    return tuple(cells)
