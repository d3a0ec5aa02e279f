"""Hand-made records for chart tests: a fictional bureau with tables, forms and projects."""

from __future__ import annotations

from site_builder.forms.facts import FactBook, text_value
from site_builder.model.report import (
    Fact,
    FormKind,
    MoneyRow,
    Project,
    Report,
    ReportKind,
    SelfEvalForm,
    StatementRow,
    StatementTable,
)
from site_builder.model.site import (
    Department,
    DepartmentSummary,
    KeyFigure,
    ProjectSummary,
    ReportAnalysis,
    ReportSummary,
    SourceAnalysis,
)

BUREAU = "云溪市应急管理局"
BOOK = FactBook("云溪市.txt")


def money(text: str, item: str = "金额", subject: str = BUREAU, unit: str = "万元", **more: object) -> Fact:
    """Return a fact as a reader would write it down."""
    return BOOK.add_cell(f"L{len(BOOK.facts) + 1}", subject, item, text, unit, **more)


def words(text: str, item: str, subject: str = BUREAU) -> Fact:
    """Return a fact whose value is text."""
    return BOOK.add(f"L{len(BOOK.facts) + 1}", subject, item, text_value(text))


def row(label: str, *cells: tuple[str, str, str], code: str = "", side: str = "") -> StatementRow:
    """Return a row of (column identifier, column title, printed text)."""
    facts = tuple((name, money(text, title, label)) for name, title, text in cells)
    return StatementRow(label, f"L{len(BOOK.facts)}", facts, code, len(code), side)


def total_table(*, spent: str = "5016.85") -> StatementTable:
    """收入支出决算总表: two sides that add up unless `spent` is changed."""
    income = [
        row("一、一般公共预算财政拨款收入", ("amount", "金额", "5,296.11"), side="income"),
        row("八、其他收入", ("amount", "金额", "12.00"), side="income"),
        row("本年收入合计", ("amount", "金额", "5308.11"), side="income"),
        row("年初结转和结余", ("amount", "金额", "3.89"), side="income"),
        row("总计", ("amount", "金额", "5312.00"), side="income"),
    ]
    expenditure = [
        row("八、社会保障和就业支出", ("amount", "金额", "125.06"), side="expenditure"),
        row("九、卫生健康支出", ("amount", "金额", "80.33"), side="expenditure"),
        row("十、节能环保支出", ("amount", "金额", ""), side="expenditure"),
        row("十九、住房保障支出", ("amount", "金额", "73.84"), side="expenditure"),
        row("二十、粮油物资储备支出", ("amount", "金额", "0.02"), side="expenditure"),
        row("二十二、灾害防治及应急管理支出", ("amount", "金额", spent), side="expenditure"),
        row("本年支出合计", ("amount", "金额", "5296.10"), side="expenditure"),
        row("年末结转和结余", ("amount", "金额", "15.90"), side="expenditure"),
        row("总计", ("amount", "金额", "5312.00"), side="expenditure"),
    ]
    return StatementTable(
        "T1", "收入支出决算总表", "L1", "公开01表", "万元", (("amount", "金额"),), (*income, *expenditure)
    )


def expenditure_table() -> StatementTable:
    """支出决算表 with its total row."""
    columns = (("year_expenditure", "本年支出合计"), ("basic", "基本支出"), ("project", "项目支出"))
    cells = tuple(
        (name, title, text) for (name, title), text in zip(columns, ("5296.10", "2328.73", "2967.37"), strict=True)
    )
    return StatementTable("T3", "支出决算表", "L30", "公开03表", "万元", columns, (row("合计", *cells),))


def public_table(*, reception: str = "") -> StatementTable:
    """财政拨款“三公”经费支出决算表: facts are named by part and side."""
    parts = (
        ("合计", "19.63", "17.63"),
        ("因公出国（境）费", "", ""),
        ("公务用车购置费", "0", "0"),
        ("公务用车运行维护费", "17.63", "17.63"),
        ("公务接待费", "2.00", reception),
    )
    cells = []
    for part, planned, spent in parts:
        cells.append((f"budget.{part}", money(planned, "预算数", part)))
        cells.append((f"final.{part}", money(spent, "决算数", part)))
    only = StatementRow("", "L60", tuple(cells))
    return StatementTable("T9", "财政拨款“三公”经费支出决算表", "L58", "公开09表", "万元", rows=(only,))


