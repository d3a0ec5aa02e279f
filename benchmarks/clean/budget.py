"""The tables of a department budget (B1-B9), with their tie-outs."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from benchmarks.clean.books import (
    CAPITAL,
    FUND,
    GENERAL,
    NAMES,
    OWN,
    OWN_KINDS,
    ZERO,
    Books,
    Leaf,
    below,
    or_none,
    total,
)  # fmt: skip
from benchmarks.clean.final import CLASSES, FUNDS, ORDINALS, PERSONNEL, PUBLIC, Column, account_table, tie_rows
from benchmarks.clean.paper import Paper, Piece

LINES = (
    "一般公共预算拨款收入", "政府性基金预算拨款收入", "国有资本经营预算拨款收入", "财政专户管理资金收入", "事业收入",
    "上级补助收入", "附属单位上缴收入", "事业单位经营收入", "其他收入",
)  # fmt: skip
OWN_LINES = {
    "事业收入": "institutional", "上级补助收入": "superior_subsidy", "附属单位上缴收入": "subordinate_remittance",
    "事业单位经营收入": "operating", "其他收入": "other_income",
}  # fmt: skip
KINDS = ("basic", "project", "remittance", "operating", "subsidy")
Cells = dict[str, Piece]


def write_budget(paper: Paper, books: Books) -> None:
    """Write the nine tables."""
    cells: Cells = {}
    for leaf in books.leaves:  # a budget plans to spend what it has
        leaf.closing = ZERO
        available = leaf.expenditure - leaf.opening
        kinds = OWN_KINDS if leaf.source == OWN else ("fiscal",)
        parts = books.split(available, len(kinds)) if len(kinds) > 1 else [available]
        leaf.income = dict(zip(kinds, parts, strict=True))
    _b1(paper, books, cells)
    _b2(paper, books, cells)
    _b3(paper, books, cells)
    _b4(paper, books, cells)
    _b5(paper, books, cells)
    _b6(paper, books, cells)
    _b8(paper, books, cells)
    _b9(paper, books)


def _head(paper: Paper, title: str) -> None:
    for line in ("", title, "单位：" + paper.unit, ""):
        paper.say(line)


def _income(books: Books, line: str) -> Decimal:
    if line in LINES[:3]:
        return total(leaf.received for leaf in books.of(FUNDS[LINES.index(line)]))
    return total(leaf.income.get(OWN_LINES.get(line, ""), ZERO) for leaf in books.of(OWN))


def _b1(paper: Paper, books: Books, cells: Cells) -> None:
    _head(paper, "收支总表")
    paper.row("收入", "", "支出", "")
    paper.row("项目", "预算数", "项目", "预算数")
    income = {line: paper.amount(or_none(_income(books, line))) for line in LINES}
    codes = {NAMES[leaf.code[:3]]: leaf.code[:3] for leaf in books.leaves}
    spent = {
        name: paper.amount(total(leaf.expenditure for leaf in below(codes[name], books.leaves)))
        for name in CLASSES if name in codes
    }  # fmt: skip
    for index, name in enumerate(CLASSES):
        left = (f"{ORDINALS[index]}、{LINES[index]}", income[LINES[index]]) if index < len(LINES) else ("", "")
        paper.row(*left, f"{ORDINALS[index]}、{name}", spent.get(name, ""))
    received = total(_income(books, line) for line in LINES)
    opening = total(leaf.opening for leaf in books.leaves)
    year = paper.amount(received), paper.amount(total(leaf.expenditure for leaf in books.leaves))
    paper.row("本年收入合计", year[0], "本年支出合计", year[1])
    carried = paper.amount(or_none(opening))
    paper.row("上年结转结余", carried, "年终结转结余", "")
    grand = paper.amount(received + opening), paper.amount(received + opening)
    paper.row("收入总计", grand[0], "支出总计", grand[1])
    paper.ties_sum("B1 income", year[0], list(income.values()))
    paper.ties_sum("B1 expenditure", year[1], list(spent.values()))
    paper.ties_sum("B1 income total", grand[0], [year[0], carried])
    paper.ties_same("B1 expenditure total", grand[1], year[1])
    paper.ties_same("B1 both sides", grand[0], grand[1])
    cells |= {"income": grand[0], "expenditure": grand[1], "carried": carried}
    cells |= {f"line {line}": cell for line, cell in income.items()} | {f"class {n}": cell for n, cell in spent.items()}


def _b2(paper: Paper, books: Books, cells: Cells) -> None:
    _head(paper, "收入总表")
    kinds = LINES[:3] + tuple(OWN_LINES)
    paper.row("科目编码", "科目名称", "合计", "上年结转", *kinds)

    def of(line: str) -> Callable[[Leaf], Decimal]:
        if line in LINES[:3]:
            return lambda leaf: leaf.received if leaf.source == FUNDS[LINES.index(line)] else ZERO
        return lambda leaf: leaf.income.get(OWN_LINES[line], ZERO)

    columns: list[Column] = [
        ("all", lambda leaf: leaf.received + leaf.opening), ("carried", lambda leaf: leaf.opening),
        *((line, of(line)) for line in kinds),
    ]  # fmt: skip
    found = account_table(paper, books.leaves, columns, "B2")
    tie_rows(paper, found, "B2", 1, len(columns) - 1)
    paper.ties_same("B1 = B2", cells["income"], found[""][0])


def _b3(paper: Paper, books: Books, cells: Cells) -> None:
    _head(paper, "支出总表")
    paper.row(
        "科目编码", "科目名称", "合计", "基本支出", "项目支出", "上缴上级支出", "事业单位经营支出", "对附属单位补助支出"
    )
    found = account_table(paper, books.leaves, _spending(KINDS), "B3")
    tie_rows(paper, found, "B3", 1, 5)
    paper.ties_same("B1 = B3", cells["expenditure"], found[""][0])
    for code, row in found.items():
        if len(code) == 3:
            paper.ties_same("B1 class = B3 class", cells[f"class {NAMES[code]}"], row[0])


def _spending(kinds: tuple[str, ...]) -> list[Column]:
    def of(kind: str) -> Callable[[Leaf], Decimal]:
        return lambda leaf: leaf.spent.get(kind, ZERO)

    return [("all", lambda leaf: leaf.expenditure), *((kind, of(kind)) for kind in kinds)]


def _b4(paper: Paper, books: Books, cells: Cells) -> None:
    _head(paper, "财政拨款收支总表")
    paper.row("收入", "", "支出", "", "", "", "")
    paper.row("项目", "预算数", "项目", "合计", "一般公共预算", "政府性基金预算", "国有资本经营预算")
    fiscal = books.of(*FUNDS)
    received = [total(leaf.received for leaf in books.of(source)) for source in FUNDS]
    opening = [total(leaf.opening for leaf in books.of(source)) for source in FUNDS]
    lines = [("一、本年收入", paper.amount(total(received)))]
    parts = [paper.amount(or_none(amount)) for amount in received]
    lines += [(f"（{number}）{line[:-2]}", part) for number, line, part in zip("一二三", LINES, parts, strict=False)]
    lines.append(("二、上年结转", paper.amount(total(opening))))
    carried = [paper.amount(or_none(amount)) for amount in opening]
    lines += [(f"（{number}）{line[:-2]}", part) for number, line, part in zip("一二三", LINES, carried, strict=False)]
    codes = {NAMES[leaf.code[:3]]: leaf.code[:3] for leaf in fiscal}
    rows: list[list[Piece]] = []
    for index, name in enumerate(CLASSES):
        left = lines[index] if index < len(lines) else ("", "")
        under = below(codes[name], fiscal) if name in codes else []
        row = _by_fund(paper, under)
        rows.append(row)
        paper.row(*left, f"{ORDINALS[index]}、{name}", *row)
    whole, grand = paper.amount(total(received) + total(opening)), _by_fund(paper, fiscal)
    paper.row("收入总计", whole, "支出总计", *grand)
    for cells_of in (*rows, grand):
        paper.ties_sum("B4 along the row", cells_of[0], cells_of[1:])
    for place in range(4):
        paper.ties_sum("B4 classes", grand[place], [row[place] for row in rows])
    paper.ties_sum("B4 income", lines[0][1], parts)
    paper.ties_sum("B4 carried", lines[4][1], carried)
    paper.ties_sum("B4 income total", whole, [lines[0][1], lines[4][1]])
    paper.ties_same("B4 both sides", whole, grand[0])
    cells |= {"general": grand[1], "fund": grand[2], "capital": grand[3]}


def _by_fund(paper: Paper, leaves: list[Leaf]) -> list[Piece]:
    amounts = [total(leaf.expenditure for leaf in leaves if leaf.source == source) for source in FUNDS]
    return [paper.amount(or_none(total(amounts))), *(paper.amount(or_none(amount)) for amount in amounts)]


def _b5(paper: Paper, books: Books, cells: Cells) -> None:
    _head(paper, "一般公共预算支出表")
    paper.row("科目编码", "科目名称", "合计", "基本支出", "项目支出")
    found = account_table(paper, books.of(GENERAL), _spending(KINDS[:2]), "B5")
    tie_rows(paper, found, "B5", 1, 2)
    paper.ties_same("B4 general = B5", cells["general"], found[""][0])
    cells["basic"] = found[""][1]


def _b6(paper: Paper, books: Books, cells: Cells) -> None:
    for title, source, key in (
        ("政府性基金预算支出表", FUND, "fund"), ("国有资本经营预算支出表", CAPITAL, "capital"),
    ):  # fmt: skip
        _head(paper, title)
        paper.row("科目编码", "科目名称", "合计", "基本支出", "项目支出")
        found = account_table(paper, books.of(source), _spending(KINDS[:2]), title)
        tie_rows(paper, found, title, 1, 2)
        paper.ties_same(f"B4 {key}", cells[key], found[""][0])


def _b8(paper: Paper, books: Books, cells: Cells) -> None:
    _head(paper, "一般公共预算基本支出表")
    paper.row("科目编码", "科目名称", "合计", "人员经费", "公用经费")
    basic = total(leaf.spent.get("basic", ZERO) for leaf in books.of(GENERAL))
    public, personnel = sorted(books.split(basic, 2))
    rows: list[tuple[str, str, Decimal, int]] = []
    for side, (amount, groups) in enumerate(((personnel, PERSONNEL), (public, PUBLIC))):
        for (code, (name, accounts)), part in zip(groups.items(), books.split(amount, len(groups)), strict=True):
            rows.append((code, name, part, side))
            for account, one in zip(accounts, books.split(part, len(accounts)), strict=True):
                rows.append((*account.split(" "), one, side))  # type: ignore[arg-type]
    whole = [paper.amount(basic), paper.amount(personnel), paper.amount(public)]
    written: list[tuple[str, list[Piece]]] = []
    paper.row("合计", "", *whole)
    for code, name, amount, side in sorted(rows):
        row = [paper.amount(amount), *(paper.amount(amount) if side == place else "" for place in range(2))]
        written.append((code, row))
        paper.row(code, name, *row)
        paper.ties_sum("B8 along the row", row[0], row[1:])
    paper.ties_sum("B8 along the row", whole[0], whole[1:])
    for place in range(3):
        paper.ties_sum("B8 total", whole[place], [row[place] for code, row in written if len(code) == 3])
        for code, row in written:
            if len(code) == 3:
                paper.ties_sum(
                    f"B8 {code}", row[place], [r[place] for c, r in written if len(c) == 5 and c[:3] == code]
                )
    paper.ties_same("B5 basic = B8", cells["basic"], whole[0])


def _b9(paper: Paper, books: Books) -> None:
    _head(paper, "一般公共预算“三公”经费支出表")
    paper.row("“三公”经费合计", "因公出国（境）费", "公务用车购置及运行费", "", "", "公务接待费")
    paper.row("", "", "小计", "公务用车购置费", "公务用车运行费", "")
    abroad, bought, run, guests = (books.amount(1, 20) for _ in range(4))
    parts = [paper.amount(amount) for amount in (abroad, bought, run, guests)]
    vehicles, whole = paper.amount(bought + run), paper.amount(abroad + bought + run + guests)
    paper.row(whole, parts[0], vehicles, parts[1], parts[2], parts[3])
    paper.ties_sum("F11", whole, [parts[0], vehicles, parts[3]])
    paper.ties_sum("F11 vehicles", vehicles, parts[1:3])
