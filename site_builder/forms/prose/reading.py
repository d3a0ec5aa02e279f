"""The steps of reading one report's running text, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from site_builder.forms.context import FormsResult, StatementsResult
from site_builder.forms.facts import FactBook, text_value
from site_builder.forms.identify import IdentityMark, ReportSpan
from site_builder.model.document import Block
from site_builder.model.report import Fact, GlossaryEntry, GradeScale, Project, Section
from site_builder.numbers import parse_value


@dataclass(frozen=True, slots=True)
class ProseResult:
    """What the running text of a report says; the fields are those of `Report`."""

    identity: tuple[Fact, ...] = ()
    projects: tuple[Project, ...] = ()
    grade_scale: GradeScale | None = None
    grade_counts: tuple[Fact, ...] = ()
    summary: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = field(default=())


def read_prose(
    blocks: Sequence[Block], span: ReportSpan, statements: StatementsResult, forms: FormsResult, book: FactBook
) -> ProseResult:
    """Return the facts of the text outside of tables and forms; `blocks` are those of `span`."""
    identity = tuple(_identity_fact(mark, span, book) for mark in span.marks)
    return ProseResult(identity)


def _identity_fact(mark: IdentityMark, span: ReportSpan, book: FactBook) -> Fact:
    context = span.context
    value = parse_value(mark.value, "年") if mark.item == "年度" else text_value(mark.value, mark.printed)
    return book.add(mark.locator, context.department, mark.item, value, year=context.year)
