"""Where the work runs: in this process, in a pool of processes, or on a Dask cluster; one code path."""

from __future__ import annotations

import multiprocessing
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TypeVar

from site_builder.errors import SiteBuilderError

Item = TypeVar("Item")
Result = TypeVar("Result")
IN_FLIGHT_PER_WORKER = 4
POOL_WORTH_STARTING = 4


class ClusterProblem(SiteBuilderError):
    """The cluster cannot be reached or its client is not installed."""


class SerialExecutor(Executor):
    """Runs each call at once in this process; for few items, where starting a pool costs more."""

    def submit(self, fn: Callable[..., Result], /, *args: object, **kwargs: object) -> Future[Result]:
        """Run the call and return its finished future."""
        future: Future[Result] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


@contextmanager
def open_executor(workers: int, tasks: int, cluster: str = "") -> Iterator[Executor]:
    """Yield an executor for about `tasks` items."""
    if cluster:
        with _cluster_executor(cluster) as executor:
            yield executor
    elif workers <= 1 or tasks < POOL_WORTH_STARTING:
        yield SerialExecutor()
    else:
        with _pool(min(workers, tasks)) as executor:
            yield executor


def _pool(workers: int) -> ProcessPoolExecutor:
    # A plain fork would copy a JavaScript engine or a live reload thread, which may then hang.
    method = "forkserver" if sys.platform.startswith("linux") else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(["site_builder.pipeline.department"])
    return ProcessPoolExecutor(workers, mp_context=context)


@contextmanager
def _cluster_executor(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterProblem("没有安装集群客户端", "请运行 pip install 'site-builder[cluster]' 后重试。") from error
    try:
        client = Client(address, timeout=15)
    except (OSError, ValueError) as error:
        raise ClusterProblem(f"连不上集群 {address}", "请检查地址，以及调度器和工作进程是否已启动。") from error
    with client:
        yield client.get_executor(pure=False, retries=3)


def run_all(
    executor: Executor, function: Callable[[Item], Result], items: Iterable[Item], workers: int
) -> Iterator[Result]:
    """Yield results in order, keeping only a bounded number of items under way.

    An item whose worker died is run once more in this process.
    """
    waiting: deque[tuple[Item, Future[Result]]] = deque()
    for item in items:
        waiting.append((item, _submit(executor, function, item)))
        if len(waiting) >= workers * IN_FLIGHT_PER_WORKER:
            yield _result(function, *waiting.popleft())
    while waiting:
        yield _result(function, *waiting.popleft())


def _submit(executor: Executor, function: Callable[[Item], Result], item: Item) -> Future[Result]:
    try:
        return executor.submit(function, item)
    except BrokenProcessPool as error:
        future: Future[Result] = Future()
        future.set_exception(error)
        return future


def _result(function: Callable[[Item], Result], item: Item, future: Future[Result]) -> Result:
    try:
        return future.result()
    except BrokenProcessPool:
        return function(item)
