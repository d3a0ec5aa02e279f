"""A small fictional department in hand-built records, with every state a value can have."""

from __future__ import annotations

from dataclasses import replace

from site_builder.forms.facts import FactBook, text_value
from site_builder.model.chart import Chart, ChartCell, Drawing, DrawnChart, DrawnCharts
from site_builder.model.config import PortalConfig, SiteConfig
from site_builder.model.document import Cell, Document, Format, Heading, Paragraph, Problem, Table
from site_builder.model.finding import (
    ChecklistItem,
    Coverage,
    Finding,
    ItemState,
    Rule,
    Severity,
    UnreadNumber,
)
from site_builder.model.output import DataTable, DownloadLink, PageExtras
from site_builder.model.report import (
    Fact,
    FormKind,
    GlossaryEntry,
    Goal,
    GradeBand,
    GradeScale,
    Indicator,
    MoneyRow,
    Project,
    Report,
    ReportKind,
    SelfEvalForm,
    StatementRow,
    StatementTable,
    TableState,
)
from site_builder.model.site import (
    Correction,
    Department,
    DepartmentSummary,
    KeyFigure,
    OldVersion,
    ProjectSummary,
    ReportAnalysis,
    ReportSummary,
    SiteSummary,
    SourceAccount,
    SourceAnalysis,
)
from site_builder.model.value import Status, Value
from site_builder.paths import department_path, project_path, report_path, source_path

NAME = "泽岚县水务局"
REGION = ("湖东省", "云汀市", "泽岚县")
SOURCE = "泽岚县水务局/2024 决算.txt"
FOLDER = department_path(REGION, NAME)
FINAL = report_path(FOLDER, 2024, ReportKind.DEPARTMENT_FINAL)
EARLIER = report_path(FOLDER, 2023, ReportKind.DEPARTMENT_FINAL)
LINES = tuple(f"第 {number} 行：泽岚县水务局文字 <b>{number}</b>\t{number * 11}.00" for number in range(1, 61))

CONFIG = SiteConfig(
    name="湖东省部门预决算公开",
    organisation="湖东省财政局",
    contact="0999-0000000",
    licence="CC BY 4.0",
    licence_url="https://creativecommons.org/licenses/by/4.0/",
    sample=True,
    portal=PortalConfig(site_id_code="9900000001", icp="湖ICP备00000000号"),
)


def _table(book: FactBook) -> StatementTable:
    def row(line: int, label: str, texts: tuple[str, str, str], code: str = "") -> StatementRow:
        columns = ("total", "basic", "project")
        cells = tuple(
            (name, book.add_cell(f"L{line}", label, name, text, "万元", code=code, table="公开03表"))
            for name, text in zip(columns, texts, strict=True)
        )
        return StatementRow(label, f"L{line}", cells, code, len(code))

    return StatementTable(
        form="T3",
        title="支出决算表",
        locator="L5",
        number="公开03表",
        unit="万元",
        columns=(("total", "本年支出合计"), ("basic", "基本支出"), ("project", "项目支出"), ("business", "经营支出")),
        rows=(
            row(6, "合计", ("12,345.60", "5296.11", "7049.49")),
            row(7, "农林水支出", ("12,345.60", "5296.11", "7049.49"), "213"),
            row(8, "水利", ("12,345.60", "", "7049.49"), "21303"),
            row(9, "防汛", ("0.00", "——", "1●6.9"), "2130314"),
        ),
    )


def _project(book: FactBook, index: int, form: int | None = None) -> Project:
    line = 20 + index
    name = f"小流域治理工程{index}期" if index else "2024年病险水库除险加固与农村饮水安全巩固提升工程（省级补助资金）"
    budget = book.add_cell(f"L{line}", name, "全年预算数", f"{100 * (index + 1)}.00", "万元")
    spent = book.add_cell(f"L{line}", name, "全年执行数", f"{28.727 * (index + 1):.3f}", "万元")
    rate = book.add_cell(f"L{line}", name, "执行率", f"{28.7 + index * 10:.1f}%")
    score = book.add_cell(f"L{line}", name, "得分", f"{90 + index}", "分")
    grade = book.add(f"L{line}", name, "等级", text_value("优"))
    goal = book.add(f"L{line}", name, "绩效目标", text_value("加固水库三座，汛期不出险。"))
    result = book.add(f"L{line}", name, "完成情况", text_value("三座水库全部完工。"))
    target = book.add_cell(f"L{line}", "加固水库数量", "指标值", "≥3座")
    actual = book.add_cell(f"L{line}", "加固水库数量", "完成值", "3座")
    indicator = Indicator("加固水库数量", f"L{line}", ("产出指标", "数量指标", "加固水库数量"), target, actual=actual)
    return Project(name, f"L{line}", form, budget, spent, rate, score, grade, goal, result, (indicator,))


