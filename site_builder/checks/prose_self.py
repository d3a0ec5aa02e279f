"""Explanations against themselves: shares, completion, growth, and totals with their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import takewhile

from site_builder.checks.arithmetic import HUNDRED, Operand, certain, is_number, operand, ratio_differs, sum_differs
from site_builder.checks.audit import Audit
from site_builder.checks.places import cited, place, plain
from site_builder.checks.prose_table import CURRENT, named, term
from site_builder.checks.registry import Category, Note, check
from site_builder.checks.statement_lines import TOTALS as TOTAL_LABELS
from site_builder.checks.statement_lines import sum_row
from site_builder.checks.sums import sum_note
from site_builder.figures import label_of
from site_builder.model.finding import Severity
from site_builder.model.report import Fact
from site_builder.numbers import rounded

Group = dict[str, Fact]
TOTALS = re.compile(r"合计|总计|总额|财政拨款支出$|^收入预算|^支出预算|^基本支出$|^固定资产")
NEAR = 12
FURTHER_KINDS = frozenset(
    {"remittance_to_superior", "operating_expenditure", "subsidy_to_subordinates", "reserve", "carried_forward"}
)
GROWTH = (("较上年增加额", "较上年增长率", -1), ("较上年减少额", "较上年下降率", 1))
PARTS = (
    ("基本支出", (("人员经费",), ("公用经费", "日常公用经费"))),
    ("支出预算 支出合计 本年支出合计 支出总额 总支出 支出", (("基本支出",), ("项目支出",))),
    (
        "收入预算 收入合计 总收入",
        (
            ("一般公共预算收入", "一般公共预算财政拨款收入"), ("基金预算收入", "政府性基金预算收入"), ("国有资本经营预算收入",),
            ("财政专户核拨收入", "财政专户管理资金收入"), ("单位资金收入",), ("上年结转结余", "上年结转"),
        ),
    ),
    ("政府采购支出总额", (("政府采购货物支出",), ("政府采购工程支出",), ("政府采购服务支出",))),
    (
        "三公经费财政拨款支出 三公经费支出 三公经费",
        (
            ("因公出国境费支出", "因公出国境费"), ("公务用车购置及运行维护费支出", "公务用车购置及运行维护费"),
            ("公务接待费支出", "公务接待费"),
        ),
    ),
)  # fmt: skip


def _groups(audit: Audit) -> list[tuple[str, str, Group]]:
    """Facts of the report's year about one subject at one place, by item."""
    found: dict[tuple[str, str], Group] = {}
    for fact in audit.report.summary:
        if fact.year not in (None, audit.report.year):
            continue  # what a change is measured against (比2023年决算数305.65万元增加)
        found.setdefault((fact.locator, fact.subject), {}).setdefault(fact.item, fact)
    return [(locator, subject, group) for (locator, subject), group in found.items()]


def _current(group: Group) -> Fact | None:
    return next((group[item] for item in CURRENT if item in group and is_number(group[item])), None)


@check(name="completion-differs", severity=Severity.ERROR, category=Category.PROSE)
def completion_is_final_by_budget(audit: Audit) -> Iterator[Note]:
    """完成预算的百分比应等于决算数除以预算数.

    情况说明写“年初预算……支出决算……完成年初预算的……%”，三个数应当对得上。
    """
    for _, subject, group in _groups(audit):
        for budget, share in (("年初预算", "完成年初预算"), ("全年预算", "完成全年预算"), ("预算数", "完成预算")):
            note = _ratio(subject, group.get(share), _current(group), group.get(budget), share)
            if note:
                yield note


def _ratio(subject: str, rate: Fact | None, part: Fact | None, whole: Fact | None, what: str) -> Note | None:
    found = ratio_differs(rate, part, whole)
    if found is None or rate is None or part is None or whole is None:
        return None
    message = f"数字不一致：“{subject}”{what}印为{cited(rate)}，按{cited(part)}除以{cited(whole)}计算为{plain(found.computed)}%。"
    return Note(
        (rate.locator, part.locator, whole.locator),
        subject,
        message,
        expected=plain(found.computed),
        actual=rate.value.text,
        difference=plain(rounded(found.gap)),
        facts=(rate.id, part.id, whole.id),
        certain=certain([rate, part, whole]),
        severity=_cut_off(rate, found.gap),
    )


