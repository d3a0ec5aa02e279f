"""A static server as portals run them: gzip, a strict content security policy, a sub-path; it counts what it sends."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css"}


@dataclass
class Served:
    """The address of the site, and what was sent: pairs of path and bytes on the wire."""

    address: str = ""
    sent: list[tuple[str, int]] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)


@lru_cache(maxsize=4096)
def _compressed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6, mtime=0)


@contextmanager
def serve(folder: Path, prefix: str = "/portal/zwgk/", policy: str = "default-src 'self'") -> Iterator[Served]:
    """Serve `folder` under `prefix` while the block runs; paths in `hidden` answer 404."""
    served = Served()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            file = folder / path.removeprefix(prefix)
            known = path.startswith(prefix) and file.is_file() and path.removeprefix(prefix) not in served.hidden
            body = _compressed(file) if known else b""
            self.send_response(200 if known else 404)
            self.send_header("Content-Type", TYPES.get(file.suffix, "application/octet-stream"))
            self.send_header("Content-Security-Policy", policy)
            if known:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            served.sent.append((path.removeprefix(prefix), len(body)))

        def log_message(self, format: str, *args: object) -> None:
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    served.address = f"http://127.0.0.1:{server.server_address[1]}{prefix}"
    try:
        yield served
    finally:
        server.shutdown()
