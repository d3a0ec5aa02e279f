"""What pages, search and exports hand to the writer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OutputFile:
    """One file of the site: `path` is relative to the root, with `/`."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """A page before rendering: `context` is the dataclass of the same name as `template` (without suffix).

    `path` is relative to the root and ends in `.html`. `search` is None for pages that search leaves out.
    """

    path: str
    template: str
    context: object
    search: SearchEntry | None = None


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """What search knows of a page. `text` is everything a reader sees in the page's main part, as plain text.

    `amount` is in yuan and `rate`, `score` in percent and points, as decimal strings, empty when unknown;
    `key_label` and `key_value` are the number shown beside a result.
    """

    path: str
    title: str
    text: str
    kind: str = ""
    department: str = ""
    region: tuple[str, ...] = ()
    year: int | None = None
    grade: str = ""
    names: tuple[str, ...] = ()
    amount: str = ""
    rate: str = ""
    score: str = ""
    key_label: str = ""
    key_value: str = ""
