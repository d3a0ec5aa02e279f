"""A self-evaluation report in prose: budget, staff, projects with amounts, and how many have which grade (F15)."""

from __future__ import annotations

import random
from decimal import Decimal

from benchmarks.clean.books import make_books, total
from benchmarks.clean.forms import PROJECTS
from benchmarks.clean.paper import Paper, Piece, Sum, Within, count

GRADES = ("优秀", "良好", "一般", "较差")


def write_report(paper: Paper, rng: random.Random) -> None:
    """Write the report; the projects are listed one by one."""
    books = make_books(rng, exact=True)
    for line in ("青岭县水利局", "2024年度部门整体支出绩效自评报告", "", "一、部门基本情况", "（一）部门概况",
                 "青岭县水利局负责全县水资源管理、水利工程建设和防汛抗旱工作。", "（二）收支情况"):  # fmt: skip
        paper.say(line)
    amounts = [books.amount(10, 200) for _ in PROJECTS]
    listed = [paper.amount(amount) for amount in amounts]
    project = total(amounts)
    personnel, public = books.amount(500, 900), books.amount(50, 200)
    _money(paper, books.amount(20, 90), project, personnel, public)
    low = [rng.randint(0, 3) for _ in GRADES[1:]]
    counts = [count(number) for number in (len(PROJECTS) - sum(low), *low)]
    paper.say("二、项目绩效自评情况")
    whole, funds = count(len(PROJECTS)), paper.amount(project)
    pieces: list[Piece] = ["2024年纳入绩效自评的项目共", whole, "个，涉及项目资金", funds, "万元。自评结果为："]
    for name, number in zip(GRADES, counts, strict=True):
        pieces += [f"{name}项目", number, "个、"]
    paper.say(*pieces[:-1], "个。")
    paper.ties.append(Sum("F15 grades", whole, tuple(counts)))
    paper.ties.append(Within("F15 listed", whole, Decimal(len(PROJECTS)), Decimal(len(PROJECTS))))
    paper.ties_sum("F15 amounts", funds, listed)
    for index, (name, cell) in enumerate(zip(PROJECTS, listed, strict=True)):
        paper.say(f"{index + 1}.{name}：项目资金", cell, "万元，全年任务已完成，验收合格率达到100%。")
    for line in ("三、评价结论和评价等级", "部门整体支出绩效自评得分为93.5分，评价等级为优秀。", "四、存在的问题", "部分项目支付进度较慢。",
                 "五、改进措施", "加快支付进度，完善绩效指标。"):  # fmt: skip
        paper.say(line)


def _money(paper: Paper, carried: Decimal, project: Decimal, personnel: Decimal, public: Decimal) -> None:
    told = {
        name: paper.amount(amount)
        for name, amount in (
            ("spent", project + personnel + public), ("basic", personnel + public), ("project", project),
            ("personnel", personnel), ("public", public), ("income", project + personnel + public),
            ("general", project + personnel + public - carried), ("carried", carried),
        )
    }  # fmt: skip
    paper.say(
        "2024年预算收入", told["income"], "万元，其中：一般公共预算收入", told["general"], "万元，政府性基金预算收入0.00万元，国有资本经营预算收入0.00万元，上年结转结余",
        told["carried"], "万元。",
    )  # fmt: skip
    paper.say(
        "2024年支出预算", told["spent"], "万元，其中基本支出", told["basic"], "万元，包括人员经费", told["personnel"], "万元和日常公用经费",
        told["public"], "万元；项目支出", told["project"], "万元。",
    )  # fmt: skip
    paper.ties_sum("report income", told["income"], [told["general"], told["carried"]])
    paper.ties_sum("report spending", told["spent"], [told["basic"], told["project"]])
    paper.ties_sum("report basic", told["basic"], [told["personnel"], told["public"]])
