"""The answers on top of a page: how much, on what, did it work; made by rules from facts, every number linked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup, escape

from site_builder.model.chart import DrawnChart
from site_builder.model.finding import Finding
from site_builder.model.report import Fact, Report
from site_builder.model.site import KeyFigure, ProjectSummary, ReportSummary, SourceAnalysis
from site_builder.pages.findings import count_text
from site_builder.pages.key_figures import is_plan
from site_builder.pages.values import FactShower, readable

HOW_MUCH, ON_WHAT, DID_IT_WORK = "多少钱", "用在哪里", "效果怎样"
OF_A_PROJECT = "money of a report's only project"
"""Said under `HOW_MUCH` behind the money of whole departments."""
LOW_RATE = 50
"""Percent; below it a project counts as slow in the answers (handbook §5, soft checks)."""
FULL_RATE = 100
HIGH_SCORE = 90
FEWEST_PROJECTS = 2
FUNCTIONS = "functions"
"""The chart of expenditure by function, its largest first: rows of name, amount, share."""
ONLY_A_PLAN = "预算是计划，效果要等决算和绩效自评公开后才知道。"
NOT_TOLD = "所依据的报告里没有自评得分或等级。"
NOTHING_READ = "没有读到金额、得分等数据，请看原文。"
Named = tuple[str, str]
MONEY: tuple[Named, ...] = (("budget", "预算"), ("executed", "实际支出"), ("execution_rate", "预算执行率"))
RESULT: tuple[Named, ...] = (("score", "自评得分"), ("grade", "自评等级"))


@dataclass(frozen=True, slots=True)
class Answer:
    """A citizen's question and the sentences that answer it."""

    question: str
    lines: tuple[Markup | str, ...]


def answers(reports: Iterable[tuple[ReportSummary, FactShower, Markup]]) -> tuple[Answer, ...]:
    """Return the answers of one year's reports; each comes with its shower and a sentence on its largest use."""
    told: dict[str, list[Markup | str]] = {HOW_MUCH: [], OF_A_PROJECT: [], ON_WHAT: [], DID_IT_WORK: []}
    plans = []
    for report, shower, largest in reports:
        plans.append(is_plan(report))
        for question, line in _lines(report, shower, largest):
            if line and line not in told[question]:
                told[question].append(line)
    told[HOW_MUCH] += told.pop(OF_A_PROJECT)
    if (told[HOW_MUCH] or told[ON_WHAT]) and not told[DID_IT_WORK]:
        told[DID_IT_WORK].append(ONLY_A_PLAN if all(plans) else NOT_TOLD)
    return tuple(Answer(question, tuple(lines)) for question, lines in told.items() if lines)


def _lines(report: ReportSummary, shower: FactShower, largest: Markup) -> Iterator[tuple[str, Markup]]:
    figures = {figure.name: figure for figure in report.key_figures}
    uses = (("basic_expenditure", "人员和日常运转（基本支出）"), ("project_expenditure", "专门项目（项目支出）"))
    used = _said(figures, uses, shower)
    money = [_income_and_spending(figures, shower, is_plan(report)), _budget_and_execution(figures, shower)]
    own = _project_said(report.projects[0], MONEY, shower) if len(report.projects) == 1 else Markup("")
    yield OF_A_PROJECT, own
    if not any((*money, own)):  # a part is all the money the report names
        money, used = [used], Markup("")
    for line in money:
        yield HOW_MUCH, line
    yield ON_WHAT, largest
    yield ON_WHAT, used or (Markup("") if largest else _largest_project(report, shower))
    yield ON_WHAT, _said(figures, (("three_public_expense", "出国（境）、公车和接待（“三公”经费）"),), shower)
    yield DID_IT_WORK, _score(figures, shower)
    yield DID_IT_WORK, _projects(report, shower)
    yield DID_IT_WORK, _grades(report.grade_counts, shower)


def _income_and_spending(figures: dict[str, KeyFigure], shower: FactShower, plan: bool) -> Markup:
    """Return what came in and went out, the year's own money before totals with what was carried over."""
    word = "预算" if plan else ""
    pairs: tuple[tuple[Named, Named], ...] = (
        (("year_income", f"{word}收入"), ("year_expenditure", f"{word}支出")),
        (("total_income", f"{word}总收入"), ("total_expenditure", f"{word}总支出")),
        (("income_budget", "预算收入"), ("expenditure_budget", "预算支出")),
    )
    return next((said for pair in pairs if (said := _said(figures, pair, shower))), Markup(""))


def _budget_and_execution(figures: dict[str, KeyFigure], shower: FactShower) -> Markup:
    """Return budget beside execution: of the whole department, else of its general public budget."""
    whole = (
        ("initial_budget", "年初预算"),
        ("adjusted_budget", "调整后的全年预算"),
        ("executed", "实际支出"),
        ("execution_rate", "预算执行率"),
    )
    general = (
        ("general_budget_initial", "年初预算"),
        ("general_public_budget", "实际支出"),
        ("general_budget_rate", "相当于年初预算的"),
    )
    said = _said(figures, whole, shower)
    if not said and "general_budget_initial" in figures and "general_public_budget" in figures:
        said = Markup("其中一般公共预算财政拨款：") + _said(figures, general, shower)
    return said


