"""A report as printed lines with numbers in them, and the tie-outs between these numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

HALF = Decimal("0.5")
HUNDRED = Decimal(100)
YUAN = {"元": Decimal(1), "万元": Decimal(10_000)}
COUNTED = frozenset({"个", "辆", "分"})
"""Units that are counted (points of a score are given, not rounded): they leave no room."""


@dataclass(eq=False, slots=True)
class Number:
    """A printed number with its place: line (from 1) and piece within the line; `given` by a rule if not printed."""

    value: Decimal
    printed: str
    unit: str = "万元"
    decimals: int = 2
    line: int = 0
    piece: int = 0
    given: bool = False

    @property
    def factor(self) -> Decimal:
        """How much one of its units is in the unit that comparing uses."""
        return YUAN.get(self.unit, Decimal(1))

    @property
    def room(self) -> Decimal:
        """Half of the last printed digit; nothing for what is counted."""
        counted = self.unit in COUNTED
        return Decimal(0) if counted else HALF * Decimal(1).scaleb(-self.decimals) * self.factor


Piece = str | Number
Values = Callable[[Number], Decimal]
"""A number's value in the unit that comparing uses, one of them changed."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A total that its parts give, within 0.5 x 10^-d x (n + 1)."""

    name: str
    total: Number
    parts: tuple[Number, ...]
    less: tuple[Number, ...] = ()

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers that take part."""
        return (self.total, *self.parts, *self.less)

    @property
    def room(self) -> Decimal:
        """Half of the last printed digit of every number; scores of one form share the finest digits printed."""
        if self.total.unit != "分":
            return sum((item.room for item in self.numbers), Decimal(0))
        finest = max(item.decimals for item in self.numbers)
        return HALF * Decimal(1).scaleb(-finest) * len(self.numbers) if finest else Decimal(0)

    def broken(self, value: Values) -> bool:
        """Return whether the difference is beyond the tolerance."""
        computed = sum((value(item) for item in self.parts), Decimal(0)) - sum(map(value, self.less))
        return abs(value(self.total) - computed) > self.room


@dataclass(frozen=True, slots=True)
class Rate:
    """A percentage that part and whole give: half its last digit and the effect of rounded inputs."""

    name: str
    rate: Number
    part: Number
    whole: Number

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers that take part."""
        return (self.rate, self.part, self.whole)

    def broken(self, value: Values) -> bool:
        """Return whether the rate lies outside what the rounded inputs allow."""
        above, below = value(self.part), value(self.whole)
        if below - self.whole.room <= 0:
            return above != 0
        high = (above + self.part.room) / (below - self.whole.room) * HUNDRED + self.rate.room
        low = (above - self.part.room) / (below + self.whole.room) * HUNDRED - self.rate.room
        return not low <= value(self.rate) <= high


@dataclass(frozen=True, slots=True)
class Growth:
    """A growth rate that this year's amount and the change against last year's give."""

    name: str
    rate: Number
    current: Number
    change: Number

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers that take part."""
        return (self.rate, self.current, self.change)

    def broken(self, value: Values) -> bool:
        """Return whether the rate lies outside what the rounded inputs allow."""
        before, change = value(self.current) - value(self.change), value(self.change)
        room = self.current.room + self.change.room
        if before - room <= 0:
            return True
        high = (change + self.change.room) / (before - room) * HUNDRED + self.rate.room
        low = (change - self.change.room) / (before + room) * HUNDRED - self.rate.room
        return not low <= value(self.rate) <= high


@dataclass(frozen=True, slots=True)
class Within:
    """A number that stays between two bounds, one of which may be printed."""

    name: str
    number: Number
    low: Decimal | Number
    high: Decimal | Number

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers that take part."""
        return tuple(item for item in (self.number, self.low, self.high) if isinstance(item, Number))

    def broken(self, value: Values) -> bool:
        """Return whether the number is outside."""
        low, high = (value(item) if isinstance(item, Number) else item for item in (self.low, self.high))
        return not low <= value(self.number) <= high


Tie = Sum | Rate | Growth | Within


