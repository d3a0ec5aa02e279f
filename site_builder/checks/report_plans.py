"""Reports that tell plans instead of results: what is still expected, what cannot be measured, what has no budget."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from site_builder.checks.audit import Audit
from site_builder.checks.places import place
from site_builder.checks.project_funds import told_amount
from site_builder.checks.registry import Category, Note, check
from site_builder.checks.similarity import containment
from site_builder.model.finding import Severity
from site_builder.model.report import Fact, Project, ReportKind
from site_builder.printed_numbers import printed_numbers

PROSE_KINDS = (ReportKind.SELF_EVAL_REPORT, ReportKind.EVALUATION_REPORT)
MANY = 3
LONG = 40
COPIED = 0.85
_EXPECTED = re.compile(
    r"预计(?:于|在|到)?(?:(?P<year>20\d\d)年)?[^，。；;,]{0,10}?(?:完成|建成|竣工|验收|投入使用|支付完毕|交付)"
)
_MEASURED = re.compile(r"为零|零事故|零发生|不发生|未发生|[A-Z]级|全覆盖|全部|第[一二三]名")
_MEASURES = "绩效指标"


def _listed(audit: Audit) -> list[Project]:
    return [project for project in audit.report.projects if project.form is None]


def _places(locators: Sequence[str], shown: int = 6) -> str:
    """The first places in words."""
    told = "、".join(place(locator) for locator in locators[:shown])
    return told + (f"等{len(locators)}处" if len(locators) > shown else "")


@check(name="plans-instead-of-results", severity=Severity.WARNING, category=Category.SENSE, kinds=PROSE_KINDS)
def results_are_told(audit: Audit) -> Iterator[Note]:
    """年度终了的自评应写已完成的情况，不应写“预计完成”.

    财预〔2020〕10号：绩效自评在预算执行结束后进行；仍写“预计某月完成”的，多半沿用了申报时的文字。
    """
    found = [
        (passage.locator_at(match.start()), match)
        for passage in audit.prose()
        for match in _EXPECTED.finditer(passage.text)
    ]
    if not found:
        return
    locators = list(dict.fromkeys(locator for locator, _ in found))
    year = audit.report.year
    late = [(locator, match) for locator, match in found if year and match["year"] and int(match["year"]) > year]
    words = "".join(f"，其中“{match[0]}”（{place(locator)}）晚于报告年度" for locator, match in late[:1])
    message = f"{year or ''}年度的自评报告仍有“{found[0][1][0]}”一类的写法（{_places(locators)}）{words}，没有写年度终了的结果。"
    yield Note(tuple(locators), audit.report.department, message)


@check(name="indicators-without-measure", severity=Severity.WARNING, category=Category.SENSE, kinds=PROSE_KINDS)
def indicators_are_measurable(audit: Audit) -> Iterator[Note]:
    """绩效指标应写明可衡量的数值或标准.

    财预〔2020〕10号：绩效指标应细化、量化；只写“提升”“保障”的看不出是否完成。
    """
    facts = [fact for fact in audit.report.facts if fact.item == _MEASURES and not fact.table]
    vague = [fact for fact in facts if not _is_measured(fact)]
    if len(vague) >= MANY and len(facts) >= MANY:
        locators = [fact.locator for fact in vague]
        message = f"{len(facts)}项“绩效指标”中有{len(vague)}项没有写明可衡量的数值（{_places(locators)}）。"
        yield Note(tuple(locators), audit.report.department, message, facts=tuple(fact.id for fact in vague))


def _is_measured(fact: Fact) -> bool:
    text = fact.value.text
    return bool(_MEASURED.search(text)) or any(not number.reason for number in printed_numbers(text))


@check(name="indicator-repeats-goal", severity=Severity.INFO, category=Category.SENSE, kinds=PROSE_KINDS)
def indicators_are_not_goals(audit: Audit) -> Iterator[Note]:
    """绩效指标应把目标细化，不应照抄绩效目标.

    “绩效指标”一段的文字几乎都出自同一项目的“绩效目标”，看不出用什么衡量。
    """
    again: list[tuple[str, str]] = []
    for project in audit.report.projects:
        for fact in project.facts:
            measures = fact.value.text if fact.item == _MEASURES and len(fact.value.text) >= LONG else ""
            if measures and project.goal and containment(measures, project.goal.value.text) >= COPIED:
                again.append((project.name, fact.locator))
    if again:
        listed = "、".join(f"“{name}”（{place(locator)}）" for name, locator in again[:4])
        message = f"有{len(again)}个项目的绩效指标与绩效目标的文字几乎相同：{listed}。"
        yield Note(tuple(locator for _, locator in again), audit.report.department, message)


@check(name="projects-without-budget", severity=Severity.WARNING, category=Category.COMPLETENESS, kinds=PROSE_KINDS)
def projects_state_their_budget(audit: Audit) -> Iterator[Note]:
    """逐项说明的项目应写明预算金额和执行情况.

    财预〔2020〕10号：项目支出绩效自评应说明预算执行情况；半数以上的项目没有写明金额的，合并列出。
    """
    projects = _listed(audit)
    without = [project for project in projects if told_amount(audit, project) is None]
    if len(projects) < MANY or len(without) * 2 < len(projects) or any(p.execution_rate for p in projects):
        return
    section = [item.locator for item in audit.report.sections if _holds(item.title) and item.level <= MANY]
    message = f"逐项说明的{len(projects)}个项目中有{len(without)}个没有写明金额，也没有写明预算执行率（首见于{place(without[0].locator)}）。"
    yield Note((*section[-1:], *(project.locator for project in without)), audit.report.department, message)


def _holds(title: str) -> bool:
    return "项目" in title or "分项" in title
