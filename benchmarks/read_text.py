"""How fast text reports are read: `python benchmarks/read_text.py [FOLDER]` prints MB/s of one core."""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from site_builder.readers import read_data

ROUNDS = 5
SECONDS = 1.0


def megabytes_per_second(data: bytes, name: str) -> float:
    """Read the same bytes for a second of processor time; the best of some rounds counts."""
    read_data(data, name)
    best = 0.0
    for _ in range(ROUNDS):
        start = time.process_time()
        count = 0
        while time.process_time() - start < SECONDS / ROUNDS:
            read_data(data, name)
            count += 1
        best = max(best, len(data) * count / (time.process_time() - start) / 1e6)
    return best


def main() -> None:
    """Print a line a file and the rate over all."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[1] / "content"
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in (".txt", ".md")]
    total = seconds = 0.0
    for path in files:
        data = path.read_bytes()
        rate = megabytes_per_second(data, path.name)
        total += len(data) / 1e6
        seconds += len(data) / 1e6 / rate
        print(f"{rate:7.1f} MB/s  {len(data) / 1e3:8.1f} kB  {path.name}")
    if seconds:
        print(f"{total / seconds:7.1f} MB/s  {total * 1e3:8.1f} kB  all")


if __name__ == "__main__":
    main()
