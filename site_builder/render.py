"""`Page` → HTML through Jinja2; and the style sheet and scripts that go with the templates."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Protocol

from jinja2 import (
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from markupsafe import Markup

from site_builder.assets import template_dir
from site_builder.errors import TemplateProblem
from site_builder.model.config import SiteConfig
from site_builder.model.output import OutputFile, Page, SearchEntry

FIRST_STYLES = ("tokens.css", "base.css")
LAST_STYLES = ("large.css", "print.css")
"""Large type and print change what components set, so they come after them; all others stand by name."""


class Frame(Protocol):
    """What `once` needs of a page's layout."""

    @property
    def root(self) -> str:
        """The way up to the site's root."""

    @property
    def section(self) -> str:
        """The column the page belongs to."""


class Renderer:
    """Renders pages with one environment; make one for each process. A theme's templates replace single defaults."""

    def __init__(self, config: SiteConfig, compiled: BytecodeCache | None = None) -> None:
        self._environment = Environment(
            loader=ChoiceLoader([FileSystemLoader(folder) for folder in theme_folders(config)]),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=compiled,
        )
        self._pieces: dict[tuple[str, str, str], Markup] = {}
        self._environment.globals["once"] = self._once

    def _once(self, template: str, layout: Frame) -> Markup:
        """Return a piece that is the same on all pages of one depth and section; rendered once for each."""
        key = (template, layout.root, layout.section)
        if key not in self._pieces:
            self._pieces[key] = Markup(self._environment.get_template(template).render(layout=layout))
        return self._pieces[key]

    def render(self, page: Page) -> OutputFile:
        """Return the page's HTML; raises TemplateProblem naming template and line."""
        context = page.context
        values = {field.name: getattr(context, field.name) for field in fields(context)}  # type: ignore[arg-type]
        try:
            text = self._environment.get_template(page.template).render(values)
        except TemplateSyntaxError as error:
            place = f"模板 {error.name or page.template} 第 {error.lineno} 行"
            raise TemplateProblem(f"{place}有语法错误：{error.message}", "请改正后重新生成。") from error
        except TemplateNotFound as error:
            advice = "请检查主题目录，或删除 site.toml 里的 theme。"
            raise TemplateProblem(f"找不到模板 {error.name}", advice) from error
        except TemplateError as error:
            place = f"模板 {page.template} 不能用于页面 {page.path}"
            raise TemplateProblem(f"{place}：{error.message}", "请对照默认模板检查主题里的变量名。") from error
        return OutputFile(page.path, text.encode())

    def render_with_search(self, page: Page) -> tuple[OutputFile, SearchEntry | None]:
        """Return the page's HTML and its search entry, whose text is what a reader sees in the main part."""
        file = self.render(page)
        if page.search is None:
            return file, None
        return file, replace(page.search, text=search_text(file.content.decode()))


_MAIN = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)
_UNSEEN = re.compile(r"<svg\b.*?</svg>|<script\b.*?</script>|<!--no-search-->.*?<!--/no-search-->", re.DOTALL)
_INLINE = re.compile(r"</?(?:a|abbr|b|em|i|mark|small|span|strong|sub|sup|code|bdi)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")


def search_text(page: str) -> str:
    """Return what a reader sees in the main part of a page: blocks on their own lines, drawings left out."""
    main = _MAIN.search(page)
    text = _UNSEEN.sub("\n", main[1] if main else page)
    text = html.unescape(_TAG.sub("\n", _INLINE.sub("", text)))
    for space in "\t\r\f\v":
        text = text.replace(space, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return "\n".join(filter(None, map(str.strip, text.split("\n"))))


_ADDED: list[Path] = []


def add_templates(folder: Path) -> None:
    """Add the templates, styles and scripts of a plugin; those of the same name as ours are not used."""
    if folder not in _ADDED:
        _ADDED.append(folder)


def theme_folders(config: SiteConfig) -> tuple[Path, ...]:
    """Return the folders templates, styles and scripts are looked up in: the theme, the default, those of plugins."""
    if not config.theme:
        return (template_dir(), *_ADDED)
    theme = Path(config.theme)
    if not theme.is_dir():
        raise TemplateProblem(f"找不到主题目录 {config.theme}", "请在 site.toml 里改正 theme，或删除这一行。")
    return (theme, template_dir(), *_ADDED)


def static_files(config: SiteConfig) -> Iterator[OutputFile]:
    """Yield assets/site.css and the scripts: js/NAME/*.js joined to assets/NAME.js, js/*.js and img/*.svg as they are.

    What a theme holds in `static/` stands at the root of the site (the emblem, a verification file). A theme's file of the same name replaces the default one; one of a new name is added.
    """
    folders = theme_folders(config)
    styles = _named_files(folders, "css", ".css")
    yield OutputFile("assets/site.css", _joined(styles, _style_order(styles)))
    for part in sorted({path.name for folder in folders for path in (folder / "js").glob("*/")}):
        scripts = _named_files(folders, f"js/{part}", ".js")
        if scripts:
            yield OutputFile(f"assets/{part}.js", _INDENT_AND_REMARKS.sub(b"", _joined(scripts, sorted(scripts))))
    copied = _named_files(folders, "js", ".js") | _named_files(folders, "img", ".svg")
    for name, path in sorted(copied.items()):
        yield OutputFile(f"assets/{name}", path.read_bytes())
    if config.theme:
        yield from _whole_folder(Path(config.theme) / "static")


def _whole_folder(folder: Path) -> Iterator[OutputFile]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield OutputFile(path.relative_to(folder).as_posix(), path.read_bytes())


_INDENT_AND_REMARKS = re.compile(rb"^[ \t]*//[^\n]*\n|^[ \t]+", re.MULTILINE)
"""What browsers need not fetch: the sources keep their strings on one line, so no string holds such a thing."""


def _named_files(folders: tuple[Path, ...], place: str, suffix: str) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for folder in reversed(folders):
        found.update({path.name: path for path in (folder / place).glob(f"*{suffix}")})
    return found


def _style_order(styles: dict[str, Path]) -> list[str]:
    middle = sorted(set(styles) - set(FIRST_STYLES) - set(LAST_STYLES))
    return [name for name in (*FIRST_STYLES, *middle, *LAST_STYLES) if name in styles]


def _joined(files: dict[str, Path], order: list[str]) -> bytes:
    return b"\n".join(files[name].read_bytes().strip() + b"\n" for name in order)
