"""What the explanations say against the tables of the same report (F16)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from site_builder.checks.arithmetic import is_number
from site_builder.checks.audit import Audit
from site_builder.checks.cross_table import Located, located_side, located_sum
from site_builder.checks.places import table_name
from site_builder.checks.registry import Category, Note, check
from site_builder.checks.statement_lines import YEAR_TOTALS, cell
from site_builder.checks.sums import equal_note
from site_builder.checks.three_public import measures
from site_builder.figures import label_of
from site_builder.model.document import Paragraph
from site_builder.model.finding import Severity
from site_builder.model.report import Fact, ReportKind
from site_builder.text import fold

STATEMENT_KINDS = (
    ReportKind.DEPARTMENT_FINAL, ReportKind.UNIT_FINAL, ReportKind.DEPARTMENT_BUDGET, ReportKind.UNIT_BUDGET,
)  # fmt: skip
_UNFINISHED = re.compile(r"[，。；、].*[\u4e00-\u9fff]$")
CURRENT = ("支出决算", "收入决算", "金额", "决算数", "数量")
AMOUNTS = frozenset({"金额", "支出决算", "决算数", "收入决算", "数量", "支出预算", "预算数", "收入预算"})
BUDGETS = frozenset({"全年预算", "全年预算数"})
INCOME_KINDS = (
    ("上级补助收入", "superior_subsidy"), ("事业收入", "institutional"), ("经营收入", "operating"),
    ("附属单位上缴收入", "subordinate_remittance"), ("其他收入", "other_income"),
)  # fmt: skip
SPENDING_KINDS = (
    ("上缴上级支出", "remittance_to_superior"), ("经营支出", "operating_expenditure"),
    ("对附属单位补助支出 对附属单位补助", "subsidy_to_subordinates"),
)  # fmt: skip
_MARKS = str.maketrans("", "", "“”\"'（）()")
THREE_NAMES = {
    "total": "三公经费 三公经费支出 三公经费财政拨款支出 三公经费预算数",
    "overseas_travel": "因公出国境费 因公出国境费支出 因公出国境费用 因公出国境支出 因公出国境经费",
    "vehicles": "公务用车购置及运行维护费 公务用车购置及运行维护费支出 公务用车购置及运行费",
    "vehicle_purchase": "公务用车购置费 公务用车购置费支出 公务用车购置支出 公务用车购置",
    "vehicle_operation": "公务用车运行维护费 公务用车运行维护费支出 公务用车运行费 公务用车运行维护支出",
    "official_reception": "公务接待费 公务接待费支出 公务接待支出",
}
STATISTIC_NAMES = {
    "合计": "政府采购支出总额 政府采购支出 政府采购总额",
    "货物": "政府采购货物支出",
    "工程": "政府采购工程支出",
    "服务": "政府采购服务支出",
    "(一)车辆数合计(辆)": "车辆",
}


def named(fact: Fact) -> str:
    """Return what an amount is of: its subject, or its item where the subject is the department as a whole."""
    return term(fact.subject if fact.item in CURRENT else fact.item)


def term(text: str) -> str:
    """Return a term of the explanations without width, quotes and brackets."""
    return label_of(fold(text)).translate(_MARKS)


def _values(audit: Audit) -> Iterator[tuple[str, Located | None]]:
    """Yield terms of the explanations with the table cells that they repeat."""
    t1, t2, t3, t4, t5 = (audit.table(form) for form in ("T1", "T2", "T3", "T4", "T5"))
    b1, b3, b5 = audit.table("B1"), audit.table("B3"), audit.table("B5")
    yield "收入总计 总收入", located_side(t1 or b1, "income", year=False)
    yield "支出总计 总支出", located_side(t1 or b1, "expenditure", year=False)
    yield "本年收入合计 收入合计", located_sum(t2, "year_income")
    yield "财政拨款收入", located_sum(t2, "fiscal_appropriation")
    yield "本年支出合计 支出合计", located_sum(t3, "year_expenditure")
    yield "收入预算", located_side(b1, "income", year=False)
    yield "支出预算", located_sum(b3, "year_expenditure")
    for terms, column in INCOME_KINDS:
        yield terms, located_sum(t2, column)
    for terms, column in SPENDING_KINDS:
        yield terms, located_sum(t3, column)
    yield "政府性基金预算财政拨款支出 政府性基金预算支出", located_sum(audit.table("T7"), "total")
    yield "国有资本经营预算财政拨款支出 国有资本经营预算支出", located_sum(audit.table("T8"), "total")
    yield "基本支出", located_sum(t3 or b3, "basic_expenditure")
    yield "项目支出", located_sum(t3 or b3, "project_expenditure")
    yield "财政拨款收入总计", located_side(t4, "income", year=False)
    yield "财政拨款支出总计", located_side(t4, "expenditure", year=False)
    yield "一般公共预算财政拨款支出 一般公共预算支出", located_sum(t5 or b5, "total")
    yield "财政拨款基本支出 一般公共预算财政拨款基本支出 一般公共预算基本支出", located_sum(t5, "basic_expenditure")
    yield "一般公共预算项目支出", located_sum(t5, "project_expenditure")
    yield from _detail_values(audit)
    yield from _statistics(audit)


def _detail_values(audit: Audit) -> Iterator[tuple[str, Located | None]]:
    for table in audit.tables("T5"):
        for row in table.rows:
            fact = cell(row, "total")
            if row.level == len("201") and fact is not None:
                yield term(row.label), (table, fact, row.label)
    for table in audit.tables("T6"):
        for row in table.rows:
            if label_of(row.label) in ("人员经费合计", "公用经费合计") and row.cells:
                yield label_of(row.label)[:-2], (table, row.cells[-1][1], row.label)
    for table in audit.tables("T9", "B9"):
        for measure, facts in measures(table):
            for name, terms in THREE_NAMES.items():
                if name in facts and measure == _own_measure(audit):
                    yield terms, (table, facts[name], facts[name].subject)


def _own_measure(audit: Audit) -> str:
    budget = audit.report.kind in (ReportKind.DEPARTMENT_BUDGET, ReportKind.UNIT_BUDGET)
    return "预算数" if budget else "决算数"


def _statistics(audit: Audit) -> Iterator[tuple[str, Located | None]]:
    for table in audit.tables("T10"):
        for row in table.rows:
            terms = STATISTIC_NAMES.get(fold(row.label)) or (term(row.label) if row.label.endswith("用车") else "")
            if terms and row.cells:
                yield terms, (table, row.cells[-1][1], row.label)
        agencies = [row for row in table.rows if fold(row.label).startswith(("(一)行政单位", "(二)参照"))]
        printed = [row.cells[-1][1] for row in agencies if row.cells and is_number(row.cells[-1][1])]
        if len(printed) == 1:
            yield "机关运行经费 机关运行经费支出", (table, printed[0], "机关运行经费")


@check(name="text-differs-from-table", severity=Severity.ERROR, category=Category.PROSE, kinds=STATEMENT_KINDS)
def text_agrees_with_tables(audit: Audit) -> Iterator[Note]:
    """情况说明中的金额应与报表一致.

    情况说明引用的收支、各类支出、“三公”经费、机关运行经费、政府采购和车辆数，应与报表中的数字一致，单位换算后比较。
    """
    known: dict[str, Located] = {}
    for terms, located in _values(audit):
        for name in terms.split():
            if located is not None and is_number(located[1]):
                known.setdefault(name, located)
    cut = _cut_beginnings(audit)
    for fact in audit.report.summary:
        if fact.item in AMOUNTS and fact.year in (None, audit.report.year):
            if cut.get(fact.locator, "").startswith(fact.subject):
                continue
            note = _compared(fact, known.get(term(fact.subject)))
            if note and not _stands_elsewhere(fact, audit):
                yield note
    yield from _budgets(audit)


def _cut_beginnings(audit: Audit) -> dict[str, str]:
    """By place, the texts that go on with an unfinished line: their first term has lost its beginning.

    国有资本经营预算拨款 / 支出预算0万元 says nothing of 支出预算.
    """
    return {
        after.locator: after.text
        for before, after in pairwise(audit.prose())
        if isinstance(before.block, Paragraph) and _UNFINISHED.search(before.text)
    }


def _stands_elsewhere(fact: Fact, audit: Audit) -> bool:
    """Whether a table prints the same amount under the same name: the sentence then speaks of that table.

    Universities call the year's income 收入总计, and repeat 基本支出 of the appropriations alone.
    """
    name, yuan = term(fact.subject), fact.value.in_yuan()
    total = name.endswith("总计")
    for table in audit.report.tables:
        for row in table.rows:
            for _, other in row.cells:
                if yuan is None or other.value.in_yuan() != yuan:
                    continue
                if name in (term(other.item), term(other.subject)) or (total and term(row.label) in YEAR_TOTALS):
                    return True
    return False


def _compared(fact: Fact, located: Located | None) -> Note | None:
    if located is None or fact.table:
        return None
    table, printed, label = located
    formula = f"情况说明写“{fact.subject}”，{table_name(table)}“{label}”"
    return equal_note(fact.subject, fact, printed, formula)


def _budgets(audit: Audit) -> Iterator[Note]:
    """全年预算 of the three public expenses stands in the table's budget half."""
    for table in audit.tables("T9"):
        facts = next((found for measure, found in measures(table) if measure == "预算数"), {})
        by_term = {name: facts[key] for key, terms in THREE_NAMES.items() if key in facts for name in terms.split()}
        for fact in audit.report.summary:
            printed = by_term.get(term(fact.subject))
            if fact.item in BUDGETS and printed is not None and is_number(printed):
                note = _compared(fact, (table, printed, f"{printed.subject}预算数"))
                if note:
                    yield note
