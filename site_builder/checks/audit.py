"""What checks look at: a report with its document, and all reports of one file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from site_builder.model.document import Document, Heading, Paragraph, Table
from site_builder.model.report import Fact, Report, SelfEvalForm, StatementTable, TableState


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of running text; `form` is the form it stands in, None for prose."""

    text: str
    block: Heading | Paragraph | None
    fact: Fact | None = None
    form: SelfEvalForm | None = None
    label: str = ""

    def locator_at(self, offset: int) -> str:
        """Return the place of the character at `offset`."""
        if isinstance(self.block, Paragraph):
            return self.block.locator_at(offset)
        if self.block is not None:
            return self.block.locator
        return self.fact.locator if self.fact else ""

    @property
    def locator(self) -> str:
        """The place where the passage begins."""
        return self.locator_at(0)


@dataclass(frozen=True)
class Audit:
    """One report under audit; what many checks read is gathered once."""

    document: Document
    report: Report

    def tables(self, *forms: str) -> tuple[StatementTable, ...]:
        """Return the filled tables of these forms, in the order asked."""
        found = [table for form in forms for table in self.report.tables if table.form == form]
        return tuple(table for table in found if table.state is TableState.FILLED)

    def table(self, *forms: str) -> StatementTable | None:
        """Return the first filled table of these forms."""
        return next(iter(self.tables(*forms)), None)

    @cached_property
    def _prose(self) -> tuple[Passage, ...]:
        blocks = self.document.blocks[self.report.first_block : self.report.last_block + 1]
        return tuple(Passage(block.text, block) for block in blocks if not isinstance(block, Table))

    def prose(self) -> tuple[Passage, ...]:
        """Return headings and paragraphs of the report, in reading order."""
        return self._prose

    def form_texts(self, form: SelfEvalForm) -> Iterator[Passage]:
        """Yield the filled boxes of a form: goals and analyses."""
        for label, fact in form.texts:
            yield Passage(fact.value.text, None, fact, form, label)
        for goal in form.goals:
            for label, written in (("年度目标", goal.planned), ("实际完成情况", goal.actual)):
                if written is not None:
                    yield Passage(written.value.text, None, written, form, label)

    def passages(self) -> Iterator[Passage]:
        """Yield all running text: prose and the boxes of forms."""
        yield from self.prose()
        for form in self.report.forms:
            yield from self.form_texts(form)


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of the file with its place: cleaned and as it stands there."""

    text: str
    raw: str
    locator: str
    in_table: bool


@dataclass(frozen=True)
class FileAudit:
    """All reports of one file under audit."""

    document: Document
    reports: tuple[Report, ...]

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Every text of the file: paragraphs, headings and filled cells."""
        found: list[Piece] = []
        for block in self.document.blocks:
            if isinstance(block, Table):
                found += [Piece(c.text, c.raw or c.text, c.locator, True) for c in block.cells if c.text]
            else:
                found.append(Piece(block.text, block.raw or block.text, block.locator, False))
        return tuple(found)

    @cached_property
    def whole_text(self) -> str:
        """All texts in one, cleaned and raw, to see at once whether something occurs at all."""
        return "\n".join(part for piece in self.pieces for part in dict.fromkeys((piece.text, piece.raw)))

    def audits(self) -> Iterator[Audit]:
        """Yield each report on its own."""
        return (Audit(self.document, report) for report in self.reports)
