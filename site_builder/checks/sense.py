"""Whether a self-evaluation makes sense: missed targets, cost, grades beside execution (soft rules)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from site_builder.checks.arithmetic import certain, is_number, operand
from site_builder.checks.audit import Audit
from site_builder.checks.form_fields import UNPLACED, form_name, goal_value, is_cost, money_value, reached, total_money
from site_builder.checks.places import cited, place, plain, reached_value
from site_builder.checks.registry import Category, Note, check
from site_builder.checks.similarity import likeness
from site_builder.figures import label_of
from site_builder.model.finding import Severity
from site_builder.model.report import Fact, FormKind, Indicator, SelfEvalForm, TableState
from site_builder.numbers import rounded
from site_builder.text import fold

HALF_RATE = Decimal(50)
HIGH_GRADES = frozenset({"优", "优秀", "良", "良好"})
BEST_GRADES = frozenset({"优", "优秀"})
NO_CONTENT = frozenset({
    "数量指标", "质量指标", "时效指标", "成本指标", "满意度指标", "数量", "质量", "费用", "成本", "满意度", "指标", "指标1",
    "效益指标", "社会效益", "经济效益", "社会效益指标", "经济效益指标", "无",
})  # fmt: skip
RATIO = re.compile(r"(?:率|满意度|比例|占比)$")
FIRST_LEVELS = frozenset({"产出指标", "效益指标", "满意度指标", "成本指标", "产出", "效益", "满意度", "成本"})
OUTPUT_LEVELS = re.compile(r"^(?:数量|质量|时效|成本)指标?$")
COST_ROOM = Decimal(200)
"""200 yuan: forms print cost indicators with two decimals of 万元 while money rows have three."""


def _rows(audit: Audit) -> Iterator[tuple[SelfEvalForm, Indicator, Fact, Fact]]:
    """Yield indicators that have a target and an actual value."""
    for form in audit.report.forms:
        for row in form.indicators:
            goal = goal_value(row)
            if goal is not None and row.actual is not None:
                yield form, row, goal, row.actual


def _missed(row: Indicator, goal: Fact, actual: Fact) -> bool:
    return reached(goal.value, actual.value) is False and not (is_cost(row) and money_value(actual) is not None)


@check(name="missed-but-full-score", severity=Severity.ERROR, category=Category.SENSE)
def missed_target_loses_points(audit: Audit) -> Iterator[Note]:
    """没有达到目标的指标不应得满分.

    财预〔2020〕10号：定量指标完成目标值的记满分，未完成的按完成值与目标值的比例记分。
    """
    for form, row, goal, actual in _rows(audit):
        weight, score = operand(row.weight), operand(row.score)
        if weight is None or score is None or weight.number <= 0 or score.number < weight.number:
            continue
        if _missed(row, goal, actual):
            message = (
                f"{form_name(form)}指标“{row.name}”目标为{cited(goal)}，实际完成{reached_value(actual)}，没有达到目标，得分为满分"
                f"{cited(score.fact)}。"
            )
            yield Note(
                (row.locator, actual.locator, score.fact.locator),
                form_name(form),
                message,
                actual=score.fact.value.text,
                facts=(goal.id, actual.id, score.fact.id),
                certain=certain([goal, actual, score.fact]) and row.certain,
            )


@check(name="missed-without-reason", severity=Severity.ERROR, category=Category.SENSE)
def missed_target_has_reason(audit: Audit) -> Iterator[Note]:
    """没有达到目标的指标应说明偏差原因.

    自评表填报要求：未完成绩效目标或偏离目标较多的，应逐条分析说明原因及改进措施。
    """
    for form, row, goal, actual in _rows(audit):
        has_column = any(item.reason is not None for other in audit.report.forms for item in other.indicators)
        told = row.reason is not None and row.reason.value.text.strip()
        if has_column and not told and _missed(row, goal, actual):
            message = f"{form_name(form)}指标“{row.name}”目标为{cited(goal)}，实际完成{reached_value(actual)}，没有填写偏差原因。"
            yield Note(
                (row.locator, actual.locator),
                form_name(form),
                message,
                facts=(goal.id, actual.id),
                certain=certain([goal, actual]) and row.certain,
            )


@check(name="missed-score-not-in-proportion", severity=Severity.INFO, category=Category.SENSE)
def missed_score_is_in_proportion(audit: Audit) -> Iterator[Note]:
    """没有达到目标的指标，得分一般按完成比例计算.

    财预〔2020〕10号：未完成的定量指标按完成值与目标值的比例记分；本地评分规则未公开时仅供参考。
    """
    for form, row, goal, actual in _rows(audit):
        weight, score = operand(row.weight), operand(row.score)
        number, done = goal.value.number, actual.value.number
        if weight is None or score is None or not number or done is None or not _missed(row, goal, actual):
            continue
        expected = rounded(weight.number * done / number)
        if (
            goal.value.unit == actual.value.unit
            and abs(score.number - expected) > Decimal("0.5") < weight.number - score.number
        ):
            message = (
                f"{form_name(form)}指标“{row.name}”目标{cited(goal)}、实际{reached_value(actual)}，按比例为{plain(expected)}分，"
                f"印出的得分是{cited(score.fact)}。"
            )
            yield Note((row.locator,), form_name(form), message, plain(expected), score.fact.value.text)


def _cost_rows(form: SelfEvalForm) -> list[Indicator]:
    """Cost indicators in whole amounts of money (not per person or day), a row printed twice once."""
    rows = [row for row in form.indicators if is_cost(row) and money_value(row.actual) is not None]
    return list({(row.name, row.actual.value.text if row.actual else ""): row for row in reversed(rows)}.values())[::-1]


@check(name="cost-differs-from-executed", severity=Severity.WARNING, category=Category.SENSE)
def cost_is_what_was_spent(audit: Audit) -> Iterator[Note]:
    """成本指标的实际值一般应与全年执行数相当.

    成本指标反映项目实际花费；只有一项总成本指标时，其实际完成值应接近资金栏的全年执行数。
    """
    for form in audit.report.forms:
        row, rows = total_money(form), _cost_rows(form)
        executed = row.get("executed") if row else None
        if executed is None or executed.value.in_yuan() is None or len(rows) != 1:
            continue
        actual = rows[0].actual
        yuan, spent = money_value(actual), executed.value.in_yuan()
        if actual is None or yuan is None or spent is None or abs(yuan - spent) <= COST_ROOM:
            continue
        message = f"{form_name(form)}成本指标“{rows[0].name}”实际完成值为{reached_value(actual)}，资金栏全年执行数为{cited(executed)}。"
        yield Note((actual.locator, executed.locator), form_name(form), message, facts=(actual.id, executed.id))


@check(name="cost-target-differs-from-budget", severity=Severity.WARNING, category=Category.SENSE)
def cost_target_is_the_budget(audit: Audit) -> Iterator[Note]:
    """成本指标的目标值一般应与预算数相当.

    只有一项总成本指标时，其目标值应接近年初预算数或全年预算数。
    """
    for form in audit.report.forms:
        row, rows = total_money(form), _cost_rows(form)
        if row is None or len(rows) != 1:
            continue
        goal = goal_value(rows[0])
        yuan = money_value(goal)
        columns = ("initial_declared", "initial_budget", "adjusted_budget", "executed")
        budgets = [fact for column in columns if (fact := row.get(column)) and fact.value.in_yuan() is not None]
        if goal is None or yuan is None or not budgets:
            continue
        if all(abs(yuan - (fact.value.in_yuan() or Decimal(0))) > COST_ROOM for fact in budgets):
            shown = row.get("adjusted_budget") or budgets[0]
            message = f"{form_name(form)}成本指标“{rows[0].name}”目标值为{cited(goal)}，资金栏预算数为{cited(shown)}。"
            yield Note((goal.locator, shown.locator), form_name(form), message, facts=(goal.id, shown.id))


@check(name="grade-beside-low-execution", severity=Severity.WARNING, category=Category.SENSE)
def grade_and_execution_side_by_side(audit: Audit) -> Iterator[Note]:
    """执行率低于50%而自评等级较高的，并列两个数字.

    只陈述事实，不作结论：预算执行率低于50%，自评等级为优或良。
    """
    for form in audit.report.forms:
        row = total_money(form)
        rate = operand(row.get("execution_rate")) if row else None
        grade = form.grade
        if rate is None or grade is None or rate.number >= HALF_RATE:
            continue
        word = label_of(grade.value.text)
        if word in HIGH_GRADES:
            score = f"，总分{cited(form.total)}" if form.total is not None and is_number(form.total) else ""
            message = f"{form_name(form)}执行率为{cited(rate.fact)}，自评等级为“{grade.value.text}”{score}。"
            grave = word in BEST_GRADES or rate.number == 0
            yield Note(
                (grade.locator, rate.fact.locator),
                form_name(form),
                message,
                facts=(rate.fact.id, grade.id),
                severity=Severity.WARNING if grave else Severity.INFO,
            )


@check(name="cost-target-is-a-floor", severity=Severity.WARNING, category=Category.SENSE)
def cost_targets_are_ceilings(audit: Audit) -> Iterator[Note]:
    """成本指标的目标应是上限，不应写成“≥”.

    成本控制类指标越低越好，写成大于等于则花得越多越达标。
    """
    for form in audit.report.forms:
        for row in form.indicators:
            goal = goal_value(row)
            money = goal is not None and goal.value.unit.startswith(("元", "万元"))
            if goal is not None and money and is_cost(row) and goal.value.comparator in ("≥", ">"):
                message = f"{form_name(form)}成本指标“{row.name}”的目标写成{cited(goal)}，成本类指标一般应为“≤”。"
                yield Note(
                    (row.locator, goal.locator), form_name(form), message, "≤", goal.value.text, facts=(goal.id,)
                )


@check(name="target-always-met", severity=Severity.INFO, category=Category.SENSE)
def targets_can_be_missed(audit: Audit) -> Iterator[Note]:
    """目标值应有约束力.

    “≥0”或“≤100%”这类目标任何结果都能达到，不能衡量绩效。
    """
    for form, row, goal, _ in _rows(audit):
        value = goal.value
        never_missed = (value.comparator == "≥" and value.number == 0) or (
            value.comparator == "≤" and value.unit == "%" and value.number == 100
        )
        if never_missed and RATIO.search(fold(row.name)):
            message = f"{form_name(form)}指标“{row.name}”的目标是{cited(goal)}，任何结果都能达到。"
            yield Note((row.locator,), form_name(form), message, facts=(goal.id,))


@check(name="indicator-name-without-content", severity=Severity.WARNING, category=Category.SENSE)
def names_say_what_is_measured(audit: Audit) -> Iterator[Note]:
    """三级指标名称应写明衡量的内容.

    只写“数量指标”“费用”“成本”等，看不出衡量什么。
    """
    for form in audit.report.forms:
        rows = [row for row in form.indicators if fold(row.name) in NO_CONTENT]
        if rows:
            names = "、".join(dict.fromkeys(f"“{row.name}”" for row in rows))
            message = f"{form_name(form)}有{len(rows)}个三级指标只写{names}，没有写明衡量的内容（首见于{place(rows[0].locator)}）。"
            yield Note(tuple(row.locator for row in rows), form_name(form), message)


@check(name="indicator-under-wrong-level", severity=Severity.WARNING, category=Category.SENSE)
def levels_are_in_order(audit: Audit) -> Iterator[Note]:
    """指标应归在正确的一级、二级指标之下.

    财预〔2020〕10号：数量、质量、时效指标属产出指标，成本指标单列或属产出指标，满意度指标单列；效益指标下为经济、社会、生态和可持续影响。
    """
    for form in audit.report.forms:
        wrong = [row for row in form.indicators if _wrong_level(row.path)]
        if wrong:
            first = wrong[0]
            message = (
                f"{form_name(form)}有{len(wrong)}个指标归类与常用分类不符，如“{first.name}”列在"
                f"“{' / '.join(first.path[:-1])}”之下（{place(first.locator)}）。"
            )
            yield Note(tuple(row.locator for row in wrong), form_name(form), message)


def _wrong_level(path: tuple[str, ...]) -> bool:
    if len(path) < 2:
        return False
    first, second = fold(path[0]), fold(path[1]) if len(path) > 2 else ""
    if first not in FIRST_LEVELS and OUTPUT_LEVELS.match(first):
        return True
    return first.startswith("效益") and (bool(OUTPUT_LEVELS.match(second)) or second.startswith("满意度"))


@check(name="form-without-scores", severity=Severity.WARNING, category=Category.SENSE)
def forms_have_scores(audit: Audit) -> Iterator[Note]:
    """自评表应有分值、得分和总分.

    财预〔2020〕10号：绩效自评采用打分评价形式，满分100分；部分地区的表式不含分值。绩效目标表不打分，不在此列。
    """
    for form in audit.report.forms:
        if form.kind is FormKind.TARGET:
            continue
        scored = form.total or form.grade or any(row.weight or row.score for row in form.indicators)
        if form.state is TableState.FILLED and form.indicators and not scored:
            rows = form.indicators
            message = f"{form_name(form)}没有分值、得分、总分和评价等级（{place(rows[0].locator)}起的指标表）。"
            yield Note((form.locator, *_heads(audit, rows[0].locator)), form_name(form), message)


def _heads(audit: Audit, locator: str) -> tuple[str, ...]:
    """The place of the indicator table's heads: the last cell 一级指标 before `locator`."""
    found = ""
    for table in audit.document.tables():
        for cell in table.cells:
            if fold(cell.text) == "一级指标":
                found = cell.locator
            if cell.locator == locator and found:
                return (found,)
    return (found,) if found else ()


