"""The same indicator in several forms and texts of one file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from site_builder.checks.audit import Audit, FileAudit
from site_builder.checks.form_fields import form_name, goal_value, reached
from site_builder.checks.places import cited, place, plain, reached_value
from site_builder.checks.registry import Category, Note, Scope, check
from site_builder.checks.similarity import likeness, shared_pairs
from site_builder.model.finding import Severity
from site_builder.model.report import Fact, FormKind, Indicator, Report, SelfEvalForm
from site_builder.text import fold

Row = tuple[Report, SelfEvalForm, Indicator]
MONTHS = Decimal(12)
COMMON_RATES = re.compile(
    r"(?:合格率|完成率|达标率|满意度|覆盖率|及时率|执行率|增长率|使用率|准确率|知晓率|到位率|整改率)$"
)
CLAIM = re.compile(r"(?:按进度完成|完成及时率|任务完成率|工作完成率|项目完成率)[^，。；;0-9]{0,4}100\s*[%％]")
UNFINISHED = re.compile(r"无进展|未完成|尚未开展|未开展|未支付")
TOLD = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{4,14}(?:数量|个数))[:：为]?\s*(?P<number>\d+(?:\.\d+)?)\s*(?P<unit>[部台套辆个座支处架])"
)
ALIKE = 0.5


def _rows(audit: FileAudit, kind: FormKind) -> list[Row]:
    return [
        (report, form, row)
        for report in audit.reports
        for form in report.forms
        if form.kind is kind
        for row in form.indicators
    ]


def _number(fact: Fact | None) -> Decimal | None:
    """A fact's number in yuan or months where it has such a unit."""
    if fact is None or fact.value.number is None:
        return None
    yuan = fact.value.in_yuan()
    if yuan is not None:
        return yuan
    return fact.value.number * MONTHS if fact.value.unit == "年" else fact.value.number


@check(name="forms-differ", severity=Severity.ERROR, category=Category.FORMS, scope=Scope.FILE)
def forms_of_one_file_agree(audit: FileAudit) -> Iterator[Note]:
    """同名指标在项目自评表和整体自评表中应一致.

    同一文件中项目支出绩效自评表与部门整体支出绩效自评表的同名指标，目标值和实际完成值应相同（元与万元、月与年换算后比较）。
    """
    whole = {fold(row.name): (report, form, row) for report, form, row in _rows(audit, FormKind.OVERALL)}
    for _, form, row in _rows(audit, FormKind.PROJECT):
        match = whole.get(fold(row.name))
        if match is None or len(fold(row.name)) < 5:
            continue
        for what, one, other, severity in (
            ("目标", goal_value(row), goal_value(match[2]), Severity.WARNING),
            ("实际完成", row.actual, match[2].actual, Severity.ERROR),
        ):
            first, second = _number(one), _number(other)
            if one is None or other is None or first is None or second is None or first == second:
                continue
            message = f"数字不一致：指标“{row.name}”{what}在{form_name(form)}中为{cited(one)}，在{form_name(match[1])}中为{cited(other)}。"
            yield Note(
                (other.locator, one.locator),
                row.name,
                message,
                one.value.text,
                other.value.text,
                facts=(one.id, other.id),
                severity=severity,
                report=match[0].ordinal,
            )


@check(name="rate-reached-beside-zero", severity=Severity.ERROR, category=Category.FORMS, scope=Scope.FILE)
def rates_of_one_matter_agree(audit: FileAudit) -> Iterator[Note]:
    """同一事项的比率不应一处为0、另一处填写已达到.

    同一文件的项目自评表中某项比率实际完成为0，而整体自评表中同类比率填写达到目标。
    """
    zero = [
        (form, row)
        for _, form, row in _rows(audit, FormKind.PROJECT)
        if _is_zero(row) and not COMMON_RATES.search(fold(row.name))
    ]
    for report, form, row in _rows(audit, FormKind.OVERALL):
        goal = goal_value(row)
        if goal is None or row.actual is None or reached(goal.value, row.actual.value) is not True:
            continue
        for other_form, other in zero:
            stem = fold(row.name)[-3:]
            if stem.endswith("率") and fold(other.name).endswith(stem):
                message = (
                    f"{form_name(form)}指标“{row.name}”填写达到目标（{reached_value(row.actual)}），{form_name(other_form)}的"
                    f"“{other.name}”实际完成为0（{place(other.locator)}），需要核对。"
                )
                yield Note((row.locator, other.locator), row.name, message, report=report.ordinal)


