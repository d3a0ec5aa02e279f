"""The page of one report: identity, summary, official tables, forms, findings, checklist."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

from markupsafe import Markup

from site_builder.model.chart import DrawnCharts
from site_builder.model.config import SiteConfig
from site_builder.model.finding import Coverage
from site_builder.model.output import Page, PageExtras
from site_builder.model.report import Fact, FormKind, GlossaryEntry, Report, SelfEvalForm
from site_builder.model.site import Department, DepartmentSummary, ReportAnalysis, ReportSummary
from site_builder.pages.chart_views import ChartView, chart_views
from site_builder.pages.downloads import DownloadView, download_views
from site_builder.pages.findings import (
    ChecklistView,
    FindingView,
    RuleLinks,
    checklist_views,
    finding_views,
    sort_findings,
)
from site_builder.pages.forms import FormView, form_view, indicator_facts
from site_builder.pages.history_note import HistoryNote, history_note
from site_builder.pages.key_figures import KeyFigureView, is_plan, key_figure_views
from site_builder.pages.layout import Article, Layout, Link, build_layout
from site_builder.pages.project_rows import ProjectRow, project_rows
from site_builder.pages.report_identity import identity_rows
from site_builder.pages.search_entries import report_entry
from site_builder.pages.summary import (
    NOTHING_READ,
    Answer,
    answers,
    audit_sentence,
    findings_of_files,
    grade_name,
    largest_in_chart,
)
from site_builder.pages.tables import TableView, table_view
from site_builder.pages.values import FactPlaces, FactShower
from site_builder.paths import relative, source_path


@dataclass(frozen=True, slots=True)
class CoverageView:
    """How many printed numbers became facts, were set aside or were not understood."""

    printed: int
    facts: int
    set_aside: tuple[tuple[str, int], ...]
    not_understood: tuple[Link, ...]
    more: int
    share: str


@dataclass(frozen=True, slots=True)
class GlossaryView:
    """A term the report explains itself."""

    term: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class FactRow:
    """A published value that stands in running text: subject, item, value, all as shown; empty what goes without saying."""

    subject: str
    item: str
    year: str
    value: Markup


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The context of report_page.html."""

    layout: Layout
    heading: tuple[str, ...]
    kicker: str
    owner: Link
    identity: tuple[tuple[str, Markup], ...]
    other_identity: tuple[tuple[str, Markup], ...]
    answers: tuple[Answer, ...]
    nothing_read: str
    audit: str
    plan: bool
    key_figures: tuple[KeyFigureView, ...]
    charts: tuple[ChartView, ...]
    tables: tuple[TableView, ...]
    forms: tuple[FormView, ...]
    empty_forms: tuple[FormView, ...]
    table_heads: tuple[FactRow, ...]
    projects: tuple[ProjectRow, ...]
    grade_counts: tuple[tuple[str, Markup], ...]
    text_facts: tuple[FactRow, ...]
    findings: tuple[FindingView, ...]
    checklist: tuple[ChecklistView, ...]
    glossary: tuple[GlossaryView, ...]
    coverage: CoverageView | None
    downloads: tuple[DownloadView, ...]
    source_href: str
    source_name: str
    original_href: str
    history: HistoryNote


