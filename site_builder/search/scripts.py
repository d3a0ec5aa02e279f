"""The index's files as scripts: each is one call that hands its payload to the client."""

from __future__ import annotations

import json

from site_builder.model.output import OutputFile

FOLDER = "search/index/"


def script(name: str, payload: bytes) -> OutputFile:
    """Return the file `name` of the index; `payload` is a script value."""
    return OutputFile(f"{FOLDER}{name}.js", f'siteSearch("{name}",'.encode() + payload + b")\n")


def json_payload(value: object) -> bytes:
    """Return a value as a payload; what has no UTF-8 form becomes a question mark."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def payload_of(content: bytes) -> bytes:
    """Return the payload of a file of the index."""
    return content[content.index(b",") + 1 : content.rindex(b")")]


def quoted(text: bytes) -> bytes:
    """Return text as a script string: nothing in keys and places needs an escape but these two."""
    return b'"' + text.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'


def unquoted(payload: bytes) -> bytes:
    """Return the text that `quoted` quoted."""
    return payload[1:-1].replace(b'\\"', b'"').replace(b"\\\\", b"\\")
