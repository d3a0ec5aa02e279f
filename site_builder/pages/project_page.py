"""The page of one project: money, goal and result, indicators, and where it all stands in the source."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from site_builder.model.config import SiteConfig
from site_builder.model.finding import Finding
from site_builder.model.output import Page, PageExtras
from site_builder.model.report import Fact, Project, SelfEvalForm
from site_builder.model.site import DepartmentSummary, ProjectSummary, ReportAnalysis, ReportSummary
from site_builder.pages.findings import FindingView, RuleLinks, finding_views
from site_builder.pages.forms import (
    FormView,
    GoalView,
    IndicatorsView,
    form_view,
    goal_views,
    indicator_facts,
    indicators_view,
)
from site_builder.pages.layout import Article, Layout, Link, build_layout
from site_builder.pages.report_page import FactRow, fact_row, form_fact_ids, owner
from site_builder.pages.search_entries import project_entry
from site_builder.pages.values import FactShower, grouped, readable
from site_builder.paths import relative


@dataclass(frozen=True, slots=True)
class ProjectFigure:
    """One of the big figures of a project; `meter` is 0-100 for rates and scores, empty otherwise."""

    title: str
    shown: Markup
    exact: str
    meter: str


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """The context of project_page.html. Projects told in prose have no `form`."""

    layout: Layout
    heading: str
    kicker: str
    figures: tuple[ProjectFigure, ...]
    sentence: Markup | str
    goals: tuple[GoalView, ...]
    indicators: IndicatorsView | None
    form: FormView | None
    other_facts: tuple[FactRow, ...]
    findings: tuple[FindingView, ...]
    source_href: str
    source_name: str
    previous: Link | None
    following: Link | None


def project_page(
    index: int,
    analysis: ReportAnalysis,
    summary: ReportSummary,
    department: DepartmentSummary,
    findings: tuple[Finding, ...],
    config: SiteConfig,
    extras: PageExtras,
) -> Page:
    """Return the page of the project at `index` of a report; `findings` are those about it."""
    report, project, about = analysis.report, analysis.report.projects[index], summary.projects[index]
    form = report.forms[project.form] if project.form is not None else None
    path = about.path
    shower = FactShower(path, summary.source_path, findings)
    page = ProjectPage(
        layout=_layout(path, about, summary, department, config),
        heading=project.name or "（名称无法辨认的项目）",
        kicker=" · ".join(part for part in (f"{summary.year} 年度" if summary.year else "", "项目") if part),
        figures=_figures(project, shower),
        sentence=_sentence(project, shower),
        goals=_goals(project, form, shower),
        indicators=indicators_view(project.indicators or (form.indicators if form else ()), shower),
        form=_form(project, form, shower) if form else None,
        other_facts=tuple(fact_row(fact, shower) for fact in _other_facts(project, form)),
        findings=finding_views(findings, shower, RuleLinks("../" * path.count("/"), extras.rules)),
        source_href=shower.href(project.locator),
        source_name=report.source,
        previous=_neighbour(path, summary, index - 1),
        following=_neighbour(path, summary, index + 1),
    )
    return Page(path, "project_page.html", page, project_entry(path, about))


def _layout(
    path: str, about: ProjectSummary, summary: ReportSummary, department: DepartmentSummary, config: SiteConfig
) -> Layout:
    name = about.name or "（名称无法辨认的项目）"
    return build_layout(
        path,
        name,
        config,
        owner=f"{owner(summary)} {summary.title}".strip(),
        section="projects",
        description=f"{department.name}{summary.year or ''}年项目“{name}”：花了多少钱、目标是否完成",
        crumbs=((department.name, department.path), (summary.kind_title or summary.title, summary.path)),
        article=Article(summary.date, department.name, "项目支出,绩效自评"),
    )


def _figures(project: Project, shower: FactShower) -> tuple[ProjectFigure, ...]:
    shown = (
        ("预算", project.budget, False),
        ("实际支出", project.executed, False),
        ("预算执行率", project.execution_rate, True),
        ("自评得分", project.score, True),
        ("自评等级", project.grade, False),
    )
    return tuple(_figure(title, fact, metered, shower) for title, fact, metered in shown if fact)


def _figure(title: str, fact: Fact, metered: bool, shower: FactShower) -> ProjectFigure:
    value = fact.value
    short = readable(value)
    number = value.number
    meter = format(min(max(number, 0), 100), "f") if metered and number is not None else ""
    shown = shower.linked(fact, short or grouped(value)) if value.printed else shower.text(fact)
    return ProjectFigure(title, shown, grouped(value) if short else "", meter)


FULL = 100


def _sentence(project: Project, shower: FactShower) -> Markup | str:
    """State how the money and the score stand side by side; no conclusion is drawn (handbook §5)."""
    rate = project.execution_rate
    if rate is None or rate.value.number is None:
        return _not_published(project)
    spent = Markup(f"花了 {shower.linked(rate, grouped(rate.value))}")
    if rate.value.number >= FULL or rate.value.number == 0:
        spent = Markup("用完了" if rate.value.number else "没有花")
    scored = project.score is not None and project.score.value.number is not None
    told = Markup(f"，单位给自己打了 {shower.text(project.score)}") if scored else Markup("")
    graded = Markup(f"，评为“{shower.text(project.grade)}”") if scored and project.grade else Markup("")
    return Markup(f"这个项目的预算{spent}{told}{graded}。")


def _form(project: Project, form: SelfEvalForm, shower: FactShower) -> FormView:
    """Return the form without what the big figures of the page show already."""
    view = form_view(project.form or 0, form, shower)
    shown = {"总分": project.score is form.total, "等级": project.grade is form.grade}
    return replace(view, head=tuple((label, content) for label, content in view.head if not shown.get(label)))


def _not_published(project: Project) -> str:
    """Say what the report does not list for the project, so that a gap on the page is not taken for a zero."""
    asked = (("预算", project.budget), ("实际支出", project.executed), ("自评得分", project.score))
    missing = [title for title, fact in asked if fact is None]
    return f"原文没有单独列出这个项目的{'、'.join(missing)}。" if missing else ""


def _goals(project: Project, form: SelfEvalForm | None, shower: FactShower) -> tuple[GoalView, ...]:
    if form and form.goals:
        return goal_views(form.goals, shower)
    if project.goal or project.result:
        return (GoalView(shower.folded(project.goal), shower.folded(project.result)),)
    return ()


def _other_facts(project: Project, form: SelfEvalForm | None) -> tuple[Fact, ...]:
    """Return the facts about the project that the rest of the page does not show."""
    singles = (project.budget, project.executed, project.execution_rate, project.score, project.grade)
    shown = {fact.id for fact in (*singles, project.goal, project.result) if fact}
    shown.update(fact.id for row in project.indicators for fact in indicator_facts(row))
    if form:
        shown |= form_fact_ids(form)
    facts = {fact.id: fact for fact in (*project.money, *project.facts) if fact.id not in shown}
    return tuple(facts.values())


def _neighbour(path: str, summary: ReportSummary, index: int) -> Link | None:
    if not 0 <= index < len(summary.projects):
        return None
    project = summary.projects[index]
    return Link(project.name or "（名称无法辨认的项目）", relative(path, project.path))
