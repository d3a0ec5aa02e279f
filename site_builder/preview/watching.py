"""What changed in the watched folders, and the build that follows from it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from site_builder import assets
from site_builder.config import load_config
from site_builder.errors import OutputProblem, SiteBuilderError
from site_builder.pipeline import BuildResult, BuildSettings, Progress, build, forget_versions

Snapshot = dict[str, tuple[int, int]]
Report = Callable[[str], None]
"""Shows one line to the operator."""
PUBLISHED = Path("output")
"""Where a build would go: the preview shows the corrections that it would write down, and writes none."""
LISTED_PROBLEMS = 20
LISTED_NAMES = 5
RETRIES = 3
FEW = 8


def snapshot(folders: tuple[Path, ...]) -> Snapshot:
    """Return modification time and size of every file among and below `folders`."""
    return {path: state for folder in folders for path, state in _states(folder)}


def _states(folder: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    if folder.is_file():
        stat = folder.stat()
        yield str(folder), (stat.st_mtime_ns, stat.st_size)
    for entry in _files(folder):
        yield entry.path, _state(entry)


def _files(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith((".", "~$")):
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
    """Builds CONTENT into a folder of its own and builds again what a change touches.

    `error` is why the last build failed, empty after a good one; `changed` says what the last one was about.
    """

    def __init__(self, content: Path, config_file: Path | None, output: Path, report: Report) -> None:
        self.content = content
        self.config_file = config_file
        self.output = output
        self.report = report
        self.seen: Snapshot = {}
        self.error = ""
        self.changed = ""
        self._retries = 0

    def folders(self) -> tuple[Path, ...]:
        """The folders and files whose changes matter: reports and settings, the default theme, the theme in use."""
        theme = self._theme()
        beside = self.content.absolute().parent / "site.toml"
        settings = [self.config_file] if self.config_file else [beside] if beside.is_file() else []
        return (self.content, assets.template_dir(), *([theme] if theme else []), *settings)

    def _theme(self) -> Path | None:
        try:
            name = load_config(self.config_file, self.content).theme
        except SiteBuilderError:
            return None
        return Path(name) if name else None

    def build(self, progress: Progress | None = None, jobs: int = 0) -> BuildResult | None:
        """Build; on failure say why and keep the last good site."""
        try:
            forget_versions()
            config = load_config(self.config_file, self.content)
            settings = BuildSettings(self.content, self.output, config, jobs, published=PUBLISHED)
            result = build(settings, progress) if progress else build(settings)
        except SiteBuilderError as error:
            # On Windows the finished site cannot be swapped in while the browser loads a file of the old one.
            self._retries = self._retries + 1 if isinstance(error, OutputProblem) else RETRIES
            self._failed(str(error))
            return None
        except Exception as error:  # the preview outlives mistakes of ours, too
            self._failed(f"程序出错（{type(error).__name__}: {error}），请报告给维护者。")
            return None
        self.error, self._retries = "", 0
        for problem in result.problems[:LISTED_PROBLEMS]:
            self.report(f"{problem.source} {' '.join(problem.locators[:3])}：{problem.message}")
        return result

    def _jobs(self, changed: list[str]) -> int:
        """Return 1 for few changed reports, which are built sooner than worker processes start; 0 for all processors."""
        inside = str(self.content) + os.sep
        return 1 if len(changed) <= FEW and all(path.startswith(inside) for path in changed) else 0

    def _failed(self, message: str) -> None:
        self.error = message
        self.report(f"没有更新预览，保留上一次的网站。\n{message}")

    def poll(self) -> bool:
        """Build again when something changed; return whether browsers should reload (to show the site or the error)."""
        new = snapshot(self.folders())
        changed = changed_names(self.seen, new)
        if not changed and not 0 < self._retries < RETRIES:
            return False
        self.seen = new
        start = time.monotonic()
        result = self.build(jobs=self._jobs(changed))
        names = "、".join(Path(path).name for path in changed[:LISTED_NAMES])
        names += " 等" if len(changed) > LISTED_NAMES else ""
        if result is not None:
            self.changed = f"{names}（{time.monotonic() - start:.2f} 秒，{result.findings} 条核对结果）"
            self.report(f"已更新：{self.changed}")
        return True
