"""The goal block of a form: what was planned and what was done, for the year or for several."""

from __future__ import annotations

import re
from dataclasses import dataclass

from site_builder.forms.facts import text_value
from site_builder.forms.selfeval.layouts import GOALS, Layout
from site_builder.forms.selfeval.scribe import Scribe
from site_builder.forms.selfeval.tokens import Kind, Row, Token, is_numeric
from site_builder.model.report import Goal
from site_builder.spellings import (
    ACHIEVED,
    GOAL_RATE,
    GOAL_SECTION,
    GOAL_YEAR,
    LONG_TERM,
    PLANNED,
)

YEAR = re.compile(r"(20\d\d)年?(?:度|\(预\))?")
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
    year: Token | None = None
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
            year = YEAR.fullmatch(draft.year.folded) if draft.year else None
            if year:
                goal = _of_year(draft, int(year[1]), scribe, subject, layout)
                goals += [goal] if int(year[1]) == scribe.year else []
                continue
            planned = scribe.text(draft.planned, subject, planned_item) if draft.planned else None
            if draft.adjusted:
                scribe.text(draft.adjusted, subject, f"调整后{planned_item}")
            actual = scribe.text(draft.actual, subject, actual_item) if draft.actual else None
            if draft.rate:
                scribe.number(draft.rate, subject, "总体完成率", "%")
            goals.append(Goal(planned, actual))
        return _paired(goals)


def _of_year(draft: GoalDraft, year: int, scribe: Scribe, subject: str, layout: Layout) -> Goal:
    """The goal of one of several years, each with its own row."""
    facts = [
        scribe.fact(token, subject, item, text_value(token.text), year=year)
        if token and token.kind is not Kind.ABSENT
        else None
        for token, item in zip((draft.planned, draft.actual), layout.goal_items, strict=True)
    ]
    return Goal(*facts)


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
    if GOAL_YEAR.fullmatch(folded):
        return "year"
    if len(folded) > 20:
        return ""
    if ACHIEVED.fullmatch(folded):
        return "actual"
    return "planned" if PLANNED.fullmatch(folded) else ""
