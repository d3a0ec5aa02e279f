"""Units, inner offices and staff: lists in running text, and the table of units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal

from site_builder.forms.facts import FactBook, text_value
from site_builder.forms.identify.department import listed_units, unit_in_list
from site_builder.forms.prose.ledger import Ledger
from site_builder.forms.prose.lines import Line
from site_builder.forms.prose.phrases import Phrase, phrases
from site_builder.forms.prose.structure import Part
from site_builder.forms.prose.terms import standard_term
from site_builder.model.document import Block, Cell, Heading, Paragraph, Table
from site_builder.model.value import Status, Value
from site_builder.numbers import parse_value
from site_builder.text import fold

_INNER = re.compile(
    r"(?:内设|设有|下设|设)(?:机构)?(?:\s*[\d一二三四五六七八九十两]+\s*个)?(?P<kind>[\u4e00-\u9fff]{0,4}?)(?:[，,]?(?:包括|分别为|分别是|有|即|为)?[：:]|(?=办公室))(?P<names>[^。；]{4,600})"
)
_BELOW = re.compile(
    r"(?:下辖|下设|下属|所属|另有|另设)\s*[\d一二三四五六七八九十两]*\s*个?(?:[\u4e00-\u9fff]{0,6}(?:机构|单位))?[：:]?(?P<names>[^。；]{4,400})"
)
_UNIT_NAME = re.compile(
    r"[\u4e00-\u9fff]{4,30}?(?:大队|中队|支队|中心|事务所|服务站|总站|站|所|队|局|馆|院|校|处)(?=[（(、和及，。；两]|$)"
)
_POSTS = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{4,30}(?:大队|中心|站|所|队|局|馆|院|校|处))(?:[\u4e00-\u9fff]{0,10}单位)?[（(](?P<what>[\u4e00-\u9fff]{0,8}编制)\s*$"
)
_OFFICE_COUNT = re.compile(r"^(?:[\u4e00-\u9fff]{0,30})?(?:内设|设有|下设)$")
_OFFICES = re.compile(
    r"(?:(?P<inner>内设机构|[股科处]室|职能[股科处]室)|二级(?:机构|单位)|(?:下属|直属)?事业单位|下属单位)"
)
_COUNTED_IN_WORDS = re.compile(
    r"内设\s?(?P<n>[一二三四五六七八九十]|十[一二三四五六七八九])\s?个(?P<kind>[\u4e00-\u9fff]{1,4})(?=[：:，,（(]|为|包括|即|分别)"
)
_DIGITS = {
    word: n for n, word in enumerate([*"一二三四五六七八九十", *(f"十{word}" for word in "一二三四五六七八九")], 1)
}
_NATURE = re.compile(r"(行政|事业|参公|企业)(?:单位)")
_OWN = ("本部门", "我单位", "我局", "本单位", "我部门")
_STAFF = re.compile(r"(?:人员|编制|职工|干部|在编|在职|在岗|退休|离休|聘用|劳务派遣|编外|公务员|工勤|人数)")
_POST_HEADS = ("人员编制数", "编制数", "编制人数", "在职人数", "实有人数", "在编人数", "在职人员数", "实有人员数")
_TABLE_HEADS = (
    "单位名称", "单位性质", "单位规格", "经费保障形式", "经费形式", "经费性质", "经费来源", "单位级别", "预算级次", *_POST_HEADS
)  # fmt: skip


def read_organisation(lines: Sequence[Line], line_parts: Sequence[Part], ledger: Ledger) -> None:
    """Write inner offices, units below the department with their posts, and counts of staff."""
    for line, part in zip(lines, line_parts, strict=True):
        if part.role == "glossary":
            continue
        if re.search(r"内设|下辖|下设|下属|所属", line.text):
            _unit_posts(line, ledger)
            _inner_offices(line, ledger)
            _units_below(line, ledger)
            _office_counts(line, ledger)
        if line.numbers and _STAFF.search(line.text):
            _staff(line, ledger)


def _inner_offices(line: Line, ledger: Ledger) -> None:
    match = _INNER.search(line.text)
    if not match or match["kind"] in ("二级机构", "事业单位"):
        return
    for start, name in _names(match["names"], match.start("names")):
        ledger.text(line, start, ledger.context.department, "内设机构", name)


def _names(text: str, offset: int) -> list[tuple[int, str]]:
    """Split a list at 、 and 及; brackets stay with their name."""
    found: list[tuple[int, str]] = []
    for match in re.finditer(r"(?:[^、，；。及（(]|[（(][^）)]*[）)])+", text):
        name = match[0].strip()
        lead = len(match[0]) - len(match[0].lstrip())
        if 2 <= len(name) <= 30 and not re.search(r"\d", name):
            found.append((offset + match.start() + lead, name))
    return found


def _units_below(line: Line, ledger: Ledger) -> None:
    for match in _BELOW.finditer(line.text):
        nature = _NATURE.search(line.text, match.start())
        for unit in _UNIT_NAME.finditer(match["names"]):
            name = unit[0].removeprefix("和").removeprefix("及")
            if name.startswith("的"):
                continue
            start = match.start("names") + unit.start() + len(unit[0]) - len(name)
            ledger.text(line, start, name, "单位名称", name)
            if nature:
                ledger.text(line, nature.start(1), name, "单位性质", nature[1])


def _unit_posts(line: Line, ledger: Ledger) -> None:
    """Posts in brackets behind a unit's name belong to that unit: 执法大队（事业编制15名）."""
    for phrase in phrases(line):
        match = _POSTS.search(line.text, max(0, phrase.number.start - 60), phrase.number.start)
        if match and phrase.number.unit in ("人", "个") and not ledger.is_taken(phrase):
            name = re.split(r"[、和及]|下辖|下设|下属", match["name"])[-1]
            name = re.sub(r"[两二三四五六七八九十]个$", "", name)
            ledger.number(phrase, name, standard_term(match["what"]), unit="人")


