"""Writing of a form's facts: what all facts of one form have in common."""

from __future__ import annotations

from dataclasses import dataclass, field

from site_builder.forms.facts import FactBook, text_value
from site_builder.forms.selfeval.tokens import Token
from site_builder.model.report import Fact
from site_builder.model.value import Value
from site_builder.numbers import parse_value


@dataclass(slots=True)
class Scribe:
    """Writes facts of one form into the book, with the form's year and name."""

    book: FactBook
    year: int | None
    table: str
    written: list[Fact] = field(default_factory=list)

    def fact(
        self,
        token: Token,
        subject: str,
        item: str,
        value: Value,
        *,
        path: tuple[str, ...] = (),
        certain: bool = True,
        year: int | None = None,
    ) -> Fact:
        """Write the value of a cell."""
        fact = self.book.add(
            token.locator,
            subject,
            item,
            value,
            year=year or self.year,
            path=path,
            table=self.table,
            certain=certain,
            confidence=token.cell.confidence,
        )
        self.written.append(fact)
        return fact

    def number(
        self, token: Token, subject: str, item: str, unit: str, path: tuple[str, ...] = (), certain: bool = True
    ) -> Fact:
        """Write a cell read as a number in `unit`."""
        return self.fact(token, subject, item, parse_value(token.text, unit), path=path, certain=certain)

    def text(self, token: Token, subject: str, item: str, path: tuple[str, ...] = (), certain: bool = True) -> Fact:
        """Write a cell as text, whatever digits it holds."""
        return self.fact(token, subject, item, text_value(token.text), path=path, certain=certain)

    def place(self, locator: str, subject: str, item: str, value: Value) -> Fact:
        """Write a value that stands outside the form's table (title, year line)."""
        fact = self.book.add(locator, subject, item, value, year=self.year, table=self.table)
        self.written.append(fact)
        return fact
