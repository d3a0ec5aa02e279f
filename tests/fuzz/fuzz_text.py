"""Fuzzing of the text readers at length: `python -m tests.fuzz.fuzz_text --runs 100000 --seed 1`."""

from __future__ import annotations

import argparse
import re
import sys
import time

from site_builder.errors import UnreadableFile
from site_builder.model.document import Document, Table
from site_builder.readers import md, txt
from tests.fuzz.text_mutations import damaged_texts

SLOWEST = 10.0
_LOCATOR = re.compile(r"L([1-9]\d*)")


def examine(data: bytes, name: str) -> str:
    """Read one file; return `read` or `refused`. Any other exception, a false place or a slow run raises."""
    reader = md if name.endswith(".md") else txt
    start = time.perf_counter()
    try:
        document = reader.read(data, name)
    except UnreadableFile as error:
        assert name in error.message
        assert error.advice
        return "refused"
    assert time.perf_counter() - start < SLOWEST
    check_places(document)
    return "read"


def check_places(document: Document) -> None:
    """Every block and cell has a place within the file, and the cells fit their table."""
    for block in document.blocks:
        for item in (block, *(block.cells if isinstance(block, Table) else ())):
            match = _LOCATOR.fullmatch(item.locator)
            assert match
            assert int(match[1]) <= len(document.lines)
        if isinstance(block, Table):
            assert all(cell.row + cell.rowspan <= block.nrows for cell in block.cells)
            assert all(cell.col + cell.colspan <= block.ncols for cell in block.cells)


def main() -> None:
    """Run and print how many files were read and refused; stop at the first failure and keep its bytes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    counts = {"read": 0, "refused": 0}
    for run, data in damaged_texts(options.seed, options.runs):
        try:
            counts[examine(data, "报告.md" if run % 4 == 0 else "报告.txt")] += 1
        except BaseException:
            sys.stderr.write(f"seed {options.seed}, run {run}: {data!r}\n")
            raise
    sys.stdout.write(f"{options.runs} files: {counts['read']} read, {counts['refused']} refused\n")


if __name__ == "__main__":
    main()
