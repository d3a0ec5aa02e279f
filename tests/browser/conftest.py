"""A site built from the sample reports, served with the strictest policy, and a headless browser."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
POLICY = "default-src 'self'"


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sample reports, built once for the whole run.

    SITE_BUILDER_BUILT names a finished site to look at instead, for quick work on templates.
    """
    named = os.environ.get("SITE_BUILDER_BUILT")
    if named:
        return Path(named)
    from site_builder.pipeline import BuildSettings, build

    folder = tmp_path_factory.mktemp("site") / "output"
    build(BuildSettings(ROOT / "content", folder))
    return folder


class StrictHandler(SimpleHTTPRequestHandler):
    """Serves files under a sub-path, as a portal's column would, and forbids everything from elsewhere."""

    prefix = "/gk/yjs/"

    def translate_path(self, path: str) -> str:
        """Map the sub-path to the site's root; all else is missing."""
        if not path.startswith(self.prefix):
            return str(Path(self.directory) / "no-such-file")
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def end_headers(self) -> None:
        """Send the policy with every answer."""
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def site_url(built_site: Path) -> Iterator[str]:
    """The address of the built site under a sub-path."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(StrictHandler, directory=str(built_site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}{StrictHandler.prefix}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def page_kinds(built_site: Path) -> dict[str, str]:
    """One address, relative to the site's root, for each kind of page: the largest of its kind."""
    fixed = ("index.html", "404.html", *(f"{name}/index.html" for name in (
        "projects", "compare", "glossary", "method", "rules", "corrections", "map", "patterns", "search"
    )))  # fmt: skip
    kinds = {path.removesuffix("/index.html"): path for path in fixed if (built_site / path).is_file()}
    for kind, pattern in {
        "department": "d/*/*/*/*/index.html",
        "report": "d/*/*/*/*/*/*/index.html",
        "project": "d/*/*/*/*/*/*/p/*.html",
        "source": "source/*/index.html",
    }.items():
        largest = max(built_site.glob(pattern), key=lambda path: path.stat().st_size)
        kinds[kind] = largest.relative_to(built_site).as_posix()
    return kinds
