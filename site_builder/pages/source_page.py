"""The source page: the document as read, every line and cell addressable, its findings and facts beside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from site_builder.model.config import SiteConfig
from site_builder.model.document import Cell, Document, Format, Heading, Paragraph, Table
from site_builder.model.finding import Finding
from site_builder.model.output import Page, PageExtras
from site_builder.model.report import Fact, Report
from site_builder.model.site import ReportAnalysis, SourceAnalysis
from site_builder.model.value import Status
from site_builder.pages.findings import (
    FindingView,
    RuleLinks,
    finding_views,
    message_text,
    severity_title,
    sort_findings,
)
from site_builder.pages.history_note import HistoryNote, history_note
from site_builder.pages.layout import Article, Layout, Link, build_layout
from site_builder.pages.report_page import original_href
from site_builder.pages.search_entries import source_entry
from site_builder.pages.values import FactShower, escaped, with_unit
from site_builder.paths import anchor, relative, source_path

FORMAT_TITLES = {
    Format.TXT: "文本文件", Format.MD: "Markdown 文件", Format.HTML: "网页", Format.DOCX: "Word 文档",
    Format.DOC: "Word 文档（旧版）", Format.ODT: "ODT 文档", Format.XLSX: "Excel 工作簿",
    Format.XLS: "Excel 工作簿（旧版）", Format.ODS: "ODS 工作簿", Format.PDF: "PDF 文件", Format.IMAGE: "图片",
    Format.OTHER: "其他文件",
}  # fmt: skip

NO_EXTRAS = PageExtras()


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
    notes = _Notes(source, findings)
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
        rows=tuple(_line(number, text, notes) for number, text in enumerate(text_lines, 1)),
        blocks=tuple(_blocks(document, notes)) if document and not text_lines else (),
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


class _Notes:
    """What stands beside a place: the findings that rest on it and the facts read from it."""

    def __init__(self, source: SourceAnalysis, findings: tuple[Finding, ...]) -> None:
        self._findings: dict[str, list[tuple[int, Finding]]] = {}
        for number, finding in enumerate(findings, 1):
            for locator in dict.fromkeys(finding.locators):
                self._findings.setdefault(locator, []).append((number, finding))
        self._facts: dict[str, list[Fact]] = {}
        self.count = 0
        for report in source.reports:
            for fact in report.report.facts:
                self._facts.setdefault(fact.locator, []).append(fact)
                self.count += 1

    def findings_at(self, locator: str) -> str:
        """Return links to the findings that rest on a place."""
        return "".join(
            f'<a class="flag {finding.severity.value}" href="#finding-{number}">注{number}</a>'
            for number, finding in self._findings.get(locator, ())
        )

    def messages_at(self, locator: str) -> str:
        """Return the findings that rest on a place, in words."""
        return "".join(
            f'<p class="said {finding.severity.value}"><a class="flag" href="#finding-{number}">注{number}</a>'
            f"{severity_title(finding)}：{escape(message_text(finding))}</p>"
            for number, finding in self._findings.get(locator, ())
        )

    def facts_at(self, locator: str) -> str:
        """Return the facts read from a place, folded away."""
        facts = self._facts.get(locator)
        if not facts:
            return ""
        items = "".join(_fact_item(fact) for fact in facts)
        return f"<details><summary>读出 {len(facts)} 项</summary><ul>{items}</ul></details>"

    def at(self, locator: str) -> str:
        """Return everything that stands beside a place."""
        return self.messages_at(locator) + self.facts_at(locator)


def _fact_item(fact: Fact) -> str:
    label = " › ".join(part for part in (fact.subject, *fact.path, fact.item) if part)
    shown = with_unit(fact.value) if fact.value.status is not Status.EMPTY else "（空白）"
    return f'<li>{escaped(label)}：<span data-fact="{fact.id}">{escaped(shown)}</span></li>'


def _line(number: int, text: str, notes: _Notes) -> Markup:
    """A line of a text file; the number links to the line itself so that a reader can copy its address."""
    locator = f"L{number}"
    beside = notes.at(locator)
    return Markup(
        f'<div class="line" id="{locator}"><a class="no" href="#{locator}">{number}</a>'
        f"<p>{escaped(text)}</p>{_beside(beside)}</div>"
    )


def _beside(notes: str) -> str:
    return f'<div class="beside">{notes}</div>' if notes else ""


def _blocks(document: Document, notes: _Notes) -> Iterator[Markup]:
    page = ""
    for block in document.blocks:
        on = _page_of(block.locator)
        if on and on != page:
            page = on
            yield Markup(f'<p class="page-break" id="p{on}">第 {on} 页</p>')
        yield _table(block, notes) if isinstance(block, Table) else _text_block(block, notes, page)


def _page_of(locator: str) -> str:
    if locator[:1] != "p":
        return ""
    digits = locator[1:].split("t")[0]
    return digits if digits.isdigit() else ""


def _text_block(block: Heading | Paragraph, notes: _Notes, page: str) -> Markup:
    beside = notes.at(block.locator)
    # In PDFs every paragraph of a page has the page as its place: the id stands on the page's own mark.
    place = "" if page and block.locator == f"p{page}" else f' id="{anchor(block.locator)}"'
    strong = ' class="heading"' if isinstance(block, Heading) else ""
    return Markup(f'<div class="block"{place}><p{strong}>{escape(block.text)}</p>{_beside(beside)}</div>')


def _table(table: Table, notes: _Notes) -> Markup:
    rows = "".join("<tr>" + "".join(_cell(cell, notes) for cell in row) + "</tr>" for row in table.own_rows() if row)
    facts = "".join(notes.facts_at(cell.locator) for cell in table.cells)
    title = escape(table.name) if table.name else "表格"
    beside = f'<details class="beside"><summary>这张表读出的数据</summary>{facts}</details>' if facts else ""
    return Markup(
        f'<div class="block" id="{anchor(table.locator)}"><div class="scroll" tabindex="0" role="region"'
        f' aria-label="{title} {escape(table.locator)}"><table class="as-read"><tbody>{rows}</tbody></table></div>'
        f"{beside}</div>"
    )


def _cell(cell: Cell, notes: _Notes) -> str:
    spans = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    spans += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    return f'<td id="{anchor(cell.locator)}"{spans}>{escape(cell.text)}{notes.findings_at(cell.locator)}</td>'
