"""Files of lists: made of all shares, or mended where one department's share has changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from site_builder.model.output import OutputFile
from site_builder.search.postings import END
from site_builder.search.scripts import payload_of, quoted, script, unquoted

OWN_FILE = {"p": 24_000, "g": 12_000, "l": 12_000, "f": 24_000}
"""A list longer than this, by kind, has a file of its own, so that no other query pays for it."""
OWN_MARK = b"@"
"""Stands for a list that has a file of its own; no letter of a list, and no end of one."""

Lists = dict[bytes, bytes]
Rows = Mapping[bytes, bytes]


def parse_rows(text: bytes) -> Lists:
    """Return rows by key; there is white space only between and within rows, none in keys and places."""
    cells = text.split()
    return dict(zip(cells[::2], cells[1::2], strict=True))


def merge_rows(shares: Iterable[tuple[bytes, bytes]]) -> Lists:
    """Return merged lists of shares' rows; shares come in the order of the letters that lead their places."""
    lists: defaultdict[bytes, list[bytes]] = defaultdict(list)
    for lead, rows in shares:
        cells = rows.replace(b" ", b" " + lead).split()
        for key, places in zip(cells[::2], cells[1::2], strict=True):
            lists[key].append(places)
    return {key: END.join(parts) + END for key, parts in lists.items()}


def list_files(name: str, lists: Lists) -> Iterator[OutputFile]:
    """Yield the file `name` of some lists, and those of lists too long to share it."""
    rows: list[bytes] = []
    longest = OWN_FILE[name.partition("/")[0]]
    for key in sorted(lists):
        places = lists[key]
        if len(places) > longest:
            yield script(own_name(name, key.decode()), quoted(places))
            places = OWN_MARK
        rows += (key, b" ", places, b"\t")
    yield script(name, quoted(b"\t" + (b"".join(rows) or b"\t")))


def own_name(name: str, key: str) -> str:
    """Return the name of the file of a list that shares none: the kind of `name`, and the key's code points."""
    return f"{name.partition('/')[0]}-own/" + "-".join(f"{ord(char):x}" for char in key)


def read_lists(name: str, load: Callable[[str], bytes]) -> Lists:
    """Return the lists of a file; `load` gives the content of a file by its name."""
    lists = parse_rows(unquoted(payload_of(load(name))))
    for key, places in lists.items():
        if places == OWN_MARK:
            lists[key] = unquoted(payload_of(load(own_name(name, key.decode()))))
    return lists


def mend_lists(lists: Lists, lead: bytes, old: Rows, new: Rows) -> None:
    """Put a department's new rows in the place of its old ones; `lead` are the letters of its number."""
    for key in old.keys() | new.keys():
        if old.get(key) != new.get(key):
            entries = [entry for entry in lists.get(key, b"").split(END) if entry and not entry.startswith(lead)]
            if key in new:
                entries.append(lead + new[key])
            if entries:
                lists[key] = END.join(sorted(entries)) + END
            else:
                lists.pop(key, None)
