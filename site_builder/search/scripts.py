"""The index's files as scripts: each is one call that hands its payload to the client."""

from __future__ import annotations

from site_builder.model.output import OutputFile

FOLDER = "search/index/"


def script(name: str, payload: str) -> OutputFile:
    """Return the file `name` of the index; `payload` is a script value."""
    return OutputFile(f"{FOLDER}{name}.js", f'siteSearch("{name}",{payload})\n'.encode("utf-8", "replace"))


def payload_of(content: bytes) -> str:
    """Return the payload of a file of the index."""
    text = content.decode()
    return text[text.index(",") + 1 : text.rindex(")")]


def quoted(text: str) -> str:
    """Return text as a script string: nothing in keys and places needs an escape but these two."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def unquoted(payload: str) -> str:
    """Return the text that `quoted` quoted."""
    return payload[1:-1].replace('\\"', '"').replace("\\\\", "\\")
