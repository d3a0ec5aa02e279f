"""How fast text reports are read and extracted: `python -m benchmarks.extract_text [FOLDER]` prints MB/s of one core."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from site_builder.collector import collector_paused
from site_builder.forms import extract_reports
from site_builder.model.config import FileHints
from site_builder.readers import read_data

ROUNDS = 7


def seconds_of(files: list[tuple[str, bytes]], times: int = 1) -> float:
    """Return the least processor time of reading and extracting all files, over some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for name, data in files:
            with collector_paused():
                extract_reports(read_data(data * times, name), FileHints())
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    """Print the rate, and how time grows when every file is four times as long."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[1] / "content"
    files = [(path.name, path.read_bytes()) for path in sorted(folder.rglob("*")) if path.suffix in (".txt", ".md")]
    size = sum(len(data) for _, data in files) / 1e6
    seconds_of(files)
    once, four = seconds_of(files), seconds_of(files, 4)
    print(
        f"{size / once:.2f} MB/s ({size * 1000:.0f} kB in {once:.3f} s); four times the size takes {four / once:.1f} times"
    )


if __name__ == "__main__":
    main()
