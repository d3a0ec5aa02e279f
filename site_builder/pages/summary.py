"""The plain-language paragraph of a department or report, made by rules from facts; every number is linked."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from markupsafe import Markup, escape

from site_builder.model.finding import Finding
from site_builder.model.site import KeyFigure, ProjectSummary, ReportSummary
from site_builder.pages.findings import count_text
from site_builder.pages.values import FactShower, grouped, readable

BASIC = ("basic_expenditure", "用于人员和日常运转（基本支出）")
PROJECT = ("project_expenditure", "用于专门项目（项目支出）")
LOW_RATE = 50
"""Percent; below it a project counts as slow in the paragraph (handbook §5, soft checks)."""


def report_sentences(report: ReportSummary, shower: FactShower) -> tuple[Markup, ...]:
    """Return the sentences that say how much, on what, and how well, as far as the report's figures go."""
    figures = {figure.name: figure for figure in report.key_figures}
    of_year = _pair(figures, ("year_income", "当年收入"), ("year_expenditure", "支出"), shower)
    sentences = (
        of_year or _pair(figures, ("total_income", "全年总收入"), ("total_expenditure", "总支出"), shower),
        _pair(figures, ("income_budget", "全年收入预算"), ("expenditure_budget", "支出预算"), shower),
        _budget(figures, shower),
        _pair(figures, BASIC, PROJECT, shower),
        _single(figures, "three_public_expense", "出国（境）、公车和接待（“三公”经费）共花费", shower),
        _score(figures, shower),
        _projects(report, shower),
    )
    return tuple(sentence for sentence in sentences if sentence)


def amount(figure: KeyFigure, shower: FactShower) -> Markup:
    """Return a figure for running text: readable first, the exact one behind."""
    short = readable(figure.fact.value)
    exact = grouped(figure.fact.value)
    return shower.linked(figure.fact, f"约 {short}（{exact}）" if short else exact)


def _pair(figures: dict[str, KeyFigure], first: tuple[str, str], second: tuple[str, str], shower: FactShower) -> Markup:
    parts = [
        Markup(f"{escape(words)} {amount(figures[name], shower)}") for name, words in (first, second) if name in figures
    ]
    return Markup("，").join(parts) + Markup("。") if parts else Markup("")


def _single(figures: dict[str, KeyFigure], name: str, words: str, shower: FactShower) -> Markup:
    return Markup(f"{escape(words)} {amount(figures[name], shower)}。") if name in figures else Markup("")


def _budget(figures: dict[str, KeyFigure], shower: FactShower) -> Markup:
    words = (
        ("initial_budget", "年初预算"),
        ("adjusted_budget", "调整后的全年预算"),
        ("executed", "实际支出"),
        ("execution_rate", "预算执行率"),
    )
    parts = [Markup(f"{title} {amount(figures[name], shower)}") for name, title in words if name in figures]
    return Markup("，").join(parts) + Markup("。") if parts else Markup("")


def _score(figures: dict[str, KeyFigure], shower: FactShower) -> Markup:
    score, grade = figures.get("score"), figures.get("grade")
    if score is None and grade is None:
        return Markup("")
    said = Markup(f"得 {shower.text(score.fact)}") if score else Markup("")
    graded = Markup(f"评为“{shower.text(grade.fact)}”") if grade else Markup("")
    said_both = Markup("，").join(part for part in (said, graded) if part)
    return Markup(f"部门给自己的整体工作打分：{said_both}。")


def _projects(report: ReportSummary, shower: FactShower) -> Markup:
    """Counts are ours, not printed: they are said as counts of what this site lists."""
    if not report.projects:
        return Markup("")
    if len(report.projects) == 1:
        return _one_project(report.projects[0], shower)
    scored = sum(1 for project in report.projects if project.score and project.score.value.number is not None)
    slow = _slow(project.execution_rate.value.number for project in report.projects if project.execution_rate)
    text = f"列出 {len(report.projects)} 个项目"
    text += f"，其中 {scored} 个有自评得分" if scored else ""
    text += f"，{slow} 个的预算执行率不到 {LOW_RATE}%" if slow else ""
    return escape(text + "。")


def _one_project(project: ProjectSummary, shower: FactShower) -> Markup:
    asked = (
        ("预算", project.budget),
        ("实际支出", project.executed),
        ("预算执行率", project.execution_rate),
        ("自评得分", project.score),
    )
    parts = [Markup(f"{words} {shower.text(fact)}") for words, fact in asked if fact and fact.value.printed]
    told = Markup("，").join((Markup(""), *parts))
    return Markup(f"列出 1 个项目“{escape(project.name or '名称无法辨认')}”{told}。")


def _slow(rates: Iterable[Decimal | None]) -> int:
    return sum(1 for rate in rates if rate is not None and rate < LOW_RATE)


def audit_sentence(findings: Iterable[Finding]) -> str:
    """Return what the automatic audit found, in one sentence."""
    counted = count_text(findings)
    if not counted:
        return "自动核对没有发现不一致。"
    return f"自动核对发现 {counted}，原因可能是填报、排版或四舍五入，不代表存在违规。"
