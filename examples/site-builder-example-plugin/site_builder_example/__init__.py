"""An example of a plugin for site-builder: a reader, a form, a check and a page."""

from __future__ import annotations

from pathlib import Path

from site_builder.plugins import PluginRegistry


def register(registry: PluginRegistry) -> None:
    """Add everything; called once in every process."""
    from site_builder_example import round_scores  # noqa: F401 - importing registers the check
    from site_builder_example.csv_reader import READER
    from site_builder_example.meeting_form import FORM
    from site_builder_example.years_page import years_pages

    registry.add_reader(READER)
    registry.add_form(FORM)
    registry.add_pages(years_pages, Path(__file__).with_name("templates"))
