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
    cover_name,
    labelled_names,
    listed_units,
    signed_name,
    title_name,
)
from site_builder.forms.identify.region import resolve_region
from site_builder.forms.identify.spans import Span, TitleAt, split_spans
from site_builder.forms.identify.titles import FORM_KINDS, bare
from site_builder.model.config import FileHints
from site_builder.model.document import Block, Document, Table
from site_builder.model.report import KIND_TITLES, ReportKind
from site_builder.text import fold

_FISCAL_YEAR = re.compile(
    r"(20\d\d)年?度?(?:部门|单位|区级|市级|县级|省级)*(?:整体支出|收支|财政|收入|支出)?(?:预算|决算|绩效)"
)
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
    known_year = next((year for year in years if year), None) or _year_of_name(document.source)
    region_text = text
    return tuple(
        _report_span(document, span, name, year or known_year, known_name, hints, region_text)
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


def printed_region(region: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Return the part of `region` that the text itself prints; the list of regions knows the rest."""
    return tuple(name for index, name in enumerate(region) if index == len(region) - 1 or name in text)


def _report_span(
    document: Document, span: Span, named: Named | None, year: int | None, other_name: str, hints: FileHints, text: str
) -> ReportSpan:
    head = span.heads[0] if span.heads else None
    kind = _kind(document.blocks, span, head, hints)
    department = hints.department or (named.name if named else other_name)
    region = hints.region or resolve_region(department, text)
    title = head.title.line if head else _first_line(document.blocks, span)
    context = ReportContext(
        document.source, department, region, hints.year or year, kind, _full_title(document.blocks, head, title),
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
        hints.scope or _scope(kind),
        document.blocks[head.block if head else span.first].locator,
        _marks(document.blocks, span, named, (region, printed_region(region, text)), kind),
    )


def _empty_span(document: Document, hints: FileHints) -> ReportSpan:
    kind = ReportKind(hints.kind) if hints.kind in set(ReportKind) else ReportKind.UNKNOWN
    context = ReportContext(document.source, hints.department, hints.region, hints.year, kind)
    return ReportSpan(0, -1, context, "")


def _department(blocks: Sequence[Block], span: Span) -> Named | None:
    """Return whose the document is: title, line above it, label, signature, in this order."""
    for head in span.heads:
        named = title_name(head.title, blocks, head.block) or cover_name(blocks, head.first)
        if named and named.block >= span.first:
            return named
    labels = list(labelled_names(blocks, span.first, span.last))
    if labels:
        common = Counter(label.name for label in labels).most_common(1)[0][0]
        return next(label for label in labels if label.name == common)
    return signed_name(blocks, span.first, span.last)


def _year(blocks: Sequence[Block], span: Span) -> int | None:
    """Return the fiscal year: from a title, else the year that 预算, 决算 or 绩效 is most often printed with."""
    for head in span.heads:
        if head.title.year is not None:
            return head.title.year
    counts: Counter[str] = Counter()
    for block in blocks[span.first : span.last + 1]:
        texts = [cell.text for cell in block.cells] if isinstance(block, Table) else [block.text]
        for text in texts:
            counts.update(match[1] for match in _FISCAL_YEAR.finditer(fold(text)))
    return int(counts.most_common(1)[0][0]) if counts else None


def _year_of_name(source: str) -> int | None:
    """The year in the file's own name, for tables that print none; whatever the text says goes before it."""
    years = re.findall(r"(?<!\d)20[0-4]\d(?!\d)", source.rsplit("/", 1)[-1])
    return int(years[0]) if len(set(years)) == 1 else None


def _kind(blocks: Sequence[Block], span: Span, head: TitleAt | None, hints: FileHints) -> ReportKind:
    if hints.kind in set(ReportKind):
        return ReportKind(hints.kind)
    if head is None:
        return _kind_of_tables(blocks, span)
    kind = head.title.kind
    if kind is ReportKind.UNIT_FINAL and _consolidates(blocks, span):
        return ReportKind.DEPARTMENT_FINAL
    if kind is ReportKind.UNIT_BUDGET and _consolidates(blocks, span):
        return ReportKind.DEPARTMENT_BUDGET
    return kind


def _consolidates(blocks: Sequence[Block], span: Span) -> bool:
    """Whether the text lists units that its figures take in: then a cover's 单位 means the department as a whole."""
    return any(len(listed_units(blocks, index)) > 1 for index in range(span.first, span.last + 1))


_TABLE_KINDS = (
    (re.compile(r"决算(?:总|明细)?表"), ReportKind.DEPARTMENT_FINAL),
    (re.compile(r"预算(?:总|明细|收支)?表|收支(?:预算)?总表"), ReportKind.DEPARTMENT_BUDGET),
)


def _kind_of_tables(blocks: Sequence[Block], span: Span) -> ReportKind:
    """A file of tables only is known by what its tables are called."""
    votes: Counter[ReportKind] = Counter()
    for block in blocks[span.first : span.last + 1]:
        lines = [block.name] if isinstance(block, Table) else [block.text]
        for line in lines:
            plain = fold(line)
            if len(plain) <= 40:
                votes.update([kind for pattern, kind in _TABLE_KINDS if pattern.search(plain)][:1])
    return votes.most_common(1)[0][0] if votes else ReportKind.UNKNOWN


def _scope(kind: ReportKind) -> str:
    if kind in (ReportKind.UNIT_BUDGET, ReportKind.UNIT_FINAL):
        return "单位"
    return "部门" if kind in (ReportKind.DEPARTMENT_BUDGET, ReportKind.DEPARTMENT_FINAL) else ""


def _kind_title(head: TitleAt | None, kind: ReportKind) -> str:
    return head.title.kind_title if head else KIND_TITLES[kind]


def _first_line(blocks: Sequence[Block], span: Span) -> str:
    for block in blocks[span.first : span.last + 1]:
        if not isinstance(block, Table) and bare(block.text):
            return bare(block.text)[:80]
    return ""


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
        if head is span.heads[0] or not _names_project(head):
            marks.extend(_title_marks(blocks, head, kind if head is span.heads[0] else head.title.kind))
    marks.extend(_dates(blocks, span))
    return tuple(marks)


def _names_project(head: TitleAt) -> bool:
    """Annexed forms that are titled by their project are read as forms, not as documents."""
    kind_title = head.title.kind_title
    return head.title.kind in FORM_KINDS and head.title.year is None and not re.match(_BARE_FORM, kind_title)


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
