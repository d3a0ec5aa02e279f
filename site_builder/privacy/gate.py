"""Masks private values everywhere in a document and lists kind and place, never the value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from site_builder.model.config import Allowance
from site_builder.model.document import Block, Cell, Document, Heading, Paragraph, Problem, Table
from site_builder.model.finding import Finding, Severity
from site_builder.privacy.addresses import find_home_addresses
from site_builder.privacy.columns import find_in_columns, find_in_lines
from site_builder.privacy.digits import LONG_NUMBER, find_broken_number, find_private_numbers, is_broken
from site_builder.privacy.masking import Masker
from site_builder.privacy.names import find_name_labels, find_names
from site_builder.privacy.sighting import PrivateKind, Sighting

FINDERS: tuple[Callable[[str], Iterator[Sighting]], ...] = (find_private_numbers, find_home_addresses, find_names)
Seen = tuple[Sighting, str]
"""A sighting and its locator."""
Place = tuple[PrivateKind, str]
"""What is masked and where."""
NEAR = 40
"""Places of one kind no further apart than so many blocks are told together: a list of persons is one matter."""


def mask_document(document: Document, allowances: tuple[Allowance, ...] = ()) -> tuple[Document, tuple[Finding, ...]]:
    """Return the document with private data masked, and findings (kind and places, never the value).

    A value found once is masked wherever it stands in the document, since a name beside 救助 is the same name
    in a heading. `allowances` (reviewed, from site.toml) lift single kinds at single places.
    """
    seen = list(_sightings(document))
    if not seen:
        return document, tuple(map(_unused, allowances))
    masks = _Masks({sighting.value: sighting.kind for sighting, _ in seen}, allowances)
    masked = replace(
        document,
        source=masks.everywhere(document.source),
        blocks=tuple(_mask_blocks(document.blocks, masks)),
        lines=masks.lines(document.lines),
        problems=tuple(_mask_problem(problem, masks.everywhere) for problem in document.problems),
    )
    moved = _Moved.of(masked, masks.everywhere)
    masks.places = {(kind, moved(place)): values for (kind, place), values in masks.places.items()}
    masked = moved.document(masked)
    unused = (_unused(item) for item in allowances if (item.kind, item.locator) not in masks.lifted)
    return masked, (*_findings(masked, masks), *unused)


def mask_text(text: str) -> str:
    """Return `text` (a message, a title) with private values masked."""
    return _mask_by(FINDERS, text)


def mask_name(name: str) -> str:
    """Return the name of a file or sheet with private values masked: one that is a person's name too."""
    return _mask_by((*FINDERS, find_name_labels), name)


def _mask_by(finders: Iterable[Callable[[str], Iterator[Sighting]]], text: str) -> str:
    values = {sighting.value: sighting.kind for finder in finders for sighting in finder(text)}
    return Masker.of(values)(text) if values else text


class _Masks:
    """The masker of every value, those of places with an allowance, and what was masked where."""

    def __init__(self, values: dict[str, PrivateKind], allowances: tuple[Allowance, ...]) -> None:
        self.everywhere = Masker.of(values)
        self.places: dict[Place, set[str]] = {}
        self.lifted: set[tuple[str, str]] = set()
        self._allowed: dict[str, set[str]] = defaultdict(set)
        for item in allowances:
            self._allowed[item.locator].add(item.kind)
        self._values = values

    def at(self, locator: str) -> Masker:
        """Return the masker of one place."""
        kinds = self._allowed.get(locator)
        if not kinds:
            return self.everywhere
        return Masker.of({value: kind for value, kind in self._values.items() if kind.value not in kinds})

    def mask(self, text: str, locator_at: Callable[[int], str]) -> str:
        """Return the masked text of a place, and note what was masked there and what an allowance lifted."""
        place = locator_at(0)
        masker = self.at(place)
        if masker is not self.everywhere:
            kinds = {kind.value for _, _, kind in self.everywhere.find(text)} & self._allowed[place]
            self.lifted |= {(kind, place) for kind in kinds}
        for start, end, kind in masker.find(text):
            self.places.setdefault((kind, locator_at(start)), set()).add(text[start:end])
        return masker(text)

    def lines(self, lines: tuple[str, ...]) -> tuple[str, ...]:
        """Return the lines masked together: a number may go over the end of a line."""
        together = self.everywhere("\n".join(lines))  # as long as it was
        masked, start = [], 0
        for number, line in enumerate(lines, start=1):
            place, end = f"L{number}", start + len(line)
            masked.append(self.mask(line, _constant(place)) if place in self._allowed else together[start:end])
            if masked[-1] != line:
                for first, last, kind in self.at(place).find(line):
                    self.places.setdefault((kind, place), set()).add(line[first:last])
            start = end + 1
        return tuple(masked)


