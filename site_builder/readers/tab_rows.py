"""Tables printed one row a line with tabs between the cells, as office suites and OCR export them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from site_builder.model.document import Cell
from site_builder.readers.cleaning import clean_text, is_plain
from site_builder.readers.headings import ends_table, heading_level, is_report_title, is_table_title
from site_builder.readers.page_marks import is_page_mark

MAX_COLUMNS = 1000
_LOOK = 80
_BROKEN_CELL_LINES = 40
_MARK_LINES = 8
_TOTAL = re.compile(r"\s*(?:总\s*分|总\s*得\s*分|自评总分|得\s*分|合\s*计|小\s*计|总\s*计)\s*[:：]?\s*")
_SCORE = re.compile(r"\s*(?:\d{1,3}(?:\.\d+)?\s*分?|优秀?|良好?|中|差|较差|一般|合格|不合格|[—\-/])\s*")
_ITEM = re.compile(r"\s*[（(]?\d{1,2}[)）、.．]")
_SENTENCE_END = ("。", "；", "！")


@dataclass(slots=True)
class DraftRow:
    """A row while it is gathered: `line` is its first line; `places` the lines of the cells where they differ."""

    line: int
    fields: list[str]
    places: list[int] | None = None


class TabTableReader:
    """Gathers the rows of one table; lines are counted from 0. `marks` are lines with page numbers among them."""

    def __init__(self, lines: Sequence[str], start: int) -> None:
        self.lines = lines
        self.start = start
        self.here = start
        self.rows: list[DraftRow] = []
        self.marks: list[int] = []
        self.width = _usual_width(lines, start)

    def read(self) -> tuple[list[DraftRow], int]:
        """Return the rows and the line behind the table."""
        lines, count = self.lines, len(self.lines)
        gap = 0
        end = self.start
        while self.here < count:
            line = lines[self.here]
            if "\t" in line:
                if self._is_outside(line, gap):
                    break
                self._add_row(line)
            elif not line or line.isspace():
                gap += 1
                self.here += 1
                continue
            elif is_page_mark(line) and self._goes_on_behind():
                self.marks.append(self.here)
                gap += 1
                self.here += 1
                continue
            elif not (self._mend_row(gap) or self._collect_total()):
                break
            gap = 0
            end = self.here
        return self.rows, end

    def _add_row(self, line: str) -> None:
        """Take the line as a row; a second half of a row broken within a cell is put to its first half."""
        fields = line.split("\t")
        if self.rows and self._completes(self.rows[-1].fields, fields):
            self._append_half(self.rows[-1], fields)
        elif '"' in line and fields[-1].startswith('"') and fields[-1].count('"') % 2:
            self.rows.append(DraftRow(self.here, self._quoted_row(fields)))
        else:
            self.rows.append(DraftRow(self.here, fields))
        self.here += 1

    def _completes(self, first: list[str], second: list[str]) -> bool:
        """Two lines are one row when only together they have the usual number of tabs and text meets text."""
        if len(first) + len(second) != self.width + 1 or not self.width:
            return False
        if min(len(first), len(second)) < 2 or not (first[-1].strip() and second[0].strip()):
            return False
        adjacent = bool(self.lines[self.here - 1].strip())
        return adjacent or bool(_ITEM.match(first[-1]) and _ITEM.match(second[0]))

    @staticmethod
    def _append_half(row: DraftRow, fields: list[str]) -> None:
        row.fields[-1] += "\n" + fields[0]
        row.fields += fields[1:]

    def _quoted_row(self, fields: list[str]) -> list[str]:
        """Follow quoted cells over their line breaks, as spreadsheets write them, until every quote is closed."""
        quotes = self.lines[self.here].count('"')
        for there in range(self.here + 1, min(self.here + _BROKEN_CELL_LINES, len(self.lines))):
            quotes += self.lines[there].count('"')
            if quotes % 2 == 0:
                text = "\n".join(self.lines[self.here : there + 1])
                self.here = there
                return text.split("\t")
        return fields

    def _goes_on_behind(self) -> bool:
        """Tell whether the next line with text is a row."""
        following = (line for line in self.lines[self.here + 1 : self.here + 1 + _MARK_LINES] if line.strip())
        return "\t" in next(following, "")

    def _is_outside(self, line: str, gap: int) -> bool:
        """Tell whether a line with tabs begins something else: a title row, a further form, running text."""
        first, _, rest = line.partition("\t")
        if not first.strip():
            return False
        if not rest.strip() and (gap or not self.rows):
            text = clean_text(first)
            if is_table_title(text) or is_report_title(text):
                return True
            if gap and len(text) > 40 and text.endswith(_SENTENCE_END):
                return True
        if gap and len(self.rows) > 2 and first == self.rows[0].fields[0]:
            return line.split("\t") != self.rows[0].fields
        return False

    def _mend_row(self, gap: int) -> bool:
        """Take lines without tabs between two rows as more lines of a cell.

        Blank lines stand only inside a row that lacks cells and is whole with the row behind.
        """
        last = self.rows[-1] if self.rows else None
        if last is None or (gap and len(last.fields) >= self.width):
            return False
        there, blanks = self._text_end(len(last.fields) < self.width)
        if there is None:
            return False
        texts = "\n".join(self.lines[self.here : there])
        following = self.lines[there].split("\t")
        if len(last.fields) + len(following) - 1 == self.width > max(len(last.fields), len(following)):
            last.fields[-1] += "\n" + texts
            self._append_half(last, following)
            self.here = there + 1
            return True
        if gap or blanks or not len(following) == self.width >= len(last.fields):
            return False
        if len(last.fields) == self.width and not last.fields[-1].strip():
            # An empty cell has no second line: the text is the beginning of the next row's first cell.
            self.rows.append(DraftRow(self.here, [f"{texts}\n{following[0]}", *following[1:]]))
            self.here = there + 1
            return True
        last.fields[-1] += "\n" + texts
        self.here = there
        return True

    def _text_end(self, over_blanks: bool) -> tuple[int | None, int]:
        """Return the row behind the lines without tabs (None when something else follows) and the blanks between."""
        blanks = 0
        for there in range(self.here, min(self.here + _BROKEN_CELL_LINES, len(self.lines))):
            line = self.lines[there]
            if "\t" in line:
                return there, blanks
            if not line or line.isspace():
                blanks += 1
                if not over_blanks:
                    return None, blanks
            elif ends_table(clean_text(line)):
                return None, blanks
        return None, blanks

    def _collect_total(self) -> bool:
        """Take a total whose cells OCR printed on lines of their own (总分, blank lines, 88) as one row."""
        if not self.rows or not _TOTAL.fullmatch(self.lines[self.here]):
            return False
        places = [self.here]
        there = self.here + 1
        while there < len(self.lines) and there - places[-1] <= 4 and len(places) < self.width:
            line = self.lines[there]
            if line.strip():
                if "\t" in line or not _SCORE.fullmatch(line):
                    break
                places.append(there)
            there += 1
        if len(places) == 1:
            return False
        self.rows.append(DraftRow(self.here, [self.lines[place] for place in places], places))
        self.here = places[-1] + 1
        return True


def _usual_width(lines: Sequence[str], start: int) -> int:
    """Return the most frequent number of cells a line, 0 when no number is the usual one."""
    widths = Counter(line.count("\t") + 1 for line in lines[start : start + _LOOK] if "\t" in line)
    width, often = widths.most_common(1)[0]
    return width if often >= 3 and often * 2 >= widths.total() else 0


def is_table(rows: list[DraftRow]) -> bool:
    """Tell a table from single lines of text that hold or end in tabs."""
    filled = [sum(1 for field in row.fields if field and not field.isspace()) for row in rows]
    if len(rows) == 1:
        return filled[0] >= 3 and not any("：" in field or ":" in field for field in rows[0].fields)
    return max(filled) >= 2


def title_text(line: str) -> str:
    """Return the cleaned first cell when a line with tabs is a title and nothing else, else an empty text."""
    first, _, rest = line.partition("\t")
    if rest.strip() or not first.strip() or len(first) > 100:
        return ""
    text = clean_text(first)
    return text if is_table_title(text) or (is_report_title(text) and heading_level(text)) else ""


def build_cells(lines: Sequence[str], rows: list[DraftRow]) -> tuple[Cell, ...]:
    """Return the cells: row by line, column by tab, empty cells kept."""
    cells: list[Cell] = []
    for index, row in enumerate(rows):
        locator = f"L{row.line + 1}"
        if row.places is not None:
            for col, (raw, place) in enumerate(zip(row.fields, row.places, strict=True)):
                cells.append(Cell(clean_text(raw), index, col, f"L{place + 1}", raw))
        elif _is_whole(row, lines[row.line]) and is_plain(lines[row.line]):
            for col, raw in enumerate(row.fields):
                cells.append(Cell(raw.strip(), index, col, locator, raw))
        else:
            for col, raw in enumerate(row.fields):
                cells.append(Cell(_clean_cell(raw), index, col, locator, raw))
    return tuple(cells)


def _is_whole(row: DraftRow, line: str) -> bool:
    """Tell whether the row is just this line, without a quoted cell."""
    whole = len(row.fields) == line.count("\t") + 1 and "\n" not in row.fields[-1] and "\n" not in row.fields[0]
    return whole and '"' not in line


def _clean_cell(raw: str) -> str:
    """Return a cell's text; the quotes that a spreadsheet puts around line breaks and quotes are not printed."""
    if raw.startswith('"') and raw.endswith('"') and len(raw) > 1 and ("\n" in raw or '""' in raw[1:-1]):
        raw = raw[1:-1].replace('""', '"')
    return clean_text(raw)
