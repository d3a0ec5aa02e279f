"""The book in which a report's facts are written down once, each with a stable identifier."""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b

from site_builder.model.report import Fact
from site_builder.model.value import Status, Value
from site_builder.numbers import parse_value


def text_value(text: str, printed: str | None = None) -> Value:
    """Return `text` as a TEXT value (EMPTY when blank), whatever digits it holds."""
    status = Status.TEXT if text.strip() else Status.EMPTY
    return Value(status, text if printed is None else printed, text.strip())


class FactBook:
    """Collects the facts of one source in reading order.

    Identifiers hash source, locator, item, subject and printed text, and how often the same has occurred,
    so that the same source content at the same place keeps its identifiers over builds.
    """

    def __init__(self, source: str) -> None:
        self.source = source
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
        fact = Fact(
            f"f{identifier}", locator, subject, item, value, year, path, table, code, certain, confidence
        )
        self.facts.append(fact)
        return fact

    def add_cell(self, locator: str, subject: str, item: str, text: str, unit: str = "", **more: object) -> Fact:
        """Parse a cell's text (see `parse_value`) and write it down."""
        return self.add(locator, subject, item, parse_value(text, unit), **more)  # type: ignore[arg-type]
