"""Putting together who, when and what of each report of a file, with the places where it is printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from site_builder.forms.context import ReportContext
from site_builder.forms.identify.dates import parse_date
from site_builder.forms.identify.department import (
    Named,
    addressed_name,
    chapter_name,
    cover_name,
    evaluated_name,
    is_same_office,
    labelled_names,
    leading_name,
    listed_units,
    publishing_name,
    signed_name,
    title_name,
)
from site_builder.forms.identify.gazetteer import gazetteer
from site_builder.forms.identify.region import resolve_region
from site_builder.forms.identify.spans import Span, TitleAt, split_spans
from site_builder.forms.identify.tables_only import kind_of_chapters, kind_of_tables
from site_builder.forms.identify.titles import FORM_KINDS, Title, bare, is_portal_line, parse_title
from site_builder.forms.identify.years import StatedYear, spoken_year, stated_year
from site_builder.model.config import FileHints
from site_builder.model.document import Block, Document, Table
from site_builder.model.report import KIND_TITLES, ReportKind

UNIT_KINDS = frozenset({ReportKind.UNIT_BUDGET, ReportKind.UNIT_FINAL})
DEPARTMENT_KINDS = frozenset({ReportKind.DEPARTMENT_BUDGET, ReportKind.DEPARTMENT_FINAL})
_FIRST_LINES = 12
_ANNEX_LIST = re.compile(r"附件?\s?[：:]\s?\d{1,2}\s?[、.．]")
_BARE_FORM = re.compile(r"(?:部门|单位|区级|市级|县级)?(?:整体|项目|绩效目标)")


@dataclass(frozen=True, slots=True)
class IdentityMark:
    """One identity fact to be: `value` as normalised, `printed` as it stands at `locator`."""

    locator: str
    item: str
    value: str
    printed: str


@dataclass(frozen=True, slots=True)
class ReportSpan:
    """A report found in a file: its blocks `first` to `last`, what is known of it, and where that is printed."""

    first: int
    last: int
    context: ReportContext
    title: str
    kind_title: str = ""
    date: str = ""
    scope: str = ""
    locator: str = ""
    marks: tuple[IdentityMark, ...] = ()


def identify_reports(document: Document, hints: FileHints) -> tuple[ReportSpan, ...]:
    """Return the reports of `document` in order, at least one; what is unknown stays empty, None or UNKNOWN."""
    blocks = document.blocks
    if not blocks:
        return (_empty_span(document, hints),)
    text = full_text(blocks)
    spans = split_spans(blocks)
    names = [_department(blocks, span) for span in spans]
    years = [_year(blocks, span) for span in spans]
    known_name = next((name.name for name in names if name), "")
    own_name = _title_of_name(document.source)
    known_year = next((year for year in years if year), None) or _year_of_name(document.source)
    other_year = StatedYear(known_year.year, "", "") if known_year else None
    return tuple(
        _report_span(document, span, name, year or other_year, known_name, hints, text, own_name)
        for span, name, year in zip(spans, names, years, strict=True)
    )


def full_text(blocks: Sequence[Block]) -> str:
    """Return the text of all blocks, cells included, one a line."""
    parts: list[str] = []
    for block in blocks:
        if isinstance(block, Table):
            parts.extend(cell.text for cell in block.cells)
        else:
            parts.append(block.text)
    return "\n".join(parts)


_PLACE = re.compile(r"(?:乡|镇|街道)$|^[省市区县州盟旗]")


def printed_region(region: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Return the part of `region` that the text itself prints; the list of regions knows the rest."""
    return tuple(name for index, name in enumerate(region) if index == len(region) - 1 or name in text)


def _report_span(
    document: Document,
    span: Span,
    named: Named | None,
    stated: StatedYear | None,
    other_name: str,
    hints: FileHints,
    text: str,
    own_name: Title | None,
) -> ReportSpan:
    head = span.heads[0] if span.heads else None
    kind = _kind(document.blocks, span, head, hints)
    department = hints.department or (named.name if named else other_name)
    if own_name and head is None:
        kind = own_name.kind if kind is ReportKind.UNKNOWN else kind
        department = department or own_name.office
    region = hints.region or resolve_region(department or _titled_place(head), text)
    year = hints.year or (stated.year if stated else None)
    title = head.title.line if head else _composed_title(department, year, kind) or _first_line(document.blocks, span)
    context = ReportContext(
        document.source, department, region, year, kind, _full_title(document.blocks, head, title),
        first_block=span.first,
    )  # fmt: skip
    dates = _dates(document.blocks, span)
    return ReportSpan(
        span.first,
        span.last,
        context,
        context.title,
        _kind_title(head, kind),
        dates[0].value if dates else "",
        hints.scope or _scope(kind, head),
        document.blocks[head.block if head else span.first].locator,
        (
            *_marks(document.blocks, span, named, (region, printed_region(region, text)), kind),
            *_year_marks(span, stated),
        ),
    )


