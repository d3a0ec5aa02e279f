"""Passing and failing cases of the checks on running text and files: name → (passing, failing)."""

from __future__ import annotations

from dataclasses import replace

from site_builder.model.report import FormKind, ReportKind
from tests.checks.build import Sample, form, indicator, number, project, said, words
from tests.checks.cases.statements import TABLES

REPORT = ReportKind.SELF_EVAL_REPORT
FINAL = ReportKind.DEPARTMENT_FINAL


def text(*lines: str, kind: ReportKind = REPORT, **more: object) -> Sample:
    return Sample("\n".join(lines), kind, **more)  # type: ignore[arg-type]


def facts(*made: object, kind: ReportKind = FINAL) -> Sample:
    return Sample(kind=kind, summary=tuple(made))  # type: ignore[arg-type]


def grade(name: str, count: str) -> object:
    return number(count, "个", f"等级分布:{name}", place="L6")


def graded(*counts: object, lines: str = "说明", **more: object) -> Sample:
    return Sample(lines, REPORT, grades=counts, **more)  # type: ignore[arg-type]


def tables(*more: object) -> Sample:
    return Sample(TABLES, summary=tuple(more))  # type: ignore[arg-type]


ONE = project("甲河清淤", "10", place="L1")
TWO = project("乙河清淤", "20", place="L2")
THREE = project("丙河清淤", "30", place="L3")
SIX = tuple(project(f"第{n}河清淤", str(10 + n), place=f"L{n}") for n in range(1, 6))
STORY = "为全县十六支巡河队配备巡查车辆和通信设备，提升河道巡查和应急处置能力，保障汛期安全，惠及沿河群众，共配备设备四百八十一个，队伍常年稳定。"
FORMS = tuple(form(subject=name) for name in ("甲河清淤经费", "乙水库维护费", "丙灌区改造资金"))
CHANGE = (
    said("收入总计", "金额", "110.00"), said("收入总计", "较上年增加额", "10.00"), said("收入总计", "较上年增长率", "10.00", "%"),
)  # fmt: skip

