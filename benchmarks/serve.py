"""From saving a report to the reload of the browser: `python -m benchmarks.serve [N]`.

Builds N made-up reports in the preview, connects to it as a browser does, saves edits of different reports and measures
the seconds until the reload is asked for and the page with the new words has arrived. Prints minimum, median, maximum.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from tornado import gen
from tornado.httpclient import AsyncHTTPClient
from tornado.ioloop import IOLoop
from tornado.websocket import WebSocketClientConnection, websocket_connect

from benchmarks.generate import write_report
from site_builder.paths import source_path

SAVES = 9
START_SECONDS = 3600
HELLO = {"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(folder: Path, port: int) -> Iterator[None]:
    """Run `site-builder serve` in a folder until the block ends."""
    command = [sys.executable, "-m", "site_builder.cli", "serve", "content", "--port", str(port), "--no-open"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1]), "PYTHONUNBUFFERED": "1"}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT, env=environment)
    try:
        limit = time.monotonic() + START_SECONDS
        while "预览地址" not in (folder / "log").read_text(encoding="utf-8", errors="replace"):
            if process.poll() is not None or time.monotonic() > limit:
                raise SystemExit((folder / "log").read_text(encoding="utf-8", errors="replace"))
            time.sleep(0.2)
        yield
    finally:
        process.terminate()
        process.wait()


async def connect(port: int) -> WebSocketClientConnection:
    """Return a connection as livereload.js makes it."""
    client = await websocket_connect(f"ws://127.0.0.1:{port}/livereload")
    await client.write_message(json.dumps(HELLO))
    await client.read_message()
    await client.write_message(json.dumps({"command": "info", "url": f"http://127.0.0.1:{port}/"}))
    return client


async def one_save(client: WebSocketClientConnection, port: int, content: Path, report: Path, number: int) -> float:
    """Save an edit and return the seconds until the page shows it."""
    words = f"补充说明：第{number}次培训人员3{number}人。"
    page = f"http://127.0.0.1:{port}/{source_path(report.relative_to(content).as_posix())}index.html"
    begin = time.monotonic()
    report.write_text(report.read_text(encoding="utf-8") + words + "\n", encoding="utf-8")
    while True:
        message = json.loads(await client.read_message() or "{}")
        if message.get("command") != "reload":
            continue
        answer = await AsyncHTTPClient().fetch(page, request_timeout=600)
        if words in answer.body.decode():
            return time.monotonic() - begin


async def saves(port: int, content: Path, reports: list[Path], pause: float) -> list[float]:
    """Save one report after the other; `pause` lets the build in the background end."""
    client = await connect(port)
    await gen.sleep(1)
    taken = []
    for number in range(SAVES):
        taken.append(await one_save(client, port, content, reports[number * len(reports) // SAVES], number))
        await gen.sleep(pause)
    return taken


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=1000)
    parser.add_argument("--pause", type=float, default=10, help="seconds between two saves")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="serve-") as name:
        content = Path(name, "content")
        reports = [write_report(content, number) for number in range(options.count)]
        texts = [path for path in reports if path.suffix == ".txt"]
        port = free_port()
        with serving(Path(name), port):
            taken = IOLoop().run_sync(lambda: saves(port, content, texts, options.pause))
    rounded = f"minimum {min(taken):.2f}, median {median(taken):.2f}, maximum {max(taken):.2f}"
    sys.stdout.write(f"{options.count} reports, {SAVES} saves, seconds from save to the page: {rounded}\n")


if __name__ == "__main__":
    main()
