"""A Dask cluster as an executor: the same functions on many machines that share the content and the store folder."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from site_builder.assets import template_dir
from site_builder.errors import SiteBuilderError
from site_builder.pipeline.versions import code_version, folder_version
from site_builder.store import content_key

Result = TypeVar("Result")
CONNECT_SECONDS = 15
RETRIES = 2
"""For calls that fail with an exception, such as a shared folder that was away for a moment.

A call whose worker died is moved to another worker by the scheduler itself; after `allowed-failures` (3) of these
deaths it says KilledWorker.
"""
SLOTS_SECONDS = 10.0
PROBE = ".probe-{}"


class ClusterProblem(SiteBuilderError):
    """The cluster cannot be reached, is not fit for the work, or its client is not installed."""


class ClusterExecutor(Executor):
    """Submits calls to the workers of a cluster, which may come and go."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._inner = client.get_executor(pure=False, retries=RETRIES)
        self._slots, self._counted = 0, -SLOTS_SECONDS

    @property
    def slots(self) -> int:
        """The number of threads of all workers at present."""
        if time.monotonic() - self._counted > SLOTS_SECONDS:
            self._slots = sum(self._client.nthreads().values())
            self._counted = time.monotonic()
        return self._slots

    def submit(self, fn: Callable[..., Result], /, *args: object, **kwargs: object) -> Future[Result]:
        """Hand the call to a worker. The future of a call that brought down several workers says BrokenProcessPool."""
        shown: Future[Result] = Future()
        inner: Future[Result] = self._inner.submit(fn, *args, **kwargs)
        inner.add_done_callback(lambda done: _pass_on(done, shown))
        return shown

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Forget the calls under way."""
        self._inner.shutdown(wait=wait and not cancel_futures)


def _pass_on(inner: Future[Result], shown: Future[Result]) -> None:
    from distributed import KilledWorker

    if inner.cancelled():
        shown.cancel()
        shown.set_running_or_notify_cancel()
        return
    error = inner.exception()
    if isinstance(error, KilledWorker):
        shown.set_exception(BrokenProcessPool(str(error)))
    elif error is not None:
        shown.set_exception(error)
    else:
        shown.set_result(inner.result())


@contextmanager
def open_cluster(address: str, shared: tuple[Path, ...] = ()) -> Iterator[ClusterExecutor]:
    """Yield an executor on the cluster at `address`. Raises ClusterProblem when the cluster is not fit."""
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterProblem("没有安装集群客户端", "请运行 pip install 'site-builder[cluster]' 后重试。") from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is said once, in Chinese
    try:
        client = Client(address, timeout=CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise ClusterProblem(
            f"连不上集群 {address}", "请检查地址（形如 tcp://10.0.0.1:8786），以及调度器（dask scheduler）是否已启动。"
        ) from error
    with client:
        _check_workers(client, address, shared)
        with ClusterExecutor(client) as executor:
            yield executor


def _check_workers(client: Any, address: str, shared: tuple[Path, ...]) -> None:
    try:
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
    except TimeoutError as error:
        raise ClusterProblem(
            f"集群 {address} 里没有工作进程", f"请在各台机器上运行 dask worker {address} --nthreads 1 后重试。"
        ) from error
    with _probes(shared) as probes:
        try:
            answers = client.run(worker_state, probes)
        except Exception as error:  # whatever a foreign installation raises
            raise ClusterProblem(
                f"集群 {address} 的工作进程不能运行本程序（{type(error).__name__}）",
                "请在每台机器上安装同一版本的 site-builder，再启动 dask worker。",
            ) from error
    here = program_version()
    for worker, (version, missing) in sorted(answers.items()):
        if version != here:
            raise ClusterProblem(
                f"工作进程 {worker} 的程序版本与本机不同", "请在每台机器上安装同一版本后重启工作进程。"
            )
        if missing:
            raise ClusterProblem(
                f"工作进程 {worker} 看不到或不能写文件夹 {missing}",
                "请把这个文件夹放在各台机器以同一路径都能读写的共享目录。",
            )


@contextmanager
def _probes(shared: tuple[Path, ...]) -> Iterator[tuple[tuple[str, bool], ...]]:
    """Put a mark into each folder that can be written; yield (path to look for, whether to write beside it)."""
    marks: list[Path] = []
    looked: list[tuple[str, bool]] = []
    for folder in shared:
        mark = folder.absolute() / PROBE.format(os.getpid())
        try:
            mark.parent.mkdir(parents=True, exist_ok=True)
            mark.touch()
            marks.append(mark)
            looked.append((str(mark), True))
        except OSError:
            looked.append((str(folder.absolute()), False))
    try:
        yield tuple(looked)
    finally:
        for mark in marks:
            with suppress(OSError):
                mark.unlink()


def worker_state(probes: tuple[tuple[str, bool], ...]) -> tuple[str, str]:
    """Run on each worker: return its program's version, and the first folder it cannot use (empty when none)."""
    for name, write in probes:
        path = Path(name)
        if not path.exists():
            return program_version(), str(path.parent if write else path)
        if write and not os.access(path.parent, os.W_OK):
            return program_version(), str(path.parent)
    return program_version(), ""


def program_version() -> str:
    """Return the hash of everything that decides what this installation makes of a report."""
    return content_key(code_version(), folder_version(template_dir()))