def _said(figures: dict[str, KeyFigure], named: tuple[Named, ...], shower: FactShower) -> Markup:
    parts = [_amount(words, figures[name].fact, shower) for name, words in named if name in figures]
    return Markup("，").join(parts) + Markup("。") if parts else Markup("")


def _amount(words: str, fact: Fact, shower: FactShower) -> Markup:
    """Return words and their number: a space before digits, none before 约."""
    return Markup(f"{escape(words)}{'' if readable(fact.value) else ' '}{shower.spoken(fact)}")


def largest_in_chart(charts: Iterable[DrawnChart], report: Report, shower: FactShower) -> Markup:
    """Return the sentence on what most money was for, out of the chart of functions; empty without such a chart."""
    chart = next((drawn.chart for drawn in charts if drawn.chart.name == FUNCTIONS), None)
    if chart is None or not chart.rows:
        return Markup("")
    name, amount, share = chart.rows[0]
    fact = next((fact for fact in report.facts if fact.id == amount.fact), None)
    return (
        Markup(f"最多的是{escape(name.text)}，{shower.spoken(fact)}，占 {escape(share.text)}。") if fact else Markup("")
    )


def _score(figures: dict[str, KeyFigure], shower: FactShower) -> Markup:
    score, grade = figures.get("score"), figures.get("grade")
    said = [_amount("得", score.fact, shower)] if score else []
    said += [Markup(f"评为“{shower.text(grade.fact)}”")] if grade else []
    return Markup(f"部门给自己的整体工作打分：{Markup('，').join(said)}。") if said else Markup("")


def _projects(report: ReportSummary, shower: FactShower) -> Markup:
    """Counts are ours, not printed: they are said as counts of what this site lists."""
    if not report.projects:
        return Markup("")
    if len(report.projects) == 1:
        return _project_said(report.projects[0], RESULT, shower)
    scores = _numbers(project.score for project in report.projects)
    rates = _numbers(project.execution_rate for project in report.projects)
    text = f"列出 {len(report.projects)} 个项目"
    if rates:
        text += f"：{_count(rates, FULL_RATE)} 个用完了预算，{len(rates) - _count(rates, LOW_RATE)} 个花了不到一半"
    if scores:
        text += f"{'；' if rates else '：'}{len(scores)} 个有自评得分，{_count(scores, HIGH_SCORE)} 个在 90 分以上"
    elif not rates:
        text += "，没有公布各项目的执行率和得分"
    return escape(text + "。")


def _largest_project(report: ReportSummary, shower: FactShower) -> Markup:
    """Return which of several projects has the largest budget, where all that have one give it in money."""
    budgets = [
        (yuan, project.budget, project.name)
        for project in report.projects
        if project.name and project.budget and (yuan := project.budget.value.in_yuan()) is not None
    ]
    if len(budgets) < FEWEST_PROJECTS:
        return Markup("")
    _, fact, name = max(budgets, key=lambda found: found[0])
    return Markup(f"列出预算的 {len(budgets)} 个项目里，最多的是“{escape(name)}”，{shower.spoken(fact)}。")


def _numbers(facts: Iterable[Fact | None]) -> list[Decimal]:
    return [fact.value.number for fact in facts if fact and fact.value.number is not None]


def _count(numbers: list[Decimal], least: int) -> int:
    return sum(1 for number in numbers if number >= least)


def _project_said(project: ProjectSummary, asked: tuple[Named, ...], shower: FactShower) -> Markup:
    """Return what is published of these about a report's only project; empty when nothing is."""
    facts: tuple[tuple[str, Fact | None], ...] = tuple((words, getattr(project, name)) for name, words in asked)
    parts = [_amount(words, fact, shower) for words, fact in facts if fact and fact.value.printed]
    name = escape(project.name or "名称无法辨认")
    return Markup(f"项目“{name}”{Markup('，').join(parts)}。") if parts else Markup("")


def _grades(counts: tuple[Fact, ...], shower: FactShower) -> Markup:
    """Return how many projects got each grade, as the report itself counts them."""
    parts = [Markup(f"{escape(grade_name(fact))} {shower.text(fact)}") for fact in counts if fact.value.printed]
    return Markup(f"报告写明的项目自评结果：{Markup('、').join(parts)}。") if parts else Markup("")


def grade_name(count: Fact) -> str:
    """Return the grade that a count is about: its item says 等级分布:优, or its subject is the grade."""
    return count.item.rpartition(":")[2] if ":" in count.item else count.subject


def audit_sentence(findings: Iterable[Finding], of_files: Iterable[Finding] = ()) -> str:
    """Return what the automatic audit found, in one sentence.

    `of_files` are findings about a file as a whole (damaged text, shifted rows): no report is charged with them, since
    a file may hold several; together with `findings` they are all the file's findings in data/findings.csv.
    """
    counted, beside = count_text(findings), count_text(of_files)
    about_files = f"原文件的文字和表格另有 {beside}（列在原文页）" if beside else ""
    if not counted:
        return f"自动核对没有发现不一致{'；' if beside else ''}{about_files}。"
    return "，".join(part for part in (f"自动核对发现 {counted}", about_files, "不代表存在违规") if part) + "。"


def findings_of_files(sources: Iterable[SourceAnalysis], names: Iterable[str]) -> list[Finding]:
    """Return the findings about the files called `names` as a whole."""
    wanted = frozenset(names)
    return [finding for source in sources if source.source in wanted for finding in source.findings]