def _titled_place(head: TitleAt | None) -> str:
    """What a title says before its year, where no office is named: the region, at best (云南省2022年度…报告)."""
    if head is None:
        return ""
    text = re.sub(r"^20\d\d年度?", "", head.title.line)
    names = gazetteer().names_in(text)
    return text if names and names[0][0] == 0 else ""


def _empty_span(document: Document, hints: FileHints) -> ReportSpan:
    kind = ReportKind(hints.kind) if hints.kind in set(ReportKind) else ReportKind.UNKNOWN
    context = ReportContext(document.source, hints.department, hints.region, hints.year, kind)
    return ReportSpan(0, -1, context, "")


def _department(blocks: Sequence[Block], span: Span) -> Named | None:
    """Return whose the document is: title, line above it, label, address, signature, a title's beginning, publisher."""
    for head in span.heads:
        named = title_name(head.title, blocks, head.block) or cover_name(blocks, head.first)
        if named and named.block >= span.first:
            return _fuller(blocks, span, named)
    labels = list(labelled_names(blocks, span.first, span.last))
    if span.heads and span.heads[0].title.kind in UNIT_KINDS:
        labels = [label for label in labels if not label.superior] or labels
    if labels:
        common = Counter(label.name for label in labels).most_common(1)[0][0]
        cover = next(labelled_names(blocks, span.first, span.last))
        if is_same_office(common, cover.name):
            return cover
        return next(label for label in labels if label.name == common)
    leading = (leading_name(head.title, blocks, head.block) for head in span.heads[:2])
    return (
        addressed_name(blocks, span.first, span.last)
        or chapter_name(blocks, span.first, span.last)
        or evaluated_name(blocks, span.first, span.last)
        or signed_name(blocks, span.first, span.last)
        or next(filter(None, leading), None)
        or publishing_name(blocks, span.first, span.last)
    )


def _fuller(blocks: Sequence[Block], span: Span, named: Named) -> Named:
    """Return the whole name of an office whose title only says the place (芦洋乡2015年财政收支决算)."""
    if not _PLACE.search(named.name):
        return named
    names = (title_name(head.title, blocks, head.block) for head in span.heads[1:])
    return next((other for other in names if other and is_same_office(named.name, other.name)), named)


def _year(blocks: Sequence[Block], span: Span) -> StatedYear | None:
    """Return the fiscal year: from a title, else as stated for forms and tables, else as the text speaks of it.

    The place is empty where the year is only spoken of; a title's is its own.
    """
    for head in span.heads:
        if head.title.year is not None:
            return StatedYear(head.title.year, blocks[head.block].locator, head.title.year_text)
    stated = stated_year(blocks, span.first, span.last)
    if stated:
        return stated
    spoken = spoken_year(blocks, span.first, span.last)
    return StatedYear(spoken, "", "") if spoken else None


def _year_of_name(source: str) -> StatedYear | None:
    """The year in the file's own name, for tables that print none; whatever the text says goes before it."""
    years = re.findall(r"(?<!\d)20[0-4]\d(?!\d)", source.rsplit("/", 1)[-1])
    return StatedYear(int(years[0]), "", "") if len(set(years)) == 1 else None


def _title_of_name(source: str) -> Title | None:
    """The title in the file's own name (某局2024年部门决算.xlsx), for files of tables only that print none."""
    return parse_title(re.sub(r"^\d+[-_.、\s]+", "", source.rsplit("/", 1)[-1].rsplit(".", 1)[0]))


def _kind(blocks: Sequence[Block], span: Span, head: TitleAt | None, hints: FileHints) -> ReportKind:
    if hints.kind in set(ReportKind):
        return ReportKind(hints.kind)
    if head is None:
        chapters = kind_of_chapters(blocks, span.first, span.last)
        return chapters or kind_of_tables(blocks, span.first, span.last)
    kind = head.title.kind
    if kind is ReportKind.UNIT_FINAL and _consolidates(blocks, span):
        return ReportKind.DEPARTMENT_FINAL
    if kind is ReportKind.UNIT_BUDGET and _consolidates(blocks, span):
        return ReportKind.DEPARTMENT_BUDGET
    return kind


