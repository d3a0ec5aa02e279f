"""Small audited reports for tests: tables as text, forms and facts by hand, every fact with its own place."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from site_builder.checks import run_checks
from site_builder.checks.registry import run_one_check
from site_builder.forms.context import ReportContext
from site_builder.forms.facts import FactBook, text_value
from site_builder.forms.statements import read_statements
from site_builder.model.document import Document, Format
from site_builder.model.finding import Finding
from site_builder.model.report import (
    Fact,
    FormKind,
    Goal,
    GradeScale,
    Indicator,
    MoneyRow,
    Project,
    Report,
    ReportKind,
    SelfEvalForm,
    TableState,
)
from site_builder.numbers import parse_value
from tests.statements.paper import paper

DEPARTMENT = "青山县水务局"
COLUMNS = ("initial_declared", "initial_budget", "adjusted_budget", "executed", "balance", "execution_rate", "score")


def number(printed: str, unit: str = "", item: str = "金额", subject: str = DEPARTMENT, place: str = "L900") -> Fact:
    """A fact with a printed number."""
    return FactBook("样例.txt").add(place, subject, item, parse_value(printed, unit), year=2024)


def words(text: str, place: str = "L901", item: str = "文字") -> Fact:
    """A fact with text."""
    return FactBook("样例.txt").add(place, DEPARTMENT, item, text_value(text), year=2024)


def said(subject: str, item: str, printed: str, unit: str = "万元", place: str = "L500") -> Fact:
    """A fact of the explanations."""
    return number(printed, unit, item, subject, place)


def money(*printed: str, label: str = "资金总额", place: str = "L10") -> MoneyRow:
    """A money row: 申报数, 编制数, 全年预算数, 执行数, 结余, 执行率, 得分; an empty string leaves a column out."""
    units = ("万元",) * 5 + ("%", "分")
    cells = zip(COLUMNS, printed, units, strict=False)
    return MoneyRow(
        label, place, tuple((name, number(text, unit, name, place=place)) for name, text, unit in cells if text)
    )


def indicator(
    name: str,
    target: str = "",
    actual: str = "",
    weight: str = "10",
    score: str = "10",
    reason: str = "",
    path: tuple[str, ...] = ("产出指标", "数量指标"),
    place: str = "L20",
) -> Indicator:
    """An indicator row; an empty string is a blank cell."""

    def cell(text: str, unit: str = "") -> Fact | None:
        return number(text, unit, place=place) if text else None

    return Indicator(
        name,
        place,
        (*path, name),
        cell(target),
        None,
        cell(actual),
        cell(weight, "分"),
        cell(score, "分"),
        words(reason, place) if reason else None,
    )


def form(
    *rows: Indicator,
    funds: tuple[MoneyRow, ...] = (),
    total: str = "",
    grade: str = "",
    texts: tuple[tuple[str, str], ...] = (),
    planned: str = "",
    done: str = "",
    subject: str = "河道清淤经费",
    kind: FormKind = FormKind.PROJECT,
    state: TableState = TableState.FILLED,
) -> SelfEvalForm:
    """A self-evaluation form."""
    goal = Goal(words(planned, "L15") if planned else None, words(done, "L16") if done else None)
    return SelfEvalForm(
        kind,
        "项目支出绩效自评表",
        subject,
        "L8",
        state=state,
        money=funds,
        goals=(goal,) if planned or done else (),
        indicators=rows,
        total=number(total, "分", "总分", place="L30") if total else None,
        grade=words(grade, "L31") if grade else None,
        texts=tuple((label, words(text, f"L{40 + index}")) for index, (label, text) in enumerate(texts)),
    )


def project(name: str, amount: str = "", unit: str = "万元", item: str = "项目资金", place: str = "L1") -> Project:
    """A project described in prose."""
    return Project(name, place, money=(number(amount, unit, item, name, place),) if amount else ())


@dataclass(frozen=True)
class Sample:
    """A report to audit; `text` holds its tables and paragraphs, one line each."""

    text: str = "说明"
    kind: ReportKind = ReportKind.DEPARTMENT_FINAL
    forms: tuple[SelfEvalForm, ...] = ()
    projects: tuple[Project, ...] = ()
    summary: tuple[Fact, ...] = ()
    grades: tuple[Fact, ...] = ()
    identity: tuple[Fact, ...] = ()
    scale: GradeScale | None = None
    year: int | None = 2024
    department: str = DEPARTMENT
    region: tuple[str, ...] = ("某省", "某市", "青山县")
    second: tuple[SelfEvalForm, ...] = ()
    reports: int = 1
    facts: tuple[Fact, ...] = field(default=())


def report_of(sample: Sample) -> tuple[Document, list[Report]]:
    """Build the document and its reports; `second` are the forms of a second report in the same file."""
    blocks = paper(sample.text)
    lines = tuple(sample.text.strip("\n").split("\n"))
    document = Document("样例.txt", Format.TXT, "0", blocks, lines=lines)
    book = FactBook("样例.txt")
    context = ReportContext("样例.txt", sample.department, (), sample.year, sample.kind)
    tables = read_statements(blocks, context, book).tables
    first = Report(
        "样例.txt",
        0,
        sample.kind,
        "青山县水务局2024年度报告",
        sample.department,
        sample.region,
        sample.year,
        locator="L1",
        last_block=len(blocks) - 1,
        tables=tables,
        forms=sample.forms,
        projects=sample.projects,
        grade_scale=sample.scale,
        grade_counts=sample.grades,
        identity=sample.identity,
        summary=sample.summary,
        facts=(*book.facts, *sample.facts),
    )
    reports = [first] if sample.reports else []
    if sample.second:
        reports.append(
            replace(first, ordinal=1, forms=sample.second, tables=(), summary=(), first_block=0, last_block=-1)
        )
    return document, reports


def findings(sample: Sample, name: str = "") -> list[Finding]:
    """Run all checks and return the findings; of one check alone, before causes are joined, when named."""
    document, reports = report_of(sample)
    return list(run_one_check(name, document, reports) if name else run_checks(document, reports))
