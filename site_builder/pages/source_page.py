"""The source page: the document as read, every line and cell addressable, its findings and facts beside."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from site_builder.model.config import SiteConfig
from site_builder.model.document import Document, Format, Heading
from site_builder.model.output import Page, PageExtras
from site_builder.model.report import Report
from site_builder.model.site import ReportAnalysis, SourceAnalysis
from site_builder.pages.findings import FindingView, RuleLinks, finding_views, sort_findings
from site_builder.pages.history_note import HistoryNote, history_note
from site_builder.pages.layout import Article, Layout, Link, build_layout
from site_builder.pages.report_page import original_href
from site_builder.pages.search_entries import source_entry
from site_builder.pages.source_blocks import block_rows
from site_builder.pages.source_notes import SourceNotes
from site_builder.pages.values import FactShower, escaped
from site_builder.paths import anchor, relative, source_path

FORMAT_TITLES = {
    Format.TXT: "文本文件", Format.MD: "Markdown 文件", Format.HTML: "网页", Format.DOCX: "Word 文档",
    Format.DOC: "Word 文档（旧版）", Format.ODT: "ODT 文档", Format.XLSX: "Excel 工作簿",
    Format.XLS: "Excel 工作簿（旧版）", Format.ODS: "ODS 工作簿", Format.PDF: "PDF 文件", Format.IMAGE: "图片",
    Format.OTHER: "其他文件",
}  # fmt: skip

NO_EXTRAS = PageExtras()
MOST_CONTENTS = 60
"""Headings that a table of contents can list before it is no help any more."""
TITLE_LENGTH = 30


@dataclass(frozen=True, slots=True)
class SourcePage:
    """The context of source_page.html: `rows` for text files, `blocks` for structured documents, as markup."""

    layout: Layout
    heading: str
    format_title: str
    encoding: str
    sha256: str
    page_count: int
    line_count: int
    reports: tuple[Link, ...]
    findings: tuple[FindingView, ...]
    problems: tuple[tuple[str, str], ...]
    contents: tuple[Link, ...]
    rows: tuple[Markup, ...]
    blocks: tuple[Markup, ...]
    original_href: str
    fact_count: int
    history: HistoryNote


def source_page(source: SourceAnalysis, config: SiteConfig, extras: PageExtras = NO_EXTRAS) -> Page:
    """Return the source page of one file, whether or not a report was found in it."""
    path = f"{source_path(source.source)}index.html"
    document = source.document
    findings = sort_findings((*(f for report in source.reports for f in report.findings), *source.findings))
    layout = _layout(path, source, config)
    notes = SourceNotes(source, findings)
    text_lines = document.lines if document else ()
    page = SourcePage(
        layout=layout,
        heading=source.source,
        format_title=FORMAT_TITLES[document.format] if document else "未能读取的文件",
        encoding=document.encoding if document else "",
        sha256=source.sha256,
        page_count=document.page_count if document else 0,
        line_count=len(text_lines),
        reports=_report_links(path, source.reports),
        findings=finding_views(findings, FactShower(path, path, findings), RuleLinks(layout.root, extras.rules)),
        problems=_problems(document),
        contents=_contents(document),
        rows=tuple(_line(number, text, notes) for number, text in enumerate(text_lines, 1)),
        blocks=tuple(block_rows(document, notes)) if document and not text_lines else (),
        original_href=original_href(path, source.source, config, extras),
        fact_count=notes.count,
        history=history_note(path, "", source.source, extras),
    )
    entry = source_entry(path, f"原文：{source.source}", first_report(source))
    return Page(path, "source_page.html", page, entry)


def first_report(source: SourceAnalysis) -> Report | None:
    """Return the first report of a file, None when there is none."""
    return source.reports[0].report if source.reports else None


def _layout(path: str, source: SourceAnalysis, config: SiteConfig) -> Layout:
    report = first_report(source)
    folder = source.reports[0].path if report else ""
    crumbs = ((report.department, department_folder(folder)),) if report and folder else ()
    return build_layout(
        path,
        f"原文：{source.source}",
        config,
        description=f"文件“{source.source}”的原文，每一处被引用的数字都标出位置",
        crumbs=crumbs,
        article=Article(report.date, report.department, "原文") if report else None,
    )


def department_folder(report_folder: str) -> str:
    """Return the department's folder, two steps above that of one of its reports (year, kind)."""
    return report_folder.rstrip("/").rsplit("/", 2)[0] + "/"


def _report_links(page: str, reports: tuple[ReportAnalysis, ...]) -> tuple[Link, ...]:
    return tuple(
        Link(found.report.title or found.report.kind.label, relative(page, found.path))
        for found in reports
        if found.path
    )


def _problems(document: Document | None) -> tuple[tuple[str, str], ...]:
    if document is None:
        return ()
    return tuple(
        (problem.message, f"#{anchor(problem.locator)}" if problem.locator else "") for problem in document.problems
    )


def _contents(document: Document | None) -> tuple[Link, ...]:
    """Return links to the document's headings, of as many levels as make a list that can be taken in."""
    headings = [block for block in document.blocks if isinstance(block, Heading)] if document else []
    for least in sorted({heading.level for heading in headings}, reverse=True):
        chosen = [heading for heading in headings if heading.level <= least]
        if len(chosen) <= MOST_CONTENTS:
            return tuple(Link(heading.text[:TITLE_LENGTH], f"#{anchor(heading.locator)}") for heading in chosen)
    return ()


def _line(number: int, text: str, notes: SourceNotes) -> Markup:
    """A line of a text file; the number links to the line itself so that a reader can copy its address."""
    locator = f"L{number}"
    return Markup(
        f'<div class="line" id="{locator}"><a class="no" href="#{locator}">{number}</a>'
        f"<p>{escaped(text)}</p>{notes.at(locator)}</div>"
    )
