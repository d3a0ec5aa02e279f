"""Accounts by level: 类 is the sum of 款, 款 of 项, the total the sum of 类 (F7, F10)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from site_builder.checks.arithmetic import is_number
from site_builder.checks.audit import Audit
from site_builder.checks.places import table_name
from site_builder.checks.registry import Category, Note, check
from site_builder.checks.statement_lines import sum_row
from site_builder.checks.sums import sum_note
from site_builder.figures import label_of
from site_builder.model.finding import Severity
from site_builder.model.report import StatementRow, StatementTable

BY_ACCOUNT = ("T2", "T3", "T5", "T6", "T7", "T8", "B2", "B3", "B5", "B6", "B7", "B8", "X")
STEP = {3: 5, 5: 7}
MANY_SHORT = 3
"""Accounts whose parts give too little before a table counts as incompletely listed: a slip spoils one or two."""
PERSONNEL = ("301", "303")
PUBLIC = ("302", "307", "310", "312", "313", "399")
"""Basic expenditure: 309 and 311 are construction money and cannot stand in it (printed ——)."""


@check(name="account-differs-from-its-parts", severity=Severity.ERROR, category=Category.STATEMENTS)
def account_is_sum_of_parts(audit: Audit) -> Iterator[Note]:
    """上级科目应等于下级科目之和.

    政府收支分类科目分类、款、项三级：类级（3位）等于款级（5位）之和，款级等于项级（7位）之和。
    """
    for table in audit.tables(*BY_ACCOUNT):
        notes = list(_account_notes(table))
        yield from _incomplete(table, [*notes, *_total_notes(table)]) or notes


def _account_notes(table: StatementTable) -> Iterator[Note]:
    rows = [row for row in table.rows if row.level]
    if _repeats(rows):
        return
    for parent in rows:
        formula = f"{table_name(table)}{parent.code}{parent.label}应等于下级科目之和"
        yield from _sums(table, parent, _children(parent, rows), formula)


def _incomplete(table: StatementTable, notes: list[Note]) -> list[Note]:
    """One note that lines seem to be missing, where the parts of many accounts give less than the accounts."""
    short = [note for note in notes if note.equation is not None and note.equation.gap > 0]
    names = list(dict.fromkeys(note.equation.total.subject for note in short if note.equation))
    if len(names) < MANY_SHORT or len(short) < len(notes):
        return []
    listed = "、".join(f"“{name}”" for name in names[:3])
    message = f"{table_name(table)}有{len(names)}处（{listed}等）印出的数大于所列下级科目之和，可能有行没有列出或没有读到，需要核对。"
    places = tuple(place for note in short for place in note.locators)
    facts = tuple(fact for note in short for fact in note.facts)
    return [Note(places, table_name(table), message, facts=facts, severity=Severity.WARNING)]


@check(name="total-differs-from-accounts", severity=Severity.ERROR, category=Category.STATEMENTS)
def total_is_sum_of_accounts(audit: Audit) -> Iterator[Note]:
    """合计行应等于各类级科目之和.

    按功能分类或经济分类列示的表，合计等于所有类级（3位）科目之和。
    """
    for table in audit.tables(*BY_ACCOUNT):
        notes = list(_total_notes(table))
        if not _incomplete(table, [*_account_notes(table), *notes]):
            yield from notes


def _total_notes(table: StatementTable) -> Iterator[Note]:
    rows = [row for row in table.rows if row.level]
    total = sum_row(table)
    if total is not None and rows and not _repeats(rows):
        top = min(row.level for row in rows)
        classes = [row for row in rows if row.level == top]
        formula = f"{table_name(table)}合计应等于各科目之和"
        notes = list(_sums(table, total, classes, formula))
        if notes and list(_sums(table, total, _without_parents(rows), formula)):
            yield from notes


def _without_parents(rows: Sequence[StatementRow]) -> list[StatementRow]:
    """Return the highest accounts printed: a 项 whose 类 and 款 stand in no line counts beside the classes."""
    codes = {row.code for row in rows}
    return [row for row in rows if not any(row.code[:size] in codes for size in STEP if size < row.level)]


@check(name="basic-expenditure-differs-from-its-groups", severity=Severity.ERROR, category=Category.STATEMENTS)
def groups_make_basic_expenditure(audit: Audit) -> Iterator[Note]:
    """人员经费、公用经费合计应等于所属经济科目之和.

    人员经费＝301工资福利支出＋303对个人和家庭的补助；公用经费＝302、307、310、312、313、399各类之和（印出的）。
    """
    for table in audit.tables("T6", "B8"):
        for label, codes in (("人员经费合计", PERSONNEL), ("公用经费合计", PUBLIC)):
            total = next((row for row in table.rows if label_of(row.label) == label), None)
            parts = [row for row in table.rows if row.code in codes]
            if total is not None:
                yield from _sums(table, total, parts, f"{table_name(table)}{label}应等于所属科目之和")


def _repeats(rows: Sequence[StatementRow]) -> bool:
    """Accounts printed twice cannot be added up: by unit, or a page read twice."""
    return any(count > 1 for count in Counter(row.code for row in rows).values())


def _children(parent: StatementRow, rows: Sequence[StatementRow]) -> list[StatementRow]:
    below = [row for row in rows if row.level > parent.level and row.code.startswith(parent.code)]
    level = STEP.get(parent.level, 0)
    return [row for row in below if row.level == level]


def _sums(table: StatementTable, total: StatementRow, parts: Sequence[StatementRow], formula: str) -> Iterator[Note]:
    for column, fact in total.cells:
        cells = [row.get(column) for row in parts]
        if column in ("total_share",) or not any(map(is_number, cells)) or fact.value.unit == "%":
            continue
        note = sum_note(f"{table_name(table)}{total.code}{total.label}", fact, cells, f"{formula}（{fact.item}）")
        if note:
            yield note
