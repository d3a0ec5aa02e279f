"""Files of lists: made of all shares, or mended where one department's share has changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from site_builder.model.output import OutputFile
from site_builder.search.postings import END
from site_builder.search.scripts import payload_of, quoted, script, unquoted

OWN_FILE = {"p": 24_000, "g": 12_000, "l": 12_000, "f": 24_000}
"""A list longer than this, by kind, has a file of its own, so that no other query pays for it."""
OWN_MARK = "@"
"""Stands for a list that has a file of its own; no letter of a list, and no end of one."""

Lists = dict[str, str]
Rows = Mapping[str, str]


def parse_rows(segments: Iterable[str]) -> Lists:
    """Return the rows of a share's segments: key and places."""
    rows: Lists = {}
    for segment in segments:
        if segment:
            rows.update(row.split(" ") for row in segment.split("\t"))  # type: ignore[misc]
    return rows


def merge_segments(shares: Iterable[tuple[str, list[str]]]) -> Iterator[Lists]:
    """Yield the merged lists of each segment of a bucket; shares come in the order of their letters."""
    leads, buckets = zip(*shares, strict=True)
    for segments in zip(*buckets, strict=True):
        lists: defaultdict[str, list[str]] = defaultdict(list)
        for lead, segment in zip(leads, segments, strict=True):
            if segment:
                for row in segment.split("\t"):
                    key, places = row.split(" ")
                    lists[key].append(f"{lead}{places}{END}")
        yield {key: "".join(parts) for key, parts in lists.items()}


def list_files(name: str, lists: Lists) -> Iterator[OutputFile]:
    """Yield the file `name` of some lists, and those of lists too long to share it."""
    rows = []
    longest = OWN_FILE[name.partition("/")[0]]
    for key in sorted(lists):
        if len(lists[key]) > longest:
            rows.append(f"{key} {OWN_MARK}")
            yield script(own_name(name, key), quoted(lists[key]))
        else:
            rows.append(f"{key} {lists[key]}")
    yield script(name, quoted("\t" + "\t".join(rows) + "\t"))


def own_name(name: str, key: str) -> str:
    """Return the name of the file of a list that shares none: the kind of `name`, and the key's code points."""
    return f"{name.partition('/')[0]}-own/" + "-".join(f"{ord(char):x}" for char in key)


def read_lists(name: str, load: Callable[[str], bytes]) -> Lists:
    """Return the lists of a file; `load` gives the content of a file by its name."""
    rows = unquoted(payload_of(load(name))).strip("\t")
    lists = parse_rows([rows])
    for key, places in lists.items():
        if places == OWN_MARK:
            lists[key] = unquoted(payload_of(load(own_name(name, key))))
    return lists


def mend_lists(lists: Lists, lead: str, old: Rows, new: Rows) -> None:
    """Put a department's new rows in the place of its old ones; `lead` are the letters of its number."""
    for key in old.keys() | new.keys():
        if old.get(key) != new.get(key):
            entries = [entry for entry in lists.get(key, "").split(END) if entry and not entry.startswith(lead)]
            if key in new:
                entries.append(lead + new[key])
            if entries:
                lists[key] = END.join(sorted(entries, key=lambda entry: entry[: len(lead)])) + END
            else:
                lists.pop(key, None)
