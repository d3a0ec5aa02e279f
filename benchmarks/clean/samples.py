"""Every kind of clean report, by seed."""

from __future__ import annotations

import random
from collections.abc import Callable

from benchmarks.clean.books import make_books
from benchmarks.clean.budget import write_budget
from benchmarks.clean.final import write_tables
from benchmarks.clean.forms import PROJECTS, hubei, national, overall, shanxi
from benchmarks.clean.narrative import write_narrative
from benchmarks.clean.paper import Paper
from benchmarks.clean.report import write_report

FRONT = (
    "青岭县水利局", "2024年度部门决算", "", "第一部分 部门概况", "一、主要职责", "负责全县水资源管理、水利工程建设和防汛抗旱工作。",
    "二、机构设置", "内设办公室、规划建设股、水政水资源股三个股室。", "", "第二部分 2024年度部门决算表",
)  # fmt: skip


def final_account(seed: int, exact: bool = True, unit: str = "万元", trimmed: bool = False) -> Paper:
    """A final account: ten tables and the explanations."""
    paper = Paper(f"final-{seed}", unit, trimmed)
    books = make_books(random.Random(seed), exact)
    for line in FRONT:
        paper.say(line)
    totals = write_tables(paper, books)
    write_narrative(paper, books, totals)
    return paper


def budget(seed: int, unit: str = "万元") -> Paper:
    """A department budget: its tables."""
    paper = Paper(f"budget-{seed}", unit)
    for line in (
        "青岭县水利局",
        "2024年度部门预算",
        "",
        "第一部分 部门概况",
        "负责全县水利工作。",
        "",
        "第二部分 2024年部门预算表",
    ):
        paper.say(line)
    write_budget(paper, make_books(random.Random(seed), exact=True))
    return paper


def forms(seed: int, layout: str) -> Paper:
    """Project forms of one layout."""
    paper, rng = Paper(f"forms-{layout}-{seed}", trimmed=layout == "shanxi"), random.Random(seed)
    write = {"national": national, "shanxi": shanxi, "hubei": hubei}[layout]
    for line in ("青岭县水利局", "2024年度项目支出绩效自评表", ""):
        paper.say(line)
    for name in PROJECTS[:4]:
        write(paper, rng, name)
    return paper


def overall_form(seed: int) -> Paper:
    """The form of a whole department."""
    paper = Paper(f"overall-{seed}")
    paper.say("青岭县水利局")
    overall(paper, random.Random(seed))
    return paper


def report(seed: int) -> Paper:
    """A report in prose."""
    paper = Paper(f"report-{seed}")
    write_report(paper, random.Random(seed))
    return paper


SAMPLES: dict[str, Callable[[int], Paper]] = {
    "final": final_account,
    "final-rounded": lambda seed: final_account(seed, exact=False),
    "final-yuan": lambda seed: final_account(seed, exact=False, unit="元"),
    "final-trimmed": lambda seed: final_account(seed, trimmed=True),
    "budget": budget,
    "budget-yuan": lambda seed: budget(seed, "元"),
    "forms-national": lambda seed: forms(seed, "national"),
    "forms-shanxi": lambda seed: forms(seed, "shanxi"),
    "forms-hubei": lambda seed: forms(seed, "hubei"),
    "overall": overall_form,
    "report": report,
}
