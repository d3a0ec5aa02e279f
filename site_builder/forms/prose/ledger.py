"""The facts of running text as they are found: each number is written down once, by the first reader that knows it."""

from __future__ import annotations

from dataclasses import replace

from site_builder.forms.context import ReportContext
from site_builder.forms.facts import FactBook, text_value
from site_builder.forms.prose.lines import Line
from site_builder.forms.prose.phrases import Phrase
from site_builder.model.report import Fact
from site_builder.model.value import Status, Value
from site_builder.numbers import decimal_text, parse_value


class Ledger:
    """Writes facts of one report's text into the book and remembers which numbers are taken."""

    def __init__(self, context: ReportContext, book: FactBook) -> None:
        self.context = context
        self._book = book
        self._taken: set[tuple[int, int]] = set()
        self.offsets: dict[str, tuple[int, int]] = {}

    def is_taken(self, phrase: Phrase) -> bool:
        """Whether the phrase's number is already a fact."""
        return (phrase.line.block, phrase.number.start) in self._taken

    def take(self, phrase: Phrase) -> None:
        """Mark a number as accounted for by a fact that holds it with others (a range, a band)."""
        self._taken.add((phrase.line.block, phrase.number.start))

    def number(
        self,
        phrase: Phrase,
        subject: str,
        item: str,
        *,
        year: int | None = None,
        unit: str = "",
        comparator: str = "",
        path: tuple[str, ...] = (),
        code: str = "",
        table: str = "",
    ) -> Fact:
        """Write the phrase's number down; the year is the report's unless given."""
        self.take(phrase)
        value = _value(phrase, unit or phrase.number.unit, comparator)
        fact = self._book.add(
            phrase.locator, subject, item, value, year=year or self.context.year, path=path, code=code, table=table
        )
        self.offsets[fact.id] = (phrase.line.block, phrase.number.start)
        return fact

    def text(self, line: Line, offset: int, subject: str, item: str, text: str, *, printed: str = "") -> Fact:
        """Write a text down that begins at `offset` of `line`."""
        value = text_value(text, printed or text)
        fact = self._book.add(line.locate(offset), subject, item, value, year=self.context.year)
        self.offsets[fact.id] = (line.block, offset)
        return fact

    def value(self, line: Line, offset: int, subject: str, item: str, value: Value) -> Fact:
        """Write a value down that is not printed in digits (内设五个股室)."""
        fact = self._book.add(line.locate(offset), subject, item, value, year=self.context.year)
        self.offsets[fact.id] = (line.block, offset)
        return fact

    def offset(self, fact: Fact) -> tuple[int, int]:
        """Return (block, offset) of a fact of running text, the start of all for others."""
        return self.offsets.get(fact.id, (-1, -1))


def _value(phrase: Phrase, unit: str, comparator: str) -> Value:
    plain = parse_value(phrase.number.text, unit)
    if plain.number is None:  # a range (1-2次) has its unit as well
        return replace(plain, unit=unit)
    if not comparator:
        return plain
    text = comparator + decimal_text(plain.number)
    status = Status.ZERO if plain.number == 0 else Status.NUMERIC
    return Value(status, phrase.number.text, text, plain.number, unit, comparator)
