"""The goal block of a form: what was planned and what was done, and the yearly tasks of an overall form."""

from __future__ import annotations

import re
from dataclasses import dataclass

from site_builder.forms.selfeval.layouts import GOALS, Layout
from site_builder.forms.selfeval.scribe import Scribe
from site_builder.forms.selfeval.tokens import Kind, Row, Token, is_numeric
from site_builder.model.report import Fact, Goal
from site_builder.spellings import (
    ACHIEVED,
    GOAL_RATE,
    GOAL_SECTION,
    LONG_TERM,
    PLANNED,
    TASK_AMOUNTS,
    TASK_COLUMNS,
    spelled,
)

TERM = "中期目标"
"""The item of a goal over several years whose own label is not known."""


@dataclass(slots=True)
class GoalDraft:
    """One row of goals before its facts are written; `labelled` when the label stands beside the text."""

    term: Token | None = None
    planned: Token | None = None
    adjusted: Token | None = None
    actual: Token | None = None
    rate: Token | None = None
    labelled: bool = False


class GoalBlock:
    """Collects the goal rows of one form."""

    def __init__(self) -> None:
        self.rows: list[GoalDraft] = []
        self.term = ""
        self._places: list[tuple[str, int]] = []

    def read_heading(self, row: Row) -> bool:
        """Take in a heading of planned and achieved; False when the row is none."""
        places = [(name, token.col) for token in row if (name := _goal_name(token.folded))]
        names = [name for name, _ in places]
        if not {"actual", "term"} & set(names) or "planned" not in names:
            return False
        self.term = next((token.text for token in row if _goal_name(token.folded) == "term"), "")
        self.term = re.split("[(（]", "".join(self.term.split()))[0]
        if names.count("planned") > 1 and GOAL_SECTION.fullmatch(row[0].folded) and _goal_name(row[0].folded):
            places = places[1:]
        first = next(col for name, col in places if name == "planned")
        self._places = [("adjusted" if name == "planned" and col != first else name, col) for name, col in places]
        return True

    def read_labelled(self, row: Row) -> bool:
        """Take in a row of label and text (`年度目标 | …`, `年度总体目标 | 目标1：…`); False when it is none."""
        if len(row) < 2:
            return False
        *labels, text = row
        if _goal_name(text.folded) or is_numeric(text) or len(labels) > 2:
            return False
        name = _goal_name(labels[-1].folded)
        if not name or (
            len(labels) > 1 and not (_goal_name(labels[0].folded) or GOAL_SECTION.fullmatch(labels[0].folded))
        ):
            return False
        draft = GoalDraft(labelled=True)
        setattr(draft, name, text)
        self.rows.append(draft)
        self._places = []
        return True

    def read_row(self, row: Row) -> bool:
        """Take in a row of texts under the heading; False when it is none."""
        if not self._places:
            return False
        texts = [token for token in row if not GOAL_SECTION.fullmatch(token.folded)]
        if not texts or len(texts) > len(self._places):
            return False
        draft = GoalDraft()
        if len(texts) == len(self._places):
            names = [name for name, _ in self._places]
        else:
            names = [self._nearest(token.col) for token in texts]
        for name, token in zip(names, texts, strict=True):
            setattr(draft, name, token)
        self.rows.append(draft)
        return True

    def _nearest(self, col: int) -> str:
        return min(self._places, key=lambda place: abs(place[1] - col))[0]

    def write(self, scribe: Scribe, subject: str, layout: Layout) -> tuple[Goal, ...]:
        """Write the facts of all goals."""
        goals: list[Goal] = []
        for draft in self.rows:
            planned_item, actual_item = GOALS if draft.labelled else layout.goal_items
            if draft.term:
                scribe.text(draft.term, subject, self.term or TERM)
            planned = scribe.text(draft.planned, subject, planned_item) if draft.planned else None
            if draft.adjusted:
                scribe.text(draft.adjusted, subject, f"调整后{planned_item}")
            actual = scribe.text(draft.actual, subject, actual_item) if draft.actual else None
            if draft.rate:
                scribe.number(draft.rate, subject, "总体完成率", "%")
            goals.append(Goal(planned, actual))
        return _paired(goals)


def _paired(goals: list[Goal]) -> tuple[Goal, ...]:
    """Join a labelled goal with the labelled result that follows it."""
    paired: list[Goal] = []
    for goal in goals:
        last = paired[-1] if paired else None
        if last and last.actual is None and goal.planned is None and goal.actual is not None:
            paired[-1] = Goal(last.planned, goal.actual)
        else:
            paired.append(goal)
    return tuple(paired)


def _goal_name(folded: str) -> str:
    if len(folded) > 30:
        return ""
    if LONG_TERM.fullmatch(folded):
        return "term"
    if GOAL_RATE.fullmatch(folded):
        return "rate"
    if len(folded) > 20:
        return ""
    if ACHIEVED.fullmatch(folded):
        return "actual"
    return "planned" if PLANNED.fullmatch(folded) else ""


class TaskBlock:
    """The yearly tasks of an overall form: name, content and what was done."""

    def __init__(self) -> None:
        self.rows: list[list[tuple[str, Token]]] = []
        self._places: list[tuple[str, str, int]] = []

    def read_heading(self, row: Row) -> bool:
        """Take in the heading; False when the row is none."""
        places = [(name, token.text, token.col) for token in row if (name := spelled(token.folded, TASK_COLUMNS))]
        if not {"name", "content"} <= {name for name, _, _ in places}:
            return False
        self._places = places
        return True

    def _read_subheading(self, row: Row) -> bool:
        """A second heading row (`总额 | 财政拨款 | 其他资金` under 预算数): each takes the place of what it divides."""
        if self.rows or not all(TASK_AMOUNTS.fullmatch(token.folded) for token in row):
            return False
        parents = {token.col: self._above(token) for token in row}
        divided = [place for place in self._places if place not in parents.values()]
        parts = [(parents[t.col][0], f"{parents[t.col][1]}:{t.text}", t.col) for t in row]
        self._places = sorted([*divided, *parts], key=lambda place: place[2])
        return True

    def _above(self, token: Token) -> tuple[str, str, int]:
        return max((place for place in self._places if place[2] <= token.col), key=lambda place: place[2])

    def read_row(self, row: Row) -> bool:
        """Take in a task; False when there was no heading or the row does not fit it."""
        if self._places and row[0].col >= self._places[0][2] and self._read_subheading(row):
            return True
        cells = [token for token in row if token.kind is not Kind.NUMBER or not self._is_number(token)]
        places = [place for place in self._places if place[0] != "number"]
        if not places or len(cells) < 2 or len(cells) > len(places):
            return False
        by_place = {col: (name, text) for name, text, col in places}
        if all(token.col in by_place for token in cells):
            self.rows.append([(by_place[token.col][1], token) for token in cells])
        else:
            self.rows.append([(text, token) for (_, text, _), token in zip(places, cells, strict=False)])
        return True

    def _is_number(self, token: Token) -> bool:
        return any(name == "number" and token.col <= col for name, _, col in self._places)

    def write(self, scribe: Scribe) -> tuple[tuple[str, Fact], ...]:
        """Write the facts of all tasks under the task's name."""
        written: list[tuple[str, Fact]] = []
        for row in self.rows:
            subject = row[0][1].text
            for item, token in row:
                fact = (
                    scribe.number(token, subject, item, "") if is_numeric(token) else scribe.text(token, subject, item)
                )
                written.append((item, fact))
        return tuple(written)
