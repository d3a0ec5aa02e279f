"""Where the work runs: in this process, in a pool of processes, or on a Dask cluster; one code path.

A process can die while it works on an item: the system takes it when memory runs out, or a library brings it down.
Such an item is tried once more where nobody else is hurt, and then given up, so that it costs its own pages only.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Protocol, TypeVar, runtime_checkable

from site_builder.collector import collect_seldom
from site_builder.errors import SiteBuilderError

Item = TypeVar("Item")
Result = TypeVar("Result")
IN_FLIGHT_PER_WORKER = 4
POOL_WORTH_STARTING = 4
LEAST_MEMORY = 2 << 30


class WorkerLost(SiteBuilderError):
    """A worker process died twice over the same item."""


@runtime_checkable
class Sized(Protocol):
    """An executor that knows how many items it can work on at once."""

    @property
    def slots(self) -> int:
        """The number of items worked on at the same time."""


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


class PoolExecutor(Executor):
    """A pool of processes that starts anew after one of them died."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pool = _start_pool(workers)

    def submit(self, fn: Callable[..., Result], /, *args: object, **kwargs: object) -> Future[Result]:
        """Hand the call to a process."""
        try:
            return self._pool.submit(fn, *args, **kwargs)
        except BrokenProcessPool:
            self._pool.shutdown(wait=False)
            self._pool = _start_pool(self._workers)
            return self._pool.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes."""
        self._pool.shutdown(wait, cancel_futures=cancel_futures)


@contextmanager
def open_executor(workers: int, tasks: int, cluster: str = "", shared: tuple[Path, ...] = ()) -> Iterator[Executor]:
    """Yield an executor for about `tasks` items; the machines of a cluster must see the folders `shared`."""
    if cluster:
        from site_builder.pipeline.cluster import open_cluster

        with open_cluster(cluster, shared) as remote:
            yield remote
    elif workers <= 1 or tasks < POOL_WORTH_STARTING:
        yield SerialExecutor()
    else:
        with PoolExecutor(workers) as pool:
            yield pool


class Workers:
    """Executors for the steps of one build; worker processes start when a step first has enough to do."""

    def __init__(self, number: int, cluster: str, shared: tuple[Path, ...], stack: ExitStack) -> None:
        self.number = number
        self._cluster, self._shared, self._stack = cluster, shared, stack
        self._started: Executor | None = None

    def executor(self, items: int) -> Executor:
        """Return the executor for a step with so many items."""
        if self._started is None:
            opened = open_executor(self.number, items, self._cluster if items else "", self._shared)
            executor = self._stack.enter_context(opened)
            if isinstance(executor, SerialExecutor):
                return executor
            self._started = executor
        return self._started


@contextmanager
def open_workers(number: int, cluster: str = "", shared: tuple[Path, ...] = ()) -> Iterator[Workers]:
    """Yield the workers of a build; they end with it."""
    with ExitStack() as stack:
        yield Workers(number, cluster, shared, stack)


def _start_pool(workers: int) -> ProcessPoolExecutor:
    # A plain fork would copy a JavaScript engine or a live reload thread, which may then hang.
    method = "forkserver" if sys.platform.startswith("linux") else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(["site_builder.pipeline.building"])
    return ProcessPoolExecutor(workers, context, initializer=begin_worker, initargs=(memory_share(workers),))


def begin_worker(memory: int) -> None:
    """Prepare a worker process: its memory has a limit, and it ends with its parent, however that ends."""
    limit_memory(memory)
    collect_seldom()
    threading.Thread(target=_end_with_parent, name="end-with-parent", daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def memory_share(workers: int) -> int:
    """Return how many bytes a worker may take, 0 for no limit: its share of the machine, two gigabytes at least."""
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return 0
    return max(LEAST_MEMORY, total // workers)


def limit_memory(size: int) -> None:
    """Limit the writable memory of this process where the system can: a MemoryError is one report's affair only.

    Not the address space, of which the JavaScript engine reserves far more than it uses.
    """
    if size:
        with suppress(ImportError, ValueError, OSError):
            import resource

            resource.setrlimit(resource.RLIMIT_DATA, (size, resource.getrlimit(resource.RLIMIT_DATA)[1]))


def run_all(
    executor: Executor,
    function: Callable[[Item], Result],
    items: Iterable[Item],
    workers: int,
    lost: Callable[[Item], Result] | None = None,
) -> Iterator[Result]:
    """Yield results in order, keeping only a bounded number of items under way.

    An item over which a worker died twice gets the result that `lost` gives; without it WorkerLost is raised.
    """
    waiting: deque[tuple[Item, Future[Result]]] = deque()
    with _Apart() as apart:
        for item in items:
            waiting.append((item, executor.submit(function, item)))
            if len(waiting) >= _slots(executor, workers) * IN_FLIGHT_PER_WORKER:
                yield _result(function, *waiting.popleft(), apart, lost)
        while waiting:
            yield _result(function, *waiting.popleft(), apart, lost)


class _Apart:
    """One process apart from the pool, for items whose pool broke: they, or others under way then, are to blame."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> _Apart:
        return self

    def run(self, function: Callable[[Item], Result], item: Item) -> Result:
        """Run an item; raises BrokenProcessPool when it is to blame."""
        if self._pool is None:
            self._pool = _start_pool(1)
        try:
            return self._pool.submit(function, item).result()
        except BrokenProcessPool:
            self.__exit__()
            raise

    def __exit__(self, *error: object) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown()


def _slots(executor: Executor, workers: int) -> int:
    return max(1, executor.slots if isinstance(executor, Sized) else workers)


def _result(
    function: Callable[[Item], Result],
    item: Item,
    future: Future[Result],
    apart: _Apart,
    lost: Callable[[Item], Result] | None,
) -> Result:
    try:
        return future.result()
    except CancelledError as error:
        raise WorkerLost("与工作进程的连接中断", "已完成的部分保存在缓存里，请重新运行。") from error
    except BrokenProcessPool:
        pass
    try:
        return apart.run(function, item)
    except BrokenProcessPool as error:
        if lost is not None:
            return lost(item)
        raise WorkerLost(
            "工作进程两次异常退出（多半是内存不足）", "请用 --jobs 1 减少同时进行的工作，或换内存更大的电脑。"
        ) from error
