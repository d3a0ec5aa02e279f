"""Parquet files of all facts, one a province, so that a change rewrites only its own."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from site_builder.exports.cells import MARK, MARKED_CELL
from site_builder.exports.facts import FactRow, columns
from site_builder.model.output import OutputFile

FOLDER = "data/parquet"
BATCH_BYTES = 2 << 20
NUMERIC_STATUSES = ("NUMERIC", "ZERO")
_EXACT = r"^-?\d{1,28}(\.\d{1,10})?$"
"""Numbers that decimal(38, 10) holds without losing a digit."""


def parquet_file(name: str, shares: Iterable[bytes | memoryview]) -> Iterator[OutputFile]:
    """Yield `data/parquet/<name>.parquet` of departments' rows of facts.csv; nothing without pyarrow or rows.

    Every column is text, so that amounts stay exact; `number` repeats `value` as decimal(38, 10) where it is one.
    """
    try:
        import pyarrow as arrow
        import pyarrow.parquet as parquet
    except ImportError:
        return
    # Its own pool gives memory back that the next batch asks for again.
    arrow.set_memory_pool(arrow.system_memory_pool())
    buffer = io.BytesIO()
    writer = None
    for rows in _batches(shares):
        table = _table(rows)
        writer = writer or parquet.ParquetWriter(buffer, table.schema, compression="zstd")
        writer.write_table(table)
    if writer:
        writer.close()
        yield OutputFile(f"{FOLDER}/{name}.parquet", buffer.getvalue())


def _batches(shares: Iterable[bytes | memoryview]) -> Iterator[bytearray]:
    """Yield rows in pieces that are worth a row group: the smaller they are, the larger the file and the slower."""
    waiting = bytearray()
    for rows in shares:
        waiting += rows
        if len(waiting) >= BATCH_BYTES:
            yield waiting
            waiting = bytearray()
    if waiting:
        yield waiting


def _table(rows: bytearray):  # type: ignore[no-untyped-def]
    """Return CSV lines as a table; all in the library, for a province has tens of millions of cells."""
    import pyarrow as arrow
    from pyarrow import compute, csv

    names = columns(FactRow)
    table = csv.read_csv(
        arrow.py_buffer(rows),
        csv.ReadOptions(column_names=names, use_threads=False, block_size=max(1 << 20, len(rows) + 1)),
        csv.ParseOptions(newlines_in_values=True),
        csv.ConvertOptions(column_types=dict.fromkeys(names, arrow.string()), check_utf8=False),
    )
    for place, name in enumerate(names if MARK.encode() in rows else ()):
        column = table.column(name)
        if compute.any(compute.starts_with(column, MARK)).as_py():
            table = table.set_column(place, name, compute.replace_substring_regex(column, MARKED_CELL, r"\1"))
    numeric = compute.is_in(table.column("status"), arrow.array(NUMERIC_STATUSES))
    number = compute.utf8_ltrim(table.column("value"), "≥≤><=")
    exact = compute.and_(numeric, compute.match_substring_regex(number, _EXACT))
    nothing = arrow.scalar(None, arrow.string())
    return table.append_column("number", compute.if_else(exact, number, nothing).cast(arrow.decimal128(38, 10)))
