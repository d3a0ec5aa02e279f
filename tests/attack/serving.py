"""A local server with the strictest content security policy."""

from __future__ import annotations

from http.server import SimpleHTTPRequestHandler


class StrictHandler(SimpleHTTPRequestHandler):
    """Serves a folder; nothing from elsewhere, nothing inline."""

    def end_headers(self) -> None:
        """Send the policy with every answer."""
        self.send_header("Content-Security-Policy", "default-src 'self'")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
