"""The ten tables of a final account (公开01-10), with all their tie-outs F1-F13."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
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
    tree,
)  # fmt: skip
from benchmarks.clean.paper import Paper, Piece, count

CLASSES = (
    "一般公共服务支出", "外交支出", "国防支出", "公共安全支出", "教育支出", "科学技术支出", "文化旅游体育与传媒支出",
    "社会保障和就业支出", "卫生健康支出", "节能环保支出", "城乡社区支出", "农林水支出", "交通运输支出",
    "资源勘探工业信息等支出", "商业服务业等支出", "金融支出", "援助其他地区支出", "自然资源海洋气象等支出",
    "住房保障支出", "粮油物资储备支出", "国有资本经营预算支出", "灾害防治及应急管理支出", "其他支出",
    "债务还本支出", "债务付息支出", "抗疫特别国债安排的支出",
)  # fmt: skip
ORDINALS = (
    *"一二三四五六七八九十", *(f"十{digit}" for digit in "一二三四五六七八九"), "二十", *(f"二十{d}" for d in "一二三四五六"),
)  # fmt: skip
INCOME_LINES = (
    "一般公共预算财政拨款收入", "政府性基金预算财政拨款收入", "国有资本经营预算财政拨款收入", "上级补助收入", "事业收入",
    "经营收入", "附属单位上缴收入", "其他收入",
)  # fmt: skip
FUNDS = (GENERAL, FUND, CAPITAL)
FUND_NAMES = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
SPENT = ("basic", "project", "remittance", "operating", "subsidy")
PERSONNEL = {
    "301": ("工资福利支出", ("30101 基本工资", "30102 津贴补贴", "30103 奖金", "30107 绩效工资", "30108 机关事业单位基本养老保险缴费",
                          "30109 职业年金缴费", "30113 住房公积金")),
    "303": ("对个人和家庭的补助", ("30302 退休费", "30304 抚恤金", "30305 生活补助")),
}  # fmt: skip
PUBLIC = {
    "302": ("商品和服务支出", ("30201 办公费", "30202 印刷费", "30206 电费", "30207 邮电费", "30211 差旅费", "30213 维修（护）费",
                          "30226 劳务费", "30228 工会经费", "30231 公务用车运行维护费", "30239 其他交通费用")),
    "310": ("资本性支出", ("31002 办公设备购置", "31003 专用设备购置")),
}  # fmt: skip


@dataclass(slots=True)
class Totals:
    """Cells of earlier tables that later ones repeat."""

    income: dict[str, Piece] = field(default_factory=dict)
    classes: dict[str, Piece] = field(default_factory=dict)
    cells: dict[str, Piece] = field(default_factory=dict)


def write_tables(paper: Paper, books: Books) -> Totals:
    """Write the ten tables in official order."""
    totals = Totals()
    _t1(paper, books, totals)
    _t2(paper, books, totals)
    _t3(paper, books, totals)
    _t4(paper, books, totals)
    _t5(paper, books, totals)
    _t6(paper, books, totals)
    _t7(paper, books, totals)
    _t8(paper, books, totals)
    _t9(paper, books, totals)
    _t10(paper, books, totals)
    return totals


def head(paper: Paper, title: str, number: str) -> None:
    """Write what stands above a table."""
    for line in ("", title, "", f"公开{number}表", "部门名称：青岭县水利局", "2024年度", f"金额单位：{paper.unit}", ""):
        paper.say(line)


def foot(paper: Paper, words: str) -> None:
    """Write the note below a table."""
    paper.say("")
    paper.say(f"注：本表反映{words}。")


def fund_income(books: Books, source: str) -> Decimal:
    """What was received from one source."""
    return total(leaf.received for leaf in books.of(source))


def _t1(paper: Paper, books: Books, totals: Totals) -> None:
    head(paper, "收入支出决算总表", "01")
    paper.row("收入", "", "", "支出", "", "")
    paper.row("项目", "行次", "金额", "项目", "行次", "金额")
    paper.row("栏次", "", "1", "栏次", "", "2")
    amounts = [fund_income(books, source) for source in FUNDS]
    amounts += [total(leaf.income.get(kind, ZERO) for leaf in books.of(OWN)) for kind in OWN_KINDS]
    lines = [paper.amount(or_none(amount)) for amount in amounts]
    totals.income = dict(zip(INCOME_LINES, lines, strict=True))
    totals.classes = _classes(paper, books.leaves)
    for index, name in enumerate(CLASSES):
        left = (f"{ORDINALS[index]}、{INCOME_LINES[index]}", lines[index]) if index < len(lines) else ("", "")
        right = (f"{ORDINALS[index]}、{name}", totals.classes.get(name, ""))
        paper.row(left[0], str(index + 1), left[1], right[0], str(index + 32), right[1])
    year = [paper.amount(total(amounts)), paper.amount(total(leaf.expenditure for leaf in books.leaves))]
    carried = (
        ("使用非财政拨款结余（含专用结余）", books.surplus_used, "结余分配", books.distributed),
        ("年初结转和结余", total(leaf.opening for leaf in books.leaves), "年末结转和结余", total(leaf.closing for leaf in books.leaves)),
    )  # fmt: skip
    paper.row("本年收入合计", "27", year[0], "本年支出合计", "58", year[1])
    cells = []
    for index, (one, income, other, spent) in enumerate(carried):
        pair = paper.amount(or_none(income)), paper.amount(or_none(spent))
        cells.append(pair)
        paper.row(one, str(28 + index), pair[0], other, str(59 + index), pair[1])
    whole = total(amounts) + carried[0][1] + carried[1][1]
    grand = paper.amount(whole), paper.amount(whole)
    paper.row("总计", "31", grand[0], "总计", "62", grand[1])
    paper.ties_sum("F1", year[0], lines)
    paper.ties_sum("F1", grand[0], [year[0], *(pair[0] for pair in cells)])
    paper.ties_sum("F2", year[1], list(totals.classes.values()))
    paper.ties_sum("F2", grand[1], [year[1], *(pair[1] for pair in cells)])
    paper.ties_same("F3", grand[0], grand[1])
    totals.cells |= {"year income": year[0], "year expenditure": year[1], "total income": grand[0], "total": grand[1]}
    foot(paper, "部门本年度的总收支和年末结转结余情况")


def _classes(paper: Paper, leaves: Sequence[Leaf]) -> dict[str, Piece]:
    codes = sorted({leaf.code[:3] for leaf in leaves})
    return {NAMES[code]: paper.amount(total(leaf.expenditure for leaf in below(code, leaves))) for code in codes}


Column = tuple[str, Callable[[Leaf], Decimal]]


def account_table(paper: Paper, leaves: Sequence[Leaf], columns: Sequence[Column], name: str) -> dict[str, list[Piece]]:
    """Write 合计 and a row for each account; tie every column by level, and return the cells by code."""
    found: dict[str, list[Piece]] = {}
    codes = ["", *tree(leaf.code for leaf in leaves)]
    for code in codes:
        under = below(code, leaves)
        cells = [paper.amount(or_none(total(map(amount, under)))) for _, amount in columns]
        found[code] = cells
        paper.row(*((code, NAMES[code]) if code else ("合计", "")), *cells)
    for code in codes:
        size = {0: 3, 3: 5, 5: 7}.get(len(code), 0)
        children = [found[child] for child in codes if len(child) == size and child.startswith(code)]
        for place in range(len(columns) if children else 0):
            paper.ties_sum(f"{name} {code or '合计'} by level", found[code][place], [row[place] for row in children])
    return found


def tie_rows(paper: Paper, found: dict[str, list[Piece]], name: str, first: int, last: int, whole: int = 0) -> None:
    """Tie each row's total to the columns from `first` to `last`."""
    for code, cells in found.items():
        paper.ties_sum(f"{name} {code or '合计'} along the row", cells[whole], cells[first : last + 1])


