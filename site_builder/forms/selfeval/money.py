"""The money block of a form: columns found, shifted rows set right by the equations they must satisfy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from site_builder.forms.selfeval.layouts import Layout
from site_builder.forms.selfeval.scribe import Scribe
from site_builder.forms.selfeval.tokens import Kind, Row, Token, is_numeric
from site_builder.model.report import Fact, MoneyRow
from site_builder.numbers import parse_value
from site_builder.spellings import (
    LABELLED_AMOUNT,
    MONEY_COLUMNS,
    MONEY_ITEMS,
    MONEY_ROW,
    MONEY_TOTAL,
    spelled,
)
from site_builder.text import fold

ORDER = tuple(MONEY_ITEMS)
_UNIT = re.compile(r"\((?:单位:)?(万元|元)\)|单位:(万元|元)")
_NUMERIC = tuple(name for name in ORDER if name not in ("reason", "received"))
"""Columns that a block without headings can have."""
_AMOUNTS = frozenset({"initial_declared", "initial_budget", "adjusted_budget", "received", "executed"})
_REMARK = re.compile(r"\([^()]*\)$")
MAX_READINGS = 200
"""Ways of leaving out columns that are compared at most; ten columns with five numbers have 252."""


@dataclass(slots=True)
class MoneyDraft:
    """One money row before its facts are written; `cells` are (column, cell, certain)."""

    label: str
    locator: str
    cells: list[tuple[str, Token, bool]]
    group: str = ""


def money_names(row: Row) -> list[tuple[str, Token]]:
    """Return the money columns that a row names, with the cells that name them."""
    found: list[tuple[str, Token]] = []
    for token in row:
        name = spelled(token.folded, MONEY_COLUMNS)
        if name and name not in [known for known, _ in found]:
            found.append((name, token))
    return found


def money_column(folded: str) -> str:
    """Return the money column of a folded heading, also with a remark behind it (`支出金额(万元)`), empty for any other."""
    return spelled(folded, MONEY_COLUMNS) or spelled(_REMARK.sub("", folded), MONEY_COLUMNS)


def amount_column(label: str) -> str:
    """Return the money column that a label of the head names (`支出金额（万元）`, `预算执行率`), empty for any other."""
    name = money_column(fold(label).rstrip(":"))
    return name if name in _AMOUNTS or name == "execution_rate" else ""


def is_heading(row: Row) -> bool:
    """Whether a row heads the money block; a row of labels beside their amounts heads nothing."""
    if any(is_numeric(token) for token in row):
        return False
    names = {name for name, _ in money_names(row)}
    return len(names & _AMOUNTS) >= 2 or ("executed" in names and "execution_rate" in names)


class MoneyBlock:
    """Collects the money rows of one form."""

    def __init__(self) -> None:
        self.names: list[tuple[str, int]] = []
        self.order: list[str] = []
        self.unit = ""
        self.rows: list[MoneyDraft] = []
        self._groups: list[tuple[int, str]] = []
        self._paired: list[tuple[int, str]] = []
        self._in_head = ""
        self._aligned = False

    def read_heading(self, row: Row) -> None:
        """Take in a heading row (a second one refines the first)."""
        for token in row:
            self.note_unit(token)
        for name, token in money_names(row):
            if name == "initial_budget" and name in self.order and "initial_declared" in self.order:
                # 预算编制数 stands below 年初预算数, which heads both initial columns
                self.names = [(known, token.col if known == name else col) for known, col in self.names]
                continue
            if name not in self.order:
                self.order.append(name)
                self.names.append((name, token.col))
        if "initial_declared" in self.order and "initial_budget" in self.order:
            rest = [name for name in self.order if name not in ("initial_declared", "initial_budget")]
            self.order = ["initial_declared", "initial_budget", *rest]

    def numeric_columns(self) -> list[str]:
        """The columns that hold numbers, in printed order."""
        return [name for name in self.order if name != "reason"]

    def read_row(self, row: Row) -> bool:
        """Take in a row; False when it is no money row."""
        if self._read_groups(row) or self._read_pairs(row):
            return True
        numbers = [token for token in row if is_numeric(token)]
        texts = [token for token in row if not is_numeric(token)]
        if not numbers:
            return self._read_words(texts)
        first = row.index(numbers[0])
        label = " ".join(token.text for token in row[:first])
        reason = [token for token in row[first:] if not is_numeric(token)]
        cells = self._place(numbers)
        if cells is None:
            return False
        cells.extend(("reason", token, True) for token in reason[:1])
        self.rows.append(MoneyDraft(_label(label) or self._next_label(), row[0].locator, cells))
        return True

    def _next_label(self) -> str:
        return "资金总额" if not self.rows else ""

    def _read_words(self, texts: list[Token]) -> bool:
        """A row of words only: the label of a blank row, or the reason of the row above pushed down."""
        if len(texts) == 1 and self.rows and not MONEY_TOTAL.fullmatch(_label(texts[0].folded)):
            last = self.rows[-1]
            if "reason" in self.order and all(name != "reason" for name, _, _ in last.cells):
                last.cells.append(("reason", texts[0], True))
                return True
        return len(texts) == 1 and texts[0].kind is not Kind.LONG

    def _read_groups(self, row: Row) -> bool:
        """Rows such as `按收入性质分：` and `其中：一般公共预算：951.84`, amounts with their label in one cell."""
        if all(token.folded.endswith("分:") for token in row):
            self._groups = [(token.col, token.text.rstrip("：: ")) for token in row]
            return True
        pairs = [(token, LABELLED_AMOUNT.fullmatch(token.folded)) for token in row]
        if not all(match for _, match in pairs):
            return False
        for token, match in pairs:
            assert match is not None
            group = next((name for col, name in reversed(self._groups) if col <= token.col), "")
            self.rows.append(MoneyDraft(match[1], token.locator, [("amount", token, True)], group))
        return True

    def add_amount(self, column: str, label: str, token: Token) -> None:
        """Take in an amount that the head prints behind its own label."""
        unit = _UNIT.search(fold(label))
        self.unit = self.unit or (unit[1] or unit[2] if unit else "")
        if not self.rows or self.rows[0].locator != self._in_head:
            self.rows.insert(0, MoneyDraft("", token.locator, []))
            self._in_head = token.locator
        self.rows[0].cells.append((column, token, True))

    def _read_pairs(self, row: Row) -> bool:
        """Amounts side by side, each behind its own label, and the rate at the end.

        The labels name columns (`预算数 | 30 | 执行数 | 28 | 93%`), the same source in each column of the row above
        (`其中：财政资金 | 30 | 其中：财政资金 | 28`), or rows (`中期资金总额： | 30 | 年度资金总额： | 10`).
        """
        rate = row[-1] if len(row) % 2 and len(row) > 4 else None
        labels, numbers = row[: len(row) - (rate is not None) : 2], row[1::2]
        if len(labels) < 2 or len(labels) != len(numbers) or (rate and not is_numeric(rate)):
            return False
        if any(is_numeric(token) for token in labels) or not all(is_numeric(token) for token in numbers):
            return False
        names = [_label(token.folded) for token in labels]
        columns = [amount_column(name) for name in names]
        label = ""
        if not all(columns):
            if not all(MONEY_ROW.fullmatch(name) or MONEY_TOTAL.fullmatch(name) for name in names):
                return False
            columns = [self._column_at(token.col) for token in labels] if len(set(names)) == 1 else []
            label = names[0]
        if len(set(columns)) < len(labels):
            return self._read_sources(names, labels, numbers)
        cells = [(column, token, True) for column, token in zip(columns, numbers, strict=True)]
        cells += [("execution_rate", rate, True)] if rate else []
        self.rows.append(MoneyDraft(label, labels[0].locator, cells))
        self._paired = [(token.col, column) for token, column in zip(labels, columns, strict=True)]
        return True

    def _column_at(self, col: int) -> str:
        """The column under which a label stands, by the row of pairs above or the heading."""
        places = self._paired or [(place, name) for name, place in self.names]
        return next((name for place, name in sorted(places, reverse=True) if place <= col), "")

    def _read_sources(self, names: list[str], labels: Sequence[Token], numbers: Sequence[Token]) -> bool:
        if all(MONEY_TOTAL.fullmatch(name) for name in names):
            self._groups = [(token.col, name) for token, name in zip(labels, names, strict=True)]
        for name, label, token in zip(names, labels, numbers, strict=True):
            group = next((known for col, known in reversed(self._groups) if col <= label.col), "")
            self.rows.append(MoneyDraft(name, label.locator, [("amount", token, True)], group))
        return True

    def note_unit(self, token: Token) -> bool:
        """Take in the unit printed in the block's own label (`项目资金（万元）`); False where there is none."""
        unit = _UNIT.search(token.folded)
        if unit:
            self.unit = unit[1] or unit[2]
        return bool(unit)

    def _place(self, numbers: list[Token]) -> list[tuple[str, Token, bool]] | None:
        if len(numbers) == 1 and not self.order:
            return [("amount", numbers[0], True)]
        columns = self.numeric_columns() or list(_NUMERIC)
        if len(numbers) == len(columns):
            placed = [(name, token, True) for name, token in zip(columns, numbers, strict=True)]
            self._aligned = all((name, token.col) in self.names for name, token, _ in placed)
            return placed
        if len(numbers) > len(columns):
            return None if not self.order else self._overfull(numbers, columns)
        if all(token.kind is Kind.ABSENT for token in numbers):
            return self._by_place(numbers, columns) or []
        return self._by_place(numbers, columns) or self._by_equations(numbers, columns)

    def _overfull(self, numbers: list[Token], columns: list[str]) -> list[tuple[str, Token, bool]] | None:
        """More numbers than headings: a heading was lost, the whole known order is tried."""
        names = [name for name in _NUMERIC if name in columns or name in ("initial_declared", "weight", "balance")]
        if len(numbers) > len(names):
            return None
        return self._by_equations(numbers, names)

    def _by_place(self, numbers: list[Token], columns: list[str]) -> list[tuple[str, Token, bool]] | None:
        """Cells that stand exactly under their headings, unless that breaks equations that another reading keeps.

        Where a full row of the block stands exactly under the headings, so do the others, right or wrong.
        """
        under = {col: name for name, col in self.names if name != "reason"}
        if not all(token.col in under for token in numbers):
            return None
        placed = {under[token.col]: token for token in numbers}
        kept, checked = _equations({name: _decimal(token) for name, token in placed.items()})
        if (
            kept < checked
            and not self._aligned
            and (not kept or kept < max(kept for kept, _, _ in _readings(numbers, columns)))
        ):
            return None
        return [(name, token, True) for name, token in placed.items()]

    def _by_equations(self, numbers: list[Token], columns: list[str]) -> list[tuple[str, Token, bool]]:
        readings = [
            (2 * kept - checked if kept < checked else 2 * kept, chosen)
            for kept, checked, chosen in _readings(numbers, columns)
        ]
        top = max(score for score, _ in readings)
        best = [chosen for score, chosen in readings if score == top]
        return [_agreed(token, [chosen[i] for chosen in best]) for i, token in enumerate(numbers)]

    def write(self, scribe: Scribe, subject: str, layout: Layout, unit: str) -> tuple[MoneyRow, ...]:
        """Write the facts of all rows; the total row's items bear no label, other rows' do."""
        unit = self.unit or layout.unit or unit
        declared = "initial_declared" in self.order
        return tuple(_write(draft, scribe, subject, unit, declared, layout) for draft in self.rows)


