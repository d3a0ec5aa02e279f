"""A file that hangs, bursts or breaks costs its own pages; the build ends, and says so."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from benchmarks.kills import look_at
from site_builder.cli import commands, run
from site_builder.model.document import Document, Format
from site_builder.pipeline import BuildSettings, analyse, build, executors, full, reading
from site_builder.pipeline.executors import WorkerLost, open_executor, run_all
from site_builder.pipeline.tasks import AnalyseTask
from site_builder.readers import guard
from site_builder.time_limit import TookTooLong, time_limit
from tests.survival.worker_tasks import number_or_death, take_memory

SLOW = re.compile(r"(a+)+$")


def hang() -> None:
    """A pattern that takes forever on this text."""
    SLOW.match("a" * 40 + "!")


def test_a_hanging_pattern_is_ended() -> None:
    begin = time.monotonic()
    with pytest.raises(TookTooLong, match=r"报告\.txt 处理超过"), time_limit(0.2, "报告.txt"):
        hang()
    assert time.monotonic() - begin < 3
    with time_limit(0.2, "另一份"):
        pass
    time.sleep(0.3)


def test_a_handler_on_the_way_does_not_swallow_the_end() -> None:
    with pytest.raises(TookTooLong), time_limit(0.1, "x"):
        try:
            hang()
        except Exception:
            pytest.fail("swallowed")


def test_a_report_that_hangs_costs_itself_only(reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (reports / "慢.txt").write_text("慢", encoding="utf-8")
    real = analyse.extract_reports

    def slow(document: Document, hints: Any) -> Any:
        if document.source == "慢.txt":
            hang()
        return real(document, hints)

    monkeypatch.setattr(analyse, "extract_reports", slow)
    monkeypatch.setattr(analyse, "UNDERSTAND_SECONDS", 1.0)
    monkeypatch.setattr(analyse, "UNDERSTAND_SECONDS_PER_MB", 60_000.0)
    result = build(BuildSettings(reports, tmp_path / "site", jobs=1))
    assert [(item.check, item.source) for item in result.problems if item.source == "慢.txt"] == [
        ("file-too-slow", "慢.txt")
    ]
    assert result.departments == 2
    assert look_at(tmp_path / "site")


@pytest.fixture
def packed(reports: Path) -> Iterator[Path]:
    """The reports with a Word file and a workbook among them, read by a fresh child process."""
    document = docx.Document()
    document.add_paragraph("岚泽市应急管理局2024年度部门决算公开")
    document.save(str(reports / "文.docx"))
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["岚泽市应急管理局2024年度部门决算公开"])
    for row in range(10_000):  # more than any room the child may have left from the file before
        sheet.append([f"第{row}行", row, "本年支出合计", f"{row}.{row}", "一般公共预算财政拨款"])
    book.save(reports / "表.xlsx")
    guard._CHILD.stop()
    yield reports
    guard._CHILD.stop()


def test_a_reader_that_hangs_is_ended(packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(guard._LIMITS, Format.DOCX, guard.Limits(0.01, 0))
    monkeypatch.setattr(guard, "SPARE_SECONDS", 0.01)
    result = build(BuildSettings(packed, tmp_path / "site", jobs=1))
    messages = {item.source: item.message for item in result.problems if item.check == "file-not-readable"}
    assert "没有进展" in messages["文.docx"]
    assert result.departments >= 2


def test_a_reader_that_bursts_is_ended(packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(guard._LIMITS, Format.XLSX, guard.Limits(60, 1 << 20))
    result = build(BuildSettings(packed, tmp_path / "site", jobs=1))
    messages = {item.source: item.message for item in result.problems if item.check == "file-not-readable"}
    assert "内存" in messages["表.xlsx"]
    assert "文.docx" not in messages


def test_a_dying_worker_costs_one_item_only() -> None:
    with open_executor(2, 8) as executor:
        results = list(run_all(executor, number_or_death, range(8), 2, lambda item: -item))
    assert results == [0, 1, 2, -3, *range(4, 8)]


def test_a_dying_worker_is_explained_when_nothing_can_be_put_in_its_place() -> None:
    with open_executor(2, 8) as executor, pytest.raises(WorkerLost, match="两次异常退出") as caught:
        list(run_all(executor, number_or_death, range(8), 2))
    assert "--jobs 1" in caught.value.advice


def test_workers_have_their_share_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "memory_share", lambda workers: 600 << 20)
    with open_executor(2, 4) as executor:
        assert list(run_all(executor, take_memory, (1 << 20, 1 << 30, 1 << 21, 1 << 30), 2)) == [
            str(1 << 20), "no memory", str(1 << 21), "no memory",
        ]  # fmt: skip


def test_lost_work_is_said_and_tried_again(reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def losing(executor: Any, function: Any, items: Any, workers: int, lost: Callable[[Any], Any]) -> Iterator[Any]:
        for item in items:
            source = item.source if isinstance(item, AnalyseTask) else item.group.name
            yield lost(item) if "霜河" in source else function(item)

    settings = BuildSettings(reports, tmp_path / "site", jobs=1)
    with monkeypatch.context() as patch:
        for module in (full, reading):
            patch.setattr(module, "run_all", losing)
        result = build(settings)
    assert [item.check for item in result.problems if "霜河" in item.source] == ["worker-lost"]
    assert result.departments == 1
    assert look_at(tmp_path / "site")
    mended = build(settings)
    assert not mended.unchanged
    assert mended.departments == 2
    assert not [item for item in mended.problems if item.check == "worker-lost"]


def test_strict_ends_with_all_problems_and_the_site(
    reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(60):
        (reports / f"空{number:02}.txt").write_bytes(b"")
    arguments = ["build", str(reports), "--output", str(tmp_path / "site"), "--jobs", "1"]
    assert run(lambda standalone_mode: commands.main([*arguments, "--strict"], standalone_mode=standalone_mode)) == 1
    said = capsys.readouterr()
    assert all(f"空{number:02}.txt" in said.err for number in range(60))
    assert "--strict" in said.err
    assert "2 份" not in said.out or said.out
    assert look_at(tmp_path / "site")
    assert run(lambda standalone_mode: commands.main(arguments, standalone_mode=standalone_mode)) == 0


def test_terminals_get_no_control_characters(tmp_path: Path, reports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(next(reports.glob("霜河*")), reports / "\x1b[31m红\x07.txt")
    text = (reports / "\x1b[31m红\x07.txt").read_text(encoding="utf-8")
    hostile = re.sub("项目", "项\x1b]0;x\x07目", text)
    (reports / "\x1b[31m红\x07.txt").write_text(hostile, encoding="utf-8")
    arguments = ["build", str(reports), "--output", str(tmp_path / "site"), "--jobs", "1"]
    run(lambda standalone_mode: commands.main(arguments, standalone_mode=standalone_mode))
    run(lambda standalone_mode: commands.main(["check", str(reports)], standalone_mode=standalone_mode))
    said = capsys.readouterr()
    assert "红" in said.out + said.err
    assert not re.search("[\x07\x1b]", said.out + said.err)
