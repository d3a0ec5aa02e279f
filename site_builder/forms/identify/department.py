"""Whose document it is: cover, title, label, or the name at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from site_builder.forms.identify.dates import parse_date
from site_builder.forms.identify.gazetteer import gazetteer
from site_builder.forms.identify.titles import OFFICE, Title, bare, is_short_line, named_office
from site_builder.model.document import Block, Cell, Table
from site_builder.text import fold

_LABELS = (
    "部门名称", "单位名称", "部门(单位)名称", "单位(部门)名称", "预算主管部门", "预算部门", "编制单位", "编制部门", "填报单位",
    "填报部门", "公开部门", "公开单位", "预算单位", "决算单位", "实施单位", "主管部门", "主管部门及代码", "主管部门(及代码)", "地方主管部门", "部门(单位)", "单位(部门)", "部门",
    "单位",
)  # fmt: skip
_LABELLED = re.compile(rf"^(?:公开\d*表)?({'|'.join(re.escape(label) for label in _LABELS)})[：:]\s*(.+)$")
_AFTER_NAME = re.compile(r"20\d\d年|单位[：:]|金额|[（(]盖章|[（(]公章|\s|\|")
_ADDRESSED = re.compile(
    r"(?:^|号|[\s〕\]])([\u4e00-\u9fff（）()]{4,40}?)\s?[：:]\s?你(?:部门|单位|[局委院校办会乡镇]|中心|街道)"
)
_EVALUATED = re.compile(
    r"对([\u4e00-\u9fff]{4,24}?)(?:20\d\d年度?|[（(]以下|实施的|负责的|承担的)[^。；]{0,60}?(?:开展|进行|实施)(?:了)?[^。；，]{0,8}评价"
)
_CHAPTER = re.compile(
    r"^(?:第[一1]部分|一)[：:、.\s]*(?:20\d\d年度?)?([\u4e00-\u9fff（）()]{3,45}?)(?:20\d\d年度?)?(?:部门|单位)?(?:基本)?(?:概况|情况|简介)[.…\d\s]*$"
)
_CHAPTER_LINE = 90
_OPENING = 60
"""Blocks from a report's beginning on in which it says whom it evaluates."""
_PUBLISHED = re.compile(
    r"(?:发布机构|发文机关|发布单位|信息来源|来源|公开主体|责任部门)[：:]\|?([^|]+?)(?=发布(?:时间|日期)|日期|时间|浏览|作者|20\d\d|\||$)"
)
_UNIT_CODE = re.compile(r"^\d{3,}[-－—]")
_WELCOME = re.compile(r"欢迎(?:来到|访问|光临|您访问)([\u4e00-\u9fff]{3,20}?)(?:门户)?(?:网站|官网|门户网)")
_PORTAL_LINES = 12
_UNITS_HEADING = re.compile(r"(?:预算|决算)[^。；，]{0,8}单位|单位构成")
_UNITS_LINE = 60
_ANNOUNCES = re.compile(r"(?:包括|如下|分别(?:为|是))[^。；]{0,12}[：:]\s*$")
_LIST_HEAD = re.compile(r"序号(?:单位)?名称(?:备注)?")
_LIST_NUMBER = re.compile(r"^\s*[（(]?\d{1,2}(?:[）)、.．]\s*|\s+)")
_OWN_LEVEL = re.compile(r"[（(](?:本级|机关|局机关|本级机关)[）)]$|本级(?:[（(](?:机关|行政)[）)])?$")
_LEADING_YEAR = re.compile(r"^(?:20\d\d年度?)?")
_LEADING_OFFICE = re.compile(
    r"[\u4e00-\u9fff]{0,16}?(?:局(?!部)|委员会|人民政府|办公室|政协|人大|管委会|街道办事处|联合会|法院|检察院|学院|大学|中学|小学|医院|卫生院)"
)
_ENDING_LINES = 8
_REGION_LINE = re.compile(r"(?:中共|中国共产党)?[\u4e00-\u9fff]{2,12}(?:省|自治区|市|自治州|州|盟|县|区|旗|委)")