def _spent(kind: str, *sources: str) -> Callable[[Leaf], Decimal]:
    return lambda leaf: leaf.spent.get(kind, ZERO) if not sources or leaf.source in sources else ZERO


def _t2(paper: Paper, books: Books, totals: Totals) -> None:
    head(paper, "收入决算表", "02")
    kinds = ("fiscal", *OWN_KINDS)
    paper.row(
        "项目",
        "",
        "本年收入合计",
        "财政拨款收入",
        "上级补助收入",
        "事业收入",
        "经营收入",
        "附属单位上缴收入",
        "其他收入",
    )
    paper.row("科目代码", "科目名称", *[""] * 7)
    paper.row("栏次", "", *map(str, range(1, 8)))

    def of(kind: str) -> Callable[[Leaf], Decimal]:
        return lambda leaf: leaf.income.get(kind, ZERO)

    columns: list[Column] = [("all", lambda leaf: leaf.received), *((kind, of(kind)) for kind in kinds)]
    found = account_table(paper, books.leaves, columns, "F7 T2")
    tie_rows(paper, found, "F5", 1, 6)
    paper.ties_same("F4", totals.cells["year income"], found[""][0])
    lines = totals.income
    paper.ties_sum("T1 lines = T2 appropriation", found[""][1], [lines[name] for name in INCOME_LINES[:3]])
    for name, cell in zip(INCOME_LINES[3:], found[""][2:], strict=True):
        paper.ties_same("T1 line = T2 column", lines[name], cell)
    totals.cells["appropriation"] = found[""][1]
    totals.cells["income by kind"] = found[""][0]
    for index, kind in enumerate(kinds):
        totals.cells[kind] = found[""][1 + index]
    foot(paper, "部门本年度取得的各项收入情况")


