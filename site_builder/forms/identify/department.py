"""Whose document it is: cover, title, label, or the name at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from site_builder.forms.identify.dates import parse_date
from site_builder.forms.identify.titles import OFFICE, Title, bare, is_short_line
from site_builder.model.document import Block, Table
from site_builder.text import fold

_LABELS = (
    "部门名称", "单位名称", "部门(单位)名称", "单位(部门)名称", "预算主管部门", "预算部门", "编制单位", "编制部门", "填报单位",
    "填报部门", "实施单位", "主管部门", "部门", "单位",
)  # fmt: skip
_LABELLED = re.compile(rf"^(?:{'|'.join(re.escape(label) for label in _LABELS)})[：:]\s*(.+)$")
_AFTER_NAME = re.compile(r"20\d\d年|单位[：:]|金额|[（(]盖章|[（(]公章|\s")
_UNITS_HEADING = re.compile(r"(?:预算|决算)[^。；，]{0,8}单位|单位构成")
_ENDING_LINES = 8


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a department and where it stands: block index and the place of the cell or line."""

    name: str
    block: int
    locator: str


def cover_name(blocks: Sequence[Block], title_block: int) -> Named | None:
    """The office named alone on one of the two lines right above a title."""
    for index in range(title_block - 1, max(-1, title_block - 3), -1):
        block = blocks[index]
        if isinstance(block, Table) or not is_short_line(block.text):
            return None
        name = bare(block.text)
        if OFFICE.fullmatch(name):
            return Named(name, index, block.locator)
    return None


def title_name(title: Title | None, blocks: Sequence[Block], title_block: int) -> Named | None:
    """The office that the title itself names."""
    if title is None or not title.office:
        return None
    return Named(title.office, title_block, blocks[title_block].locator)


def labelled_names(blocks: Sequence[Block], first: int, last: int) -> Iterator[Named]:
    """Names behind a label (部门名称：…), in running text and in the cells of tables, in reading order."""
    for index in range(first, last + 1):
        block = blocks[index]
        if isinstance(block, Table):
            yield from _labelled_cells(block, index)
        else:
            name = _labelled_text(block.text)
            if name:
                yield Named(name, index, block.locator)


def _labelled_text(text: str) -> str:
    if len(text) > 200 or not ("部门" in text[:14] or "单位" in text[:14]):
        return ""
    match = _LABELLED.match(fold(text.replace("\t", " ")))
    if not match:
        return ""
    name = match[1]
    cut = _AFTER_NAME.search(name)
    name = name[: cut.start()] if cut else name
    return name if OFFICE.fullmatch(name) else ""


def _labelled_cells(table: Table, index: int) -> Iterator[Named]:
    cells = [cell for row in table.own_rows()[:8] for cell in row if cell.text.strip()]
    for cell, following in zip(cells, [*cells[1:], None], strict=True):
        label = fold(cell.text).rstrip("：:")
        name = _labelled_text(cell.text)
        if name:
            yield Named(name, index, cell.locator)
        elif following and label in _LABELS and following.row == cell.row and OFFICE.fullmatch(fold(following.text)):
            yield Named(fold(following.text), index, following.locator)


def signed_name(blocks: Sequence[Block], first: int, last: int) -> Named | None:
    """The office that signs: a line of its own among the last ones, before the date."""
    texts = [i for i in range(last, first - 1, -1) if not isinstance(blocks[i], Table)][:_ENDING_LINES]
    for index in texts:
        block = blocks[index]
        if isinstance(block, Table):
            continue
        name = bare(block.text)
        if OFFICE.fullmatch(name) and len(name) <= 40 and is_short_line(block.text):
            return Named(name, index, block.locator)
        if not parse_date(block.text) and len(name) > 60 and index < last - 3:
            return None
    return None


def listed_units(blocks: Sequence[Block], heading: int) -> list[int]:
    """Return the blocks below the heading of a list of units (纳入…预算的单位包括), one unit a line, empty if none."""
    block = blocks[heading]
    if isinstance(block, Table) or len(block.text) > 60 or not _UNITS_HEADING.search(block.text):
        return []
    units: list[int] = []
    for index in range(heading + 1, len(blocks)):
        below = blocks[index]
        if isinstance(below, Table) or not is_short_line(below.text) or not OFFICE.fullmatch(bare(below.text)):
            break
        units.append(index)
    return units
