"""Finding of forms in a report: title, year line, tables and notes that belong together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from site_builder.forms.selfeval.basic_data import is_basic_data
from site_builder.forms.selfeval.results import list_columns
from site_builder.forms.selfeval.tokens import Kind, Row, Token, rows_of
from site_builder.model.document import Block, Heading, Paragraph, Table
from site_builder.model.report import FormKind
from site_builder.spellings import (
    HEAD_LABELS,
    INDICATOR_COLUMNS,
    NOTE,
    NOTE_MORE,
    REMARK,
    TITLE,
    UNIT_LINE,
    YEAR_LINE,
    spelled,
)
from site_builder.text import fold

_OPENING_HEADS = frozenset({"项目名称", "部门"})
_NEAR = 6
"""Blocks between a title and its table at most: department, date, unit line."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line outside the tables that belongs to a form."""

    text: str
    locator: str


@dataclass(slots=True)
class Found:
    """What belongs to one form, not yet read.

    `basic` is the basic-data table, `listed` a list of results, `lost` a note without its form.
    """

    title: Line | None = None
    year: Line | None = None
    unit: str = ""
    rows: list[Row] = field(default_factory=list)
    locator: str = ""
    certain: bool = True
    basic: bool = False
    lost: bool = False
    headed: bool = False
    listed: bool = False


def find_forms(blocks: Sequence[Block]) -> tuple[list[Found], frozenset[int]]:
    """Return the forms in reading order and the indices of the blocks that belong to them."""
    finder = _Finder()
    for index, block in enumerate(blocks):
        if isinstance(block, Table):
            finder.read_table(index, block)
        else:
            finder.read_line(index, block)
    return finder.found, frozenset(finder.used)


class _Finder:
    def __init__(self) -> None:
        self.found: list[Found] = []
        self.used: set[int] = set()
        self._pending: list[tuple[int, str, Line]] = []
        self._open: Found | None = None
        self._noted = False
        self._last_table = -2

    def read_line(self, index: int, block: Heading | Paragraph) -> None:
        """Look at a line outside the tables: title, year line, unit line, note, or nothing of a form."""
        text = block.text
        if len(text) > 160:
            return
        line = Line(text.strip("*# "), block.locator)
        kind = _line_kind(text)
        if kind == "note":
            self._read_note(index, line)
        elif kind == "remark" or (kind == "more" and index - 1 in self.used):
            self.used.add(index)
        elif kind in ("title", "year", "unit"):
            if kind == "title":
                self._open, self._pending = None, []
            self._pending.append((index, kind, line))
        elif isinstance(block, Heading):
            self._open = None

    def _read_note(self, index: int, line: Line) -> None:
        self.used.add(index)
        if self._noted:
            self._add_lost(index, line)
        self._noted = True
        self._open = None
        self._pending = []

    def _add_lost(self, index: int, line: Line) -> None:
        pending = self._take_pending(index)
        lost = Found(pending.get("title"), pending.get("year"), lost=True)
        place = lost.title or lost.year or line
        lost.locator = place.locator
        self.found.append(lost)

    def _take_pending(self, index: int) -> dict[str, Line]:
        """Return the title, year and unit lines that stand close before, and mark them as used."""
        taken: dict[str, Line] = {}
        for place, kind, line in self._pending:
            if index - place <= _NEAR:
                taken[kind] = line
                self.used.add(place)
        self._pending = []
        return taken

    def read_table(self, index: int, table: Table) -> None:
        """Split a table into the forms it holds, or join it to the form whose rest it is."""
        rows = list(rows_of(table))
        if is_basic_data(rows):
            rows = self._read_basic(index, table, rows)
        if _is_form(rows):
            self._read_form(index, table, rows)
        elif list_columns(rows):
            self._start(index, table, listed=True)
            self._append(index, rows)
            self._open = None
        elif self._open is not None and index - self._last_table <= 2 and _continues(rows):
            self._append(index, rows)
            self._open.certain = False
            self._last_table = index

    def _read_basic(self, index: int, table: Table, rows: list[Row]) -> list[Row]:
        """Take the basic-data rows, return the rows of a form that a reader left in the same table."""
        end = next((i for i, row in enumerate(rows) if i and (_opens(row) or _is_title(row))), len(rows))
        if end < len(rows) and not _is_form(rows[end:]):
            end = len(rows)
        self._start(index, table, basic=True)
        self._append(index, rows[:end])
        self._open = None
        return rows[end:]

    def _read_form(self, index: int, table: Table, rows: list[Row]) -> None:
        headless = not any(_opens(row) or _is_title(row) for row in rows[:6])
        if not (headless and self._open is not None and index - self._last_table <= 2 and not self._pending):
            self._start(index, table)
        for row in rows:
            self._read_row(index, table, row)
        self._last_table = index
        self._noted = False

    def _read_row(self, index: int, table: Table, row: Row) -> None:
        assert self._open is not None
        if _is_title(row):
            if self._open.rows:
                self._start(index, table)
            self._open.title = Line(row[0].text, row[0].locator)
            return
        if len(row) == 1 and not self._open.headed and self._read_alone(row[0]):
            return
        if _opens(row):
            if self._open.headed:
                self._start(index, table)
            self._open.headed = True
        self._append(index, [row])

    def _read_alone(self, token: Token) -> bool:
        """The year or unit of a form, printed in a row of its own above its head."""
        assert self._open is not None
        unit = UNIT_LINE.fullmatch(token.folded)
        year = YEAR_LINE.fullmatch(token.folded)
        if unit:
            self._open.unit = unit[1]
        elif year:
            self._open.year = Line(token.text, token.locator)
        return bool(unit or year)

    def _start(self, index: int, table: Table, basic: bool = False, listed: bool = False) -> None:
        taken = self._take_pending(index)
        unit = UNIT_LINE.search(fold(taken["unit"].text)) if "unit" in taken else None
        title = taken.get("title")
        self._open = Found(title, taken.get("year"), unit[1] if unit else "", locator=table.locator, basic=basic)
        self._open.listed = listed
        self._open.certain = table.certain
        if title:
            self._open.locator = title.locator
        self.found.append(self._open)

    def _append(self, index: int, rows: list[Row]) -> None:
        assert self._open is not None
        self._open.rows.extend(rows)
        self.used.add(index)


