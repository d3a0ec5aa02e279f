"""What a report says: facts, and the tables, forms and projects that are made of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from site_builder.model.value import Value


class ReportKind(StrEnum):
    """Document kinds (handbook §1); the value is the identifier, `label` the Chinese name."""

    DEPARTMENT_BUDGET = "department_budget"
    UNIT_BUDGET = "unit_budget"
    DEPARTMENT_FINAL = "department_final"
    UNIT_FINAL = "unit_final"
    PROJECT_SELF_EVAL_FORM = "project_self_eval_form"
    OVERALL_SELF_EVAL_FORM = "overall_self_eval_form"
    SELF_EVAL_REPORT = "self_eval_report"
    PERFORMANCE_TARGET = "performance_target"
    EVALUATION_REPORT = "evaluation_report"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The Chinese name shown to readers."""
        return KIND_TITLES[self]

    @property
    def is_plan(self) -> bool:
        """Whether reports of this kind say what is to be: none of their money has been spent."""
        return self in (self.DEPARTMENT_BUDGET, self.UNIT_BUDGET, self.PERFORMANCE_TARGET)


KIND_TITLES: dict[ReportKind, str] = {
    ReportKind.DEPARTMENT_BUDGET: "部门预算",
    ReportKind.UNIT_BUDGET: "单位预算",
    ReportKind.DEPARTMENT_FINAL: "部门决算",
    ReportKind.UNIT_FINAL: "单位决算",
    ReportKind.PROJECT_SELF_EVAL_FORM: "项目支出绩效自评表",
    ReportKind.OVERALL_SELF_EVAL_FORM: "部门整体支出绩效自评表",
    ReportKind.SELF_EVAL_REPORT: "绩效自评报告",
    ReportKind.PERFORMANCE_TARGET: "绩效目标表",
    ReportKind.EVALUATION_REPORT: "绩效评价报告",
    ReportKind.UNKNOWN: "未能识别的文件",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One published value with its place: a row of facts.csv.

    `id` is short and the same for the same source, place and content. `locator` points into the report's
    source. `year` is the year the value speaks of. `certain` is False where columns were ambiguous or the
    text was recognised badly: checks then say "needs a look". `confidence` (0-1) only from OCR.
    """

    id: str
    locator: str
    subject: str
    item: str
    value: Value
    year: int | None = None
    path: tuple[str, ...] = ()
    table: str = ""
    code: str = ""
    certain: bool = True
    confidence: float | None = None


class TableState(StrEnum):
    """Whether an official table or form holds what it should."""

    FILLED = "filled"
    DECLARED_EMPTY = "declared_empty"
    BLANK = "blank"
    DESTROYED = "destroyed"


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One row (or one half of a two-sided row) of a final-account or budget table.

    `cells` maps column identifier to fact, in column order; blank cells are facts of status EMPTY.
    `level` is the length of `code` (3, 5, 7) or 0; `side` is "income", "expenditure", "personnel",
    "public" or empty.
    """

    label: str
    locator: str
    cells: tuple[tuple[str, Fact], ...]
    code: str = ""
    level: int = 0
    side: str = ""
    line_no: str = ""

    def get(self, column: str) -> Fact | None:
        """Return the fact in `column` (identifier), None when the table has no such column."""
        for name, fact in self.cells:
            if name == column:
                return fact
        return None


@dataclass(frozen=True, slots=True)
class StatementTable:
    """An official table of a final account (T1-T10) or budget (B1-B9), handbook §2.

    `form` is the identifier ("T1" ... "T10", "B1" ... "B9", or "X" for an extra table), `number` the printed
    one (公开01表). `columns` pairs identifier and printed title.
    """

    form: str
    title: str
    locator: str
    number: str = ""
    unit: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    rows: tuple[StatementRow, ...] = ()
    state: TableState = TableState.FILLED
    note: str = ""
    certain: bool = True


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """One money row of a self-evaluation form (资金总额, 当年财政拨款, ...).

    Column identifiers: initial_declared (目标申报数), initial_budget, adjusted_budget, executed, balance,
    weight, execution_rate, score, reason; amount (a sum printed
    with its label only, in no column).
    """

    label: str
    locator: str
    cells: tuple[tuple[str, Fact], ...]

    def get(self, column: str) -> Fact | None:
        """Return the fact in `column`, None when the form has no such column."""
        for name, fact in self.cells:
            if name == column:
                return fact
        return None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator row; every field that the form does not print is None."""

    name: str
    locator: str
    path: tuple[str, ...] = ()
    target: Fact | None = None
    adjusted_target: Fact | None = None
    actual: Fact | None = None
    weight: Fact | None = None
    score: Fact | None = None
    reason: Fact | None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal as planned and as done."""

    planned: Fact | None = None
    actual: Fact | None = None


class FormKind(StrEnum):
    """What a self-evaluation form is about."""

    PROJECT = "project"
    OVERALL = "overall"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class SelfEvalForm:
    """One 自评表 or 绩效目标表. `subject` is the project's (or department's) name, empty when destroyed.

    `layout` names the declared layout it was read with. `total` is 总分, `grade` the printed grade.
    `texts` are further filled boxes: (label, fact).
    """

    kind: FormKind
    title: str
    subject: str
    locator: str
    layout: str = ""
    department: str = ""
    unit_name: str = ""
    state: TableState = TableState.FILLED
    money: tuple[MoneyRow, ...] = ()
    goals: tuple[Goal, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    total: Fact | None = None
    grade: Fact | None = None
    texts: tuple[tuple[str, Fact], ...] = ()
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Project:
    """A project, from a form or from prose. `form` is the index in `Report.forms`, None for prose."""

    name: str
    locator: str
    form: int | None = None
    budget: Fact | None = None
    executed: Fact | None = None
    execution_rate: Fact | None = None
    score: Fact | None = None
    grade: Fact | None = None
    goal: Fact | None = None
    result: Fact | None = None
    indicators: tuple[Indicator, ...] = ()
    money: tuple[Fact, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class GradeBand:
    """One grade of a scale: `low` (included) to `high`, in points."""

    name: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class GradeScale:
    """A scale as stated in the report or known for its kind (handbook §3); never compared across scales."""

    id: str
    bands: tuple[GradeBand, ...]
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of the text: `blocks` is the range of block indices in the document."""

    title: str
    locator: str
    level: int
    first_block: int
    last_block: int


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A term that the report itself explains (名词解释)."""

    term: str
    text: str
    locator: str


@dataclass(frozen=True, slots=True)
class Report:
    """One department, year and kind. A file with several documents gives several reports.

    `region` is (省, 市, 县) as far as known. `identity` holds the facts 标题, 年度, 报告类型, 部门, 行政区, ...
    `facts` holds every fact of the report once, in reading order; tables, forms and projects refer to them.
    `first_block`/`last_block` delimit it within its document. `summary` are facts about the department as a
    whole that stand in prose (收支, 人员, 资产, 三公 ...), a part of `facts`.
    """

    source: str
    ordinal: int
    kind: ReportKind
    title: str
    department: str
    region: tuple[str, ...]
    year: int | None
    date: str = ""
    kind_title: str = ""
    scope: str = ""
    locator: str = ""
    first_block: int = 0
    last_block: int = 0
    identity: tuple[Fact, ...] = ()
    tables: tuple[StatementTable, ...] = ()
    forms: tuple[SelfEvalForm, ...] = ()
    projects: tuple[Project, ...] = ()
    grade_scale: GradeScale | None = None
    grade_counts: tuple[Fact, ...] = ()
    summary: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()
    facts: tuple[Fact, ...] = field(default=())
