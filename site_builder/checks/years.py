"""Year over year: the reports of one department against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from site_builder.checks.arithmetic import sum_differs
from site_builder.checks.places import cited, plain
from site_builder.checks.registry import Category, Note, Scope, check
from site_builder.figures import figure
from site_builder.model.document import Heading, Paragraph
from site_builder.model.finding import Severity
from site_builder.model.report import Fact, Report, ReportKind
from site_builder.model.site import Department, SourceAnalysis

FINALS = (ReportKind.DEPARTMENT_FINAL, ReportKind.UNIT_FINAL)
COMPARED = ("total_income", "total_expenditure", "three_public_expense", "agency_operating_cost")
LONG = 80
_CHANGE = (("较上年增加额", -1), ("较上年减少额", 1))
TERMS = {
    "total_income": "收入总计",
    "total_expenditure": "支出总计",
    "three_public_expense": "三公",
    "agency_operating_cost": "机关运行经费",
}


def _finals(department: Department) -> dict[tuple[ReportKind, int], tuple[SourceAnalysis, Report]]:
    return {
        (item.report.kind, item.report.year): (source, item.report)
        for source in department.sources
        for item in source.reports
        if item.report.kind in FINALS and item.report.year
    }


@check(name="last-year-differs", severity=Severity.WARNING, category=Category.YEARS, scope=Scope.DEPARTMENT)
def last_year_is_what_was_published(department: Department) -> Iterator[Note]:
    """本年数减去增减额应等于上一年公开的数.

    情况说明写“比上年增加……”，由此推算的上年数应与上一年度决算公开的数一致；口径调整、更正会造成差异，需要核对。
    """
    finals = _finals(department)
    for (kind, year), (source, report) in finals.items():
        earlier = finals.get((kind, year - 1))
        if earlier is None:
            continue
        for name in COMPARED:
            note = _compare(name, report, earlier[1], source.source)
            if note:
                yield note


def _compare(name: str, report: Report, earlier: Report, source: str) -> Note | None:
    before = figure(earlier, name)
    stated = next(
        (
            (fact, sign)
            for item, sign in _CHANGE
            for fact in report.summary
            if fact.item == item and TERMS[name] in fact.subject.replace("“", "").replace("”", "")
        ),
        None,
    )
    current = _same_place(report, stated[0]) if stated else None
    if before is None or stated is None or current is None:
        return None
    return _year_note(name, before, current, stated, report, source)


def _same_place(report: Report, change: Fact) -> Fact | None:
    return next(
        (
            fact
            for fact in report.summary
            if fact.locator == change.locator and fact.subject == change.subject and fact.item in ("金额", "支出决算")
        ),
        None,
    )


def _year_note(
    name: str, before: Fact, current: Fact, stated: tuple[Fact, int], report: Report, source: str
) -> Note | None:

    change, sign = stated
    found = sum_differs(before, [current], less=[change]) if sign < 0 else sum_differs(before, [current, change])
    if found is None:
        return None
    message = (
        f"{report.year}年度“{change.subject}”{cited(current)}、比上年增减{cited(change)}，推算上年为{plain(found.computed)}"
        f"{before.value.unit}；上一年度公开的数是{before.value.printed}{before.value.unit}，需要核对。"
    )
    places = (change.locator, current.locator)
    return Note(
        places, TERMS[name], message, before.value.text, plain(found.computed), source=source, report=report.ordinal
    )


@check(name="text-repeats-last-year", severity=Severity.INFO, category=Category.YEARS, scope=Scope.DEPARTMENT)
def texts_are_new(department: Department) -> Iterator[Note]:
    """情况说明不应整段沿用上一年的文字.

    含有数字的段落与上一年度完全相同，可能没有更新。
    """
    finals = _finals(department)
    for (kind, year), (source, report) in finals.items():
        earlier = finals.get((kind, year - 1))
        if earlier is None:
            continue
        old = {text for _, text in _paragraphs(earlier[0], earlier[1])}
        same = [locator for locator, text in _paragraphs(source, report) if text in old]
        if same:
            message = f"{year}年度有{len(same)}段含数字的说明与上一年度完全相同，可能没有更新。"
            yield Note(tuple(same), report.department, message, source=source.source, report=report.ordinal)


def _paragraphs(source: SourceAnalysis, report: Report) -> Iterator[tuple[str, str]]:
    blocks = source.document.blocks[report.first_block : report.last_block + 1] if source.document else ()
    for block in blocks:
        text = block.text if isinstance(block, (Heading, Paragraph)) else ""
        if len(text) >= LONG and re.search(r"\d+\.?\d*万?元", text):
            yield block.locator, text
