"""Stated numbers of projects and grades against what is listed (F15)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from site_builder.checks.arithmetic import HALF
from site_builder.checks.audit import Audit
from site_builder.checks.places import cited, place, plain
from site_builder.checks.registry import Category, Note, check
from site_builder.figures import label_of
from site_builder.model.finding import Severity
from site_builder.model.report import Fact, FormKind, SelfEvalForm, TableState

_PROJECTS = re.compile(r"^(?:二级|一级|预算|绩效自评|自评|参评|支出|预算支出|财政)?项目(?:支出)?$")
_EVALUATED = re.compile(
    r"^(?:全部|共|纳入|参加|开展|组织|实施)?(?:绩效)?(?:自评|自评价|参评)(?:的)?(?:二级|一级|预算|财政|支出)?项目(?:共|共有|个数|数量|总数)?$"
)
_BAND = re.compile(r"(\d+)(?:分)?(以上|以下)|(\d+)(?:分)?(?:至|-|—|～|~)(\d+)")


def project_forms(audit: Audit) -> list[SelfEvalForm]:
    """Return the report's forms about single projects."""
    return [form for form in audit.report.forms if form.kind is FormKind.PROJECT]


def _listed(audit: Audit) -> tuple[int, str, tuple[str, ...]]:
    """Number of projects the file shows, how they are shown, and the places of first and last."""
    forms = project_forms(audit)
    if forms:
        return len(forms), "项目自评表", (forms[0].locator,)
    projects = audit.report.projects
    places = (projects[0].locator, projects[-1].locator) if projects else ()
    return len(projects), "列出的项目", places


def stated_numbers(audit: Audit) -> Iterator[tuple[int, tuple[Fact, ...], str]]:
    """Numbers of projects that the text states: directly, and as the sum of its grades."""
    for fact in audit.report.summary:
        number = fact.value.number
        direct = _PROJECTS.match(label_of(fact.subject)) and fact.item in ("数量", "项目数", "项目数量")
        told = fact.value.unit == "个" and _EVALUATED.match(label_of(fact.item))
        if (direct or told) and number is not None:
            yield int(number), (fact,), f"“{fact.subject if direct else fact.item}”{cited(fact)}"
    grades = tuple(fact for fact in audit.report.grade_counts if fact.value.number is not None)
    if len(grades) > 1:
        total = sum((fact.value.number or Decimal(0) for fact in grades), Decimal(0))
        parts = "、".join(f"{fact.item.partition(':')[2]}{plain(fact.value.number or Decimal(0))}个" for fact in grades)
        yield int(total), grades, f"各等级相加（{parts}）共{plain(total)}个（{place(grades[0].locator)}）"


@check(name="project-count-differs", severity=Severity.ERROR, category=Category.COUNTS)
def stated_projects_are_listed(audit: Audit) -> Iterator[Note]:
    """文字写明的项目数应与列出的项目数一致.

    说明中的项目个数、各等级个数之和，应与逐项列出的项目或所附自评表的张数一致。
    """
    count, what, places = _listed(audit)
    stated = list(stated_numbers(audit))
    if not count:
        return
    wrong = [(number, facts, words) for number, facts, words in stated if number != count]
    if not wrong:
        return
    number, facts, words = wrong[0]
    message = f"数字不一致：文字{words}，{what}为{count}个，相差{abs(number - count)}个。"
    yield Note(
        (facts[0].locator, *places),
        audit.report.department,
        message,
        expected=str(count),
        actual=str(number),
        difference=str(number - count),
        facts=tuple(fact.id for fact in facts),
    )


@check(name="grade-counts-differ-from-stated", severity=Severity.ERROR, category=Category.COUNTS)
def grades_make_stated_number(audit: Audit) -> Iterator[Note]:
    """各等级项目数之和应等于文字写明的项目总数.

    优、良、中、差各等级个数相加等于参加自评的项目个数。
    """
    stated = list(stated_numbers(audit))
    if len(stated) < 2 or len({number for number, _, _ in stated}) == 1:
        return
    message = "数字不一致：文字写明的项目数与各等级之和不同：" + "；".join(words for _, _, words in stated) + "。"
    facts = [fact for _, group, _ in stated for fact in group]
    yield Note(
        tuple(fact.locator for fact in facts), audit.report.department, message, facts=tuple(fact.id for fact in facts)
    )


