"""The required disclosure items of a report, as a checklist and as findings (handbook §6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from site_builder.checks.audit import Audit
from site_builder.checks.registry import Category, Note, check
from site_builder.model.finding import ChecklistItem, ItemState, Severity
from site_builder.model.report import Report, ReportKind, StatementTable, TableState
from site_builder.text import fold

BASIS = "财预〔2016〕143号《地方预决算公开操作规程》"
UNIVERSITY_BASIS = "教财〔2012〕4号《关于做好高等学校财务信息公开工作的通知》"
EVALUATION_BASIS = "财预〔2020〕10号《项目支出绩效评价管理办法》"
FINALS = (ReportKind.DEPARTMENT_FINAL, ReportKind.UNIT_FINAL)
BUDGETS = (ReportKind.DEPARTMENT_BUDGET, ReportKind.UNIT_BUDGET)
EVALUATIONS = (ReportKind.SELF_EVAL_REPORT,)


@dataclass(frozen=True, slots=True)
class Item:
    """A required item: a table by identifier (or by the words of its title), or an explanation by words in the text."""

    name: str
    title: str
    forms: tuple[str, ...] = ()
    words: str = ""
    basis: str = BASIS
    required: bool = True


FINAL_ITEMS = (
    Item("table-income-expenditure", "收入支出决算总表", ("T1",)),
    Item("table-income", "收入决算表", ("T2",)),
    Item("table-expenditure", "支出决算表", ("T3",)),
    Item("table-appropriation", "财政拨款收入支出决算总表", ("T4",)),
    Item("table-general-budget", "一般公共预算财政拨款支出决算表", ("T5",)),
    Item("table-basic-expenditure", "一般公共预算财政拨款基本支出决算表", ("T6",)),
    Item("table-government-fund", "政府性基金预算财政拨款收入支出决算表", ("T7",)),
    Item("table-state-capital", "国有资本经营预算财政拨款支出决算表", ("T8",)),
    Item("table-three-public", "财政拨款“三公”经费支出决算表", ("T9",)),
    Item("duties", "部门职责", words=r"职责|职能|基本情况|概况"),
    Item("organisation", "机构设置", words=r"机构设置|内设机构|单位构成|机构情况"),
    Item("change-explained", "收支增减变化的说明", words=r"(?:比|较|与)上年|与20\d\d年.{0,6}相比|增长|减少"),
    Item("three-public-explained", "“三公”经费的说明", words=r"[“\"]?三公[”\"]?经费.{0,20}(?:说明|情况|支出)"),
    Item("travel-and-vehicles", "出国团组、车辆、接待的数量", words=r"团组|人次|保有量|批次"),
    Item("agency-operating-cost", "机关运行经费的说明", words=r"机关运行经费"),
    Item("procurement", "政府采购的说明", words=r"政府采购"),
    Item("small-enterprises", "授予中小企业合同金额", words=r"中小企业|小微企业"),
    Item("state-assets", "国有资产占用情况的说明", words=r"国有资产|车辆.{0,8}辆"),
    Item("performance", "预算绩效情况的说明", words=r"绩效"),
    Item("glossary", "名词解释", words=r"名词解释|名称解释|专业名词"),
)
BUDGET_ITEMS = (
    Item("table-income-expenditure", "收支总表", ("B1",)),
    Item("table-income", "收入总表", ("B2",)),
    Item("table-expenditure", "支出总表", ("B3",)),
    Item("table-appropriation", "财政拨款收支总表", ("B4",)),
    Item("table-general-budget", "一般公共预算支出表", ("B5",)),
    Item("table-basic-expenditure", "一般公共预算基本支出表", ("B8",)),
    Item("table-government-fund", "政府性基金预算支出表", ("B6",)),
    Item("table-state-capital", "国有资本经营预算支出表", ("B7",)),
    Item("table-three-public", "“三公”经费支出表", ("B9",)),
    Item("duties", "部门职责", words=r"职责|职能|基本情况|概况"),
    Item("organisation", "机构设置", words=r"机构设置|内设机构|单位构成|机构情况"),
    Item("change-explained", "收支增减变化的说明", words=r"(?:比|较|与)上年|与20\d\d年|增长|减少|比20\d\d年"),
    Item("three-public-explained", "“三公”经费的说明", words=r"[“\"]?三公[”\"]?经费"),
    Item("agency-operating-cost", "机关运行经费的说明", words=r"机关运行经费"),
    Item("procurement", "政府采购的说明", words=r"政府采购"),
    Item("state-assets", "国有资产占用情况的说明", words=r"国有资产|车辆.{0,8}辆"),
    Item("performance", "绩效目标的说明", words=r"绩效"),
    Item("glossary", "名词解释", words=r"名词解释|名称解释|专业名词"),
)
EVALUATION_ITEMS = (
    Item("duties", "部门（单位）概况", words=r"概况|基本情况|职责|组织开展", basis=EVALUATION_BASIS),
    Item("budget-execution", "预算执行情况", words=r"预算|支出|资金", basis=EVALUATION_BASIS),
    Item("goals", "绩效目标完成情况", words=r"绩效目标|目标完成|完成情况", basis=EVALUATION_BASIS),
    Item("result", "自评结论（得分或等级）", words=r"得分|等级|评价结果|评价结论", basis=EVALUATION_BASIS),
    Item("problems", "存在的问题及原因", words=r"问题|不足|偏差", basis=EVALUATION_BASIS),
    Item("measures", "改进措施", words=r"措施|建议|整改", basis=EVALUATION_BASIS),
)


UNIVERSITY_TABLES = {
    "table-income-expenditure": ("收支总表", ("T1", "B1")),
    "table-income": ("收入表", ("T2", "B2")),
    "table-expenditure": ("支出表", ("T3", "B3")),
    "table-appropriation": ("财政拨款支出表", ("T4", "T5", "B4", "B5")),
}
UNIVERSITY_ITEMS = (
    *(
        Item(name, title, forms, rf"^(?:表?\d*[:：])?(?:高等学校|学校)?{title[:-1]}", UNIVERSITY_BASIS)
        for name, (title, forms) in UNIVERSITY_TABLES.items()
    ),
    Item("change-explained", "收支情况的说明", words=r"收入|支出", basis=UNIVERSITY_BASIS),
)
_UNIVERSITY = re.compile(r"(?:大学|学院|高等专科学校|职业技术学校)$")
IN_FORCE = 2016
STATE_CAPITAL_SINCE = 2021


def items_of(report: Report) -> tuple[Item, ...]:
    """Return the items that this report must contain by the rules of its year and its kind of body."""
    kind, year = report.kind, report.year or IN_FORCE
    if kind in EVALUATIONS:
        return EVALUATION_ITEMS
    if kind not in (*FINALS, *BUDGETS) or year < IN_FORCE + (kind in BUDGETS):
        return ()
    if _UNIVERSITY.search(report.department):
        return UNIVERSITY_ITEMS
    items = FINAL_ITEMS if kind in FINALS else BUDGET_ITEMS
    return tuple(item for item in items if year >= STATE_CAPITAL_SINCE or item.name != "table-state-capital")


def checklist_of(audit: Audit) -> tuple[ChecklistItem, ...]:
    """Return every required item with its state and place."""
    lines = [(passage.locator, fold(passage.text)) for passage in audit.prose()]
    listed = tuple(_state(item, audit, lines) for item in items_of(audit.report))
    if audit.report.kind in (*FINALS, *BUDGETS):
        listed += (ChecklistItem("approval-date", "批复日期（批复后20日内公开）", ItemState.UNKNOWN, "", BASIS),)
    return listed


def _state(item: Item, audit: Audit, lines: list[tuple[str, str]]) -> ChecklistItem:
    if item.forms:
        return _table_state(item, audit)
    pattern = re.compile(item.words)
    found = next((locator for locator, text in lines if pattern.search(text) and not _is_contents(text)), "")
    state = ItemState.PRESENT if found else (ItemState.MISSING if lines else ItemState.UNKNOWN)
    if not found and (_nothing_read(audit) or (audit.report.kind in BUDGETS and _tables_only(lines, audit))):
        state = ItemState.UNKNOWN
    return ChecklistItem(item.name, item.title, state, found, item.basis)


def _nothing_read(audit: Audit) -> bool:
    """A page that only links to its attachment, or pictures: what they hold is not known."""
    amounts = any(fact.value.in_yuan() is not None for fact in audit.report.facts)
    return audit.report.kind in (*FINALS, *BUDGETS) and not audit.report.tables and not amounts


def _tables_only(lines: list[tuple[str, str]], audit: Audit) -> bool:
    """A file of tables alone: the explanations may stand in another file."""
    return len(audit.report.tables) > 2 and not any(len(text) > 60 for _, text in lines)


def _is_contents(text: str) -> bool:
    return bool(re.search(r"\.{4,}|…{2,}|\t\d+$|[\u4e00-\u9fff]\d{1,3}$", text)) and len(text) < 60


def _table_state(item: Item, audit: Audit) -> ChecklistItem:
    titled = re.compile(item.words) if item.words else None
    tables = [
        table
        for table in audit.report.tables
        if table.form in item.forms or (titled is not None and titled.search(fold(table.title)))
    ]
    if not tables:
        state = ItemState.MISSING if audit.report.tables else ItemState.UNKNOWN
        return ChecklistItem(item.name, item.title, state, "", item.basis)
    best = next((table for table in tables if table.state is TableState.FILLED), tables[0])
    return ChecklistItem(item.name, item.title, _state_of(best), best.locator, item.basis)


def _state_of(table: StatementTable) -> ItemState:
    if table.state is TableState.FILLED:
        return ItemState.PRESENT
    return ItemState.DECLARED_EMPTY if table.state is TableState.DECLARED_EMPTY else ItemState.UNKNOWN


@check(name="required-item-missing", severity=Severity.WARNING, category=Category.COMPLETENESS)
def required_items_are_there(audit: Audit) -> Iterator[Note]:
    """应公开的报表和说明应齐全.

    财预〔2016〕143号规定部门预算、决算应公开的报表和情况说明；没有数据的表也应列出并说明原因。
    """
    missing = [item for item in checklist_of(audit) if item.state is ItemState.MISSING]
    for what in ("报表", "说明"):
        items = [item for item in missing if item.name.startswith("table-") is (what == "报表")]
        if items:
            titles = "、".join(f"“{item.title}”" for item in items)
            message = f"没有找到应公开的{what}：{titles}（{items[0].basis}）。"
            yield Note((audit.report.locator,), audit.report.title or audit.report.source, message)


@check(name="empty-table-unexplained", severity=Severity.WARNING, category=Category.COMPLETENESS)
def empty_tables_say_why(audit: Audit) -> Iterator[Note]:
    """空表应说明没有数据的原因.

    财预〔2016〕143号：没有数据的表应当列出空表并说明。
    """
    blank = [table for table in audit.report.tables if table.state is TableState.BLANK]
    if blank:
        listed = "、".join(f"《{table.title}》" for table in blank)
        message = f"{listed}没有任何数据，也没有说明“本表无数据”及原因。"
        yield Note(tuple(table.locator for table in blank), blank[0].title, message)


@check(name="staff-quota-without-number", severity=Severity.WARNING, category=Category.COMPLETENESS, kinds=EVALUATIONS)
def staff_on_post_is_stated(audit: Audit) -> Iterator[Note]:
    """写明编制数的，应同时写明实有人数.

    部门整体支出绩效自评一般要求说明编制人数和实有（在职）人数。
    """
    quota, actual = "", False
    for passage in audit.prose():
        match = re.search(r"编制(?:人数)?(?:为|共)?\d+(?:个|名|人)?", passage.text)
        quota = quota or (passage.locator_at(match.start()) if match else "")
        actual = actual or bool(
            re.search(
                r"(?:在职|实有|在岗|在编|现有)(?:在编|人员|职工|干部|人数|行政人员)*\D{0,3}\d+[名人]", passage.text
            )
        )
    has_staff = any("人数" in fact.item or "在职" in fact.item or "实有" in fact.item for fact in audit.report.facts)
    if quota and not actual and not has_staff:
        yield Note((quota,), audit.report.department, "文字写明了编制数，没有写明实有（在职）人数。")


@check(name="projects-without-indicators", severity=Severity.WARNING, category=Category.COMPLETENESS, kinds=EVALUATIONS)
def projects_state_budget_and_indicators(audit: Audit) -> Iterator[Note]:
    """逐项说明的项目应写明预算执行率和绩效指标.

    财预〔2020〕10号：项目支出绩效自评应说明预算执行情况、绩效指标完成情况。
    """
    projects = [project for project in audit.report.projects if project.form is None]
    stated = [p for p in projects if p.execution_rate or p.indicators or p.score]
    if len(projects) >= 3 and not stated and not audit.report.forms:
        first = projects[0]
        section = next((s for s in reversed(audit.report.sections) if _before(s.locator, first.locator)), None)
        message = f"逐项说明的{len(projects)}个项目都没有写明执行率、绩效指标和得分。"
        yield Note((section.locator if section else first.locator, first.locator), audit.report.department, message)


def _before(one: str, other: str) -> bool:
    numbers = [int(found) for text in (one, other) for found in re.findall(r"^\D*(\d{1,9})", text)[:1]]
    return len(numbers) == 2 and numbers[0] < numbers[1]
