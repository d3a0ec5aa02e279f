"""Money rows of self-evaluation forms: rate, balance, funding sources, score of execution (F14)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from site_builder.checks.arithmetic import certain, operand, ratio_differs
from site_builder.checks.audit import Audit, Passage
from site_builder.checks.form_fields import form_name, sources, total_money
from site_builder.checks.places import cited, place, plain
from site_builder.checks.prose_numbers import tells_row
from site_builder.checks.registry import Category, Note, check
from site_builder.checks.repair import find_repair, propose_repair
from site_builder.checks.sums import merged, sum_note
from site_builder.model.finding import Severity
from site_builder.model.report import Fact, MoneyRow, SelfEvalForm
from site_builder.numbers import rounded

MONEY_COLUMNS = ("initial_declared", "initial_budget", "adjusted_budget", "executed", "balance")
TEN = Decimal(10)
OTHER_POINTS = tuple(map(Decimal, (20, 15, 5, 30)))
"""What execution weighs in some places; a form that prints no weight may mean any of these."""
SPENDING = frozenset({"基本支出", "项目支出"})


@check(name="execution-rate-differs", severity=Severity.ERROR, category=Category.FORMS)
def rate_is_executed_by_budget(audit: Audit) -> Iterator[Note]:
    """执行率应等于全年执行数除以全年预算数.

    自评表填报说明：执行率是全年执行数与全年（调整后）预算数相比，不是与年初预算数相比。
    """
    for form in audit.report.forms:
        yield from merged(note for row in form.money if (note := _rate_note(form, row)))


def _rate_note(form: SelfEvalForm, row: MoneyRow) -> Note | None:
    """A rate that differs, with the balance of the same row when that differs too: one slip often breaks both."""
    rate, executed = row.get("execution_rate"), row.get("executed")
    budget = row.get("adjusted_budget") or row.get("initial_budget")
    found = ratio_differs(rate, executed, budget)
    if found is None or rate is None or executed is None or budget is None:
        return None
    initial = ratio_differs(rate, executed, row.get("initial_budget")) is None and row.get("initial_budget") is not None
    hint = "（印出的执行率与按年初预算数计算的结果相符）" if initial else ""
    balance = row.get("balance") if _balance_note(form, row) else None
    also = f"；结余印为{cited(balance)}，与预算数减执行数也不相等" if balance else ""
    message = (
        f"数字不一致：{form_name(form)}“{row.label}”执行率印为{cited(rate)}，按全年执行数{cited(executed)}除以预算数"
        f"{cited(budget)}计算为{plain(found.computed)}%{hint}{also}。"
    )
    facts = [rate, executed, budget, *([balance] if balance else [])]
    return Note(
        (*(fact.locator for fact in facts), *_repeated_in_text(form, rate, executed, budget)),
        form_name(form),
        message,
        expected=plain(found.computed),
        actual=rate.value.text,
        difference=plain(rounded(found.gap)),
        facts=tuple(fact.id for fact in facts),
        certain=certain(facts),
        proposal=propose_repair(row),
        suspect=find_repair(row),
    )


def _repeated_in_text(form: SelfEvalForm, rate: Fact, executed: Fact, budget: Fact) -> Iterator[str]:
    """Places of the form's texts that tell the same three numbers again."""
    for _, fact in form.texts:
        if tells_row(Passage(fact.value.text, None, fact, form), rate, executed, budget):
            yield fact.locator


@check(name="rate-of-nothing", severity=Severity.INFO, category=Category.FORMS)
def rate_needs_a_budget(audit: Audit) -> Iterator[Note]:
    """预算数为0时不应有执行率.

    除数为零时执行率没有意义，应留空或填“—”。
    """
    for form in audit.report.forms:
        found = [
            (row.label, rate, budget)
            for row in form.money
            if (rate := row.get("execution_rate")) and (budget := row.get("adjusted_budget"))
            if rate.value.number is not None and budget.value.number == 0
        ]
        if found:
            names = "、".join(f"“{label}”" for label, _, _ in found)
            _, rate, budget = found[0]
            message = f"{form_name(form)}{names}全年预算数为{cited(budget)}，执行率印为{cited(rate)}，除数为零，执行率没有意义。"
            facts = [fact for _, *pair in found for fact in pair]
            yield Note(
                tuple(fact.locator for fact in facts), form_name(form), message, "", rate.value.text, "",
                tuple(fact.id for fact in facts),
            )  # fmt: skip


