"""From the contents of pages to the blocks of a document; the same for PDF text and for recognised scans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from site_builder.model.document import Block
from site_builder.readers.pdf.aligned import find_aligned
from site_builder.readers.pdf.cells import PageTable, fill_grid
from site_builder.readers.pdf.geometry import Glyph, PageContent, cluster_lines
from site_builder.readers.pdf.joining import join_parts, same_columns
from site_builder.readers.pdf.prose import PlacedLine, Prose, place_line, running_lines
from site_builder.readers.pdf.ruled import RuledGrid, find_grids
from site_builder.readers.titles import is_title_of_table
from site_builder.text import fold


@dataclass(frozen=True, slots=True)
class PageParts:
    """One page taken apart: tables and the lines around them."""

    number: int
    tables: tuple[PageTable, ...]
    lines: tuple[PlacedLine, ...]


def take_apart(page: PageContent) -> PageParts:
    """Return the tables and lines of a page."""
    grids = find_grids(page.rules)
    tables: list[PageTable] = []
    used: list[RuledGrid] = []
    for grid in grids:
        table = fill_grid(grid, page.glyphs, page.number, len(tables) + 1)
        if table is not None:
            tables.append(table)
            used.append(grid)
    outside = [glyph for glyph in page.glyphs if not _in_any(used, glyph)]
    lines = cluster_lines(outside)
    aligned, lines = find_aligned(lines, page.rules, page.number, len(tables) + 1, [grid.box for grid in used])
    tables.extend(aligned)
    placed = tuple(place_line(line, page.number, page.width, page.height) for line in lines)
    return PageParts(page.number, tuple(sorted(tables, key=lambda table: table.y0)), placed)


def _in_any(grids: Sequence[RuledGrid], glyph: Glyph) -> bool:
    return any(grid.cell_at(glyph.cx, glyph.cy) is not None for grid in grids)


def assemble(pages: Sequence[PageParts]) -> tuple[Block, ...]:
    """Return the blocks of all pages in reading order, tables joined over pages."""
    lines_by_page = [page.lines for page in pages]
    drop = running_lines(lines_by_page)
    prose = Prose(lines_by_page)
    blocks: list[Block] = []
    waiting: list[PlacedLine] = []
    parts: list[PageTable] = []
    title: list[str] = []

    def close_table() -> None:
        if parts:
            blocks.append(join_parts(parts))
            parts.clear()

    for item in _in_order(pages, drop):
        if isinstance(item, PlacedLine):
            waiting.append(item)
            continue
        if parts and _continues(parts[-1], item, waiting, title):
            waiting.clear()
            parts.append(item)
            continue
        close_table()
        title = _titles(waiting)
        blocks.extend(prose.blocks(waiting))
        waiting.clear()
        parts.append(item)
    close_table()
    blocks.extend(prose.blocks(waiting))
    return tuple(blocks)


def _in_order(pages: Sequence[PageParts], drop: set[tuple[int, float]]) -> list[PlacedLine | PageTable]:
    items: list[PlacedLine | PageTable] = []
    for page in pages:
        here: list[PlacedLine | PageTable] = [line for line in page.lines if (line.page, line.y0) not in drop]
        here.extend(page.tables)
        items.extend(sorted(here, key=lambda item: item.y0))
    return items


def _titles(lines: Sequence[PlacedLine]) -> list[str]:
    return [fold(line.text) for line in lines]


def _continues(part: PageTable, table: PageTable, between: Sequence[PlacedLine], title: Sequence[str]) -> bool:
    """A table goes on over the page when its columns do and nothing new stands between.

    The title, unit and department printed again over the next part are nothing new.
    """
    if table.page != part.page + 1 or not same_columns(part, table):
        return False
    for line in between:
        text = fold(line.text).replace("续表", "").replace("(续)", "").replace("续", "")
        if text and text not in title:
            return False
    return not (between and not any(is_title_of_table(text) for text in title) and len(between) > 4)
