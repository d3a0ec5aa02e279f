"""Tables of Word text exports that print one cell a line: a leading tab opens a cell, blank lines part the rows.

Cells hold several lines and blank lines; a merged cell is an empty tab line. Within a cell, paragraphs are parted
by one blank line, so before a cell an odd number of blank lines ends the row, and an even number is an empty
paragraph at the end of the cell before. Before text, an even number ends the table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from site_builder.model.document import Cell
from site_builder.readers.cleaning import clean_text
from site_builder.readers.headings import ends_table, heading_level, number_level

_LOOK = 40
_REACH = 120
_ITEM = re.compile(r"\s*[（(]?(\d{1,2}|[一二三四五六七八九十]{1,3})[)）、.．]")
_HAN_NUMBERS = {word: n for n, word in enumerate([*"一二三四五六七八九十", "十一", "十二", "十三", "十四"], 1)}
_SENTENCE_END = ("。", "；", "！", "：")


@dataclass(slots=True)
class DraftCell:
    """A cell while its lines are gathered; `gap` counts the blank lines before it."""

    line: int
    gap: int
    lines: list[str] = field(default_factory=list)


def opens_cell(line: str) -> bool:
    """Tell whether a line is one cell: one tab, at its beginning."""
    return line.startswith("\t") and "\t" not in line[1:].rstrip()


def is_cell_region(lines: Sequence[str], start: int) -> bool:
    """Tell whether the table at `start` prints one cell a line, judged by its next lines with tabs."""
    single = several = 0
    for line in lines[start : start + _LOOK]:
        if opens_cell(line):
            single += 1
        elif "\t" in line.strip():
            several += 1
    return single >= 2 and single >= 3 * several


def read_cells(lines: Sequence[str], start: int) -> tuple[list[list[DraftCell]], int]:
    """Return the rows of the table at `start` and the line behind it (counted from 0)."""
    cells: list[DraftCell] = []
    gap, here, safe, row_start, width = 0, start, -1, 0, 0
    while here < len(lines):
        line = lines[here]
        if line.startswith("\t") and "\t" not in line[1:].strip():
            if cells and gap % 2:
                width, row_start = len(cells) - row_start, len(cells)
            cells.append(DraftCell(here, gap, [line[1:]]))
            gap = 0
        elif not line or line.isspace():
            gap += 1
        elif "\t" in line.strip():
            break
        else:
            if here >= safe:
                safe = _continued_until(lines, here, gap, cells[-1], len(cells) - row_start >= width)
                if safe < 0:
                    break
            cells[-1].lines.extend([""] * gap)
            cells[-1].lines.append(line)
            gap = 0
        here += 1
    last = cells[-1]
    return _split_rows(cells), last.line + len(last.lines)


def _continued_until(lines: Sequence[str], here: int, gap: int, cell: DraftCell, complete: bool) -> int:
    """Return up to which line the text at `here` surely goes on the cell, -1 when the table has ended before."""
    text = clean_text(lines[here])
    if complete and gap and _closes(text, cell):
        return -1
    if gap and gap % 2 == 0:
        return -1
    if complete and not gap and ends_table(text):
        return -1
    following = _next_cell(lines, here)
    if following:
        return following
    if gap == 0:
        return here + 1 if not (complete and len(text) > 40 and text.endswith(_SENTENCE_END)) else -1
    return here + 1 if not complete or _continues_list(text, cell) else -1


def _closes(text: str, cell: DraftCell) -> bool:
    """A note, a title or a numbered heading behind a whole row is outside the table, unless a list goes on."""
    if ends_table(text):
        return True
    level = number_level(text)
    return level is not None and level <= 3 and heading_level(text) is not None and not _continues_list(text, cell)


def _next_cell(lines: Sequence[str], here: int) -> int:
    """Return the line of the next cell that the text at `here` leads to, 0 when the table's text ends before."""
    gap = 0
    for there in range(here + 1, min(here + _REACH, len(lines))):
        line = lines[there]
        if line.startswith("\t"):
            return there if "\t" not in line[1:].strip() else 0
        if not line or line.isspace():
            gap += 1
            continue
        if (gap and gap % 2 == 0) or "\t" in line.strip() or ends_table(clean_text(line)):
            return 0
        gap = 0
    return 0


def _continues_list(text: str, cell: DraftCell) -> bool:
    """Tell whether `text` carries the number that follows the last number in the cell."""
    found = _ITEM.match(text)
    if not found:
        return False
    for line in reversed(cell.lines):
        before = _ITEM.match(line)
        if before:
            return _item_number(found[1]) == _item_number(before[1]) + 1
    return False


def _item_number(printed: str) -> int:
    return int(printed) if printed.isdecimal() else _HAN_NUMBERS.get(printed, -9)


def _split_rows(cells: list[DraftCell]) -> list[list[DraftCell]]:
    """Part the cells into rows at odd gaps, then part rows that the widths of their neighbours tell apart."""
    rows: list[list[DraftCell]] = []
    for cell in cells:
        if not rows or cell.gap % 2:
            rows.append([])
        rows[-1].append(cell)
    return _part_doubles(rows)


def _part_doubles(rows: list[list[DraftCell]]) -> list[list[DraftCell]]:
    """An even gap ends a row after all when the parts fit the neighbouring rows and the whole does not."""
    parted: list[list[DraftCell]] = []
    for index, row in enumerate(rows):
        near = {len(parted[-1]) if parted else 0, len(rows[index + 1]) if index + 1 < len(rows) else 0}
        cut = next((n for n, cell in enumerate(row) if n and cell.gap), 0)
        if cut and len(row) not in near and {cut, len(row) - cut} <= near:
            parted += [row[:cut], row[cut:]]
        else:
            parted.append(row)
    return parted


def is_table(rows: list[list[DraftCell]]) -> bool:
    """Tell a table from paragraphs that are indented with a tab."""
    if all(len(row) == 1 for row in rows):
        return False
    texts = [text for row in rows for cell in row for text in cell.lines if text.strip()]
    sentences = sum(len(text) > 20 and text.rstrip().endswith("。") for text in texts)
    return len(texts) > 1 and (len(rows) > 1 or sentences * 2 < len(texts))


def build_cells(rows: list[list[DraftCell]]) -> tuple[Cell, ...]:
    """Return the cells with cleaned text; the place is the first line that holds text."""
    return tuple(_build(cell, row, col) for row, cells in enumerate(rows) for col, cell in enumerate(cells))


def _build(draft: DraftCell, row: int, col: int) -> Cell:
    if len(draft.lines) == 1:
        raw = draft.lines[0]
        return Cell(clean_text(raw), row, col, f"L{draft.line + 1}", raw)
    offset = next((n for n, line in enumerate(draft.lines) if line.strip()), 0)
    text = "\n".join(part for part in map(clean_text, draft.lines) if part)
    return Cell(text, row, col, f"L{draft.line + offset + 1}", "\n".join(draft.lines))
