"""The account of every number printed in a source: a fact, set aside for a named reason, or not understood."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from site_builder.model.document import Block, Cell, Document, Table
from site_builder.model.finding import Coverage, UnreadNumber
from site_builder.model.report import Fact, Report
from site_builder.model.value import Status
from site_builder.printed_numbers import Printed, printed_numbers
from site_builder.text import fold

IN_TEXT = "成段文字（目标、说明、原因）内"
CODE = "科目编码"
LINE_NUMBER = "行次、栏次与序号"
HEAD = "表头与标签"
BOUND = "分数段界限"
_LONG_TEXT = 24
_COLUMN_DIGITS = 3
_LINE_HEADS = ("行次", "栏次", "序号", "行号", "编号")
_CODE = re.compile(r"^\d{3}(?:\d\d){0,2}$")
_SMALL = re.compile(r"^\d{1,3}$")
_COLUMN_HEAD = re.compile(r"(?:19|20)\d\d|目标值|指标值|预算数|决算数|执行数|分值|得分|满分|权重")
_WEIGHT = re.compile(r"(?:指标|管理|执行|效益|产出|满意度|成本|绩效)[^\d。]{0,8}[（(]?\s*\d+(?:\.\d+)?\s*分?\s*[）)]?$")


@dataclass(slots=True)
class _Shelf:
    """What facts hold at one place: printed digits, codes, digits in longer texts, and those in the items' names."""

    digits: Counter[str]
    codes: Counter[str]
    texts: Counter[str]
    bounds: Counter[str]


class _Tally:
    """Counts numbers by what became of them."""

    def __init__(self) -> None:
        self.printed = 0
        self.facts = 0
        self.reasons: Counter[str] = Counter()
        self.unread: list[UnreadNumber] = []

    def set_aside(self, reason: str) -> None:
        self.reasons[reason] += 1


def account_numbers(document: Document, reports: Sequence[Report]) -> Coverage:
    """Return what became of every number printed in `document`; nothing is left out."""
    shelves = _shelves(reports)
    tally = _Tally()
    numbers = [found for block in document.blocks for found in _numbers(block)]
    # Values claim the facts at their place before item numbers and dates with the same digits can.
    for place, number, reason in sorted(numbers, key=lambda found: bool(found[1].reason)):
        _account(place, number, reason, shelves, tally)
    aside = tuple(sorted(tally.reasons.items(), key=lambda pair: (-pair[1], pair[0])))
    return Coverage(document.source, tally.printed, tally.facts, aside, tuple(tally.unread))


def _account(place: str, number: Printed, reason: str, shelves: dict[str, _Shelf], tally: _Tally) -> None:
    tally.printed += 1
    shelf = shelves.get(place)
    digits = _digits(number.text)
    if shelf and shelf.digits[digits] > 0:
        shelf.digits[digits] -= 1
        tally.facts += 1
    elif shelf and shelf.codes[digits] > 0:
        shelf.codes[digits] -= 1
        tally.set_aside(CODE)
    elif number.reason or reason:
        tally.set_aside(number.reason or reason)
    elif shelf and shelf.texts[digits] > 0:
        tally.set_aside(IN_TEXT)
    elif shelf and shelf.bounds[digits] > 0:
        tally.set_aside(BOUND)
    else:
        tally.unread.append(UnreadNumber(place, number.text + number.unit))


def _digits(text: str) -> str:
    return text.replace(",", "").replace("，", "").replace(" ", "").lstrip("-−－")


def _shelves(reports: Sequence[Report]) -> dict[str, _Shelf]:
    shelves: dict[str, _Shelf] = defaultdict(lambda: _Shelf(Counter(), Counter(), Counter(), Counter()))
    for report in reports:
        for fact in report.facts:
            _put(shelves[fact.locator], fact)
        for row in (row for table in report.tables for row in table.rows):
            if row.code:
                shelves[row.locator].codes[row.code] += 1
    return shelves


def _put(shelf: _Shelf, fact: Fact) -> None:
    """A long text is a fact as a whole: the numbers in it are not facts by themselves."""
    numbers = [_digits(number.text) for number in printed_numbers(fact.value.printed, in_cell=True)]
    is_long = fact.value.status is Status.TEXT and len(fact.value.printed) > _LONG_TEXT
    (shelf.texts if is_long else shelf.digits).update(numbers)
    shelf.bounds.update(_digits(number.text) for number in printed_numbers(fact.item, in_cell=True))
    if fact.code:
        shelf.codes[fact.code] += 1


def _numbers(block: Block) -> Iterator[tuple[str, Printed, str]]:
    """Yield (place, number, reason that the table gives) for every number of a block."""
    if isinstance(block, Table):
        yield from _table_numbers(block)
        return
    for number in printed_numbers(block.text):
        place = block.locator if not hasattr(block, "locator_at") else block.locator_at(number.start)
        yield place, number, "编号" if _SMALL.match(block.text.strip()) else ""


def _table_numbers(table: Table) -> Iterator[tuple[str, Printed, str]]:
    columns, rows = _numbering(table)
    split_codes = _split_code_cells(table)
    for cell in table.cells:
        numbered = (cell.col in columns or cell.row in rows) and _SMALL.match(cell.text.strip())
        reason = LINE_NUMBER if numbered else CODE if (cell.row, cell.col) in split_codes else _cell_reason(cell)
        for number in printed_numbers(cell.text, in_cell=True):
            yield cell.locator, number, reason


def _numbering(table: Table) -> tuple[set[int], set[int]]:
    """Return the columns headed 行次 or 序号 and the rows that number columns (栏次)."""
    short = [(cell, fold(cell.text)) for cell in table.cells if len(cell.text) <= 6]
    columns = {cell.col for cell, label in short if label in _LINE_HEADS and label != "栏次"}
    rows = {cell.row for cell, label in short if label == "栏次"}
    rows.update(row for row, cells in enumerate(table.own_rows()) if _counts_columns(cells))
    return columns, rows


def _split_code_cells(table: Table) -> set[tuple[int, int]]:
    """Return the cells of codes that are printed over the columns 类, 款 and 项 (201 | 05 | 02)."""
    found: set[tuple[int, int]] = set()
    for cells in table.own_rows():
        head = [cell for cell in cells if cell.col <= 2 and cell.text.strip()]
        if len(head) > 1 and re.fullmatch(r"[235]\d\d", head[0].text.strip()):
            found.update((cell.row, cell.col) for cell in head if re.fullmatch(r"\d{2,3}", cell.text.strip()))
    return found


def _counts_columns(cells: Sequence[Cell]) -> bool:
    """Whether a row only numbers its columns: 1, 2, 3, …"""
    texts = [cell.text.strip() for cell in cells if cell.text.strip()]
    numbers = [text for text in texts if text.isdecimal() and len(text) <= _COLUMN_DIGITS]
    return len(numbers) >= 3 and len(texts) - len(numbers) <= 2 and numbers == [str(n) for n in _run(numbers)]


def _run(numbers: Sequence[str]) -> range:
    first = int(numbers[0])
    return range(first, first + len(numbers))


def _cell_reason(cell: Cell) -> str:
    """Return why a cell's number is none of the table's values: a code, or a figure in a label."""
    text = fold(cell.text)
    if _CODE.match(text) and cell.col <= 3 and text[0] in "2345":
        return CODE
    if len(text) > 40:
        return IN_TEXT
    if _WEIGHT.search(text) and not text[0].isdecimal():
        return HEAD
    return HEAD if _COLUMN_HEAD.search(text) and not re.fullmatch(r"[\d.,%]+", text) and cell.row < 4 else ""
