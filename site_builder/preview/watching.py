"""What changed in the watched folders, and the build that follows from it."""

from __future__ import annotations

import itertools
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from site_builder import assets
from site_builder.config import load_config
from site_builder.errors import OutputProblem, SiteBuilderError
from site_builder.pipeline import BuildResult, BuildSettings, Progress, build, forget_templates

Snapshot = dict[str, tuple[int, int]]
Report = Callable[[str], None]
"""Shows one line to the operator."""
PUBLISHED = Path("output")
"""Where a build would go: the preview shows the corrections that it would write down, and writes none."""
LISTED_PROBLEMS = 20
LISTED_NAMES = 5
RETRIES = 3
FEW = 8
SMALL_SITE = 40
"""Sites of no more reports are built before a clerk loses patience; larger ones in the background."""


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
        self.reports = 0
        self._retries = 0
        self._numbers = itertools.count(1)
        self._edited: list[Path] = []
        self._waiting: list[str] = []
        self._thread: threading.Thread | None = None
        self._finished = False
        self._lock = threading.Lock()
        for left in output.parent.glob(f"{output.name}-edited-*"):
            shutil.rmtree(left, ignore_errors=True)

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
            settings = self._settings(jobs)
            result = build(settings, progress) if progress else build(settings)
        except SiteBuilderError as error:
            # On Windows the finished site cannot be swapped in while the browser loads a file of the old one.
            self._retries = self._retries + 1 if isinstance(error, OutputProblem) else RETRIES
            self._failed(str(error))
            return None
        except Exception as error:  # the preview outlives mistakes of ours, too
            self._failed(f"程序出错（{type(error).__name__}: {error}），请报告给维护者。")
            return None
        self.error, self._retries, self.reports = "", 0, result.reports
        for problem in result.problems[:LISTED_PROBLEMS]:
            self.report(f"{problem.source} {' '.join(problem.locators[:3])}：{problem.message}")
        return result

    def _settings(self, jobs: int = 0) -> BuildSettings:
        forget_templates()
        config = load_config(self.config_file, self.content)
        return BuildSettings(self.content, self.output, config, jobs, published=PUBLISHED)

    def _jobs(self, changed: list[str]) -> int:
        """Return 1 for few changed reports, which are built sooner than worker processes start; 0 for all processors."""
        inside = str(self.content) + os.sep
        return 1 if len(changed) <= FEW and all(path.startswith(inside) for path in changed) else 0

    def _failed(self, message: str) -> None:
        self.error = message
        self.report(f"没有更新预览，保留上一次的网站。\n{message}")

    def poll(self) -> bool:
        """Build again when something changed; return whether browsers should reload (to show the site or the error).

        A site that takes longer to build than a clerk waits is built in the background; the pages of the edited
        reports are shown before.
        """
        finished, self._finished = self._finished, False
        new = snapshot(self.folders())
        changed = changed_names(self.seen, new)
        if not changed and not 0 < self._retries < RETRIES:
            return finished
        self.seen = new
        if self.reports <= SMALL_SITE:
            self._build_now(changed)
            return True
        shown = self._show_edited(changed)
        self._build_later(changed)
        return shown or finished

    def _build_now(self, changed: list[str]) -> None:
        start = time.monotonic()
        result = self.build(jobs=self._jobs(changed))
        if result is not None:
            self._say_changed(changed, time.monotonic() - start, f"，{result.findings} 条核对结果")

    def _say_changed(self, changed: list[str], seconds: float, more: str = "") -> None:
        names = "、".join(Path(path).name for path in changed[:LISTED_NAMES])
        names += " 等" if len(changed) > LISTED_NAMES else ""
        self.changed = f"{names}（{seconds:.2f} 秒{more}）"
        self.report(f"已更新：{self.changed}")

    def _show_edited(self, changed: list[str]) -> bool:
        """Show the pages of edited reports before the build is done."""
        from site_builder.pipeline.quick import edited_pages

        start = time.monotonic()
        folder = self.output.with_name(f"{self.output.name}-edited-{next(self._numbers)}")
        try:
            settings = self._settings()
            shown = len(changed) <= FEW and edited_pages(settings, map(Path, changed), folder)
        except Exception:  # whatever is wrong, the build will say it
            shown = False
        if not shown:
            shutil.rmtree(folder, ignore_errors=True)
            return False
        self._edited.insert(0, folder)
        self._say_changed(changed, time.monotonic() - start, "，检索和汇总随后更新")
        return True

    def get_ready(self) -> None:
        """Load in a thread what the first edit would otherwise wait for."""
        threading.Thread(target=self._get_ready, name="preview-get-ready", daemon=True).start()

    def _get_ready(self) -> None:
        from site_builder.pipeline.quick import get_ready

        with suppress(Exception):  # whatever is wrong, the first edit will say it
            get_ready(self._settings())

    def _build_later(self, changed: list[str]) -> None:
        """Build in a thread; what is edited meanwhile is built after that."""
        with self._lock:
            self._waiting += changed
            if self._thread is None:
                self._thread = threading.Thread(target=self._build_all, name="preview-build", daemon=True)
                self._thread.start()

    def _build_all(self) -> None:
        while changed := self._next():
            covered = list(self._edited)
            self._build_now(changed)
            for folder in covered:
                self._edited.remove(folder)
                shutil.rmtree(folder, ignore_errors=True)
            self._finished = True

    def _next(self) -> list[str]:
        """Return what is to be built next, nothing when the thread is to end."""
        with self._lock:
            changed, self._waiting = list(dict.fromkeys(self._waiting)), []
            if not changed:
                self._thread = None
            return changed

    def wait(self) -> None:
        """Wait for the build in the background."""
        thread = self._thread
        if thread:
            thread.join()

    def edited_folders(self) -> tuple[Path, ...]:
        """Return the folders of edited pages."""
        return tuple(folder.absolute() for folder in self._edited)

    def find(self, path: str) -> Path | None:
        """Return where the newest state of a page stands that is not yet in the site."""
        return next((folder / path for folder in self.edited_folders() if (folder / path).is_file()), None)
