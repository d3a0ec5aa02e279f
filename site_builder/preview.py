"""Local preview: livereload over the same build; a broken report shows its error and the last good site stays."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from livereload import Server
from livereload.handlers import LiveReloadHandler
from livereload.watcher import Watcher
from tornado.ioloop import PeriodicCallback

from site_builder import assets
from site_builder.config import load_config
from site_builder.errors import SiteBuilderError
from site_builder.pipeline import BuildResult, BuildSettings, build, forget_versions

POLL_MILLISECONDS = 150
Snapshot = dict[str, tuple[int, int]]
Report = Callable[[str], None]
"""Shows one line to the operator."""


def snapshot(folders: tuple[Path, ...]) -> Snapshot:
    """Return modification time and size of every file below `folders`."""
    return {entry.path: _state(entry) for folder in folders for entry in _files(folder)}


def _files(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _files(entry.path)
        else:
            yield entry


def _state(entry: os.DirEntry[str]) -> tuple[int, int]:
    try:
        stat = entry.stat()
        return stat.st_mtime_ns, stat.st_size
    except OSError:
        return 0, 0


def changed_names(old: Snapshot, new: Snapshot) -> list[str]:
    """Return the paths that were added, changed or removed."""
    return sorted(path for path in old.keys() | new.keys() if old.get(path) != new.get(path))


class Preview:
    """Builds CONTENT into a folder of its own and builds again what a change touches."""

    def __init__(self, content: Path, config_file: Path | None, output: Path, report: Report) -> None:
        self.content = content
        self.config_file = config_file
        self.output = output
        self.report = report
        self.seen: Snapshot = {}

    def folders(self) -> tuple[Path, ...]:
        """The folders whose changes matter: reports and settings, the default theme, the theme in use."""
        theme = self._theme()
        settings = (self.config_file or self.content.absolute().parent / "site.toml").parent
        watched = [self.content, assets.template_dir(), *([theme] if theme else [])]
        if (settings / "site.toml").is_file() and settings != self.content:
            watched.append(settings / "site.toml")
        return tuple(watched)

    def _theme(self) -> Path | None:
        try:
            name = load_config(self.config_file, self.content).theme
        except SiteBuilderError:
            return None
        return Path(name) if name else None

    def build(self) -> BuildResult | None:
        """Build; on failure say why and keep the last good site."""
        try:
            forget_versions()
            config = load_config(self.config_file, self.content)
            result = build(BuildSettings(self.content, self.output, config))
        except SiteBuilderError as error:
            self.report(f"没有更新预览，保留上一次的网站。\n{error}")
            return None
        for problem in result.problems[:20]:
            self.report(f"{problem.source} {' '.join(problem.locators[:3])}：{problem.message}")
        return result

    def poll(self) -> bool:
        """Build again when something changed; return whether the browser should reload."""
        new = snapshot(self.folders())
        changed = changed_names(self.seen, new)
        if not changed:
            return False
        first, self.seen = not self.seen, new
        if first:
            return False
        names = "、".join(Path(path).name for path in changed[:5]) + (" 等" if len(changed) > 5 else "")
        start = time.monotonic()
        result = self.build()
        if result is None:
            return False
        self.report(f"已更新：{names}（{time.monotonic() - start:.2f} 秒，{result.findings} 条核对结果）")
        return True


class PreviewWatcher(Watcher):  # type: ignore[misc]
    """livereload's watcher with the preview's own, quicker look at the files."""

    def __init__(self, preview: Preview) -> None:
        super().__init__()
        self.preview = preview
        self.watch(str(preview.content))

    def start(self, callback: Callable[[], None]) -> bool:
        """Poll within tornado's loop; livereload's own poll every 800 ms, and its pause of 3 s, are not used."""
        PeriodicCallback(self.look, POLL_MILLISECONDS).start()
        return True

    def look(self) -> None:
        """Reload all browsers after a successful build."""
        if self.preview.poll():
            LiveReloadHandler.reload_waiters()


def serve(preview: Preview, port: int, open_browser: bool) -> None:
    """Serve the preview until interrupted."""
    preview.seen = snapshot(preview.folders())
    server = Server(watcher=PreviewWatcher(preview))
    preview.report(f"预览地址：http://127.0.0.1:{port}/ （按 Ctrl+C 结束）")
    server.serve(port=port, root=str(preview.output), open_url_delay=1 if open_browser else None, live_css=False)