def _form(book: FactBook) -> SelfEvalForm:
    money = MoneyRow(
        "资金总额",
        "L40",
        (
            ("initial_budget", book.add_cell("L40", NAME, "年初预算数", "100.00", "万元")),
            ("executed", book.add_cell("L40", NAME, "全年执行数", "98.00", "万元")),
            ("execution_rate", book.add_cell("L40", NAME, "执行率", "98%")),
        ),
    )
    goal = Goal(book.add("L41", NAME, "预期目标", text_value("保障供水。")), None)
    weight = book.add_cell("L42", "水质达标率", "分值", "10", "分")
    unsure = book.add_cell("L42", "水质达标率", "得分", "9.5", "分", certain=False, confidence=0.71)
    indicator = Indicator("水质达标率", "L42", ("效益指标", "社会效益"), weight=weight, score=unsure)
    total = book.add_cell("L43", NAME, "总分", "96.5", "分")
    grade = book.add("L43", NAME, "等级", text_value("优"))
    return SelfEvalForm(
        FormKind.OVERALL,
        "部门整体支出绩效自评表",
        NAME,
        "L39",
        department=NAME,
        money=(money,),
        goals=(goal,),
        indicators=(indicator,),
        total=total,
        grade=grade,
        texts=(("其他说明", book.add("L44", NAME, "其他说明", text_value("无"))),),
    )


def make_report(year: int = 2024) -> Report:
    """A final account with a table, an overall form, three projects and every state of a value."""
    book = FactBook(SOURCE)
    title = book.add("L1", NAME, "标题", text_value(f"{year}年度{NAME}部门决算"))
    table = _table(book)
    destroyed = StatementTable("T7", "政府性基金预算支出决算表", "L12", "公开07表", state=TableState.DESTROYED)
    form = _form(book)
    projects = tuple(_project(book, index) for index in range(3))
    lost = book.add("L50", "办公楼", "房屋面积", Value(Status.UNREADABLE, "1O2.●", ""))
    people = book.add_cell("L51", "在职人员", "人数", "27", "人")
    return Report(
        source=SOURCE,
        ordinal=0,
        kind=ReportKind.DEPARTMENT_FINAL,
        title=f"{year}年度{NAME}部门决算",
        department=NAME,
        region=REGION,
        year=year,
        date="2025-08-20",
        scope="部门",
        locator="L1",
        identity=(title,),
        tables=(table, destroyed),
        forms=(form,),
        projects=projects,
        grade_scale=GradeScale("mof2020", (GradeBand("优", "90", "100"),)),
        grade_counts=(book.add_cell("L52", "优", "项目个数", "3", "个"),),
        summary=(lost, people),
        glossary=(GlossaryEntry("基本支出", "为保障机构正常运转、完成日常工作任务而发生的支出。", "L55"),),
        facts=tuple(book.facts),
    )


def make_findings(report: Report) -> tuple[Finding, ...]:
    fact = report.tables[0].rows[1].cells[0][1]
    return (
        Finding(
            "functional-total-differs",
            Severity.WARNING,
            SOURCE,
            ("L7",),
            "农林水支出",
            "这一行需要人工核对。",
            facts=(fact.id,),
        ),
        Finding(
            "parts-differ-from-total",
            Severity.ERROR,
            SOURCE,
            ("L6", "L7"),
            "支出决算表",
            "各部分相加与合计不同。",
            expected="12,345.61",
            actual="12,345.60",
            difference="0.01",
            facts=(fact.id,),
            report=0,
            proposal="合计或为 12,345.61",
            waiver="四舍五入",
        ),
        Finding("blank-form", Severity.INFO, SOURCE, ("L12",), "公开07表", "这张表无法还原。"),
    )