def _is_zero(row: Indicator) -> bool:
    goal = goal_value(row)
    return (
        goal is not None
        and row.actual is not None
        and row.actual.value.number == 0
        and (goal.value.number or Decimal(0)) > 0
    )


@check(
    name="completion-claimed-beside-unfinished-form", severity=Severity.ERROR, category=Category.PROSE, scope=Scope.FILE
)
def claims_fit_forms(audit: FileAudit) -> Iterator[Note]:
    """文字写各项工作按进度100%完成的，自评表中不应有没有开展的事项.

    同一文件的自评表中有指标实际完成为0或写明“无进展”“未支付”。
    """
    zero = [row for kind in FormKind for _, _, row in _rows(audit, kind) if _is_zero(row)]
    if not zero:
        return
    unfinished = [
        passage.locator
        for one in audit.audits()
        for form in one.report.forms
        for passage in one.form_texts(form)
        if UNFINISHED.search(passage.text)
    ]
    for one in audit.audits():
        for passage in one.prose():
            match = CLAIM.search(passage.text)
            if match:
                at = passage.locator_at(match.start())
                message = (
                    f"文字写“{match[0]}”（{place(at)}），同一文件的自评表中有{len(zero)}个指标实际完成为0"
                    f"（如“{zero[0].name}”，{place(zero[0].locator)}）。"
                )
                places = (at, *unfinished, *(row.locator for row in zero))
                yield Note(places, one.report.department, message, report=one.report.ordinal)


@check(name="quantity-in-text-differs-from-forms", severity=Severity.WARNING, category=Category.PROSE, scope=Scope.FILE)
def quantities_fit_forms(audit: FileAudit) -> Iterator[Note]:
    """文字中的指标数量应与自评表一致.

    报告文字写明的数量，与同一文件自评表中同一单位、名称相近（或没有写明名称）的数量指标比较。
    """
    rows = [item for kind in (FormKind.PROJECT, FormKind.OVERALL) for item in _rows(audit, kind)]
    for one in audit.audits():
        for passage in one.prose() if not one.report.forms else ():
            for match in TOLD.finditer(passage.text):
                note = _told_note(match, passage.locator_at(match.start()), rows, one)
                if note:
                    yield note


def _told_note(match: re.Match[str], at: str, rows: list[Row], one: Audit) -> Note | None:
    same_unit = [row for _, _, row in rows if (goal := goal_value(row)) and goal.value.unit == match["unit"]]
    about = [row for row in same_unit if row.name == "数量" or len(shared_pairs(row.name, match["name"])) >= 2]
    if len(about) != 1:
        return None
    goal = goal_value(about[0])
    number = Decimal(match["number"])
    known = [fact.value.number for fact in (goal, about[0].actual) if fact is not None]
    if goal is None or number in known:
        return None
    actual = f"，实际{cited(about[0].actual)}" if about[0].actual else ""
    message = (
        f"数字不一致：文字写“{match['name']}”{plain(number)}{match['unit']}（{place(at)}），自评表“{about[0].name}”目标"
        f"{cited(goal)}{actual}。"
    )
    return Note(
        (at, about[0].locator), match["name"], message, goal.value.text, plain(number), report=one.report.ordinal
    )


@check(name="task-name-differs", severity=Severity.WARNING, category=Category.FORMS, scope=Scope.FILE)
def task_names_agree(audit: FileAudit) -> Iterator[Note]:
    """整体自评表的任务名称应与项目自评表的项目名称一致.

    名称相近而不相同的，无法确认是否同一项目。
    """
    subjects = [
        (form.subject, form.locator)
        for report in audit.reports
        for form in report.forms
        if form.kind is FormKind.PROJECT
    ]
    for report in audit.reports:
        for form in report.forms:
            for label, fact in form.texts:
                name = fact.value.text
                if label != "任务名称" or any(fold(name) == fold(subject) for subject, _ in subjects):
                    continue
                best = max(subjects, key=lambda item: likeness(item[0], name), default=("", ""))
                if likeness(best[0], name) >= ALIKE:
                    message = f"{form_name(form)}的任务名称“{name}”（{place(fact.locator)}）与项目自评表的“{best[0]}”（{place(best[1])}）不一致。"
                    yield Note((fact.locator, best[1]), name, message, best[0], name, report=report.ordinal)
