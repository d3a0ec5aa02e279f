"""A build on a real cluster: the same site, also when a worker dies in the middle; mistakes are said in words."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from site_builder.pipeline import BuildSettings, build
from site_builder.pipeline import cluster as clusters
from site_builder.pipeline.cluster import ClusterProblem, open_cluster
from site_builder.pipeline.executors import run_all
from tests.cluster.cluster_tasks import be_patient, brings_down, slowly

if TYPE_CHECKING:
    from tests.cluster.conftest import Cluster

REPORTS = 6


@pytest.fixture
def reports(tmp_path: Path, content: Path) -> Path:
    """Six departments, made of two short reports."""
    folder = tmp_path / "content"
    folder.mkdir()
    for name, place in (("霜河县", "霜河"), ("荻洲区", "荻洲")):
        text = next(content.glob(f"{name}*")).read_text(encoding="utf-8")
        for number in range(REPORTS // 2):
            (folder / f"{name}{number}.txt").write_text(text.replace(place, "甲乙丙"[number] + place[1:]), "utf-8")
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def kill_when_busy(worker: subprocess.Popen[bytes], store: Path, killed: list[float]) -> None:
    """Kill the worker once some of the build's work is done, and note when."""
    while len(list(store.glob("??/*"))) < REPORTS // 2:
        time.sleep(0.02)
    os.kill(worker.pid, signal.SIGKILL)
    killed.append(time.monotonic())


def test_a_worker_killed_in_mid_build_changes_nothing(
    cluster: Cluster, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SITE_BUILDER_STORE", raising=False)
    monkeypatch.chdir(tmp_path)
    relative = Path("content"), Path("far/site")
    killed: list[float] = []
    killer = threading.Thread(target=kill_when_busy, args=(cluster.workers[0], tmp_path / "far/.site-builder", killed))
    killer.start()
    result = build(BuildSettings(*relative, cluster=cluster.address))
    ended = time.monotonic()
    killer.join()
    assert killed[0] < ended
    assert cluster.workers[0].wait(10) == -signal.SIGKILL
    assert cluster.workers[1].poll() is None
    shutil.rmtree(tmp_path / "far/.site-builder")
    build(BuildSettings(reports, tmp_path / "near/site", jobs=1))
    assert tree(tmp_path / "far/site") == tree(tmp_path / "near/site")
    assert result.sources == REPORTS
    assert not [item for item in result.problems if item.check in ("worker-lost", "internal-error")]


def test_results_come_in_order_with_few_under_way(cluster: Cluster) -> None:
    asked = 0

    def items() -> Iterator[int]:
        nonlocal asked
        for number in range(40):
            asked += 1
            yield number

    with open_cluster(cluster.address) as executor:
        assert executor.slots == 2
        results = run_all(executor, slowly, items(), 1)
        assert next(results) == 0
        assert asked <= 2 * 4
        assert list(results) == list(range(1, 40))


def test_folders_the_workers_cannot_use_are_named(cluster: Cluster, tmp_path: Path) -> None:
    """One machine cannot hide a folder from itself, so the mark is taken away before the workers look."""

    @contextmanager
    def hidden(shared: tuple[Path, ...]) -> Iterator[tuple[tuple[str, bool], ...]]:
        yield tuple((str(folder / "gone/.probe"), True) for folder in shared)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clusters, "_probes", hidden)
        with (
            pytest.raises(ClusterProblem, match="看不到或不能写") as caught,
            open_cluster(cluster.address, (tmp_path,)),
        ):
            pass
    assert "同一路径" in caught.value.advice


def test_another_version_on_a_worker_is_said(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "program_version", lambda: "another")
    with pytest.raises(ClusterProblem, match="程序版本与本机不同"), open_cluster(cluster.address):
        pass


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "127.0.0.1:9", "no such place", "tcp://nowhere.invalid:8786"])
def test_a_wrong_address_is_explained(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(clusters, "CONNECT_SECONDS", 1)
    with pytest.raises(ClusterProblem, match="连不上集群") as caught, open_cluster(address):
        pass
    assert "dask scheduler" in caught.value.advice


def test_without_the_client_the_message_says_what_to_install(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['distributed'] = None\n"
        "from site_builder.pipeline.cluster import open_cluster\n"
        "with open_cluster('tcp://127.0.0.1:9'): pass\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "没有安装集群客户端" in done.stderr
    assert "site-builder[cluster]" in done.stderr


def test_a_scheduler_without_workers_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    from tests.cluster.conftest import SCHEDULER, dask, wait_for

    monkeypatch.setattr(clusters, "CONNECT_SECONDS", 3)
    log = tmp_path / "scheduler.log"
    with dask(SCHEDULER, tmp_path, log):
        address = wait_for(log, r"Scheduler at:\s+(tcp://\S+)")
        with pytest.raises(ClusterProblem, match="没有工作进程") as caught, open_cluster(address):
            pass
    assert "dask worker" in caught.value.advice


def test_an_item_that_brings_down_every_worker_is_given_up(cluster: Cluster) -> None:
    """Two workers are not enough for four deaths, so the scheduler's patience is shortened for this test."""
    from distributed import Client

    with Client(cluster.address) as client:
        client.run_on_scheduler(be_patient, 0)
    with open_cluster(cluster.address) as executor:
        assert list(run_all(executor, brings_down, ["a", "bad", "b"], 1, lambda item: f"lost {item}")) == [
            "a", "lost bad", "b",
        ]  # fmt: skip
