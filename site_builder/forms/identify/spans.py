"""Splitting of a file into its reports: a title of another kind, year or office begins another document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from site_builder.forms.identify.department import cover_name, is_same_office
from site_builder.forms.identify.gazetteer import gazetteer
from site_builder.forms.identify.titles import (
    FORM_KINDS,
    Title,
    bare,
    is_portal_line,
    is_short_line,
    parse_title,
    title_in_sentence,
)
from site_builder.model.document import Block, Table
from site_builder.model.report import ReportKind

_JOINED_LINES = 3
_OPENING = 8
_ANNEX = re.compile(r"^\s*附件?\s*\d{0,2}\s*[：:.、]?\s*")
_CONTENTS = frozenset({"目录", "目次"})


@dataclass(frozen=True, slots=True)
class TitleAt:
    """A title and the block (its last line) where it stands; `first` is its first line's block."""

    title: Title
    block: int
    first: int


@dataclass(frozen=True, slots=True)
class Span:
    """A run of blocks that is one document: `heads` are its own title and repetitions and annexes of it."""

    first: int
    last: int
    heads: tuple[TitleAt, ...] = ()


def find_titles(blocks: Sequence[Block]) -> list[TitleAt]:
    """Return the title lines of `blocks`, joined with the lines above them where they run over several."""
    found: list[TitleAt] = []
    for index, block in enumerate(blocks):
        title = (
            None if isinstance(block, Table) else parse_title(_without_annex(block.text) if index == 0 else block.text)
        )
        if title:
            found.append(_with_lines_above(blocks, index, title))
    return found or _announced(blocks)


def _announced(blocks: Sequence[Block]) -> list[TitleAt]:
    """The title that one of the first paragraphs names, where none stands on a line of its own."""
    for index, block in enumerate(blocks[:_OPENING]):
        title = None if isinstance(block, Table) else title_in_sentence(block.text)
        if title:
            return [TitleAt(title, index, index)]
    return []


def _without_annex(text: str) -> str:
    """A file that is itself an annex says so before its title (附件2：某局2024年度部门决算)."""
    return _ANNEX.sub("", text)


def _with_lines_above(blocks: Sequence[Block], index: int, title: Title) -> TitleAt:
    """Join lines above a title that lacks its year (社会工作部2024年度 / 部门决算) until year and whole name stand."""
    best = TitleAt(title, index, index)
    if title.year is not None:
        return best
    text = title.line
    for above in range(index - 1, max(-1, index - _JOINED_LINES), -1):
        block = blocks[above]
        if isinstance(block, Table) or not is_short_line(block.text) or parse_title(block.text):
            break
        if is_portal_line(block.text):
            break
        line = bare(block.text)
        if line in _CONTENTS or (best.title.year is not None and not _begins_name(line)):
            break
        text = line + text
        joined = parse_title(text)
        if joined is not None and joined.year is not None:
            best = TitleAt(joined, index, above)
    return best


def _begins_name(line: str) -> bool:
    """Whether a line begins an office's name: with a region or a party body."""
    return line.startswith(("中共", "中国共产党")) or any(at == 0 for at, _ in gazetteer().names_in(line))


def split_spans(blocks: Sequence[Block]) -> list[Span]:
    """Return the documents of a file in order; together they cover all blocks."""
    contents = _contents_heads(blocks)[:20]
    titles = [at for at in find_titles(blocks) if not _in_contents(blocks, at.block, contents)]
    starts: list[TitleAt] = []
    groups: list[list[TitleAt]] = []
    for at in titles:
        if not starts or _begins_another(starts[-1], groups[-1], at):
            starts.append(at)
            groups.append([at])
        else:
            groups[-1].append(at)
    if not starts:
        return [Span(0, len(blocks) - 1)]
    firsts = [0] + [_first_line(blocks, at, before.block) for before, at in pairwise(starts)]
    lasts = [first - 1 for first in firsts[1:]] + [len(blocks) - 1]
    return [Span(a, b, tuple(group)) for a, b, group in zip(firsts, lasts, groups, strict=True)]


def _begins_another(start: TitleAt, group: Sequence[TitleAt], at: TitleAt) -> bool:
    """Whether a title begins another document rather than repeats or annexes the running one."""
    old, new = start.title, at.title
    if new.kind in FORM_KINDS:
        return old.kind in FORM_KINDS and new.kind is not old.kind
    if old.kind in FORM_KINDS:
        return True
    if new.kind is not old.kind:
        return new.year is not None and _family(new.kind) != _family(old.kind)
    years = {head.title.year for head in group[-20:]}
    offices = {head.title.office for head in group[-20:] if head.title.office}
    other_year = new.year is not None and new.year not in years and None not in years
    known = any(is_same_office(*sorted((new.office, office), key=len)) for office in offices)
    other_office = bool(new.office and offices and not known)
    return other_year or other_office


def _family(kind: ReportKind) -> str:
    """部门 and 单位 of the same sort count as one: covers and inner titles mix the words."""
    return kind.value.removeprefix("department_").removeprefix("unit_")


def _contents_heads(blocks: Sequence[Block]) -> list[int]:
    """Return the blocks that head a table of contents."""
    return [
        index
        for index, block in enumerate(blocks)
        if not isinstance(block, Table) and len(block.text) < 12 and bare(block.text) in _CONTENTS
    ]


def _in_contents(blocks: Sequence[Block], index: int, heads: Sequence[int]) -> bool:
    """Whether a line stands in a table of contents: within 40 blocks below 目录, and with the same text again later."""
    block = blocks[index]
    if isinstance(block, Table) or not any(index - 40 <= head < index for head in heads):
        return False
    text = bare(block.text)
    return any(not isinstance(b, Table) and bare(b.text) == text for b in blocks[index + 1 : index + 400])


def _first_line(blocks: Sequence[Block], at: TitleAt, before: int) -> int:
    """A document begins with the office's line above its title when there is one, below the title before it."""
    named = cover_name(blocks, at.first)
    return max(before + 1, named.block if named else at.first)
