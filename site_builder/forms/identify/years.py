"""The fiscal year where no title prints it: beside a form's title, in a table's head, or with 预算, 决算 and 绩效."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from site_builder.forms.identify.titles import western_year
from site_builder.model.document import Block, Table
from site_builder.text import fold

_FISCAL_YEAR = re.compile(
    r"(20\d\d)年?度?(?:部门|单位|区级|市级|县级|省级)*(?:整体支出|收支|财政|收入|支出)?(?:预算|决算|绩效)"
)
_STATED = (
    re.compile(r"^(20\d\d)年度[)）]?$"),
    re.compile(r"^[（(\[【](20\d\d)年?度?[)）\]】]?$"),
    re.compile(r"^(?:预算|决算|会计|财政|所属|自评|评价)?年度[：:](20\d\d)年?度?$"),
)
# The line above a table: 部门：某局 2023年度 金额单位：万元. A day (2023年5月6日) is when it was filled in, not its year.
_TABLE_HEAD = re.compile(r"单位[：:]|部门[：:]|部门名称|公开\d")
_HEAD_YEAR = re.compile(r"(20\d\d)年(?:度|(?!\d))")
_NAMED_YEAR = re.compile(r"(?<![\d〔\[（(])(20\d\d)\s?年(?!\s?\d{1,2}\s?月)")
_LEAST_OFTEN = 2
_MAX_LINE = 80
_HEAD_ROWS = 4


@dataclass(frozen=True, slots=True)
class StatedYear:
    """A year that stands for a whole form or table, and where it is printed."""

    year: int
    locator: str
    printed: str


def stated_year(blocks: Sequence[Block], first: int, last: int) -> StatedYear | None:
    """Return the year most often stated for forms and tables in these blocks, None when none is."""
    found = [year for index in range(first, last + 1) for year in _stated(blocks[index])]
    if not found:
        return None
    common = Counter(year.year for year in found).most_common(1)[0][0]
    return next(year for year in found if year.year == common)


def spoken_year(blocks: Sequence[Block], first: int, last: int) -> int | None:
    """Return the year that 预算, 决算 or 绩效 is most often printed with, None when there is none."""
    counts: Counter[str] = Counter()
    for block in blocks[first : last + 1]:
        texts = [cell.text for cell in block.cells] if isinstance(block, Table) else [block.text]
        for text in texts:
            counts.update(match[1] for match in _FISCAL_YEAR.finditer(western_year(fold(text))))
    if counts:
        return int(counts.most_common(1)[0][0])
    return _common_year(blocks, first, last)


def _common_year(blocks: Sequence[Block], first: int, last: int) -> int | None:
    """The year that running text names most, twice at least: what it tells about. Dates and document numbers do not count."""
    counts: Counter[str] = Counter()
    for block in blocks[first : last + 1]:
        if not isinstance(block, Table):
            counts.update(match[1] for match in _NAMED_YEAR.finditer(western_year(block.text)))
    common = counts.most_common(2)
    if not common or common[0][1] < _LEAST_OFTEN or (len(common) > 1 and common[1][1] == common[0][1]):
        return None
    return int(common[0][0])


def _stated(block: Block) -> Iterator[StatedYear]:
    if not isinstance(block, Table):
        yield from _of_line(block.text, block.locator)
        return
    found = [
        year for cell in block.cells if cell.row < _HEAD_ROWS for year in _of_line(cell.text, cell.locator)
    ]  # Columns of several years say nothing of the table's own.
    if len({year.year for year in found}) == 1:
        yield found[0]


def _of_line(text: str, locator: str) -> Iterator[StatedYear]:
    if len(text) > _MAX_LINE or "年" not in text:
        return
    line = western_year(fold(text).rstrip("|"))
    match = next((found for pattern in _STATED if (found := pattern.search(line))), None)
    if match is None and _TABLE_HEAD.search(line):
        match = _HEAD_YEAR.search(line)
    if match:
        yield StatedYear(int(match[1]), locator, match[1])
