"""The columns of a table without rules: where its amounts and labels stand, and the heads above them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from site_builder.readers.pdf.geometry import Glyph, TextLine, line_of
from site_builder.text import clean

_GAP = 1.6
"""Gaps wider than this many line heights part two pieces of a row."""
_AMOUNT_GAP = 0.4
_AMOUNT = re.compile(r"-?[\d,，]+\.\d+|-?\d{1,3}(?:[,，]\d{3})+|\d{3}(?:\d\d){0,2}")
_HEAD_GAP = 0.45
"""Heads stand closer together."""
_BESIDE = 40.0
"""Points between a head in the middle of its column and an amount at the column's end."""
_STACKED = 0.6
"""Line heights between two lines of one head."""

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A head: its place, its spans and its lines of text."""

    row: int
    col: int
    rowspan: int
    colspan: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns from left to right, and the cells of the head."""

    spans: tuple[Span, ...]
    heads: tuple[HeadCell, ...]

    @property
    def borders(self) -> tuple[float, ...]:
        """The places between columns, and the outer ends."""
        inner = ((left[1] + right[0]) / 2 for left, right in pairwise(self.spans))
        return (self.spans[0][0], *inner, self.spans[-1][1])

    def of(self, piece: TextLine) -> int:
        """Return the column that overlaps the piece most, or is nearest."""
        return max(range(len(self.spans)), key=lambda i: _overlap(piece, self.spans[i]))


def split_line(line: TextLine, gap: float = _GAP) -> list[TextLine]:
    """Cut a line at its wide gaps, and behind an amount or code: what stands in the next column may be close."""
    pieces: list[list[Glyph]] = [[line.glyphs[0]]]
    for left, right in pairwise(line.glyphs):
        room = (right.x0 - left.x1) / max(left.height, right.height)
        if room > gap or (room > _AMOUNT_GAP and _is_amount(pieces[-1])):
            pieces.append([])
        pieces[-1].append(right)
    return [line_of(piece) for piece in pieces]


def _is_amount(glyphs: Sequence[Glyph]) -> bool:
    return bool(_AMOUNT.fullmatch("".join(glyph.text for glyph in glyphs)))


def find_columns(head: Sequence[TextLine], body: Sequence[Sequence[TextLine]], number: re.Pattern[str]) -> Columns:
    """Return the columns of the body's pieces, and of heads that stand above no amount."""
    pieces = [piece for parts in body for piece in parts if len(parts) > 1 and not _numbers_columns(parts)]
    counts = sorted((len(parts) for parts in body), reverse=True)
    wanted = counts[min(1, len(counts) - 1)]
    spans = _united(pieces)
    while len(spans) < wanted and len(pieces) > wanted:
        widest = max(pieces, key=lambda piece: piece.x1 - piece.x0)
        pieces.remove(widest)
        spans = _united(pieces)
    spans = _merged(spans, body, wanted)
    stacks = _stacks([piece for line in head for piece in split_line(line, _HEAD_GAP)])
    return _with_heads(spans, stacks)


def _numbers_columns(parts: Sequence[TextLine]) -> bool:
    """Whether a line only numbers the columns (栏次 1 2 3): its numbers stand where the amounts do not."""
    return all(len(clean(piece.text)) <= 2 for piece in parts)


def _united(pieces: Sequence[TextLine]) -> list[Span]:
    spans: list[Span] = []
    for piece in sorted(pieces, key=lambda piece: piece.x0):
        if spans and piece.x0 < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], piece.x1))
        else:
            spans.append((piece.x0, piece.x1))
    return spans


def _merged(spans: list[Span], body: Sequence[Sequence[TextLine]], wanted: int) -> list[Span]:
    """Put neighbours together in which no line has a piece each: numbers in the middle of a column of amounts."""
    lines = [{i for piece in parts for i, span in enumerate(spans) if _overlap(piece, span) > 0} for parts in body]
    groups = [{i} for i in range(len(spans))]
    while len(groups) > wanted:
        together = [
            (spans[min(right)][0] - spans[max(left)][1], at)
            for at, (left, right) in enumerate(pairwise(groups))
            if not any(line & left and line & right for line in lines)
        ]
        if not together:
            break
        at = min(together)[1]
        groups[at : at + 2] = [groups[at] | groups[at + 1]]
    return [(spans[min(group)][0], spans[max(group)][1]) for group in groups]


def _stacks(pieces: Sequence[TextLine]) -> list[list[TextLine]]:
    """Put the lines of one head together: close below each other, and one within the other's width."""
    stacks: list[list[TextLine]] = []
    for piece in sorted(pieces, key=lambda piece: piece.y0):
        above = next((stack for stack in stacks if _belongs_below(stack[-1], piece)), None)
        if above is None:
            stacks.append([piece])
        else:
            above.append(piece)
    return stacks