def _office_counts(line: Line, ledger: Ledger) -> None:
    """28个科室 behind 内设 and 2个二级机构 behind 下设."""
    for match in _COUNTED_IN_WORDS.finditer(line.text):
        value = Value(Status.NUMERIC, match["n"], str(_DIGITS[match["n"]]), Decimal(_DIGITS[match["n"]]), "个")
        ledger.value(line, match.start("n"), ledger.context.department, f"内设{match['kind']}数", value)
    for phrase in phrases(line):
        listed = _OFFICES.match(phrase.behind) if phrase.raw_label.rstrip().endswith("等") else None
        if phrase.number.unit != "个" or ledger.is_taken(phrase) or not (listed or _OFFICE_COUNT.match(phrase.label)):
            continue
        kind = re.match(r"[\u4e00-\u9fff]{1,6}", phrase.behind)
        if kind:
            inner = phrase.label.endswith("内设") or (listed and listed["inner"])
            prefix = "内设" if inner and not kind[0].startswith("内设") else ""
            ledger.number(phrase, ledger.context.department, f"{prefix}{kind[0]}数")


def _staff(line: Line, ledger: Ledger) -> None:
    last = ""
    for phrase in phrases(line):
        if phrase.number.unit not in ("人", "个") or ledger.is_taken(phrase):
            continue
        item = _staff_item(phrase, last, ledger.context.department)
        if item:
            fact = ledger.number(phrase, ledger.context.department, item)
            last = fact.item if "较上年" not in item else last


def _staff_item(phrase: Phrase, last: str, department: str) -> str:
    """Return the name of a count of persons about the department itself, empty when it is about something else."""
    own = "|".join((*_OWN, re.escape(department)) if department else _OWN)
    label = re.sub(rf"^.*?(?:{own})(?:现有|共有|有)?", "", phrase.label)
    change = re.match(r"^(?:比|较)(?:去年|上年度?|上一年度?)(增加|减少|多|少)了?$", label)
    if change:
        return f"{last}较上年{'增加' if change[1] in ('增加', '多') else '减少'}" if last else ""
    if phrase.number.unit == "个":
        return standard_term(label) if re.fullmatch(r"(?:现有|核定)?(?:行政|事业|工勤)?编制数?", label) else ""
    term = standard_term(re.sub(r"^(?:现有|实有|共有|其中|有)(?=在职|行政|事业|离|退)", "", label))
    plain = re.fullmatch(
        r"(?:行政|事业|在职|在编|在岗|实有|退休|离休|离退休|聘用|编外|劳务派遣|工勤|参公|公务员)(?:单位)?(?:在职|在编)?(?:人员|编制|职工|干部|人数)?(?:总数)?",
        term,
    )
    return term if plain else ""


def read_listed_units(blocks: Sequence[Block], ledger: Ledger, book: FactBook) -> None:
    """Write the units that a report's figures take in, one a line below their heading."""
    context = ledger.context
    for heading in range(len(blocks)):
        units = listed_units(blocks, heading)
        for index in units if len(units) > 1 else []:
            block = blocks[index]
            if isinstance(block, Heading | Paragraph):
                name = unit_in_list(block.text)
                book.add(block.locator, context.department, "纳入预算单位", text_value(name), year=context.year)


def read_unit_tables(blocks: Sequence[Block], used: AbstractSet[int], ledger: Ledger, book: FactBook) -> None:
    """Write the table of units: 单位名称, 单位性质, 单位规格, 经费保障形式."""
    for index, block in enumerate(blocks):
        if isinstance(block, Table) and index not in used:
            heads = _unit_heads(block)
            if heads:
                _write_units(block, heads, ledger, book)


def _unit_heads(table: Table) -> dict[int, tuple[int, str]]:
    """Return (row, title) of the head by column, empty when it is no table of units."""
    heads: dict[int, tuple[int, str]] = {}
    for cell in table.cells:
        title = fold(cell.text)
        if cell.row < 3 and title in _TABLE_HEADS:
            heads[cell.col] = (cell.row, title)
    titles = {title for _, title in heads.values()}
    return heads if "单位名称" in titles and len(titles) > 1 else {}


def _write_units(table: Table, heads: dict[int, tuple[int, str]], ledger: Ledger, book: FactBook) -> None:
    head_row = max(row for row, _ in heads.values())
    name_col = next(col for col, (_, title) in heads.items() if title == "单位名称")
    for row in table.own_rows()[head_row + 1 :]:
        by_col: dict[int, Cell] = {cell.col: cell for cell in row if cell.text.strip()}
        if name_col not in by_col:
            continue
        name = fold(by_col[name_col].text)
        for col, cell in by_col.items():
            if col in heads:
                head = heads[col][1]
                text = cell.text.strip()
                value = parse_value(text.removesuffix("人"), "人") if head in _POST_HEADS else text_value(text)
                book.add(cell.locator, name, head, value, year=ledger.context.year)