CASES: dict[str, tuple[Sample, Sample]] = {
    "text-differs-from-table": (
        tables(said("收入总计", "金额", "1,217,500", "元")),
        tables(said("收入总计", "金额", "127.75")),
    ),
    "completion-differs": (
        facts(
            said("农林水支出", "年初预算", "80.00"),
            said("农林水支出", "支出决算", "100.00"),
            said("农林水支出", "完成年初预算", "125.00", "%"),
        ),
        facts(
            said("农林水支出", "年初预算", "80.00"),
            said("农林水支出", "支出决算", "100.00"),
            said("农林水支出", "完成年初预算", "152.00", "%"),
        ),
    ),
    "share-differs": (
        facts(
            said("本年支出合计", "金额", "200.00"),
            said("基本支出", "金额", "50.00"),
            said("基本支出", "占比", "25.00", "%"),
        ),
        facts(
            said("本年支出合计", "金额", "200.00"),
            said("基本支出", "金额", "50.00"),
            said("基本支出", "占比", "52.00", "%"),
        ),
    ),
    "growth-differs": (facts(*CHANGE), facts(*CHANGE[:2], said("收入总计", "较上年增长率", "9.01", "%"))),
    "text-total-differs-from-its-parts": (
        facts(said("基本支出", "金额", "50.00"), said("人员经费", "金额", "40.00"), said("公用经费", "金额", "10.00")),
        facts(said("基本支出", "金额", "51.00"), said("人员经费", "金额", "40.00"), said("公用经费", "金额", "10.00")),
    ),
    "spending-over-initial-budget": (
        facts(said("农林水支出", "完成年初预算", "99.00", "%")),
        facts(said("农林水支出", "完成年初预算", "152.00", "%")),
    ),
    "growth-beside-staff-change": (
        replace(
            facts(said("农林水支出", "较上年增长率", "2.00", "%"), said("农林水支出", "增加人员数", "3", "人")),
            text="实有人员200名",
        ),
        replace(
            facts(said("农林水支出", "较上年增长率", "52.00", "%"), said("农林水支出", "增加人员数", "3", "人")),
            text="实有人员200名",
        ),
    ),
    "account-said-to-be-wrong": (text("主要原因是人员增加。"), text("主要原因是指标科目错误。")),
    "listed-account-is-empty": (
        Sample(TABLES + "\n公用经费8.50万元，主要包括办公费、电费等。"),
        Sample(TABLES.replace("30206\t电费\t3.50", "30206\t电费\t") + "\n公用经费8.50万元，主要包括办公费、电费等。"),
    ),
    "account-listed-twice": (
        text("公用经费8万元，主要包括办公费、差旅费等。"),
        text("公用经费8万元，主要包括办公费、差旅费、差旅费等。"),
    ),
    "involved-classes-differ": (
        Sample(TABLES + "\n我单位涉及社会保障和就业支出、农林水支出、其他支出。"),
        Sample(TABLES + "\n我单位涉及一般公共服务支出、社会保障和就业支出、农林水支出。"),
    ),
    "project-count-differs": (
        graded(grade("优", "2"), grade("良", "1"), projects=(ONE, TWO, THREE)),
        graded(grade("优", "5"), grade("良", "1"), projects=(ONE, TWO, THREE)),
    ),
    "grade-counts-differ-from-stated": (
        graded(grade("优", "2"), grade("良", "1"), summary=(said("二级项目", "数量", "3", "个"),)),
        graded(grade("优", "2"), grade("良", "4"), summary=(said("二级项目", "数量", "3", "个"),)),
    ),
    "grade-count-differs": (
        graded(grade("优", "1"), forms=(form(grade="优"),)),
        graded(grade("优", "4"), forms=(form(grade="优"),)),
    ),
    "project-amounts-differ-from-total": (
        facts(said("青山县水务局", "项目支出", "60"), kind=REPORT),
        facts(said("青山县水务局", "项目支出", "90"), kind=REPORT),
    ),
    "project-without-amount": (
        graded(projects=(ONE, TWO, THREE)),
        graded(projects=(ONE, TWO, THREE, project("丁河清淤", place="L4"))),
    ),
    "funding-sources-differ-from-project-total": (graded(), graded()),
    "score-bands-overlap": (
        graded(grade("90分以上", "2"), grade("60至89分", "1")),
        graded(grade("90分以上", "2"), grade("60至90分", "1")),
    ),
    "low-grades-without-names": (
        graded(grade("优", "3"), grade("差", "0"), projects=(ONE,)),
        graded(grade("优", "3"), grade("差", "2"), projects=(ONE,)),
    ),
    "success-claimed-beside-low-grades": (
        graded(grade("60分以下", "0"), lines="项目达到了预期效果。"),
        graded(grade("60分以下", "2"), lines="项目达到了预期效果。"),
    ),
    "score-only-as-bound": (text("自评得分为92分。"), text("自评综合得分90分以上。")),
    "same-text-for-several-projects": (
        text(f"甲河清淤：{STORY}", f"乙河清淤：{STORY[::-1]}", projects=(ONE, TWO)),
        text(f"甲河清淤：{STORY}", f"乙河清淤：{STORY}", projects=(ONE, TWO)),
    ),
    "project-name-differs": (
        text("抽查项目2个，分别是河道清淤专业队伍经费。", projects=(project("河道清淤专业队伍经费"),)),
        text("抽查项目2个，分别是河道清淤队伍经费。", projects=(project("河道清淤专业队伍经费"),)),
    ),
    "project-in-other-unit": (
        graded(projects=SIX),
        graded(projects=(*SIX, project("末河清淤", "67805.20", "元", place="L9"))),
    ),
    "other-year-in-text": (text("2024年项目资金12.83万元。"), text("2023年项目资金12.83万元。")),
    "project-name-separator": (
        text("甲河清淤：说明", "乙河清淤：说明", "丙河清淤：说明", projects=(ONE, TWO, THREE)),
        text("甲河清淤：说明", "乙河清淤；说明", "丙河清淤：说明", projects=(ONE, TWO, THREE)),
    ),
    "named-project-without-form": (
        text(
            "主要用于甲河清淤专项经费、乙水库维护项目支出。",
            kind=FINAL,
            forms=(form(subject="甲河清淤专项经费"), *FORMS[1:]),
        ),
        text("主要用于城区排涝泵站建设专项资金、乙水库维护项目支出。", kind=FINAL, forms=FORMS),
    ),
    "completion-claimed-beside-unfinished-form": (
        text("各项工作按进度完成100%。", forms=(form(indicator("清淤长度", "9公里", "9公里")),)),
        text("各项工作按进度完成100%。", forms=(form(indicator("清淤长度", "9公里", "0公里")),)),
    ),
    "quantity-in-text-differs-from-forms": (
        text("卫星电话数量：25部", second=(form(indicator("数量", "=25部", "0部")),)),
        text("卫星电话数量：26部", second=(form(indicator("数量", "=25部", "0部")),)),
    ),
    "required-item-missing": (
        text("一、基本情况", "预算执行情况", "绩效目标完成情况", "自评得分95分", "存在的问题", "改进措施"),
        text("一、基本情况", "预算执行情况", "绩效目标完成情况", "自评得分95分", "存在的问题"),
    ),
    "empty-table-unexplained": (
        Sample(
            "支出决算表\n公开03表\n项目\t\t本年支出合计\t基本支出\n科目代码\t科目名称\t\t\n合计\t\t\t\n\n说明：本表无数据"
        ),
        Sample("支出决算表\n公开03表\n项目\t\t本年支出合计\t基本支出\n科目代码\t科目名称\t\t\n合计\t\t\t\n"),
    ),
    "staff-quota-without-number": (text("编制16个，在职人员15人。"), text("行政编制16个，内设办公室。")),
    "projects-without-indicators": (
        graded(projects=(ONE, TWO, replace(THREE, score=number("95")))),
        graded(projects=(ONE, TWO, THREE)),
    ),
    "markup-left-in-text": (text("说明文字"), text("<p>说明文字</p>")),
    "formula-code-left-in-text": (text("≥3000元"), text(r"$\geq 3000$ 元")),
    "bookmark-left-in-text": (text("评价组"), text("[bookmark: _GoBack]评价组")),
    "placeholder-left-in-text": (text("比上年增加5万元"), text("比上年增加（减少）XX万元")),
    "characters-lost": (text("救助资金"), text("救助\ufffd金")),
    "latin-word-in-text": (text("信息平台和调拨制度"), text("信息平台 and 调拨制度")),
    "stray-punctuation": (text("完成任务。"), text("完成任务。？")),
    "look-alike-characters": (text("部门车辆"), text("部⻔车辆")),
    "label-letters-apart": (text("完成情况\t9"), text("完 成 情 况 效 益\t9")),
    "brackets-do-not-match": (text("（应急函）"), text("的通知）（应急函")),
    "sentence-broken-over-lines": (text("一句话"), text("一句话")),
    "row-shifted": (
        text(
            "绩效指标\t一级指标\t二级指标\t三级指标",
            "\t产出指标\t数量指标\t清淤长度",
            "\t满意度指标\t满意度\t群众满意度",
        ),
        text(
            "绩效指标\t一级指标\t二级指标\t三级指标",
            "\t产出指标\t数量指标\t清淤长度",
            "满意度指标\t满意度\t群众满意度\t",
        ),
    ),
    "kind-not-found": (text("说明"), text("说明", kind=ReportKind.UNKNOWN)),
    "year-not-found": (text("说明"), text("说明", year=None)),
    "department-not-found": (text("说明"), text("说明", department="")),
    "region-not-found": (text("说明"), text("说明", region=())),
    "no-amounts": (Sample(TABLES), text("附件：决算表.xls", kind=FINAL)),
    "nothing-understood": (text("说明"), text("说明", reports=0)),
}
THREE_OF_ONE = (ONE, TWO, THREE)
CASES["project-amounts-differ-from-total"] = tuple(  # type: ignore[assignment]
    replace(sample, projects=THREE_OF_ONE) for sample in CASES["project-amounts-differ-from-total"]
)