def project(name: str, budget: str, executed: str, rate: str, score: str, grade: str) -> Project:
    """Return a project; an empty text is a printed blank."""
    return Project(
        name,
        f"L{len(BOOK.facts)}",
        budget=money(budget, "全年预算数", name),
        executed=money(executed, "全年执行数", name),
        execution_rate=money(rate, "执行率", name, "%"),
        score=money(score, "总分", name, "分"),
        grade=words(grade, "等级", name),
    )


PROJECTS = (
    ("安全监管业务费", "66.50", "47.45", "71.35", "92.87", "优"),
    ("安全生产举报奖励金", "10.00", "0.10", "1.00", "80.01", "良"),
    ("隐患专项检查排查整治服务费", "40", "0", "0", "80", "良"),
    ("应急指挥窄带无线通信网建设", "272.00", "271.86", "", "99.5", "优"),
    ("防汛业务经费（上级补助，跨年度安排）", "100.00", "", "", "88", "良"),
    ("森林防灭火物资储备", "28.727", "28.727", "100.00", "100", "优"),
)


def overall_form() -> SelfEvalForm:
    """部门整体支出绩效自评表 with a total row."""
    columns = (
        ("initial_budget", "年初预算数", "5000"),
        ("adjusted_budget", "全年预算数", "5400"),
        ("executed", "全年执行数", "5296.10"),
    )
    cells = tuple((name, money(text, title)) for name, title, text in columns)
    rate = ("execution_rate", money("98.08", "执行率", unit="%"))
    rows = (
        MoneyRow("其中：当年财政拨款", "L9", (("executed", money("1", "全年执行数")),)),
        MoneyRow("年度资金总额", "L8", (*cells, rate)),
    )
    return SelfEvalForm(
        FormKind.OVERALL, "部门整体支出绩效自评表", BUREAU, "L80", money=rows,
        total=money("95.5", "总分", unit="分"), grade=words("优", "等级"),
    )  # fmt: skip


def report(year: int = 2024, **more: object) -> Report:
    """Return a final account with everything the charts need."""
    fields: dict[str, object] = {
        "tables": (total_table(), expenditure_table(), public_table()),
        "forms": (overall_form(),),
        "projects": tuple(project(*line) for line in PROJECTS),
    }
    fields.update(more)
    return Report(
        "云溪市.txt",
        0,
        ReportKind.DEPARTMENT_FINAL,
        f"{BUREAU}{year}年度部门决算",
        BUREAU,
        ("云溪市",),
        year,
        **fields,  # type: ignore[arg-type]
    )


def summary(year: int, income: str, spent: str, projects: tuple[Project, ...] = ()) -> ReportSummary:
    """Return a report's summary with totals."""
    figures = (
        KeyFigure("total_income", "收入总计", money(income)),
        KeyFigure("total_expenditure", "支出总计", money(spent)),
    )
    return ReportSummary(
        title=f"{year}年度部门决算", department=BUREAU, region=("云溪市",), year=year, kind="department_final", kind_title="部门决算",
        scope="", path=f"d/{year}/", source="a.txt", source_path="source/a/index.html", sha256="", key_figures=figures,
        projects=tuple(project_summary(item, year) for item in projects),
    )  # fmt: skip


def project_summary(item: Project, year: int) -> ProjectSummary:
    """Return what cross-report pages need of a project."""
    return ProjectSummary(
        item.name,
        BUREAU,
        ("云溪市",),
        year,
        "d/p.html",
        item.budget,
        item.executed,
        item.execution_rate,
        item.score,
        item.grade,
    )


def department(*reports: ReportSummary) -> Department:
    """Return a department with these summaries."""
    about = DepartmentSummary(BUREAU, ("云溪市",), "d/", reports)
    return Department(about, (SourceAnalysis("a.txt", "", None, (ReportAnalysis(report(), "d/2024/"),), (), None),))
