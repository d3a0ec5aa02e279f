"""The glossary: terms in plain words, and as the reports themselves explain them."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.model.config import SiteConfig
from site_builder.model.output import Page, PagePlan
from site_builder.model.site import DepartmentOutline, SiteSummary
from site_builder.pages.layout import Layout, Link, build_layout
from site_builder.pages.search_entries import plain_entry
from site_builder.pages.terms import TERMS
from site_builder.paths import fact_link, relative
from site_builder.text import fold

MOST_EXPLAINED = 200
MOST_READ = 200
"""Terms taken from reports, and departments whose reports are read for them: the same terms come back thousands of
times."""


@dataclass(frozen=True, slots=True)
class TermView:
    """A term; `said` is how a report explains it, with the link to the place."""

    anchor: str
    title: str
    text: str
    said: str
    said_by: Link | None


@dataclass(frozen=True, slots=True)
class GlossaryPage:
    """The context of glossary_page.html: terms of the handbook, then terms only reports explain."""

    layout: Layout
    heading: str
    terms: tuple[TermView, ...]
    others: tuple[TermView, ...]


def glossary_plan(summary: SiteSummary, config: SiteConfig) -> PagePlan:
    """Return the glossary."""
    read = tuple(outline for outline in summary.outlines if outline.terms)[:MOST_READ]
    about = tuple(outline.version for outline in read)
    return PagePlan("glossary/index.html", about, lambda: _page(summary, read, config))


def _page(summary: SiteSummary, read: tuple[DepartmentOutline, ...], config: SiteConfig) -> Page:
    path = "glossary/index.html"
    said = _said(path, summary, read)
    known = {fold(term.title) for term in TERMS}
    page = GlossaryPage(
        layout=build_layout(
            path, "名词解释", config, section="glossary", description="预算、决算和绩效自评里的名词，用平常话解释"
        ),
        heading="名词解释",
        terms=tuple(_view(term.name, term.title, term.text, said.get(fold(term.title))) for term in TERMS),
        others=tuple(
            _view(f"said-{number}", term, "", entry)
            for number, (folded, entry) in enumerate(said.items(), 1)
            if folded not in known
            for term in (entry[0],)
        ),
    )
    return Page(path, "glossary_page.html", page, plain_entry(path, "名词解释"))


def _said(path: str, summary: SiteSummary, read: tuple[DepartmentOutline, ...]) -> dict[str, tuple[str, str, Link]]:
    """Return for each folded term the first report's own words: (term, text, place)."""
    found: dict[str, tuple[str, str, Link]] = {}
    for department in summary.of(read):
        if len(found) >= MOST_EXPLAINED:
            break
        for report in department.reports:
            for entry in report.glossary:
                key = fold(entry.term)
                if key in found or len(found) >= MOST_EXPLAINED:
                    continue
                href = relative(path, fact_link(report.source, entry.locator))
                found[key] = (entry.term, entry.text, Link(report.title, href))
    return found


def _view(anchor: str, title: str, text: str, said: tuple[str, str, Link] | None) -> TermView:
    return TermView(anchor, title, text, said[1] if said else "", said[2] if said else None)
