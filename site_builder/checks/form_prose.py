"""What the boxes of a form say, against the numbers in the same form (F16)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from site_builder.checks.arithmetic import HUNDRED, Operand, operand
from site_builder.checks.audit import Audit, Passage
from site_builder.checks.form_fields import form_name, goal_value, is_cost, reached, total_money
from site_builder.checks.places import cited, place, plain, reached_value
from site_builder.checks.prose_numbers import (
    BUDGET,
    MONEY,
    PERCENT,
    RATE,
    SPENT,
    Said,
    find_said,
    first_said,
    sentences,
    tells_row,
)
from site_builder.checks.registry import Category, Note, check
from site_builder.checks.similarity import shared_pairs
from site_builder.model.finding import Severity
from site_builder.model.report import Fact, Indicator, SelfEvalForm
from site_builder.model.value import Value
from site_builder.numbers import rounded

DONE_OF = re.compile(r"(?P<number>(?<!\d)\d{1,9})(?P<unit>[\u4e00-\u9fff]{1,2})[(（](?:目标|计划)(?P<goal>\d{1,9})")
PLANNED = re.compile(
    r"(?:计划|应)(?:举办|开展|组织|培训|召开|完成|检查)?(?P<goal>\d+)(?P<unit>[次场期人家个])(?P<noun>[\u4e00-\u9fff]{0,4})"
    r"[,，]\s*实际(?:完成|开展|举办|培训|检查)?(?P<number>\d+)"
)
COMPLETE = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,12}(?:完成率|覆盖率))(?:达到了?|为|达|[:：])?100\s*[%％]")
ARRIVED = re.compile(r"(?:实际|资金)到位(?:资金)?(?:共计|共|了|为|是|[:：])?\s*" + MONEY)
SATISFIED = re.compile(
    r"满意度(?:(?:评价|调查)?(?:结果)?(?:显示)?[,，]?(?:总体|综合)?(?:满意度)?)(?:为|是|达到了?|达|[:：])?\s*≥?"
    + PERCENT
)
SHORTEST_NAME = 3
SLIP = Decimal(10_000)
BEYOND = re.compile(r"超额完成|全部完成|圆满完成|均已完成")
_MEASURE = re.compile(r"(?:人数|次数|数量|个数|户数|家数|台数|数)$")
INTERNAL_ROOM = Decimal("0.01")


def _passages(audit: Audit) -> Iterator[tuple[SelfEvalForm, Passage]]:
    for form in audit.report.forms:
        for passage in audit.form_texts(form):
            yield form, passage


@check(name="rate-in-text-differs-from-form", severity=Severity.ERROR, category=Category.PROSE)
def rate_in_text_agrees(audit: Audit) -> Iterator[Note]:
    """文字中的预算执行率应与表中的执行率一致.

    同一张自评表内，分析文字引用的执行率应与资金栏一致。
    """
    for form, passage in _passages(audit):
        row = total_money(form)
        rate = operand(row.get("execution_rate")) if row else None
        if rate is None:
            continue
        for told in find_said(passage, RATE):
            if abs(told.number - rate.number) > told.room + rate.room:
                yield _differs(form, told, rate.fact, "执行率", f"{told.printed}%")


@check(name="amount-in-text-differs-from-form", severity=Severity.ERROR, category=Category.PROSE)
def amounts_in_text_agree(audit: Audit) -> Iterator[Note]:
    """文字中的预算和支出金额应与表中一致.

    分析文字引用的预算资金、实际支出应与资金栏的全年（或年初）预算数、全年执行数一致，元与万元换算后比较。
    """
    for form, passage in _passages(audit):
        for pattern, columns, name in (
            (BUDGET, ("adjusted_budget", "initial_budget", "initial_declared"), "预算数"),
            (SPENT, ("executed",), "全年执行数"),
            (ARRIVED, ("adjusted_budget", "initial_budget", "initial_declared", "executed"), "到位资金"),
        ):
            told = first_said(passage, pattern)
            facts = [fact for row in form.money for column in columns if (fact := row.get(column))]
            known = [found for fact in facts if (found := operand(fact))]
            if told is None or not known:
                continue
            if all(abs(told.number - item.number) > told.room + item.room for item in known):
                yield _with_hint(_differs(form, told, known[0].fact, name, told.printed), form, told)


def _with_hint(note: Note, form: SelfEvalForm, told: Said) -> Note:
    """Spending that equals the balance is most often the balance; ten thousand times an amount is a slip of the unit."""
    amounts = [found for row in form.money for _, fact in row.cells if (found := operand(fact))]
    if any(_slipped(told, item) for item in amounts):
        return replace(note, message=note.message[:-1] + "；两数相差一万倍，可能把元写成了万元或把万元写成了元。")
    balances = [found for row in form.money if (found := operand(row.get("balance")))]
    same = any(abs(told.number - item.number) <= told.room + item.room and told.number for item in balances)
    return replace(note, message=note.message[:-1] + "；文字中的数与表中的结余相同。") if same else note


def _slipped(told: Said, item: Operand) -> bool:
    return any(
        item.number and told.number and abs(told.number * factor - item.number) <= told.room * factor + item.room
        for factor in (SLIP, 1 / SLIP)
    )


def _differs(form: SelfEvalForm, told: Said, fact: Fact, name: str, printed: str) -> Note:
    message = f"数字不一致：{form_name(form)}文字写{name}为{printed}（{place(told.locator)}），表中为{cited(fact)}。"
    return Note(
        (told.locator, fact.locator),
        form_name(form),
        message,
        expected=fact.value.text,
        actual=printed,
        facts=(fact.id,),
        certain=fact.certain,
    )


@check(name="rate-in-text-differs-from-its-amounts", severity=Severity.ERROR, category=Category.PROSE)
def rate_follows_its_amounts(audit: Audit) -> Iterator[Note]:
    """同一段文字中的执行率应等于实际支出除以预算资金.

    一段文字同时写明预算资金、实际支出和执行率时，三者应当对得上。
    """
    for passage in audit.passages():
        budget, spent, rate = (first_said(passage, pattern) for pattern in (BUDGET, SPENT, RATE))
        if budget is None or spent is None or rate is None or budget.number - budget.room <= 0:
            continue
        if passage.form is None and max(item.start for item in (budget, spent, rate)) - budget.start > 120:
            continue
        if passage.form is not None and _repeats_table(passage.form, passage):
            continue
        high = (spent.number + spent.room) / (budget.number - budget.room) * HUNDRED + rate.room
        low = (spent.number - spent.room) / (budget.number + budget.room) * HUNDRED - rate.room
        if not low <= rate.number <= high:
            computed = rounded(spent.number / budget.number * HUNDRED)
            subject = form_name(passage.form) if passage.form else audit.report.department
            message = (
                f"数字不一致：{place(rate.locator)}文字写预算{budget.printed}、实际支出{spent.printed}、执行率{rate.printed}%，"
                f"按前两数计算执行率为{plain(computed)}%。"
            )
            yield Note((rate.locator,), subject, message, plain(computed), rate.printed, plain(rate.number - computed))


def _repeats_table(form: SelfEvalForm, passage: Passage) -> bool:
    """Whether the text tells the money row's own numbers again: what is wrong with them is told there."""
    for row in form.money:
        rate, executed, budget = (row.get(name) for name in ("execution_rate", "executed", "adjusted_budget"))
        if rate and executed and budget and tells_row(passage, rate, executed, budget):
            return True
    return False


