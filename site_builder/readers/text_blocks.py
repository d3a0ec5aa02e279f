"""Cutting the lines of a text file into blocks: which reader of tables, headings or prose takes which lines."""

from __future__ import annotations

import re

from site_builder.model.document import Block, Cell, Heading, Paragraph, Problem, Table
from site_builder.readers import aligned_rows, boxed_rows, cell_lines, flat_page, markup_rows, pipe_rows, tab_rows
from site_builder.readers.cleaning import clean_prose
from site_builder.readers.contents_list import contents_end, is_contents_title
from site_builder.readers.headings import heading_level, is_opening_title, is_table_number, number_level, raise_parents
from site_builder.readers.page_marks import may_be_page_number
from site_builder.readers.rejoin import goes_on, heading_goes_on, is_wrapped, join, wrap_of

_RULE = re.compile(r"\s*(?:-\s?){3,}\s*|\s*(?:\*\s?){3,}\s*|\s*(?:_\s?){3,}\s*|\s*={3,}\s*")
_MARKDOWN_HEADING = re.compile(r" {0,3}(#{1,6})(?:\s+|(?=[^#\s\d]))(.*?)(?:\s+#+)?\s*")
_BOLD_LINE = re.compile(r"\s*\*\*([^*\n]{1,80})\*\*\s*")
_FIRST_ATTACHMENT = re.compile(r"附件\s?[：:]")
_RULE_MARKS = tuple("-=_*")
_OPENING_LINES = 12
MAX_GRID = 2_000_000
_REPLACEMENT = "\ufffd"
_MAX_PROBLEMS = 20
_MAX_PARTS = 60