def _summary(report: Report, path: str, findings: tuple[Finding, ...]) -> ReportSummary:
    rows = {row.label: row for row in report.tables[0].rows}
    total = rows["合计"]
    facts: list[tuple[str, str, Fact]] = [
        ("year_expenditure", "本年支出合计", total.cells[0][1]),
        ("basic_expenditure", "基本支出", total.cells[1][1]),
        ("project_expenditure", "项目支出", total.cells[2][1]),
    ]
    form = report.forms[0]
    if form.total:
        facts.append(("score", "自评得分", form.total))
    if form.grade:
        facts.append(("grade", "自评等级", form.grade))
    return ReportSummary(
        title=report.title,
        department=NAME,
        region=REGION,
        year=report.year,
        kind=report.kind.value,
        kind_title="部门决算",
        scope="部门",
        path=path,
        source=SOURCE,
        source_path=source_path(SOURCE),
        sha256="ab" * 32,
        date=report.date,
        key_figures=tuple(KeyFigure(*parts) for parts in facts),
        projects=tuple(
            ProjectSummary(
                project.name,
                NAME,
                REGION,
                report.year,
                project_path(path, index, project.name),
                project.budget,
                project.executed,
                project.execution_rate,
                project.score,
                project.grade,
                "mof2020",
                source_path(SOURCE),
            )
            for index, project in enumerate(report.projects)
        ),
        grade_counts=report.grade_counts,
        errors=sum(finding.severity is Severity.ERROR for finding in findings),
        warnings=sum(finding.severity is Severity.WARNING for finding in findings),
        facts=len(report.facts),
        checklist=CHECKLIST,
    )


CHECKLIST = (
    ChecklistItem("income", "收支总体情况表", ItemState.PRESENT, "L3", "财预〔2016〕143号"),
    ChecklistItem("fund", "政府性基金预算支出表", ItemState.DECLARED_EMPTY, "L12", "财预〔2016〕143号"),
    ChecklistItem("three", "“三公”经费支出表", ItemState.MISSING, "", "财预〔2016〕143号"),
    ChecklistItem("assets", "国有资产占用情况", ItemState.UNKNOWN),
    ChecklistItem("sub", "下属单位预算", ItemState.NOT_APPLICABLE),
)


def make_department(years: tuple[int, ...] = (2024, 2023)) -> Department:
    """The department with one source that holds a report for each year."""
    analyses, summaries = [], []
    for year in years:
        report, path = make_report(year), report_path(FOLDER, year, ReportKind.DEPARTMENT_FINAL)
        findings = make_findings(report)
        analyses.append(ReportAnalysis(report, path, findings, CHECKLIST))
        summaries.append(_summary(report, path, findings))
    document = Document(
        SOURCE,
        Format.TXT,
        "ab" * 32,
        (Paragraph("正文", "L1"),),
        "utf-8",
        LINES,
        problems=(Problem("odd", "第 3 行有乱码。", "L3"),),
    )
    coverage = Coverage(SOURCE, 200, 60, (("编号", 120),), (UnreadNumber("L60", "660.00"),))
    loose = Finding("odd-line", Severity.INFO, SOURCE, ("L3",), "", "这个文件里有乱码。")
    source = SourceAnalysis(SOURCE, "ab" * 32, document, tuple(analyses), (loose,), coverage)
    account = SourceAccount(SOURCE, coverage.printed, len(coverage.not_understood))
    return Department(DepartmentSummary(NAME, REGION, FOLDER, tuple(summaries), (account,)), (source,))


def make_site() -> SiteSummary:
    department = make_department()
    lost = Finding("unreadable-file", Severity.ERROR, "坏文件.doc", (), "", "这个文件打不开。")
    return SiteSummary((department.summary,), (lost,))