def report_page(
    department: Department,
    analysis: ReportAnalysis,
    summary: ReportSummary,
    coverage: Coverage | None,
    charts: DrawnCharts,
    config: SiteConfig,
    extras: PageExtras,
) -> Page:
    """Return the page of one report."""
    report, path = analysis.report, f"{analysis.path}index.html"
    findings = sort_findings(analysis.findings)
    shower = FactShower(path, source_path(report.source), findings)
    drawn = charts.of(analysis.path)
    layout = _layout(path, report, summary, department.summary, config, extras.json_ld_of(analysis.path), bool(drawn))
    forms, empty_forms = _form_views(report, shower)
    heads, loose = _apart(_text_facts(report), bool(report.tables))
    told = answers([(summary, shower, largest_in_chart(drawn, report, shower))])
    identity, other_identity = identity_rows(report, summary, config, shower)
    page = ReportPage(
        layout=layout,
        heading=_heading(report.title or summary.title, summary.department),
        kicker=kicker(summary),
        owner=_owner_link(path, summary, department.summary),
        identity=identity,
        other_identity=other_identity,
        answers=told,
        nothing_read="" if told else _nothing_read(report),
        audit=audit_sentence(findings, findings_of_files(department.sources, (report.source,))),
        plan=is_plan(summary),
        key_figures=key_figure_views(summary, shower),
        charts=chart_views(drawn, path, FactPlaces(path, ((summary.source_path, report.facts),))),
        tables=tuple(table_view(index, table, shower) for index, table in enumerate(report.tables)),
        forms=forms,
        empty_forms=empty_forms,
        projects=project_rows(path, ((project, shower) for project in summary.projects)),
        grade_counts=tuple((grade_name(fact), shower.text(fact)) for fact in report.grade_counts),
        table_heads=tuple(fact_row(fact, shower) for fact in heads),
        text_facts=tuple(fact_row(fact, shower, report) for fact in loose),
        findings=finding_views(findings, shower, RuleLinks(layout.root, extras.rules)),
        checklist=checklist_views(analysis.checklist, shower),
        glossary=tuple(_glossary(entry, shower) for entry in report.glossary),
        coverage=_coverage(coverage, shower),
        downloads=download_views(extras.downloads_of(analysis.path), path),
        source_href=shower.href(report.locator),
        source_name=report.source,
        original_href=original_href(path, report.source, config, extras),
        history=history_note(path, analysis.path, report.source, extras),
    )
    return Page(path, "report_page.html", page, report_entry(path, summary))


def kicker(summary: ReportSummary) -> str:
    """Return the line above the title: year, kind and scope."""
    year = f"{summary.year} 年度" if summary.year else "年度不详"
    return " · ".join(part for part in (year, summary.kind_title, summary.scope and f"{summary.scope}口径") if part)


def owner(summary: ReportSummary) -> str:
    """Return department and year as far as the report's title does not name them: 项目支出绩效自评表 alone says nothing."""
    year = f"{summary.year} 年" if summary.year and str(summary.year) not in summary.title else ""
    return " ".join(part for part in ("" if summary.department in summary.title else summary.department, year) if part)


def _heading(title: str, department: str) -> tuple[str, ...]:
    """Return the title in the parts that a line may break between: the office's name and the rest."""
    before, name, after = title.partition(department) if department else (title, "", "")
    return tuple(part for part in (before + name, after) if part)


def original_href(page: str, source: str, config: SiteConfig, extras: PageExtras) -> str:
    """Return the address of the original file: on the site when it is offered there, else elsewhere on the web."""
    offered = dict(extras.originals).get(source)
    if offered:
        return relative(page, offered)
    hints = config.hints_for(source)
    return next((url for url in (hints.original, hints.source_url) if url.startswith(("http://", "https://"))), "")


def _layout(
    path: str,
    report: Report,
    summary: ReportSummary,
    department: DepartmentSummary,
    config: SiteConfig,
    json_ld: str,
    charts: bool,
) -> Layout:
    hints = config.hints_for(report.source)
    title = report.title or summary.title
    return build_layout(
        path,
        title,
        config,
        owner=owner(summary),
        description=f"{department.name}{kicker(summary)}：金额、绩效、核对结果与出处",
        crumbs=((department.name, department.path),),
        article=Article(hints.publication_date or report.date, department.name, summary.kind_title),
        json_ld=json_ld,
        charts=charts,
    )


def _owner_link(path: str, summary: ReportSummary, department: DepartmentSummary) -> Link:
    """Return the link to the department that stands above a title which does not name it."""
    return Link("" if department.name in summary.title else department.name, relative(path, department.path))


