"""What the departments give to the pages and data of the whole site, gathered one after the other.

Lines of data go to spools, on disk when they are many; only outlines, counts and problems stay in memory.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import SpooledTemporaryFile

from site_builder.exports import LISTS, DepartmentData, DepartmentRows, ReportFeed, SiteData
from site_builder.model.finding import Finding
from site_builder.model.site import Correction, DepartmentOutline
from site_builder.pipeline.department import DepartmentHead, DepartmentTask

IN_MEMORY = 1 << 20
CHUNK = 1 << 20


class Spool:
    """Bytes to be read again from their beginning, as often as asked."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed by Gathered

    def add(self, data: bytes) -> None:
        """Add some."""
        self._file.write(data)

    def chunks(self) -> Iterator[bytes]:
        """Yield everything, some at a time."""
        place = 0
        while True:
            self._file.seek(place)
            chunk = self._file.read(CHUNK)
            if not chunk:
                return
            place += len(chunk)
            yield chunk

    def close(self) -> None:
        """Give up what was added."""
        self._file.close()


class FileReader:
    """Reads whole files, one after the other into the same memory, which need not be cleared for each."""

    def __init__(self) -> None:
        self._memory = bytearray(CHUNK)

    def read(self, path: Path) -> memoryview:
        """Return what a file holds, until the next is read. OSError when it cannot be read."""
        with path.open("rb", buffering=0) as file:
            size = os.fstat(file.fileno()).st_size
            if size > len(self._memory):
                self._memory = bytearray(size)
            content = memoryview(self._memory)[:size]
            at = 0
            while at < size:
                read = file.readinto(content[at:])
                if not read:
                    raise OSError(0, "file is shorter than it was", str(path))
                at += read
        return content


class Gathered:
    """The departments' contributions; add them all, by address, before anything is asked."""

    def __init__(self, corrections: tuple[Correction, ...]) -> None:
        self.outlines: list[tuple[DepartmentOutline, DepartmentTask]] = []
        self.problems: list[Finding] = []
        self.lost: list[Finding] = []
        self.counts: Counter[str] = Counter()
        self.marks: Counter[tuple[int, int]] = Counter()
        self.shares: list[tuple[str, DepartmentTask]] = []
        self.feed = ReportFeed(corrections)
        self.sources = Spool()
        self._findings, self._coverage = Spool(), Spool()
        self._lists = {name: Spool() for name in LISTS}
        self._versions: list[tuple[str, str]] = []

    def add(self, task: DepartmentTask, head: DepartmentHead) -> None:
        """Take in one department."""
        if head.outline:
            self.outlines.append((head.outline, task))
            self._versions.append((head.outline.path, head.rows.facts_version))
        for rate, score, number in head.marks:
            self.marks[rate, score] += number
        self.problems += head.problems
        self.lost += head.lost
        self.counts.update(dict(head.counts))
        self.shares.append((head.share, task))
        self.sources.add(head.sources)
        self._add_rows(head.rows)

    def _add_rows(self, rows: DepartmentRows) -> None:
        self._findings.add(rows.findings_csv)
        self._coverage.add(rows.coverage_json)
        for name, spool in self._lists.items():
            spool.add(getattr(rows.catalogue, name))
        self.feed.add(rows.entries)

    def data(self, folder: Path) -> SiteData:
        """Return the data, facts to be read from the departments' own files in `folder`."""
        reader = FileReader()
        return SiteData(
            tuple(_department_data(reader, folder, path, version) for path, version in self._versions),
            self._findings.chunks,
            self._coverage.chunks,
            {name: spool.chunks for name, spool in self._lists.items()},
        )

    def close(self) -> None:
        """Give up the spools."""
        for spool in (self.sources, self._findings, self._coverage, *self._lists.values()):
            spool.close()


def _department_data(reader: FileReader, folder: Path, path: str, version: str) -> DepartmentData:
    csv, json = (partial(reader.read, folder / path / "data" / name) for name in ("facts.csv", "facts.json"))
    return DepartmentData(path, version, csv, json)
