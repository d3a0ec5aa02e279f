"""Year over year: what follows from this year's text against what was published last year."""

from __future__ import annotations

from dataclasses import replace

from site_builder.checks import run_department_checks
from site_builder.model.document import Paragraph
from site_builder.model.site import Department, DepartmentSummary, ReportAnalysis, SourceAnalysis
from tests.checks.build import Sample, report_of, said
from tests.checks.cases.statements import TABLES

LONG = "2024年机关运行经费支出8.50万元，主要用于办公、差旅、会议、水电、维修等日常支出，保障机关正常运转和各项河道管理工作的有序开展，全年没有超出预算，各项开支均按规定程序办理报销。"


def _source(sample: Sample, year: int) -> SourceAnalysis:
    document, (report,) = report_of(sample)
    report = replace(report, year=year, source=f"{year}.txt", last_block=len(document.blocks) - 1)
    return SourceAnalysis(f"{year}.txt", "0", document, (ReportAnalysis(report, ""),), (), None)


def _department(change: str, text: str = "说明") -> Department:
    last = _source(Sample(TABLES + "\n" + LONG), 2023)
    facts = (said("收入总计", "金额", "141.75"), said("收入总计", "较上年增加额", change))
    this = _source(Sample(TABLES + "\n" + text, summary=facts), 2024)
    return Department(DepartmentSummary("青山县水务局", (), "", ()), (last, this))


def test_change_that_fits_last_year() -> None:
    assert run_department_checks(_department("20.00")) == ()


def test_change_that_does_not_fit_last_year() -> None:
    found = [item for item in run_department_checks(_department("30.00")) if item.check == "last-year-differs"]
    assert len(found) == 1
    assert found[0].source == "2024.txt" and found[0].report == 0
    assert (found[0].expected, found[0].actual) == ("121.75", "111.75")


def test_text_of_last_year() -> None:
    found = [
        item for item in run_department_checks(_department("20.00", LONG)) if item.check == "text-repeats-last-year"
    ]
    assert len(found) == 1


def test_sentence_broken_by_an_empty_line() -> None:
    document, reports = report_of(Sample("一句话接着说完。"))
    joined = replace(document, blocks=(Paragraph("一句话接着说完。", "L1", "", ((3, "L3"),)),))
    from site_builder.checks import run_checks

    assert any(item.check == "sentence-broken-over-lines" for item in run_checks(joined, reports))
