"""Reading of all official tables among a report's blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from site_builder.forms.context import ReportContext, StatementsResult
from site_builder.forms.facts import FactBook
from site_builder.forms.statements.build import Draft, build_table
from site_builder.forms.statements.declare import Family, StatementForm
from site_builder.forms.statements.heads import GridRow, column_heads, find_head_rows, is_number_text
from site_builder.forms.statements.layout import Layout, infer_heads, make_layout
from site_builder.forms.statements.registry import FORMS
from site_builder.forms.statements.surroundings import (
    Found,
    Line,
    cell_lines,
    declares_empty,
    is_meta,
    is_note,
    line_of,
    look_around,
)
from site_builder.forms.statements.titles import TitleIndex
from site_builder.model.document import Block, Cell, Table
from site_builder.model.report import ReportKind

TITLES = TitleIndex(FORMS)
BUDGETS = frozenset({ReportKind.DEPARTMENT_BUDGET, ReportKind.UNIT_BUDGET})
LOOK_BACK = 12
LOOK_AHEAD = 4
LONG_TEXT = 80
MIN_FRAME = 6


@dataclass(slots=True)
class _Reader:
    """Walks over the blocks once; a table without its own title continues the one before it."""

    blocks: Sequence[Block]
    context: ReportContext
    family: Family
    drafts: list[Draft] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    floor: int = 0

    def run(self) -> None:
        for index, block in enumerate(self.blocks):
            if isinstance(block, Table):
                self._table(index, block)
                self.floor = index + 1
            elif index not in self.used:
                self._declared_without_table(index)

    def _table(self, index: int, table: Table) -> None:
        table, frame = _without_frame(table)
        grid = table.rows()
        segments = _segments(grid, self.family)
        for number, (start, form) in enumerate(segments):
            end = segments[number + 1][0] if number + 1 < len(segments) else len(grid)
            self._segment(index, table, grid[start:end], form, () if number else frame)

    def _segment(
        self,
        index: int,
        table: Table,
        grid: list[GridRow],
        form: StatementForm | None,
        frame: Sequence[Cell],
    ) -> None:
        heads = find_head_rows(grid)
        lines = cell_lines([*frame, *(cell for row in heads.captions for cell in _own(grid[row]))])
        title = next(((line, known) for line in lines if (known := TITLES.find(line.text, self.family))), None)
        before: list[Line] = []
        if title is None and form is None:
            title, before = self._title_above(index, table)
        if title is None:
            self._continue(index, grid, table)
            return
        column = column_heads(grid, heads.heads, table.ncols) if heads.heads else infer_heads(grid, table.ncols)
        layout = make_layout(title[1], column, grid[heads.first_data :])
        if not layout.groups:
            return
        self._mark(index, before)
        found = Found(title[0].printed.strip().lstrip("#").strip(), title[0].locator)
        around = look_around(found, [line for line in (*before, *lines) if line is not title[0]])
        sections = tuple(row for row in heads.captions if form is None)
        draft = Draft(title[1], around, layout, table.locator, [grid[row] for row in sections], table.certain)
        draft.rows += grid[heads.first_data :]
        self.drafts.append(draft)
        self._notes(index, draft)

    def _title_above(self, index: int, table: Table) -> tuple[tuple[Line, StatementForm] | None, list[Line]]:
        """Return the nearest title line above a table with its form, and the lines between."""
        lines: list[Line] = []
        if table.name and (form := TITLES.find(table.name, self.family)):
            return (Line(table.name, table.name, table.locator, -1), form), self._meta_above(index)
        for place in range(index - 1, max(self.floor, index - LOOK_BACK) - 1, -1):
            block = self.blocks[place]
            if isinstance(block, Table) or place in self.used:
                break
            line = line_of(block, place)
            form = TITLES.find(line.text, self.family)
            if form:
                return (line, form), [line, *lines]
            if not is_meta(line.text):
                break
            lines.insert(0, line)
        return None, []

    def _meta_above(self, index: int) -> list[Line]:
        lines: list[Line] = []
        for place in range(index - 1, max(self.floor, index - LOOK_BACK) - 1, -1):
            block = self.blocks[place]
            if isinstance(block, Table) or not is_meta(block.text):
                break
            lines.insert(0, line_of(block, place))
        return lines

    def _mark(self, index: int, lines: Sequence[Line]) -> None:
        self.used.add(index)
        self.used.update(line.index for line in lines if line.index >= 0)

    def _continue(self, index: int, grid: list[GridRow], table: Table) -> None:
        """Append a table without title to the last one when nothing but page furniture stands between."""
        if not self.drafts or (index > 0 and self.floor <= index and not self._adjoins(index)):
            return
        draft = self.drafts[-1]
        heads = find_head_rows(grid)
        rows = fit_rows(grid[heads.first_data :] if heads.heads else grid, table.ncols, draft.layout)
        if rows is None:
            return
        draft.rows += rows
        self.used.add(index)
        self._notes(index, draft)

    def _adjoins(self, index: int) -> bool:
        between = [place for place in range(self.floor, index) if place not in self.used]
        last = self.drafts[-1].last_block
        return last == self.floor - 1 and all(is_meta(_text(self.blocks[place])) for place in between)

    def _notes(self, index: int, draft: Draft) -> None:
        """Take up the notes below a table and what they declare."""
        draft.last_block = index
        for place in range(index + 1, min(index + 1 + LOOK_AHEAD, len(self.blocks))):
            block = self.blocks[place]
            if isinstance(block, Table) or not (is_note(block.text) or _is_short_empty(block.text)):
                break
            draft.notes.append(block.text)
            self.used.add(place)

    def _declared_without_table(self, index: int) -> None:
        """Take up a title that is followed by number or unit and a statement that there is nothing, but no table."""
        block = self.blocks[index]
        if isinstance(block, Table):
            return
        line = line_of(block, index)
        form = TITLES.find(line.text, self.family)
        if form is None:
            return
        lines, note = self._lines_below(index)
        around = look_around(Found(line.printed.strip().lstrip("#").strip(), line.locator), lines)
        if not note or not (around.number or around.unit):
            return
        draft = Draft(form, around, Layout((), 0), line.locator, [], True)
        draft.notes.append(note.printed)
        draft.last_block = note.index
        self.drafts.append(draft)
        self._mark(index, [*lines, note])

    def _lines_below(self, index: int) -> tuple[list[Line], Line | None]:
        lines: list[Line] = []
        for place in range(index + 1, min(index + 1 + LOOK_BACK, len(self.blocks))):
            block = self.blocks[place]
            if isinstance(block, Table) or TITLES.find(block.text, self.family):
                break
            line = line_of(block, place)
            if declares_empty(line.text) and len(line.text) <= LONG_TEXT:
                return lines, line
            lines.append(line)
        return lines, None


def _without_frame(table: Table) -> tuple[Table, list[Cell]]:
    """Return the table without cells as high as itself: PDF frames that hold the caption."""
    height = max(table.nrows - 2, MIN_FRAME)
    frame = [cell for cell in table.cells if cell.rowspan >= height]
    if not frame:
        return table, []
    return replace(table, cells=tuple(cell for cell in table.cells if cell not in frame)), frame


def _is_short_empty(text: str) -> bool:
    """A remark below a table that says so: one that speaks of the table, or stands in brackets."""
    bracketed = text.strip()[:1] in "(（" and text.strip()[-1:] in ")）"
    return len(text) <= LONG_TEXT and ("表" in text or bracketed) and declares_empty(text)


def _text(block: Block) -> str:
    return "" if isinstance(block, Table) else block.text


def _own(row: GridRow) -> list[Cell]:
    return list({id(cell): cell for cell in row if cell is not None}.values())


def _segments(grid: list[GridRow], family: Family) -> list[tuple[int, StatementForm | None]]:
    """Return where official tables begin within one grid: readers may join tables that follow each other."""
    found: list[tuple[int, StatementForm | None]] = [(0, None)]
    for index, row in enumerate(grid):
        if not any(cell is not None and "表" in cell.text for cell in row):
            continue
        texts = [cell.text for cell in _own(row) if cell.text.strip()]
        form = TITLES.find(texts[0].split("\n")[0], family) if len(texts) == 1 else None
        if form and index:
            found.append((index, form))
    return found


def fit_rows(rows: list[GridRow], ncols: int, layout: Layout) -> list[GridRow] | None:
    """Return rows of a continued table in the columns of `layout`, None when they do not fit.

    Pages may merge 类/款/项 into one code column or print a total with one label cell: the values stand at the right.
    """
    if ncols == layout.ncols:
        return rows
    values = [column.col for column in layout.values()]
    names = _name_columns(layout, ncols - len(values))
    if not names:
        return None
    fitted = [_refit(row, [*names, *values], layout.ncols) for row in rows]
    printed = [row[col] for row in fitted for col in values]
    if not any(cell is not None and is_number_text(cell.text) for cell in printed):
        return None
    return fitted


def _name_columns(layout: Layout, count: int) -> list[int]:
    """Return which columns of code and label the first `count` columns of a narrower page are."""
    if len(layout.groups) != 1 or count < 1:
        return []
    group = layout.groups[0]
    names = [*group.codes, *group.labels]
    if count == 2 and group.codes and group.labels:
        return [group.codes[0], group.labels[-1]]
    return names[-count:] if count <= len(names) else []


def _refit(row: GridRow, columns: Sequence[int], ncols: int) -> GridRow:
    wide: GridRow = [None] * ncols
    for col, cell in zip(columns, row, strict=False):
        wide[col] = cell
    return wide


def read_statements(blocks: Sequence[Block], context: ReportContext, book: FactBook) -> StatementsResult:
    """Return the official tables among `blocks`, with their facts written into `book`, in reading order.

    `used` are the indices of tables, titles, numbers, units and notes that were consumed.
    """
    family = Family.BUDGET if context.kind in BUDGETS else Family.FINAL
    reader = _Reader(blocks, context, family)
    reader.run()
    tables = tuple(build_table(draft, context, book) for draft in reader.drafts)
    return StatementsResult(tables, frozenset(reader.used))
