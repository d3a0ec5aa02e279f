"""The steps of reading one report's running text, in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from site_builder.forms.context import FormsResult, StatementsResult
from site_builder.forms.facts import FactBook, text_value
from site_builder.forms.identify import IdentityMark, ReportSpan
from site_builder.forms.identify.titles import is_portal_line
from site_builder.forms.prose.accounted import find_accounts, find_reviews, read_accounts
from site_builder.forms.prose.department import read_department
from site_builder.forms.prose.form_text import read_form_texts
from site_builder.forms.prose.grades import read_grades
from site_builder.forms.prose.indicators import read_indicator_lines
from site_builder.forms.prose.ledger import Ledger
from site_builder.forms.prose.lines import Line, text_lines
from site_builder.forms.prose.narrative import read_narrative
from site_builder.forms.prose.organisation import read_listed_units, read_organisation, read_unit_tables
from site_builder.forms.prose.projects import read_projects, read_projects_in_text
from site_builder.forms.prose.structure import contents_lines, glossary, parts, sections
from site_builder.forms.prose.texts import read_texts
from site_builder.model.document import Block
from site_builder.model.report import Fact, GlossaryEntry, GradeScale, Project, ReportKind, Section
from site_builder.numbers import parse_value
from site_builder.text import fold

ACCOUNTS = frozenset(
    {ReportKind.DEPARTMENT_FINAL, ReportKind.UNIT_FINAL, ReportKind.DEPARTMENT_BUDGET, ReportKind.UNIT_BUDGET}
)


@dataclass(frozen=True, slots=True)
class ProseResult:
    """What the running text of a report says; the fields are those of `Report`.

    `offsets` gives (block, offset) by the identifier of a fact, for sorting.
    """

    identity: tuple[Fact, ...] = ()
    projects: tuple[Project, ...] = ()
    grade_scale: GradeScale | None = None
    grade_counts: tuple[Fact, ...] = ()
    summary: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()
    offsets: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def read_prose(
    blocks: Sequence[Block], span: ReportSpan, statements: StatementsResult, forms: FormsResult, book: FactBook
) -> ProseResult:
    """Return the facts of the text outside of tables and forms; `blocks` are those of `span`."""
    form_facts = tuple(book.facts)
    known = {(fact.locator, fact.subject, fact.item, fact.value.text): fact for fact in form_facts}
    identity = tuple(_identity_fact(mark, span, known, book) for mark in span.marks)
    used = statements.used | forms.used
    ledger = Ledger(span.context, book)
    lines = text_lines(blocks, used)
    contents = contents_lines(lines)
    line_parts = parts(lines, contents)
    read_unit_tables(blocks, used, ledger, book)
    read_listed_units(blocks, ledger, book)
    marked: dict[str, list[str]] = {}
    for mark in span.marks:
        marked.setdefault(mark.locator, []).append(fold(mark.printed))
    kept = [index for index, line in enumerate(lines) if index not in contents and not _is_identity(line, marked)]
    body, body_parts = [lines[index] for index in kept], [line_parts[index] for index in kept]
    accounts = find_reviews(body) if span.context.kind in ACCOUNTS else find_accounts(body, body_parts)
    owned = {line.block for account in accounts for line in account.lines}
    grades = read_grades([line for line in body if line.block not in owned], ledger)
    projects = read_accounts(accounts, ledger)
    if not projects and span.context.kind not in ACCOUNTS:
        projects = read_projects(body, body_parts, ledger)
    read_projects_in_text(body, ledger)
    listed = read_indicator_lines(body, body_parts, ledger)
    before = len(book.facts)
    read_organisation(body, body_parts, ledger)
    if span.context.kind in ACCOUNTS:
        read_narrative(body, body_parts, ledger)
    else:
        read_department(body, body_parts, ledger)
    summary = (*grades.summary, *(fact for fact in book.facts[before:] if fact.value.number is not None))
    read_form_texts(forms.forms, form_facts, ledger)
    described = {fact.locator for project in projects for fact in project.facts}
    told = listed | {line.block for line in body if line.locator in described}
    if span.context.kind not in ACCOUNTS:
        read_texts(body, body_parts, told, ledger)
    return ProseResult(
        identity,
        projects,
        grades.scale,
        grades.counts,
        summary,
        sections(lines, contents, span.first, span.last),
        glossary(lines, line_parts),
        ledger.offsets,
    )


def _is_identity(line: Line, marked: Mapping[str, Sequence[str]]) -> bool:
    """Titles, names and dates are identity facts already; their place alone may be a whole page or line of pages."""
    if len(line.text) > 80:
        return False
    if is_portal_line(line.text):
        return True  # what a portal prints around the page says nothing of the report
    if line.locator not in marked:
        return False
    text = fold(line.text)
    return any(
        text in printed or (printed in text and 2 * len(printed) > len(text)) for printed in marked[line.locator]
    )


def _identity_fact(
    mark: IdentityMark, span: ReportSpan, known: Mapping[tuple[str, str, str, str], Fact], book: FactBook
) -> Fact:
    """Write a mark down, unless a form has said the same at the same place."""
    context = span.context
    value = parse_value(mark.value, "年") if mark.item == "年度" else text_value(mark.value, mark.printed)
    said = known.get((mark.locator, context.department, mark.item, value.text))
    return said or book.add(mark.locator, context.department, mark.item, value, year=context.year)
