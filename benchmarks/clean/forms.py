"""Self-evaluation forms in the official layouts, with the tie-outs of F14."""

from __future__ import annotations

import random
from decimal import ROUND_HALF_UP, Decimal

from benchmarks.clean.paper import HUNDRED, Number, Paper, Piece, Sum, Within, percent, points

PROJECTS = (
    "小型水库维修养护", "河道清淤整治", "农村饮水安全巩固提升", "山洪灾害防治设备购置", "水利工程白蚁防治", "节水宣传活动经费",
    "取水口监测设施建设", "防汛抗旱物资储备", "水土保持监督执法", "灌区续建配套与改造",
)  # fmt: skip
INDICATORS = (
    ("产出指标", "数量指标", "维修养护水库数量", "座"), ("产出指标", "数量指标", "完成清淤河道长度", "公里"),
    ("产出指标", "质量指标", "工程验收合格率", "%"), ("产出指标", "时效指标", "任务按期完成率", "%"),
    ("产出指标", "成本指标", "单座水库维修成本", "元/座"), ("效益指标", "社会效益指标", "受益人口数量", "人"),
    ("效益指标", "生态效益指标", "河道水质达标率", "%"), ("满意度指标", "服务对象满意度指标", "受益群众满意度", "%"),
)  # fmt: skip
WEIGHTS = (10, 10, 15, 10, 5, 15, 15, 10)
BANDS = (("优", 90, 100), ("良", 80, 90), ("中", 60, 80), ("差", 0, 60))
Amounts = dict[str, Decimal]


class Filled:
    """One filled form: what is printed for money, indicators, total and grade, and its tie-outs."""

    def __init__(self, paper: Paper, rng: random.Random, execution_weight: int = 10, exact: bool = True) -> None:
        self.paper, self.rng, self.weight = paper, rng, Decimal(execution_weight)
        step = 100 if exact else 1
        sources = [Decimal(rng.randrange(100_000, 4_000_000, step)) for _ in range(rng.choice((1, 2, 2)))]
        self.adjusted = sources
        self.initial = [Decimal(rng.randrange(100_000, 4_000_000, step)) for _ in sources]
        self.executed = [
            (amount * rng.randint(55, 100) / HUNDRED / step).quantize(Decimal(1)) * step for amount in sources
        ]
        self.names = ("当年财政拨款", "上年结转资金")[: len(sources)]
        self.rate = percent(sum(self.executed), sum(sources))  # type: ignore[arg-type]
        self.execution_score = points(
            (self.weight * self.rate.value / HUNDRED).quantize(Decimal("0.01"), ROUND_HALF_UP)
        )

    def money(self, columns: tuple[str, ...]) -> list[tuple[str, dict[str, Piece]]]:
        """The money rows by column, tied: sources to the total, rate, balance."""
        paper = self.paper
        groups = {"initial": self.initial, "adjusted": self.adjusted, "executed": self.executed}
        rows: list[tuple[str, dict[str, Piece]]] = []
        for index in range(-1, len(self.names)):
            cells: dict[str, Piece] = {}
            for name, amounts in groups.items():
                cells[name] = paper.amount(sum(amounts, Decimal(0)) if index < 0 else amounts[index])
            adjusted, executed = cells["adjusted"], cells["executed"]
            assert isinstance(adjusted, Number) and isinstance(executed, Number)
            cells["declared"] = paper.amount(sum(self.initial, Decimal(0)) if index < 0 else self.initial[index])
            cells["balance"] = paper.amount((adjusted.value - executed.value) * adjusted.factor)
            cells["rate"] = self.rate if index < 0 else percent(executed.value, adjusted.value)
            if "balance" in columns:
                paper.ties_sum("F14 balance", cells["balance"], [adjusted], [executed])
            if "rate" in columns:
                paper.ties_rate("F14 rate", cells["rate"], executed, adjusted)
            rows.append((self.names[index] if index >= 0 else "", cells))
        for name in ("declared", *groups):
            if name in columns and len(rows) > 1:
                paper.ties_sum("F14 sources", rows[0][1][name], [cells[name] for _, cells in rows[1:]])
        return rows

    def indicators(self, weighted: bool = True) -> list[tuple[tuple[str, str, str, str], str, str, Number, Number]]:
        """Rows of level, name, unit with target, actual, weight and score; the weights leave room for execution."""
        rest = HUNDRED - self.weight
        weights = [Decimal(weight) for weight in WEIGHTS]
        weights[-1] += rest - sum(weights, Decimal(0))
        found = []
        for row, weight in zip(INDICATORS, weights, strict=True):
            low = self.rng.random() < 0.25
            target = 95 if row[3] == "%" else self.rng.randint(3, 400)
            ceiling = row[1] == "成本指标"
            actual = target - 2 if low and not ceiling else target
            score = (
                (weight * actual / target).quantize(Decimal("0.1"), ROUND_HALF_UP) if low and not ceiling else weight
            )
            sign = "≤" if ceiling else "≥"
            found.append((row, f"{sign}{target}{row[3]}", f"{actual}{row[3]}", points(weight), points(score)))
        self._tie_scores([item[3] for item in found], [item[4] for item in found], weighted)
        return found

    def _tie_scores(self, weights: list[Number], scores: list[Number], weighted: bool) -> None:
        ties = self.paper.ties
        self.total = points(sum((item.value for item in scores), self.execution_score.value))
        self.printed_weight = points(self.weight)
        ties.append(Sum("F14 total score", self.total, (self.execution_score, *scores)))
        grade, low, high = next(band for band in BANDS if self.total.value >= band[1])
        self.grade = grade
        self.band = Within("F14 grade", self.total, Decimal(low), Decimal(high))
        self.full = Number(HUNDRED, "100", "分", 0, given=True)
        if not weighted:
            return
        ties.append(Sum("F14 weights", self.full, (self.printed_weight, *weights)))
        for weight, score in ((self.printed_weight, self.execution_score), *zip(weights, scores, strict=True)):
            ties.append(Within("F14 score within weight", score, Decimal(0), weight))


