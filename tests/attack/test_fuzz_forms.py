"""A short, always equal run of the fuzzing of everything that happens to a text before it becomes pages."""

from __future__ import annotations

import pytest

from benchmarks.fuzz import check_places, examine, hostile_text, known_places, run
from site_builder.forms import extract_reports
from site_builder.model.config import FileHints
from site_builder.model.finding import Finding, Severity
from site_builder.readers import read_data

FOUND_ONCE = ((1, 2303), (1, 5119), (2, 3144), (2, 1683), (2, 336))
"""Seed and number of inputs that went wrong once: an empty report, a circled digit, an empty table, long digits."""


def test_damaged_reports_are_read_or_refused() -> None:
    outcomes = list(run(20240607, range(150)))
    assert [failure for _, failure, _ in outcomes if failure] == []
    ways = [way for way, _, _ in outcomes]
    assert ways.count("read") > 100
    assert ways.count("refused") > 1


@pytest.mark.parametrize(("seed", "number"), FOUND_ONCE)
def test_what_went_wrong_once(seed: int, number: int) -> None:
    assert examine(hostile_text(seed, number)) in ("read", "no report")


def test_the_same_seed_gives_the_same_inputs() -> None:
    assert [hostile_text(7, number) for number in range(20)] == [hostile_text(7, number) for number in range(20)]
    assert len({hostile_text(7, number) for number in range(20)}) > 15


def test_a_place_that_is_not_in_the_document_is_noticed() -> None:
    document = read_data("岚泽市应急管理局2024年度部门决算公开\n\n收入总计100.00万元。\n".encode(), "报告.txt")
    reports = extract_reports(document, FileHints())
    finding = Finding("x", Severity.INFO, "报告.txt", ("L3",), "", "")
    check_places(document, reports, (finding,))
    assert "L9" not in known_places(document)
    with pytest.raises(AssertionError, match="finding x"):
        check_places(document, reports, (Finding("x", Severity.INFO, "报告.txt", ("L9",), "", ""),))


@pytest.mark.parametrize("text", ["²", "①②③④", "٣٤٥", "9" * 5000, "1" + "0" * 5000 + ".5万元", "⑴\t⑵\t⑶\n1\t2\t3"])
def test_odd_digits_are_no_trouble(text: str) -> None:
    head = "岚泽市应急管理局2024年度部门决算公开\n\n一、收入支出决算总体情况\n\n"
    assert examine(f"{head}{text}\n{text}\t{text}\n项目\t金额\t{text}\n".encode()) == "read"
