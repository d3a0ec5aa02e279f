"""What was published before: which values a changed source has changed, and its older versions.

The published site itself is the record: nothing else survives a cleared cache or a moved machine. All text taken
over from it passes the privacy gate of today again.
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from site_builder import paths
from site_builder.exports import FactRow, fact_row
from site_builder.model.config import SiteConfig
from site_builder.model.output import OutputFile
from site_builder.model.site import Correction, OldVersion
from site_builder.pipeline.analyse import AnalyseTask, load
from site_builder.pipeline.grouping import DepartmentGroup, Grouping
from site_builder.privacy import mask_text
from site_builder.store import Store

RECORD = "data/corrections.json"
MOST_A_REPORT = 200
SHOWN = 80


@dataclass(frozen=True, slots=True)
class History:
    """Everything the site remembers, the newest first."""

    corrections: tuple[Correction, ...] = ()
    versions: tuple[OldVersion, ...] = ()

    def of_sources(self, folder: str, sources: tuple[str, ...]) -> History:
        """Return the part that the pages of the department in `folder`, and of its own sources, show."""
        return History(
            tuple(item for item in self.corrections if folder and item.report_path.startswith(folder)),
            tuple(item for item in self.versions if item.source in sources),
        )


NO_HISTORY = History()


def read_history(target: Path) -> History:
    """Return what the published site remembers; empty when there is none or its record is damaged."""
    try:
        record = json.loads((target / RECORD).read_text(encoding="utf-8"))
        return History(
            tuple(Correction(**item) for item in record["corrections"]),
            tuple(OldVersion(**item) for item in record["versions"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return History()


def history_file(history: History) -> OutputFile:
    """Return the record that the next build reads."""
    content = {
        "corrections": [asdict(item) for item in history.corrections],
        "versions": [asdict(item) for item in history.versions],
    }
    return OutputFile(RECORD, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())


def published_hashes(target: Path) -> dict[str, str]:
    """Return source and SHA-256 of every report on the published site."""
    try:
        reports = json.loads((target / "data/site.json").read_text(encoding="utf-8"))["reports"]
        return {report["source"]: report["sha256"] for report in reports}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def update_history(target: Path, grouping: Grouping, config: SiteConfig, store: Store, today: date) -> History:
    """Return the history with what the changed sources change against the published site.

    `today` dates a change that site.toml gives no publication date for; it is written down once.
    """
    known = read_history(target)
    published = published_hashes(target)
    corrections, versions = list(known.corrections), list(known.versions)
    for group in grouping.departments:
        for placed in group.sources:
            task = placed.task
            old_hash = published.get(task.source)
            if old_hash is None or old_hash == task.sha256:
                continue
            day = task.hints.publication_date or today.isoformat()
            corrections += _corrections(target, group, task, placed.paths, store, day)
            if task.source in group.own and (target / paths.source_path(task.source) / "index.html").is_file():
                versions.append(_version(task.source, old_hash, day))
    return History(_unique(corrections), tuple({item.page: item for item in versions}.values()))


def _version(source: str, old_hash: str, day: str) -> OldVersion:
    return OldVersion(source, old_hash, f"{paths.source_path(source)}{old_hash[:12]}.html", day)


def _unique(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    return tuple(sorted(dict.fromkeys(corrections), key=lambda item: item.date, reverse=True))


def _corrections(
    target: Path, group: DepartmentGroup, task: AnalyseTask, folders: tuple[str, ...], store: Store, day: str
) -> Iterator[Correction]:
    """Yield what changed in the department's reports of one source."""
    old = list(_published_rows(target / group.path / "data/facts.csv", task.source))
    if not old:
        return
    analysis = load(task, store)
    for item, folder in zip(analysis.reports, folders, strict=True):
        if not folder.startswith(group.path):
            continue
        new = [fact_row(item.report, fact) for fact in item.report.facts]
        mine = [row for row in old if row.kind == item.report.kind.value]
        for before, after in islice(changed_rows(mine, new), MOST_A_REPORT):
            row = after or before
            assert row is not None
            yield Correction(
                date=day,
                department=mask_text(item.report.department),
                report_title=mask_text(item.report.title),
                report_path=folder,
                subject=mask_text(row.subject)[:SHOWN],
                item=mask_text(row.item),
                before=_shown(before),
                after=_shown(after),
                reason=task.hints.correction_reason,
                fact=after.id if after else "",
            )


def _published_rows(path: Path, source: str) -> Iterator[FactRow]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                if row.get("source") == source:
                    yield FactRow(**row)
    except (OSError, ValueError, TypeError):
        return


def changed_rows(old: list[FactRow], new: list[FactRow]) -> Iterator[tuple[FactRow | None, FactRow | None]]:
    """Pair the facts that say something else than before; None where one was added or left out.

    Facts are paired by what they are about, in order, since a moved line is no correction.
    """
    before: dict[tuple[str, ...], list[FactRow]] = defaultdict(list)
    for row in old:
        before[_about(row)].append(row)
    for row in new:
        same = before.get(_about(row))
        earlier = same.pop(0) if same else None
        if earlier is None or (earlier.value, earlier.unit) != (row.value, row.unit):
            yield earlier, row
    for rest in before.values():
        for row in rest:
            yield row, None


def _about(row: FactRow) -> tuple[str, ...]:
    return (row.subject, row.item, row.year, row.path, row.table, row.code)


def _shown(row: FactRow | None) -> str:
    if row is None:
        return "（无）"
    text = mask_text(row.value) or "（空白）"
    return (text if len(text) <= SHOWN else text[:SHOWN] + "……") + (row.unit if row.value else "")


def version_files(target: Path, history: History) -> Iterator[OutputFile]:
    """Yield the pages of older versions: those that are there already, and one for each source just replaced."""
    for version in history.versions:
        old = target / version.page
        source = old if old.is_file() else target / paths.source_path(version.source) / "index.html"
        if source.is_file():
            yield OutputFile(version.page, old_page(source.read_text(encoding="utf-8"), version).encode())


_NOTE = '<p class="notice old-version" role="note">这是旧版本（到 {date} 为止公开）。<a href="index.html">看现在的版本</a></p>'
_MAIN = re.compile(r"(<main\b[^>]*>)")


def old_page(page: str, version: OldVersion) -> str:
    """Return a published source page as an older version: marked as such, its text masked by today's gate.

    It stands in the same folder as the present page, so that its links hold; identifiers of facts are taken out,
    since they belong to the present data.
    """
    if "old-version" in page:
        return mask_text(page)
    page = re.sub(r' data-fact="[^"]*"', "", mask_text(page))
    page = re.sub(r'<meta name="robots"[^>]*>', "", page).replace(
        "</head>", '<meta name="robots" content="noindex"></head>'
    )
    return _MAIN.sub(lambda match: match[1] + _NOTE.format(date=version.date), page, count=1)
