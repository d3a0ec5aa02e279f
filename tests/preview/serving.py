"""A running `site-builder serve` in a process of its own, and a client of its web socket."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

from tornado import gen
from tornado.ioloop import IOLoop
from tornado.websocket import websocket_connect

WAIT = 90


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Serving:
    """`site-builder serve CONTENT`; its terminal output is kept as text."""

    def __init__(self, folder: Path, content: str = "content", encoding: str = "utf-8") -> None:
        self.port = free_port()
        self.text = ""
        arguments = ["serve", content, "--port", str(self.port), "--no-open"]
        code = "import sys; from site_builder.cli import main; sys.argv[0] = 'site-builder'; main()"
        root = str(Path(__file__).resolve().parents[2])
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONPATH": root, "PYTHONIOENCODING": encoding, "PYTHONUNBUFFERED": "1"},
        )
        self.encoding = encoding
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.text += line.decode(self.encoding, errors="replace")

    def wait_for(self, words: str, seconds: float = WAIT) -> None:
        limit = time.monotonic() + seconds
        while words not in self.text:
            assert time.monotonic() < limit and self.process.poll() is None, f"no {words!r} in:\n{self.text}"
            time.sleep(0.05)

    def get(self, path: str = "") -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=WAIT) as response:
            text: str = response.read().decode()
            return text

    def remarks(self, page: str) -> dict[str, object]:
        content: dict[str, object] = json.loads(self.get(f"__preview__/remarks?page={page}"))
        return content

    def next_reload(self, action: "threading.Thread") -> dict[str, object]:
        """Connect as livereload.js does, run `action`, and return the first reload message."""
        return IOLoop().run_sync(lambda: self._next_reload(action), timeout=WAIT)

    async def _next_reload(self, action: "threading.Thread") -> dict[str, object]:
        client = await websocket_connect(f"ws://127.0.0.1:{self.port}/livereload")
        hello = {"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}
        await client.write_message(json.dumps(hello))
        await client.read_message()
        await client.write_message(json.dumps({"command": "info", "url": "http://127.0.0.1/"}))
        await gen.sleep(0.2)
        action.start()
        while True:
            message = await client.read_message()
            assert isinstance(message, str), "the server hung up"
            content: dict[str, object] = json.loads(message)
            if content["command"] == "reload":
                client.close()
                return content

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(15)


def writing(path: Path, text: str) -> threading.Thread:
    """A thread that writes a file when it is started."""
    return threading.Thread(target=lambda: path.write_text(text, encoding="utf-8"))
