"""The explanations of a final account: what the tables say, in words, with shares, growth and completion (F16)."""

from __future__ import annotations

from decimal import Decimal

from benchmarks.clean.books import GENERAL, NAMES, OWN_KINDS, ZERO, Books, below, total
from benchmarks.clean.final import Totals
from benchmarks.clean.paper import YUAN, Number, Paper, Piece, percent

KIND_NAMES = ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
SPENT_NAMES = ("上缴上级支出", "经营支出", "对附属单位补助支出")


class Teller:
    """Writes sentences whose numbers repeat table cells in 万元."""

    def __init__(self, paper: Paper, books: Books, totals: Totals) -> None:
        self.paper, self.books, self.totals = paper, books, totals

    def again(self, cell: Piece, unit: str = "万元") -> Piece:
        """A table cell told again: the same amount in 万元 (counts as they are)."""
        if not isinstance(cell, Number):
            return self.number(ZERO, unit)
        if cell.unit not in YUAN:
            told = Number(cell.value, cell.printed, cell.unit, cell.decimals)
        else:
            told = self.number(cell.value * cell.factor, unit)
        self.paper.ties_same("F16", told, cell)
        return told

    def number(self, yuan: Decimal, unit: str = "万元") -> Number:
        """An amount that stands in no table."""
        told = self.paper.amount(yuan, unit)
        assert isinstance(told, Number)
        return told

    def share(self, part: Piece, whole: Piece) -> Piece:
        """What percentage a told part is of a told whole."""
        assert isinstance(part, Number) and isinstance(whole, Number)
        rate = percent(part.value, whole.value)
        self.paper.ties_rate("F16 share", rate, part, whole)
        return rate

    def growth(self, current: Piece) -> list[Piece]:
        """More than last year, in amount and percent."""
        assert isinstance(current, Number)
        before = current.value * Decimal(self.books.rng.randint(55, 97)) / 100
        change = self.number((current.value - before) * current.factor)
        rate = percent(change.value, current.value - change.value)
        self.paper.ties_growth("F16 growth", rate, current, change)
        return [change, "万元，增长", rate, "%"]


def write_narrative(paper: Paper, books: Books, totals: Totals) -> None:
    """Write the explanations."""
    teller = Teller(paper, books, totals)
    paper.say("")
    paper.say("第三部分 2024年度部门决算情况说明")
    for part in (_totals, _income, _expenditure, _appropriations, _general, _basic, _three, _others):
        paper.say("")
        part(teller)


def _totals(teller: Teller) -> None:
    say, cells = teller.paper.say, teller.totals.cells
    say("一、收入支出决算总体情况说明")
    income, spent = teller.again(cells["total income"]), teller.again(cells["total"])
    say(
        "2024年度收入总计", income, "万元，支出总计", spent, "万元。与上年相比，收入总计增加", *teller.growth(income),
        "；支出总计增加", *teller.growth(spent), "。主要原因是水利工程建设任务增加。",
    )  # fmt: skip


def _income(teller: Teller) -> None:
    say, cells = teller.paper.say, teller.totals.cells
    say("二、收入决算情况说明")
    whole = teller.again(cells["income by kind"])
    pieces: list[Piece] = ["2024年度收入合计", whole, "万元，其中："]
    for name, kind in (("财政拨款收入", "fiscal"), *zip(KIND_NAMES, OWN_KINDS, strict=True)):
        part = teller.again(cells[kind])
        pieces += [name, part, "万元，占", teller.share(part, whole), "%；"]
    say(*pieces[:-1], "%。")


def _expenditure(teller: Teller) -> None:
    say, cells = teller.paper.say, teller.totals.cells
    say("三、支出决算情况说明")
    whole = teller.again(cells["expenditure by kind"])
    pieces: list[Piece] = ["2024年度支出合计", whole, "万元，其中："]
    for name, kind in (("基本支出", "basic"), ("项目支出", "project")):
        part = teller.again(cells[kind])
        pieces += [name, part, "万元，占", teller.share(part, whole), "%；"]
    say(*pieces[:-1], "%。")


def _appropriations(teller: Teller) -> None:
    say, cells = teller.paper.say, teller.totals.cells
    say("四、财政拨款收入支出决算总体情况说明")
    income, spent = teller.again(cells["fiscal total income"]), teller.again(cells["fiscal total"])
    say("2024年度财政拨款收入总计", income, "万元，财政拨款支出总计", spent, "万元。")


