"""Versions of the code and the theme, so that cached results of other code are not used."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from site_builder import assets
from site_builder.model.config import SiteConfig
from site_builder.plugins import installed_plugins, plugin_folders
from site_builder.store import content_key

PACKAGE = Path(__file__).resolve().parents[1]
READING = ("readers", "privacy", "forms", "checks", "model", "coverage.py", "numbers.py", "text.py", "figures.py")
DRAWING = ("charts/drawing.py", "charts/engine.py", "charts/svg.py", "charts/style.py", "_assets/stamp")


@cache
def code_version(*places: str) -> str:
    """Return the hash of the source files at `places` within the package (all of it when none is named) and plugins."""
    roots = [PACKAGE / place for place in places] or [PACKAGE]
    own = folder_version(*roots, suffixes=(".py", ".csv", ".json", ".toml", "stamp"))
    plugins = installed_plugins()
    return content_key(own, repr(plugins), folder_version(*plugin_folders())) if plugins else own


def folder_version(*roots: Path, suffixes: tuple[str, ...] = ()) -> str:
    """Return the hash of names and contents of the files below `roots`."""
    parts: list[bytes | str] = []
    for root in roots:
        for name, path in sorted(_files(root)):
            if not suffixes or name.endswith(suffixes):
                parts += [name, Path(path).read_bytes()]
    return content_key(*parts)


def _files(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the name from the folder around `root`, with `/`, and the path of each file that Python has not made."""
    if root.is_file():
        yield root.name, str(root)
    before = len(os.path.join(root.parent, ""))  # noqa: PTH118
    for place, folders, names in os.walk(root):
        folders[:] = [folder for folder in folders if folder != "__pycache__"]
        for name in names:
            path = os.path.join(place, name)  # noqa: PTH118 - a Path for each nearly doubles the time
            yield path[before:].replace(os.sep, "/"), path


def theme_version(config: SiteConfig) -> str:
    """Return the hash of all templates in use; changes when a template, style or script does."""
    folders = [assets.template_dir()]
    if config.theme:
        folders.append(Path(config.theme))
    return folder_version(*folders)


@lru_cache(maxsize=8)
def site_version(config: SiteConfig) -> str:
    """Return the version of everything but the sources that a page depends on."""
    return content_key(code_version(), theme_version(config), repr(config))


def forget_templates() -> None:
    """Look at theme and templates anew, for a process that outlives changes to them.

    Not at the code: what runs is what was loaded, whatever has become of its files since.
    """
    site_version.cache_clear()