_OWN_REGION = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:省|市|州|县|区|旗|盟)")


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a department and where it stands: block index and the place of the cell or line.

    `superior` is True for the name of a 主管部门, which for a unit's document is not its own.
    """

    name: str
    block: int
    locator: str
    superior: bool = False


_REGIONS = re.compile(r"[\u4e00-\u9fff]{1,14}[省市区县州盟旗]")
_OF_PLACE = re.compile(r"(?:人民)?政府|街道办事处|办事处|")


def is_same_office(name: str, fuller: str) -> bool:
    """Whether two names are of one office: regions before it and the word for a place's government may be left out."""
    at = fuller.find(name)
    if at < 0 or not _OF_PLACE.fullmatch(fuller, at + len(name)):
        return False
    # 县政协 begins with the last word of its region: 青溪县政协.
    return not at or bool(_REGIONS.fullmatch(fuller, 0, at + (name[0] in "省市区县州盟旗")))


def cover_name(blocks: Sequence[Block], title_block: int) -> Named | None:
    """The office named alone on one of the two lines right above a title."""
    for index in range(title_block - 1, max(-1, title_block - 3), -1):
        block = blocks[index]
        if isinstance(block, Table) or not is_short_line(block.text):
            return None
        name, _ = named_office(bare(block.text))
        if name:
            return _with_region_above(blocks, Named(name, index, block.locator))
    return None


def _with_region_above(blocks: Sequence[Block], named: Named) -> Named:
    """A cover may break the line behind the region (云泽市 / 司法局)."""
    above = blocks[named.block - 1] if named.block else None
    if above is None or isinstance(above, Table):
        return named
    region = bare(above.text)
    if not _REGION_LINE.fullmatch(region) or _OWN_REGION.match(named.name):
        return named
    return Named(region + named.name, named.block - 1, above.locator)


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
            label, name = _labelled_text(block.text)
            if name:
                yield Named(name, index, block.locator, "主管" in label)


def _labelled_text(text: str) -> tuple[str, str]:
    """Return label and name of a line such as 部门名称：某局, both empty when it is none."""
    if len(text) > 200 or not ("部门" in text[:20] or "单位" in text[:20]):
        return "", ""
    match = _LABELLED.match(fold(text.replace("\t", " ")))
    if not match:
        return "", ""
    name = match[2]
    cut = _AFTER_NAME.search(name)
    name, _ = named_office(name[: cut.start()] if cut else name)
    return (match[1], name) if name else ("", "")


def _labelled_cells(table: Table, index: int) -> Iterator[Named]:
    cells = [cell for row in table.own_rows()[:8] for cell in row if cell.text.strip()]
    for cell, following in zip_longest(cells, cells[1:]):
        label = fold(cell.text).rstrip("：:")
        printed, name = _labelled_text(cell.text)
        if name:
            yield Named(name, index, cell.locator, "主管" in printed)
        elif following and label in _LABELS and following.row == cell.row:
            name, _ = named_office(_UNIT_CODE.sub("", fold(following.text)))
            if name:
                yield Named(name, index, following.locator, "主管" in label)
    yield from _names_below(cells, index)


def _names_below(cells: Sequence[Cell], index: int) -> Iterator[Named]:
    """Offices in a column of their own in a list: with their code (820001-某镇人民政府), or the same in every row."""
    heads = {cell.col: cell.row for cell in reversed(cells) if fold(cell.text) in _LABELS}
    below = [cell for cell in cells if heads.get(cell.col, cell.row) < cell.row]
    same = {cell.col: len({other.text for other in below if other.col == cell.col}) == 1 for cell in below}
    for cell in below:
        if (_UNIT_CODE.match(cell.text) and not cell.text.endswith("部门")) or (same[cell.col] and len(below) > 1):
            name, _ = named_office(_UNIT_CODE.sub("", fold(cell.text)))
            if name:
                yield Named(name, index, cell.locator)


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


def addressed_name(blocks: Sequence[Block], first: int, last: int) -> Named | None:
    """The office that an approval is addressed to (某局：你部门报送的2014年度部门决算收悉)."""
    for index in range(first, last + 1):
        block = blocks[index]
        match = None if isinstance(block, Table) else _ADDRESSED.search(block.text)
        name = named_office(bare(match[1]))[0] if match else ""
        if name:
            return Named(name, index, block.locator)
    return None


