"""Click's own words in Chinese: help pages, and what is wrong with a command that was typed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError

_WORDS = {"Show this message and exit.": "显示这段说明。", "Show the version and exit.": "显示版本。"}


class ChineseCommand(click.Command):
    """A command whose help page is Chinese throughout."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the first line."""
        pieces = ["[选项]" if piece == "[OPTIONS]" else piece for piece in self.collect_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, and a group's commands."""
        options = [item for item in self.get_params(ctx) if isinstance(item, click.Option)]
        records = [record for item in options if (record := item.get_help_record(ctx))]
        with formatter.section("选项"):
            formatter.write_dl([(option, _WORDS.get(text, text)) for option, text in records])


class ChineseGroup(ChineseCommand, click.Group):
    """A group of such commands."""

    command_class = ChineseCommand

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        super().format_options(ctx, formatter)
        rows = [(name, command.get_short_help_str(200)) for name, command in sorted(self.commands.items())]
        with formatter.section("命令"):
            formatter.write_dl(rows)


def usage_problem(error: click.ClickException) -> str:
    """Return what is wrong with a typed command and what to do, in Chinese."""
    if isinstance(error, NoArgsIsHelpError):
        return error.format_message()
    context = error.ctx if isinstance(error, click.UsageError) else None
    advice = f"\n  怎么办：{context.command_path} --help 列出用法。" if context else ""
    return f"错误：{_sentence(error)}{advice}"


def _sentence(error: click.ClickException) -> str:
    match error:
        case click.NoSuchCommand():
            known = error.ctx.command.commands if error.ctx and isinstance(error.ctx.command, click.Group) else {}
            return f"没有命令“{error.command_name}”{_nearest(error.command_name, list(known))}"
        case click.NoSuchOption():
            return f"没有选项 {error.option_name}{_nearest(error.option_name, error.possibilities or [])}"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 后面缺少值，或不该有值"
        case click.MissingParameter():
            return f"缺少 {_name(error.param)}"
        case click.BadParameter():
            return f"{_name(error.param)} 的值不对，应是{_wanted(error.param)}"
        case _:
            extra = re.search(r"unexpected extra arguments? \((.*)\)", error.message)
            return (
                f"多出了“{extra[1]}”；文件名含空格时请加引号" if extra else f"命令写法有误（{error.format_message()}）"
            )


def _name(param: click.Parameter | None) -> str:
    if param is None:
        return "参数"
    return param.opts[-1] if isinstance(param, click.Option) else param.human_readable_name


def _wanted(param: click.Parameter | None) -> str:
    kind: Any = param.type if param else None
    if isinstance(kind, click.Choice):
        return " " + "、".join(map(str, kind.choices)) + " 之一"
    if isinstance(kind, click.IntRange):
        low, high = kind.min, kind.max
        return f" {low} 到 {high} 之间的整数" if high is not None else f"不小于 {low} 的整数"
    return "另一种写法"


def _nearest(name: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    return f"，最接近的是 {close[0]}" if close else ""