@dataclass(slots=True)
class Paper:
    """Lines of a report, cells apart by tabs; the last line is the one being written."""

    title: str
    unit: str = "万元"
    trimmed: bool = False
    grouped: bool = False
    lines: list[tuple[Piece, ...]] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)

    def amount(self, yuan: Decimal | None, unit: str = "") -> Piece:
        """An amount of money as a number in the paper's unit; None prints nothing."""
        if yuan is None:
            return ""
        unit = unit or self.unit
        value = (yuan / YUAN[unit]).quantize(Decimal("0.01"), ROUND_HALF_UP)
        text = f"{value:,f}" if self.grouped else f"{value:f}"
        if self.trimmed and "." in text:
            text = text.rstrip("0").rstrip(".")
        return Number(value, text, unit)

    def row(self, *cells: Piece) -> None:
        """Write the cells of a table's row."""
        self._write([piece for cell in cells for piece in (cell, "\t")][:-1])

    def say(self, *pieces: Piece) -> None:
        """Write a line of text."""
        self._write(pieces)

    def _write(self, pieces: Sequence[Piece]) -> None:
        self.lines.append(tuple(pieces))
        for place, piece in enumerate(pieces):
            if isinstance(piece, Number):
                piece.line, piece.piece = len(self.lines), place

    def ties_sum(self, name: str, total: Piece, parts: Sequence[Piece], less: Sequence[Piece] = ()) -> None:
        """Note that a total is the sum of its printed parts."""
        printed = tuple(item for item in parts if isinstance(item, Number))
        taken = tuple(item for item in less if isinstance(item, Number))
        if isinstance(total, Number) and printed:
            self.ties.append(Sum(name, total, printed, taken))

    def ties_same(self, name: str, one: Piece, other: Piece) -> None:
        """Note that two printed amounts are the same."""
        self.ties_sum(name, one, [other])

    def ties_rate(self, name: str, rate: Piece, part: Piece, whole: Piece) -> None:
        """Note that a percentage is part by whole."""
        if isinstance(rate, Number) and isinstance(part, Number) and isinstance(whole, Number):
            self.ties.append(Rate(name, rate, part, whole))

    def ties_growth(self, name: str, rate: Number, current: Number, change: Number) -> None:
        """Note that a growth rate is the change by last year's amount."""
        self.ties.append(Growth(name, rate, current, change))

    def text(self, changed: Number | None = None, printed: str = "") -> str:
        """Return the whole text, one number printed otherwise."""
        return "\n".join("".join(_shown(piece, changed, printed) for piece in line) for line in self.lines) + "\n"

    def printed_ties(self) -> list[Tie]:
        """Return the tie-outs whose numbers are all printed (or given by a rule: a score is of 100)."""
        return [tie for tie in self.ties if all(item.line or item.given for item in tie.numbers)]

    def numbers(self) -> list[Number]:
        """Return every number that takes part in a tie-out, in reading order."""
        found = {id(item): item for tie in self.printed_ties() for item in tie.numbers if item.line}
        return sorted(found.values(), key=lambda item: (item.line, item.piece))

    def broken(self, changed: Number, value: Decimal) -> list[str]:
        """Return the names of the tie-outs that break when a number becomes `value`."""

        def of(item: Number) -> Decimal:
            return (value if item is changed else item.value) * item.factor

        return [tie.name for tie in self.printed_ties() if changed in tie.numbers and tie.broken(of)]


def _shown(piece: Piece, changed: Number | None, printed: str) -> str:
    if isinstance(piece, str):
        return piece
    return printed if piece is changed else piece.printed


def percent(part: Decimal, whole: Decimal, decimals: int = 2) -> Number:
    """A percentage of two exact amounts, rounded."""
    value = (part / whole * HUNDRED).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return Number(value, f"{value:f}", "%", decimals)


def count(number: int, unit: str = "个") -> Number:
    """A counted number."""
    return Number(Decimal(number), str(number), unit, 0)


def points(value: Decimal) -> Number:
    """Points of a score, as printed: without superfluous zeros."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return Number(value, text, "分", len(text.partition(".")[2]))