@check(name="indicator-in-text-differs-from-form", severity=Severity.ERROR, category=Category.PROSE)
def indicators_in_text_agree(audit: Audit) -> Iterator[Note]:
    """文字中写明的指标完成数应与指标表中的实际完成值一致.

    分析文字点名的指标，其完成数应与指标行的实际完成值相同；写明的计划数应与目标值相同。
    """
    for form, passage in _passages(audit):
        for row in form.indicators:
            yield from _named_value(form, row, passage)
            yield from _counted_at_once(form, row, passage)
        yield from _planned_value(form, passage)
        yield from _satisfaction(form, passage)


def _named_value(form: SelfEvalForm, row: Indicator, passage: Passage) -> Iterator[Note]:
    """Sentences that name an indicator and say what was done: the number, or the sum of several."""
    if row.actual is None or row.actual.value.number is None or len(row.name) < 4 or not row.actual.value.unit:
        return
    unit = re.escape(row.actual.value.unit)
    if row.actual.value.unit in ("元", "万元", "年", "月", "%"):
        return
    for start, sentence in sentences(passage.text):
        at = sentence.find(row.name)
        if at < 0:
            continue
        tail = re.split(r"偏差|原因|比上年|较上年", sentence[at:])[0]
        done = tail.partition("实际")[2]
        numbers = [Decimal(found) for found in re.findall(rf"(\d+(?:\.\d+)?)\s*{unit}", done)]
        agreed = any(_agrees(row.actual.value, number) for number in (*numbers, sum(numbers, Decimal(0))))
        if numbers and not agreed:
            told = Said(
                sum(numbers, Decimal(0)), Decimal(0), "、".join(map(plain, numbers)), passage.locator_at(start), at
            )
            yield _indicator_note(form, row, told, row.actual, "实际完成")