def national(paper: Paper, rng: random.Random, name: str) -> None:
    """The form of 财预〔2020〕10号."""
    form = Filled(paper, rng)
    for line in ("", "项目支出绩效自评表", "（2024年度）", ""):
        paper.say(line)
    paper.row("项目名称", name, *[""] * 7)
    paper.row("主管部门", "青岭县水利局", "", "", "实施单位", "青岭县水利局", "", "", "")
    paper.row("项目资金（万元）", "", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
    rows = form.money(("initial", "adjusted", "executed", "rate"))
    indicators = form.indicators()
    for index, (label, cells) in enumerate(rows):
        points_of: tuple[Piece, Piece] = (form.printed_weight, form.execution_score) if index == 0 else ("—", "—")
        label = f"其中：{label}" if index == 1 else label or "年度资金总额"
        rate = cells["rate"]
        paper.row(
            "", label, "", cells["initial"], cells["adjusted"], cells["executed"], points_of[0], rate, points_of[1]
        )
    paper.row("年度总体目标", "预期目标", "", "", "", "实际完成情况", "", "", "")
    paper.row("", "完成年度水利建设任务。", "", "", "", "年度任务已完成。", "", "", "")
    paper.row(
        "绩效指标",
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    )
    seen: set[str] = set()
    for (first, second, third, _), target, actual, weight, score in indicators:
        levels = ["" if level in seen else level for level in (first, second)]
        seen |= {first, second}
        reason = "受汛期影响，部分工作顺延。" if score.value < weight.value else ""
        paper.row("", *levels, third, target, actual, weight, score, reason)
    paper.row("总分", *[""] * 5, form.full, form.total, "")


def shanxi(paper: Paper, rng: random.Random, name: str) -> None:
    """The form annexed to final accounts in Shanxi, with grade."""
    form = Filled(paper, rng)
    for line in ("", f"{name}项目支出绩效自评表", "(2024年度)", ""):
        paper.say(line)
    paper.row("项目名称", "", name, *[""] * 8)
    paper.row("主管部门及代码", "", "027-青岭县水利局", "", "", "", "预算单位", "027001-青岭县水利局", "", "", "")
    paper.row(
        "项目资金预算安排及执行进度（万元）",
        "",
        "年初预算数",
        "",
        "全年预算数",
        "全年执行数",
        "资金结(转)余",
        "执行率",
        "得分",
        "偏差原因",
        "",
    )
    paper.row("", "", "目标申报数", "预算编制数", *[""] * 7)
    columns = ("declared", "initial", "adjusted", "executed", "balance", "rate")
    rows = form.money(columns)
    indicators = form.indicators(weighted=False)
    weights = [item[3] for item in indicators]
    full = Number(Decimal(90), "90", "分", 0, given=True)
    paper.ties.append(Sum("F14 weights", full, tuple(weights)))
    for *_, weight, score in indicators:
        paper.ties.append(Within("F14 score within weight", score, Decimal(0), weight))
    paper.ties.append(form.band)
    for index, (label, cells) in enumerate(rows):
        score = form.execution_score if index == 0 else ""
        values = [cells[column] for column in columns]
        paper.row("", label or "资金总额:", *values, score, "", "")
    paper.row("项目年度绩效目标", "年度目标", "", "", "", "", "实际完成情况", "", "", "", "")
    paper.row("", "完成年度水利建设任务。", "", "", "", "", "年度任务已完成。", "", "", "", "")
    paper.row(
        "绩效指标",
        "一级指标",
        "二级指标",
        "三级指标",
        "年初指标值",
        "调整后指标值",
        "实际完成值",
        "定性指标情况说明",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    )
    seen: set[str] = set()
    for (first, second, third, unit), target, actual, weight, score in indicators:
        levels = ["" if level in seen else level for level in (first, second)]
        seen |= {first, second}
        reason = "受汛期影响，部分工作顺延。" if score.value < weight.value else ""
        paper.row("", *levels, third, f"{target[0]}{unit}", target, target[0] + actual, "", weight, score, reason)
    paper.row("", "总 分", *[""] * 7, form.total, form.grade)
    _analysis(paper, rows[0][1])


def _analysis(paper: Paper, cells: dict[str, Piece]) -> None:
    """The box that tells budget, spending and rate again, in yuan."""
    adjusted, executed, rate = cells["adjusted"], cells["executed"], cells["rate"]
    assert isinstance(adjusted, Number) and isinstance(executed, Number) and isinstance(rate, Number)
    told = [paper.amount(cell.value * cell.factor, "元") for cell in (adjusted, executed)]
    again = Number(rate.value, rate.printed, "%")
    for one, cell in zip((*told, again), (adjusted, executed, rate), strict=True):
        paper.ties_same("F16", one, cell)
    paper.say(
        "项目绩效分析\t自评结果分析\t项目实施和预算执行情况及分析\t\t该项目预算资金", told[0], "元，实际支出", told[1],
        "元，预算执行率为", again, "%。", "\t" * 7,
    )  # fmt: skip
    paper.row("", "", "产出情况及分析", "", "各项产出任务按计划完成。", *[""] * 6)


def overall(paper: Paper, rng: random.Random) -> None:
    """The form of a whole department with its funds split by income and by spending."""
    form = Filled(paper, rng)
    for line in ("", "2024年度部门整体支出绩效自评表", ""):
        paper.say(line)
    paper.row("预算部门", "青岭县水利局", *[""] * 7)
    paper.row("年度预算申请（万元）", "", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
    _, cells = form.money(("initial", "adjusted", "executed", "rate"))[0]
    indicators = form.indicators()
    paper.row(
        "",
        "年度资金总额",
        "",
        cells["initial"],
        cells["adjusted"],
        cells["executed"],
        form.printed_weight,
        cells["rate"],
        form.execution_score,
    )
    executed = sum(form.executed, Decimal(0))
    general = (executed * Decimal("0.8")).quantize(HUNDRED)
    basic = (executed * Decimal("0.45")).quantize(HUNDRED)
    splits = [(general, executed - general), (basic, executed - basic)]
    told = [[paper.amount(amount) for amount in split] for split in splits]
    paper.row("", "按收入性质分：", "", "", "", "按支出性质分：", "", "", "")
    paper.say("\t其中：一般公共预算：", told[0][0], "\t\t\t\t其中：基本支出：", told[1][0], "\t\t\t")
    paper.say("\t其他资金：", told[0][1], "\t\t\t\t项目支出：", told[1][1], "\t\t\t")
    for parts in told:
        paper.ties_sum("F14 split", cells["executed"], parts)
    paper.row("年度总体目标", "预期目标", "", "", "", "实际完成情况", "", "", "")
    paper.row("", "完成年度水利建设任务。", "", "", "", "年度任务已完成。", "", "", "")
    paper.row(
        "绩效指标",
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    )
    for (first, second, third, _), target, actual, weight, score in indicators:
        reason = "受汛期影响，部分工作顺延。" if score.value < weight.value else ""
        paper.row("", first, second, third, target, actual, weight, score, reason)
    paper.row("总分", *[""] * 5, form.full, form.total, "")


def hubei(paper: Paper, rng: random.Random, name: str) -> None:
    """A form that weighs execution with 20 and prints no weights."""
    form = Filled(paper, rng, execution_weight=20)
    for line in ("", "项目绩效自评表", "单位名称：青岭县水利局  填报日期：2025年3月12日", ""):
        paper.say(line)
    paper.row("项目名称", name, *[""] * 6)
    paper.row("主管部门", "青岭县水利局", "", "", "项目实施单位", "青岭县水利局", "", "")
    paper.row("预算执行情况（万元）（20分）", "", "预算数(A)", "执行数(B)", "执行率(B/A)", "得分(20分*执行率)", "", "")
    _, cells = form.money(("adjusted", "executed", "rate"))[0]
    indicators = form.indicators(weighted=False)
    paper.row("", "年度财政资金总额", cells["adjusted"], cells["executed"], cells["rate"], form.execution_score, "", "")
    paper.row("年度目标1（80分）", "完成年度水利建设任务。", *[""] * 6)
    paper.row("绩效指标", "一级指标", "二级指标", "三级指标", "年初目标值(A)", "实际完成值(B)", "得分", "")
    for (first, second, third, _), target, actual, _weight, score in indicators:
        paper.row("", first, second, third, target, actual, score, "")
    paper.row("总分", "", "", "", "", "", form.total, "")
