"""What a changed source says differently from what was published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from site_builder import paths
from site_builder.exports import FactRow, fact_row
from site_builder.model.document import Document, Paragraph, Table
from site_builder.model.site import Correction, ReportAnalysis, SourceAnalysis
from site_builder.pipeline.old_pages import OldDocument, read_old_page
from site_builder.pipeline.published import PublishedReport, published_rows
from site_builder.privacy import mask_text

MOST_A_SOURCE = 200
SHOWN = 80
BEFORE_DIFFERENCE = 20
Pair = tuple[FactRow | None, FactRow | None]


@dataclass(frozen=True, slots=True)
class SourceChange:
    """A source that was published before in other words: the old reports, and what it says now.

    `same_reading` is False when other code read the old version: then only places whose text changed count.
    """

    old: tuple[PublishedReport, ...]
    new: SourceAnalysis
    folders: tuple[str, ...]
    same_reading: bool


@dataclass(frozen=True, slots=True)
class _Dated:
    """What all corrections of one change have in common."""

    date: str
    reason: str
    source: str
    sha256: str


def corrections_of(target: Path, change: SourceChange, date: str, reason: str) -> Iterator[Correction]:
    """Yield what changed, at most MOST_A_SOURCE values and then how many more."""
    reports = [(item, folder) for item, folder in zip(change.new.reports, change.folders, strict=True)]
    new = [(fact_row(item.report, fact), item, folder) for item, folder in reports for fact in item.report.facts]
    owner = {row.id: (item, folder) for row, item, folder in new}
    pairs = list(changed_rows(published_rows(target, change.old), [row for row, _, _ in new]))
    old_page = old_source_page(target, change.old[0].source)
    if not change.same_reading:
        pairs = _reworded(pairs, read_old_page(old_page, change.old[0].source), change.new.document)
    texts = tuple(_text_of(before) for before, _ in pairs[:MOST_A_SOURCE])
    old = read_old_page(old_page, change.old[0].source, texts)
    masked = old.extras if old else tuple(map(mask_text, texts))
    dated = _Dated(date, reason, change.new.source, change.new.sha256)
    for (before, after), text in zip(pairs[:MOST_A_SOURCE], masked, strict=True):
        item, folder = _owner(before, after, owner, reports)
        yield _correction(before, after, text, item, folder, dated)
    if len(pairs) > MOST_A_SOURCE and reports:
        item, folder = reports[0]
        yield _rest(len(pairs) - MOST_A_SOURCE, item, folder, dated)


def reads_the_same(target: Path, change: SourceChange) -> bool:
    """Tell whether every place reads as before: a file saved anew has other bytes and says nothing new."""
    old = read_old_page(old_source_page(target, change.old[0].source), change.old[0].source)
    if old is None or change.new.document is None:
        return False
    return dict(old.places) == {paths.anchor(place): text for place, text in _places_of(change.new.document).items()}


def old_source_page(target: Path, source: str) -> Path:
    """Return where the published site shows a source."""
    return target / paths.source_path(source) / "index.html"


def changed_rows(old: list[FactRow], new: list[FactRow]) -> Iterator[Pair]:
    """Pair the facts that say something else than before; None where one was added or left out.

    Facts are paired by what they are about; those that say the same go together first, since a moved or an inserted
    line is no correction of the others.
    """
    before: dict[tuple[str, ...], list[FactRow]] = defaultdict(list)
    for row in old:
        before[_about(row)].append(row)
    changed = [row for row in new if not _take_same(before.get(_about(row), []), row)]
    for row in changed:
        same = before.get(_about(row))
        yield (same.pop(0) if same else None), row
    for rest in before.values():
        for row in rest:
            yield row, None


def _take_same(rows: list[FactRow], row: FactRow) -> bool:
    for index, known in enumerate(rows):
        if (known.value, known.unit) == (row.value, row.unit):
            del rows[index]
            return True
    return False


def _about(row: FactRow) -> tuple[str, ...]:
    return (row.kind, row.subject, row.item, row.year, row.path, row.table, row.code)


def _reworded(pairs: list[Pair], old: OldDocument | None, new: Document | None) -> list[Pair]:
    """Return the pairs of which the place in the source reads otherwise than before."""
    if old is None or new is None:
        return pairs
    new_texts = _places_of(new)
    was, now = {text for _, text in old.places}, set(new_texts.values())

    def is_reworded(pair: Pair) -> bool:
        before, after = pair
        if after and new_texts.get(after.locator, "") not in was:
            return True
        return bool(before and old.text_at(paths.anchor(before.locator)) not in now)

    return [pair for pair in pairs if is_reworded(pair)]


def _places_of(document: Document) -> dict[str, str]:
    if document.lines:
        return {f"L{number}": text for number, text in enumerate(document.lines, start=1)}
    places: dict[str, str] = {}
    for block in document.blocks:
        if isinstance(block, Table):
            places.update((cell.locator, cell.text) for cell in block.cells)
        else:
            for place, text in block.pieces() if isinstance(block, Paragraph) else ((block.locator, block.text),):
                places[place] = f"{places[place]}\n{text}" if place in places else text
    return places


def _owner(
    before: FactRow | None,
    after: FactRow | None,
    owner: dict[str, tuple[ReportAnalysis, str]],
    reports: list[tuple[ReportAnalysis, str]],
) -> tuple[ReportAnalysis, str]:
    """Return the report that a change belongs to: the one that holds the new value, or one of the old kind."""
    if after:
        return owner[after.id]
    same = [pair for pair in reports if before and pair[0].report.kind.value == before.kind]
    return (same or reports)[0]


def _text_of(row: FactRow | None) -> str:
    """Return the old value with what it is about, as the gate sees it: a name is known by the words beside it."""
    return f"{row.subject} {row.item}：{row.value}" if row else ""


def _correction(
    before: FactRow | None, after: FactRow | None, text: str, item: ReportAnalysis, folder: str, dated: _Dated
) -> Correction:
    old = _value_of(before, text)
    new = after.value if after else ""
    return Correction(
        date=dated.date,
        department=item.report.department,
        report_title=item.report.title,
        report_path=folder,
        subject=(after.subject if after else _part(before, text, 0))[:SHOWN],
        item=after.item if after else _part(before, text, 1),
        before=_shown(before, old, new),
        after=_shown(after, new, old),
        reason=dated.reason,
        fact=after.id if after else "",
        source=dated.source,
        sha256=dated.sha256,
    )


def _part(row: FactRow | None, masked: str, index: int) -> str:
    """Return subject (0) or item (1) out of the masked text: masks keep the length."""
    if row is None:
        return ""
    start = len(row.subject) + 1 if index else 0
    return masked[start : start + len(row.item if index else row.subject)]


def _value_of(row: FactRow | None, masked: str) -> str:
    """Return the value out of the masked text."""
    return masked[len(masked) - len(row.value) :] if row else ""


def _shown(row: FactRow | None, text: str, other: str) -> str:
    """Return a value as the corrections page shows it: of long texts the part around the first difference."""
    if row is None:
        return "（无）"
    if not text:
        return "（空白）"
    if len(text) <= SHOWN:
        return text + row.unit
    same = next((index for index, (a, b) in enumerate(zip(text, other, strict=False)) if a != b), 0)
    start = max(0, same - BEFORE_DIFFERENCE)
    part = text[start : start + SHOWN]
    return f"{'……' if start else ''}{part}{'……' if start + SHOWN < len(text) else ''}"


def _rest(count: int, item: ReportAnalysis, folder: str, dated: _Dated) -> Correction:
    report = item.report
    return Correction(
        *(dated.date, report.department, report.title, folder, report.title, "其他变化", f"另有 {count} 项"),
        after="见现在的报告和以前的版本",
        reason=dated.reason,
        source=dated.source,
        sha256=dated.sha256,
    )


def withdrawal(report: PublishedReport, date: str) -> Correction:
    """Return the note that a published report is no longer there."""
    title = mask_text(report.title)
    return Correction(
        *(date, mask_text(report.department), title, report.path, title, "整份报告", "已公开", "已撤下"),
        source=report.source,
        sha256="",
    )
