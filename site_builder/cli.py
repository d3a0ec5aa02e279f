"""The commands; the only place that prints or exits.

Each command imports what it needs when it runs: a build in which nothing has changed is over in the time that
importing everything would take.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from site_builder import __version__
from site_builder.collector import collect_seldom
from site_builder.command_line import ChineseGroup, usage_problem
from site_builder.config import load_config
from site_builder.errors import ContentNotFound, SiteBuilderError, StrictFailure
from site_builder.model.finding import SEVERITY_NAMES, Finding
from site_builder.pipeline import BuildResult, BuildSettings, Progress, build
from site_builder.pipeline.settings import STORE_NAME

if TYPE_CHECKING:
    from site_builder.packing import Package

LISTED_PROBLEMS = 50
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

content_argument = click.argument("content", default="content", type=click.Path(path_type=Path))
config_option = click.option("--config", "config_file", type=click.Path(path_type=Path), help="设置文件 site.toml")
output_option = click.option("--output", default="output", type=click.Path(path_type=Path), help="网站输出文件夹")
jobs_option = click.option("--jobs", default=0, type=click.IntRange(0), help="并行进程数，0 为处理器个数")


@click.group(cls=ChineseGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="site-builder", message="%(prog)s %(version)s")
def commands() -> None:
    """把部门预决算与绩效自评报告变成公众读得懂、查得到出处的静态公开网站。"""


@commands.command("build")
@content_argument
@output_option
@config_option
@click.option("--strict", is_flag=True, help="有严重问题时，完成后以退出码 1 结束")
@jobs_option
@click.option("--cluster", default="", help="Dask 调度器地址，例如 tcp://10.0.0.1:8786")
@click.option("--base-url", default="", help="网站正式网址，用于站点地图和订阅")
def build_command(
    content: Path, output: Path, config_file: Path | None, strict: bool, jobs: int, cluster: str, base_url: str
) -> None:
    """读取 CONTENT 文件夹里的报告，生成完整网站。"""
    config = load_config(config_file, content, base_url=base_url)
    settings = BuildSettings(content, output, config, jobs, cluster, strict)
    result = build(settings, terminal_progress())
    show_problems(result.problems, len(result.problems) if strict else LISTED_PROBLEMS)
    click.echo(last_line(result))
    click.echo(f"网站已生成：用浏览器打开 {output / 'index.html'}", err=True)
    if strict and result.problems:
        raise StrictFailure(
            f"有 {len(result.problems)} 个严重问题（--strict）", "请按上面列出的问题逐项核对后重新生成。"
        )


@commands.command("serve")
@content_argument
@config_option
@click.option("--port", default=5500, type=click.IntRange(1, 65535), help="端口")
@click.option("--open/--no-open", "open_browser", default=True, help="自动打开浏览器")
def serve_command(content: Path, config_file: Path | None, port: int, open_browser: bool) -> None:
    """边改边看：预览 CONTENT 的网站，文件一保存就自动更新。"""
    from site_builder.preview import Preview, serve

    preview = Preview(content, config_file, Path(STORE_NAME) / "preview", lambda line: click.echo(line, err=True))
    load_config(config_file, content)
    result = preview.build(terminal_progress())
    if result is None:
        raise ContentNotFound("第一次生成没有成功，无法预览", "请按上面的提示修改后重试。")
    click.echo(last_line(result))
    serve(preview, port, open_browser)


@commands.command("check")
@content_argument
@config_option
@click.option("--format", "style", type=click.Choice(["text", "json", "html"]), default="text", help="输出格式")
@jobs_option
def check_command(content: Path, config_file: Path | None, style: str, jobs: int) -> int:
    """公开前核对 CONTENT：退出码 0 没有错误，1 有错误，2 无法运行。"""
    from site_builder.exports import audit_html, audit_json, audit_text, count_errors
    from site_builder.pipeline.audit import audit

    config = load_config(config_file, content)
    files = audit(BuildSettings(content, Path(STORE_NAME) / "check", config, jobs), terminal_progress())
    if style == "text":
        for line in audit_text(files):
            click.echo(harmless(line))
    else:
        click.echo(audit_json(files) if style == "json" else audit_html(files))
    return 1 if count_errors(files) else 0


@commands.command("extract")
@click.argument("file", type=click.Path(path_type=Path))
@config_option
@click.option("--format", "style", type=click.Choice(["json", "csv"]), default="json", help="输出格式")
def extract_command(file: Path, config_file: Path | None, style: str) -> int:
    """显示从一个文件 FILE 里读出了什么：文档、报告、数据和位置。"""
    from site_builder.exports import extract_csv, extract_json
    from site_builder.pipeline.single import analyse_file

    analysis = analyse_file(file, load_config(config_file, file.parent))
    click.echo(extract_json(analysis) if style == "json" else extract_csv(analysis).decode(), nl=style == "json")
    if analysis.document is None:
        show_problems(analysis.findings)
        return 2
    return 0


@commands.command("new")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def new_command(folder: Path) -> None:
    """新建一个可以马上生成网站的文件夹 DIR，含设置文件 site.toml 和一份示例报告。"""
    from site_builder.starter import write_starter

    write_starter(folder)
    click.echo(f"已建好 {folder}。下一步：把报告放进 {folder / 'content'}，然后运行")
    click.echo(f'  cd "{folder}" && site-builder build')


@commands.command("package")
@output_option
@click.option("--since", default=None, type=click.Path(path_type=Path), help="上一次交付的 manifest.json：只打包变化")
@click.option("--to", default=None, type=click.Path(path_type=Path), help="压缩包文件名")
def package_command(output: Path, since: Path | None, to: Path | None) -> None:
    """把生成好的网站打成压缩包；给出上一次的清单时，只打包变化并列出要删除的文件。"""
    from site_builder.packing import pack_changes, pack_site

    name = output.absolute().name
    if since:
        package = pack_changes(output, since, to or output.absolute().with_name(f"{name}-changes.zip"))
    else:
        package = pack_site(output, to or output.absolute().with_name(f"{name}.zip"))
    click.echo(package_line(package))


def package_line(package: Package) -> str:
    """Return what was packed."""
    deleted = f"，另有 {package.deleted} 个文件要删除（见 delete.txt）" if package.deleted else ""
    return f"已打包 {package.files} 个文件{deleted}：{package.path}（{package.size / 1_000_000:.1f} MB）"


def last_line(result: BuildResult) -> str:
    """Return the closing line: reports, pages, facts, findings, seconds."""
    note = "（没有变化）" if result.unchanged else ""
    return (
        f"完成{note}：{result.reports} 份报告，{result.pages} 个页面，{result.facts} 项数据，"
        f"{result.findings} 条核对结果，用时 {result.seconds:.1f} 秒"
    )


def terminal_progress() -> Progress:
    """Return a progress line for a terminal, and silence in a pipe."""
    if not sys.stderr.isatty():
        return lambda step, done, total: None

    def show(step: str, done: int, total: int) -> None:
        click.echo(f"\r{step} {done}/{total}" + ("\n" if done == total else ""), nl=False, err=True)

    return show


def show_problems(problems: tuple[Finding, ...], limit: int = LISTED_PROBLEMS) -> None:
    """List findings on standard error, a line each."""
    for finding in problems[:limit]:
        place = " ".join(finding.locators[:3])
        line = f"{SEVERITY_NAMES[finding.severity]}  {finding.source} {place}：{finding.message}"
        click.echo(harmless(line), err=True)
    if len(problems) > limit:
        click.echo(f"……另有 {len(problems) - limit} 条，见 data/findings.csv", err=True)


def harmless(text: str) -> str:
    """Return text of a report without the control characters that would move a terminal's cursor or colours."""
    return _CONTROLS.sub("\ufffd", text)


def main() -> NoReturn:
    """Run the command line; errors of ours become a Chinese message and an exit code."""
    collect_seldom()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy starts threads that wait, at full speed, for algebra
    use_replacement_characters()
    sys.exit(run(commands))


def run(command: Callable[..., object]) -> int:
    """Run a click command and return its exit code."""
    try:
        outcome = command(standalone_mode=False)
        return outcome if isinstance(outcome, int) else 0
    except SiteBuilderError as error:
        click.echo(f"错误：{error}", err=True)
        return error.exit_code
    except OSError as error:
        place = f"：{error.filename}" if error.filename else ""
        click.echo(f"错误：{error.strerror or error}{place}\n  怎么办：请检查磁盘和文件夹权限后重试。", err=True)
        return 2
    except click.ClickException as error:
        click.echo(usage_problem(error), err=True)
        return 2
    except click.Abort:
        click.echo("已中断；已发布的网站没有改动。", err=True)
        return 2


def use_replacement_characters() -> None:
    """Let a console of another encoding (GB18030 on Windows) show what it can instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


if __name__ == "__main__":
    main()
