"""Packages of others that add a form, a check, a page or a reader: found by entry points, loaded once a process.

A plugin is a function that takes the `PluginRegistry`; docs/plugins.md shows one. Finding plugins is cheap and
imports none of them, since a build in which nothing has changed must stay quick.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.errors import SiteBuilderError

if TYPE_CHECKING:
    from site_builder.forms.selfeval.layouts import Layout
    from site_builder.forms.statements.declare import StatementForm
    from site_builder.model.config import SiteConfig
    from site_builder.model.output import Page
    from site_builder.model.site import SiteSummary
    from site_builder.readers import Reader

GROUP = "site_builder.plugins"
SWITCH = "SITE_BUILDER_PLUGINS"
"""Environment variable; `0` leaves all plugins out, to find out which one does harm."""


class PluginProblem(SiteBuilderError):
    """A plugin cannot be loaded, or what it adds is there already."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """An installed plugin: `target` is `module:function`, `package` and `version` are its distribution's."""

    name: str
    target: str
    package: str
    version: str

    @property
    def module(self) -> str:
        """The module that holds the function."""
        return self.target.partition(":")[0]


class PluginRegistry:
    """What a plugin may add; each method takes one thing and says so when it cannot be added.

    A check is added by `site_builder.checks.registry.check` on a function, when the module is imported.
    """

    def add_reader(self, reader: Reader) -> None:
        """Add a reader of files with new suffixes; its `module` offers `read(data, source) -> Document`."""
        from site_builder.readers import add_reader

        add_reader(reader)

    def add_form(self, form: StatementForm) -> None:
        """Add an official table: its titles, and its columns with every known spelling."""
        from site_builder.forms.statements.read import TITLES

        TITLES.add(form)

    def add_layout(self, layout: Layout) -> None:
        """Add a layout of self-evaluation forms."""
        from site_builder.forms.selfeval.layouts import add_layout

        add_layout(layout)

    def add_pages(self, make: Callable[[SiteSummary, SiteConfig], Iterable[Page]], templates: Path) -> None:
        """Add pages about the whole site; `templates` is the folder of their templates (and `css/`, `js/`)."""
        from site_builder.pages import add_pages
        from site_builder.render import add_templates

        add_pages(make)
        add_templates(templates)


@cache
def installed_plugins() -> tuple[Plugin, ...]:
    """Return the plugins installed, by name."""
    if os.environ.get(SWITCH) == "0" or not any(map(_declares_plugins, sys.path)):
        return ()
    from importlib.metadata import entry_points

    found = (
        Plugin(point.name, point.value, point.dist.name, point.dist.version)
        for point in entry_points(group=GROUP)
        if point.dist
    )
    return tuple(sorted(set(found), key=lambda item: (item.name, item.target)))


def _declares_plugins(folder: str) -> bool:
    """Tell whether a package in a folder of the search path declares plugins: importlib.metadata takes ten times as long."""
    try:
        entries = [
            entry.path for entry in os.scandir(folder or ".") if entry.name.endswith((".dist-info", ".egg-info"))
        ]
    except OSError:
        return False
    return any(_mentions_group(Path(entry, "entry_points.txt")) for entry in entries)


def _mentions_group(path: Path) -> bool:
    try:
        return f"[{GROUP}]".encode() in path.read_bytes()
    except OSError:
        return False


def plugin_folders() -> tuple[Path, ...]:
    """Return the folders (or files) of the plugins' packages: what they hold decides what a build gives."""
    found = []
    for plugin in installed_plugins():
        spec = importlib.util.find_spec(plugin.module.partition(".")[0])
        if spec and spec.origin:
            origin = Path(spec.origin)
            found.append(origin.parent if origin.name == "__init__.py" else origin)
    return tuple(found)


@cache
def load_plugins() -> tuple[Plugin, ...]:
    """Load every installed plugin, once; raise PluginProblem naming the package."""
    registry = PluginRegistry()
    plugins = installed_plugins()
    for plugin in plugins:
        module, _, function = plugin.target.partition(":")
        try:
            getattr(importlib.import_module(module), function or "register")(registry)
        except Exception as error:  # whatever a stranger's package does must not look like a mistake of ours
            raise PluginProblem(
                f"插件 {plugin.package} {plugin.version}（{plugin.name}）不能装载：{type(error).__name__}: {error}",
                f"请升级它，或卸载：pip uninstall {plugin.package}；设环境变量 {SWITCH}=0 可以暂时不用插件。",
            ) from error
    return plugins
