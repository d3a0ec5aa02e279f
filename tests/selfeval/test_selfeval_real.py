"""The forms of the real reports against hand-made facts, and one form read alike from every kind of file."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from site_builder.forms.context import FormsResult, ReportContext
from site_builder.forms.facts import FactBook
from site_builder.forms.selfeval import read_forms
from site_builder.model.report import Fact, ReportKind, TableState
from site_builder.readers import read_file

pytestmark = pytest.mark.real
FORM_CLASSES = {"form_meta", "form_money", "form_goal", "form_indicator", "form_total"}


def read_report(shared: Path, number: int, kind: ReportKind) -> tuple[FormsResult, list[Fact]]:
    (path,) = (shared / "reports").glob(f"00{number}_*")
    book = FactBook(path.name)
    document = read_file(path, path.name)
    return read_forms(document.blocks, ReportContext(path.name, "", (), 2024, kind), book), book.facts


def golden(shared: Path, number: int, classes: set[str]) -> list[dict[str, Any]]:
    lines = (shared / "gold" / f"seed{number}.jsonl").read_text(encoding="utf-8").splitlines()
    return [one for one in map(json.loads, lines) if one["cls"] in classes and one["tier"] == "core"]


def is_said(one: dict[str, Any], facts: list[Fact]) -> bool:
    return any(_item(fact.item) == _item(one["item"]) and _same(one["value"], fact) for fact in facts)


def _item(item: str) -> str:
    return item.rsplit(":", 1)[-1]


def _same(value: Any, fact: Fact) -> bool:
    if isinstance(value, (int, float)):
        return fact.value.number == Decimal(str(value))
    folded = "".join(str(value).split())
    printed = "".join(fact.value.printed.split()), "".join(fact.value.text.split())
    return folded in printed or any(len(folded) >= 8 and text.startswith(folded[:28]) for text in printed)


def test_every_hand_made_fact_of_the_ocr_forms_is_said(shared: Path) -> None:
    _, facts = read_report(shared, 4, ReportKind.DEPARTMENT_FINAL)
    by_line: dict[str, list[Fact]] = {}
    for fact in facts:
        by_line.setdefault(fact.locator, []).append(fact)
    gold = golden(shared, 4, FORM_CLASSES)
    missing = [
        (one["line"], one["item"], one["value"]) for one in gold if not is_said(one, by_line.get(f"L{one['line']}", []))
    ]
    assert len(gold) > 350
    assert missing == []


def test_ocr_forms_are_counted(shared: Path) -> None:
    result, facts = read_report(shared, 4, ReportKind.DEPARTMENT_FINAL)
    states = Counter(form.state for form in result.forms)
    assert states == {TableState.FILLED: 21, TableState.BLANK: 2, TableState.DESTROYED: 4}
    filled = [project for project in result.projects if project.score is not None]
    assert len(filled) == 21 and all(project.executed and project.budget and project.grade for project in filled)
    assert sum(fact.item == "未归列文字" for fact in facts) <= 1


def test_forms_of_tabs_with_leftovers(shared: Path) -> None:
    result, facts = read_report(shared, 2, ReportKind.PROJECT_SELF_EVAL_FORM)
    assert [(form.kind, len(form.indicators)) for form in result.forms] == [("project", 8), ("overall", 12)]
    by_line: dict[str, list[Fact]] = {}
    for fact in facts:
        by_line.setdefault(fact.locator, []).append(fact)
    gold = [one for one in golden(shared, 2, {"project", "indicator"}) if one["line"] < 48 and one["unit"] != "%"]
    gold = [one for one in gold if isinstance(one["value"], (int, float))]
    assert gold and not [one for one in gold if not is_said(one, by_line.get(f"L{one['line']}", []))]


def test_form_of_one_cell_a_line(shared: Path) -> None:
    result, facts = read_report(shared, 3, ReportKind.SELF_EVAL_REPORT)
    (form,) = result.forms
    assert form.total is not None and form.total.value.text == "96"
    assert len(form.indicators) == 10 and all(one.target and one.actual and one.score for one in form.indicators)
    assert len(form.money) == 7
    basic = [fact for fact in facts if fact.table == "整体支出绩效评价基础数据表" and ":" in fact.item]
    assert len(basic) == 87 and {fact.year for fact in basic} == {2022, 2023}


def test_one_form_gives_the_same_facts_in_every_format(shared: Path) -> None:
    suffixes = (".docx", ".html", ".md", ".ods", ".odt", ".pdf", ".txt", ".xls", ".xlsx")
    said: dict[str, Counter[tuple[str, str, str, str, tuple[str, ...]]]] = {}
    for path in sorted((shared / "formats").glob("F1_*")):
        if path.suffix not in suffixes:
            continue
        book = FactBook(path.name)
        context = ReportContext(path.name, "某局", (), 2024, ReportKind.PROJECT_SELF_EVAL_FORM)
        read_forms(read_file(path, path.name).blocks, context, book)
        facts = [fact for fact in book.facts if fact.item != "年度"]
        said[path.suffix] = Counter((f.subject, f.item, f.value.text, f.value.unit, f.path) for f in facts)
    assert set(said) == set(suffixes)
    assert all(one == said[".docx"] and len(one) > 35 for one in said.values())