def _sightings(document: Document) -> Iterator[Seen]:
    for text, locator_at in _texts(document):
        for finder in FINDERS:
            for sighting in finder(text):
                yield sighting, locator_at(sighting.start)
    for table in document.tables():
        for finder in (*FINDERS, find_name_labels):
            for sighting in finder(table.name):
                yield sighting, table.locator
    yield from find_in_columns(document)
    yield from find_in_lines(document)
    for number, (line, following) in enumerate(pairwise(document.lines), start=1):
        for sighting in find_broken_number(line, following):
            yield sighting, f"L{number}"


def _texts(document: Document) -> Iterator[tuple[str, Callable[[int], str]]]:
    """Yield text and places of everything in the document; lines again where they hold a number in full."""
    for block in document.blocks:
        if isinstance(block, Table):
            for cell in block.cells:
                yield from _variants(cell.text, cell.raw, _constant(cell.locator))
        elif isinstance(block, Paragraph):
            yield from _variants(block.text, block.raw, block.locator_at)
        else:
            yield from _variants(block.text, block.raw, _constant(block.locator))
    for number, line in enumerate(document.lines, start=1):
        if LONG_NUMBER.search(line):
            yield line, _constant(f"L{number}")


def _constant(locator: str) -> Callable[[int], str]:
    return lambda offset: locator


def _variants(text: str, raw: str, locator_at: Callable[[int], str]) -> Iterator[tuple[str, Callable[[int], str]]]:
    yield text, locator_at
    if raw and raw != text:
        yield raw, locator_at


class _Moved:
    """Masks the sheets' names in the places of their cells, all still different."""

    def __init__(self, names: dict[str, str]) -> None:
        self._names = names

    @classmethod
    def of(cls, document: Document, mask: Masker) -> _Moved:
        """Return the new places of `document`."""
        names: dict[str, str] = {}
        for name in dict.fromkeys(_sheet(place) for block in document.blocks for place in _places(block)):
            shown, count = mask(name), 1
            while shown in names.values():
                count += 1
                shown = f"{mask(name)}-{count}"
            names[name] = shown
        return cls(names)

    def __call__(self, locator: str) -> str:
        """Return the place with the sheet's name masked."""
        name = _sheet(locator)
        return self._names.get(name, name) + locator[len(name) :]

    def document(self, document: Document) -> Document:
        """Return the document with all its places masked."""
        if all(name == shown for name, shown in self._names.items()):
            return document
        return replace(
            document,
            blocks=tuple(self._block(block) for block in document.blocks),
            problems=tuple(replace(problem, locator=self(problem.locator)) for problem in document.problems),
        )

    def _block(self, block: Block) -> Block:
        block = replace(block, locator=self(block.locator))
        if isinstance(block, Table):
            return replace(block, cells=tuple(replace(cell, locator=self(cell.locator)) for cell in block.cells))
        if isinstance(block, Paragraph):
            return replace(block, parts=tuple((offset, self(locator)) for offset, locator in block.parts))
        return block


def _sheet(locator: str) -> str:
    return locator.rpartition("!")[0]


