"""What a check yields, before the register makes findings of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from site_builder.model.finding import Severity
from site_builder.model.report import Fact


@dataclass(frozen=True, slots=True)
class Equation:
    """A sum that does not hold: `total` is not `parts` minus `less`; `gap` and `room` in yuan where it is money."""

    formula: str
    total: Fact
    parts: tuple[Fact, ...]
    less: tuple[Fact, ...]
    gap: Decimal
    room: Decimal

    def correction(self, fact: Fact) -> Decimal | None:
        """What must be added to `fact` to make the sum hold, None when it does not stand in it exactly once."""
        facts = (self.total, *self.parts, *self.less)
        if sum(other.id == fact.id for other in facts) != 1:
            return None
        return self.gap if any(other.id == fact.id for other in self.parts) else -self.gap


@dataclass(frozen=True, slots=True)
class Note:
    """What a check yields; the register adds name, severity and source.

    `certain` is False when an operand was not read with certainty: an error then becomes a warning that says so.
    `source` and `report` are set by checks over several reports. `equation` and `suspect` (a number and what it
    should be for all equations of its row to hold) let notes of one cause be joined.
    """

    locators: tuple[str, ...]
    subject: str
    message: str
    expected: str = ""
    actual: str = ""
    difference: str = ""
    facts: tuple[str, ...] = ()
    certain: bool = True
    severity: Severity | None = None
    proposal: str = ""
    source: str = ""
    report: int | None = None
    equation: Equation | None = None
    suspect: tuple[Fact, Decimal] | None = None
