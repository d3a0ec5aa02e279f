"""Published values as chart text: exact in tables and labels, readable in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from site_builder.figures import Derived, is_number
from site_builder.model.chart import ChartCell
from site_builder.model.report import Fact
from site_builder.model.value import YUAN_PER_UNIT, Status
from site_builder.numbers import rounded

BLANK = "空白"
NOT_STATED = "未公布"
UNREADABLE = "无法辨认"
UNSURE = "（待核对）"
WAN = Decimal(10_000)
YI = Decimal(100_000_000)

# Labels are data: braces would be read as ECharts' markup in labels and tooltips, control characters break SVG.
_PLOT = str.maketrans({"{": "｛", "}": "｝"} | {chr(code): " " for code in (*range(32), *range(127, 160))})


def plot_text(text: str) -> str:
    """Return `text` fit for an option: one line, no formatter syntax, nothing that XML forbids."""
    plain = text.translate(_PLOT).encode("utf-8", "ignore").decode("utf-8")
    return " ".join(plain.replace("\ufffe", "").replace("\uffff", "").split())


def plot_number(number: Decimal) -> int | float:
    """Return the position of a number on an axis; the exact text stands in labels and tables."""
    return int(number) if number == number.to_integral_value() else float(number)


def number_text(number: Decimal) -> str:
    """Return a number with thousands separators and its printed decimals."""
    return f"{number:,f}"


def rate_text(number: Decimal) -> str:
    """Return a percentage without needless zeros."""
    text = f"{number:,f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "%"


def amount_words(yuan: Decimal) -> str:
    """Return an amount of yuan as people say it: 亿元, 万元 or 元, at most two decimals."""
    for size, unit in ((YI, "亿元"), (WAN, "万元")):
        if abs(yuan) >= size:
            return f"{short_text(yuan / size)} {unit}"
    return f"{short_text(yuan)} 元"


def short_text(number: Decimal) -> str:
    """Return a number with thousands separators and at most two decimals."""
    text = f"{rounded(number, rounding=ROUND_HALF_UP):,f}"
    return text.rstrip("0").rstrip(".")


def money_unit(facts: Iterable[Fact | None]) -> str:
    """Return the unit of money most facts are printed in, 万元 when none says."""
    units = Counter(fact.value.unit for fact in facts if fact and fact.value.unit in YUAN_PER_UNIT)
    return min(units, key=lambda unit: (-units[unit], unit)) if units else "万元"


def plot_unit(facts: Iterable[Fact | None]) -> str:
    """Return the unit to draw in: that of most facts, but 万元 for amounts of 元 that nobody counts the digits of."""
    known = [fact for fact in facts if is_number(fact)]
    unit = money_unit(known)
    large = any(abs(fact.value.in_yuan() or Decimal(0)) >= WAN for fact in known if fact is not None)
    return "万元" if unit == "元" and large else unit


def in_unit(fact: Fact | None, unit: str) -> Decimal | None:
    """Return a fact's number in `unit`; None for blanks and for what is no such amount."""
    if fact is None or not is_number(fact):
        return None
    if fact.value.unit == unit:
        return fact.value.number
    yuan, factor = fact.value.in_yuan(), YUAN_PER_UNIT.get(unit)
    return yuan / factor if yuan is not None and factor else None


def converted(number: Decimal, unit: str, to: str) -> Decimal:
    """Return an amount of one unit of money in another."""
    return number * YUAN_PER_UNIT[unit] / YUAN_PER_UNIT[to]


def label_text(fact: Fact, unit: str) -> str:
    """Return the text beside a bar: the published digits, or two decimals of them in the axis' unit; tables are exact."""
    number = in_unit(fact, unit)
    if number is None:
        text = fact.value.printed
    else:
        text = number_text(number) if fact.value.unit == unit else short_text(number)
    return plot_text(text + ("" if fact.certain else "?"))


def cell(fact: Fact | None, unit: str = "") -> ChartCell:
    """Return a table cell that shows a fact's number, or says why there is none."""
    if fact is None:
        return ChartCell(NOT_STATED)
    status = fact.value.status
    if is_number(fact) and fact.value.number is not None:
        own = fact.value.unit if fact.value.unit != unit else ""
        text = f"{fact.value.comparator}{number_text(fact.value.number)}{own}"
        return ChartCell(text + ("" if fact.certain else UNSURE), fact.id, numeric=True)
    if status is Status.EMPTY:
        return ChartCell(BLANK)
    return ChartCell(UNREADABLE if status is Status.UNREADABLE else fact.value.printed, fact.id)


def derived_cell(value: Fact | Derived | None, unit: str = "") -> ChartCell:
    """Return a cell for a value that may be computed by this site, which the cell then says."""
    if not isinstance(value, Derived):
        return cell(value, unit)
    own = value.unit if value.unit != unit else ""
    mark = "（计算）" if value.certain else "（计算，待核对）"
    return ChartCell(f"{number_text(value.number)}{own}{mark}", numeric=True)


def number_of(value: Fact | Derived | None) -> Decimal | None:
    """Return the number of a published or computed value, None when there is none."""
    if isinstance(value, Derived):
        return value.number
    return value.value.number if value is not None and is_number(value) else None
