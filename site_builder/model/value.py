"""One printed value: its state, its exact number and unit, and the text it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

YUAN_PER_UNIT: dict[str, Decimal] = {
    "元": Decimal(1),
    "千元": Decimal(1_000),
    "万元": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "亿元": Decimal(100_000_000),
}


class Status(StrEnum):
    """The state of a cell (handbook §2); blank is never zero."""

    NUMERIC = "NUMERIC"
    ZERO = "ZERO"
    EMPTY = "EMPTY"
    NA = "NA"
    TEXT = "TEXT"
    UNREADABLE = "UNREADABLE"


@dataclass(frozen=True, slots=True)
class Value:
    """A published value.

    `number` is set for NUMERIC and ZERO. `comparator` is one of `= ≥ ≤ > <` or empty.
    `text` is what facts.csv prints in `value`: the number without separators (after its comparator)
    or the cleaned text. `unit` is as printed or as the table says (万元, 元, %, 人, ...), or empty.
    """

    status: Status
    printed: str
    text: str
    number: Decimal | None = None
    unit: str = ""
    comparator: str = ""

    def in_yuan(self) -> Decimal | None:
        """Return the amount in yuan, None when it is no amount of money."""
        factor = YUAN_PER_UNIT.get(self.unit)
        if factor is None or self.number is None:
            return None
        return self.number * factor

    def decimals(self) -> int:
        """Return the number of printed decimals, which sets the tolerance of a comparison (handbook §5)."""
        if self.number is None:
            return 0
        exponent = self.number.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0
