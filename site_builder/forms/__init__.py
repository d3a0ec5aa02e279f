"""Forms: `Document` to `Report`s; identification, official tables, self-evaluation forms, and running text."""

from __future__ import annotations

from site_builder.forms.facts import FactBook, confidences_of
from site_builder.forms.identify import ReportSpan, identify_reports
from site_builder.forms.order import in_reading_order
from site_builder.forms.prose import read_prose
from site_builder.forms.selfeval import read_forms
from site_builder.forms.statements import read_statements
from site_builder.model.config import FileHints
from site_builder.model.document import Document
from site_builder.model.report import Report

__all__ = ["extract_reports"]


def extract_reports(document: Document, hints: FileHints) -> tuple[Report, ...]:
    """Return the reports of `document` with their facts in reading order.

    Every document gives at least one report; what could not be identified is visible: kind UNKNOWN, year None,
    department empty. `hints` are what the operator set for the file; they win over what the text says.
    """
    book = FactBook(document.source, confidences_of(document))
    spans = identify_reports(document, hints)
    return tuple(_extract(document, span, ordinal, book) for ordinal, span in enumerate(spans))


def _extract(document: Document, span: ReportSpan, ordinal: int, book: FactBook) -> Report:
    blocks = document.blocks[span.first : span.last + 1]
    before = len(book.facts)
    statements = read_statements(blocks, span.context, book)
    forms = read_forms(blocks, span.context, book)
    prose = read_prose(blocks, span, statements, forms, book)
    context = span.context
    return Report(
        source=document.source,
        ordinal=ordinal,
        kind=context.kind,
        title=span.title,
        department=context.department,
        region=context.region,
        year=context.year,
        date=span.date,
        kind_title=span.kind_title,
        scope=span.scope,
        locator=span.locator,
        first_block=span.first,
        last_block=span.last,
        identity=prose.identity,
        tables=(*statements.tables, *forms.tables),
        forms=forms.forms,
        projects=(*forms.projects, *prose.projects),
        grade_scale=prose.grade_scale,
        grade_counts=prose.grade_counts,
        summary=prose.summary,
        sections=prose.sections,
        glossary=prose.glossary,
        facts=in_reading_order(book.facts[before:], blocks, prose.offsets),
    )