def _general(teller: Teller) -> None:
    say, cells, books = teller.paper.say, teller.totals.cells, teller.books
    say("五、一般公共预算财政拨款支出决算情况说明")
    spent = teller.again(cells["general by account"])
    say("（一）总体情况")
    say("2024年度一般公共预算财政拨款支出", spent, "万元，与上年相比，支出增加", *teller.growth(spent), "。")
    say("（二）结构情况")
    pieces: list[Piece] = [
        "2024年度一般公共预算财政拨款支出",
        teller.again(cells["general by account"]),
        "万元，主要用于以下方面：",
    ]
    codes = sorted({leaf.code[:3] for leaf in books.of(GENERAL)})
    for code in codes:
        part = teller.again(cells[f"T5 {NAMES[code]}"])
        pieces += [f"{NAMES[code]}（类）", part, "万元，占", teller.share(part, spent), "%；"]
    say(*pieces[:-1], "%。")
    say("（三）具体情况")
    for code in codes:
        amount = total(leaf.expenditure for leaf in below(code, books.of(GENERAL)))
        budget = teller.number(amount * books.rng.randint(70, 140) / 100)
        final = teller.again(cells[f"T5 {NAMES[code]}"])
        rate = percent(final.value, budget.value) if isinstance(final, Number) else ""
        teller.paper.ties_rate("F16 completion", rate, final, budget)
        say(
            f"{NAMES[code]}年初预算为", budget, "万元，支出决算为", final, "万元，完成年初预算的", rate, "%。"
        )  # fmt: skip


def _basic(teller: Teller) -> None:
    say, cells = teller.paper.say, teller.totals.cells
    say("六、一般公共预算财政拨款基本支出决算情况说明")
    whole, personnel, public = (teller.again(cells[key]) for key in ("general basic", "personnel", "public"))
    say("2024年度一般公共预算财政拨款基本支出", whole, "万元，其中：")
    say("人员经费", personnel, "万元，主要包括基本工资、津贴补贴、奖金；")
    say("公用经费", public, "万元，主要包括办公费、印刷费、电费。")
    say("七、政府性基金预算财政拨款收入支出决算情况说明")
    fund = teller.again(cells["fund"])
    say("2024年度政府性基金预算财政拨款支出", fund, "万元。")


def _three(teller: Teller) -> None:
    say, cells = teller.paper.say, teller.totals.cells
    say("八、财政拨款“三公”经费支出决算情况说明")
    for name, key in (
        ("“三公”经费", "three"), ("因公出国（境）费", "abroad"), ("公务用车购置及运行维护费", "vehicles"),
        ("公务用车购置费", "bought"), ("公务用车运行维护费", "run"), ("公务接待费", "guests"),
    ):  # fmt: skip
        budget, final = teller.again(cells[f"{key} 0"]), teller.again(cells[f"{key} 1"])
        rate: Piece = (
            percent(final.value, budget.value) if isinstance(final, Number) and isinstance(budget, Number) else ""
        )
        teller.paper.ties_rate("F16 completion", rate, final, budget)
        say(f"2024年度{name}全年预算为", budget, "万元，支出决算为", final, "万元，完成全年预算的", rate, "%。")


def _others(teller: Teller) -> None:
    say, cells = teller.paper.say, teller.totals.cells
    say("九、机关运行经费支出情况说明")
    agency = teller.again(cells["agency"])
    say("2024年度机关运行经费支出", agency, "万元，比上年增加", *teller.growth(agency), "。")
    say("十、政府采购支出情况说明")
    whole, goods, works, services = (teller.again(cells[key]) for key in ("procured", "goods", "works", "services"))
    say(
        "2024年度政府采购支出总额",
        whole,
        "万元，其中：政府采购货物支出",
        goods,
        "万元、政府采购工程支出",
        works,
        "万元、政府采购服务支出",
        services,
        "万元。",
    )
    if isinstance(whole, Number):
        small = teller.number(whole.value * whole.factor * Decimal("0.64"))
        say("授予中小企业合同金额", small, "万元，占政府采购支出总额的", teller.share(small, whole), "%。")
    say("十一、国有资产占用情况说明")
    cars = teller.again(cells["cars"])
    pieces: list[Piece] = ["截至2024年12月31日，本部门共有车辆", cars, "辆，其中："]
    for name in ("机要通信用车", "应急保障用车", "执法执勤用车", "其他用车"):
        pieces += [name, teller.again(cells[f"car {name}"]), "辆、"]
    say(*pieces[:-1], "辆。")