def make_large_site(counties: int = 90, offices: int = 4) -> SiteSummary:
    """A site of three provinces; every third department has a county of its own, one county very many."""
    one = make_department((2024,)).summary
    departments = []
    for number in range(counties * offices):
        county = "大县" if number % 3 else f"第{number // offices}县"
        region = (f"第{'一二三'[number % 9 // 3]}省", f"第{number % 2}市", county)
        source = f"{number}.txt"
        report = replace(one.reports[0], source=source, source_path=source_path(source), region=region)
        path = f"d/x/{number:04d}/"
        reports = (replace(report, path=f"{path}2024/department-final/"),)
        account = SourceAccount(source, 10, 0)
        departments.append(
            replace(one, name=f"{number}局", region=region, path=path, reports=reports, accounts=(account,))
        )
    return SiteSummary(tuple(sorted(departments, key=lambda item: (item.region, item.name))))


def make_workbook() -> SourceAnalysis:
    """A structured document: headings, paragraphs and a table with spans, in a PDF of two pages."""
    table = Table(
        (
            Cell("支出决算表", 0, 0, "p2t1r1c1", colspan=2),
            Cell("基本支出", 1, 0, "p2t1r2c1", rowspan=2),
            Cell("5296.11", 1, 1, "p2t1r2c2", confidence=0.9),
            Cell("<script>alert(1)</script>", 2, 1, "p2t1r3c2"),
        ),
        3,
        2,
        "p2t1",
        "附表",
    )
    blocks = (Heading("部门决算", "p1", 1), Paragraph("第一页文字。", "p1"), Paragraph("第二页文字。", "p2"), table)
    document = Document("附件/决算.pdf", Format.PDF, "cd" * 32, blocks, page_count=2)
    finding = Finding("odd-cell", Severity.WARNING, "附件/决算.pdf", ("p2t1r2c2",), "基本支出", "需要核对。")
    return SourceAnalysis("附件/决算.pdf", "cd" * 32, document, (), (finding,), None)


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} 200" width="{0}" height="200" role="img">'
    '<title>图</title><rect x="10" y="20" width="90" height="150" fill="#12529e"/></svg>'
)


def make_charts() -> DrawnCharts:
    fact = make_report().tables[0].rows[0].cells[0][1]
    chart = Chart(
        "spending-by-kind",
        "2024 年支出构成（万元）",
        "项目支出比基本支出多。",
        {"series": []},
        ("类别", "金额"),
        ((ChartCell("合计"), ChartCell("12,345.60", fact.id, True)), (ChartCell("其他"), ChartCell("", "", True))),
        note="空白表示没有公开。",
    )
    drawing = Drawing(SVG.format(720), SVG.format(360))

    def drawn(folder: str) -> tuple[DrawnChart, ...]:
        return (DrawnChart(chart, drawing, f"{folder}charts/spending-by-kind.json"),)

    return DrawnCharts(tuple((folder, drawn(folder)) for folder in ("", FOLDER, FINAL, "projects/")))


CORRECTIONS = (
    Correction("2025-09-01", NAME, f"2024年度{NAME}部门决算", FINAL, "防汛", "项目支出", "106.9", "116.9", "录入错误"),
)


def make_old_version() -> OldVersion:
    return OldVersion(SOURCE, "0" * 64, f"{source_path(SOURCE)}000000000000.html", "2025-09-01")


EXTRAS = PageExtras(
    (
        DownloadLink(FOLDER, "全部数据", f"{FOLDER}data/facts.csv", "CSV", 12_345),
        DownloadLink(FINAL, "本报告数据", f"{FINAL}data/facts.json", "JSON", 2_345_678),
        DownloadLink("", "全站数据", "data/facts.csv", "CSV", 99),
    ),
    ((FOLDER, '{"name": "</script><b>"}'),),
    ("parts-differ-from-total", "blank-form"),
    CORRECTIONS,
    (make_old_version(),),
    (DataTable("facts", "全部数据", "1.0", "data/schema/facts-1.json", (("id", "编号", "数据编号"),)),),
)
RULES = (
    Rule("parts-differ-from-total", Severity.ERROR, "各部分之和应当等于合计", "表内勾稽：合计＝各项之和。", "勾稽"),
    Rule("blank-form", Severity.INFO, "空白的表", "财预〔2016〕143号", "完整性"),
)
