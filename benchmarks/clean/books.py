"""The books of an invented department: every account's spending and income, from which all tables follow."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

CENT = Decimal("0.01")
HUNDRED_YUAN = Decimal(100)
ZERO = Decimal(0)

GENERAL, FUND, CAPITAL, OWN = "general", "fund", "capital", "own"
ACCOUNTS = (
    ("2080505", GENERAL), ("2080506", GENERAL), ("2080801", GENERAL), ("2101101", GENERAL), ("2101102", GENERAL),
    ("2101103", GENERAL), ("2130104", GENERAL), ("2130108", GENERAL), ("2130122", GENERAL), ("2130301", GENERAL),
    ("2130306", GENERAL), ("2130314", GENERAL), ("2130199", OWN), ("2210201", GENERAL), ("2210203", GENERAL),
    ("2120801", FUND), ("2120804", FUND), ("2296002", FUND), ("2230105", CAPITAL),
)  # fmt: skip
NAMES = {
    "208": "社会保障和就业支出", "20805": "行政事业单位养老支出", "2080505": "机关事业单位基本养老保险缴费支出",
    "2080506": "机关事业单位职业年金缴费支出", "20808": "抚恤", "2080801": "死亡抚恤",
    "210": "卫生健康支出", "21011": "行政事业单位医疗", "2101101": "行政单位医疗", "2101102": "事业单位医疗",
    "2101103": "公务员医疗补助", "212": "城乡社区支出", "21208": "国有土地使用权出让收入安排的支出",
    "2120801": "征地和拆迁补偿支出", "2120804": "农村基础设施建设支出", "213": "农林水支出", "21301": "农业农村",
    "2130104": "事业运行", "2130108": "病虫害控制", "2130122": "农业生产发展", "2130199": "其他农业农村支出",
    "21303": "水利", "2130301": "行政运行", "2130306": "水利工程运行与维护", "2130314": "防汛", "221": "住房保障支出",
    "22102": "住房改革支出", "2210201": "住房公积金", "2210203": "购房补贴", "223": "国有资本经营预算支出",
    "22301": "解决历史遗留问题及改革成本支出", "2230105": "国有企业退休人员社会化管理补助支出", "229": "其他支出",
    "22960": "彩票公益金安排的支出", "2296002": "用于社会福利的彩票公益金支出",
}  # fmt: skip
OWN_KINDS = ("superior_subsidy", "institutional", "operating", "subordinate_remittance", "other_income")
OWN_SPENDING = ("basic", "project", "remittance", "operating", "subsidy")


@dataclass(slots=True)
class Leaf:
    """One account of seven digits, amounts in yuan: spending by kind, and what was carried in and out."""

    code: str
    source: str
    spent: dict[str, Decimal] = field(default_factory=dict)
    opening: Decimal = ZERO
    closing: Decimal = ZERO
    income: dict[str, Decimal] = field(default_factory=dict)

    @property
    def expenditure(self) -> Decimal:
        """All that was spent."""
        return sum(self.spent.values(), ZERO)

    @property
    def received(self) -> Decimal:
        """The year's income."""
        return sum(self.income.values(), ZERO)


@dataclass(slots=True)
class Books:
    """The books of one year; `quantum` is the smallest step of an amount (100 yuan: exact in 万元)."""

    rng: random.Random
    quantum: Decimal
    leaves: list[Leaf]
    surplus_used: Decimal = ZERO
    distributed: Decimal = ZERO
    last_income: Decimal = ZERO

    def amount(self, low: int, high: int) -> Decimal:
        """A random amount in yuan between `low` and `high` 万元."""
        return self.rng.randint(low * 10_000_00, high * 10_000_00) // int(self.quantum * 100) * self.quantum

    def split(self, total: Decimal, parts: int) -> list[Decimal]:
        """Cut a total into that many positive parts."""
        steps = int(total / self.quantum)
        cuts = sorted(self.rng.sample(range(1, steps), parts - 1))
        edges = [0, *cuts, steps]
        return [(after - before) * self.quantum for before, after in pairwise(edges)]

    def of(self, *sources: str) -> list[Leaf]:
        """The accounts paid from these sources."""
        return [leaf for leaf in self.leaves if leaf.source in sources]


def make_books(rng: random.Random, exact: bool) -> Books:
    """Invent the books of a department; with `exact` every amount has at most two decimals in 万元."""
    books = Books(rng, HUNDRED_YUAN if exact else CENT, [Leaf(code, source) for code, source in ACCOUNTS])
    for leaf in books.leaves:
        _spend(books, leaf)
        _receive(books, leaf)
    books.surplus_used = books.amount(3, 40)
    extra = books.amount(1, 9)
    books.distributed = books.surplus_used + extra
    own = books.of(OWN)[0]
    own.income["other_income"] += extra
    return books


def _spend(books: Books, leaf: Leaf) -> None:
    if leaf.source == OWN:
        leaf.spent = {kind: books.amount(2, 60) for kind in OWN_SPENDING}
    elif leaf.source == GENERAL:
        both = books.rng.random()
        leaf.spent = {"basic": books.amount(5, 900)} if both < 0.6 else {"project": books.amount(5, 2000)}
        if both > 0.85:
            leaf.spent["basic"] = books.amount(5, 300)
    else:
        leaf.spent = {"project": books.amount(30, 800)}
        if books.rng.random() < 0.4:
            leaf.spent["basic"] = books.amount(3, 50)
    leaf.spent = {kind: leaf.spent[kind] for kind in OWN_SPENDING if kind in leaf.spent}


def _receive(books: Books, leaf: Leaf) -> None:
    leaf.opening = books.amount(1, 4) if books.rng.random() < 0.5 or leaf.source == CAPITAL else ZERO
    leaf.closing = books.amount(1, 30) if books.rng.random() < 0.5 else ZERO
    income = leaf.expenditure + leaf.closing - leaf.opening
    kinds = OWN_KINDS if leaf.source == OWN else ("fiscal",)
    leaf.income = (
        dict(zip(kinds, books.split(income, len(kinds)), strict=True)) if len(kinds) > 1 else {kinds[0]: income}
    )


def tree(codes: Iterable[str]) -> list[str]:
    """The accounts with their upper levels, in order."""
    found = {code[:size] for code in codes for size in (3, 5, 7)}
    return sorted(found)


def below(code: str, leaves: Sequence[Leaf]) -> list[Leaf]:
    """The accounts below a code, itself included."""
    return [leaf for leaf in leaves if leaf.code.startswith(code)]


def or_none(amount: Decimal) -> Decimal | None:
    """An amount, None for zero: tables leave such cells blank."""
    return amount if amount else None


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum of amounts."""
    return sum(amounts, ZERO)
