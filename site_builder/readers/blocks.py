"""Numbering of paragraphs and tables in reading order, for files that have neither lines nor pages."""

from __future__ import annotations

from collections.abc import Sequence

from site_builder.model.document import Block, Heading, Paragraph, Problem
from site_builder.readers.grid import Box, flowed_table
from site_builder.readers.titles import title_level
from site_builder.text import clean

MAX_BLOCKS = 500_000


class BlockList:
    """The blocks of a Word file or web page, with locators `¶14` and `t2r3c4`, and what went wrong."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.problems: list[Problem] = []
        self._paragraphs = 0
        self._tables = 0

    def paragraph(self, raw: str, level: int | None = None) -> None:
        """Add a paragraph; `level` is the markup's heading level, without it the wording decides."""
        text = clean(raw)
        if not text:
            return
        self._paragraphs += 1
        locator = f"¶{self._paragraphs}"
        level = level or title_level(text)
        if level:
            self.blocks.append(Heading(text, locator, level, raw))
        else:
            self.blocks.append(Paragraph(text, locator, raw))

    def table(self, boxes: Sequence[Box], nrows: int) -> None:
        """Add a table; one that holds no text is left out."""
        table = flowed_table(boxes, nrows, f"t{self._tables + 1}")
        if table is not None:
            self._tables += 1
            self.blocks.append(table)

    def problem(self, name: str, message: str, severity: str = "warning") -> None:
        """Note once something that was left out or could not be read."""
        problem = Problem(name, message, severity=severity)
        if problem not in self.problems:
            self.problems.append(problem)