def _t3(paper: Paper, books: Books, totals: Totals) -> None:
    head(paper, "支出决算表", "03")
    paper.row("项目", "", "本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
    paper.row("科目代码", "科目名称", *[""] * 6)
    paper.row("栏次", "", *map(str, range(1, 7)))
    columns: list[Column] = [("all", lambda leaf: leaf.expenditure), *((kind, _spent(kind)) for kind in SPENT)]
    found = account_table(paper, books.leaves, columns, "F7 T3")
    tie_rows(paper, found, "F6", 1, 5)
    paper.ties_same("F4", totals.cells["year expenditure"], found[""][0])
    for code, cells in found.items():
        if len(code) == 3:
            paper.ties_same("T1 class = T3 class", totals.classes[NAMES[code]], cells[0])
    totals.cells |= {"basic": found[""][1], "project": found[""][2], "expenditure by kind": found[""][0]}
    foot(paper, "部门本年度各项支出情况")


def _t4(paper: Paper, books: Books, totals: Totals) -> None:
    head(paper, "财政拨款收入支出决算总表", "04")
    paper.row("收入", "", "", "支出", *[""] * 5)
    paper.row("项目", "行次", "金额", "项目", "行次", "合计", *FUND_NAMES)
    paper.row("栏次", "", "1", "栏次", "", "2", "3", "4", "5")
    fiscal = books.of(*FUNDS)
    income = [paper.amount(or_none(fund_income(books, source))) for source in FUNDS]
    rows: dict[str, list[Piece]] = {}
    for code in sorted({leaf.code[:3] for leaf in fiscal}):
        under = below(code, fiscal)
        rows[NAMES[code]] = _by_fund(paper, [_total(under, source, "expenditure") for source in FUNDS])
    for index, name in enumerate(CLASSES):
        left = (f"{ORDINALS[index]}、{FUND_NAMES[index]}", income[index]) if index < len(income) else ("", "")
        cells = rows.get(name, [""] * 4)
        paper.row(left[0], str(index + 1), left[1], f"{ORDINALS[index]}、{name}", str(index + 33), *cells)
    received = [fund_income(books, source) for source in FUNDS]
    spent, opening, closing = (
        [_total(fiscal, source, what) for source in FUNDS] for what in ("expenditure", "opening", "closing")
    )
    year = paper.amount(total(received)), _by_fund(paper, spent)
    paper.row("本年收入合计", "27", year[0], "本年支出合计", "59", *year[1])
    carried = paper.amount(or_none(total(opening))), _by_fund(paper, closing)
    paper.row("年初财政拨款结转和结余", "28", carried[0], "年末财政拨款结转和结余", "60", *carried[1])
    parts = [paper.amount(or_none(amount)) for amount in opening]
    for index, name in enumerate(FUND_NAMES):
        paper.row(f"  {name}", str(29 + index), parts[index], "", str(61 + index), "", "", "", "")
    whole = paper.amount(total(received) + total(opening))
    grand = _by_fund(paper, [one + other for one, other in zip(spent, closing, strict=True)])
    paper.row("总计", "32", whole, "总计", "64", *grand)
    _tie_t4(paper, income, year, carried, parts, whole, grand, rows)
    paper.ties_same("F12", totals.cells["appropriation"], year[0])
    for name, cell in zip(INCOME_LINES, income, strict=False):
        paper.ties_same("T1 line = T4 line", totals.income[name], cell)
    totals.cells |= {"fiscal total income": whole, "fiscal total": grand[0], "fiscal year": year[1][0]}
    totals.cells |= dict(zip(("general", "fund", "capital"), year[1][1:], strict=True))
    totals.cells |= {"fund opening": parts[1], "fund income": income[1], "fund closing": carried[1][2]}
    totals.cells |= {f"class {name}": cells[1] for name, cells in rows.items()}
    foot(paper, "部门本年度财政拨款的总收支和年末结转结余情况")


def _by_fund(paper: Paper, amounts: Sequence[Decimal]) -> list[Piece]:
    return [paper.amount(or_none(total(amounts))), *(paper.amount(or_none(amount)) for amount in amounts)]


def _total(leaves: Sequence[Leaf], source: str, what: str) -> Decimal:
    return total(getattr(leaf, what) for leaf in leaves if leaf.source == source)


def _tie_t4(
    paper: Paper,
    income: Sequence[Piece],
    year: tuple[Piece, list[Piece]],
    carried: tuple[Piece, list[Piece]],
    parts: Sequence[Piece],
    whole: Piece,
    grand: Sequence[Piece],
    rows: dict[str, list[Piece]],
) -> None:
    for cells in (*rows.values(), year[1], carried[1], grand):
        paper.ties_sum("F8 along the row", cells[0], cells[1:])
    for place in range(4):
        paper.ties_sum("F8 classes", year[1][place], [cells[place] for cells in rows.values()])
        paper.ties_sum("F8 total", grand[place], [year[1][place], carried[1][place]])
    paper.ties_sum("F8 income lines", year[0], income)
    paper.ties_sum("F8 carried in", carried[0], parts)
    paper.ties_sum("F8 income total", whole, [year[0], carried[0]])
    paper.ties_same("F8 both sides", whole, grand[0])


def _t5(paper: Paper, books: Books, totals: Totals) -> None:
    head(paper, "一般公共预算财政拨款支出决算表", "05")
    paper.row("项目", "", "本年支出", "", "")
    paper.row("科目代码", "科目名称", "小计", "基本支出", "项目支出")
    paper.row("栏次", "", "1", "2", "3")
    columns: list[Column] = [("all", lambda leaf: leaf.expenditure), *((kind, _spent(kind)) for kind in SPENT[:2])]
    found = account_table(paper, books.of(GENERAL), columns, "F7 T5")
    tie_rows(paper, found, "T5", 1, 2)
    paper.ties_same("F9", totals.cells["general"], found[""][0])
    for code, cells in found.items():
        if len(code) == 3:
            paper.ties_same("T4 class = T5 class", totals.cells[f"class {NAMES[code]}"], cells[0])
            totals.cells[f"T5 {NAMES[code]}"] = cells[0]
    totals.cells |= {"general basic": found[""][1], "general project": found[""][2], "general by account": found[""][0]}
    foot(paper, "部门本年度一般公共预算财政拨款支出情况")


def _t6(paper: Paper, books: Books, totals: Totals) -> None:
    head(paper, "一般公共预算财政拨款基本支出决算明细表", "06")
    paper.row("人员经费", "", "", "公用经费", "", "")
    paper.row(*("科目代码", "科目名称", "决算数") * 2)
    basic = total(leaf.spent.get("basic", ZERO) for leaf in books.of(GENERAL))
    personnel, public = books.split(basic, 2)
    if personnel < public:
        personnel, public = public, personnel
    sides = []
    for amount, groups in ((personnel, PERSONNEL), (public, PUBLIC)):
        lines: list[tuple[str, str, Piece]] = []
        heads = []
        for (code, (name, accounts)), part in zip(groups.items(), books.split(amount, len(groups)), strict=True):
            parts = [paper.amount(one) for one in books.split(part, len(accounts))]
            heads.append(paper.amount(part))
            lines.append((code, name, heads[-1]))
            lines += [(*account.split(" "), cell) for account, cell in zip(accounts, parts, strict=True)]  # type: ignore[misc]
            paper.ties_sum(f"T6 {code}", heads[-1], parts)
        sides.append((lines, heads))
    for index in range(max(len(lines) for lines, _ in sides)):
        paper.row(*(piece for lines, _ in sides for piece in (lines[index] if index < len(lines) else ("", "", ""))))
    sums = paper.amount(personnel), paper.amount(public)
    paper.row("人员经费合计", "", sums[0], "公用经费合计", "", sums[1])
    paper.ties_sum("F10 personnel", sums[0], sides[0][1])
    paper.ties_sum("F10 public", sums[1], sides[1][1])
    paper.ties_sum("F10", totals.cells["general basic"], sums)
    totals.cells |= {"personnel": sums[0], "public": sums[1]}
    foot(paper, "部门本年度一般公共预算财政拨款基本支出明细情况")


def _t7(paper: Paper, books: Books, totals: Totals) -> None:
    head(paper, "政府性基金预算财政拨款收入支出决算表", "07")
    paper.row("项目", "", "年初结转和结余", "本年收入", "本年支出", "", "", "年末结转和结余")
    paper.row("科目代码", "科目名称", "", "", "小计", "基本支出", "项目支出", "")
    paper.row("栏次", "", *map(str, range(1, 7)))
    columns: list[Column] = [
        ("opening", lambda leaf: leaf.opening), ("income", lambda leaf: leaf.received),
        ("all", lambda leaf: leaf.expenditure), ("basic", _spent("basic")), ("project", _spent("project")),
        ("closing", lambda leaf: leaf.closing),
    ]  # fmt: skip
    found = account_table(paper, books.of(FUND), columns, "F7 T7")
    tie_rows(paper, found, "T7", 3, 4, 2)
    for code, cells in found.items():
        paper.ties_sum(f"T7 {code or '合计'} carried", cells[5], cells[0:2], [cells[2]])
    paper.ties_same("F9 fund", totals.cells["fund"], found[""][2])
    paper.ties_same("T4 fund income = T7", totals.cells["fund income"], found[""][1])
    paper.ties_same("T4 fund opening = T7", totals.cells["fund opening"], found[""][0])
    paper.ties_same("T4 fund closing = T7", totals.cells["fund closing"], found[""][5])
    foot(paper, "部门本年度政府性基金预算财政拨款收入、支出及结转和结余情况")


def _t8(paper: Paper, books: Books, totals: Totals) -> None:
    head(paper, "国有资本经营预算财政拨款支出决算表", "08")
    paper.row("项目", "", "本年支出", "", "")
    paper.row("科目代码", "科目名称", "合计", "基本支出", "项目支出")
    paper.row("栏次", "", "1", "2", "3")
    columns: list[Column] = [("all", lambda leaf: leaf.expenditure), *((kind, _spent(kind)) for kind in SPENT[:2])]
    found = account_table(paper, books.of(CAPITAL), columns, "F7 T8")
    tie_rows(paper, found, "T8", 1, 2)
    paper.ties_same("F9 capital", totals.cells["capital"], found[""][0])
    foot(paper, "部门本年度国有资本经营预算财政拨款支出情况")


def _t9(paper: Paper, books: Books, totals: Totals) -> None:
    head(paper, "财政拨款“三公”经费支出决算表", "09")
    paper.row("预算数", *[""] * 5, "决算数", *[""] * 5)
    paper.row(*("合计", "因公出国（境）费", "公务用车购置及运行维护费", "", "", "公务接待费") * 2)
    paper.row(*("", "", "小计", "公务用车购置费", "公务用车运行维护费", "") * 2)
    paper.row(*map(str, range(1, 13)))
    cells: list[Piece] = []
    for half, (low, high) in enumerate(((5, 30), (1, 5))):
        abroad, bought, run, guests = (books.amount(low, high) for _ in range(4))
        vehicles = paper.amount(bought + run)
        parts = [paper.amount(amount) for amount in (abroad, bought, run, guests)]
        whole = paper.amount(abroad + bought + run + guests)
        row = [whole, parts[0], vehicles, parts[1], parts[2], parts[3]]
        paper.ties_sum("F11", whole, [parts[0], vehicles, parts[3]])
        paper.ties_sum("F11 vehicles", vehicles, parts[1:3])
        cells += row
        names = ("three", "abroad", "vehicles", "bought", "run", "guests")
        totals.cells |= {f"{name} {half}": cell for name, cell in zip(names, row, strict=True)}
    paper.row(*cells)
    foot(paper, "部门本年度“三公”经费支出预决算情况")


def _t10(paper: Paper, books: Books, totals: Totals) -> None:
    head(paper, "部门决算公开相关信息统计表", "10")
    paper.row("一、政府采购情况", "", "")
    paper.row("项目", "行次", "统计数")
    amounts = [books.amount(10, 400) for _ in range(3)]
    parts = [paper.amount(amount) for amount in amounts]
    whole = paper.amount(total(amounts))
    for index, (name, cell) in enumerate((("合计", whole), *zip(("货物", "工程", "服务"), parts, strict=True))):
        paper.row(name, str(index + 1), cell)
    paper.ties_sum("F13", whole, parts)
    paper.row("二、机关运行经费", "", "")
    paper.row("项目", "", "统计数")
    agency = paper.amount(books.amount(50, 400))
    paper.row("（一）行政单位", "5", agency)
    paper.row("（二）参照公务员法管理事业单位", "6", "")
    paper.row("三、国有资产占用情况", "", "")
    cars = [books.rng.randint(1, 30) for _ in range(4)]
    vehicles = count(sum(cars), "辆")
    paper.row("（一）车辆数合计（辆）", "7", vehicles)
    names = ("3. 机要通信用车", "4. 应急保障用车", "5. 执法执勤用车", "8. 其他用车")
    kinds = [count(number, "辆") for number in cars]
    for index, (name, cell) in enumerate(zip(names, kinds, strict=True)):
        paper.row(name, str(10 + index), cell)
    paper.ties_sum("T10 vehicles", vehicles, kinds)
    paper.row("（二）单价100万元（含）以上设备（不含车辆）", "17", "")
    foot(paper, "部门本年度政府采购、机关运行经费和国有资产占用情况")
    totals.cells |= {"procured": whole, "agency": agency, "cars": vehicles}
    totals.cells |= dict(zip(("goods", "works", "services"), parts, strict=True))
    totals.cells |= {f"car {name[3:]}": cell for name, cell in zip(names, kinds, strict=True)}
