"""What pages, search and exports hand to the writer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from site_builder.model.site import Correction, OldVersion


@dataclass(frozen=True, slots=True)
class OutputFile:
    """One file of the site: `path` is relative to the root, with `/`."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class FileMarks:
    """Which content some files have, packed, for they are many.

    `paths` are parted by line breaks, `sizes` in bytes; `digests` holds the SHA-256 of each, one after the other.
    """

    paths: str = ""
    sizes: tuple[int, ...] = ()
    digests: bytes = b""

    def named(self) -> Iterator[tuple[str, int, str]]:
        """Yield path, size and digest in hexadecimal of each file."""
        digests = self.digests.hex()
        for at, (path, size) in enumerate(zip(self.paths.split("\n"), self.sizes, strict=True) if self.sizes else ()):
            yield path, size, digests[at * 64 : at * 64 + 64]


@dataclass(frozen=True, slots=True)
class KeptFiles:
    """Files that the published site should hold already, so that their content need not be had; `load` returns it."""

    marks: FileMarks
    load: Callable[[str], bytes]


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
class PagePlan:
    """A page of the site that need not be made again while what it shows stays the same.

    `about` are the versions of all that it shows beside settings and templates.
    """

    path: str
    about: tuple[str, ...]
    make: Callable[[], Page]


@dataclass(frozen=True, slots=True)
class SitePart:
    """Files of the site that are made together; `key` changes with all they depend on, empty: made in each build.

    `key_after` gives the key of a part that only its files tell; it is asked once they are written.
    """

    name: str
    files: Callable[[], Iterable[OutputFile | OutputStream | KeptFiles]]
    key: str = ""
    key_after: Callable[[], str] = str


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


@dataclass(frozen=True, slots=True)
class DownloadLink:
    """A file offered for download on the page in folder `page` (empty for the site as a whole).

    `path` is relative to the root; `media` is the format as shown (CSV, JSON, XLSX, ...); `size` in bytes, 0 unknown.
    """

    page: str
    title: str
    path: str
    media: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table of the open data as people read about it: `columns` are name, title, what it holds."""

    name: str
    title: str
    version: str
    schema_path: str
    columns: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class PageExtras:
    """What other steps add to pages: downloads, and JSON-LD as pairs of (folder of the page, JSON text).

    `rules` are the names of the checks that the public rules page explains; only to those do findings link.
    `corrections` and `versions` are what was published before of the department's reports and sources.
    `tables` describes the open data. `originals` pairs sources with the files offered for download.
    """

    downloads: tuple[DownloadLink, ...] = ()
    json_ld: tuple[tuple[str, str], ...] = ()
    rules: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    versions: tuple[OldVersion, ...] = ()
    tables: tuple[DataTable, ...] = ()
    originals: tuple[tuple[str, str], ...] = ()

    def downloads_of(self, folder: str) -> tuple[DownloadLink, ...]:
        """Return the downloads offered on the page in `folder`."""
        return tuple(link for link in self.downloads if link.page == folder)

    def json_ld_of(self, folder: str) -> str:
        """Return the JSON-LD of the page in `folder`, empty when there is none."""
        return next((text for name, text in self.json_ld if name == folder), "")


@dataclass(frozen=True, slots=True)
class OutputStream:
    """A large file of the site, written chunk by chunk so that memory does not grow with the number of reports."""

    path: str
    chunks: Iterable[bytes | memoryview]