def _belongs_below(above: TextLine, piece: TextLine) -> bool:
    gap = (piece.y0 - above.y1) / piece.height
    inside = min(above.x1, piece.x1) - max(above.x0, piece.x0)
    wide, narrow = above.x1 - above.x0, piece.x1 - piece.x0
    return -0.3 < gap < _STACKED and narrow < 1.5 * wide and inside > 0.8 * min(wide, narrow)


def _with_heads(spans: Sequence[Span], stacks: Sequence[Sequence[TextLine]]) -> Columns:
    """Add the columns that only a head tells of; a head over several columns spans them, the last one reaches down."""
    boxes = [(min(p.x0 for p in stack), max(p.x1 for p in stack)) for stack in stacks]
    columns = _completed(spans, boxes)
    grown = [
        _grown(span, [box for box in boxes if sum(_overlap_of(box, each) > 0 for each in columns) == 1])
        for span in columns
    ]
    ranges = _ranges(grown, boxes, stacks)
    heads: list[HeadCell] = []
    for (first, last), stack in sorted(zip(ranges, stacks, strict=True), key=lambda pair: pair[1][0].y0):
        above = [head for head in heads if head.col <= last and first < head.col + head.colspan]
        row = max((head.row + 1 for head in above), default=0)
        heads.append(HeadCell(row, first, 1, last - first + 1, tuple(clean(piece.text) for piece in stack)))
    return Columns(tuple(grown), tuple(_reaching_down(heads)))


def _reaching_down(heads: Sequence[HeadCell]) -> Iterator[HeadCell]:
    rows = max((head.row + 1 for head in heads), default=0)
    for head in heads:
        below = [other.row for other in heads if other.row > head.row and _same_columns(head, other)]
        yield replace(head, rowspan=min(below, default=rows) - head.row)


def _same_columns(one: HeadCell, two: HeadCell) -> bool:
    return one.col < two.col + two.colspan and two.col < one.col + one.colspan


def _ranges(
    columns: Sequence[Span], boxes: Sequence[Span], stacks: Sequence[Sequence[TextLine]]
) -> list[tuple[int, int]]:
    """Return the first and last column of each head: those below it, and its neighbours when it stands in their middle."""
    below = [[i for i, span in enumerate(columns) if _overlap_of(box, span) > 0] for box in boxes]
    ranges: list[tuple[int, int]] = []
    for at, (box, stack) in enumerate(zip(boxes, stacks, strict=True)):
        beside = {
            i
            for other, each in enumerate(stacks)
            if other != at and each[0].y0 < stack[-1].y1 and stack[0].y0 < each[-1].y1
            for i in below[other]
        }
        first, last = below[at][0], below[at][-1]
        low = max((i + 1 for i in beside if i < first), default=0)
        high = min((i - 1 for i in beside if i > last), default=len(columns) - 1)
        middle = (box[0] + box[1]) / 2
        choices = [(i, j) for i in range(low, first + 1) for j in range(last, high + 1)]
        best = min(choices, key=lambda pair: abs((columns[pair[0]][0] + columns[pair[1]][1]) / 2 - middle))
        off = abs((columns[first][0] + columns[last][1]) / 2 - middle)
        ranges.append(best if off > stack[0].height else (first, last))
    return ranges


def _completed(spans: Sequence[Span], boxes: Sequence[Span]) -> list[Span]:
    """A head beside amounts that no head stands over is theirs (they keep to the right); any other is a blank column's."""
    columns = list(spans)
    for box in boxes:
        if any(_overlap_of(box, span) > 0 for span in columns):
            continue
        bare = [span for span in columns if not any(_overlap_of(each, span) > 0 for each in boxes)]
        near = min(bare, key=lambda span: -_overlap_of(box, span), default=None)
        if near is not None and -_overlap_of(box, near) < _BESIDE:
            columns[columns.index(near)] = (min(near[0], box[0]), max(near[1], box[1]))
        else:
            columns.append(box)
    return sorted(columns)


def _grown(span: Span, boxes: Sequence[Span]) -> Span:
    """A column is as wide as the heads that stand over it alone."""
    over = [box for box in boxes if _overlap_of(box, span) > 0]
    return min([span[0], *(box[0] for box in over)]), max([span[1], *(box[1] for box in over)])


def _overlap(piece: TextLine, span: Span) -> float:
    return min(piece.x1, span[1]) - max(piece.x0, span[0])


def _overlap_of(one: Span, two: Span) -> float:
    return min(one[1], two[1]) - max(one[0], two[0])
