"""What a reader saw in one file: headings, paragraphs and tables, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

LOW_CONFIDENCE = 0.80
"""Below this, text recognised from a picture counts as UNREADABLE (measured: docs/readers.md)."""


class Format(StrEnum):
    """The kind of file a document was read from."""

    TXT = "txt"
    MD = "md"
    HTML = "html"
    DOCX = "docx"
    DOC = "doc"
    ODT = "odt"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    PDF = "pdf"
    IMAGE = "image"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table as printed.

    `row` and `col` are zero-based positions in the grid. `locator` is the cell's place in the file
    (`L71`, `p12t1r3c4`, `Sheet1!B4`, `t2r3c4`; rows and columns there are one-based).
    `text` is cleaned of leftover markup and folded radicals; `raw` is what the file holds.
    `confidence` is set (0-1) only where the text was recognised from a picture.
    """

    text: str
    row: int
    col: int
    locator: str
    raw: str = ""
    rowspan: int = 1
    colspan: int = 1
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading or a line that stands as a title; `level` is 1 for the highest."""

    text: str
    locator: str
    level: int = 2
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph or line of running text.

    `parts` holds the further places when a paragraph was rejoined over lines or pages:
    pairs of (offset in `text`, locator), the first always `(0, locator)` and implied.
    """

    text: str
    locator: str
    raw: str = ""
    parts: tuple[tuple[int, str], ...] = ()
    confidence: float | None = None

    def pieces(self) -> Iterator[tuple[str, str]]:
        """Yield the paragraph's parts as (locator, text): one, or one for each place it was rejoined from."""
        starts = ((0, self.locator), *self.parts)
        ends = [*(start for start, _ in self.parts), len(self.text)]
        return ((place, self.text[start:end]) for (start, place), end in zip(starts, ends, strict=True))

    def locator_at(self, offset: int) -> str:
        """Return the place of the character at `offset` of `text`."""
        place = self.locator
        for start, locator in self.parts:
            if start > offset:
                break
            place = locator
        return place


@dataclass(frozen=True, slots=True)
class Table:
    """A table on the paper: cells with spans; `grid` derives from them.

    `certain` is False when the cells were found by alignment rather than by rules or markup.
    `name` is the sheet's name in a workbook.
    """

    cells: tuple[Cell, ...]
    nrows: int
    ncols: int
    locator: str
    name: str = ""
    certain: bool = True

    def rows(self) -> list[list[Cell | None]]:
        """Return the grid, each spanned position holding the cell that covers it."""
        grid: list[list[Cell | None]] = [[None] * self.ncols for _ in range(self.nrows)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.rowspan, self.nrows)):
                for col in range(cell.col, min(cell.col + cell.colspan, self.ncols)):
                    grid[row][col] = cell
        return grid

    def own_rows(self) -> list[list[Cell]]:
        """Return for each row the cells that start in it, left to right."""
        rows: list[list[Cell]] = [[] for _ in range(self.nrows)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        for row in rows:
            row.sort(key=lambda cell: cell.col)
        return rows


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a reader could not do; `message` is one Chinese sentence for people."""

    name: str
    message: str
    locator: str = ""
    severity: str = "warning"


@dataclass(frozen=True, slots=True)
class Document:
    """One file as read. `lines` is set for text files only: the raw lines, split at `\\n`, for the source page."""

    source: str
    format: Format
    sha256: str
    blocks: tuple[Block, ...]
    encoding: str = ""
    lines: tuple[str, ...] = ()
    page_count: int = 0
    problems: tuple[Problem, ...] = ()

    def tables(self) -> Iterator[Table]:
        """Yield the tables in reading order."""
        return (block for block in self.blocks if isinstance(block, Table))