@check(name="form-not-filled", severity=Severity.WARNING, category=Category.COMPLETENESS)
def forms_are_filled(audit: Audit) -> Iterator[Note]:
    """自评表应当填写完整、清晰可读.

    列出公开文件中空白或已损坏无法读取的自评表。
    """
    for form in audit.report.forms:
        unplaced = any(label == UNPLACED for label, _ in form.texts)
        if form.state is TableState.DESTROYED or (form.state is TableState.BLANK and not unplaced):
            what = "是空表，没有填写" if form.state is TableState.BLANK else "已损坏，无法读取"
            message = f"{form_name(form)}{what}（{place(form.locator)}）。"
            yield Note((form.locator,), form_name(form), message)


@check(name="reached-though-nothing-done", severity=Severity.ERROR, category=Category.SENSE)
def related_indicators_agree(audit: Audit) -> Iterator[Note]:
    """同一事项没有开展的，相关指标不应填写已达到.

    名称前几个字相同的指标为同一事项；其中两项以上实际完成为0，另有一项填写达到目标。
    """
    for form in audit.report.forms:
        done = [(row, goal, row.actual) for row in form.indicators if (goal := goal_value(row)) and row.actual]
        zero = [row for row, goal, actual in done if actual.value.number == 0 and (goal.value.number or 0) > 0]
        for row, goal, actual in done:
            if reached(goal.value, actual.value) is not True or actual.value.number == 0:
                continue
            same = [other for other in zero if other.name[:5] == row.name[:5] and len(row.name) > 5]
            if len(same) >= 2:
                listed = "、".join(f"“{other.name}”（{place(other.locator)}）" for other in same)
                message = f"{form_name(form)}指标“{row.name}”填写达到目标（{reached_value(actual)}），同一事项的{listed}实际完成为0。"
                yield Note((row.locator, *(item.locator for item in same)), form_name(form), message)


@check(name="same-text-in-several-forms", severity=Severity.INFO, category=Category.SENSE)
def analyses_are_not_copied(audit: Audit) -> Iterator[Note]:
    """不同项目的分析文字不应整段相同.

    整段照抄说明没有按项目分析。
    """
    seen: dict[str, tuple[SelfEvalForm, str]] = {}
    for form in audit.report.forms:
        for passage in audit.form_texts(form):
            text = fold(passage.text)
            if len(text) < 60:
                continue
            first = seen.setdefault(text, (form, passage.locator))
            if first[0] is not form and likeness(first[0].subject, form.subject) < 1:
                message = f"{form_name(form)}（{place(passage.locator)}）与{form_name(first[0])}（{place(first[1])}）有一段文字完全相同。"
                yield Note((passage.locator, first[1]), form_name(form), message)
