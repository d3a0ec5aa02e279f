"""One department's share of the index: everything that can be computed without knowing the other departments."""

from __future__ import annotations

import json
import pickle
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from site_builder.model.output import SearchEntry
from site_builder.search.folding import fold_line, variants
from site_builder.search.forgiving import forgiving_keys
from site_builder.search.grams import gram_hash, grams, is_key
from site_builder.search.names import NameRow, name_rows
from site_builder.search.passages import Passage, cut_passages
from site_builder.search.postings import encode_places

SEGMENTS = 256
"""Parts by the top bits of the hash of a key; a file of the index is made from one part of each share."""

Places = dict[str, list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Share:
    """What merging needs of a department.

    `segments` and `forgiving` hold rows `key SPACE places TAB` by the top bits of the hash of the key; `texts` pairs a
    file's name within the department and its payload; `columns` are the facets, `sorting` the numbers, `titles` the
    links of all pages.
    """

    key: str
    pages: int
    segments: tuple[bytes, ...]
    forgiving: tuple[bytes, ...]
    texts: tuple[tuple[str, bytes], ...]
    columns: str
    sorting: str
    titles: bytes
    names: tuple[NameRow, ...]


def make_share(entries: Sequence[SearchEntry]) -> Share:
    """Index one department's pages, numbered in the order given."""
    pages = [cut_passages(entry.text) for entry in entries]
    heads = [own_head(entry) for entry in entries]
    return Share(
        key=_share_key(entries),
        pages=len(entries),
        segments=_segments(_exact_places(heads, pages)),
        forgiving=_segments(forgiving_keys(heads, pages)),
        texts=tuple(_text_files(entries, pages)),
        columns=_columns(entries),
        sorting=_json([[entry.amount, entry.rate, entry.score] for entry in entries]),
        titles=_json(_titles(entries)).encode(),
        names=tuple(name_rows(entries)),
    )


def pack(share: Share) -> bytes:
    """Return a share as kept in the store."""
    return pickle.dumps(share, protocol=5)


def unpack(packed: bytes) -> Share:
    """Return the share that `pack` packed."""
    share = pickle.loads(packed)
    assert isinstance(share, Share)
    return share


def own_head(entry: SearchEntry) -> str:
    """Return title and names of a page, folded; the department's name ranks only where the title has it."""
    return "\n".join(map(fold_line, (entry.title, *_other_names(entry))))


def _other_names(entry: SearchEntry) -> list[str]:
    return [name for name in entry.names if name not in (entry.title, entry.department)]


def _share_key(entries: Sequence[SearchEntry]) -> str:
    named = next((entry for entry in entries if entry.department), None)
    return "/".join((*named.region, named.department)) if named else entries[0].path


def _exact_places(heads: list[str], pages: list[list[Passage]]) -> Places:
    places: Places = defaultdict(list)
    for number, (head, passages) in enumerate(zip(heads, pages, strict=True)):
        for place, folded in enumerate((head, *(passage.folded for passage in passages))):
            here = (number, place)
            for gram in grams(folded):
                places[gram].append(here)
    return {gram: found for gram, found in places.items() if is_key(gram)}


def _segments(places: Places) -> tuple[bytes, ...]:
    known: dict[tuple[tuple[int, int], ...], str] = {}
    rows: list[list[str]] = [[] for _ in range(SEGMENTS)]
    for key in sorted(places):
        found = tuple(places[key])
        code = known.get(found)
        if code is None:
            code = known[found] = encode_places(found)
        rows[gram_hash(key) >> 24].append(f"{key} {code}")
    return tuple("\t".join(part).encode() for part in rows)


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _page_row(entry: SearchEntry) -> list[object]:
    names = "\n".join(_other_names(entry))
    return [entry.path, entry.title, names, entry.kind, entry.year or 0, entry.grade, entry.key_label, entry.key_value]


def _titles(entries: Sequence[SearchEntry]) -> list[object]:
    first = entries[0]
    return [first.department, list(first.region), [_page_row(entry) for entry in entries]]


def _text_files(entries: Sequence[SearchEntry], pages: list[list[Passage]]) -> Iterable[tuple[str, bytes]]:
    """Yield the files snippets are read from: first passages of two pages, further passages of one page by two."""
    groups: defaultdict[str, list[list[object]]] = defaultdict(list)
    for number, (entry, passages) in enumerate(zip(entries, pages, strict=True)):
        for place, passage in enumerate(passages):
            name = f"{number}.{(place + 1) // 2}" if place else f"{number // 2}"
            groups[name].append([number, place, *_page_row(entry), passage.text])
    first = entries[0]
    for name, rows in groups.items():
        text = _json(rows)
        folded = "".join(sorted({char for char in text if char in variants()}))
        to = "".join(variants()[char] for char in folded)
        yield name, _json([first.department, list(first.region), folded, to])[:-1].encode() + f",{text}]".encode()


def _columns(entries: Sequence[SearchEntry]) -> str:
    """Return the facets of the pages: for each a list of its values and a letter a page."""
    first = entries[0]
    kinds, years, grades = (
        _column([value(entry) for entry in entries])
        for value in (lambda e: e.kind, lambda e: str(e.year or ""), lambda e: e.grade)
    )
    return _json([first.department, list(first.region), kinds, years, grades])


def _column(values: list[str]) -> list[object]:
    distinct = list(dict.fromkeys(values))
    return [distinct, "".join(chr(35 + min(distinct.index(value), 56)) for value in values)]
