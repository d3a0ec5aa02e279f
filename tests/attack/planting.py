"""Puts texts into every text field of analysed reports, and builds sites of the result.

The records are those of the sample reports, so two sites planted with different texts differ in nothing else: what
the pages hold besides text must be the same for hostile texts and for harmless ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

from site_builder.model.config import SiteConfig
from site_builder.model.site import SourceAnalysis
from site_builder.model.value import YUAN_PER_UNIT
from site_builder.pipeline import BuildResult, BuildSettings, build
from site_builder.pipeline.analyse import analyse
from site_builder.pipeline.scan import find_sources
from site_builder.pipeline.tasks import AnalyseTask, make_task
from site_builder.store import Store
from tests.attack.payloads import GROUPS, PAYLOADS

FIELDS = frozenset({
    "Cell.text", "Cell.raw", "Heading.text", "Heading.raw", "Paragraph.text", "Paragraph.raw", "Document.lines",
    "Document.encoding", "Table.name", "Problem.message", "Value.printed", "Value.text", "Value.unit",
    "Fact.subject", "Fact.item", "Fact.path", "Fact.table", "Fact.code",
    "StatementRow.label", "StatementRow.code", "StatementTable.title", "StatementTable.number",
    "StatementTable.unit", "StatementTable.columns", "StatementTable.note", "MoneyRow.label", "Indicator.name",
    "Indicator.path", "SelfEvalForm.title", "SelfEvalForm.subject", "SelfEvalForm.department",
    "SelfEvalForm.unit_name", "SelfEvalForm.texts", "Project.name", "GradeBand.name", "Section.title",
    "GlossaryEntry.term", "GlossaryEntry.text", "Report.title", "Report.department", "Report.region", "Report.date",
    "Report.kind_title", "Report.scope", "Finding.subject", "Finding.message", "Finding.expected", "Finding.actual",
    "Finding.difference", "Finding.proposal", "Finding.waiver", "ChecklistItem.title", "ChecklistItem.basis",
    "Coverage.set_aside", "UnreadNumber.printed",
})  # fmt: skip
"""Record and field; of pairs in a tuple the texts are planted but not the identifiers they stand beside."""
_IDENTIFIERS = frozenset({"StatementTable.columns"})
_KEPT_UNITS = frozenset({*YUAN_PER_UNIT, "%", ""})
PLANTED = tuple(payload for payload in PAYLOADS if payload not in GROUPS["long"])
"""Long texts would make the sites large; the tests on files hold them."""
Swap = Callable[[str, str], str]


def harmless(payload: str) -> str:
    """Return letters of the payload's length: as unlike those of other payloads as the payloads themselves.

    Pages say a text once where two fields hold the same; equal stand-ins would be said once where payloads are not.
    """
    letters = hashlib.shake_128(payload.encode("utf-8", "surrogatepass")).digest(len(payload))
    return "".join("bcdfghjklmnpqrst"[letter % 16] for letter in letters)


class Plan:
    """Which payloads go before which text: every payload is planted in every field that holds text at all."""

    def __init__(self, analyses: Iterable[SourceAnalysis]) -> None:
        self.texts: dict[str, dict[str, int]] = {}
        for analysis in analyses:
            planted(analysis, self._collect)

    def _collect(self, name: str, text: str) -> str:
        known = self.texts.setdefault(name, {})
        known.setdefault(text, len(known))
        return text

    def payloads(self, name: str, text: str) -> tuple[str, ...]:
        """Return the payloads for one text of one field."""
        known = self.texts[name]
        many = -(-len(PLANTED) // len(known))
        start = known[text] * many
        return tuple(PLANTED[(start + step) % len(PLANTED)] for step in range(many))

    def hostile(self, name: str, text: str) -> str:
        """Return the text with its payloads before it."""
        return "".join(self.payloads(name, text)) + text

    def inert(self, name: str, text: str) -> str:
        """Return the text with harmless texts of the same length before it."""
        return "".join(map(harmless, self.payloads(name, text))) + text


def planted(record: Any, swap: Swap) -> Any:
    """Return a record with the texts of `FIELDS` swapped, in itself and in all records it holds."""
    if isinstance(record, tuple):
        return tuple(planted(item, swap) for item in record)
    if not is_dataclass(record) or isinstance(record, (type, Enum)):
        return record
    kind = type(record).__name__
    changed = {}
    for field in fields(record):
        value = getattr(record, field.name)
        name = f"{kind}.{field.name}"
        changed[field.name] = _swapped(record, name, value, swap) if name in FIELDS else planted(value, swap)
    return replace(record, **changed)


def _swapped(record: Any, name: str, value: Any, swap: Swap) -> Any:
    if isinstance(value, str):
        return swap(name, value) if _is_free(record, name, value) else value
    if isinstance(value, tuple):
        return tuple(_swapped_item(record, name, item, swap) for item in value)
    return value


def _swapped_item(record: Any, name: str, item: Any, swap: Swap) -> Any:
    if isinstance(item, tuple) and len(item) == 2 and isinstance(item[0], str):
        label = item[0] if name in _IDENTIFIERS else swap(name, item[0])
        return (label, swap(name, item[1]) if isinstance(item[1], str) else planted(item[1], swap))
    return _swapped(record, name, item, swap)


def _is_free(record: Any, name: str, value: str) -> bool:
    """Whether the text decides nothing: key figures are chosen by item, amounts compared by unit."""
    if name == "Value.unit":
        return value not in _KEPT_UNITS
    if name == "Value.text":
        return record.number is None
    if name == "Fact.item":
        return int(record.id, 36) % 3 == 0 if record.id.isalnum() else False
    return bool(value)


def short_samples(content: Path, folder: Path) -> Path:
    """Write three of the sample reports, the long one shortened, into `folder` and return it."""
    folder.mkdir(parents=True)
    for name in ("霜河县", "荻洲区"):
        path = next(content.glob(f"{name}*"))
        (folder / path.name).write_bytes(path.read_bytes())
    account = next(content.glob("岚泽市*"))
    lines = account.read_text(encoding="utf-8").split("\n")
    parts = (lines[:203], lines[442:500], lines[600:760])
    (folder / account.name).write_text("\n".join(line for part in parts for line in part), encoding="utf-8")
    return folder


def sample_analyses(content: Path, store: Store) -> list[tuple[AnalyseTask, SourceAnalysis]]:
    """Return the sample reports as analysed."""
    tasks = [make_task(file, SiteConfig()) for file in find_sources(content, store)]
    return [(task, analyse(task)) for task in tasks]


def build_planted(
    content: Path, target: Path, samples: list[tuple[AnalyseTask, SourceAnalysis]], swap: Swap
) -> BuildResult:
    """Build the site of the samples with their texts swapped; `target` must stand in a folder of its own."""
    settings = BuildSettings(content, target, jobs=1)
    store = Store(settings.store_folder)
    for task, analysis in samples:
        store.put(task.key, planted(analysis, swap))
    return build(settings)


def site_files(target: Path, *suffixes: str) -> Iterator[Path]:
    """Yield the files of a site with one of the suffixes, sorted."""
    return iter(sorted(path for path in target.rglob("*") if path.is_file() and path.suffix in suffixes))
