"""The embedded JavaScript engine that runs ECharts' server bundle: one a process, in a thread of its own.

V8 (mini-racer) draws a chart in about half of QuickJS' and a quarter of Duktape's time, with 80 MB more memory. Its
traps, all met here: it cannot live through a fork; its first use must not be concurrent; closed from another thread
than the one that started it, after that one has ended, it brings the process down; inside a running event loop (the
preview's) it refuses time limits; and it may hang at exit unless closed. One thread that starts, calls and closes
the engine and outlives it avoids all of them.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import Future
from multiprocessing.util import Finalize
from queue import SimpleQueue
from typing import Any

from site_builder.assets import asset_dir
from site_builder.errors import SiteBuilderError

DRAW_SECONDS = 20
CLOSE_SECONDS = 10
EXIT_PRIORITY = 20
"""Multiprocessing calls finalizers with a priority in workers as well as in the main process; atexit is not."""


class DrawingProblem(SiteBuilderError):
    """The charts cannot be drawn: assets or engine are missing, or the engine failed."""


class _EngineThread:
    """Runs calls one after the other; `engine` is touched by its own thread only."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.engine: Any = None
        self._calls: SimpleQueue[tuple[Callable[[], object], Future[Any]]] = SimpleQueue()
        threading.Thread(target=self._run, name="chart-engine", daemon=True).start()

    def _run(self) -> None:
        while True:
            call, result = self._calls.get()
            try:
                result.set_result(call())
            except BaseException as error:
                result.set_exception(error)

    def do(self, call: Callable[[], object], seconds: float | None = None) -> Any:
        """Run `call` in the thread and return its result."""
        result: Future[Any] = Future()
        self._calls.put((call, result))
        return result.result(seconds)

    def draw(self, option: str, width: int, height: int) -> str:
        """Draw in the engine, started when it is not yet; to be run in the thread."""
        if self.engine is None:
            self.engine = _start()
        return str(self.engine.call("siteBuilderDraw", option, width, height, timeout_sec=DRAW_SECONDS))

    def close(self) -> None:
        """Shut the engine down; to be run in the thread."""
        engine, self.engine = self.engine, None
        if engine is not None:
            engine.close()


_lock = threading.Lock()
_thread: _EngineThread | None = None


def draw_svg(option: str, width: int, height: int) -> str:
    """Return ECharts' SVG of an option (JSON text) at a size in pixels. Raises DrawingProblem."""
    thread = _running_thread()
    try:
        return str(thread.do(lambda: thread.draw(option, width, height)))
    except DrawingProblem:
        raise
    except Exception as error:
        raise DrawingProblem(
            f"图表绘制失败：{str(error)[:200]}", "请把这条信息和对应的报告一起反馈给维护者。"
        ) from error


def close_engine() -> None:
    """Shut the engine down; a later drawing starts a new one."""
    if _thread is not None and _thread.owner == os.getpid():
        _thread.do(_thread.close, CLOSE_SECONDS)


def _running_thread() -> _EngineThread:
    global _thread
    with _lock:
        if _thread is None:
            _thread = _EngineThread()
            Finalize(None, close_engine, exitpriority=EXIT_PRIORITY)
        if _thread.owner != os.getpid():
            raise DrawingProblem("绘图引擎不能在 fork 出的进程中使用", "请用 spawn 或 forkserver 方式启动工作进程。")
        return _thread


def _start() -> Any:
    bundle = asset_dir() / "echarts-ssr.js"
    if not bundle.is_file():
        raise DrawingProblem(
            "缺少图表资源 echarts-ssr.js",
            "请在项目根目录运行 python scripts/build_assets.py，或重新安装 site-builder。",
        )
    try:
        from py_mini_racer import MiniRacer
    except (ImportError, OSError) as error:
        raise DrawingProblem("无法载入绘图引擎 mini-racer", "请运行 pip install mini-racer 后重试。") from error
    engine = MiniRacer()
    engine.eval(bundle.read_text(encoding="ascii"))
    return engine
