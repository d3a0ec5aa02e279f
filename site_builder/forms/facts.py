"""The book in which a report's facts are written down once, each with a stable identifier."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from hashlib import blake2b

from site_builder.model.document import LOW_CONFIDENCE, Document, Paragraph, Table
from site_builder.model.report import Fact
from site_builder.model.value import Status, Value
from site_builder.numbers import parse_value


def text_value(text: str, printed: str | None = None) -> Value:
    """Return `text` as a TEXT value (EMPTY when blank), whatever digits it holds."""
    status = Status.TEXT if text.strip() else Status.EMPTY
    return Value(status, text if printed is None else printed, text.strip())


@dataclass(frozen=True, slots=True)
class Confidences:
    """How sure the recogniser of a scanned document was: by the place of a cell, and the least of a page's text."""

    cells: dict[str, float]
    pages: dict[str, float]

    def __bool__(self) -> bool:
        return bool(self.cells or self.pages)

    def judged(self, fact: Fact) -> Fact:
        """Return the fact marked as recognised; a cell's value that is too unsure is UNREADABLE, never a number."""
        confidence = self.cells.get(fact.locator)
        if confidence is None:
            confidence = self.pages.get(fact.locator)
            if confidence is None:
                return fact
            return replace(fact, confidence=confidence, certain=fact.certain and confidence >= LOW_CONFIDENCE)
        if confidence >= LOW_CONFIDENCE or fact.value.status is Status.EMPTY:
            return replace(fact, confidence=confidence)
        unreadable = replace(fact.value, status=Status.UNREADABLE, text="", number=None, comparator="")
        return replace(fact, value=unreadable, confidence=confidence, certain=False)


def confidences_of(document: Document) -> Confidences:
    """Return how sure the recogniser was of each place; empty for a document that was not scanned."""
    cells: dict[str, float] = {}
    pages: dict[str, float] = {}
    for block in document.blocks:
        if isinstance(block, Table):
            cells.update({cell.locator: cell.confidence for cell in block.cells if cell.confidence is not None})
        elif isinstance(block, Paragraph) and block.confidence is not None:
            pages[block.locator] = min(block.confidence, pages.get(block.locator, 1.0))
    return Confidences(cells, pages)


class FactBook:
    """Collects the facts of one source in reading order.

    Identifiers hash source, locator, item, subject and printed text, and how often the same has occurred,
    so that the same source content at the same place keeps its identifiers over builds.
    """

    def __init__(self, source: str, confidences: Confidences | None = None) -> None:
        self.source = source
        self._confidences = confidences or Confidences({}, {})
        self.facts: list[Fact] = []
        self._seen: Counter[bytes] = Counter()

    def add(
        self,
        locator: str,
        subject: str,
        item: str,
        value: Value,
        *,
        year: int | None = None,
        path: tuple[str, ...] = (),
        table: str = "",
        code: str = "",
        certain: bool = True,
        confidence: float | None = None,
    ) -> Fact:
        """Write one fact down and return it."""
        key = "\0".join((self.source, locator, item, subject, value.printed)).encode("utf-8", "replace")
        digest = blake2b(key, digest_size=6).digest()
        self._seen[digest] += 1
        repeat = self._seen[digest]
        identifier = digest.hex() if repeat == 1 else f"{digest.hex()}-{repeat}"
        fact = Fact(f"f{identifier}", locator, subject, item, value, year, path, table, code, certain, confidence)
        if self._confidences:
            fact = self._confidences.judged(fact)
        self.facts.append(fact)
        return fact

    def add_cell(self, locator: str, subject: str, item: str, text: str, unit: str = "", **more: object) -> Fact:
        """Parse a cell's text (see `parse_value`) and write it down."""
        return self.add(locator, subject, item, parse_value(text, unit), **more)  # type: ignore[arg-type]