@check(name="share-differs", severity=Severity.ERROR, category=Category.PROSE)
def share_is_part_of_whole(audit: Audit) -> Iterator[Note]:
    """占比应等于部分除以总额.

    情况说明写“某项……万元，占比……%”，按上文的总额计算；写明“占某某比重”的按该总额计算。
    """
    facts = [fact for fact in audit.report.summary if is_number(fact)]
    position = {fact.id: index for index, fact in enumerate(facts)}
    siblings = _shared_wholes(audit, facts, position)
    for _, subject, group in _groups(audit):
        part = _current(group)
        for item, rate in group.items():
            if part is None or not item.startswith("占") or not is_number(rate):
                continue
            before = facts[: position[part.id]]
            shared = siblings.get(part.locator)
            wholes = [shared] if shared is not None else _wholes(item, part, before)
            notes = [_ratio(subject, rate, part, whole, item) for whole in wholes]
            if not notes or not all(notes) or notes[0] is None:
                continue
            if shared is not None or not _fits_any(rate, part, before, audit):
                yield notes[0]


def _shared_wholes(audit: Audit, facts: Sequence[Fact], position: dict[str, int]) -> dict[str, Fact]:
    """By place, the total that all but one share of a list refer to: the last one refers to it as well."""
    shares: dict[str, list[tuple[Fact, Fact, list[Fact]]]] = {}
    for locator, _, group in _groups(audit):
        part, rate = _current(group), group.get("占比")
        if part is not None and is_number(rate) and rate is not None:
            wholes = _wholes("占比", part, facts[: position[part.id]])
            shares.setdefault(locator, []).append((rate, part, wholes))
    found: dict[str, Fact] = {}
    for locator, listed in shares.items():
        for whole in listed[0][2]:
            fits = sum(ratio_differs(rate, part, whole) is None for rate, part, _ in listed)
            enough = 1 if whole.locator == locator else 2
            if len(listed) > 1 and fits >= max(enough, len(listed) - 1):
                found[locator] = whole
                break
    return found


def _fits_any(rate: Fact, part: Fact, before: Sequence[Fact], audit: Audit) -> bool:
    """Whether the share fits any amount told before or any table's total: it then refers to that one."""
    totals = [fact for table in audit.report.tables if (row := sum_row(table)) for _, fact in row.cells]
    totals += [
        fact
        for table in audit.report.tables
        for row in table.rows
        if label_of(row.label) in TOTAL_LABELS
        for _, fact in row.cells
    ]
    return any(
        ratio_differs(rate, part, whole) is None
        for whole in (*before, *totals)
        if whole.value.number and whole.value.in_yuan() is not None and part.value.in_yuan() is not None
    )


def _wholes(item: str, part: Fact, before: Sequence[Fact]) -> list[Fact]:
    """Totals the share can refer to, the nearest first; nothing is reported unless it fits none of them."""
    before = [fact for fact in before if fact.item in CURRENT and fact.value.unit == part.value.unit]
    named = re.match(r"占(.+?)(?:的)?比[重例]", item)
    if named:
        return [fact for fact in reversed(before) if term(fact.subject) == term(named[1])][:1]
    amount = part.value.number or Decimal(0)
    totals = [fact for fact in reversed(before) if TOTALS.search(term(fact.subject))]
    return [fact for fact in totals[:NEAR] if (fact.value.number or Decimal(0)) >= amount]


@check(name="growth-differs", severity=Severity.ERROR, category=Category.PROSE)
def growth_follows_change(audit: Audit) -> Iterator[Note]:
    """增减率应等于增减额除以上年数.

    上年数＝本年数减去增加额（或加上减少额）；增减率＝增减额÷上年数。
    """
    for _, subject, group in _groups(audit):
        for change_item, rate_item, sign in GROWTH:
            note = _growth(subject, group, change_item, rate_item, sign)
            if note:
                yield note


