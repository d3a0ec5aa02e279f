"""The page of one report: identity, summary, official tables, forms, findings, checklist."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup, escape

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
from site_builder.pages.key_figures import KeyFigureView, key_figure_views
from site_builder.pages.layout import Article, Layout, Link, build_layout
from site_builder.pages.project_rows import ProjectRow, project_rows
from site_builder.pages.search_entries import report_entry
from site_builder.pages.summary import audit_sentence, report_sentences
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
    """A published value that stands in running text: subject, item, value, all as shown."""

    subject: str
    item: str
    year: str
    value: Markup


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The context of report_page.html."""

    layout: Layout
    heading: str
    kicker: str
    identity: tuple[tuple[str, Markup], ...]
    sentences: tuple[Markup | str, ...]
    key_figures: tuple[KeyFigureView, ...]
    charts: tuple[ChartView, ...]
    tables: tuple[TableView, ...]
    forms: tuple[FormView, ...]
    empty_forms: tuple[FormView, ...]
    projects: tuple[ProjectRow, ...]
    grade_counts: tuple[FactRow, ...]
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
    places = FactPlaces(path, ((summary.source_path, report.facts),))
    shown_forms, empty_forms = _split_forms(report)
    page = ReportPage(
        layout=layout,
        heading=report.title or summary.title,
        kicker=kicker(summary),
        identity=_identity(report, summary, config, shower),
        sentences=(*report_sentences(summary, shower), audit_sentence(findings)),
        key_figures=key_figure_views(summary, shower),
        charts=chart_views(drawn, path, places),
        tables=tuple(table_view(index, table, shower) for index, table in enumerate(report.tables)),
        forms=tuple(form_view(index, form, shower) for index, form in shown_forms),
        empty_forms=tuple(form_view(index, form, shower) for index, form in empty_forms),
        projects=project_rows(path, ((project, shower) for project in summary.projects)),
        grade_counts=tuple(fact_row(fact, shower) for fact in report.grade_counts),
        text_facts=tuple(fact_row(fact, shower) for fact in _text_facts(report)),
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
    return " · ".join(part for part in (year, summary.kind_title, summary.scope) if part)


def owner(summary: ReportSummary) -> str:
    """Return department and year as far as the report's title does not name them: 项目支出绩效自评表 alone says nothing."""
    year = f"{summary.year} 年" if summary.year and str(summary.year) not in summary.title else ""
    return " ".join(part for part in ("" if summary.department in summary.title else summary.department, year) if part)


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


def _identity(
    report: Report, summary: ReportSummary, config: SiteConfig, shower: FactShower
) -> tuple[tuple[str, Markup], ...]:
    hints = config.hints_for(report.source)
    rows = _identity_rows(report, shower)
    known = {label for label, _ in rows}
    stated = (
        ("部门", summary.department),
        ("行政区", " ".join(summary.region)),
        ("年度", str(summary.year or "原文未写明")),
        ("报告类型", summary.kind_title),
        ("口径", summary.scope),
        ("成文日期", report.date),
        ("批复日期", hints.approval_date),
        ("公开日期", hints.publication_date),
    )
    rows += [(label, escape(text)) for label, text in stated if text and label not in known]
    return tuple(rows)


COMPLETED = "补全:"
"""Before the item of a fact that the reader of forms inferred (a province from a county's name)."""


def _identity_rows(report: Report, shower: FactShower) -> list[tuple[str, Markup]]:
    """Return one row a label: parts of one document (report, form, data table) each print their own title and year."""
    rows: dict[str, list[Markup]] = {}
    for fact in report.identity:
        if fact.value.text:
            item = fact.item.removeprefix(COMPLETED)
            region = item == "行政区"  # the print is a whole line that names the place, often the bureau's name
            shown = shower.linked(fact, fact.value.text) if region else shower.text(fact)
            rows.setdefault(item if item == fact.item else f"{item}（推断）", []).append(shown)
    return [(label, Markup("；").join(shown)) for label, shown in rows.items()]


def _split_forms(
    report: Report,
) -> tuple[tuple[tuple[int, SelfEvalForm], ...], tuple[tuple[int, SelfEvalForm], ...]]:
    """Return forms to show in full, and those that belong to no project page because they are blank or destroyed."""
    on_pages = {project.form for project in report.projects}
    shown, empty = [], []
    for index, form in enumerate(report.forms):
        if form.kind is not FormKind.PROJECT or (index not in on_pages and (form.money or form.indicators)):
            shown.append((index, form))
        elif index not in on_pages:
            empty.append((index, form))
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


def form_fact_ids(form: SelfEvalForm) -> set[str]:
    """Return the identifiers of all facts that a form shows."""
    facts: list[Fact | None] = [form.total, form.grade]
    facts += [fact for row in form.money for _, fact in row.cells]
    facts += [fact for goal in form.goals for fact in (goal.planned, goal.actual)]
    facts += [fact for row in form.indicators for fact in indicator_facts(row)]
    facts += [fact for _, fact in form.texts]
    return {fact.id for fact in facts if fact}


def fact_row(fact: Fact, shower: FactShower) -> FactRow:
    """Return one fact as a row of a list."""
    return FactRow(fact.subject, fact.item, str(fact.year or ""), shower.text(fact))


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
        share=f"{understood / coverage.printed:.1%}",
    )
