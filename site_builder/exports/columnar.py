"""Parquet files of all facts, one a province, so that a change rewrites only its own."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from site_builder.exports.department import DepartmentRows
from site_builder.exports.facts import FactRow, columns, read_csv_lines
from site_builder.model.output import OutputFile

FOLDER = "data/parquet"


def parquet_files(parts: Iterable[tuple[str, Iterable[DepartmentRows]]]) -> Iterator[OutputFile]:
    """Yield `data/parquet/<part>.parquet` for each (part, departments' shares); nothing without pyarrow.

    Every column is text, so that amounts stay exact; `number` repeats `value` as decimal(38, 10) where it is one.
    """
    try:
        import pyarrow as arrow
        import pyarrow.parquet as parquet
    except ImportError:
        return
    for name, shares in parts:
        buffer = io.BytesIO()
        writer = None
        for share in shares:
            batch = _batch(arrow, share.facts_csv)
            writer = writer or parquet.ParquetWriter(buffer, batch.schema, compression="zstd")
            writer.write_batch(batch)
        if writer:
            writer.close()
            yield OutputFile(f"{FOLDER}/{name}.parquet", buffer.getvalue())


def _batch(arrow, facts_csv: bytes):  # type: ignore[no-untyped-def]
    rows = list(read_csv_lines(facts_csv))
    names = columns(FactRow)
    arrays = [arrow.array([row[index] for row in rows], arrow.string()) for index in range(len(names))]
    value, status = names.index("value"), names.index("status")
    numbers = [row[value] if row[status] in ("NUMERIC", "ZERO") else None for row in rows]
    arrays.append(arrow.array([_plain(number) for number in numbers], arrow.string()))
    decimal = arrow.decimal128(38, 10)
    schema = arrow.schema([*((name, arrow.string()) for name in names), ("number", decimal)])
    arrays[-1] = arrays[-1].cast(decimal)
    return arrow.record_batch(arrays, schema=schema)


def _plain(text: str | None) -> str | None:
    """Return the number without its comparator; None when it does not fit the column exactly."""
    if text is None:
        return None
    plain = text.lstrip("≥≤><=")
    whole, _, part = plain.lstrip("-").partition(".")
    return plain if len(whole) <= 28 and len(part) <= 10 else None
