"""The note on a page about what was published before: corrections and older versions."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.model.output import PageExtras
from site_builder.model.site import Correction
from site_builder.pages.layout import Link
from site_builder.paths import relative

MOST_SHOWN = 10
CORRECTIONS_PAGE = "corrections/index.html"


@dataclass(frozen=True, slots=True)
class HistoryNote:
    """The newest corrections of a report, how many more there are, and the older versions of its source."""

    corrections: tuple[Correction, ...]
    more: int
    versions: tuple[Link, ...]
    page_href: str


def history_note(page: str, folder: str, source: str, extras: PageExtras) -> HistoryNote:
    """Return the note for `page`: corrections of the report in `folder` (none when empty), versions of `source`."""
    mine = tuple(item for item in extras.corrections if folder and item.report_path == folder)
    versions = tuple(
        Link(f"{item.date} 以前的版本", relative(page, item.page)) for item in extras.versions if item.source == source
    )
    return HistoryNote(mine[:MOST_SHOWN], max(0, len(mine) - MOST_SHOWN), versions, relative(page, CORRECTIONS_PAGE))
