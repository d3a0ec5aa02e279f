"""Accounts that the explanations list in words, against the tables (F16)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from site_builder.checks.arithmetic import is_number
from site_builder.checks.audit import Audit
from site_builder.checks.places import cited, place, table_name
from site_builder.checks.registry import Category, Note, check
from site_builder.figures import label_of
from site_builder.model.finding import Severity
from site_builder.model.report import Fact, StatementTable

_COMPOSED = re.compile(r"(?P<what>人员经费|公用经费)[^。；;]{0,30}?主要(?:包括|用于)[:：]?(?P<names>[^。；;]+)")
_INVOLVED = re.compile(r"涉及(?P<names>(?:[\u4e00-\u9fff]{2,16}支出、)+[\u4e00-\u9fff]{2,16}支出)")
_TAIL = re.compile(r"等(?:支出|费用|方面)?$|支出$")


def _accounts(table: StatementTable) -> dict[str, Fact]:
    return {label_of(row.label): row.cells[-1][1] for row in table.rows if row.code and row.cells}


def _listed(text: str) -> list[str]:
    return [label_of(_TAIL.sub("", name.strip())) for name in text.split("、")]


@check(name="listed-account-is-empty", severity=Severity.WARNING, category=Category.PROSE)
def listed_accounts_have_amounts(audit: Audit) -> Iterator[Note]:
    """文字列举的支出科目在明细表中应有数.

    情况说明写“主要包括办公费、印刷费……”，而基本支出明细表中该科目没有金额。
    """
    table = audit.table("T6", "B8")
    known = _accounts(table) if table else {}
    for passage in audit.prose() if table else ():
        for match in _COMPOSED.finditer(passage.text):
            empty = [
                (name, known[name]) for name in _listed(match["names"]) if name in known and not _filled(known[name])
            ]
            if not empty or table is None:
                continue
            at = passage.locator_at(match.start())
            names = "、".join(f"“{name}”（{place(fact.locator)}）" for name, fact in empty)
            message = f"文字写{match['what']}主要包括{names}（{place(at)}），{table_name(table)}中没有金额。"
            yield Note((at, *(fact.locator for _, fact in empty)), match["what"], message)


def _filled(fact: Fact) -> bool:
    return is_number(fact) and fact.value.number != 0


@check(name="account-listed-twice", severity=Severity.INFO, category=Category.DAMAGE)
def accounts_are_listed_once(audit: Audit) -> Iterator[Note]:
    """列举的科目不应重复.

    同一句话中同一科目出现两次，可能漏写了另一科目。
    """
    for passage in audit.prose():
        for match in _COMPOSED.finditer(passage.text):
            twice = [name for name, count in Counter(_listed(match["names"])).items() if count > 1 and len(name) > 2]
            if twice:
                at = passage.locator_at(match.start())
                yield Note(
                    (at,), match["what"], f"文字列举{match['what']}时“{'、'.join(twice)}”出现了两次（{place(at)}）。"
                )


@check(name="involved-classes-differ", severity=Severity.WARNING, category=Category.PROSE)
def involved_classes_are_in_tables(audit: Audit) -> Iterator[Note]:
    """文字写明涉及的支出类别应与报表一致.

    名词解释或说明写“我单位涉及……支出”，应与收支总表中有数的支出类别相同。
    """
    table = audit.table("T1", "B1")
    if table is None:
        return
    rows = [
        row for row in table.rows if row.side == "expenditure" and label_of(row.label).endswith("支出") and row.cells
    ]
    filled = {label_of(row.label): row.cells[0][1] for row in rows if _filled(row.cells[0][1]) and "、" in row.label}
    every = {label_of(row.label): row.cells[0][1] for row in rows}
    for passage in audit.prose():
        match = _INVOLVED.search(passage.text)
        if not match:
            continue
        names = match["names"].split("、")
        extra = [name for name in names if name in every and name not in filled]
        missing = [f"{name}{cited(fact)}" for name, fact in filled.items() if name not in names]
        if extra or missing:
            at = passage.locator_at(match.start())
            words = f"写涉及{'、'.join(extra)}，报表中没有数" if extra else ""
            words += ("；" if words and missing else "") + (f"没有写{'、'.join(missing)}" if missing else "")
            yield Note((at,), audit.report.department, f"文字（{place(at)}）{words}，与{table_name(table)}不一致。")