def _line_kind(text: str) -> str:
    """Tell a line that belongs to a form; the cheap tests come first because most lines are running text."""
    if "绩" in text and len(text) < 90 and "表" in text:
        return "title" if TITLE.fullmatch(fold(text.strip("*# "))) else ""
    if "年" in text and len(text) < 14:
        return "year" if YEAR_LINE.fullmatch(fold(text)) else ""
    if "单位" in text and len(text) < 20:
        return "unit" if UNIT_LINE.search(fold(text)) else ""
    if "注" in text[:3] or "说明" in text[:4]:
        folded = fold(text)
        return "note" if NOTE.match(folded) else "remark" if REMARK.match(folded) else ""
    return "more" if text[:1].isdigit() and NOTE_MORE.match(fold(text[:12])) else ""


def form_kind(title: str, rows: list[Row]) -> FormKind:
    """Return what a form is about, by its title or, without one, by its head and columns."""
    folded = fold(title)
    if "整体" in folded:
        return FormKind.OVERALL
    columns = {spelled(token.folded, INDICATOR_COLUMNS) for row in rows for token in row if len(token.folded) < 16}
    if "自评" not in folded and "评价" not in folded and "目标" in folded and not {"actual", "score"} & columns:
        return FormKind.TARGET
    heads = {spelled(token.folded, HEAD_LABELS) for row in rows[:6] for token in row[:1]}
    return FormKind.OVERALL if "部门" in heads and "项目名称" not in heads else FormKind.PROJECT


def _is_title(row: Row) -> bool:
    return len(row) == 1 and len(row[0].folded) < 80 and bool(TITLE.fullmatch(row[0].folded))


def _opens(row: Row) -> bool:
    return spelled(row[0].folded, HEAD_LABELS) in _OPENING_HEADS and len(row) <= 6


def _marks(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows[:40]:
        for token in row[:12]:
            if token.kind is Kind.SHORT or token.kind is Kind.LONG:
                yield token.folded


def _is_form(rows: Sequence[Row]) -> bool:
    """Whether a table is a self-evaluation form: indicator levels, or a project with its money."""
    marks = set(_marks(rows))
    if "三级指标" in marks and ("一级指标" in marks or "二级指标" in marks):
        return True
    headed = any(_opens(row) for row in rows[:6])
    money = {"全年执行数", "全年预算数", "年初预算数", "执行率"} & marks
    return headed and (bool(money) or any(mark.endswith("目标") for mark in marks))


def _continues(rows: Sequence[Row]) -> bool:
    """Whether a table without heading can be the rest of a form: named rows of targets and results."""
    fitting = sum(_like_indicator(row) for row in rows)
    return bool(rows) and 2 * fitting >= len(rows)


def _like_indicator(row: Row) -> bool:
    words = any(token.kind in (Kind.SHORT, Kind.LONG) for token in row)
    return words and any(token.kind in (Kind.CONDITION, Kind.QUANTITY, Kind.DONE) for token in row)