def evaluated_name(blocks: Sequence[Block], first: int, last: int) -> Named | None:
    """The office whose money an evaluation is about (对某市民政局2023年度…资金开展绩效评价)."""
    for index in range(first, min(last, first + _OPENING) + 1):
        block = blocks[index]
        match = None if isinstance(block, Table) else _EVALUATED.search(block.text)
        name = named_office(bare(match[1]))[0] if match else ""
        if name:
            return Named(name, index, block.locator)
    return None


def chapter_name(blocks: Sequence[Block], first: int, last: int) -> Named | None:
    """The office that the first chapter is about (第一部分 某市民政局概况)."""
    for index in range(first, min(last, first + _OPENING) + 1):
        block = blocks[index]
        match = (
            None if isinstance(block, Table) or len(block.text) > _CHAPTER_LINE else _CHAPTER.match(bare(block.text))
        )
        name = named_office(match[1])[0] if match else ""
        if name:
            return Named(name, index, block.locator)
    return None


def publishing_name(blocks: Sequence[Block], first: int, last: int) -> Named | None:
    """The office that an archived page names as its publisher; a portal (中国某地) is none."""
    for index in range(first, last + 1):
        block = blocks[index]
        match = None if isinstance(block, Table) or len(block.text) > 60 else _PUBLISHED.match(bare(block.text))
        name = named_office(match[1])[0] if match else ""
        if name and not name.startswith("中国"):
            return Named(name, index, block.locator)
    return _welcoming_name(blocks, first, last) or _published_cell(blocks, first, last)


def _welcoming_name(blocks: Sequence[Block], first: int, last: int) -> Named | None:
    """The office whose own site welcomes the reader (欢迎来到青溪县政协网站)."""
    for index in range(first, min(last, first + _PORTAL_LINES) + 1):
        block = blocks[index]
        match = None if isinstance(block, Table) else _WELCOME.search(block.text)
        if match:
            return Named(match[1], index, block.locator)
    return None


def _published_cell(blocks: Sequence[Block], first: int, last: int) -> Named | None:
    """The same in a table of the page's particulars (发布机构： | 某局)."""
    for index in range(first, min(last, first + _PORTAL_LINES) + 1):
        block = blocks[index]
        if not isinstance(block, Table):
            continue
        for cells in block.own_rows()[:_PORTAL_LINES]:
            for label, cell in pairwise(cells):
                name = named_office(fold(cell.text))[0] if fold(label.text).rstrip("：:") == "发布机构" else ""
                if name:
                    return Named(name, index, cell.locator)
    return None


def leading_name(title: Title | None, blocks: Sequence[Block], title_block: int) -> Named | None:
    """The office that a title begins with, its region first (2022年云泽市水务局衔接资金项目绩效自评报告)."""
    if title is None:
        return None
    text = _LEADING_YEAR.sub("", title.line)
    names = gazetteer().names_in(text)
    if not names or names[0][0] != 0:
        return None
    match = _LEADING_OFFICE.match(text, len(names[0][1]))
    return Named(text[: match.end()], title_block, blocks[title_block].locator) if match else None


def listed_units(blocks: Sequence[Block], heading: int) -> list[int]:
    """Return the blocks below the heading of a list of units (纳入…预算的单位包括), one unit a line, empty if none."""
    block = blocks[heading]
    if isinstance(block, Table) or not _UNITS_HEADING.search(block.text):
        return []
    if len(block.text) > _UNITS_LINE and not _ANNOUNCES.search(block.text[-_UNITS_LINE:]):
        return []
    units: list[int] = []
    for index in range(heading + 1, len(blocks)):
        below = blocks[index]
        if not isinstance(below, Table) and not units and _LIST_HEAD.fullmatch(bare(below.text)):
            continue
        if isinstance(below, Table) or not unit_in_list(below.text):
            break
        units.append(index)
    return units


def unit_in_list(line: str) -> str:
    """Return the name of the unit that a line of such a list is (1.某市河道管理站), empty when it is none."""
    name = bare(_LIST_NUMBER.sub("", line))
    return name if is_short_line(_LIST_NUMBER.sub("", line)) and OFFICE.fullmatch(_OWN_LEVEL.sub("", name)) else ""
