"""A chart: an ECharts option with the sentence and the table that say the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ChartCell:
    """A cell of a chart's table; `fact` is the identifier of the fact it shows, empty for a label."""

    text: str
    fact: str = ""
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure. `option` and `narrow_option` (for phones) are pure JSON; the only dictionaries at a border.

    `name` is kebab-case and unique on its page; `title` holds unit and year; `summary` is one sentence.
    `columns` heads `rows`; the first cell of a row is its header. `scale` names the grade scale, if any.
    """

    name: str
    title: str
    summary: str
    option: dict[str, Any]
    columns: tuple[str, ...]
    rows: tuple[tuple[ChartCell, ...], ...]
    narrow_option: dict[str, Any] | None = None
    width: int = 720
    height: int = 360
    narrow_height: int = 420
    note: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The SVG of a chart, cleaned for a strict content security policy; `narrow` is for 360 px."""

    wide: str
    narrow: str = ""


@dataclass(frozen=True, slots=True)
class DrawnChart:
    """A chart with its drawing; `path` is the address of its option file (`….json`), relative to the site's root."""

    chart: Chart
    drawing: Drawing
    path: str


@dataclass(frozen=True, slots=True)
class DrawnCharts:
    """Charts by the page that shows them: pairs of (folder of report, department or site page, its charts)."""

    groups: tuple[tuple[str, tuple[DrawnChart, ...]], ...] = ()

    def of(self, folder: str) -> tuple[DrawnChart, ...]:
        """Return the charts of the page in `folder` (ending in `/`, empty for the home page)."""
        return next((charts for name, charts in self.groups if name == folder), ())
