"""The preview's web server: livereload, with an overlay that shows findings beside each page."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from livereload import Server
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.server import LiveScriptInjector, StaticFileHandler
from livereload.watcher import Watcher
from tornado import web
from tornado.ioloop import PeriodicCallback

from site_builder.errors import SiteBuilderError
from site_builder.preview.remarks import remarks_json
from site_builder.preview.watching import Preview, snapshot

POLL_MILLISECONDS = 150
HOST = "127.0.0.1"
OVERLAY = Path(__file__).with_name("overlay.js")
# The port of the page is the port of the socket; livereload's own snippet asks for an inline script.
SCRIPTS = b'<script src="/livereload.js?snipver=1"></script><script src="/__preview__/overlay.js" defer></script>'


class PreviewProblem(SiteBuilderError):
    """The preview cannot be served."""


class PreviewWatcher(Watcher):  # type: ignore[misc]
    """livereload's watcher with the preview's own, quicker look at the files."""

    def __init__(self, preview: Preview) -> None:
        super().__init__()
        self.preview = preview
        self.watch(str(preview.content))

    def start(self, callback: Callable[[], None]) -> bool:
        """Poll within tornado's loop; livereload's own poll every 800 ms, and its pause of 3 s, are not used."""
        PeriodicCallback(self.look, POLL_MILLISECONDS).start()
        return True

    def look(self) -> None:
        """Reload all browsers after a build, good or not: the overlay shows what went wrong."""
        if self.preview.poll():
            LiveReloadHandler.reload_waiters()


class RemarksHandler(web.RequestHandler):
    """Answers what is to be known beside the page named in the query."""

    def initialize(self, preview: Preview) -> None:
        """Take over the preview."""
        self.preview = preview

    def get(self) -> None:
        """Answer as JSON."""
        preview = self.preview
        page = self.get_query_argument("page", "")
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.write(remarks_json(preview.output, page, preview.error, preview.changed))


class OverlayHandler(web.RequestHandler):
    """Answers the overlay's script, which is no part of the site."""

    def get(self) -> None:
        """Answer the script."""
        self.set_header("Content-Type", "application/javascript; charset=utf-8")
        self.write(OVERLAY.read_bytes())


class Files(StaticFileHandler):  # type: ignore[misc]
    """Answers files of the preview, edited pages from where they stand until the build is done."""

    preview: Preview

    @classmethod
    def get_absolute_path(cls, root: str, path: str) -> str:
        """Return where the file stands."""
        name = f"{path}index.html" if not path or path.endswith("/") else path
        edited = cls.preview.find(name)
        return str(edited) if edited else str(super().get_absolute_path(root, path))

    def validate_absolute_path(self, root: str, absolute_path: str) -> str | None:
        """Return the path when it stays inside the site or the folder of edited pages."""
        inside = next(
            (str(folder) for folder in self.preview.edited_folders() if absolute_path.startswith(f"{folder}{os.sep}")),
            root,
        )
        found: str | None = super().validate_absolute_path(inside, absolute_path)
        return found


class ScriptInjector(LiveScriptInjector):  # type: ignore[misc]
    """Puts the preview's scripts into each page on its way out."""

    script = SCRIPTS


class PreviewServer(Server):  # type: ignore[misc]
    """livereload's server with the overlay beside the pages, and quiet logs."""

    def __init__(self, preview: Preview) -> None:
        super().__init__(watcher=PreviewWatcher(preview))
        self.preview = preview

    def application(self, port: int, host: str, *_: Any, **__: Any) -> None:
        """Listen; livereload's own version knows no further handlers."""
        LiveReloadHandler.watcher = self.watcher
        LiveReloadHandler.live_css = False
        files = type("PreviewFiles", (Files,), {"preview": self.preview})
        handlers: list[Any] = [
            (r"/livereload", LiveReloadHandler),
            (r"/livereload.js", LiveReloadJSHandler),
            (r"/__preview__/remarks", RemarksHandler, {"preview": self.preview}),
            (r"/__preview__/overlay.js", OverlayHandler),
            (r"/(.*)", files, {"path": self.root, "default_filename": self.default_filename}),
        ]
        try:
            web.Application(handlers, transforms=[ScriptInjector]).listen(port, address=host)
        except OSError as error:
            raise PreviewProblem(
                f"端口 {port} 不能用（{error.strerror}）", f"可能另一个预览还开着；请换一个端口：--port {port + 1}"
            ) from error

    def _setup_logging(self) -> None:
        """Keep the terminal for what the clerk should read."""
        for name in ("livereload", "tornado.access"):
            logging.getLogger(name).setLevel(logging.ERROR)


def serve(preview: Preview, port: int, open_browser: bool) -> None:
    """Serve the preview until interrupted."""
    preview.seen = snapshot(preview.folders())
    server = PreviewServer(preview)
    preview.get_ready()
    preview.report(f"预览地址：http://{HOST}:{port}/ （按 Ctrl+C 结束）")
    server.serve(
        port=port, host=HOST, root=str(preview.output), open_url_delay=1 if open_browser else None, live_css=False
    )