class BlockReader:
    """Reads the blocks of one text file in a single pass; lines are counted from 0, places from 1."""

    def __init__(self, lines: list[str], raw_lines: list[str] | None = None) -> None:
        """`raw_lines` is what the file holds where `lines` were freed of marks before."""
        self.lines = lines
        self._raw = lines if raw_lines is None else raw_lines
        self.blocks: list[Block] = []
        self.problems: list[Problem] = []
        self._gap = 0
        self._opening = True
        self._unclosed = False
        self._positions = 0
        self._wrap = wrap_of(lines)
        self._attachments = False

    def read(self) -> tuple[Block, ...]:
        """Return the blocks; `problems` is filled as well."""
        here, count = 0, len(self.lines)
        while here < count:
            line = self.lines[here]
            if not line or (line.isspace() and not line.startswith("\t")):
                self._gap += 1
                here += 1
                continue
            here = self._read_at(here, line)
        self._report_replacements()
        return tuple(raise_parents(self.blocks))

    def _read_at(self, here: int, line: str) -> int:
        """Read the block that begins with `line`; return the line behind it."""
        if "\t" in line:
            return self._read_tabs(here, line)
        if "|" in line and pipe_rows.opens_pipes(self.lines, here):
            return self._read_pipes(here)
        if markup_rows.opens_table(line) and not self._unclosed:
            last = markup_rows.find_end(self.lines, here)
            self._unclosed = last < 0
            if last >= 0:
                return self._read_markup(here, last)
        if len(line) < 24 and "目" in line and is_contents_title(line):
            return self._read_contents(here, line)
        if boxed_rows.opens_box(line):
            return self._read_boxes(here)
        if ("  " in line or "\u3000" in line) and aligned_rows.may_open(line):
            return self._read_aligned(here)
        self._read_line(here, line)
        return here + 1

    def _read_contents(self, here: int, line: str) -> int:
        """Read the table of contents: its title is a heading, its entries are not."""
        self._add(Heading(clean_prose(line.strip("# *\t")), f"L{here + 1}", 2, self._raw[here]))
        end = max(contents_end(self.lines, here + 1), here + 1)
        for there in range(here + 1, end):
            self._add_paragraph(there, self.lines[there])
        return end

    def _read_lines(self, here: int, end: int) -> int:
        """Read lines that turned out to be no table."""
        for there in range(here, end):
            if self.lines[there].strip():
                self._read_line(there, self.lines[there])
            else:
                self._gap += 1
        return end

    # ------------------------------------------------------------------ tables

    def _read_tabs(self, here: int, line: str) -> int:
        if line.startswith("\t") and cell_lines.opens_cell(line) and cell_lines.is_cell_region(self.lines, here):
            return self._read_cell_lines(here)
        title = tab_rows.title_text(line)
        if title:
            self._add(Heading(title, f"L{here + 1}", heading_level(title) or 2, self._raw[here]))
            return here + 1
        reader = tab_rows.TabTableReader(self.lines, here)
        rows, end = reader.read()
        if rows and tab_rows.is_table(rows):
            width = max(len(row.fields) for row in rows)
            if self._fits(here, len(rows), width):
                self._add_table(tab_rows.build_cells(self.lines, rows), len(rows), width, here)
                for mark in reader.marks:
                    self._add(Paragraph(clean_prose(self.lines[mark]), f"L{mark + 1}", self._raw[mark]))
                return end
        return self._read_lines(here, max(end, here + 1))

    def _read_cell_lines(self, here: int) -> int:
        rows, end = cell_lines.read_cells(self.lines, here)
        width = max(map(len, rows))
        if cell_lines.is_table(rows) and self._fits(here, len(rows), width):
            self._add_table(cell_lines.build_cells(rows), len(rows), width, here)
            return end
        return self._read_lines(here, end)

    def _read_pipes(self, here: int) -> int:
        rows, end = pipe_rows.read_pipes(self.lines, here)
        width = max(len(fields) for _, fields in rows)
        if self._fits(here, len(rows), width):
            self._add_table(pipe_rows.build_cells(rows, len(rows[0][1])), len(rows), width, here)
            return end
        return self._read_lines(here, end)

    def _read_boxes(self, here: int) -> int:
        rows, end = boxed_rows.read_boxes(self.lines, here)
        width = max(map(boxed_rows.width_of, rows), default=0)
        if width < 2 or not self._fits(here, len(rows), width):
            return self._read_lines(here, max(end, here + 1))
        self._add_table(boxed_rows.build_cells(rows), len(rows), width, here)
        return end

    def _read_markup(self, here: int, last: int) -> int:
        cells, before, behind = markup_rows.read_markup(self.lines, here, last)
        width = max((cell.col + cell.colspan for cell in cells), default=0)
        height = max((cell.row + 1 for cell in cells), default=0)
        if not cells or not self._fits(here, height, width):
            return self._read_lines(here, last + 1)
        self._add_beside(here, before)
        self._add_table(cells, height, width, here)
        self._add_beside(last, behind)
        return last + 1

    def _add_beside(self, here: int, raw: str) -> None:
        """Take the text before or behind a table on the table's own lines."""
        text = clean_prose(raw)
        if text:
            level = heading_level(text)
            place = f"L{here + 1}"
            self._add(Paragraph(text, place, raw) if level is None else Heading(text, place, level, raw))

    def _read_aligned(self, here: int) -> int:
        rows, end = aligned_rows.read_aligned(self.lines, here)
        columns = aligned_rows.find_columns(rows) if rows else []
        if len(columns) < 2 or not self._fits(here, len(rows), len(columns)):
            return self._read_lines(here, max(end, here + 1))
        cells = aligned_rows.build_cells(rows, columns)
        self._add(Table(cells, len(rows), len(columns), f"L{here + 1}", certain=False))
        return end

    def _fits(self, here: int, height: int, width: int) -> bool:
        """Refuse grids that no report prints and that would exhaust the memory, alone or together; their lines stay as text."""
        if width <= tab_rows.MAX_COLUMNS and self._positions + width * height <= MAX_GRID:
            self._positions += width * height
            return True
        if sum(problem.name == "table-too-large" for problem in self.problems) < _MAX_PROBLEMS:
            message = f"第 {here + 1} 行起的表格有 {height} 行 {width} 列，大得不合常理，只按文字保留，没有识别单元格。"
            self.problems.append(Problem("table-too-large", message, f"L{here + 1}"))
        return False

    # ------------------------------------------------------------------- lines

    def _read_line(self, here: int, line: str) -> None:
        """Take one line as heading or paragraph."""
        if line.lstrip().startswith("#") and self._read_markdown_heading(here, line):
            return
        if flat_page.opens_flat_page(line):
            for piece in flat_page.split_flat_page(line):
                self._read_piece(here, piece)
            return
        if len(line) > 400:
            self._add_paragraph(here, line)
            return
        bold = _BOLD_LINE.fullmatch(line) if "**" in line else None
        if line.lstrip()[:1] in _RULE_MARKS and _RULE.fullmatch(line):
            self._gap += 1
            return
        text = clean_prose(line)
        if not text:
            self._gap += 1
            return
        if self._wrap.width and not self._gap and self.blocks and self._goes_on(self.blocks[-1], text, 0):
            self._go_on(-1, Paragraph(text, f"L{here + 1}", self._raw[here]))
            return
        level = self._heading_level(text)
        if level is None and bold:
            level = number_level(text) or 3
        if level is None or self._continues_attachments(text):
            self._add_paragraph(here, line)
        else:
            self._add(Heading(text, f"L{here + 1}", level, self._raw[here]))

    def _read_piece(self, here: int, piece: str) -> None:
        """Take a piece of a page that stands on one line."""
        text = clean_prose(piece)
        level = heading_level(text)
        place = f"L{here + 1}"
        self._add(Paragraph(text, place, piece) if level is None else Heading(text, place, level, piece))

    def _read_markdown_heading(self, here: int, line: str) -> bool:
        match = _MARKDOWN_HEADING.fullmatch(line) if len(line) < 400 else None
        text = clean_prose(match[2]) if match else ""
        if not match or not text:
            return False
        level = number_level(text) or heading_level(text) or len(match[1])
        self._add(Heading(text, f"L{here + 1}", level, self._raw[here]))
        return True

    def _heading_level(self, text: str) -> int | None:
        level = heading_level(text)
        if level is None and self._opening and is_opening_title(text):
            return 1
        return level

    def _continues_attachments(self, text: str) -> bool:
        """After `附件：1、...` the further attachments are named a line each; those are no titles."""
        if self._attachments and len(text) < 60 and text.rstrip("）)").endswith("表"):
            return True
        self._attachments = False
        return False

    def _add_paragraph(self, here: int, line: str) -> None:
        text = clean_prose(line)
        if not text:
            self._gap += 1
            return
        paragraph = Paragraph(text, f"L{here + 1}", self._raw[here])
        at = self._open_sentence(text)
        if at:
            self._go_on(at, paragraph)
            return
        self._add(paragraph)
        self._attachments = bool(_FIRST_ATTACHMENT.match(text))

    def _open_sentence(self, text: str) -> int:
        """Return the index (from the end) of the block whose sentence `text` goes on, 0 when there is none."""
        if not self.blocks:
            return 0
        before = self.blocks[-1]
        if self._goes_on(before, text, self._gap):
            return -1
        parted = len(self.blocks) > 1 and isinstance(before, Paragraph) and may_be_page_number(before.text)
        return -2 if parted and self._goes_on(self.blocks[-2], text, max(self._gap, 1)) else 0

    def _goes_on(self, before: Block, text: str, gap: int) -> bool:
        if isinstance(before, Paragraph):
            if len(before.parts) >= _MAX_PARTS:
                return False
            wrapped = not gap and is_wrapped(before, text, self._wrap)
            return wrapped or goes_on(before.text, text, gap)
        if not isinstance(before, Heading):
            return False
        running = number_level(before.text) is not None or text.endswith("。")
        if (
            not gap
            and self._wrap.by_space
            and running
            and is_wrapped(Paragraph(before.text, before.locator, before.raw), text, self._wrap)
        ):
            return True
        return before.level >= 4 and heading_goes_on(before.text, text, gap)

    def _go_on(self, at: int, second: Paragraph) -> None:
        """Put the second half of a sentence to its first, which looked like a heading at times."""
        first = self.blocks[at]
        assert not isinstance(first, Table)
        if isinstance(first, Heading):
            first = Paragraph(first.text, first.locator, first.raw)
        whole = join(first, second)
        number = is_table_number(whole.text)
        self.blocks[at] = Heading(whole.text, whole.locator, 3, whole.raw) if number else whole
        self._gap = 0

    def _add_table(self, cells: tuple[Cell, ...], height: int, width: int, here: int) -> None:
        self._add(Table(cells, height, width, f"L{here + 1}"))

    def _add(self, block: Block) -> None:
        self.blocks.append(block)
        self._gap = 0
        self._attachments = False
        self._opening = self._opening and len(self.blocks) < _OPENING_LINES and _may_precede_title(block)

    def _report_replacements(self) -> None:
        """Say where characters were lost before the file came here."""
        damaged = [n for n, line in enumerate(self.lines, 1) if _REPLACEMENT in line]
        for number in damaged[:_MAX_PROBLEMS]:
            message = f"第 {number} 行有无法显示的字符（�），原文件转换时已损坏，涉及的文字或数字请对照原件。"
            self.problems.append(Problem("replacement-characters", message, f"L{number}"))
        if len(damaged) > _MAX_PROBLEMS:
            message = f"另有 {len(damaged) - _MAX_PROBLEMS} 行也有无法显示的字符（�）。"
            self.problems.append(Problem("replacement-characters", message, f"L{damaged[_MAX_PROBLEMS]}"))


def _may_precede_title(block: Block) -> bool:
    """Tell whether a title of the report may still follow: only titles, dates and labels stood so far."""
    if isinstance(block, Heading):
        return block.level == 1
    return isinstance(block, Paragraph) and len(block.text) <= 40