def _growth(subject: str, group: Group, change_item: str, rate_item: str, sign: int) -> Note | None:
    current, change, rate = operand(_current(group)), operand(group.get(change_item)), operand(group.get(rate_item))
    if current is None or change is None or rate is None:
        return None
    previous = current.number + sign * change.number
    room = current.room + change.room
    if previous + room < 0:
        return _beyond_note(subject, current, change, rate)
    if previous - room <= 0:
        return None
    high = (change.number + change.room) / (previous - room) * HUNDRED + rate.room
    low = (change.number - change.room) / (previous + room) * HUNDRED - rate.room
    if low <= rate.number <= high:
        return None
    return _growth_note(subject, current, change, rate, rounded(change.number / previous * HUNDRED))


def _beyond_note(subject: str, current: Operand, change: Operand, rate: Operand) -> Note:
    """More was added than there is: last year's amount would be negative."""
    facts = [change.fact, current.fact, rate.fact]
    message = (
        f"数字不一致：“{subject}”本年{cited(current.fact)}，写明比上年增加{cited(change.fact)}，增加额大于本年数，"
        f"增长率却印为{cited(rate.fact)}。"
    )
    places, ids = tuple(fact.locator for fact in facts), tuple(fact.id for fact in facts)
    return Note(
        places, subject, message, f"≤{plain(current.number)}", change.fact.value.text, facts=ids, certain=certain(facts)
    )


def _growth_note(subject: str, current: Operand, change: Operand, rate: Operand, computed: Decimal) -> Note:
    facts = [current.fact, change.fact, rate.fact]
    message = (
        f"数字不一致：“{subject}”本年{cited(current.fact)}、比上年增减{cited(change.fact)}，增减率印为{cited(rate.fact)}，"
        f"按前两数计算为{plain(computed)}%。"
    )
    return Note(
        tuple(fact.locator for fact in (rate.fact, change.fact, current.fact)),
        subject,
        message,
        expected=plain(computed),
        actual=rate.fact.value.text,
        difference=plain(rounded(rate.number - computed)),
        facts=tuple(fact.id for fact in facts),
        certain=certain(facts),
        severity=_cut_off(rate.fact, rate.number - computed),
    )


def _cut_off(rate: Fact, gap: Decimal) -> Severity | None:
    """A percentage that differs by less than its last digit was most often cut off instead of rounded: told only."""
    return Severity.INFO if abs(gap) < Decimal(1).scaleb(-rate.value.decimals()) else None


@check(name="text-total-differs-from-its-parts", severity=Severity.ERROR, category=Category.PROSE)
def text_totals_add_up(audit: Audit) -> Iterator[Note]:
    """文字中的总额应等于其各组成部分之和.

    同一段文字写明总额和全部组成部分的：基本支出＝人员经费＋公用经费；支出＝基本支出＋项目支出；政府采购＝货物＋工程＋服务等。
    """
    places: dict[str, list[tuple[str, Fact]]] = {}
    for fact in audit.report.summary:
        if is_number(fact) and (fact.item in CURRENT or fact.value.in_yuan() is not None):
            places.setdefault(fact.locator, []).append((named(fact), fact))
    further = _further_kinds(audit)
    for locator, facts in places.items():
        for names, parts in PARTS:
            yield from _parts_note(locator, facts, names.split(), parts, further)
        yield from _vehicles([fact for _, fact in facts])


def _further_kinds(audit: Audit) -> list[Fact]:
    """Kinds of expenditure in the table that a sentence about 基本支出 and 项目支出 may leave out."""
    row = sum_row(table) if (table := audit.table("T3", "B3")) else None
    return [fact for name, fact in row.cells if name in FURTHER_KINDS and is_number(fact)] if row else []


def _parts_note(
    locator: str,
    facts: Sequence[tuple[str, Fact]],
    names: Sequence[str],
    parts: Sequence[Sequence[str]],
    further: Sequence[Fact],
) -> Iterator[Note]:
    for index, (name, total) in enumerate(facts):
        if name not in names:
            continue
        after = facts[index + 1 :]
        found = [next((fact for other, fact in after if other in spellings), None) for spellings in parts]
        whole_split = all(found) if len(parts) <= 3 else _covers_all(after, parts, found)
        note = sum_note(
            name,
            total,
            found,
            f"文字写的“{total.subject if total.item in CURRENT else total.item}”应等于各组成部分之和",
        )
        if whole_split and note and sum_differs(total, [*found, *further]) is not None:
            yield note
        return