def _sources(total: str) -> Sample:
    """One project funded by the centre and the county, each part telling the whole."""
    made = []
    for name, amount, place in (("河长制平台中央资金", "80", "L1"), ("河长制平台县级配套", "20", "L2")):
        own = project(name, amount, place=place)
        made.append(replace(own, money=(number(total, "万元", "项目总资金", name, place), *own.money)))
    return graded(projects=tuple(made))


CASES["funding-sources-differ-from-project-total"] = (_sources("100"), _sources("109"))


def _basic(whole: str, rate: str = "90.00%", told: str = "30") -> Sample:
    """A report with its basic-data table."""
    rows = (
        ("编制数", "20", "人"), ("2024年实际在职人数", "18", "人"), ("控制率", rate, "%"),
        ("项目支出:2024年决算数", whole, "万元"), ("业务工作经费:2024年决算数", "10", "万元"),
        ("运行维护经费:2024年决算数", "0", "万元"), ("本级专项资金（一个专项一行）:2024年决算数", "20", "万元"),
        ("河道专项:2024年决算数", "12", "万元"), ("水库专项:2024年决算数", "8", "万元"),
    )  # fmt: skip
    path = ("经费控制情况", "项目支出")
    made = tuple(
        replace(number(printed, unit, item, place=f"L{n}"), table="整体支出绩效评价基础数据表", path=path)
        for n, (item, printed, unit) in enumerate(rows, 110)
    )
    told_fact = number(told, "万元", "项目支出", place="L66")
    return Sample(kind=REPORT, facts=(told_fact, *made), summary=(told_fact,))


def _planned(*results: bool) -> Sample:
    """Projects with a goal, and a result where told."""
    made = [
        replace(one, goal=number("1", place="L7"), result=number("1", place="L8") if done else None)
        for one, done in zip((ONE, TWO, THREE), results, strict=True)
    ]
    return graded(projects=tuple(made))


def _levels(own: str) -> Sample:
    money = tuple(
        number(text, "万元", item, "农房保险", "L61")
        for item, text in (("上级配套资金", "57.8922"), ("本级配套资金", own), ("项目资金", "86.8383"))
    )
    return graded(projects=(replace(ONE, money=money),))


