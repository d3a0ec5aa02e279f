"""CSV files as documents: a line of one cell is a heading or a paragraph, the others are one table."""

from __future__ import annotations

import csv
import io
from hashlib import sha256

from site_builder.errors import UnreadableFile
from site_builder.model.document import Block, Cell, Document, Format, Paragraph, Table
from site_builder.readers import Reader

READER = Reader(Format.OTHER, (".csv",), "site_builder_example.csv_reader", 50_000_000)


def read(data: bytes, source: str) -> Document:
    """Return the document; raises UnreadableFile for other encodings than UTF-8 and GB18030."""
    rows = list(csv.reader(io.StringIO(_decode(data, source), newline="")))
    blocks: list[Block] = []
    cells: list[Cell] = []
    for number, row in enumerate(rows, start=1):
        filled = [text for text in row if text.strip()]
        if len(filled) == 1 and not cells:
            blocks.append(Paragraph(filled[0].strip(), f"L{number}"))
        else:
            place = len({cell.row for cell in cells})
            cells += (Cell(text.strip(), place, col, f"L{number}", text) for col, text in enumerate(row))
    if cells:
        width = max(cell.col for cell in cells) + 1
        blocks.append(Table(tuple(cells), cells[-1].row + 1, width, cells[0].locator))
    return Document(source, Format.OTHER, sha256(data).hexdigest(), tuple(blocks))


def _decode(data: bytes, source: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(f"{source}：不是 UTF-8 或 GB18030 编码。", "请另存为 UTF-8 编码的 CSV。")