def _nothing_read(report: Report) -> str:
    """Say what the report holds when it tells no amount, score or project."""
    indicators = sum(len(form.indicators) for form in report.forms)
    return f"这份表列出 {indicators} 个绩效指标，没有公布金额和得分。" if indicators else NOTHING_READ


def _form_views(report: Report, shower: FactShower) -> tuple[tuple[FormView, ...], tuple[FormView, ...]]:
    """Return forms to show in full, and those that belong to no project page because they are blank or destroyed."""
    on_pages = {project.form for project in report.projects}
    shown, empty = [], []
    for index, form in enumerate(report.forms):
        if form.kind is not FormKind.PROJECT or (index not in on_pages and (form.money or form.indicators)):
            shown.append(form_view(index, form, shower))
        elif index not in on_pages:
            empty.append(form_view(index, form, shower))
    return tuple(shown), tuple(empty)


def _text_facts(report: Report) -> tuple[Fact, ...]:
    """Return the facts that no table, form, project or identity row of the page or its project pages shows."""
    shown = {fact.id for fact in (*report.identity, *report.grade_counts)}
    for table in report.tables:
        shown.update(fact.id for row in table.rows for _, fact in row.cells)
    for form in report.forms:
        shown.update(form_fact_ids(form))
    for project in report.projects:
        singles = (project.budget, project.executed, project.execution_rate, project.score, project.grade)
        shown.update(fact.id for fact in (*singles, project.goal, project.result) if fact)
        shown.update(fact.id for fact in (*project.money, *project.facts))
        shown.update(fact.id for row in project.indicators for fact in indicator_facts(row))
    return tuple(fact for fact in report.facts if fact.id not in shown)


TABLE_HEADS = frozenset({"表名", "表号", "金额单位", "部门名称", "编制单位", "年度", "标题", "部门"})


def _apart(facts: tuple[Fact, ...], tables: bool) -> tuple[list[Fact], list[Fact]]:
    """Return the facts that only name the table they stand over, where the page shows tables, and all others."""
    heads = [fact for fact in facts if tables and fact.table and fact.item in TABLE_HEADS]
    others = [fact for fact in facts if not (tables and fact.table and fact.item in TABLE_HEADS)]
    return heads, others


def form_fact_ids(form: SelfEvalForm) -> set[str]:
    """Return the identifiers of all facts that a form shows."""
    facts: list[Fact | None] = [form.total, form.grade]
    facts += [fact for row in form.money for _, fact in row.cells]
    facts += [fact for goal in form.goals for fact in (goal.planned, goal.actual)]
    facts += [fact for row in form.indicators for fact in indicator_facts(row)]
    facts += [fact for _, fact in form.texts]
    return {fact.id for fact in facts if fact}


def fact_row(fact: Fact, shower: FactShower, report: Report | None = None) -> FactRow:
    """Return one fact as a row of a list; what it has in common with `report`, department and year, is left out."""
    subject, year = fact.subject, fact.year
    if report is not None:
        subject = "" if subject == report.department else subject
        year = None if year == report.year else year
    return FactRow(subject, fact.item, f"{year} 年" if year else "", shower.text(fact))


def _glossary(entry: GlossaryEntry, shower: FactShower) -> GlossaryView:
    return GlossaryView(entry.term, entry.text, shower.href(entry.locator))


SHOWN_UNREAD = 30


def _coverage(coverage: Coverage | None, shower: FactShower) -> CoverageView | None:
    if coverage is None or not coverage.printed:
        return None
    understood = coverage.printed - len(coverage.not_understood)
    return CoverageView(
        printed=coverage.printed,
        facts=coverage.facts,
        set_aside=coverage.set_aside,
        not_understood=tuple(
            Link(unread.printed, shower.href(unread.locator)) for unread in coverage.not_understood[:SHOWN_UNREAD]
        ),
        more=max(0, len(coverage.not_understood) - SHOWN_UNREAD),
        share="全部" if understood == coverage.printed else f"{floor(understood / coverage.printed * 1000) / 10}%",
    )
