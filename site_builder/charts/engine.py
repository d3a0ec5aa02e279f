"""The embedded JavaScript engine that runs ECharts' server bundle: one a process, closed at its end.

V8 (mini-racer) draws a chart in about half of QuickJS' and a quarter of Duktape's time, with 80 MB more memory. Its
traps: it cannot live through a fork, its first use must not be concurrent, and it may hang at exit unless closed.
"""

from __future__ import annotations

import os
import threading
from multiprocessing.util import Finalize
from typing import Any

from site_builder.assets import asset_dir
from site_builder.errors import SiteBuilderError

DRAW_SECONDS = 20


class DrawingProblem(SiteBuilderError):
    """The charts cannot be drawn: assets or engine are missing, or the engine failed."""


_lock = threading.Lock()
_engine: Any = None
_owner = 0
EXIT_PRIORITY = 20
"""Multiprocessing calls finalizers with a priority in workers as well as in the main process; atexit is not."""


def draw_svg(option: str, width: int, height: int) -> str:
    """Return ECharts' SVG of an option (JSON text) at a size in pixels. Raises DrawingProblem."""
    with _lock:
        engine = _running_engine()
        try:
            return str(engine.call("siteBuilderDraw", option, width, height, timeout_sec=DRAW_SECONDS))
        except Exception as error:
            raise DrawingProblem(
                f"图表绘制失败：{str(error)[:200]}", "请把这条信息和对应的报告一起反馈给维护者。"
            ) from error


def close_engine() -> None:
    """Shut the engine down; a later drawing starts a new one."""
    global _engine
    if _engine is not None and _owner == os.getpid():
        _engine.close()
    _engine = None


def _running_engine() -> Any:
    global _engine, _owner
    if _engine is not None and _owner != os.getpid():
        raise DrawingProblem("绘图引擎不能在 fork 出的进程中使用", "请用 spawn 或 forkserver 方式启动工作进程。")
    if _engine is None:
        _engine = _start()
        _owner = os.getpid()
        Finalize(None, close_engine, exitpriority=EXIT_PRIORITY)
    return _engine


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