def _agrees(printed: Value, told: Decimal) -> bool:
    """Whether the number told is the printed one, or lies within a bound written in its place (“≥0人”)."""
    number = printed.number
    if number is None or told == number:
        return number is not None
    return (printed.comparator in ("≥", ">") and told > number) or (printed.comparator in ("≤", "<") and told < number)


def _counted_at_once(form: SelfEvalForm, row: Indicator, passage: Passage) -> Iterator[Note]:
    """“使用无人机1架” against the indicator 无人机 counted in 架: the name with its number right behind it."""
    actual, goal = row.actual, goal_value(row)
    if actual is None or actual.value.number is None or not actual.value.unit or len(row.name) < SHORTEST_NAME:
        return
    unit = re.escape(actual.value.unit)
    if actual.value.unit in ("元", "万元", "年", "月", "%") or re.search(rf"实际[^，。；;]*\d\s*{unit}", passage.text):
        return
    pattern = re.compile(rf"{re.escape(row.name)}(?:共|共计|为|是|达到?|[:：])?(?P<number>\d+(?:\.\d+)?)\s*{unit}")
    told = [Decimal(match["number"]) for match in pattern.finditer(passage.text)]
    match = pattern.search(passage.text)
    agreed = any(_agrees(actual.value, number) for number in (*told, sum(told, Decimal(0))))
    if match is None or agreed or (goal and goal.value.number in told):
        return
    said = Said(told[0], Decimal(0), match["number"] + actual.value.unit, passage.locator_at(match.start()), 0)
    yield _indicator_note(form, row, said, actual, "实际完成")


def _satisfaction(form: SelfEvalForm, passage: Passage) -> Iterator[Note]:
    """A satisfaction told in words against the form's only satisfaction indicator."""
    rows = [row for row in form.indicators if "满意" in row.name and row.actual and row.actual.value.unit == "%"]
    if len(rows) != 1 or rows[0].actual is None or rows[0].actual.value.number is None:
        return
    row, actual, goal = rows[0], rows[0].actual, goal_value(rows[0])
    told = list(find_said(passage, SATISFIED))
    known = [fact.value.number for fact in (actual, goal) if fact is not None]
    if told and all(said.number not in known for said in told):
        yield _indicator_note(form, row, replace(told[0], printed=f"{told[0].printed}%"), actual, "")


def _planned_value(form: SelfEvalForm, passage: Passage) -> Iterator[Note]:
    """“计划开展1次演练，实际完成1次” against the indicator about 演练 counted in the same unit."""
    for match in PLANNED.finditer(passage.text):
        context = passage.text[max(0, match.start() - 8) : match.start()] + match["noun"]
        row = _about(form, context, match["unit"])
        goal = goal_value(row) if row else None
        if row is None or goal is None or goal.value.number is None:
            continue
        told = Said(
            Decimal(match["goal"]), Decimal(0), match["goal"] + match["unit"], passage.locator_at(match.start()), 0
        )
        if told.number != goal.value.number:
            yield _indicator_note(form, row, told, goal, "计划")
        done = Decimal(match["number"])
        if row.actual is not None and row.actual.value.number is not None and not _agrees(row.actual.value, done):
            told = Said(done, Decimal(0), match["number"] + match["unit"], passage.locator_at(match.start()), 0)
            yield _indicator_note(form, row, told, row.actual, "实际完成")


def _about(form: SelfEvalForm, words: str, unit: str) -> Indicator | None:
    """The only indicator counted in `unit` whose name shares a pair of characters with the words."""
    rows = [
        row
        for row in form.indicators
        if (goal := goal_value(row)) and goal.value.unit == unit and shared_pairs(row.name, words)
    ]
    return rows[0] if len(rows) == 1 else None


def _indicator_note(form: SelfEvalForm, row: Indicator, told: Said, fact: Fact, what: str) -> Note:
    message = f"数字不一致：{form_name(form)}文字写“{row.name}”{what}{told.printed}（{place(told.locator)}），指标表中为{cited(fact)}。"
    return Note(
        (fact.locator, told.locator),
        form_name(form),
        message,
        expected=fact.value.text,
        actual=told.printed,
        facts=(fact.id,),
        certain=row.certain and fact.certain,
    )


