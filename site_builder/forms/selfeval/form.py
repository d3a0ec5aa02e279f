"""One form: its rows told apart by their labels and handed to the block they belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from site_builder.forms.selfeval import money
from site_builder.forms.selfeval.goals import GoalBlock
from site_builder.forms.selfeval.head import Field, read_fields
from site_builder.forms.selfeval.indicators import IndicatorBlock
from site_builder.forms.selfeval.layouts import Layout, choose_layout
from site_builder.forms.selfeval.management import ManagementBlock
from site_builder.forms.selfeval.money import MoneyBlock
from site_builder.forms.selfeval.tasks import TaskBlock
from site_builder.forms.selfeval.tokens import Kind, Row, Token, is_numeric
from site_builder.model.report import FormKind, ReportKind
from site_builder.spellings import (
    ANALYSIS,
    ANALYSIS_SECTION,
    GOAL_SECTION,
    GRADE,
    GRADE_LABEL,
    HEAD_SECTION,
    INDICATOR_SECTION,
    MONEY_SECTION,
    NEXT_GOAL,
    PART,
    TOTAL,
    spelled,
)


class Block(Enum):
    """The part of the form that the rows being read belong to."""

    HEAD = auto()
    MONEY = auto()
    GOALS = auto()
    TASKS = auto()
    MANAGEMENT = auto()
    INDICATORS = auto()
    ANALYSIS = auto()


@dataclass(slots=True)
class FormRows:
    """Everything one form prints, sorted into blocks but not yet written down as facts."""

    kind: FormKind
    unit: str = ""
    held_by: ReportKind = ReportKind.UNKNOWN
    layout: Layout | None = None
    fields: list[Field] = field(default_factory=list)
    money: MoneyBlock = field(default_factory=MoneyBlock)
    goals: GoalBlock = field(default_factory=GoalBlock)
    tasks: TaskBlock = field(default_factory=TaskBlock)
    management: ManagementBlock = field(default_factory=ManagementBlock)
    indicators: IndicatorBlock = field(default_factory=IndicatorBlock)
    totals: list[Token] = field(default_factory=list)
    weights: list[Token] = field(default_factory=list)
    grade: Token | None = None
    analyses: list[tuple[str, Token]] = field(default_factory=list)
    strays: list[Token] = field(default_factory=list)
    block: Block = Block.HEAD

    def read_row(self, row: Row) -> None:
        """Take in one row of the form's table."""
        if len(row) == 1 and (INDICATOR_SECTION.fullmatch(row[0].folded) or self._opens_part(row[0])):
            return
        for read in (
            self._read_heading,
            self._read_head,
            self._read_total,
            self._read_goal,
            self._read_analysis,
            self._read_in_block,
        ):
            if read(row):
                return
        self.strays.extend(token for token in row if not _is_label(token))

    def _opens_part(self, token: Token) -> bool:
        """Whether a cell that takes a whole row is the numbered heading of a part (二、部门年度重点工作任务)."""
        if self.block in (Block.INDICATORS, Block.ANALYSIS) or not PART.fullmatch("".join(token.text.split())):
            return False
        self.block = Block.HEAD
        return True

    def _read_heading(self, row: Row) -> bool:
        if self.indicators.read_heading(row):
            self.indicators.term = self.goals.term if self.indicators.beside else ""
            self.block = Block.INDICATORS
            self._choose()
            return True
        if self.tasks.read_heading(row):
            self.block = Block.TASKS
            return True
        if self.block is not Block.INDICATORS and self.management.read_heading(row):
            self.block = Block.MANAGEMENT
            return True
        if self.block is not Block.INDICATORS and money.is_heading(row):
            self.money.read_heading(row)
            self.block = Block.MONEY
            return True
        if self.block is Block.MONEY and not self.money.rows and _only_money_names(row):
            self.money.read_heading(row)
            return True
        if self.block is not Block.INDICATORS and self.goals.read_heading(row):
            self.block = Block.GOALS
            return True
        return False

    def _choose(self) -> None:
        columns = self.indicators.columns
        printed = frozenset(self.money.order) | frozenset(columns.names if columns else ())
        self.layout = choose_layout(self.kind, printed, self.money.unit or self.unit, self.held_by)

    def chosen(self) -> Layout:
        """The layout the form is read with."""
        if self.layout is None:
            self._choose()
        assert self.layout is not None
        return self.layout

    def _read_head(self, row: Row) -> bool:
        if self.block not in (Block.HEAD, Block.MONEY):
            return False
        rest = _without(HEAD_SECTION, row)
        if len(rest) > 2 and GOAL_SECTION.fullmatch(rest[0].folded):
            rest = rest[1:] if read_fields(rest[1:]) else rest
        fields = read_fields(rest)
        if fields is None:
            return False
        for one in fields:
            column = money.amount_column(one.name) if is_numeric(one.value) else ""
            if one.name == "总分":
                self.totals.append(one.value)
            elif column:
                self.money.add_amount(column, one.name, one.value)
            elif GRADE_LABEL.fullmatch(one.name) and GRADE.fullmatch(one.value.folded):
                self.grade = one.value
            elif one.name:
                self.fields.append(one)
            else:
                self.strays.append(one.value)
        return True

    def _read_pairs(self, row: Row) -> bool:
        """Fields of the head under labels that are not known: label and value side by side, one or two a row."""
        labels, values = row[::2], row[1::2]
        if len(row) not in (2, 4) or any(token.kind is not Kind.SHORT for token in labels):
            return False
        self.fields.extend(Field(label.text, value) for label, value in zip(labels, values, strict=True))
        return True

    def _read_total(self, row: Row) -> bool:
        rest = list(row)
        while rest and INDICATOR_SECTION.fullmatch(rest[0].folded):
            rest.pop(0)
        if not rest or self.block not in (Block.INDICATORS, Block.ANALYSIS):
            return False
        if TOTAL.fullmatch(rest[0].folded):
            self._read_result(rest[1:])
            self.block = Block.ANALYSIS
            return True
        if GRADE_LABEL.fullmatch(rest[0].folded):
            self._read_result(rest[1:])
            return True
        if len(rest) == 1 and self.totals and self.grade is None and GRADE.fullmatch(rest[0].folded):
            self.grade = rest[0]
            return True
        return False

    def _read_result(self, tokens: list[Token]) -> None:
        for token in tokens:
            if token.kind in (Kind.NUMBER, Kind.POINTS):
                (self.weights if self._is_weight(token, tokens) else self.totals).append(token)
            elif GRADE.fullmatch(token.folded) and self.grade is None:
                self.grade = token
            elif not _is_label(token):
                self.strays.append(token)

    def _is_weight(self, token: Token, beside: list[Token]) -> bool:
        """Whether the only number of the total row is the sum of weights, in a form whose scores were left blank."""
        columns = self.indicators.columns
        if columns is None or not {"score", "weight"} <= set(columns.names) or self.indicators.has_scores():
            return False
        alone = sum(other.kind in (Kind.NUMBER, Kind.POINTS) for other in beside) == 1
        return alone and token.col == columns.positions[columns.names.index("weight")]

    def _read_goal(self, row: Row) -> bool:
        if self.block in (Block.INDICATORS, Block.ANALYSIS) and not NEXT_GOAL.fullmatch(row[0].folded):
            return False
        if self.goals.read_labelled(row):
            return True
        return self.block is Block.GOALS and self.goals.read_row(row)

    def _read_analysis(self, row: Row) -> bool:
        in_indicators = self.block is Block.INDICATORS
        if not (in_indicators or self.block is Block.ANALYSIS) or not _starts_analysis(row, in_indicators):
            return self.block is Block.ANALYSIS and self._read_unlabelled(row)
        self.block = Block.ANALYSIS
        labels = [token for token in row if token.kind is not Kind.LONG or spelled(token.folded, ANALYSIS)]
        name, rest = "", list(row)
        while rest and (spelled(rest[0].folded, ANALYSIS) or _is_analysis_section(rest[0])):
            name = spelled(rest[0].folded, ANALYSIS) or name
            rest.pop(0)
        if not name and len(rest) > 1:
            name = rest.pop(0).text
        self.analyses.extend((name or labels[-1].text, token) for token in rest)
        return True

    def _read_unlabelled(self, row: Row) -> bool:
        if len(row) > 1 and len(row[0].folded) <= 30 and row[0].kind is not Kind.NUMBER:
            self.analyses.append((row[0].text, row[-1]))
            self.strays.extend(row[1:-1])
            return True
        return False

    def _read_in_block(self, row: Row) -> bool:
        if self.block in (Block.HEAD, Block.MONEY):
            rest = _without(MONEY_SECTION, row)
            if len(rest) < len(row):
                self.money.note_unit(row[0])
            if not rest:
                return True
            if self.money.read_row(rest):
                self.block = Block.MONEY
                return True
            return self.block is Block.HEAD and self._read_pairs(rest)
        if self.block is Block.MANAGEMENT:
            return self.management.read_row(row)
        if self.block is Block.TASKS:
            return self.tasks.read_row(row)
        if self.block is Block.INDICATORS:
            rest = _without(INDICATOR_SECTION, row)
            return not rest or self.indicators.read_row(rest, self.chosen())
        return False


def _without(section: re.Pattern[str], row: Row) -> Row:
    """The row without its block's own label at the left."""
    return row[1:] if section.fullmatch(row[0].folded) else row


def _only_money_names(row: Row) -> bool:
    return len(money.money_names(row)) == len(row)


def _is_label(token: Token) -> bool:
    sections = (HEAD_SECTION, GOAL_SECTION, MONEY_SECTION, INDICATOR_SECTION, ANALYSIS_SECTION)
    return any(section.fullmatch(token.folded) for section in sections)


def _is_analysis_section(token: Token) -> bool:
    return len(token.folded) <= 16 and bool(ANALYSIS_SECTION.fullmatch(token.folded))


def _starts_analysis(row: Row, among_indicators: bool) -> bool:
    """Whether a row is one of the analysis boxes; an indicator may be named like one but has numbers beside it."""
    first = row[0]
    if among_indicators and any(is_numeric(token) for token in row):
        return False
    return len(first.folded) <= 30 and (_is_analysis_section(first) or bool(spelled(first.folded, ANALYSIS)))