CASES |= {
    "basic-data-total-differs": (_basic("30"), _basic("36")),
    "control-rate-differs": (_basic("30"), _basic("30", "93.10%")),
    "text-differs-from-basic-data": (_basic("30"), _basic("30", told="33")),
    "projects-without-results": (_planned(True, True, False), _planned(False, False, False)),
    "project-funding-differs": (_levels("28.9461"), _levels("35")),
    "paragraph-repeated": (
        text(
            "绩效指标：保障一队巡河备勤工作，补充物资消耗，提升能力。",
            "绩效指标：保障二队巡河备勤工作，补充物资消耗，提升能力。",
        ),
        text(
            "绩效指标：保障一队巡河备勤工作，补充物资消耗，提升能力。",
            "绩效指标：保障一队巡河备勤工作，补充物资消耗，提升能力。",
        ),
    ),
}


GOAL = "保障全县河道安全度汛，完成清淤任务，提升沿河群众防汛避险能力和水平，减少汛期灾害损失和人员伤亡。"


def _measured(*told: str, goal: str = GOAL) -> Sample:
    """Projects told in prose, each with a goal and its 绩效指标."""
    made, facts = [], []
    for n, (one, measures) in enumerate(zip((ONE, TWO, THREE), told, strict=True)):
        fact = words(measures, f"L{20 + n}", "绩效指标")
        facts.append(fact)
        made.append(replace(one, goal=words(goal, f"L{10 + n}", "绩效目标"), facts=(fact,)))
    return Sample("说明", REPORT, projects=tuple(made), facts=tuple(facts))


VAGUE = "保障全县河道安全度汛，完成清淤任务，提升沿河群众防汛避险能力和水平。"
MISSED = (form(indicator("资金使用合规性", "100%", "95%", reason="支出人员经费"), kind=FormKind.OVERALL),)


def _dated(*dates: str) -> Sample:
    return text("说明", identity=tuple(words(date, f"L{n}", "报告日期") for n, date in enumerate(dates, 1)))


def _scored(*lines: str) -> Sample:
    return graded(grade("优秀", "3"), grade("较差", "0"), lines="\n".join(("采用打分评价形式。", *lines)))


def _assets(furniture: str) -> Sample:
    listed = (("固定资产原值", "100"), ("房屋及构筑物", "60"), ("设备", "30"), ("家具和用具", furniture))
    return facts(*(number(printed, "万元", item, place="L65") for item, printed in listed), kind=REPORT)


def _budgets(spending: str) -> Sample:
    told = (number("3409.49", "万元", "收入预算", place="L69"), number(spending, "万元", "支出预算", place="L71"))
    return facts(*told, kind=REPORT)


CASES |= {
    "plans-instead-of-results": (
        text("清淤工程已于2024年7月完成。"),
        text("清淤工程预计2025年7月完成，购置设备预计4月底之前完成。"),
    ),
    "indicators-without-measure": (
        _measured("清淤9公里", "合格率达到100%", VAGUE),
        _measured(VAGUE, VAGUE, VAGUE),
    ),
    "indicator-repeats-goal": (
        _measured("清淤9公里", "清淤8公里", "清淤7公里"),
        _measured(GOAL[:-8] + "。", "清淤8公里", "清淤7公里"),
    ),
    "projects-without-budget": (
        graded(projects=(ONE, TWO, project("丙河清淤", place="L3"))),
        graded(projects=(ONE, project("乙河清淤", place="L2"), project("丙河清淤", place="L3"))),
    ),
    "completion-claimed-beside-missed-target": (
        text("部门整体支出目标基本完成。", forms=MISSED),
        text("部门整体支出目标全部完成。", forms=MISSED),
    ),
    "lawful-use-claimed-beside-missed-indicator": (
        text("严格执行财务制度。", forms=MISSED),
        text("资金使用合法合规，没有截留挪用。", forms=MISSED),
    ),
    "text-filled-up": (text(STORY * 2), text("一级指标二级指标三级指标" * 12)),
    "traditional-characters": (text("青山县水务局", STORY * 8), text("六五書畫會館藏印", STORY * 8)),
    "budget-income-differs-from-spending": (_budgets("3409.49"), _budgets("3052.43")),
    "assets-differ-from-kinds": (_assets("10"), _assets("1")),
    "score-not-stated": (_scored("自评得分为92分。"), _scored()),
    "report-dates-differ": (_dated("2024-05-30", "2024-05-30"), _dated("2024-05-30", "2024-05-25")),
    "department-name-differs": (
        text("某市青山区水务局", department="某市青山区水务局"),
        text("某市青山水务局", department="某市青山区水务局"),
    ),
}
