"""Masks private values everywhere in a document and lists kind and place, never the value."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from site_builder.model.config import Allowance
from site_builder.model.document import Block, Cell, Document, Heading, Paragraph, Problem, Table
from site_builder.model.finding import Finding, Severity
from site_builder.privacy.addresses import find_home_addresses
from site_builder.privacy.columns import find_in_columns
from site_builder.privacy.digits import LONG_NUMBER, find_private_numbers
from site_builder.privacy.names import find_names
from site_builder.privacy.sighting import PrivateKind, Sighting

FINDERS: tuple[Callable[[str], Iterator[Sighting]], ...] = (find_private_numbers, find_home_addresses, find_names)
Seen = tuple[Sighting, str]
"""A sighting and its locator."""


def mask_document(document: Document, allowances: tuple[Allowance, ...] = ()) -> tuple[Document, tuple[Finding, ...]]:
    """Return the document with private data masked, and a finding (kind and place, never the value) for each.

    A value found once is masked wherever it stands in the document, since a name beside 救助 is the same name
    in a heading. `allowances` (reviewed, from site.toml) lift single kinds at single places.
    """
    seen = [item for item in _sightings(document) if not _is_allowed(item, allowances)]
    allowed = {item[0].value for item in _sightings(document) if _is_allowed(item, allowances)} if allowances else set()
    values = {sighting.value: sighting.kind for sighting, _ in seen if sighting.value not in allowed}
    if not values:
        return document, ()
    mask = _masker(values)
    masked = replace(
        document,
        source=mask(document.source),
        blocks=tuple(_mask_block(block, mask) for block in document.blocks),
        lines=tuple(map(mask, document.lines)),
        problems=tuple(_mask_problem(problem, mask) for problem in document.problems),
    )
    return masked, tuple(_findings(masked.source, seen))


def mask_text(text: str) -> str:
    """Return `text` (a file name, a message) with private values masked."""
    values = {sighting.value: sighting.kind for finder in FINDERS for sighting in finder(text)}
    return _masker(values)(text) if values else text


def _sightings(document: Document) -> Iterator[Seen]:
    for locator, text in _texts(document):
        for finder in FINDERS:
            for sighting in finder(text):
                yield sighting, locator
    for table in document.tables():
        yield from find_in_columns(table)


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    """Yield place and text of everything in the document; lines again where they hold a number in full."""
    for block in document.blocks:
        if isinstance(block, Table):
            for cell in block.cells:
                yield from _variants(cell.locator, cell.text, cell.raw)
        else:
            yield from _variants(block.locator, block.text, block.raw)
    for number, line in enumerate(document.lines, start=1):
        if LONG_NUMBER.search(line):
            yield f"L{number}", line


def _variants(locator: str, text: str, raw: str) -> Iterator[tuple[str, str]]:
    yield locator, text
    if raw and raw != text:
        yield locator, raw


def _is_allowed(seen: Seen, allowances: tuple[Allowance, ...]) -> bool:
    sighting, locator = seen
    return any(item.kind == sighting.kind.value and item.locator == locator for item in allowances)


def _masker(values: dict[str, PrivateKind]) -> Callable[[str], str]:
    """Return a function that masks `values`, longest first, keeping the length of every text."""
    pattern = re.compile("|".join(map(re.escape, sorted(values, key=len, reverse=True))))

    def mask(text: str) -> str:
        return pattern.sub(lambda match: _masked(match[0], values[match[0]]), text)

    return mask


def _masked(value: str, kind: PrivateKind) -> str:
    if kind is PrivateKind.PERSON_NAME:
        return value[0] + "某" * (len(value) - 1)
    if kind is PrivateKind.HOME_ADDRESS:
        return "某" * len(value)
    return "*" * len(value)


def _mask_block(block: Block, mask: Callable[[str], str]) -> Block:
    if isinstance(block, Table):
        return replace(block, cells=tuple(_mask_cell(cell, mask) for cell in block.cells), name=mask(block.name))
    return _mask_text_block(block, mask)


def _mask_text_block(block: Heading | Paragraph, mask: Callable[[str], str]) -> Heading | Paragraph:
    text, raw = mask(block.text), mask(block.raw)
    return block if text == block.text and raw == block.raw else replace(block, text=text, raw=raw)


def _mask_cell(cell: Cell, mask: Callable[[str], str]) -> Cell:
    text, raw = mask(cell.text), mask(cell.raw)
    return cell if text == cell.text and raw == cell.raw else replace(cell, text=text, raw=raw)


def _mask_problem(problem: Problem, mask: Callable[[str], str]) -> Problem:
    return replace(problem, message=mask(problem.message))


def _findings(source: str, seen: Iterable[Seen]) -> Iterator[Finding]:
    """Yield one finding a kind and place."""
    places: dict[tuple[PrivateKind, str], set[str]] = defaultdict(set)
    for sighting, locator in seen:
        places[sighting.kind, locator].add(sighting.value)
    for (kind, locator), values in places.items():
        count = f"{len(values)} 处" if len(values) > 1 else ""
        yield Finding(
            check="private-data",
            severity=Severity.ERROR,
            source=source,
            locators=(locator,),
            subject=kind.label,
            message=f"发现{kind.label}{count}，已在全站遮盖；请核实原文，确需公开的在 site.toml 中登记例外。",
            expected="不公开个人隐私",
            actual=kind.value,
        )