def _consolidates(blocks: Sequence[Block], span: Span) -> bool:
    """Whether the text lists units that its figures take in: then a cover's 单位 means the department as a whole."""
    return any(len(listed_units(blocks, index)) > 1 for index in range(span.first, span.last + 1))


def _scope(kind: ReportKind, head: TitleAt | None) -> str:
    """Return 部门 or 单位; an office's 本级 is the unit alone, whatever the title calls the document."""
    if kind in UNIT_KINDS or (kind in DEPARTMENT_KINDS and head is not None and head.title.own_level):
        return "单位"
    return "部门" if kind in DEPARTMENT_KINDS else ""


def _kind_title(head: TitleAt | None, kind: ReportKind) -> str:
    return head.title.kind_title if head else KIND_TITLES[kind]


def _composed_title(department: str, year: int | None, kind: ReportKind) -> str:
    """Name a file of tables only by what is known of it, as its cover would; empty when something is not known."""
    if not department or year is None or kind is ReportKind.UNKNOWN:
        return ""
    return f"{department}{year}年度{kind.label}"


def _first_line(blocks: Sequence[Block], span: Span) -> str:
    texts = (block.text for block in blocks[span.first : span.last + 1] if not isinstance(block, Table))
    lines = [text for text in texts if bare(text)][:_FIRST_LINES]
    return bare(next((text for text in lines if not is_portal_line(text)), lines[0] if lines else ""))[:80]


def _full_title(blocks: Sequence[Block], head: TitleAt | None, title: str) -> str:
    """Prefix the office printed above the title, as the cover reads."""
    if head is None or head.title.office or head.title.kind in FORM_KINDS:
        return title
    named = cover_name(blocks, head.first)
    return named.name + title if named else title


def _dates(blocks: Sequence[Block], span: Span) -> list[IdentityMark]:
    """Return the dates that stand alone on a line, in order."""
    lines = [block for block in blocks[span.first : span.last + 1] if not isinstance(block, Table)]
    dated = [(line, parse_date(line.text)) for line in lines if len(line.text) <= 40]
    return [IdentityMark(line.locator, "报告日期", date, line.text.strip()) for line, date in dated if date]


def _marks(
    blocks: Sequence[Block],
    span: Span,
    named: Named | None,
    regions: tuple[tuple[str, ...], tuple[str, ...]],
    kind: ReportKind,
) -> tuple[IdentityMark, ...]:
    marks: list[IdentityMark] = []
    if named:
        marks.append(IdentityMark(named.locator, "部门", named.name, named.name))
        whole, printed = regions
        if printed:
            marks.append(IdentityMark(named.locator, "行政区", "".join(printed), named.name))
        if whole != printed:
            marks.append(IdentityMark(named.locator, "补全:行政区", "".join(whole), named.name))
    for head in span.heads:
        if head is span.heads[0] or not (_names_project(head) or _is_listed(blocks, head)):
            marks.extend(_title_marks(blocks, head, kind if head is span.heads[0] else head.title.kind))
    marks.extend(_dates(blocks, span))
    return tuple(marks)


def _year_marks(span: Span, stated: StatedYear | None) -> tuple[IdentityMark, ...]:
    """The year printed elsewhere than in a title."""
    if stated is None or not stated.locator or any(head.title.year is not None for head in span.heads):
        return ()
    return (IdentityMark(stated.locator, "年度", str(stated.year), stated.printed),)


def _names_project(head: TitleAt) -> bool:
    """Annexed forms that are titled by their project are read as forms, not as documents."""
    kind_title = head.title.kind_title
    return head.title.kind in FORM_KINDS and head.title.year is None and not re.match(_BARE_FORM, kind_title)


def _is_listed(blocks: Sequence[Block], head: TitleAt) -> bool:
    """Whether a form's title is only the next entry of a list of annexes (附件：1、…基础数据表 / …自评表)."""
    before = blocks[head.first - 1] if head.first else None
    if before is None or isinstance(before, Table) or head.title.kind not in FORM_KINDS:
        return False
    return bool(_ANNEX_LIST.match(before.text))


def _title_marks(blocks: Sequence[Block], head: TitleAt, kind: ReportKind) -> list[IdentityMark]:
    locator = blocks[head.block].locator
    title = head.title
    printed_kind = title.kind_title
    normal = printed_kind
    if title.kind is not kind:
        normal = printed_kind.replace("单位决算", "部门决算").replace("单位预算", "部门预算")
    marks = [
        IdentityMark(locator, "标题", title.line, title.line),
        IdentityMark(locator, "报告类型", normal, printed_kind),
    ]
    if title.year is not None:
        marks.append(IdentityMark(locator, "年度", title.year_text, title.year_text))
    return marks
