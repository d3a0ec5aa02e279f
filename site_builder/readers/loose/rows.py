"""Rows of a form put together again from its pieces: the labels say which part of the form a piece belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from site_builder.model.document import Paragraph
from site_builder.readers.loose.grammar import LEVELS, end_of, letter, letters_of, match_row
from site_builder.readers.loose.pieces import Dialect, Piece, make_piece
from site_builder.readers.loose.words import (
    column,
    goal_label,
    head_label,
    is_block_label,
    is_label,
    is_money_row,
    is_remark,
    is_section,
    is_total,
    level,
    money_column,
)
from site_builder.spellings import GRADE

Placed = list[tuple[int, Piece]]
_LABEL, _FIRST = 1, 2
"""Grid columns of a money row: its label, and its first value; values whose column is not sure stand between."""
_NAMED = 3
_AMOUNTS = frozenset({"initial_declared", "initial_budget", "adjusted_budget", "executed", "execution_rate"})
_SENTENCE_END = ("。", "；", ";", "！", "%", "…")
_COST = re.compile(r"成本(?:指标)?(?:\(.*\))?")
_VALUES = "nzprq-"


@dataclass(slots=True)
class FormGrid:
    """Rows with their grid columns as they are put together; `read` is the number of pieces used for a heading."""

    pieces: Sequence[Piece]
    dialect: Dialect
    rows: list[Placed] = field(default_factory=list)
    indicators: int = 0
    _end: int = 0
    _has_result: bool = False
    _columns: tuple[str, ...] = ()
    _money: tuple[str, ...] = ()

    @property
    def _exact(self) -> bool:
        """Whether blank cells are pieces too."""
        return self.dialect is Dialect.PIPES

    def build(self) -> list[Placed]:
        """Return the rows of all pieces."""
        letters = letters_of((piece.folded for piece in self.pieces), self._exact)
        here = 0
        while here < len(self.pieces) and not self._end:
            here = self._read(here, letters)
        return self.rows

    def left_over(self) -> list[Paragraph]:
        """Return what stands behind the form's result and is no part of it, a paragraph a place."""
        by_place: dict[str, list[str]] = {}
        for piece in self.pieces[self._end :] if self._end else ():
            if piece.folded:
                by_place.setdefault(piece.locator, []).append(piece.text)
        return [Paragraph(" ".join(texts), place, " ".join(texts)) for place, texts in by_place.items()]

    def _read(self, here: int, letters: str) -> int:
        """Read the row that begins at `here`; return the position behind it."""
        if not self.pieces[here].folded:
            return here + 1
        for read in (self._indicator_heading, self._money_heading, self._goals):
            end = read(here)
            if end:
                return end
        if self._columns:
            return self._below_indicators(here, letters)
        if self._money and not head_label(self.pieces[here].folded):
            end = self._money_row(here)
            if end:
                return end
        return self._labelled(here)

    # -------------------------------------------------------------- headings

    def _run(self, here: int) -> list[tuple[int, Piece]]:
        """The pieces from `here` on that name columns or blocks; blank cells between them are passed over."""
        run: list[tuple[int, Piece]] = []
        for at in range(here, len(self.pieces)):
            folded = self.pieces[at].folded
            if folded and (level(folded) or not (column(folded) or money_column(folded) or is_section(folded))):
                break
            if folded:
                run.append((at, self.pieces[at]))
        return run

    def _indicator_heading(self, here: int) -> int:
        if not column(self.pieces[here].folded) and not is_section(self.pieces[here].folded):
            return 0
        run = [(at, piece, column(piece.folded)) for at, piece in self._run(here)]
        named = in_order([(name, piece) for _, piece, name in run if name and not is_block_label(piece.folded)])
        names = [name for name, _ in named]
        if len(names) < _NAMED or not {"level2", "level3"} & set(names):
            return 0
        self._columns = tuple(names)
        places = column_places(self._columns)
        self.rows.append([(places[name], piece) for name, piece in named])
        return run[-1][0] + 1

    def _money_heading(self, here: int) -> int:
        folded = self.pieces[here].folded
        if self._columns or not (money_column(folded) or is_section(folded)):
            return 0
        run = self._run(here)
        named = [(money_column(piece.folded), at, piece) for at, piece in run]
        named = [one for one in named if one[0]]
        if len({name for name, _, _ in named} & _AMOUNTS) < 2:
            return 0
        self._money = tuple(name for name, _, _ in named)
        sections = [piece for at, piece in run if at < named[0][1]]
        label = [(0, make_piece(" ".join(one.text for one in sections), sections[0].locator))] if sections else []
        self.rows.append([*label, *((_FIRST + 2 * n, piece) for n, (_, _, piece) in enumerate(named))])
        return named[-1][1] + 1

    def _goals(self, here: int) -> int:
        """A heading of planned and achieved, and the texts below it up to the next label."""
        if self._columns or not goal_label(self.pieces[here].folded):
            return 0
        labels = [here]
        at = here + 1
        while at < len(self.pieces) and (not self.pieces[at].folded or goal_label(self.pieces[at].folded)):
            labels += [at] if self.pieces[at].folded else []
            at += 1
        if goal_label(self.pieces[labels[-1]].folded) != "actual" or len(labels) < 2:
            return 0
        *_, planned, actual = labels
        self.rows.append([(_FIRST, self.pieces[planned]), (_FIRST + 2, self.pieces[actual])])
        end = self._end_of_texts(at)
        texts = self._texts(at, end)
        if texts:
            self.rows.append([(_FIRST + 2 * n, piece) for n, piece in enumerate(texts[:2])])
        return end

    def _end_of_texts(self, here: int) -> int:
        for at in range(here, len(self.pieces)):
            folded = self.pieces[at].folded
            if folded in ("绩效指标", "绩效") or (column(folded) and self._indicator_run(at)) or level(folded):
                return at
            if is_section(folded) and not goal_label(folded):
                return at
        return len(self.pieces)

    def _indicator_run(self, here: int) -> bool:
        return sum(bool(column(piece.folded)) for _, piece in self._run(here)) >= _NAMED

    def _texts(self, here: int, end: int) -> list[Piece]:
        """The two texts of a goal row: where blanks parted them too, a text ends with a sentence."""
        pieces = [piece for piece in self.pieces[here:end] if piece.folded]
        if len(pieces) <= 2 or self._exact:
            return pieces
        texts: list[Piece] = []
        for piece in pieces:
            if texts and not texts[-1].text.endswith(_SENTENCE_END):
                texts[-1] = make_piece(f"{texts[-1].text} {piece.text}", texts[-1].locator)
            else:
                texts.append(piece)
        return texts if len(texts) <= 2 else [make_piece(" ".join(one.text for one in texts), texts[0].locator)]

    # ------------------------------------------------------------ money, head

    def _money_row(self, here: int) -> int:
        """A label with its numbers; 0 when there is none."""
        label: Placed = [(_LABEL, self.pieces[here])]
        at = here + 1
        if letter(self.pieces[here].folded) in _VALUES:
            label, at = [], here
        elif not is_money_row(self.pieces[here].folded.removesuffix(":")):
            return 0
        values: list[Piece] = []
        while at < len(self.pieces) and letter(self.pieces[at].folded) in _VALUES + ("b" if self._exact else ""):
            if len(values) == len(self._money):
                break
            values.append(self.pieces[at])
            at += 1
        sure = self._exact or len(values) == len(self._money)
        places = [(_FIRST + 2 * n + (not sure), piece) for n, piece in self._money_places(values) if piece.folded]
        if places:
            self.rows.append([*label, *places])
        return at

    def _money_places(self, values: Sequence[Piece]) -> Iterator[tuple[int, Piece]]:
        """A rate is no points: it stands behind the columns of points, whose cells are merged with those above."""
        skipped = 0
        for n, piece in enumerate(values):
            rates = self._exact and letter(piece.folded) == "r"
            while rates and n + skipped + 1 < len(self._money) and self._money[n + skipped] in ("weight", "score"):
                skipped += 1
            if n + skipped < len(self._money):
                yield n + skipped, piece

    def _labelled(self, here: int) -> int:
        """A label of the head with its value; a piece without label is left alone."""
        folded = self.pieces[here].folded
        known = bool(head_label(folded) or goal_label(folded))
        at = here + 1
        while known and at < len(self.pieces) and self._is_value(at):
            at += 1
            if self.dialect is not Dialect.BLANKS:
                break
        value = [piece for piece in self.pieces[here + 1 : at] if piece.folded]
        row: Placed = [(0, self.pieces[here])]
        if value:
            row.append((1, make_piece(" ".join(piece.text for piece in value), value[0].locator)))
        self.rows.append(row)
        return at

    def _is_value(self, at: int) -> bool:
        folded = self.pieces[at].folded
        return not (is_label(folded) or is_section(folded))

    # ------------------------------------------------------------- indicators

    def _below_indicators(self, here: int, letters: str) -> int:
        folded = self.pieces[here].folded
        if is_total(folded):
            return self._total(here)
        if is_remark(folded):
            return self._remark(here)
        places = match_row(letters, here, self._columns, self._exact, whole=self.dialect is Dialect.NOTHING)
        if places is not None:
            grid = column_places(self._columns)
            self.rows.append([(grid[name], self.pieces[at]) for name, at in self._settled(places) if name in grid])
            self.indicators += len(places) > 2
            return end_of(places, letters, self._exact)
        if letters[here] not in "12ax" and self._has_result:
            self._end = here
            return here
        if letters[here] == "1" and letters[here + 1] in "2a":
            self.rows.append([(0, self.pieces[here]), (1, self.pieces[here + 1])])
            return here + 2
        self.rows.append([({"1": 0, "a": 0, "x": 0, "2": 1}.get(letters[here], 2), self.pieces[here])])
        return here + 1

    def _settled(self, places: list[tuple[str, int]]) -> list[tuple[str, int]]:
        """成本指标 with an indicator right behind it is a second level, as the national form has it."""
        (name, at), *rest = places
        if name == "level1" and rest and rest[0][0] == "level3" and _COST.fullmatch(self.pieces[at].folded):
            return [("level2", at), *rest]
        return places

    def _total(self, here: int) -> int:
        self._has_result = True
        places = column_places(self._columns)
        first = places.get("weight", places.get("score", 1))
        row: Placed = [(0, self.pieces[here])]
        at = here + 1
        while at < len(self.pieces) and (not self.pieces[at].folded or letter(self.pieces[at].folded) in "nzp"):
            row += [(first + at - here - 1, self.pieces[at])] if self.pieces[at].folded else []
            at += 1
        if not self._exact and len(row) == 2 and "weight" in places and "score" in places:
            row[1] = (places["score"], row[1][1])
        if at < len(self.pieces) and GRADE.fullmatch(self.pieces[at].folded):
            row.append((first + at - here - 1, self.pieces[at]))
            at += 1
        self.rows.append(row)
        return at

    def _remark(self, here: int) -> int:
        at = here + 1
        while at < len(self.pieces) and not (is_remark(self.pieces[at].folded) or is_total(self.pieces[at].folded)):
            at += 1
        text = " ".join(piece.text for piece in self.pieces[here + 1 : at] if piece.folded)
        if text:
            self.rows.append([(0, self.pieces[here]), (1, make_piece(text, self.pieces[here + 1].locator))])
        return at


def in_order(named: list[tuple[str, Piece]]) -> list[tuple[str, Piece]]:
    """Columns of a heading of two lines in the order of its cells: the levels first, then what divides 年度指标值.

    The upper line (年度指标值, 实际完成值, …) stands before the lower one (一级指标, …, 指标性质, 指标值, 度量单位).
    """
    first = next((n for n, (name, _) in enumerate(named) if name in LEVELS), 0)
    lower, upper = named[first:], named[:first]
    divided = {name for name, _ in lower}
    columns: dict[str, Piece] = {}
    for name, piece in [*lower, *(one for one in upper if one[0] not in divided)]:
        name = "explanation" if name == "actual" and name in columns else name
        columns.setdefault(name, piece)
    if "level3" not in columns:
        deepest = next((name for name in ("content", "level2") if name in columns), "")
        columns = {"level3" if name == deepest else name: piece for name, piece in columns.items()}
    return list(columns.items())


def column_places(columns: tuple[str, ...]) -> dict[str, int]:
    """Return the grid column of each column: the levels first, then the others as printed."""
    places = {name: n for n, name in enumerate(LEVELS)}
    values = [name for name in columns if name not in LEVELS]
    return places | {name: len(LEVELS) + n for n, name in enumerate(values)}
