"""One department's share of the index: everything that can be computed without knowing the other departments."""

from __future__ import annotations

import json
import pickle
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from site_builder.model.output import SearchEntry
from site_builder.search.folding import fold_line, variants
from site_builder.search.forgiving import forgiving_keys
from site_builder.search.grams import COMMON, gram_hash, grams, home_hash, is_countable, long_grams
from site_builder.search.names import NameRow, name_rows
from site_builder.search.passages import Passage, cut_passages
from site_builder.search.postings import encode_places, place_number

SEGMENTS = 256
"""Parts by the top bits of the hash of a key; a file of the index is made from one part of each share."""

_FIRST_LETTER = 35
Places = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Share:
    """What merging needs of a department.

    `segments` and `forgiving` hold rows `key SPACE places TAB` by the top bits of the hash of the key; `texts` pairs a
    file's name within the department and its payload; `columns` are the facets, `owner` the department, `sorting` the numbers, `titles` the
    links of all pages.
    """

    key: str
    pages: int
    segments: tuple[bytes, ...]
    forgiving: tuple[bytes, ...]
    texts: tuple[tuple[str, bytes], ...]
    columns: str
    owner: str
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
        segments=_segments(_exact_places(heads, pages), home_hash),
        forgiving=_segments(forgiving_keys(heads, pages), gram_hash),
        texts=tuple(_text_files(entries, pages)),
        columns=_columns(entries),
        owner=_owner(entries),
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
    texts = [
        (place_number(number, place), folded.split("\n"))
        for number, (head, passages) in enumerate(zip(heads, pages, strict=True))
        for place, folded in enumerate((head, *(passage.folded for passage in passages)))
    ]
    places: Places = defaultdict(list)
    _gather(places, texts, grams)
    common = frozenset(
        gram for gram, found in places.items() if len(found) >= COMMON and len(gram) == 2 and is_countable(gram)
    )
    _gather(places, texts, partial(long_grams, common=common))
    return places


def _gather(places: Places, texts: list[tuple[int, list[str]]], keys_of: Callable[[str], set[str]]) -> None:
    """Add the keys of each text. Most lines stand on several pages of a department, so each is looked at once."""
    keys_of_line: dict[str, set[str]] = {}
    for here, lines in texts:
        found: set[str] = set()
        for line in lines:
            keys = keys_of_line.get(line)
            if keys is None:
                keys = keys_of_line[line] = keys_of(line)
            found |= keys
        for key in found:
            places[key].append(here)


def _segments(places: Places, file_hash: Callable[[str], int]) -> tuple[bytes, ...]:
    known: dict[tuple[int, ...], str] = {}
    rows: list[list[str]] = [[] for _ in range(SEGMENTS)]
    for key in sorted(places):
        if "|" in key:
            continue
        found = tuple(places[key])
        code = known.get(found)
        if code is None:
            code = known[found] = encode_places(found)
        rows[file_hash(key) >> 24].append(f"{key} {code}")
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
    """Yield the files snippets are read from: first passages of two pages, further passages of one page by three."""
    groups: defaultdict[str, list[list[object]]] = defaultdict(list)
    for number, (entry, passages) in enumerate(zip(entries, pages, strict=True)):
        for place, passage in enumerate(passages):
            name = f"{number}.{(place + 2) // 3}" if place else f"{number // 2}"
            groups[name].append([number, place, *_page_row(entry), passage.text])
    first = entries[0]
    for name, rows in groups.items():
        text = _json(rows)
        folded = "".join(sorted(variants().keys() & set(text)))
        to = "".join(variants()[char] for char in folded)
        yield name, _json([first.department, list(first.region), folded, to])[:-1].encode() + f",{text}]".encode()


def _columns(entries: Sequence[SearchEntry]) -> str:
    """Return the facets of the pages: the highest region; the sets of kind, year and grade; a letter a page."""
    region = entries[0].region
    values = [(entry.kind, str(entry.year or ""), entry.grade) for entry in entries]
    number = {value: index for index, value in enumerate(sorted(set(values)))}
    letters = "".join(chr(_FIRST_LETTER + number[value]) for value in values)
    return _json([region[0] if region else "", list(number), letters])


def _owner(entries: Sequence[SearchEntry]) -> str:
    return _json([entries[0].department, list(entries[0].region)])
