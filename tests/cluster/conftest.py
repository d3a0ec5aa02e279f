"""A real Dask scheduler and two worker processes on this machine."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 90
SCHEDULER = ("scheduler", "--host", "127.0.0.1", "--port", "0", "--dashboard-address", "127.0.0.1:0", "--no-show")


class Cluster:
    """A scheduler and its workers, each in a folder of its own, as on machines of their own."""

    def __init__(self, address: str, folder: Path, stack: ExitStack) -> None:
        self.address = address
        self._folder, self._stack, self._started = folder, stack, 0
        self.workers: list[subprocess.Popen[bytes]] = []

    def revive(self) -> None:
        """Have two living workers."""
        self.workers = [worker for worker in self.workers if worker.poll() is None]
        logs = []
        while len(self.workers) < 2:
            self._started += 1
            logs.append(self._folder / f"worker-{self._started}.log")
            self.workers.append(self._stack.enter_context(start_worker(self.address, self._folder, logs[-1])))
        for log in logs:
            wait_for(log, r"Registered to:\s+(tcp://\S+)")


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler, workers to come."""
    pytest.importorskip("distributed", reason="the cluster extra is not installed")
    folder = tmp_path_factory.mktemp("cluster")
    with ExitStack() as stack:
        log = folder / "scheduler.log"
        stack.enter_context(dask(SCHEDULER, folder, log))
        yield Cluster(wait_for(log, r"Scheduler at:\s+(tcp://\S+)"), folder, stack)


@pytest.fixture
def cluster(started: Cluster) -> Cluster:
    """The scheduler with two living workers."""
    started.revive()
    return started


def start_worker(address: str, folder: Path, log: Path) -> AbstractContextManager[subprocess.Popen[bytes]]:
    """Return a context in which a worker runs; entering it gives its process."""
    place = folder / log.stem
    place.mkdir()
    options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--memory-limit", "0", "--host", "127.0.0.1")
    return dask(("worker", address, *options), place, log)


@contextmanager
def dask(arguments: tuple[str, ...], folder: Path, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a dask command of this environment in `folder`; it is ended with the context."""
    code = "import sys; from dask.__main__ import main; sys.exit(main())"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            cwd=folder,
            stdout=out,
            stderr=subprocess.STDOUT,
            env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(folder)},
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_for(log: Path, pattern: str) -> str:
    """Return what the pattern finds in the log, as soon as it is there."""
    limit = time.monotonic() + START_SECONDS
    while time.monotonic() < limit:
        match = re.search(pattern, log.read_text(encoding="utf-8", errors="replace")) if log.exists() else None
        if match:
            return match[1]
        time.sleep(0.1)
    pytest.fail(f"{log.name}: {log.read_text(encoding='utf-8', errors='replace')[-2000:]}")