@check(name="balance-differs", severity=Severity.ERROR, category=Category.FORMS)
def balance_is_budget_less_executed(audit: Audit) -> Iterator[Note]:
    """资金结余应等于全年预算数减全年执行数.

    自评表资金栏：结（转）余＝全年预算数－全年执行数。
    """
    for form in audit.report.forms:
        rows = [row for row in form.money if _rate_note(form, row) is None]
        yield from merged(note for row in rows if (note := _balance_note(form, row)))


def _balance_note(form: SelfEvalForm, row: MoneyRow) -> Note | None:
    if row.get("executed") is None:
        return None
    formula = f"{form_name(form)}“{row.label}”结余应等于全年预算数减全年执行数"
    note = sum_note(
        form_name(form), row.get("balance"), [row.get("adjusted_budget")], formula, less=[row.get("executed")]
    )
    return replace(note, proposal=propose_repair(row), suspect=find_repair(row)) if note else None


@check(name="funding-differs-from-total", severity=Severity.ERROR, category=Category.FORMS)
def sources_make_total(audit: Audit) -> Iterator[Note]:
    """资金总额应等于各项资金来源之和.

    自评表资金栏：总额＝财政拨款＋上年结转＋其他资金（各栏分别相加）。
    """
    for form in audit.report.forms:
        total = total_money(form)
        parts = sources(form)
        if total is None or not parts:
            continue
        for column in MONEY_COLUMNS:
            formula = f"{form_name(form)}资金总额应等于各项资金来源之和"
            note = sum_note(form_name(form), total.get(column), [row.get(column) for row in parts], formula)
            if note:
                yield note


@check(name="funding-split-differs-from-total", severity=Severity.ERROR, category=Category.FORMS)
def splits_make_total(audit: Audit) -> Iterator[Note]:
    """按收入性质、按支出性质分列的资金应等于年度资金总额.

    部门整体支出绩效自评表：一般公共预算、政府性基金、专户管理资金、其他资金之和，以及基本支出与项目支出之和，均应等于年度资金总额。
    """
    for form in audit.report.forms:
        total = total_money(form)
        amounts = [row for row in form.money if row.get("amount") is not None and row is not total]
        if total is None:
            continue
        for spending in (True, False):
            rows = [row for row in amounts if (row.label in SPENDING) is spending]
            note = _split_note(form, total, [row.get("amount") for row in rows])
            if note and len(rows) > 1:
                yield note


def _split_note(form: SelfEvalForm, total: MoneyRow, parts: list[Fact | None]) -> Note | None:
    """The split may be of the budget or of what was executed; it is reported when it equals neither."""
    formula = f"{form_name(form)}分列的资金之和应等于年度资金总额"
    wholes = [total.get(column) for column in ("executed", "adjusted_budget", "initial_budget")]
    notes = [sum_note(form_name(form), whole, parts, formula) for whole in wholes if whole is not None]
    return notes[0] if notes and all(notes) else None


@check(name="execution-score-differs", severity=Severity.WARNING, category=Category.FORMS)
def score_follows_rate(audit: Audit) -> Iterator[Note]:
    """预算执行率得分一般等于分值乘以执行率.

    财政部项目支出绩效评价管理办法（财预〔2020〕10号）：预算执行率分值一般为10分，按执行率计算得分；地方另有规定的从其规定。
    """
    for form in audit.report.forms:
        row = total_money(form)
        if row is None:
            continue
        score, rate = operand(row.get("score")), operand(row.get("execution_rate"))
        weight = operand(row.get("weight"))
        points = [weight.number] if weight else [TEN, *OTHER_POINTS]
        if score is None or rate is None or score.number > points[0]:
            continue
        room = score.room * 2 + rate.room * points[0] / Decimal(100)
        if all(abs(score.number - _due(one, rate.number)) > room for one in points):
            yield _score_note(form, score.fact, rate.fact, _due(points[0], rate.number))


def _due(points: Decimal, rate: Decimal) -> Decimal:
    return min(points, points * rate / Decimal(100))


def _score_note(form: SelfEvalForm, score: Fact, rate: Fact, expected: Decimal) -> Note:
    message = f"{form_name(form)}预算执行得分为{cited(score)}，执行率为{cited(rate)}，按分值乘执行率计算为{plain(rounded(expected))}分。"
    return Note(
        (score.locator, rate.locator),
        form_name(form),
        message,
        expected=plain(rounded(expected)),
        actual=score.value.text,
        facts=(score.id, rate.id),
        certain=certain([score, rate]),
    )