@check(name="completion-claimed-though-missed", severity=Severity.ERROR, category=Category.PROSE)
def claims_follow_numbers(audit: Audit) -> Iterator[Note]:
    """没有达到目标的，文字不应写成全部或超额完成.

    同一段文字里写明完成数低于目标数，又写“超额完成”“全部完成”的，两处说法不一致。
    """
    for form, passage in _passages(audit):
        missed = [m for m in DONE_OF.finditer(passage.text) if int(m["number"]) < int(m["goal"])]
        claim = BEYOND.search(passage.text)
        if missed and claim:
            told = missed[0]
            message = (
                f"{form_name(form)}文字写完成{told['number']}{told['unit']}、目标{told['goal']}{told['unit']}，"
                f"同一段又写“{claim[0]}”（{place(passage.locator_at(told.start()))}）。"
            )
            yield Note((passage.locator_at(told.start()), passage.locator_at(claim.start())), form_name(form), message)


@check(name="completion-rate-beside-missed-quantity", severity=Severity.WARNING, category=Category.SENSE)
def completion_rates_follow_quantity(audit: Audit) -> Iterator[Note]:
    """数量没有达到目标的，完成率、覆盖率不宜填100%.

    数量指标未达到目标，而同一事项的完成率、覆盖率写100%，两处说法需要核对。
    """
    for form in audit.report.forms:
        missed = [row for row in form.indicators if _missed_quantity(row)]
        for row in missed:
            for other in form.indicators:
                if other is not row and _same_matter(row, other) and _is_full(other):
                    yield _rate_beside(form, row, other.name, other.locator)
        for passage in audit.form_texts(form):
            for match in COMPLETE.finditer(passage.text):
                about = [row for row in missed if _is_about(row, match, passage.text)]
                if about:
                    yield _rate_beside(form, about[0], match["name"], passage.locator_at(match.start()))


def _is_about(row: Indicator, match: re.Match[str], text: str) -> bool:
    """Whether a rate of 100 % is of a missed quantity: the names are alike, or the same sentence tells its number."""
    if len(shared_pairs(row.name, match["name"][:-3])) >= 2:
        return True
    sentence = max(text.rfind(mark, 0, match.start()) for mark in "。；;") + 1
    done = row.actual.value if row.actual else None
    if done is None or done.number is None or not done.unit or not done.number:
        return False
    return bool(re.search(rf"(?<![\d.]){re.escape(plain(done.number) + done.unit)}", text[sentence : match.start()]))


def _missed_quantity(row: Indicator) -> bool:
    goal = goal_value(row)
    if goal is None or row.actual is None or goal.value.unit == "%" or is_cost(row):
        return False
    return reached(goal.value, row.actual.value) is False


def _same_matter(row: Indicator, other: Indicator) -> bool:
    if other.name == row.name:
        return True
    stem = _MEASURE.sub("", row.name)
    return len(stem) >= 4 and other.name in (row.name + "完成率", row.name + "覆盖率", stem + "完成率", stem + "覆盖率")


def _is_full(row: Indicator) -> bool:
    return row.actual is not None and row.actual.value.unit == "%" and row.actual.value.number == HUNDRED


def _rate_beside(form: SelfEvalForm, row: Indicator, name: str, locator: str) -> Note:
    goal = goal_value(row)
    done = f"目标{cited(goal)}、实际{reached_value(row.actual)}" if goal and row.actual else ""
    message = f"{form_name(form)}“{row.name}”{done}，而“{name}”写100%（{place(locator)}），需要核对。"
    return Note((locator, row.locator), form_name(form), message)


@check(name="result-repeats-target", severity=Severity.WARNING, category=Category.SENSE)
def results_are_not_targets(audit: Audit) -> Iterator[Note]:
    """实际完成情况应写完成数，不应照抄目标数.

    指标未达到目标，而“实际完成情况”里写的仍是目标数。
    """
    for form in audit.report.forms:
        for goal in form.goals:
            if goal.actual is None:
                continue
            for row in form.indicators:
                target = goal_value(row)
                if target is None or row.actual is None or not _missed_quantity(row) or not target.value.unit:
                    continue
                number, unit = target.value.number, target.value.unit
                done = row.actual.value.number
                if number is None or done is None or len(plain(number)) < 2:
                    continue
                text = goal.actual.value.text
                if re.search(rf"(?<!\d){re.escape(plain(number) + unit)}", text) and f"{plain(done)}{unit}" not in text:
                    message = (
                        f"{form_name(form)}“实际完成情况”（{place(goal.actual.locator)}）写的是{plain(number)}{unit}，"
                        f"指标“{row.name}”目标{cited(target)}，实际{reached_value(row.actual)}。"
                    )
                    yield Note((goal.actual.locator, row.locator), form_name(form), message, facts=(row.actual.id,))
