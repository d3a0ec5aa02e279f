"""Labels that were wrapped in their cell: halves above and below the line with the code are put behind the code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from site_builder.readers.packed.tokens import Kind, Token

_LONGEST = 16
"""A line of a label that is longer is none."""


@dataclass(slots=True)
class _Row:
    """A line that begins with a code or holds a value; `above` and `below` count the lines of its label around it."""

    line: int
    labelled: bool
    above: int = 0
    below: int = 0


def unwrap(found: Sequence[Token]) -> list[Token]:
    """Return the tokens with each wrapped label in one piece behind its code.

    Cells are centred, so that as many lines of a label stand below the values as above them.
    """
    lines = [list(group) for _, group in groupby(found, key=lambda token: token.line)]
    rows = [_Row(at, _labelled(line)) for at, line in enumerate(lines) if _is_row(line)]
    if all(row.labelled for row in rows if lines[row.line][0].kind is Kind.CODE):
        return list(found)
    gaps = [_lone_lines(lines, row.line + 1) for row in rows]
    if rows and not rows[0].labelled:
        rows[0].above = max(1, gaps[0] if len(rows) == 1 or rows[1].labelled else gaps[0] // 2)
    for index, row in enumerate(rows):
        following = rows[index + 1] if index + 1 < len(rows) else None
        count = gaps[index]
        if following is not None and following.line != row.line + count + 1:
            following = None
        row.below = min(row.above, count)
        if not row.above and following is None:
            row.below = min(count, 1)
        elif not row.above and following is not None and following.labelled and gaps[index + 1] != count:
            row.below = count
        if following is not None:
            following.above = count - row.below
    return _joined(lines, rows)


def _is_row(line: Sequence[Token]) -> bool:
    return line[0].kind is Kind.CODE or any(token.kind is Kind.NUMBER for token in line)


def _labelled(line: Sequence[Token]) -> bool:
    """Whether a line needs no label from above; a code alone on its line has all of its own below it."""
    return line[0].kind is not Kind.CODE or len(line) == 1 or line[1].kind is Kind.WORD


def _lone_lines(lines: Sequence[Sequence[Token]], start: int) -> int:
    """Count the lines from `start` on that hold nothing but a few words of one cell."""
    count = 0
    for line in lines[start:]:
        if len(line) != 1 or line[0].kind is not Kind.WORD or len(line[0].text) > _LONGEST:
            break
        count += 1
    return count


def _joined(lines: Sequence[Sequence[Token]], rows: Sequence[_Row]) -> list[Token]:
    taken: dict[int, list[Token]] = {}
    moved: set[int] = set()
    for row in rows:
        above = range(max(0, row.line - row.above), row.line)
        below = range(row.line + 1, row.line + 1 + row.below)
        if lines[row.line][0].kind is not Kind.CODE:
            continue
        moved |= {*above, *below}
        head = [lines[row.line][0], *(token for at in above for token in lines[at])]
        rest = list(lines[row.line][1:])
        if row.labelled:
            head.append(rest.pop(0))
        taken[row.line] = [*head, *(token for at in below for token in lines[at]), *rest]
    return [token for at, line in enumerate(lines) if at not in moved for token in taken.get(at, line)]