def _mask_blocks(blocks: tuple[Block, ...], masks: _Masks) -> list[Block]:
    """Return the blocks masked; a number may go over the end of a block that is a line."""
    masked = [_mask_block(block, masks) for block in blocks]
    for index, (left, right) in enumerate(pairwise(blocks)):
        if isinstance(left, Table) or isinstance(right, Table) or not is_broken(left.text, right.text):
            continue
        if any(masks.at(block.locator) is not masks.everywhere for block in (left, right)):
            continue
        together = masks.everywhere(f"{left.text}\n{right.text}")
        masked[index] = _with_text(masked[index], together[: len(left.text)])
        masked[index + 1] = _with_text(masked[index + 1], together[len(left.text) + 1 :])
    return masked


def _with_text(block: Block, text: str) -> Block:
    """Return the line masked further."""
    if isinstance(block, Table) or "*" not in text or text == block.text:
        return block
    return replace(block, text=text, raw="")


def _mask_block(block: Block, masks: _Masks) -> Block:
    if isinstance(block, Table):
        cells = tuple(_mask_cell(cell, masks) for cell in block.cells)
        return replace(block, cells=cells, name=masks.mask(block.name, _constant(block.locator)))
    return _mask_text_block(block, masks)


def _mask_text_block(block: Heading | Paragraph, masks: _Masks) -> Heading | Paragraph:
    locator_at = block.locator_at if isinstance(block, Paragraph) else _constant(block.locator)
    text, raw = masks.mask(block.text, locator_at), masks.at(block.locator)(block.raw)
    return block if text == block.text and raw == block.raw else replace(block, text=text, raw=raw)


def _mask_cell(cell: Cell, masks: _Masks) -> Cell:
    text, raw = masks.mask(cell.text, _constant(cell.locator)), masks.at(cell.locator)(cell.raw)
    return cell if text == cell.text and raw == cell.raw else replace(cell, text=text, raw=raw)


def _mask_problem(problem: Problem, mask: Masker) -> Problem:
    return replace(problem, message=mask(problem.message))


def _findings(document: Document, masks: _Masks) -> Iterator[Finding]:
    """Yield one finding for the places of one kind that stand near each other."""
    order = {place: index for index, block in enumerate(document.blocks) for place in _places(block)}
    for kind in PrivateKind:
        known = [(order.get(place, -1), place) for found, place in masks.places if found is kind]
        for places in _near(sorted(known, key=lambda item: item[0])):
            values = set().union(*(masks.places[kind, place] for place in places))
            yield _finding(document.source, kind, tuple(places), len(values))


def _unused(allowance: Allowance) -> Finding:
    return Finding(
        check="allowance-unused",
        severity=Severity.WARNING,
        source=allowance.file,
        locators=(allowance.locator,),
        subject=allowance.file,
        message=f"设置文件中的隐私例外“{allowance.kind} {allowance.locator}”没有对应的内容：可能原文已经改动，也可能种类或位置写错，"
        "请改正或删去。",
    )


def _places(block: Block) -> Iterator[str]:
    yield block.locator
    if isinstance(block, Table):
        yield from (cell.locator for cell in block.cells)
    elif isinstance(block, Paragraph):
        yield from (locator for _, locator in block.parts)


def _near(known: Iterable[tuple[int, str]]) -> Iterator[list[str]]:
    group: list[str] = []
    last = 0
    for index, place in known:
        if group and index - last > NEAR:
            yield group
            group = []
        group.append(place)
        last = index
    if group:
        yield group


def _finding(source: str, kind: PrivateKind, places: tuple[str, ...], count: int) -> Finding:
    several = f"（{count} 个，{len(places)} 处）" if len(places) > 1 else f"（{count} 个）" if count > 1 else ""
    return Finding(
        check="private-data",
        severity=Severity.ERROR,
        source=source,
        locators=places,
        subject=kind.label,
        message=f"发现{kind.label}{several}，已在全站遮盖；请核实原文，确需公开的在 site.toml 中登记例外。",
        expected="不公开个人隐私",
        actual=kind.value,
    )