def _agreed(token: Token, names: list[str]) -> tuple[str, Token, bool]:
    """A column all readings agree on; one that only could be either initial column is the heading above both."""
    if len(set(names)) == 1:
        return names[0], token, True
    if set(names) <= {"initial_declared", "initial_budget"}:
        return "initial_either", token, False
    return names[0], token, False


def _readings(numbers: list[Token], columns: list[str]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield the order-keeping readings of a row's numbers with the equations that each keeps and that can be checked."""
    amounts = [_decimal(token) for token in numbers]
    for chosen in _some(columns, len(numbers)):
        kept, checked = _equations(dict(zip(chosen, amounts, strict=True)))
        yield kept, checked, chosen


def _some(columns: list[str], size: int) -> Iterator[tuple[str, ...]]:
    for number, chosen in enumerate(combinations(columns, size)):
        if number >= MAX_READINGS:
            return
        yield chosen


def _decimal(token: Token) -> Decimal | None:
    return parse_value(token.text).number


def _equations(amounts: dict[str, Decimal | None]) -> tuple[int, int]:
    """Count the row's equations that hold and that can be checked (handbook F14)."""
    adjusted, executed = amounts.get("adjusted_budget"), amounts.get("executed")
    balance, rate, score = amounts.get("balance"), amounts.get("execution_rate"), amounts.get("score")
    results: list[bool] = []
    if adjusted is not None and executed is not None:
        if balance is not None:
            results.append(abs(adjusted - executed - balance) <= Decimal("0.02"))
        if rate is not None and adjusted:
            results.append(abs(executed / adjusted * 100 - rate) <= Decimal("0.02"))
    if rate is not None and score is not None:
        ten = min(Decimal(10), rate / 10)
        results.append(abs(ten - score) <= Decimal("0.02") or abs(ten * 2 - score) <= Decimal("0.03"))
    return sum(results), len(results)


def _label(text: str) -> str:
    """A row's label without 其中, colon and numbering, and without the block's own label before it."""
    text = re.sub(r"\s+", "", text)
    text = re.sub(r"^.*?(?=(?:年度|中期|实施期)?(?:财政)?资金总|年度总金额)", "", text, count=1)
    return re.sub(r"^(?:其中[:：]?[-—]?|\d[、.])|[:：]$", "", text)


def _write(draft: MoneyDraft, scribe: Scribe, subject: str, unit: str, declared: bool, layout: Layout) -> MoneyRow:
    known = spelled(draft.label, layout.money_labels) or draft.label
    total = not known or bool(MONEY_TOTAL.fullmatch(known))
    cells: list[tuple[str, Fact]] = []
    path = tuple(part for part in (draft.group, known) if part and not total)
    for column, token, certain in draft.cells:
        item = _item(column, declared)
        item = (known if column == "amount" else item) if total or column == "amount" else f"{known}:{item}"
        fact = _fact(scribe, token, subject, item, column, unit, path, certain)
        cells.append((column.replace("initial_either", "initial_budget"), fact))
    return MoneyRow(draft.label or "资金总额", draft.locator, tuple(cells))


def _item(column: str, declared: bool) -> str:
    if column == "initial_budget" and declared:
        return "预算编制数"
    return MONEY_ITEMS.get(column.replace("initial_either", "initial_budget"), column)


def _fact(
    scribe: Scribe, token: Token, subject: str, item: str, column: str, unit: str, path: tuple[str, ...], certain: bool
) -> Fact:
    if column == "reason":
        return scribe.text(token, subject, item, path, certain)
    if column == "amount":
        match = LABELLED_AMOUNT.fullmatch(token.folded)
        printed, own_unit = (match[2], match[3]) if match else (token.text, None)
        return scribe.fact(token, subject, item, parse_value(printed, own_unit or unit), path=path)
    own = {"weight": "分", "score": "分", "execution_rate": "%"}.get(column, unit)
    return scribe.number(token, subject, item, own, path, certain)
