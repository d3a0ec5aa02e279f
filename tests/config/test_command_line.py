"""A mistyped command is explained in Chinese, and help pages are Chinese throughout."""

import re

import pytest

from site_builder.cli import commands, run


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        (["biuld"], ("没有命令“biuld”", "build")),
        (["完全不像"], ("没有命令“完全不像”", "--help")),
        (["build", "--otput", "x"], ("没有选项 --otput", "--output")),
        (["serve", "--port"], ("--port 后面缺少值",)),
        (["serve", "--port", "x"], ("--port 的值不对", "1 到 65535")),
        (["build", "--jobs", "-1"], ("--jobs 的值不对", "不小于 0")),
        (["check", "--format", "xml"], ("--format 的值不对", "text、json、html")),
        (["extract"], ("缺少 FILE", "extract --help")),
        (["build", "我的", "报告"], ("多出了“报告”", "引号")),
    ],
)
def test_a_mistyped_command_is_explained(
    typed: list[str], parts: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(lambda **options: commands(typed, **options)) == 2
    printed = capsys.readouterr()
    assert not printed.out
    for part in parts:
        assert part in printed.err


@pytest.mark.parametrize("name", ["", *commands.commands])
def test_help_pages_are_chinese(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(lambda **options: commands([*filter(None, [name]), "--help"], **options)) == 0
    printed = capsys.readouterr().out
    assert "用法：" in printed and "选项" in printed and "显示这段说明" in printed
    assert not re.search(r"Usage|Options|Commands|Show|exit\b", printed)


def test_no_command_shows_the_help_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(lambda **options: commands([], **options)) == 2
    assert "build" in capsys.readouterr().err