@check(name="grade-count-differs", severity=Severity.WARNING, category=Category.COUNTS)
def stated_grades_are_found(audit: Audit) -> Iterator[Note]:
    """文字写明的各等级项目数应与自评表的等级一致.

    按所附自评表逐张统计等级；有自评表缺失或损坏时，差额可能在这些表中。
    """
    forms = project_forms(audit)
    graded = Counter(label_of(form.grade.value.text) for form in forms if form.grade and form.grade.value.text)
    if not graded:
        return
    lost = sum(form.state is not TableState.FILLED for form in forms)
    for fact in audit.report.grade_counts:
        grade = label_of(fact.item.partition(":")[2])
        number = fact.value.number
        if number is None or not grade or number == graded.get(grade, 0):
            continue
        hint = f"，另有{lost}张自评表空白或损坏" if lost else ""
        message = (
            f"数字不一致：文字写等级为“{grade}”的项目{cited(fact)}，可读的自评表中有{graded.get(grade, 0)}个{hint}。"
        )
        yield Note(
            (fact.locator,),
            f"等级“{grade}”",
            message,
            expected=str(graded.get(grade, 0)),
            actual=plain(number),
            difference=plain(number - graded.get(grade, 0)),
            facts=(fact.id,),
        )


@check(name="score-bands-overlap", severity=Severity.INFO, category=Category.COUNTS)
def bands_are_apart(audit: Audit) -> Iterator[Note]:
    """得分区间不应重叠.

    “90分以上”与“60至90分”都包含90分，90分的项目会不知归入哪一档。
    """
    bounds: dict[str, list[Fact]] = {}
    for fact in audit.report.grade_counts:
        match = _BAND.search(fact.item)
        for bound in match.groups() if match else ():
            if bound and bound.isdecimal():
                bounds.setdefault(bound, []).append(fact)
    for bound, facts in bounds.items():
        closed = [fact for fact in facts if "以上" in fact.item or "至" in fact.item or "-" in fact.item]
        if len(closed) > 1 and "不含" not in "".join(fact.item for fact in closed):
            names = "、".join(f"“{fact.item.partition(':')[2]}”" for fact in closed)
            message = f"得分区间{names}都包含{bound}分，区间重叠（{place(closed[0].locator)}）。"
            yield Note((closed[0].locator,), audit.report.department, message)


@check(name="low-grades-without-names", severity=Severity.WARNING, category=Category.COUNTS)
def low_grades_are_named(audit: Audit) -> Iterator[Note]:
    """得分低的项目应写明名称和原因.

    写明有项目得分在最低一档，但没有列出是哪些项目、得多少分。
    """
    low = [
        fact
        for fact in audit.report.grade_counts
        if re.search(r"以下|差", fact.item) and (fact.value.number or Decimal(0)) > HALF
    ]
    named = [project for project in audit.report.projects if project.score is not None or project.grade is not None]
    if low and audit.report.projects and not named:
        fact = low[0]
        message = (
            f"文字写“{fact.item.partition(':')[2]}”的项目有{cited(fact)}，没有写明是哪些项目，也没有各项目的得分。"
        )
        yield Note((fact.locator,), audit.report.department, message, facts=(fact.id,))


@check(name="success-claimed-beside-low-grades", severity=Severity.WARNING, category=Category.PROSE)
def claims_fit_grades(audit: Audit) -> Iterator[Note]:
    """有项目得分在最低一档的，总体表述应与之一致.

    文字写“达到了预期效果”“全部完成”，同一报告又写有项目得分在最低一档。
    """
    low = [
        fact
        for fact in audit.report.grade_counts
        if re.search(r"以下|差", fact.item) and (fact.value.number or Decimal(0)) > HALF
    ]
    for passage in audit.prose() if low else ():
        match = re.search(r"达到了预期(?:效果|目标)|目标全部完成|全部达到预期", passage.text)
        if match and passage.locator != low[0].locator:
            message = (
                f"文字写“{match[0]}”（{place(passage.locator_at(match.start()))}），同一报告又写“{low[0].item.partition(':')[2]}”"
                f"的项目有{cited(low[0])}。"
            )
            yield Note((passage.locator_at(match.start()), low[0].locator), audit.report.department, message)


@check(name="score-only-as-bound", severity=Severity.WARNING, category=Category.SENSE)
def scores_are_exact(audit: Audit) -> Iterator[Note]:
    """自评得分应写明具体分数.

    只写“90分以上”看不出实际得分。
    """
    for passage in audit.prose():
        match = re.search(r"(?:综合得分|自评得分|总得分|评价得分|得分)(?:为|在)?(\d+)分以上(?!的)", passage.text)
        if match:
            at = passage.locator_at(match.start())
            yield Note(
                (at,), audit.report.department, f"自评得分只写“{match[1]}分以上”（{place(at)}），没有写明具体分数。"
            )