@check(name="rate-above-hundred", severity=Severity.WARNING, category=Category.FORMS)
def executed_within_budget(audit: Audit) -> Iterator[Note]:
    """全年执行数一般不超过全年预算数.

    预算法第十三条：各级政府、各部门、各单位的支出必须以经批准的预算为依据，未列入预算的不得支出。
    """
    for form in audit.report.forms:
        told: set[tuple[Decimal, Decimal]] = set()
        for row in form.money:
            executed, budget = operand(row.get("executed")), operand(row.get("adjusted_budget"))
            if executed is None or budget is None or (executed.number, budget.number) in told or _rate_note(form, row):
                continue
            if executed.number > budget.number + executed.room + budget.room:
                told.add((executed.number, budget.number))
                message = f"{form_name(form)}“{row.label}”全年执行数{cited(executed.fact)}大于全年预算数{cited(budget.fact)}。"
                yield Note(
                    (executed.fact.locator, budget.fact.locator),
                    form_name(form),
                    message,
                    facts=(executed.fact.id, budget.fact.id),
                    certain=certain([executed.fact, budget.fact]),
                )


@check(name="budget-cut-deeply", severity=Severity.WARNING, category=Category.SENSE)
def adjusted_far_from_initial(audit: Audit) -> Iterator[Note]:
    """全年预算数与年初预算数相差一半以上时应说明原因.

    执行率按调整后的预算计算，大幅调减预算会使执行率看起来较高；此处只并列两个数字。
    """
    for form in audit.report.forms:
        row = total_money(form)
        if row is None:
            continue
        initial, adjusted = operand(row.get("initial_budget")), operand(row.get("adjusted_budget"))
        executed = row.get("executed")
        if initial is None or adjusted is None or initial.number <= 0 or adjusted.number * 2 >= initial.number:
            continue
        spent = operand(executed)
        share = f"，全年执行数相当于年初预算数的{plain(rounded(spent.number / initial.number * 100))}%" if spent else ""
        others = [item.locator for item in form.money if item is not row]
        message = f"{form_name(form)}年初预算数{cited(initial.fact)}，全年预算数调整为{cited(adjusted.fact)}{share}，资金栏没有说明调整原因。"
        yield Note(
            (adjusted.fact.locator, *others[:1]), form_name(form), message, facts=(initial.fact.id, adjusted.fact.id)
        )


@check(name="budget-raised-much", severity=Severity.INFO, category=Category.SENSE)
def adjusted_far_above_initial(audit: Audit) -> Iterator[Note]:
    """全年预算数比年初预算数增加一半以上的，列出供读者了解.

    年中追加预算是正常情况，此处只并列两个数字。
    """
    for form in audit.report.forms:
        row = total_money(form)
        initial, adjusted = (operand(row.get(name)) if row else None for name in ("initial_budget", "adjusted_budget"))
        if initial is None or adjusted is None or initial.number <= 0 or adjusted.number * 2 < initial.number * 3:
            continue
        more = plain(rounded((adjusted.number / initial.number - 1) * 100))
        message = f"{form_name(form)}年初预算数{cited(initial.fact)}，全年预算数{cited(adjusted.fact)}，增加{more}%。"
        yield Note(
            (adjusted.fact.locator, initial.fact.locator),
            form_name(form),
            message,
            facts=(initial.fact.id, adjusted.fact.id),
        )


@check(name="declared-differs-from-budgeted", severity=Severity.INFO, category=Category.FORMS)
def declared_equals_budgeted(audit: Audit) -> Iterator[Note]:
    """目标申报数与预算编制数一般应一致.

    自评表备注：目标申报数与预算编制数为并列关系，数据分别来自目标申报表和预算支出明细表。
    """
    for form in audit.report.forms:
        row = total_money(form)
        if row is None:
            continue
        declared, budgeted = operand(row.get("initial_declared")), operand(row.get("initial_budget"))
        if declared and budgeted and abs(declared.number - budgeted.number) > declared.room + budgeted.room:
            message = f"{form_name(form)}目标申报数{cited(declared.fact)}与预算编制数{cited(budgeted.fact)}不同（{place(row.locator)}）。"
            yield Note((declared.fact.locator,), form_name(form), message, facts=(declared.fact.id, budgeted.fact.id))
