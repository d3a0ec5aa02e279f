"""What the client shows of pages: cards (title, names, key number), passages to read snippets from, facets, numbers."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from posixpath import commonpath, dirname

from site_builder.model.output import SearchEntry
from site_builder.search.folding import variants
from site_builder.search.lines import PageLines
from site_builder.search.postings import LATER_PAGES

CARD_PAGES = 64
GROUP_PAGES = 6
GROUP_PASSAGES = 6
"""The first passages of neighbouring pages are read together; pages of projects have hardly more."""
FURTHER_PASSAGES = 16

_FIRST_LETTER = 35


def head_lines(entry: SearchEntry) -> list[str]:
    """Return title and names of a page; the department's name ranks only where the title has it."""
    return [line.replace("\n", " ") for line in (entry.title, *_other_names(entry))]


def _other_names(entry: SearchEntry) -> list[str]:
    return [name for name in entry.names if name not in (entry.title, entry.department)]


def department_files(pages: Sequence[PageLines]) -> Iterator[tuple[str, bytes]]:
    """Yield name and payload of each file of a department; names are told apart from others' by its number."""
    owner, found = _owner(pages), _variants_in(pages)
    for name, rows in _cards(pages).items():
        yield f"c/{name}", _json([*owner, rows]).encode()
    for name, texts in _passages(pages).items():
        rows = [[*_row(page, owner[0]), *parts] for page, parts in texts.values()]
        text = _json(rows)
        yield f"t/{name}", (_json([*owner, *_variants_of(text, found)])[:-1] + f",{text}]").encode()


def _owner(pages: Sequence[PageLines]) -> tuple[str, str, list[str]]:
    """Return the folder that most pages are in, the department and its region."""
    first = pages[0].entry
    folders = [dirname(page.entry.path) for page in pages if page.number < LATER_PAGES]
    folder = commonpath(folders) if folders else ""
    return folder and f"{folder}/", first.department, list(first.region)


def _cards(pages: Sequence[PageLines]) -> dict[str, list[list[object]]]:
    """Return the cards by file; later pages (LATER_PAGES) have theirs with their passages only."""
    cards: defaultdict[str, list[list[object]]] = defaultdict(list)
    base = _owner(pages)[0]
    for page in pages:
        if page.number < LATER_PAGES:
            cards[str(page.number // CARD_PAGES)].append(_row(page, base))
    return cards


Passages = dict[int, tuple[PageLines, list[object]]]


def _passages(pages: Sequence[PageLines]) -> dict[str, Passages]:
    """Return the passages of pages by file: number of the passage, its text, and so on."""
    files: defaultdict[str, Passages] = defaultdict(dict)
    for page in pages:
        for number, lines in enumerate(page.passages):
            _, parts = files[_text_file(page.number, number)].setdefault(page.number, (page, []))
            parts += [number, "\n".join(lines)]
    return files


def _text_file(page: int, passage: int) -> str:
    if passage < GROUP_PASSAGES:
        return str(page // GROUP_PAGES)
    return f"{page}.{(passage - GROUP_PASSAGES) // FURTHER_PASSAGES}"


def _row(page: PageLines, base: str) -> list[object]:
    entry = page.entry
    path = "+" + entry.path[len(base) :] if entry.path.startswith(base) else entry.path
    names = "\n".join(_other_names(entry))
    cells = [path, entry.title, names, entry.kind, entry.year or 0, entry.grade, entry.key_label, entry.key_value]
    return [page.number, *cells]


def _variants_in(pages: Sequence[PageLines]) -> str:
    """Return the variants that stand anywhere on the pages, few if any."""
    lines = {line for page in pages for passage in page.passages for line in passage}
    cells = {cell for page in pages for cell in map(str, _row(page, ""))}
    return "".join(sorted(variants().keys() & set("".join((*lines, *cells)))))


def _variants_of(text: str, known: str) -> tuple[str, str]:
    """Return those of the known variants that stand in a text, and what they are folded to."""
    found = "".join(char for char in known if char in text)
    return found, "".join(variants()[char] for char in found)


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def columns(pages: Sequence[PageLines]) -> str:
    """Return the facets of the pages: department, region; the sets of kind, year and grade; a letter a page.

    The letters of later pages follow those of the others, and their number comes first.
    """
    first = pages[0].entry
    values = [(page.entry.kind, str(page.entry.year or ""), page.entry.grade) for page in pages]
    number = {value: index for index, value in enumerate(sorted(set(values)))}
    letters = "".join(chr(_FIRST_LETTER + number[value]) for value in values)
    return _json([first.department, list(first.region), _later(pages), list(number), letters])


def _later(pages: Sequence[PageLines]) -> int:
    return sum(page.number >= LATER_PAGES for page in pages)


def sorting(pages: Sequence[PageLines]) -> str:
    """Return amount, execution rate and score of each page that has one of them, by the page's number."""
    numbers = {
        str(page.number): [page.entry.amount, page.entry.rate, page.entry.score]
        for page in pages
        if page.entry.amount or page.entry.rate or page.entry.score
    }
    return _json(numbers)


def share_key(entries: Sequence[SearchEntry]) -> str:
    """Return what a department is known by: its region and name, or the address of its first page."""
    named = next((entry for entry in entries if entry.department), None)
    return "/".join((*named.region, named.department)) if named else entries[0].path
