"""Two sites that differ in their texts only: hostile ones and harmless ones; and a site of hostile files."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from site_builder.pipeline import BuildSettings, build
from site_builder.pipeline.analyse import DEBUG_SWITCH
from site_builder.store import Store
from tests.attack.hostile_files import write_hostile_files
from tests.attack.planting import Plan, build_planted, sample_analyses, short_samples
from tests.attack.serving import StrictHandler

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory, content: Path) -> tuple[Path, Path, Plan]:
    """The harmless site, the hostile site, and which payload went where."""
    base = tmp_path_factory.mktemp("attack")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DEBUG_SWITCH, "1")
        patch.delenv("SITE_BUILDER_STORE", raising=False)
        reports = short_samples(content, base / "content")
        samples = sample_analyses(reports, Store(base / "store"))
        plan = Plan(analysis for _, analysis in samples)
        inert, hostile = base / "inert" / "site", base / "hostile" / "site"
        build_planted(reports, inert, samples, plan.inert)
        build_planted(reports, hostile, samples, plan.hostile)
    return inert, hostile, plan


@pytest.fixture(scope="session")
def file_site(tmp_path_factory: pytest.TempPathFactory, content: Path) -> Path:
    """The site of files that hold payloads in their text, markup, attributes, sheet names and file names."""
    base = tmp_path_factory.mktemp("hostile-files")
    write_hostile_files(content, base / "content")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DEBUG_SWITCH, "1")
        patch.delenv("SITE_BUILDER_STORE", raising=False)
        build(BuildSettings(base / "content", base / "site", jobs=1))
    return base / "site"


@pytest.fixture(scope="session")
def serve() -> Iterator[partial[str]]:
    """Call it with a folder for the address under which a local server shows it with the strictest policy."""
    servers: list[ThreadingHTTPServer] = []

    def start(folder: Path) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(StrictHandler, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}/"

    yield partial(start)
    for server in servers:
        server.shutdown()
        server.server_close()