def _covers_all(
    after: Sequence[tuple[str, Fact]], parts: Sequence[Sequence[str]], found: Sequence[Fact | None]
) -> bool:
    """A long list of kinds of income is whole when no further kind stands beside it."""
    known = {spelling for spellings in parts for spelling in spellings}
    others = [name for name, _ in after if re.search(r"收入|结转|结余", name) and name not in known]
    return sum(fact is not None for fact in found) >= 2 and not others


def _vehicles(facts: Sequence[Fact]) -> Iterator[Note]:
    at = next((index for index, fact in enumerate(facts) if term(fact.subject) == "车辆"), None)
    total = facts[at] if at is not None else None
    behind = facts[at + 1 :] if at is not None else ()
    parts = list(
        takewhile(lambda fact: term(fact.subject).endswith("用车") and fact.value.unit == "辆", behind)
    )  # those to be bought are listed the same way further on
    note = sum_note("车辆", total, parts, "车辆总数应等于各类用车之和") if total and len(parts) > 1 else None
    if note:
        yield note


@check(name="spending-over-initial-budget", severity=Severity.INFO, category=Category.PROSE)
def over_budget_is_explained(audit: Audit) -> Iterator[Note]:
    """支出决算超过年初预算的，列出供读者了解.

    年中追加预算是正常情况，此处只列出完成年初预算超过100%的项目。
    """
    for _, subject, group in _groups(audit):
        rate = group.get("完成年初预算")
        if rate is not None and rate.value.number is not None and rate.value.number > HUNDRED:
            yield Note(
                (rate.locator,),
                subject,
                f"“{subject}”支出决算完成年初预算的{cited(rate)}，超过年初预算。",
                facts=(rate.id,),
            )


@check(name="growth-beside-staff-change", severity=Severity.WARNING, category=Category.PROSE)
def growth_fits_its_reason(audit: Audit) -> Iterator[Note]:
    """增长的原因应与增长幅度相称.

    只陈述事实：支出增长超过三成，写明的原因只是增加了少数人员（不到全部人员的5%）。
    """
    staff = _staff(audit)
    for _, subject, group in _groups(audit):
        rate, more = group.get("较上年增长率"), group.get("增加人员数")
        if rate is None or more is None or not staff or rate.value.number is None or more.value.number is None:
            continue
        if rate.value.number > 30 and more.value.number * 20 < staff:
            message = (
                f"“{subject}”比上年增长{cited(rate)}，写明的原因是增加{cited(more)}；全部在职人员约{plain(staff)}人，"
                f"增加的人员约占{plain(rounded(more.value.number / staff * HUNDRED, '0.1'))}%。"
            )
            yield Note((rate.locator,), subject, message, facts=(rate.id, more.id))


def _staff(audit: Audit) -> Decimal:
    """The staff on post that the text states: those in all less the retired."""
    for passage in audit.prose():
        match = re.search(r"(?:实有|在职|现有)(?:人员|职工|人数)*(?:共|为)?(\d+)[名人]", passage.text)
        if match:
            retired = re.search(r"退休(?:人员)?(\d+)[名人]", passage.text[match.end() :])
            return Decimal(match[1]) - (Decimal(retired[1]) if retired else 0)
    return Decimal(0)


@check(name="account-said-to-be-wrong", severity=Severity.WARNING, category=Category.PROSE)
def accounts_are_right(audit: Audit) -> Iterator[Note]:
    """文字自述科目使用有误的，列出供核对.

    情况说明的原因中写明“科目错误”，而报表仍按该科目列示。
    """
    for passage in audit.prose():
        match = re.search(r"科目(?:使用)?(?:错误|有误|用错)|列错科目", passage.text)
        if match:
            at = passage.locator_at(match.start())
            message = f"情况说明自述“{match[0]}”（{place(at)}），报表仍按原科目列示，需要核对。"
            yield Note((at,), audit.report.department, message)
