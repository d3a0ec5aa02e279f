"""Renders the hand-built site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup
from page_records import (
    CONFIG,
    CORRECTIONS,
    EXTRAS,
    RULES,
    make_charts,
    make_department,
    make_large_site,
    make_old_version,
    make_site,
    make_workbook,
)

from site_builder.model.chart import DrawnCharts
from site_builder.model.output import Page, PagePlan
from site_builder.pages import department_pages, old_version_page, site_pages, source_page
from site_builder.render import Renderer, static_files


def all_pages() -> Iterator[Page]:
    charts, department = make_charts(), make_department()
    yield from department_pages(department, charts, CONFIG, EXTRAS)
    yield from (source_page(source, CONFIG, EXTRAS) for source in (*department.sources, make_workbook()))
    yield from made(site_pages(make_site(), charts, CONFIG, RULES, EXTRAS, CORRECTIONS))
    yield old_version_page(make_old_version(), Markup('<div class="line" id="L1"><p>旧</p></div>'), True, CONFIG)


def region_pages() -> Iterator[Page]:
    """The pages of a large site that a small one has not."""
    large = site_pages(make_large_site(), DrawnCharts(), CONFIG)
    return made(page for page in large if page.path.startswith(("regions/", "method/d")))


def made(pages: Iterable[Page | PagePlan]) -> Iterator[Page]:
    return (page.make() if isinstance(page, PagePlan) else page for page in pages)


@lru_cache(maxsize=1)
def render_site() -> dict[str, str]:
    renderer = Renderer(CONFIG)
    return {page.path: renderer.render(page).content.decode() for page in all_pages()}


def many_pages() -> Iterator[Page]:
    """The pages about the whole site when its departments fill several of them: home, regions, tables by region."""
    return made(site_pages(make_large_site(), make_charts(), CONFIG, RULES, EXTRAS, CORRECTIONS))


def write_site(target: Path) -> None:
    """Write the hand-built site to a folder, its whole-site pages as those of many departments."""
    renderer = Renderer(CONFIG)
    files = {page.path: renderer.render(page).content for page in (*all_pages(), *many_pages())}
    files |= {file.path: file.content for file in static_files(CONFIG)}
    for path, content in files.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(content)


if __name__ == "__main__":  # write it to a folder to look at it: python tests/pages/page_site.py DIR
    import sys

    write_site(Path(sys.argv[1]))
