"""The public record of corrections."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.model.config import SiteConfig
from site_builder.model.output import Page
from site_builder.model.site import Correction
from site_builder.pages.layout import Layout, Link, build_layout
from site_builder.pages.search_entries import plain_entry
from site_builder.paths import relative

MOST_SHOWN = 500
"""Newest corrections on the page; all of them stand in data/corrections.json."""


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """One changed value."""

    date: str
    report: Link
    subject: str
    item: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class CorrectionsPage:
    """The context of corrections_page.html; the newest correction first, `older` are not shown."""

    layout: Layout
    heading: str
    corrections: tuple[CorrectionView, ...]
    older: int


def corrections_page(corrections: tuple[Correction, ...], config: SiteConfig) -> Page:
    """Return the corrections page, which also says when there are none."""
    path = "corrections/index.html"
    newest = sorted(corrections, key=lambda correction: correction.date, reverse=True)
    page = CorrectionsPage(
        layout=build_layout(path, "更正记录", config, description="公开之后改动过的数字：改了什么、为什么、什么时候"),
        heading="更正记录",
        corrections=tuple(
            CorrectionView(
                entry.date,
                Link(f"{entry.department} {entry.report_title}", relative(path, entry.report_path)),
                entry.subject,
                entry.item,
                entry.before,
                entry.after,
                entry.reason,
            )
            for entry in newest[:MOST_SHOWN]
        ),
        older=max(0, len(newest) - MOST_SHOWN),
    )
    return Page(path, "corrections_page.html", page, plain_entry(path, "更正记录"))
