"""HTML tables left in text and Markdown files, as OCR programs write them: merged cells are known there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from site_builder.model.document import Cell
from site_builder.readers.cleaning import clean_text

_TAG = re.compile(r"<(/?)(table|tr|td|th)(\s[^<>]{0,400})?/?>", re.I)
_SPAN = re.compile(r"(row|col)span\s*=\s*[\"']?\s*(\d{1,4})", re.I)
MAX_SPAN = 1000
MAX_WORK = 2_000_000
MAX_LINES = 20_000


@dataclass(slots=True)
class DraftCell:
    """A cell while the table is read; `start` and `end` are offsets in the table's text."""

    row: int
    col: int
    rowspan: int
    colspan: int
    start: int
    end: int


def opens_table(line: str) -> bool:
    """Tell whether a table's tag stands in a line."""
    return "<" in line and "<table" in line.lower()


def find_end(lines: Sequence[str], start: int) -> int:
    """Return the line (counted from 0) that closes the table opened in `start`, -1 when none does."""
    depth = 0
    for here in range(start, min(start + MAX_LINES, len(lines))):
        lower = lines[here].lower()
        depth += lower.count("<table") - lower.count("</table")
        if depth <= 0:
            return here
    return -1


class _Grid:
    """Places cells beside those that reach down from above; `work` is bounded against hostile spans."""

    def __init__(self) -> None:
        self.row = -1
        self.col = 0
        self.drafts: list[DraftCell] = []
        self.work = 0
        self._taken: dict[int, int] = {}

    def open_row(self) -> None:
        """Begin the next row."""
        self.row += 1
        self.col = 0

    def open_cell(self, attributes: str, start: int, end: int) -> DraftCell:
        """Place a cell in the first free column."""
        self.row = max(self.row, 0)
        before = self.col
        while self._taken.get(self.col, 0) > self.row:
            self.col += 1
        rowspan, colspan = _spans(attributes)
        for covered in range(self.col, self.col + colspan):
            self._taken[covered] = self.row + rowspan
        draft = DraftCell(self.row, self.col, rowspan, colspan, start, end)
        self.drafts.append(draft)
        self.col += colspan
        self.work += self.col - before
        return draft


def read_markup(lines: Sequence[str], start: int, end: int) -> tuple[tuple[Cell, ...], str, str]:
    """Return the cells of the table in lines `start` to `end`, and the text before (or between cells) and behind.

    No cells when there are none, or more than any table has.
    """
    text = "\n".join(lines[start : end + 1])
    grid = _Grid()
    loose: list[str] = []
    depth = last = 0
    current: DraftCell | None = None
    for tag in _TAG.finditer(text):
        closing, name = bool(tag[1]), tag[2].lower()
        if current is None:
            loose.append(text[last : tag.start()])
        elif depth == 1:
            current.end = tag.start()
        last = tag.end()
        if name == "table":
            depth += -1 if closing else 1
            current = current if depth > 0 else None
        elif depth == 1 and (closing or name == "tr"):
            current = None
            if not closing:
                grid.open_row()
        elif depth == 1:
            current = grid.open_cell(tag[3] or "", tag.end(), len(text))
            if grid.work > MAX_WORK:
                return (), "", ""
    return _build(text, grid.drafts, start), " ".join(loose), text[last:]


def _spans(attributes: str) -> tuple[int, int]:
    found = {kind.lower(): min(max(int(number), 1), MAX_SPAN) for kind, number in _SPAN.findall(attributes)}
    return found.get("row", 1), found.get("col", 1)


def _build(text: str, drafts: list[DraftCell], start: int) -> tuple[Cell, ...]:
    """Clean the cells; spans end with the last row that has cells."""
    height = max((draft.row for draft in drafts), default=-1) + 1
    cells: list[Cell] = []
    line, counted = start + 1, 0
    for draft in drafts:
        line += text.count("\n", counted, draft.start)
        counted = draft.start
        raw = text[draft.start : max(draft.end, draft.start)]
        skipped = raw[: len(raw) - len(raw.lstrip())].count("\n") if raw.strip() else 0
        rowspan = min(draft.rowspan, height - draft.row)
        cells.append(Cell(clean_text(raw), draft.row, draft.col, f"L{line + skipped}", raw, rowspan, draft.colspan))
    return tuple(cells)
