"""Pieces: what stood in the cells of a form whose grid was lost, cut out of the lines it was left in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import normalize

from site_builder.model.document import Block, Heading, Table
from site_builder.readers.loose.words import column, is_label, is_section, level, money_column

_BLANK = re.compile(r"\s+")
_PIPE = re.compile(r"\s*\|\s*")
_WEIGHT = re.compile(r"\(\d{1,3}分?\)|\((?:万?元|单位:万?元|[A-C](?:/[A-C])?|%)\)")
_PLACEHOLDER = re.compile(r"(?:指标\d{1,2}[:：]?|[.…·])+")
_DOTS = re.compile(r"[.…]{2,}")
_BEFORE = re.compile(r"年初|全年|年度|实际|预期|本年|当年|调整后")
"""What stands before the name of a column and is no label itself (年初 / 预算数)."""
_MAX_JOINED = 4
_LONGEST_LABEL = 14


class Dialect(StrEnum):
    """What parts the cells: line ends alone, blanks as well, pipes (which keep blank cells), or nothing at all."""

    LINES = "lines"
    BLANKS = "blanks"
    PIPES = "pipes"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Piece:
    """The text of one cell with its place; `folded` is without white space and in half width."""

    text: str
    locator: str
    folded: str


def fold(text: str) -> str:
    """Return `text` in half width without white space."""
    return _BLANK.sub("", normalize("NFKC", text))


def make_piece(text: str, locator: str) -> Piece:
    """Return the piece of one cell's text."""
    return Piece(text, locator, fold(text))


def cut_blocks(blocks: Sequence[Block], dialect: Dialect) -> list[Piece]:
    """Return the pieces of `blocks` in order; labels that a line end or blank broke are whole again."""
    if dialect is Dialect.PIPES:
        return [make_piece("", one.locator) if _DOTS.fullmatch(one.folded) else one for one in _cut_pipes(blocks)]
    pieces = [piece for block in blocks for piece in _cut(block, dialect) if not _PLACEHOLDER.fullmatch(piece.folded)]
    return _joined(pieces)


def _cut(block: Block, dialect: Dialect) -> Iterator[Piece]:
    if isinstance(block, Table):
        yield from (make_piece(cell.text, cell.locator) for cell in block.cells if cell.text)
    elif dialect is Dialect.LINES or isinstance(block, Heading):
        yield make_piece(block.text, block.locator)
    else:
        for match in re.finditer(r"\S+", block.text):
            yield make_piece(match[0], block.locator_at(match.start()))


def _cut_pipes(blocks: Sequence[Block]) -> Iterator[Piece]:
    """A line end within a cell is white space; a cell without text stays, for its place counts."""
    text = ""
    place = ""
    for locator, line in _lines(blocks):
        *cells, rest = line.split("|")
        for cell in cells:
            text = f"{text} {cell}".strip()
            yield make_piece(text, place if text != cell.strip() else locator)
            text = ""
        place = place if text else locator
        text = f"{text} {rest}".strip()
    if text:
        yield make_piece(text, place)


def _lines(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        if not isinstance(block, Table):
            yield block.locator, block.text
            continue
        rows: dict[int, list[str]] = {}
        for cell in block.cells:
            rows.setdefault(cell.row, []).append(cell.text.replace("|", " "))
        first = {cell.row: cell.locator for cell in reversed(block.cells)}
        for row, texts in rows.items():
            while len(texts) > 1 and not texts[-1]:
                texts.pop()
            yield first[row], "| " + " | ".join(texts) + " |" if texts != [""] else "|"


def _joined(pieces: list[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    here = 0
    while here < len(pieces):
        size = _broken(pieces, here)
        group = pieces[here : here + size]
        if size == 1 and joined and _WEIGHT.fullmatch(group[0].folded) and _takes_note(joined[-1].folded):
            group = [joined.pop(), *group]
        joined.append(group[0] if len(group) == 1 else make_piece("".join(one.text for one in group), group[0].locator))
        here += size
    return joined


def _broken(pieces: Sequence[Piece], here: int) -> int:
    """Return how many pieces from `here` on are one label in truth, 1 when the piece stands for itself."""
    text = ""
    found = 1
    for size in range(1, _MAX_JOINED + 1):
        if here + size > len(pieces) or pieces[here + size - 1].folded[:1].isdigit():
            break
        text += pieces[here + size - 1].folded
        if len(text) > _LONGEST_LABEL:
            break
        whole = size == 2 and _BEFORE.fullmatch(pieces[here].folded) and (column(text) or money_column(text))
        if whole or (size > 1 and is_label(text) and not _stands_alone(pieces[here + size - 1].folded)):
            found = size
        if size == 2 and level(text) == "2" and not is_label(pieces[here].folded):
            found = size
    return found


def _takes_note(folded: str) -> bool:
    """Whether a text can have a weight or unit in brackets behind it."""
    return bool(level(folded)) or is_section(folded) or money_column(folded) not in ("", "reason")


def _stands_alone(folded: str) -> bool:
    """Whether a text is a label or level by itself; 指标 behind 经济效益 is its end."""
    return folded != "指标" and (is_label(folded) or bool(level(folded)))


def dialect_of(blocks: Sequence[Block]) -> Dialect:
    """Return how the cells of a form are parted in `blocks`."""
    texts = [block.text for block in blocks if not isinstance(block, Table)]
    pipes = sum(text.count("|") for text in texts)
    if 2 * pipes >= len(texts):
        return Dialect.PIPES
    several = sum(_labels_in(text) >= 3 for text in texts if isinstance(text, str))
    return Dialect.BLANKS if several else Dialect.LINES


def _labels_in(text: str) -> int:
    return sum(is_label(fold(word)) for word in text.split()[:4000])
