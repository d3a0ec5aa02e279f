"""Each template has a dataclass of the same name whose fields are exactly the template's variables."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from jinja2 import Environment, FileSystemLoader, meta
from page_site import all_pages, region_pages

from site_builder.assets import template_dir
from site_builder.errors import TemplateProblem
from site_builder.model.config import SiteConfig
from site_builder.render import Renderer, search_text, static_files

CONTEXTS = {page.template: type(page.context) for page in (*all_pages(), *region_pages())}


def _variables(name: str) -> set[str]:
    environment = Environment(loader=FileSystemLoader(template_dir()), autoescape=True)
    assert environment.loader is not None
    found: set[str] = set()
    for template in (name, "base.html", "header.html", "footer.html"):
        found |= meta.find_undeclared_variables(
            environment.parse(environment.loader.get_source(environment, template)[0])
        )
    return found - {"pieces", "once"}  # the imported macros, and the function for shared pieces


@pytest.mark.parametrize("template", sorted(CONTEXTS))
def test_variables_are_the_fields(template: str) -> None:
    assert _variables(template) == {field.name for field in fields(CONTEXTS[template])}


@pytest.mark.parametrize("template", sorted(CONTEXTS))
def test_names_agree(template: str) -> None:
    snake = re.sub(r"(?<!^)(?=[A-Z])", "_", CONTEXTS[template].__name__).lower()
    assert template == f"{snake}.html"


def test_every_template_has_a_page() -> None:
    shared = {"base.html", "header.html", "footer.html", "parts.html"}
    named = {path.name for path in template_dir().glob("*.html")} - shared
    assert named == set(CONTEXTS)


def test_a_theme_replaces_single_files(tmp_path) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "tokens.css").write_text(":root{--text:#123456}")
    (tmp_path / "not_found_page.html").write_text("{{ heading }}|{{ layout.title }}")
    config = SiteConfig(theme=str(tmp_path))
    page = next(page for page in all_pages() if page.path == "404.html")
    assert Renderer(config).render(page).content.decode() == "没有找到这个页面|没有找到这个页面"
    style = next(file for file in static_files(config) if file.path == "assets/site.css").content.decode()
    assert style.startswith(":root{--text:#123456}")
    assert ".key-figures" in style


def test_a_broken_theme_names_template_and_line(tmp_path) -> None:
    (tmp_path / "not_found_page.html").write_text("<p>\n{% if %}")
    page = next(page for page in all_pages() if page.path == "404.html")
    with pytest.raises(TemplateProblem, match=r"not_found_page\.html 第 2 行"):
        Renderer(SiteConfig(theme=str(tmp_path))).render(page)
    (tmp_path / "not_found_page.html").write_text("{{ nothing_of_this_name }}")
    with pytest.raises(TemplateProblem, match="nothing_of_this_name"):
        Renderer(SiteConfig(theme=str(tmp_path))).render(page)
    with pytest.raises(TemplateProblem, match="找不到主题目录"):
        Renderer(SiteConfig(theme=str(tmp_path / "none")))


def test_styles_are_joined_in_order() -> None:
    files = {file.path: file.content.decode() for file in static_files(SiteConfig())}
    style = files["assets/site.css"]
    assert style.index("--type-size") < style.index(".wrap") < style.index(".chart") < style.index("@media print")
    assert {"assets/site.css", "assets/site.js", "assets/preferences.js", "assets/icon.svg"} <= set(files)
    assert "eval" not in files["assets/site.js"] and "innerHTML" not in files["assets/site.js"]


def test_dark_colours_are_the_same_in_both_places() -> None:
    style = (template_dir() / "css" / "tokens.css").read_text()
    chosen = re.search(r':root\[data-theme="dark"\] \{(.*?)\}', style, re.DOTALL)
    system = re.search(r':root:not\(\[data-theme="light"\]\) \{(.*?)\}', style, re.DOTALL)
    assert chosen and system
    assert re.findall(r"--[\w-]+: [^;]+", chosen[1]) == re.findall(r"--[\w-]+: [^;]+", system[1])


def test_search_text_is_what_a_reader_sees() -> None:
    page = (
        "<body><p>外</p><main id=m><h1>标&amp;题</h1><p>支出<a href=x>12</a><b>.5</b> 万元</p>"
        "<svg><text>图</text></svg><!--no-search--><p>指纹</p><!--/no-search--></main>"
    )
    assert search_text(page) == "标&题\n支出12.5 万元"
