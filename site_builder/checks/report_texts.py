"""A report's own statements against each other: budget in and out, assets and their kinds, score, dates, names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from site_builder.checks.arithmetic import certain, is_number, operands, sum_differs
from site_builder.checks.audit import Audit
from site_builder.checks.places import cited, place, plain
from site_builder.checks.prose_table import named
from site_builder.checks.registry import Category, Note, check
from site_builder.model.document import Paragraph
from site_builder.model.finding import Severity
from site_builder.model.report import Fact, ReportKind
from site_builder.text import fold

PROSE_KINDS = (ReportKind.SELF_EVAL_REPORT, ReportKind.EVALUATION_REPORT)
ASSETS = frozenset({"固定资产", "固定资产原值", "固定资产总额", "固定资产账面原值"})
_ASSET_KIND = re.compile(
    r"^(?:其中)?(?:土地、?)?(?:房屋|通用设备|专用设备|设备|家具|文物|陈列品|图书|特种动植物|车辆|物资)[\u4e00-\u9fff、和及]*$"
)
MOST_KINDS = 3
_AREA_WORDS = re.compile(r"[省市县区旗州盟]")
_SCORED = re.compile(r"得分|评分|打分|满分")
_SCORE = re.compile(r"(?:得分|总分|评分|自评分)[^，。；;0-9≥≤<>＞＜=]{0,8}\d+(?:\.\d+)?\s*分?(?!以[上下])")


@check(name="budget-income-differs-from-spending", severity=Severity.WARNING, category=Category.PROSE)
def budget_is_balanced(audit: Audit) -> Iterator[Note]:
    """同一年度的收入预算与支出预算应相等.

    预算法第十二条：各级预算应当遵循收支平衡；部门预算的收入与支出相等，文字写明两个数的应一致。
    同一处写明两个数的为错误；文字写明的结转结余等于差额的不列。
    """
    own = [fact for fact in audit.report.summary if fact.year in (None, audit.report.year) and is_number(fact)]
    told = {named(fact): fact for fact in reversed(own)}
    income, spending = told.get("收入预算"), told.get("支出预算")
    found = sum_differs(income, [spending])
    if not found or income is None or spending is None or _is_carried(own, income, spending):
        return
    message = (
        f"数字不一致：文字写收入预算{cited(income)}，支出预算{cited(spending)}，"
        f"两数应相等，相差{plain(abs(found.gap))}{income.value.unit}。"
    )
    yield Note(
        (income.locator, spending.locator), audit.report.department, message, plain(found.computed),
        income.value.text, plain(found.gap), (income.id, spending.id), certain([income, spending]),
        severity=Severity.ERROR if income.locator == spending.locator else None,
    )  # fmt: skip


def _is_carried(facts: Sequence[Fact], income: Fact, spending: Fact) -> bool:
    """Return whether what is carried from year to year, as the text states it, makes the difference."""
    carried = [fact for fact in facts if re.search(r"结转|结余", named(fact))]
    return any(
        sum_differs(income, [spending, fact]) is None or sum_differs(spending, [income, fact]) is None
        for fact in carried
    )


@check(name="assets-differ-from-kinds", severity=Severity.WARNING, category=Category.PROSE)
def assets_are_their_kinds(audit: Audit) -> Iterator[Note]:
    """固定资产总额应等于所列各类资产之和.

    文字写明固定资产和房屋、设备、家具等各类的，各类相加应等于总额；没有列全的，差额供核对。
    """
    by_place: dict[str, list[Fact]] = {}
    for fact in audit.report.summary:
        if is_number(fact) and fact.value.in_yuan() is not None:
            by_place.setdefault(fact.locator, []).append(fact)
    for locator, facts in by_place.items():
        total = next((fact for fact in facts if fact.item in ASSETS), None)
        if total is None:
            continue
        kinds = [fact for fact in facts[facts.index(total) + 1 :] if _ASSET_KIND.match(fact.item)]
        found = sum_differs(total, kinds) if len(operands(kinds)) >= MOST_KINDS else None
        if found:
            unit = total.value.unit
            message = (
                f"{place(locator)}写{total.item}{cited(total)}，所列{len(kinds)}类相加为{plain(found.computed)}{unit}，"
                f"相差{plain(abs(found.gap))}{unit}；可能有类别没有列出。"
            )
            yield Note(
                (total.locator, *(fact.locator for fact in kinds)), total.item, message, plain(found.computed),
                total.value.text, plain(found.gap), (total.id, *(fact.id for fact in kinds)),
            )  # fmt: skip


@check(name="score-not-stated", severity=Severity.WARNING, category=Category.COMPLETENESS, kinds=PROSE_KINDS)
def own_score_is_stated(audit: Audit) -> Iterator[Note]:
    """写明评分等级的自评报告应写明本部门的得分.

    财预〔2020〕10号：绩效自评采用打分评价形式；报告写有等级标准或评分办法，却没有写出得分的，列出供补充。
    """
    report = audit.report
    told = any(fact.item in ("自评得分", "评价得分", "总分", "综合得分") for fact in report.facts) or any(
        form.total for form in report.forms
    )
    if told or any(_SCORE.search(passage.text) for passage in audit.prose()):
        return
    places = [report.grade_scale.locator] if report.grade_scale and report.grade_scale.locator else []
    places += [fact.locator for fact in report.grade_counts]
    spoken = next((passage.locator for passage in audit.prose() if _SCORED.search(passage.text)), "")
    if places and spoken:
        message = f"报告写有评分等级（{place(places[0])}），没有写明本部门整体支出的自评得分。"
        yield Note(tuple(dict.fromkeys(places)), report.department, message)


@check(name="report-dates-differ", severity=Severity.INFO, category=Category.PROSE)
def dates_are_the_same(audit: Audit) -> Iterator[Note]:
    """封面和落款的日期应一致.

    同一份报告印有两个不同的日期，读者不知以哪个为准。
    """
    dates = [fact for fact in audit.report.identity if fact.item == "报告日期"]
    if len({fact.value.text for fact in dates}) > 1:
        listed = "、".join(f"{fact.value.text}（{place(fact.locator)}）" for fact in dates)
        yield Note(tuple(fact.locator for fact in dates), audit.report.department, f"报告印有不同的日期：{listed}。")


@check(name="department-name-differs", severity=Severity.WARNING, category=Category.PROSE)
def signature_is_the_department(audit: Audit) -> Iterator[Note]:
    """单独成行的部门名称应与报告的部门名称一致.

    封面、落款的名称比部门名称少了或多了“市”“县”“区”一类的字，多半是漏写。
    """
    department = fold(audit.report.department)
    for passage in audit.prose():
        name = fold(passage.text)
        if isinstance(passage.block, Paragraph) and _lacks_area_word(name, department):
            message = f"单独成行的名称“{passage.text.strip()}”（{place(passage.locator)}）与部门名称“{audit.report.department}”不一致。"
            yield Note(
                (passage.locator,), audit.report.department, message, audit.report.department, passage.text.strip()
            )


def _lacks_area_word(name: str, department: str) -> bool:
    """Whether two names are the same but for one word of area (资阳应急管理局 and 资阳区应急管理局)."""
    shorter, longer = sorted((name, department), key=len)
    if len(shorter) < 6 or len(longer) - len(shorter) != 1 or longer.endswith(shorter):
        return False
    return any(
        _AREA_WORDS.match(longer[i]) and longer[:i] + longer[i + 1 :] == shorter for i in range(1, len(longer) - 1)
    )
