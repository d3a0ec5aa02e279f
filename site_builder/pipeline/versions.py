"""Versions of the code and the theme, so that cached results of other code are not used."""

from __future__ import annotations

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
        files = sorted(root.rglob("*")) if root.is_dir() else [root]
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts and (not suffixes or file.name.endswith(suffixes)):
                parts += [file.relative_to(root.parent).as_posix(), file.read_bytes()]
    return content_key(*parts)


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
